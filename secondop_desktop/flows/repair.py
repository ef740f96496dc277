"""Rescues a damaged case into a new one beside it; not one byte of the damaged one is changed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.clock import Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents, photos
from secondop_desktop.flows import back_up, found_files, restore
from secondop_desktop.flows.bridge import Bridge
from secondop_desktop.flows.damage import (
    DERIVED,
    DOCUMENT,
    PAGE,
    PASSING,
    Survey,
    Teller,
    pages_lost,
    pieces_unknown,
    survey,
)
from secondop_desktop.flows.item_words import ItemWords, moment_near
from secondop_desktop.vault import case_file, copy_place, salvage, spare
from secondop_desktop.vault.case_file import BLOBS, DATABASE, READ_ME, Ways
from secondop_desktop.vault.check import Findings, check
from secondop_desktop.vault.gather import Gathered
from secondop_desktop.vault.rescue import How, Key, Rescue, rescue
from secondop_desktop.vault.salvage import Wreck
from secondop_desktop.vault.vault import Vault

_PART = ".part"


@dataclass
class Repaired:
    """The new case: how many entries and files are whole in it, and by name what is not.

    `rebuilt` came out of the history, `copied` out of the safe copy of `copy_of`, of `pieces` only a part is
    there, `missing` could not be rescued. `notes` are whole sentences. `spoken_of` are the entries that these
    lists name, `unknown` is how many more pieces are missing, None when nobody can tell.
    """

    folder: Path
    whole: int = 0
    files: int = 0
    rebuilt: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    copy_of: str = ""
    pieces: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    spoken_of: set[Key] = field(default_factory=set)
    unknown: int | None = 0

    @property
    def sentences(self) -> list[str]:
        """All of it in words: how much is whole, what is missing, and where the rest comes from."""
        entries = trn("{n} entry was rescued whole.", "{n} entries were rescued whole.", self.whole)
        files = trn("{n} file was rescued whole.", "{n} files were rescued whole.", self.files)
        said = [f"{entries} {files}"]
        if not (self.copied or self.pieces or self.missing or self.notes):
            said.append(tr("Nothing is missing."))
        said += [tr("{name}: could not be rescued.", name=name) for name in self.missing]
        said += [tr("{name}: only parts of it could be rescued.", name=name) for name in self.pieces]
        said += self.notes
        when = self.copy_of
        said += [tr("{name}: taken from the safe copy of {when}.", name=n, when=when) for n in self.copied]
        said += [tr("{name}: put together again from its history.", name=name) for name in self.rebuilt]
        return said


def repair(
    vault: Vault,
    new_folder: Path,
    ways: Ways,
    places: Sequence[Path] = (),
    progress: Progress = NO_PROGRESS,
    *,
    use_copy: bool = True,
) -> Repaired:
    """Rescue an open case into `new_folder`, which must not exist or be empty; a copy is made before.

    With `use_copy` what is damaged is taken from the newest whole copy in `places`. Raises
    FieldError("folder"), CaseDamaged when nothing can be rescued, and Cancelled; nothing is left then.
    """
    case_file.must_be_free(new_folder)
    if not vault.read_only and vault.adds_up():
        back_up.back_up(vault, places, progress.part(0.0, 0.1), always=False)
    with salvage.of_vault(vault, ways) as wreck:
        return _Mender(wreck, new_folder, ways, places, use_copy).mend(progress.part(0.1, 1.0))


def repair_closed(
    folder: Path,
    secret: str,
    new_folder: Path,
    ways: Ways,
    places: Sequence[Path] = (),
    progress: Progress = NO_PROGRESS,
    *,
    use_copy: bool = True,
) -> Repaired:
    """The same for a case that cannot be opened; `secret` is its passphrase or its recovery sheet."""
    case_file.must_be_free(new_folder)
    copies = [one.file for one in restore.generations(places)]
    with salvage.of_folder(folder, secret, ways, copies) as wreck:
        return _Mender(wreck, new_folder, ways, places, use_copy).mend(progress)


class _Mender:
    """Mends one case."""

    def __init__(
        self, wreck: Wreck, new_folder: Path, ways: Ways, places: Sequence[Path], use_copy: bool
    ) -> None:
        self._wreck, self._new_folder, self._ways, self._places = wreck, new_folder, ways, places
        self._use_copy = use_copy
        self._answer = Repaired(new_folder)

    def mend(self, progress: Progress) -> Repaired:
        """Build the new case under another name, prove it, and give it its name."""
        known = survey(self._wreck, self._places, progress.part(0.0, 0.3))
        if not known.found.count and not any(self._wreck.blobs().names()):
            raise salvage.nothing_left()
        part = self._new_folder.with_name(f".{self._new_folder.name}.{secrets.token_hex(4)}{_PART}")
        try:
            paths.new_folder(self._new_folder.parent)
            paths.private_folder(part)
            self._fill(part, known, progress.part(0.3, 1.0))
            if self._new_folder.exists():
                self._new_folder.rmdir()
            part.rename(self._new_folder)
            copy_place.flush_folder(self._new_folder.parent)
        except OSError as error:
            raise _could_not() from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return self._answer

    def _fill(self, part: Path, known: Survey, progress: Progress) -> None:
        copy = known.copy if self._use_copy and known.generation is not None else None
        done = rescue(known.found, copy, self._wreck.tables, DERIVED, PASSING)
        bridge = Bridge(done, self._ways.clock)
        bridge.build()
        names = ItemWords(known.row, self._ways.clock)
        wanted, orphans = self._files_of(known, done)
        paths.private_folder(part / BLOBS)
        gone = self._bring_files(part, wanted | orphans, progress.part(0.0, 0.6))
        dropped = salvage.write(part / DATABASE, self._wreck, self._ways, done, progress.part(0.6, 0.9))
        again = {key[1] for key in done.items if key[0] == DOCUMENT and _unread(known, done, key)}
        good = salvage.prove(
            part / DATABASE,
            self._wreck,
            self._ways,
            lambda vault: self._finish(vault, again, orphans - gone, bridge),
            lambda vault: check(vault, progress.part(0.9, 1.0)).database_good,
        )
        if not good:
            raise _could_not()
        spare.keep(part, self._wreck.key, self._wreck.salt, self._wreck.inner)
        paths.write_safely(part / READ_ME, case_file.read_me())
        _Telling(self._answer, known, done, names, self._ways.clock).tell(bridge, dropped, gone, again)

    def _files_of(self, known: Survey, done: Rescue) -> tuple[set[str], set[str]]:
        """The files that some entry or its history names, and those whose entry may be lost."""
        versions = Gathered(rows={"version": done.versions}).versions().values()
        named = {str(version.changes.get("blob") or "") for one in versions for version in one}
        named |= {str(r.row.get("blob")) for key, r in done.items.items() if key[0] in back_up.WITH_FILES}
        lost = pieces_unknown(known) != 0 or any(key[0] in back_up.WITH_FILES for key in done.lost)
        there = set(self._wreck.blobs().names())
        return named - {""}, (there - named if lost else set())

    def _bring_files(self, part: Path, names: set[str], progress: Progress) -> set[str]:
        """Copy every file that is whole somewhere; answer the others."""
        here = self._wreck.blobs().beside(part / BLOBS)
        folders = [place / copy_place.BLOBS for place in self._places if self._use_copy]
        sources = [self._wreck.blobs(), *(self._wreck.blobs(folder) for folder in folders)]
        gone = set()
        for name in progress.each(sorted(names), tr("Bringing file {done} of {total}")):
            if here.take_from(name, sources):
                self._answer.files += 1
            else:
                gone.add(name)
        return gone

    def _finish(self, vault: Vault, again: set[str], orphans: set[str], bridge: Bridge) -> None:
        """Have lost texts of pages read again, and show what was rescued without its entry."""
        with vault.write() as session:
            documents.read_again(session, sorted(again))
            photos.give_first_back(session)
        self._answer.notes += found_files.show_files(vault, orphans)
        if len(bridge.texts) > len(orphans):  # else each lost record has its file, and is read from it again
            self._answer.notes += found_files.show_texts(vault, bridge.texts)


def _unread(known: Survey, done: Rescue, key: Key) -> bool:
    """Whether texts of pages of a record are lost, also after what the safe copy had."""
    pages = [r.row for k, r in done.items.items() if k[0] == PAGE and r.row.get("document_id") == key[1]]
    return bool(pages_lost(known, key[1], done.items[key].row) - {page.get("number") for page in pages})


def _could_not() -> UserError:
    return UserError(
        tr("The new case could not be written into this folder. The damaged one is as it was."),
        tr("Is there enough room, and may you write there? Then try again, best on another disk."),
    )


class _Telling:
    """Says what became of everything."""

    def __init__(self, answer: Repaired, known: Survey, done: Rescue, names: ItemWords, clock: Clock) -> None:
        self._answer, self._known, self._done, self._names, self._clock = answer, known, done, names, clock

    def tell(self, bridge: Bridge, dropped: Sequence[Key], gone: set[str], again: set[str]) -> None:
        """Fill the lists of the answer."""
        answer = self._answer
        if self._known.generation is not None:
            answer.copy_of = moment_near(self._known.generation.made, self._clock)
        lists = {How.HISTORY: answer.rebuilt, How.COPY: answer.copied, How.PARTS: answer.pieces}
        for key, rescued in self._done.items.items():
            if rescued.how is not How.WHOLE and key not in bridge.stand_ins:
                self._say(key, lists[rescued.how])
            elif key[0] not in DERIVED and rescued.how is How.WHOLE:
                answer.whole += 1
        for key in dict.fromkeys([*self._done.lost, *bridge.stand_ins, *dropped]):
            self._say(key, answer.missing)
        answer.unknown = pieces_unknown(self._known)
        answer.missing += self._files_gone(gone)
        if again:
            answer.notes.append(
                trn(
                    "The text of {n} record is read from its file again when you open the new case.",
                    "The texts of {n} records are read from their files again when you open the new case.",
                    len(again),
                )
            )
        answer.notes += Teller(self._known, Findings(), self._clock).gaps()

    def _say(self, key: Key, where: list[str]) -> None:
        if key[0] not in DERIVED:
            where.append(self._names.name(key))
            self._answer.spoken_of.add(key)

    def _files_gone(self, gone: set[str]) -> list[str]:
        found = []
        for key, rescued in self._done.items.items():
            of_photos = rescued.row.get("file_kind") == photos.KIND  # each photo is told by itself
            if key[0] in back_up.WITH_FILES and not of_photos and rescued.row.get("blob") in gone:
                found.append(tr("The file of {name}", name=self._names.name(key)))
        return found
