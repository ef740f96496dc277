"""Looks for typed words everywhere in a case and says where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from secondop_desktop.case import appointments, doctors, notes, questions, tasks
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.questions import Asking
from secondop_desktop.search.words import excerpt, holds_all, index_query, words_of

MOST_HITS = 50


@dataclass(frozen=True)
class Hit:
    """One place where all the words stand.

    `kind` is page, document, question, answer, note, doctor, appointment or task; `item` is the id to open
    (for an answer its visit, for a page its document), `page` the page number from 1 or 0.
    """

    kind: str
    item: str
    title: str
    excerpt: str
    page: int = 0


def find(session: Session, typed: str, limit: int = MOST_HITS) -> list[Hit]:
    """Every place where all typed words stand, the person's own words first, at most `limit`."""
    if not words_of(typed):
        return []
    hits: list[Hit] = []
    for found in (_names(session, typed), _questions(session, typed), _notes(session, typed)):
        hits.extend(found)
    return (hits + pages(session, typed, limit))[:limit]


def pages(session: Session, typed: str, limit: int = MOST_HITS) -> list[Hit]:
    """The pages of records on which all typed words stand, best match first."""
    query = index_query(typed)
    if not query:
        return []
    ranked = text(
        "SELECT page.id FROM page_find JOIN page ON page.seq = page_find.rowid"
        " JOIN document ON document.id = page.document_id AND document.binned_at IS NULL"
        " WHERE page_find MATCH :query ORDER BY page_find.rank LIMIT :limit"
    )
    order = [row.id for row in session.execute(ranked, {"query": query, "limit": limit})]
    rows = select(Page, Document).join(Document, Document.id == Page.document_id).where(Page.id.in_(order))
    found = {page.id: (page, document) for page, document in session.execute(rows)}
    return [_page_hit(*found[page_id], typed) for page_id in order]


def _page_hit(page: Page, document: Document, typed: str) -> Hit:
    return Hit("page", document.id, document.title, excerpt(page.text, typed), page.number)


def _names(session: Session, typed: str) -> Iterator[Hit]:
    for doctor in doctors.everyone(session):
        if holds_all(f"{doctor.name} {doctor.specialty} {doctor.hospital} {doctor.note}", typed):
            yield Hit("doctor", doctor.id, doctor.name, doctor.specialty or doctor.hospital)
    for visit in appointments.everything(session):
        if holds_all(f"{visit.goal} {visit.place} {visit.office_asked} {visit.companion}", typed):
            yield Hit("appointment", visit.id, visit.goal or visit.place, visit.place)
    for document in session.scalars(select(Document).where(Document.binned_at.is_(None))):
        if holds_all(f"{document.title} {document.facility} {document.note}", typed):
            yield Hit("document", document.id, document.title, document.note or document.facility)
    for task in tasks.everything(session):
        if holds_all(task.text, typed):
            yield Hit("task", task.id, task.text, "")


def _questions(session: Session, typed: str) -> Iterator[Hit]:
    texts = {}
    for question in questions.everything(session):
        texts[question.id] = question.text
        if holds_all(question.text, typed):
            yield Hit("question", question.id, question.text, "")
    for asking in session.scalars(select(Asking).where(Asking.binned_at.is_(None), Asking.answer != "")):
        if asking.question_id in texts and holds_all(asking.answer, typed):
            item = asking.appointment_id or asking.question_id
            yield Hit("answer", item, texts[asking.question_id], excerpt(asking.answer, typed))


def _notes(session: Session, typed: str) -> Iterator[Hit]:
    for note in notes.everything(session):
        if note.appointment_id and holds_all(note.text, typed):
            yield Hit("note", note.appointment_id, excerpt(note.text, typed, 30), excerpt(note.text, typed))
