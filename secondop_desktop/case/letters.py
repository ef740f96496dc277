"""Letters and call sheets: filled from the case, changed by the person, kept as they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to


class Letter(Kept, Record, kw_only=True):
    """One letter of a `kind` that its template names, in one of the template's tones.

    `body` holds the paragraphs, `fields` the blanks and what is in them as JSON. Once `sent_on` is set the
    words are what somebody has in hand, and nothing of them changes any more.
    """

    __tablename__ = "letter"

    kind: Mapped[str]
    tone: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    fields: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    doctor_id: Mapped[str | None] = mapped_column(points_to("doctor.id"), index=True, default=None)
    appointment_id: Mapped[str | None] = mapped_column(points_to("appointment.id"), index=True, default=None)
    request_id: Mapped[str | None] = mapped_column(points_to("request.id"), index=True, default=None)
    made_at: Mapped[datetime]
    sent_on: Mapped[PartialDate | None] = mapped_column(default=None)
    sent_how: Mapped[str] = mapped_column(default="")


def everything(session: Session) -> Sequence[Letter]:
    """All letters that are not in the bin, the newest first."""
    return sorted(table.all_of(session, Letter), key=lambda letter: (letter.made_at, letter.id), reverse=True)


def one(session: Session, letter_id: str) -> Letter:
    """One letter by id."""
    return table.find(session, Letter, letter_id)


def keep(session: Session, letter: Letter) -> Letter:
    """Add a letter or save an edited one; UserError when it was sent already."""
    if letter.sent_on is not None:
        raise UserError(
            tr("This letter was sent, so it stays as it is. Nothing was lost."),
            tr("You can write a new letter that begins with its words."),
        )
    for field in ("title", "recipient", "subject"):
        setattr(letter, field, tidy(getattr(letter, field)))
    return table.keep(session, letter)


def mark_sent(session: Session, letter_id: str, day: PartialDate, how: str) -> Letter:
    """Say that a letter was sent; from then on its words do not change."""
    letter = one(session, letter_id)
    letter.sent_on, letter.sent_how = day, tidy(how)
    return table.keep(session, letter)


def take_back_sent(session: Session, letter_id: str) -> Letter:
    """Say that a letter was not sent after all, so that it can be changed again."""
    letter = one(session, letter_id)
    letter.sent_on, letter.sent_how = None, ""
    return table.keep(session, letter)
