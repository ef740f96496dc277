"""Whether what is found after a power cut is good: the case opens, adds up, and holds all that was promised.

A promise is what the workflow acknowledged, newest first by its word:

    case      True when there must be a case, False while there need not be one
    rows      what all rows must add up to: exactly the entries of that commit, no half of another
    texts     words that must stand in the case, each exactly as typed
    gone      words that must not
    files     SHA-256 of the contents of records that must be there and readable
    blobs     the same of attached files that need not be named by a record any more
    secrets   passphrases and sheets that open it, each of them
    copies    {place, newest}: a place whose newest copy this is; each copy listed there must be whole
    other     {folder, texts}: another case that must be whole; with `whole` it appears at once or not at all
    outside   SHA-256 of files beside the case

What was being done when the power went may be there whole as well: then the promise that came next holds.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from secondop_desktop.base import outside_files, paths
from secondop_desktop.base.clock import SYSTEM_CLOCK, StoppedClock
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case, restore
from secondop_desktop.flows.back_up import blob_names
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.vault import case_file, generations
from secondop_desktop.vault.errors import WrongSecret
from tests.encrypted_case import PASSPHRASE
from tests.faults.staging import CASE, HOME, rows_of, words_in

_CASE_FILES = {"case.db", "case.db-journal", "blobs", "README.txt", "case.spare", "case.lock"}


@dataclass(frozen=True)
class Promise:
    """What holds at a cut (`now`), and what will once the step in progress is done (`then`)."""

    now: dict
    then: dict

    @classmethod
    def at(cls, notes, given: int):
        """The promise after the first `given` of all acknowledgements."""
        now: dict = {}
        then: dict = {}
        for note in notes[:given]:
            now.update(note)
        for note in reversed(notes[given:]):
            then.update(note)
        return cls(now, then)

    def after(self, first: "Promise"):
        """This promise, made while recovering from a cut that itself left `first` to be kept."""
        then = {word: what for word, what in first.then.items() if word not in self.now}
        return Promise({**first.now, **self.now}, {**then, **self.then})

    def either(self, word, default=None):
        """What a word may stand for: as it is now, or as it will be."""
        now = self.now.get(word, default)
        return [now, self.then[word]] if word in self.then else [now]


def fingerprint(folder: Path):
    """A hash of all names and bytes below a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(str(path.relative_to(folder)).encode() + b"\0")
        whole.update(b"" if path.is_dir() else hashlib.sha256(path.read_bytes()).digest())
    return whole.digest()


