"""What a list of a case is, and what its cells call things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.handover import words
from secondop_desktop.handover.given import Given

One = TypeVar("One")
LAST = "\uffff"
"""Stands behind every date that is known."""


@dataclass(frozen=True)
class Listed:
    """A list: the name of its file without an ending, its title, the heads of its columns, its cells."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def day(known: PartialDate | None) -> str:
    """A date as spreadsheets sort it."""
    return known.iso() if known else ""


def moment(given: Given, at: datetime | None) -> str:
    """A moment at the clock of the person's zone."""
    return f"{at.astimezone(given.zone):%Y-%m-%d %H:%M}" if at else ""


def yes(told: bool) -> str:
    """A tick in words; nothing for none."""
    return tr("yes") if told else ""


def visit_name(given: Given, identity: str | None) -> str:
    """What a visit is called: its day, and with whom or what it is."""
    visit = next((one for one in given.all_of(Appointment) if one.id == identity), None)
    if visit is None:
        return ""
    who = doctor_name(given, visit.doctor_id) or words.visit_kinds().get(visit.kind, visit.kind)
    return f"{visit.day} {who}"


def doctor_name(given: Given, identity: str | None) -> str:
    """A doctor by id, also one in the bin."""
    return next((one.name for one in given.all_of(Doctor) if one.id == identity), "") if identity else ""


def listed(
    name: str, title: str, entries: Iterable[One], *columns: tuple[str, Callable[[One], str]]
) -> Listed:
    """A list of entries; each column is its head and what it tells of an entry."""
    rows = tuple(tuple(cell(entry) for _, cell in columns) for entry in entries)
    return Listed(name, title, tuple(head for head, _ in columns), rows)
