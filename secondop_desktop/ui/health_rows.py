"""What the rows of the health lists say about each record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case import events, medicines, treatments
from secondop_desktop.flows import see_health
from secondop_desktop.ui.health_lists import Row

if TYPE_CHECKING:
    from secondop_desktop.case.events import Event
    from secondop_desktop.case.medicines import Medicine
    from secondop_desktop.case.results import Result
    from secondop_desktop.case.treatments import Treatment
    from secondop_desktop.paper.health_sheets import Told

_TONES = {treatments.GOING_ON: "info", treatments.DONE: "ok", treatments.PLANNED: "warn"}
_MEDICINE_TONES = {medicines.TAKING: "ok", medicines.NAMED: "warn"}


def treatment(told: Treatment, line: Told, doctors: Mapping[str, str]) -> Row:
    """A treatment: its days, how much, where, what it did."""
    words = treatments.state_words()[told.state]
    if told.stopped_why and told.state == treatments.STOPPED:
        words = tr("{state}: {why}", state=words, why=told.stopped_why)
    where = _beside(told.place, doctors.get(told.doctor_id or "", ""))
    lines = _lines(line.when, told.dose, where, told.response, _named(tr("Side effects"), told.side_effects))
    return Row(
        told.id, told.name, (*lines, *_lines(told.note)), words, _TONES.get(told.state, "plain"), line.source
    )


def event(told: Event, line: Told) -> Row:
    """An event: its days and where."""
    kind = events.kind_words().get(told.kind, "")
    return Row(
        told.id, told.text, _lines(_beside(line.when, told.place), told.note), kind, "plain", line.source
    )


def results(told: Iterable[Result], records: Mapping[str, str]) -> list[Row]:
    """Values, marker by marker, each with the range that was printed; a marker's first one has its name."""
    rows = []
    for heap in see_health.heaps(told).values():
        for number, each in enumerate(see_health.latest_first(heap)):
            rows.append(_result(each, records, "" if number else each.marker))
    return rows


def _result(told: Result, records: Mapping[str, str], heading: str) -> Row:
    outside = see_health.value(told).outside
    day = told.day.words() if told.day else tr("no date written down")
    printed = see_health.range_words(told)
    record = records.get(told.document_id or "", "")
    if record and told.page:
        record = tr("{record}, page {number}", record=record, number=told.page)
    return Row(
        told.id,
        f"{told.value} {told.unit}".strip(),
        _lines(day, _named(tr("Range the lab printed"), printed), told.note),
        tr("Outside the range the lab printed") if outside else "",
        "warn",
        _beside(record, told.lab, told.source),
        heading,
    )


def medicine(told: Medicine, doctors: Mapping[str, str]) -> Row:
    """A medicine: how it is taken, what for, and why it was stopped."""
    name = _beside(told.name, told.strength)
    how = _beside(told.dose, told.how_often)
    why = _named(tr("Stopped"), _beside(told.stopped.words() if told.stopped else "", told.stopped_why))
    since = _named(tr("Since"), told.started.words() if told.started else "")
    lines = _lines(
        told.other_name, how, told.reason, since, why if told.state == medicines.STOPPED else "", told.note
    )
    by = doctors.get(told.doctor_id or "", "")
    source = _beside(see_health.source(told.source, told.dated), "" if by in told.source else by)
    tone = _MEDICINE_TONES.get(told.state, "plain")
    return Row(told.id, name, lines, medicines.state_words()[told.state], tone, source)


def _lines(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _beside(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _named(name: str, text: str) -> str:
    return tr("{name}: {text}", name=name, text=text) if text else ""
