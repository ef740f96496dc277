"""What the text of a record suggests for the fields that nobody has filled in yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from secondop_desktop.case import documents
from secondop_desktop.intake.clue_lines import PAGES_LOOKED_AT
from secondop_desktop.intake.clues import Clue, clues
from secondop_desktop.intake.names import clean_title

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.dates import PartialDate
    from secondop_desktop.case.documents import Document


def suggestions(session: Session, document_id: str, today: date) -> list[Clue]:
    """The clues for the empty fields of a record, by field, the likeliest first; nothing is changed."""
    record = documents.one(session, document_id)
    empty = untouched(record)
    if not empty:
        return []
    pages = (documents.page(session, document_id, number) for number in range(1, PAGES_LOOKED_AT + 1))
    found = clues([(page.number, page.text) for page in pages if page is not None], today)
    return [clue for clue in found if clue.field in empty and clue.value != getattr(record, clue.field)]


def untouched(record: Document) -> frozenset[str]:
    """The fields that are as they were when the file came in; what a person wrote is never among them."""
    is_empty = {
        "kind": record.kind == "other",
        "dated": record.dated is None,
        "facility": not record.facility,
        "title": record.title == clean_title(record.file_name),
    }
    return frozenset(name for name, empty in is_empty.items() if empty)


def accept(session: Session, document_id: str, clue: Clue) -> str | PartialDate | None:
    """Fill in what the person agreed to; gives back what was there before, for the way back."""
    return fill_in(session, document_id, clue.field, clue.value)


def fill_in(
    session: Session, document_id: str, field: str, value: str | PartialDate | None
) -> str | PartialDate | None:
    """Write one field of a record; gives back what was there before."""
    record = documents.one(session, document_id)
    before: str | PartialDate | None = getattr(record, field)
    setattr(record, field, value)
    documents.keep(session, record)
    return before


def by_field(found: Sequence[Clue]) -> dict[str, list[Clue]]:
    """The clues of each field in their order."""
    fields: dict[str, list[Clue]] = {}
    for clue in found:
        fields.setdefault(clue.field, []).append(clue)
    return fields
