"""The records chosen for a packet, and the words in which a packet speaks of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import documents, file_passwords, page_turns, pieces, wanted
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.flows.see_record import words_of_page
from secondop_desktop.intake.kinds import AUDIO, OFFICE, VIDEO, bare_kind
from secondop_desktop.reading import errors
from secondop_desktop.reading.pages import OCR, TEXT_LAYER

GONE = "gone"
TOO_LONG = "too long"


@dataclass(frozen=True)
class Chosen:
    """One chosen record as it is when the packet is begun."""

    record: Document
    number: int
    detail: str
    password: str = field(default="", repr=False)
    turns: dict[int, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title


@dataclass(frozen=True)
class NotIn:
    """A chosen record that is not in the packet; `reason` is a key of `why`."""

    id: str
    title: str
    reason: str


def chosen(session: Session, ids: Sequence[str]) -> list[Chosen]:
    """The chosen records in their order; UserError when one of them is not there any more."""
    here = {record.id: record for record in documents.everything(session)}
    if any(identity not in here for identity in ids):
        raise gone()
    passwords, turns = file_passwords.everything(session), page_turns.everything(session)
    return [
        Chosen(
            here[identity],
            number,
            detail_of(here[identity]),
            passwords.get(identity, ""),
            turns.get(identity, {}),
        )
        for number, identity in enumerate(dict.fromkeys(ids), start=1)
    ]


def size_of(session: Session, ids: Sequence[str]) -> int:
    """How many bytes the files of these records have together, as far as a packet takes them in."""
    wanted = set(ids)
    there = (record for record in documents.everything(session) if record.id in wanted)
    return sum(record.size for record in there if not reason_of_kind(record.file_kind))


def must_be_there(session: Session, ids: Sequence[str]) -> None:
    """Raise UserError when a record was deleted meanwhile."""
    if not documents.are_there(session, ids):
        raise gone()


def gone() -> UserError:
    """What is said when a chosen record was deleted."""
    return UserError(
        tr("One of the chosen records is not there any more, so no packet was made. Your case is safe."),
        tr("Please look at your choice again, then make the packet."),
    )


def detail_of(record: Document) -> str:
    """When and where a record was made, as far as that is known."""
    day = record.dated.words() if record.dated else ""
    return ", ".join(part for part in (day, record.facility) if part.strip())


def needed_for(session: Session, visit_id: str) -> list[str]:
    """The ids of the records that a visit asks for and that are here, in the order of its list."""
    here = {record.id for record in documents.everything(session)}
    linked = {piece.id: piece.document_id for piece in _pieces(session)}
    lines = wanted.for_visit(session, visit_id) if visit_id else ()
    ids = [line.document_id or linked.get(line.piece_id or "") or "" for line in lines]
    return [one for one in dict.fromkeys(ids) if one in here]


def _pieces(session: Session) -> Sequence[pieces.Piece]:
    return [each.piece for each in pieces.everything(session)]


def knows(session: Session, record_id: str, first: int, last: int, picture: bool) -> list[dict[str, object]]:
    """What the program knows of the words of some pages; `seen` says that they were read from a picture."""
    there = {page.number: page for page in documents.pages_between(session, record_id, first, last)}
    return [_known(there.get(number), picture) for number in range(first, last + 1)]


def _known(page: Page | None, picture: bool) -> dict[str, object]:
    if page is None or page.source not in (OCR, TEXT_LAYER):
        return {}
    seen = page.source == OCR
    if not seen and not picture:
        return {"text": page.text, "seen": False}
    return {"seen": seen, "words": [[text, *box] for text, box in words_of_page(page)]}


def reason_of_kind(kind: str) -> str:
    """Why a kind of file can be in no packet; empty when it can."""
    bare = bare_kind(kind)
    for name, kinds in (("sound", AUDIO), ("film", VIDEO), ("tables", OFFICE)):
        if bare in kinds:
            return name
    return {
        "doc": "old word",
        "locked": errors.LOCKED,
        "program": "program",
        "unknown": "unknown",
        "zip": "archive",
    }.get(bare, "")


def why(reason: str) -> str:
    """A reason in words that somebody who gets the packet understands as well."""
    return _WHY.get(reason, _WHY[errors.BROKEN])()


_WHY: dict[str, Callable[[], str]] = {
    errors.PROTECTED: lambda: tr("It is locked with a password."),
    errors.WRONG_PASSWORD: lambda: tr("It is locked with a password."),
    errors.LOCKED: lambda: tr("It is locked with a password."),
    errors.EMPTY: lambda: tr("There are no pages in it."),
    errors.TOO_BIG: lambda: tr("It is too large to be put on paper."),
    errors.TOO_MANY_PAGES: lambda: tr("It has too many pages to be put on paper."),
    TOO_LONG: lambda: tr("It has too many pages to be put on paper."),
    errors.TOO_SLOW: lambda: tr("It is too complicated to be put on paper."),
    errors.NO_READER: lambda: tr("It is a kind of file that cannot be put on paper."),
    errors.BROKEN: lambda: tr("It is damaged and could not be put on paper."),
    "sound": lambda: tr("It is a sound recording."),
    "film": lambda: tr("It is a film."),
    "tables": lambda: tr("It is a file of tables or slides, which cannot be put on paper here."),
    "old word": lambda: tr("It is a Word file of the older kind, which cannot be put on paper here."),
    "program": lambda: tr("It is a program and not a record."),
    "unknown": lambda: tr("It is a kind of file that cannot be put on paper."),
    "archive": lambda: tr("It is an archive with other files in it."),
}
