"""Tells the damage of a case item by item in the person's words, each with what the newest safe copy has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import photos
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.table import Record
from secondop_desktop.flows import restore
from secondop_desktop.flows.item_words import ItemWords, moment_near
from secondop_desktop.vault import copy_place, history
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.check import Findings
from secondop_desktop.vault.digest import SetDigest
from secondop_desktop.vault.gather import Gathered, Row, revision
from secondop_desktop.vault.generations import Generation
from secondop_desktop.vault.rescue import How, Key, Rescue, rescue
from secondop_desktop.vault.salvage import Wreck

DOCUMENT, PAGE = Document.__tablename__, Page.__tablename__
DERIVED = frozenset({PAGE, "draft", "read_try", "sound_part", "line_stamp"})
"""Families without a history: their rows can be made again, or were never saved."""
_OTHER_FILES = tuple(kind.__tablename__ for kind in (Photo, Recording, SoundOriginal, Sharing))
PASSING = frozenset({"draft", "read_try", "sound_part"})


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was written: what it is called, what is wrong, and where it is whole.

    `lost` says that it is whole nowhere, as far as is known.
    """

    name: str
    trouble: str
    remedy: str = ""
    lost: bool = True

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return tr(
            "{name}: {trouble} {remedy}", name=self.name, trouble=self.trouble, remedy=self.remedy
        ).strip()


@dataclass
class Survey:
    """What could be gathered of a damaged case and of its newest whole copy.

    `done` is what can be rescued without the copy.
    """

    wreck: Wreck
    found: Gathered
    done: Rescue
    copy: Gathered = field(default_factory=Gathered)
    generation: Generation | None = None
    places: Sequence[Path] = ()

    def row(self, key: Key) -> Row | None:
        """What is known of an entry, from wherever."""
        rescued = self.done.items.get(key)
        known = rescued.row if rescued else self.copy.get(*key)
        return known or self.done.lost.get(key) or self.found.torn.get(key)

    def stores(self) -> list[BlobStore]:
        """The attached files in the places for copies, as far as they can be reached."""
        return [self.wreck.blobs(place / copy_place.BLOBS) for place in self.places]


def survey(wreck: Wreck, places: Sequence[Path], progress: Progress = NO_PROGRESS) -> Survey:
    """Gather what is there, and the newest copy that is whole. Raises Cancelled."""
    found = wreck.gather(progress.part(0.0, 0.5))
    done = rescue(found, None, wreck.tables, DERIVED, PASSING)
    answer = Survey(wreck, found, done, places=places)
    for generation in restore.generations(places):
        copy = wreck.gather_copy(generation.file, progress.part(0.5, 1.0))
        if copy is not None and is_whole(copy):
            answer.copy, answer.generation = copy, generation
            break
    return answer


def is_whole(gathered: Gathered) -> bool:
    """Whether no page is damaged and the rows add up to what was left behind."""
    rows = SetDigest()
    for items in gathered.rows.values():
        rows.add_all(digest for row in items.values() if isinstance(digest := row["digest"], bytes))
    return not gathered.bad_pages and gathered.total == rows


