"""Records that were handed over: what each file is, and the text that was read from its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

KINDS = (
    "pathology",
    "imaging",
    "lab",
    "operation",
    "clinic_letter",
    "treatment_plan",
    "medicines",
    "discharge",
    "insurance",
    "other",
)
WAITING, READ, UNREADABLE = "waiting", "read", "unreadable"
HARD_TO_READ = 98
"""A page read by eye with so much confidence, in percent, or less may hold wrong letters and numbers.

Measured on made-up pages: this holds for one in eight, faxes and copies all of them; two of three numbers
that were missed stand there, and four of five that were wrong. docs/benchmarks.md has the figures.
"""


class Document(Kept, Record, kw_only=True):
    """One file in the case; `blob` names its encrypted bytes.

    `state` is WAITING until its pages were read, then READ, or UNREADABLE with a sentence in `problem`.
    """

    __tablename__ = "document"
    MADE = frozenset({"pages", "size", "state", "problem"})

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)
    facility: Mapped[str] = mapped_column(default="")
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    note: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    file_kind: Mapped[str] = mapped_column(default="")
    blob: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=WAITING)
    problem: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]


class Page(Kept, Record, kw_only=True):
    """The text of one page, read from the file, and where each word stands.

    It can be read again from the file at any time, so it is not part of the history. `words` is compressed
    JSON: a list of [text, x0, y0, x1, y1] in fractions of the page. `source` is "text layer" or "ocr".
    """

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("document_id", "number"),)
    DERIVED = True

    document_id: Mapped[str] = mapped_column(points_to("document.id"), index=True)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(default="")
    confidence: Mapped[int] = mapped_column(default=100)
    text: Mapped[str] = mapped_column(default="")
    words: Mapped[bytes] = mapped_column(default=b"")


def everything(session: Session) -> Sequence[Document]:
    """All documents that are not in the bin, the newest record first, undated ones last."""
    found = table.all_of(session, Document)
    return sorted(found, key=lambda d: (d.dated.iso() if d.dated else "", d.id), reverse=True)


def one(session: Session, document_id: str) -> Document:
    """One document by id."""
    return table.find(session, Document, document_id)


def with_blob(session: Session, blob: str) -> Document | None:
    """The document that holds these bytes, if the same file was attached before (the bin counts too)."""
    return session.scalars(select(Document).where(Document.blob == blob)).first()


def keep(session: Session, document: Document) -> Document:
    """Add a document or save an edited one; it needs a title."""
    document.title = table.needed(document.title, "title", tr("A record needs a name."))
    for field in ("facility", "note"):
        setattr(document, field, tidy(getattr(document, field)))
    return table.keep(session, document)


def waiting(session: Session) -> Sequence[Document]:
    """Documents whose pages were not read to the end; this query is the work queue."""
    query = select(Document).where(Document.state == WAITING, Document.binned_at.is_(None))
    return session.scalars(query.order_by(Document.id)).all()


def pages_of(session: Session, document_id: str) -> Sequence[Page]:
    """The pages that were read so far, in order."""
    query = select(Page).where(Page.document_id == document_id)
    return session.scalars(query.order_by(Page.number)).all()


def pages_between(session: Session, document_id: str, first: int, last: int) -> Sequence[Page]:
    """The pages with these numbers that were read so far, in order."""
    query = select(Page).where(Page.document_id == document_id, Page.number.between(first, last))
    return session.scalars(query.order_by(Page.number)).all()


def are_there(session: Session, ids: Iterable[str]) -> bool:
    """Whether all of these documents are in the case and not in the bin."""
    query = select(Document.id).where(Document.binned_at.is_(None))
    return set(ids) <= set(session.scalars(query))


def page(session: Session, document_id: str, number: int) -> Page | None:
    """One page of a document by its number from 1, once it was read."""
    query = select(Page).where(Page.document_id == document_id, Page.number == number)
    return session.scalars(query).first()


def pages_read(session: Session, document_id: str) -> int:
    """How many pages of a document were read."""
    return session.scalars(select(func.count()).where(Page.document_id == document_id)).one()


def hard_pages(session: Session, document_id: str) -> Sequence[int]:
    """The numbers of the pages whose words should be checked by eye."""
    query = select(Page.number).where(Page.document_id == document_id, Page.confidence <= HARD_TO_READ)
    return session.scalars(query.order_by(Page.number)).all()


def keep_page(session: Session, page: Page) -> Page:
    """Keep the text of one page; reading it again replaces what was there."""
    query = select(Page).where(Page.document_id == page.document_id, Page.number == page.number)
    present = session.scalars(query).first()
    if present is None:
        session.add(page)
        return page
    for field in ("source", "confidence", "text", "words"):
        setattr(present, field, getattr(page, field))
    return present


def count_pages(session: Session, document_id: str, pages: int) -> None:
    """Remember how many pages the file has."""
    one(session, document_id).pages = pages


def finish_reading(
    session: Session, document_id: str, problem: str = "", *, some_pages: bool = False
) -> None:
    """All pages were read, or `problem` says what could not be; with `some_pages` the rest was read well."""
    document = one(session, document_id)
    document.state = UNREADABLE if problem and not some_pages else READ
    document.problem = problem


def read_again(session: Session, document_ids: Iterable[str]) -> None:
    """Put documents back into the queue of what is to be read."""
    for document_id in document_ids:
        document = one(session, document_id)
        document.state, document.problem = WAITING, ""
