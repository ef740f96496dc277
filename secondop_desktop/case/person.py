"""Whose case this is: the table with one row and everything done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record


class Person(Kept, Record, kw_only=True):
    """The person with the illness, with what a doctor's office asks for first.

    `allergies`, `medicines` and `conditions` are free text, a line each, as written on a summary sheet.
    `sample` marks an invented person.
    """

    __tablename__ = "person"

    name: Mapped[str]
    preferred_name: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[PartialDate | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    allergies: Mapped[str] = mapped_column(default="")
    medicines: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    companion: Mapped[str] = mapped_column(default="")
    about_me: Mapped[str] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)

    @property
    def called(self) -> str:
        """The name to greet this person with."""
        return self.preferred_name or self.name.split(" ")[0]


def known(session: Session) -> Person | None:
    """The person of this case, once a name was given."""
    return session.scalars(select(Person).order_by(Person.id)).first()


def write(session: Session, values: Mapping[str, Any]) -> Person:
    """Save single details, by their names, before a name is given too; a name that is there must stay."""
    person = known(session) or Person(name="")
    had_name = bool(person.name)
    for field, value in values.items():
        setattr(person, field, tidy(value) if isinstance(value, str) else value)
    return keep(session, person) if had_name or person.name else table.keep(session, person)


def keep(session: Session, person: Person) -> Person:
    """Save what is known of the person; a name is needed."""
    person.name = table.needed(person.name, "name", tr("Please write whose case this is."))
    for field in ("preferred_name", "phone", "allergies", "medicines", "conditions", "companion", "about_me"):
        setattr(person, field, tidy(getattr(person, field)))
    return table.keep(session, person)
