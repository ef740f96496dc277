"""My health: the diagnosis, the timeline, treatments, medicines, what happened, and results over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QLabel

from secondop_desktop.base.language import tr
from secondop_desktop.case import (
    bin,
    diagnosis,
    doctors,
    documents,
    events,
    medicines,
    person,
    results,
    treatments,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.case.results import Result
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.flows import see_health
from secondop_desktop.paper.health_sheets import Marker, Told
from secondop_desktop.paper.timeline_data import Timeline
from secondop_desktop.ui import health_forms, health_rows
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.health_lists import Row, for_record
from secondop_desktop.ui.health_page import HealthPage
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.places import PRINT, STORY, VISIT, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.labels import chip, set_chip

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Health:
    """Everything the room shows."""

    owner: Person | None
    told: Diagnosis | None
    facts: Sequence[DiagnosisFact]
    timeline: Timeline
    markers: Sequence[Marker]
    lists: dict[str, tuple[Sequence[Any], list[Row]]]
    doctors: dict[str, str]
    records: dict[str, str]


@dataclass(frozen=True)
class _Family:
    """How the entries of one list are kept: found by id, made new, saved; and what is said about it."""

    one: Callable[[Session, str], Any]
    new: Callable[[], Any]
    keep: Callable[[Session, Any], Any]
    add: str
    change: str
    delete: str
    gone: str


class MyHealthScreen(Screen):
    """`Place(MY_HEALTH, "treatment:...")` opens one entry of a list; the names are those of the bin."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Person, Diagnosis, DiagnosisFact, Medicine, Treatment, Event, Result, Appointment, Doctor, Document}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self.saver = FormSaver(self.work, self)
        self.saver.changed.connect(self._say_saved)
        self.saver.refused.connect(elsewhere)
        self.saved: QLabel = chip(*self.saver.words())
        self.page = HealthPage(house.clock, elsewhere, self.saved, self._to_story)
        self.families = _families()
        self._to_open = ""
        for form in (self.page.own_lines, self.page.own_words):
            self.saver.take(form, lambda session, name, value: person.write(session, {name: value}))
        for family, each in self.page.lists.items():
            each.saved.connect(partial(self._keep, family))
            each.deleted.connect(partial(self._delete, family))
        self.page.print.clicked.connect(lambda: self.asked_for.emit(Place(PRINT, part="timeline")))
        self.page.timeline.opened.connect(self.open_entry)
        self.page.charts.opened.connect(self.open_entry)
        self.page.set_writable(not house.read_only)
        self.frame.addWidget(self.page)

    def go(self, place: Place) -> None:
        """Turn to the room, and to the entry that the place names."""
        super().go(place)
        self._to_open = place.item

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self.page.reflow(em)

    def leave(self) -> bool:
        """Keep every word."""
        return settle(self, [self.saver], list(self.page.lists.values()))

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver])

    def half_typed(self) -> State:
        """What a field cannot take, and the entries that are being written."""
        lists = {family: each.half_typed() for family, each in self.page.lists.items()}
        return some(fields=self.saver.half_typed(), lists=some(**lists))

    def take_up(self, state: State) -> None:
        """Put both back."""
        self.saver.take_up(state.get("fields", {}))
        for family, half in state.get("lists", {}).items():
            if family in self.page.lists:
                self.page.lists[family].take_up(half)

    def escape(self) -> bool:
        """Close the entry that is being written; what is typed in it is kept."""
        opened = [each for each in self.page.lists.values() if each.is_open()]
        settle(self, lists=list(opened))
        return bool(opened)

    def query(self, session: Session) -> Health:
        """What is written so far."""
        timeline, lines = see_health.timeline(session, self.house.clock)
        names = {doctor.id: doctor.name for doctor in doctors.everyone(session)}
        records = {record.id: record.title for record in documents.everything(session)}
        return Health(
            person.known(session),
            diagnosis.known(session),
            diagnosis.facts(session),
            timeline,
            see_health.markers(session),
            _lists(session, lines, names, records),
            names,
            records,
        )

    def show_data(self, data: Health) -> None:
        """Show it; what is being typed stays."""
        owner, page = data.owner or Person(name=""), self.page
        page.glance.show_diagnosis(data.told, data.facts)
        page.timeline.show_timeline(data.timeline, not self.house.read_only)
        page.print.setVisible(bool(data.timeline.entries))
        page.charts.show_markers(data.markers)
        for form in (page.own_lines, page.own_words):
            self.saver.show(form, {name: getattr(owner, name) for name in form.fields()})
        for family in ("treatment", "medicine"):
            health_forms.offer(page.lists[family].form, "doctor_id", data.doctors)
        health_forms.offer(page.lists["result"].form, "document_id", data.records)
        for family, (records, rows) in data.lists.items():
            page.lists[family].show_rows(rows, records)
        self._say_saved()
        if self._to_open:
            self.open_entry(self._to_open)
            self._to_open = ""

    def open_entry(self, key: str) -> None:
        """Open what a mark of a picture stands for: an entry here, a visit, or what was told."""
        family, _, item = key.partition(":")
        if family == "visit":
            self.asked_for.emit(Place(VISIT, item))
        elif family == "diagnosis":
            self._to_story()
        elif family in self.page.lists:
            entries = self.page.lists[family]
            if entries.open_entry(item):
                self.page.ensureWidgetVisible(entries.place(item), 0, 80)

    def _to_story(self) -> None:
        self.asked_for.emit(Place(STORY))

    def _say_saved(self) -> None:
        words = (tr("Only to read"), "plain") if self.house.read_only else self.saver.words()
        set_chip(self.saved, *words)

    def _keep(self, family: str, entry_id: str, values: dict[str, Any]) -> None:
        kind, entries = self.families[family], self.page.lists[family]

        def command(session: Session) -> None:
            record = kind.one(session, entry_id) if entry_id else kind.new()
            for name, value in for_record(values).items():
                setattr(record, name, value)
            kind.keep(session, record)

        name = kind.change if entry_id else kind.add
        self.work.write(self, command, lambda _: entries.close_editor(), entries.refuse, name)

    def _delete(self, family: str, entry_id: str) -> None:
        kind, clock = self.families[family], self.house.clock
        self.work.write(
            self,
            lambda session: bin.throw_away(session, family, entry_id, clock),
            lambda _: self.notices.tell(kind.gone, self.work.undo.way_back()),
            name=kind.delete,
        )


