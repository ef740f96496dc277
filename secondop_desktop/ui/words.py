"""What visits and doctors are called on the screen, for all rooms that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.dates import day_words, time_words
from secondop_desktop.base.language import tr, trn

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor


ROLE_TONES = {"first": "info", "second": "ok", "third": "ok", "candidate": "warn"}


def kind_words() -> dict[str, str]:
    """What a visit is for, by kind."""
    return {
        "second_opinion": tr("Second opinion"),
        "first_opinion": tr("First opinion"),
        "third_opinion": tr("Third opinion"),
        "test": tr("Test or scan"),
        "follow_up": tr("Follow-up"),
        "other": tr("Other visit"),
    }


def mode_words() -> dict[str, str]:
    """How a visit takes place, by mode."""
    return {"in_person": tr("In person"), "video": tr("By video"), "phone": tr("By phone")}


def companion_words() -> dict[str, str]:
    """What a companion does in the room, by role."""
    return {
        "writes": tr("Writes down what is said"),
        "asks": tr("Asks my questions with me"),
        "listens": tr("Listens, and tells me later"),
        "speaks": tr("Speaks for me when I cannot"),
    }


def earlier_words() -> dict[int, str]:
    """How long before a visit something is told, by minutes; 0 is never."""
    minutes = {n: trn("{n} minute before", "{n} minutes before", n) for n in (15, 30)}
    hours = {60 * n: trn("{n} hour before", "{n} hours before", n) for n in (1, 2, 3)}
    return {0: tr("Not at all"), **minutes, **hours, 1440: tr("one day before")}


def status_words() -> dict[str, str]:
    """What became of a visit, by status."""
    return {"planned": tr("Planned"), "done": tr("Took place"), "cancelled": tr("Called off")}


def with_specialty(doctor: Doctor) -> str:
    """A doctor's name with the specialty behind it: "Dr Lee, breast surgeon"."""
    if not doctor.specialty:
        return doctor.name
    return tr("{name}, {specialty}", name=doctor.name, specialty=_inside(doctor.specialty))


def _inside(words: str) -> str:
    """Words as they stand inside a sentence; "MRI unit" and "GP" keep their capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def with_whom(visit: Appointment, doctor: Doctor | None) -> str:
    """What a visit is called: after its doctor, else after its kind."""
    return doctor.name if doctor is not None else kind_words().get(visit.kind, tr("Other visit"))


def is_elsewhere(visit: Appointment, clock: Clock) -> bool:
    """Whether the clock on the wall of the visit shows another hour than this computer."""
    return visit.starts.utcoffset() != visit.starts.astimezone(clock.zone()).utcoffset()


def zone_words(zone: str) -> str:
    """A time zone as a person says it: "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def hours(visit: Appointment, clock: Clock) -> str:
    """When a visit begins and ends at the clock of its place: "10:30 to 11:15"."""
    if not visit.hour:
        return tr("Hour not known yet")
    said = time_words(visit.starts)
    if visit.minutes:
        end = visit.ends.astimezone(visit.starts.tzinfo)
        said = tr("{start} to {end}", start=said, end=time_words(end))
    if is_elsewhere(visit, clock):
        return tr("{hours}, {place} time", hours=said, place=zone_words(visit.zone))
    return said


def day_and_hours(visit: Appointment, clock: Clock) -> str:
    """Day, hours and the way of a visit in one line."""
    said = tr("{day}, {hours}", day=day_words(visit.date, weekday=True), hours=hours(visit, clock))
    return said if visit.mode == "in_person" else f"{said}. {mode_words().get(visit.mode, '')}"


def as_written_words() -> str:
    """What the way to the words of the room is called, beside each text that was changed since."""
    return tr("See it as written in the room")


def flag_words() -> dict[str, str]:
    """What the flags of an answer mean."""
    return {
        "important": tr("Important"),
        "not_understood": tr("Not understood"),
        "ask_again": tr("Ask again"),
    }