class Judge:
    """Opens what a power cut left in a folder, with the ways of the tests, and says what is wrong."""

    def __init__(self, ways, room: Path):
        self.ways, self._room = ways, room
        self._proved: set[bytes] = set()  # places with copies that were found whole
        self._later = StoppedClock(SYSTEM_CLOCK.now() + timedelta(days=2))

    def judge(self, root: Path, promise: Promise, *, goes_on: bool = False):
        """Raise an error that says what was lost or damaged; `goes_on` also writes and opens once more."""
        self._outside(root, promise)
        self._copies(root, promise)
        self._other(root, promise)
        if "case" not in promise.now and "case" not in promise.then:
            return
        folder = root / CASE
        if not case_file.is_case(folder):
            assert not promise.now.get("case"), "the case is gone"
            self._new_one(folder)
            return
        vault = self._opened(folder, promise)
        try:
            self._whole(vault)
            self._keeps(vault, promise)
            if goes_on:
                self._swept(vault, promise)
                self._writes(vault)
        finally:
            vault.close()
        left = {path.name for path in folder.iterdir()} - _CASE_FILES
        assert not left, f"left over: {left}"
        if goes_on:
            self._again(folder, vault, promise)

    def _opened(self, folder, promise):
        """The case, opened by each secret that was promised; the last one that opens it."""
        choices = promise.either("secrets", [PASSPHRASE])
        for secrets in choices:
            try:
                for secret in secrets[1:]:
                    open_case.open_case(folder, secret, self.ways).close()
                return open_case.open_case(folder, secrets[0], self.ways)
            except WrongSecret:
                if secrets is choices[-1]:
                    raise
        raise AssertionError

    def _whole(self, vault):
        report = check_case(vault)
        assert report.good, f"not whole: {report.sentences}"

    def _keeps(self, vault, promise):
        allowed = promise.either("rows")
        assert rows_of(vault) in allowed or allowed == [None], "not the entries of any moment"
        said = words_in(vault)
        must = promise.either("texts", [])
        assert any(said.issuperset(words) for words in must), "words are missing"
        assert not any(said.intersection(words) for words in promise.either("gone", [])[:1]), "not gone"
        with vault.connection() as connection:
            named = connection.execute(text("SELECT blob FROM document")).scalars().all()
        self._holds(vault, named, promise.either("files", []))
        if "blobs" in promise.now:
            self._holds(vault, blob_names(vault), promise.either("blobs", []))

    def _holds(self, vault, names, choices):
        there = set()
        for name in names:
            with vault.blobs.open(name) as blob:
                there.add(hashlib.sha256(blob.read_all()).hexdigest())
        assert any(there.issuperset(files) for files in choices), "files are missing"

    def _swept(self, vault, promise):
        """Two days later everything that nobody needs is swept; nothing else may go."""
        sweep_leftovers(vault, self._later)
        self._keeps(vault, promise)

    def _writes(self, vault):
        with vault.write() as session:
            tasks.keep(session, Task(text="After the power cut"))

    def _again(self, folder, closed, promise):
        for secrets in promise.either("secrets", [PASSPHRASE]):
            try:
                vault = open_case.open_case(folder, secrets[0], self.ways)
            except WrongSecret:
                continue
            said = words_in(vault)
            vault.close()
            assert "After the power cut" in said
            return
        raise AssertionError("it does not open any more")

    def _new_one(self, folder):
        """Where there is no case, a new one can be made at the same place."""
        vault = open_case.create(folder, PASSPHRASE, "Once more", self.ways).vault
        try:
            self._whole(vault)
        finally:
            vault.close()

    def _other(self, root, promise):
        other = promise.now.get("other") or promise.then.get("other")
        if other is None:
            return
        folder = root / other["folder"]
        if not case_file.is_case(folder):
            assert "other" not in promise.now, "the other case is gone"
            assert not other.get("whole") or not folder.exists(), "half of a case has its name"
            self._new_one(folder)
            return
        vault = open_case.open_case(folder, PASSPHRASE, self.ways)
        try:
            self._whole(vault)
            begun = "other" not in promise.now and not other.get("whole")
            assert begun or words_in(vault).issuperset(other["texts"]), "words are missing"
        finally:
            vault.close()

    def _copies(self, root, promise):
        copies = promise.now.get("copies") or promise.then.get("copies")
        if copies is None:
            return
        place = root / copies["place"]
        there = generations.listed(place)
        if "copies" in promise.now:
            assert copies["newest"] in {one.file.name for one in there}, "the copy is gone"
        known = fingerprint(place)
        if known in self._proved:
            return
        for one in there:
            key = restore.key_of(one, PASSPHRASE, self.ways)
            proof = generations.prove(one, key, self.ways, blob_names)
            assert not proof.troubled, "a file of a copy is damaged or missing"
        if there:
            key = restore.key_of(there[0], PASSPHRASE, self.ways)
            back = restore.restore(there[0], key, self._room / "back", self.ways)
            assert not back.missing
            vault = open_case.open_case(back.folder, PASSPHRASE, self.ways)
            self._whole(vault)
            vault.close()
            shutil.rmtree(back.folder)
        self._proved.add(known)

    def _outside(self, root, promise):
        files = promise.now.get("outside", {})
        then = promise.then.get("outside", {})
        for name in then.keys() | files.keys():
            file = root / name
            found = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
            assert found in {files.get(name), then.get(name, files.get(name))}, f"{name} is not whole"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(root / HOME))
            self._moved(root, paths.data_folder() / "unfinished")
            outside_files.sweep()  # as the next start does
        left = [path.name for path in root.glob(".*.part") if paths.is_part(path)]
        assert not left, f"half written and left for ever: {left}"

    def _moved(self, root, notes):
        """Let the notes of half-written files speak of where the files are now."""
        for note in notes.iterdir() if notes.is_dir() else ():
            part = Path(os.fsdecode(note.read_bytes()))
            if paths.is_part(part):
                note.write_bytes(os.fsencode(root / part.name))
