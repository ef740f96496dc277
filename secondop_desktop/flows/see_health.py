"""Everything about the person's health as plain data for the pictures, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, diagnosis, doctors, documents, events, results, treatments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.events import Event
from secondop_desktop.case.results import Result, number_of
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.paper.health_sheets import Marker, ResultLine, Told
from secondop_desktop.paper.results_data import Value
from secondop_desktop.paper.timeline_data import DIAGNOSIS, EVENT, OPINION, TREATMENT, VISIT, Entry, Timeline

_OPINIONS = ("first_opinion", "second_opinion", "third_opinion")
_LONGEST = 160
"""Of the words of an entry in a picture; the table has all of them."""


def timeline(session: Session, clock: Clock = SYSTEM_CLOCK) -> tuple[Timeline, dict[str, Told]]:
    """All that has a place on the timeline, and the line of each entry in a table, by its key.

    The key of an entry is its family and its id: "treatment:...", "event:...", "visit:...", "diagnosis:".
    """
    found = list(_all(session, clock.now()))
    entries = tuple(entry for entry, _told in found)
    return Timeline(entries, clock.today()), {entry.key: told for entry, told in found}


def _all(session: Session, now: datetime) -> Iterator[tuple[Entry, Told]]:
    told = diagnosis.known(session)
    if told is not None and (told.sentence or told.diagnosed_on):
        words = told.sentence or tr("The diagnosis")
        entry = Entry("diagnosis:", DIAGNOSIS, _short(words), told.diagnosed_on)
        yield entry, Told(entry.when(), tr("Diagnosis"), words, source(told.source, told.source_date))
    names = {doctor.id: doctor.name for doctor in doctors.everyone(session)}
    for treatment in treatments.everything(session):
        yield _treatment(treatment, names)
    for visit in appointments.everything(session):
        if visit.status in ("done", "planned"):
            yield _visit(visit, names, appointments.is_ahead(visit, now))
    for event in events.everything(session):
        yield _event(event)


def _treatment(told: Treatment, names: dict[str, str]) -> tuple[Entry, Told]:
    ended = told.ended
    if ended is None and told.state == treatments.DONE and told.kind == treatments.SURGERY:
        ended = told.started  # an operation is over on its day
    stopped = tr("stopped early") if told.state == treatments.STOPPED else ""
    entry = Entry(
        f"treatment:{told.id}",
        TREATMENT,
        _short(told.name),
        told.started,
        ended,
        going_on=told.state == treatments.GOING_ON,
        planned=told.state == treatments.PLANNED,
        note=stopped,
    )
    why = tr("Stopped early: {why}", why=told.stopped_why) if told.stopped_why else stopped.capitalize()
    where = ", ".join(part for part in (told.place, names.get(told.doctor_id or "", "")) if part)
    kind = treatments.kind_words()[told.kind]
    more = (told.dose, where, why)
    return entry, Told(entry.when(), kind, told.name, source(told.source, told.dated), more)


def _visit(visit: Appointment, names: dict[str, str], ahead: bool) -> tuple[Entry, Told]:
    opinion = visit.kind in _OPINIONS
    doctor = names.get(visit.doctor_id or "", "")
    kinds = visit_kinds()
    kind = kinds.get(visit.kind, kinds["other"])
    words = ", ".join(part for part in (kind, doctor) if part) if opinion else visit.goal or doctor or kind
    entry = Entry(
        f"visit:{visit.id}",
        OPINION if opinion else VISIT,
        _short(words),
        PartialDate.of(visit.date),
        planned=ahead,
        note="" if ahead or visit.status == "done" else tr("nobody noted if it took place"),
    )
    return entry, Told(entry.when(), kind, words, tr("My appointments"), (visit.goal, visit.place))


def visit_kinds() -> dict[str, str]:
    """What a visit on the timeline is called, by its kind."""
    return {
        "first_opinion": tr("First opinion"),
        "second_opinion": tr("Second opinion"),
        "third_opinion": tr("Third opinion"),
        "test": tr("Test or scan"),
        "follow_up": tr("Follow-up"),
        "other": tr("Other visit"),
    }


def _event(event: Event) -> tuple[Entry, Told]:
    entry = Entry(f"event:{event.id}", EVENT, _short(event.text), event.day, event.until)
    kind = events.kind_words().get(event.kind, "")
    return entry, Told(entry.when(), kind, event.text, source(event.source, event.dated), (event.place,))


def markers(session: Session) -> list[Marker]:
    """All results, marker by marker; "Ca 15-3" and "CA 15-3" are one. The table begins with the latest."""
    titles = {document.id: document.title for document in documents.everything(session)}
    return [_marker(heap, titles) for heap in heaps(results.everything(session)).values()]


def heaps(found: Iterable[Result]) -> dict[str, list[Result]]:
    """Results by their markers, in the order in which they come."""
    out: dict[str, list[Result]] = {}
    for result in found:
        out.setdefault(marker_key(result.marker), []).append(result)
    return out


def latest_first(heap: Iterable[Result]) -> list[Result]:
    """The results of one marker, the latest first and those without a day last."""
    found = list(heap)
    return [result for result in found if result.day][::-1] + [result for result in found if not result.day]


def marker_key(name: str) -> str:
    """What two spellings of one marker have in common."""
    return " ".join(name.casefold().split())


def _marker(heap: list[Result], titles: dict[str, str]) -> Marker:
    latest = latest_first(heap)
    values = {result.id: value(result) for result in heap}
    return Marker(
        latest[0].marker,
        tuple(values[result.id] for result in heap),
        tuple(_line(result, values[result.id], titles) for result in latest),
    )


def value(result: Result) -> Value:
    """One result as the pictures take it."""
    return Value(
        f"result:{result.id}",
        result.value,
        result.number,
        result.day,
        result.unit,
        result.bound,
        result.low,
        result.high,
        number_of(result.low),
        number_of(result.high),
    )


def _line(result: Result, told: Value, titles: dict[str, str]) -> ResultLine:
    record = titles.get(result.document_id or "", "")
    if record and result.page:
        record = tr("{record}, page {number}", record=record, number=result.page)
    where = "\n".join(_present((record, result.lab, result.source)))
    day = result.day.short_words() if result.day else tr("no date written down")
    return ResultLine(day, f"{result.value} {result.unit}".strip(), range_words(result), where, told.outside)


def range_words(result: Result) -> str:
    """The printed range of a value in short, empty without one."""
    if result.low and result.high:
        return tr("{low} to {high}", low=result.low, high=result.high)
    if result.high:
        return tr("up to {high}", high=result.high)
    return tr("{low} or more", low=result.low) if result.low else ""


def source(who: str, day: PartialDate | None) -> str:
    """Who says something, and since when, in one line; a day that stands in the words is not said twice."""
    twice = day is not None and any(words in who for words in (day.words(), day.short_words()))
    return ", ".join(_present((who, day.short_words() if day and not twice else "")))


def _present(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part]


def _short(text: str) -> str:
    """The first line of a text, and not too long for a picture."""
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