class Teller:
    """Puts a survey and the findings of a check into words."""

    def __init__(self, known: Survey, findings: Findings, clock: Clock) -> None:
        self._known, self._findings, self._clock = known, findings, clock
        self._words = ItemWords(known.row, clock)
        self._documents = {key[1]: row for key, row in _rows(known, DOCUMENT)}

    def items(self) -> Iterator[Damage]:
        """Every entry and every file that is not as it was written."""
        yield from self._entries()
        for document, row in sorted(self._documents.items()):
            yield from self._record(document, row)
        for family in _OTHER_FILES:
            for key, row in sorted(_rows(self._known, family), key=lambda found: found[0]):
                yield from self._file(self._words.name(key), str(row.get("blob") or ""))

    def _entries(self) -> Iterator[Damage]:
        done, copy = self._known.done, self._known.copy
        said = {
            How.HISTORY: tr("damaged. Its history still has it."),
            How.PARTS: tr("only parts of it can be read."),
        }
        for key, rescued in done.items.items():
            newer = copy.get(*key)
            if rescued.how in said:
                yield self._damage(key, said[rescued.how], kept=rescued.how is How.HISTORY)
            elif newer is not None and revision(newer) > revision(rescued.row):
                yield self._damage(key, tr("an older state of it was put in its place."))
        for key in sorted(done.lost):
            if key[0] not in DERIVED:
                yield self._damage(key, tr("damaged."))
        pointed_to = {target for key, r in done.items.items() for target in points_to(key[0], r.row)}
        for key in sorted(self._only_in_copy() | (pointed_to - done.items.keys() - done.lost.keys())):
            yield self._damage(key, tr("missing."))

    def _only_in_copy(self) -> set[Key]:
        """What the copy has and the case does not even speak of."""
        done, gone = self._known.done, self._known.found.versions()
        keys = {(table, item) for table, items in self._known.copy.rows.items() for item in items}
        keys -= done.items.keys() | done.lost.keys()
        return {k for k in keys if k[0] not in DERIVED | {history.TABLE} and k[1] not in gone}

    def _damage(self, key: Key, trouble: str, *, kept: bool = False) -> Damage:
        has = self._known.copy.get(*key) is not None
        return Damage(self._words.name(key), trouble, self._has_it(has), not (has or kept))

    def _has_it(self, has: bool) -> str:
        generation = self._known.generation
        if generation is None:
            return ""
        when = moment_near(generation.made, self._clock)
        if has:
            return tr("The safe copy of {when} has it whole.", when=when)
        return tr("The safe copy of {when} does not have it.", when=when)

    def _record(self, document: str, row: Row) -> Iterator[Damage]:
        """What is wrong with the file of a record and with the texts of its pages."""
        name, blob = self._words.name((DOCUMENT, document)), str(row.get("blob"))
        bad = False
        of_photos = row.get("file_kind") == photos.KIND  # each photo is told by itself
        for damage in self._file(name, "" if of_photos else blob):
            bad = True
            yield damage
        lost, pages = self.pages_lost(document, row), int(str(row.get("pages") or 0))
        if lost:
            said = trn(
                "the text of {n} of its {pages} pages cannot be read.",
                "the texts of {n} of its {pages} pages cannot be read.",
                lost,
                pages=max(pages, lost),
            )
            whole = tr("The file itself is whole, so they can be read from it again.")
            yield Damage(name, said, "" if bad else whole, bad)

    def _file(self, name: str, blob: str) -> Iterator[Damage]:
        """What is wrong with one attached file."""
        missing = blob in self._findings.missing_blobs
        if missing or blob in self._findings.damaged_blobs:
            trouble = tr("its file is missing.") if missing else tr("its file is damaged.")
            has = any(store.has(blob) for store in self._known.stores())
            yield Damage(name, trouble, self._has_it(has), not has)

    def pages_lost(self, document: str, row: Row) -> int:
        """How many texts of pages of a record are not there that were there before."""
        return len(pages_lost(self._known, document, row))

    def others(self) -> Iterator[str]:
        """What cannot be told of one entry."""
        found = self._findings
        if self._known.generation is None:
            yield tr("There is no whole safe copy of this case.")
        if found.bad_pages:
            yield trn(
                "{n} of {pages} pages of the case file is damaged.",
                "{n} of {pages} pages of the case file are damaged.",
                len(found.bad_pages),
                pages=found.pages,
            )
        yield from self.gaps()

    def gaps(self) -> Iterator[str]:
        """What is missing without a name."""
        known = self._known
        gaps = len(_gaps(known))
        if gaps:
            yield trn(
                "Of {n} entry an earlier state cannot be read.",
                "Of {n} entries an earlier state cannot be read.",
                gaps,
            )
        unknown = pieces_unknown(known)
        if unknown:
            yield trn(
                "{n} more piece of the case is missing, and nothing tells what it was.",
                "{n} more pieces of the case are missing, and nothing tells what they were.",
                unknown,
            )
        elif unknown is None:
            yield tr("It cannot be told whether still more is missing.")


def points_to(family: str, row: Mapping[str, object]) -> Iterator[Key]:
    """The entries that one entry belongs to."""
    for column in Record.metadata.tables[family].columns:
        for key in column.foreign_keys:
            if row.get(column.name):
                yield key.target_fullname.partition(".")[0], str(row[column.name])


def _rows(known: Survey, family: str) -> Iterator[tuple[Key, Row]]:
    for key, rescued in known.done.items.items():
        if key[0] == family:
            yield key, rescued.row


def pages_lost(known: Survey, document: str, row: Mapping[str, object]) -> set[int]:
    """The numbers of the pages of a record whose text was there before and is not there now."""
    there = {_number(page) for page in _pages_of(known.found, document)}
    before = {_number(page) for page in _pages_of(known.copy, document)}
    torn = [page for key, page in known.found.torn.items() if key[0] == PAGE]
    before |= {_number(page) for page in torn if page.get("document_id") == document}
    if row.get("state") == "read" and not row.get("problem"):
        before |= set(range(1, int(str(row.get("pages") or 0)) + 1))
    return before - there - {0}


def _pages_of(gathered: Gathered, document: str) -> Iterator[Row]:
    for page in gathered.rows.get(PAGE, {}).values():
        if page["document_id"] == document:
            yield page


def _number(page: Row) -> int:
    number = page.get("number")
    return number if isinstance(number, int) else 0


def pieces_unknown(known: Survey) -> int | None:
    """How many rows are missing of which nothing is known; None when nobody can tell."""
    if known.found.total is None:
        return None
    named = {key for key, rescued in known.done.items.items() if rescued.how is not How.WHOLE}
    named |= known.done.lost.keys()
    own = [key for key in named if key[0] != PAGE and known.found.get(*key) is None]
    pages = sum(len(pages_lost(known, key[1], row)) for key, row in _rows(known, DOCUMENT))
    # A torn version leaves a gap in a history, and so may one that is gone: the two are not counted twice.
    torn = sum(key[0] == history.TABLE for key in known.found.torn)
    told = len(own) + pages + max(torn, len(_gaps(known)))
    return max(0, known.found.total.rows - known.found.count - told)


def _gaps(known: Survey) -> set[Key]:
    """The entries that are there, and of whose history something is missing."""
    return {key for key in known.done.torn & known.done.items.keys() if known.found.get(*key) is not None}