def _lists(
    session: Session, lines: dict[str, Told], names: dict[str, str], records: dict[str, str]
) -> dict[str, tuple[Sequence[Any], list[Row]]]:
    """The records of each list with their rows."""
    done, happened = treatments.everything(session), events.everything(session)
    taken, measured = medicines.everything(session), results.everything(session)
    return {
        "treatment": (
            done,
            [health_rows.treatment(each, lines[f"treatment:{each.id}"], names) for each in done],
        ),
        "event": (happened, [health_rows.event(each, lines[f"event:{each.id}"]) for each in happened]),
        "medicine": (taken, [health_rows.medicine(each, names) for each in taken]),
        "result": (measured, health_rows.results(measured, records)),
    }


def _families() -> dict[str, _Family]:
    """The lists by the names of their families in the bin."""
    return {
        "treatment": _Family(
            treatments.one,
            lambda: Treatment(name=""),
            treatments.keep,
            tr("add a treatment"),
            tr("change a treatment"),
            tr("delete the treatment"),
            tr("The treatment is in the bin."),
        ),
        "event": _Family(
            events.one,
            lambda: Event(text=""),
            events.keep,
            tr("add what happened"),
            tr("change what happened"),
            tr("delete what happened"),
            tr("What happened is in the bin."),
        ),
        "medicine": _Family(
            medicines.one,
            lambda: Medicine(name=""),
            medicines.keep,
            tr("add a medicine"),
            tr("change a medicine"),
            tr("delete the medicine"),
            tr("The medicine is in the bin."),
        ),
        "result": _Family(
            results.one,
            lambda: Result(marker="", value=""),
            results.keep,
            tr("add a result"),
            tr("change a result"),
            tr("delete the result"),
            tr("The result is in the bin."),
        ),
    }
