"""The lists about the illness: what was found, said, measured, taken and done."""

from __future__ import annotations

from secondop_desktop.base.language import tr
from secondop_desktop.case import events, medicines, opinion_facts, treatments
from secondop_desktop.case.diagnosis import DiagnosisFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.results import Result
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.handover.given import Given
from secondop_desktop.handover.listed import LAST, Listed, day, doctor_name, listed


def medicine_list(given: Given) -> Listed:
    """Medicines by name."""
    states = medicines.state_words()
    return listed(
        "medicines",
        tr("Medicines"),
        sorted(given.of(Medicine), key=lambda one: (one.name.casefold(), one.id)),
        (tr("Name"), lambda one: one.name),
        (tr("Other name"), lambda one: one.other_name),
        (tr("Strength"), lambda one: one.strength),
        (tr("Dose"), lambda one: one.dose),
        (tr("How it is taken"), lambda one: one.route),
        (tr("How often"), lambda one: one.how_often),
        (tr("What for"), lambda one: one.reason),
        (tr("State"), lambda one: states.get(one.state, one.state)),
        (tr("Since"), lambda one: day(one.started)),
        (tr("Until"), lambda one: day(one.stopped)),
        (tr("Why it was stopped"), lambda one: one.stopped_why),
        (tr("Side effects"), lambda one: one.side_effects),
        (tr("Kind"), lambda one: one.kind),
        (tr("Pharmacy"), lambda one: one.pharmacy),
        (tr("Source"), lambda one: one.source),
        (tr("Note"), lambda one: one.note),
    )


def treatment_list(given: Given) -> Listed:
    """Treatments, the earliest first."""
    kinds, states = treatments.kind_words(), treatments.state_words()
    return listed(
        "treatments",
        tr("Treatments"),
        sorted(given.of(Treatment), key=lambda one: (day(one.started) or LAST, one.id)),
        (tr("Name"), lambda one: one.name),
        (tr("Kind"), lambda one: kinds.get(one.kind, one.kind)),
        (tr("State"), lambda one: states.get(one.state, one.state)),
        (tr("Since"), lambda one: day(one.started)),
        (tr("Until"), lambda one: day(one.ended)),
        (tr("Dose"), lambda one: one.dose),
        (tr("Place"), lambda one: one.place),
        (tr("Doctor"), lambda one: doctor_name(given, one.doctor_id)),
        (tr("How the illness answered"), lambda one: one.response),
        (tr("Side effects"), lambda one: one.side_effects),
        (tr("Why it was stopped"), lambda one: one.stopped_why),
        (tr("Source"), lambda one: one.source),
        (tr("Note"), lambda one: one.note),
    )


def event_list(given: Given) -> Listed:
    """Events, the earliest first."""
    kinds = events.kind_words()
    return listed(
        "events",
        tr("What happened"),
        sorted(given.of(Event), key=lambda one: (day(one.day) or LAST, one.id)),
        (tr("What happened"), lambda one: one.text),
        (tr("When"), lambda one: day(one.day)),
        (tr("Until"), lambda one: day(one.until)),
        (tr("Kind"), lambda one: kinds.get(one.kind, one.kind)),
        (tr("Place"), lambda one: one.place),
        (tr("Source"), lambda one: one.source),
        (tr("Note"), lambda one: one.note),
    )


def results(given: Given) -> Listed:
    """Results by marker, the earliest first."""
    titles = {one.id: one.title for one in given.all_of(Document)}
    return listed(
        "results",
        tr("Results"),
        sorted(given.of(Result), key=lambda one: (one.marker.casefold(), day(one.day) or LAST, one.id)),
        (tr("Marker"), lambda one: one.marker),
        (tr("When"), lambda one: day(one.day)),
        (tr("Value"), lambda one: one.value),
        (tr("Unit"), lambda one: one.unit),
        (tr("Range from"), lambda one: one.low),
        (tr("Range to"), lambda one: one.high),
        (tr("Laboratory"), lambda one: one.lab),
        (tr("Record"), lambda one: titles.get(one.document_id or "", "")),
        (tr("Page"), lambda one: str(one.page or "")),
        (tr("Source"), lambda one: one.source),
        (tr("Note"), lambda one: one.note),
    )


def diagnosis_facts(given: Given) -> Listed:
    """The facts of the diagnosis."""
    return listed(
        "diagnosis",
        tr("What was found"),
        sorted(given.of(DiagnosisFact), key=lambda one: (one.rank, one.id)),
        (tr("About"), lambda one: one.topic),
        (tr("What was found"), lambda one: one.text),
        (tr("Source"), lambda one: one.source),
        (tr("When"), lambda one: day(one.as_of)),
    )


def opinions(given: Given) -> Listed:
    """What each doctor said about each point."""
    fields = opinion_facts.field_words()
    order = {name: place for place, name in enumerate(fields)}
    return listed(
        "opinions",
        tr("What doctors said"),
        sorted(
            given.of(OpinionFact),
            key=lambda one: (order.get(one.field, len(order)), one.id),
        ),
        (tr("About"), lambda one: fields.get(one.field, one.field)),
        (tr("Doctor"), lambda one: doctor_name(given, one.doctor_id)),
        (tr("What was said"), lambda one: one.text),
        (tr("Source"), lambda one: one.source),
        (tr("When"), lambda one: day(one.dated)),
    )
