"""Events: what happened on the way, such as a symptom, a test or a stay in hospital."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record

SYMPTOM, TEST, HOSPITAL_STAY, NEWS, LIFE, OTHER = "symptom", "test", "hospital_stay", "news", "life", "other"
KINDS = (SYMPTOM, TEST, HOSPITAL_STAY, NEWS, LIFE, OTHER)
_TEXTS = ("place", "note", "source")


class Event(Kept, Record, kw_only=True):
    """One thing that happened, of one of KINDS, on `day` or from `day` to `until`.

    `source` says where it is known from, `dated` when that was said or written.
    """

    __tablename__ = "event"

    kind: Mapped[str] = mapped_column(default=OTHER)
    text: Mapped[str]
    day: Mapped[PartialDate | None] = mapped_column(default=None)
    until: Mapped[PartialDate | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    dated: Mapped[PartialDate | None] = mapped_column(default=None)


def kind_words() -> dict[str, str]:
    """What each of KINDS is called."""
    return {
        SYMPTOM: tr("Something I felt or noticed"),
        TEST: tr("Test or examination"),
        HOSPITAL_STAY: tr("Stay in hospital"),
        NEWS: tr("Something I was told"),
        LIFE: tr("Something in my life"),
        OTHER: tr("Other"),
    }


def everything(session: Session) -> Sequence[Event]:
    """All events that are not in the bin, the earliest first; those without a day come last."""
    return sorted(table.all_of(session, Event), key=_order)


def one(session: Session, event_id: str) -> Event:
    """One event by id."""
    return table.find(session, Event, event_id)


def keep(session: Session, event: Event) -> Event:
    """Add an event or save an edited one; what happened must be said, an unknown kind counts as other."""
    event.text = table.needed(event.text, "text", tr("Please write what happened."))
    event.kind = event.kind if event.kind in KINDS else OTHER
    for field in _TEXTS:
        setattr(event, field, tidy(getattr(event, field)))
    return table.keep(session, event)


def _order(event: Event) -> tuple[bool, str, str]:
    return event.day is None, event.day.iso() if event.day else "", event.id
