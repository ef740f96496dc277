"""Who is in the room at a visit, and what each of them is there for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

ROLES = ("patient", "writes", "asks", "listens", "speaks", "doctor", "nurse", "interpreter", "other")
MOST_INITIALS = 4
_TITLES = frozenset({"dr", "dr.", "prof", "prof.", "mr", "mr.", "mrs", "mrs.", "ms", "ms."})


class Attendee(Kept, Record, kw_only=True):
    """One person in the room of one visit, in one of ROLES; `initials` stand beside what they type."""

    __tablename__ = "attendee"

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="other")
    initials: Mapped[str] = mapped_column(default="")


def role_words() -> dict[str, str]:
    """What each of ROLES is called."""
    return {
        "patient": tr("Myself"),
        "writes": tr("Writes for me"),
        "asks": tr("Asks for me"),
        "listens": tr("Listens with me"),
        "speaks": tr("Speaks for me"),
        "doctor": tr("Doctor"),
        "nurse": tr("Nurse"),
        "interpreter": tr("Interpreter"),
        "other": tr("Also there"),
    }


def everything(session: Session) -> Sequence[Attendee]:
    """Everybody who was at any visit; nothing from the bin."""
    return table.all_of(session, Attendee)


def of_visit(session: Session, appointment_id: str) -> Sequence[Attendee]:
    """Who is there at one visit, in the order in which they were written down."""
    query = select(Attendee).where(Attendee.appointment_id == appointment_id, Attendee.binned_at.is_(None))
    return session.scalars(query.order_by(Attendee.id)).all()


def one(session: Session, attendee_id: str) -> Attendee:
    """One of them by id."""
    return table.find(session, Attendee, attendee_id)


def keep(session: Session, attendee: Attendee) -> Attendee:
    """Add somebody or save an edited entry; a name is needed, initials are made of it when there are none."""
    attendee.name = table.needed(attendee.name, "name", tr("Please write who is there."))
    if attendee.role not in ROLES:
        raise FieldError("role", tr("Please choose what this person is there for."))
    attendee.initials = tidy(attendee.initials)[:MOST_INITIALS] or initials_of(attendee.name)
    return table.keep(session, attendee)


def initials_of(name: str) -> str:
    """The first letters of a name without its title, such as "ME" for Margaret Ellison."""
    parts = [part for part in name.split() if part.casefold() not in _TITLES] or name.split()
    return "".join(part[0].upper() for part in parts)[:MOST_INITIALS]
