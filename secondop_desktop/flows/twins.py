"""Finds records that say the same in other bytes, such as a PDF that was saved again; drops none itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from secondop_desktop.base.language import tr
from secondop_desktop.case import documents, twins_kept
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.search.words import folded

FEWEST_LETTERS = 200
"""Letters and digits from which on the same text means the same record; an empty form is no twin."""
NEARLY = 0.2
"""By what share the lengths of two texts may differ and still be compared; blanks are saved differently."""


@dataclass(frozen=True)
class Twin:
    """Another record with the same text on the same number of pages, and a sentence about it."""

    document_id: str
    title: str
    sentence: str


def twins_of(session: Session, document_id: str) -> list[Twin]:
    """Records that say letter by letter the same as this one, and were not said to be wanted both.

    A number that differs makes another record: nothing is guessed. The one that was there first comes first.
    """
    mine = documents.one(session, document_id)
    if mine.state != READ or mine.binned_at is not None or not mine.pages:
        return []
    length = _length(session, mine.id)
    likely = _of_that_size(session, mine, length, twins_kept.of_document(session, mine.id))
    digest = text_digest(session, mine.id) if likely else ""
    same = [other for other in likely if digest and text_digest(session, other.id) == digest]
    return [Twin(other.id, other.title, _sentence(mine, other)) for other in same]


def keep_both(session: Session, document_id: str, other_id: str) -> None:
    """Both are wanted; it is not asked again."""
    twins_kept.keep_both(session, document_id, other_id)


def text_digest(session: Session, document_id: str) -> str:
    """A fingerprint of a record's letters and digits, whatever stands between them; nothing for a short text.

    It is made anew when it is asked for and never stored.
    """
    pages = documents.pages_of(session, document_id)
    letters = "\f".join("".join(c for c in folded(page.text) if c.isalnum()) for page in pages)
    return hashlib.sha256(letters.encode()).hexdigest() if len(letters) >= FEWEST_LETTERS else ""


def _of_that_size(session: Session, mine: Document, length: int, kept: frozenset[str]) -> Sequence[Document]:
    """Other records of as many pages and about as much text."""
    lengths = (
        select(Page.document_id, func.sum(func.length(Page.text)).label("length"))
        .group_by(Page.document_id)
        .subquery()
    )
    query = (
        select(Document)
        .join(lengths, lengths.c.document_id == Document.id)
        .where(Document.id != mine.id, Document.pages == mine.pages, Document.state == READ)
        .where(Document.binned_at.is_(None), Document.blob != mine.blob)
        .where(lengths.c.length.between(length * (1 - NEARLY), length * (1 + NEARLY)))
        .order_by(Document.id)
    )
    return [other for other in session.scalars(query) if other.id not in kept]


def _length(session: Session, document_id: str) -> int:
    found = session.scalar(select(func.sum(func.length(Page.text))).where(Page.document_id == document_id))
    return int(found or 0)


def _sentence(mine: Document, other: Document) -> str:
    if mine.file_kind == other.file_kind:
        return tr("This looks the same as “{title}”. It may have been saved twice.", title=other.title)
    return tr("This says the same as “{title}”, in another kind of file.", title=other.title)
