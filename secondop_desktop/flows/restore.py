"""Brings a case back from a copy: which there are, what one holds, and a new case folder beside the old."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select, text

from secondop_desktop.base import paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Document
from secondop_desktop.case.person import Person
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows.back_up import COPIES, blob_names
from secondop_desktop.vault import case_file, copy_place
from secondop_desktop.vault import generations as copies
from secondop_desktop.vault.bring_back import bring_back
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.copy_place import PlaceTrouble
from secondop_desktop.vault.errors import WrongSecret, not_as_written
from secondop_desktop.vault.generations import Generation
from secondop_desktop.vault.history import latest_stamp, moment_of
from secondop_desktop.vault.vault import Vault

_PART = ".part"
_ABOUT_YOU = "person"
_SAME = {"diagnosis": _ABOUT_YOU, "diagnosis_fact": _ABOUT_YOU, "reason": _ABOUT_YOU, "purpose": _ABOUT_YOU}
_WORDS: dict[str, Callable[[int], str]] = {
    "document": lambda n: trn("{n} record", "{n} records", n),
    "question": lambda n: trn("{n} question", "{n} questions", n),
    "asking": lambda n: trn("{n} question for a visit", "{n} questions for visits", n),
    "appointment": lambda n: trn("{n} visit", "{n} visits", n),
    "note": lambda n: trn("{n} note", "{n} notes", n),
    "doctor": lambda n: trn("{n} doctor", "{n} doctors", n),
    "doctor_fact": lambda n: trn("{n} note about a doctor", "{n} notes about doctors", n),
    "task": lambda n: trn("{n} reminder", "{n} reminders", n),
    "examination": lambda n: trn("{n} examination", "{n} examinations", n),
    "piece": lambda n: trn("{n} piece to track", "{n} pieces to track", n),
    "move": lambda n: trn("{n} step of a record", "{n} steps of records", n),
    "request": lambda n: trn("{n} request", "{n} requests", n),
    "wanted": lambda n: trn("{n} thing needed for a visit", "{n} things needed for visits", n),
    "recording": lambda n: trn("{n} recording", "{n} recordings", n),
    "photo": lambda n: trn("{n} photo of a page", "{n} photos of pages", n),
    _ABOUT_YOU: lambda n: trn("{n} entry about you", "{n} entries about you", n),
}
"""What is counted, in the order in which it is told."""


@dataclass(frozen=True)
class Inside:
    """What a copy holds, in words: whose it is, how much there is of each kind, the titles of its records.

    `newest` is when something was last changed in it; `missing` are the titles of records whose file is not
    whole in the place of the copy.
    """

    name: str
    counts: tuple[str, ...]
    documents: tuple[str, ...]
    newest: datetime | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Restored:
    """The new case folder, and the titles of records whose file could not be brought back."""

    folder: Path
    missing: tuple[str, ...]


def generations(places: Iterable[Path]) -> list[Generation]:
    """The copies in all these places, newest first; one that lies in two places is told once."""
    found: dict[tuple[str, str], Generation] = {}
    for place in places:
        with contextlib.suppress(PlaceTrouble):
            for one in copies.listed(place):
                found.setdefault((place.name, one.file.name), one)
    return sorted(found.values(), key=lambda one: (one.number, one.made), reverse=True)


def places_under(folder: Path) -> list[Path]:
    """The places for copies that a folder is, holds, or was once chosen for."""
    if copy_place.is_there(folder):
        return [folder]
    inside = folder / COPIES if (folder / COPIES).is_dir() else folder
    try:
        return sorted(place for place in inside.iterdir() if copy_place.is_there(place))
    except OSError:
        return []


def key_of(generation: Generation, secret: str, ways: Ways) -> bytes:
    """The file key of a copy from its passphrase or its recovery sheet; raises WrongSecret."""
    with copy_place.in_words():
        return case_file.key_for(generation.file, secret, ways)


def opened_by(found: Iterable[Generation], secret: str, ways: Ways) -> list[tuple[Generation, bytes]]:
    """Those of the copies that a passphrase or a recovery sheet opens, each with its file key.

    Copies of the same key share it, so that the passphrase is worked on once, not for every copy.
    """
    keys: dict[bytes, bytes | None] = {}
    fitting = []
    for one in found:
        with contextlib.suppress(UserError):
            with copy_place.in_words():
                salt = copies.salt_of(one)
            if salt not in keys:
                keys[salt] = _key_or_none(one, secret, ways)
            key = keys[salt]
            if key is not None:
                fitting.append((one, key))
    return fitting


def _key_or_none(generation: Generation, secret: str, ways: Ways) -> bytes | None:
    try:
        return key_of(generation, secret, ways)
    except WrongSecret:
        return None


@contextmanager
def _opened(generation: Generation, key: bytes, ways: Ways) -> Iterator[Vault]:
    vault = copies.opened(generation, key, ways)
    try:
        yield vault
    finally:
        vault.close()


def look_into(generation: Generation, key: bytes, ways: Ways) -> Inside:
    """What a copy holds; nothing is changed. Raises WrongSecret, CaseDamaged, PlaceTrouble."""
    with _opened(generation, key, ways) as vault:
        if not vault.adds_up():
            raise not_as_written()
        with vault.connection() as connection:
            name = connection.scalar(select(Person.name).order_by(Person.id).limit(1))
            titles = _titles(connection)
            counts = _counts(connection)
            newest = moment_of(latest_stamp(connection))
        missing = [title for blob, title in titles.items() if not vault.blobs.has(blob)]
    return Inside(name or "", counts, _once(titles.values()), newest, _once(missing))


def _titles(connection: Connection) -> dict[str, str]:
    """The titles of the records that are shown, by the name of their file, in the order of the titles."""
    shown = select(Document.blob, Document.title).where(Document.binned_at.is_(None))
    of_photos = select(Photo.blob, Document.title).join(Document, Document.id == Photo.document_id)
    found = {row.blob: row.title for row in connection.execute(shown.order_by(Document.title))}
    for row in connection.execute(of_photos.where(Document.binned_at.is_(None)).order_by(Document.title)):
        found.setdefault(row.blob, row.title)
    recorded = select(Recording.blob, Recording.title).where(Recording.binned_at.is_(None))
    belongs = Recording.id == SoundOriginal.recording_id
    came = select(SoundOriginal.blob, Recording.title).join(Recording, belongs)
    of_sound = [*connection.execute(recorded), *connection.execute(came.where(Recording.binned_at.is_(None)))]
    for blob, title in of_sound:
        if blob:
            found.setdefault(blob, title or tr("A recording of a visit"))
    given = select(Sharing.blob, Sharing.name).where(Sharing.binned_at.is_(None))
    for blob, name in connection.execute(given):
        if blob:
            words = tr("What was given to {name}", name=name) if name else tr("A printed sheet")
            found.setdefault(blob, words)
    return found


def _once(titles: Iterable[str]) -> tuple[str, ...]:
    """Each title once; a record that is made of photos has many files."""
    return tuple(dict.fromkeys(titles))


def _counts(connection: Connection) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for family in (*_WORDS, *_SAME):
        query = f'SELECT count(*) FROM "{family}" WHERE binned_at IS NULL'  # noqa: S608 - our own names
        found[_SAME.get(family, family)] += connection.scalar(text(query)) or 0
    return _in_words(found)


def _in_words(found: Counter[str]) -> tuple[str, ...]:
    return tuple(words(found[family]) for family, words in _WORDS.items() if found[family])


def newer_in_present(vault: Vault, generation: Generation, ways: Ways) -> tuple[str, ...]:
    """Sentences on what the open case has that a copy has not; none when there is nothing.

    Raises WrongSecret for a copy under an earlier passphrase, CaseDamaged, PlaceTrouble.
    """
    with _opened(generation, vault.key, ways) as copy, copy.connection() as connection:
        known = dict(_versions(connection))
    with vault.connection() as connection:
        now = _versions(connection)
    items = set(known.values())
    newer = {item for version, item in now if version not in known}
    fresh = Counter(_SAME.get(family, family) for family, _ in newer - items)
    changed = Counter(_SAME.get(family, family) for family, _ in newer & items)
    said = []
    if fresh:
        said.append(tr("Not in this copy: {what}.", what=", ".join(_in_words(fresh))))
    if changed:
        said.append(tr("Changed since this copy: {what}.", what=", ".join(_in_words(changed))))
    return tuple(said)


def _versions(connection: Connection) -> list[tuple[str, tuple[str, str]]]:
    rows = connection.execute(text("SELECT id, family, item FROM version"))
    return [(row.id, (row.family, row.item)) for row in rows]


def restore(
    generation: Generation,
    key: bytes,
    new_folder: Path,
    ways: Ways,
    progress: Progress = NO_PROGRESS,
    *,
    more_places: Sequence[Path] = (),
) -> Restored:
    """Make a whole case of a copy in `new_folder`, which must not exist or be empty.

    It is built under another name and proved before it gets this one; no case and no copy is changed. A file
    that is not whole in the place of the copy is looked for in `more_places`. Raises FieldError("folder"),
    WrongSecret, CaseDamaged when the copy is not as it was written, and Cancelled; nothing is left then.
    """
    case_file.must_be_free(new_folder)
    titles: dict[str, str] = {}

    def names_of(vault: Vault) -> set[str]:
        with vault.connection() as connection:
            titles.update(_titles(connection))
        return blob_names(vault)

    part = part_for(new_folder)
    more = [place / copy_place.BLOBS for place in more_places]
    try:
        paths.new_folder(new_folder.parent)
        sweep_parts(new_folder)
        copy_place.own_folder(part)
        missing = bring_back(generation, key, ways, part, names_of, more, progress)
        if new_folder.exists():
            new_folder.rmdir()
        part.rename(new_folder)
        copy_place.flush_folder(new_folder.parent)
    except OSError as error:
        raise _could_not() from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Restored(new_folder, _once(sorted(titles[name] for name in missing if name in titles)))


def part_for(new_folder: Path) -> Path:
    """A hidden folder beside a new one, in which that is made."""
    return new_folder.with_name(f"{_beginning(new_folder)}{secrets.token_hex(4)}{_PART}")


def sweep_parts(new_folder: Path) -> None:
    """Remove what an earlier try into the same folder left half made."""
    for left in new_folder.parent.iterdir():
        if left.name.startswith(_beginning(new_folder)) and left.name.endswith(_PART):
            shutil.rmtree(left, ignore_errors=True)


def _beginning(new_folder: Path) -> str:
    return f".{new_folder.name[:40]}."  # with more, a name could become longer than systems allow


def _could_not() -> UserError:
    return UserError(
        tr("The case could not be brought back into this folder. Your case and its copies are as they were."),
        tr("Is there enough room, and may you write there? Is the disk with the copy connected?"),
    )
