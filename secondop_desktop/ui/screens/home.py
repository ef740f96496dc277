"""The first page: what comes next, how far the way is, and small things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, bin, doctors, documents, person, reasons, task_origins, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.case.requests import Request
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import see_journey, see_loose_ends, track
from secondop_desktop.flows.make_sample import delete_sample
from secondop_desktop.flows.track import Waiting
from secondop_desktop.journey.loose_ends import LooseEnd
from secondop_desktop.journey.stages import Facts, Stage, stages
from secondop_desktop.ui.copy_reminder import CopyReminder
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.home_parts import NextVisit, SampleNote, TimeToDecide, WaitingRecords
from secondop_desktop.ui.leftovers import settle
from secondop_desktop.ui.loose_ends_card import STEP_OF, OpenAfterVisits
from secondop_desktop.ui.places import (
    AFTER_VISIT,
    APPOINTMENT_MODE,
    APPOINTMENTS,
    DOCTORS,
    EXAMINATION,
    NEW,
    QUESTIONS,
    RECORDS,
    REQUESTS,
    SETTINGS,
    STORY,
    VISIT,
    WHERE,
    Place,
)
from secondop_desktop.ui.reminders import Reminders
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.waiting_card import WaitingFor
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.steps import Step, Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

DONE_STAYS = timedelta(days=7)
"""How long a ticked reminder is still shown."""


@dataclass(frozen=True)
class Today:
    """How things stand, ready to be shown."""

    called: str
    sample: bool
    facts: Facts
    visit: Appointment | None
    doctor: Doctor | None
    decide_by: PartialDate | None
    tasks: list[Task]
    unread: list[Document]
    waiting: list[Waiting]
    origins: dict[str, TaskOrigin]
    ends: tuple[LooseEnd, ...]


class HomeScreen(Screen):
    """Greets, and leads to the one thing to do next."""

    SHOWS: ClassVar[frozenset[type]] = see_loose_ends.FAMILIES | frozenset(
        {Person, Diagnosis, Document, Reason, Purpose, Piece, Move, Request}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._visit_id = ""
        self._next_visit = ""
        self._ends: tuple[LooseEnd, ...] = ()
        self._page = Page(tr("Home"), role="display")
        self.sample = SampleNote(self._leave_sample)
        self.next = NextVisit(self._get_ready, self._start, self._first_step)
        self.steps = Steps()
        self.steps.asked.connect(self._to_stage)
        self.deciding = TimeToDecide(lambda: self._go(STORY))
        self.open_ends = OpenAfterVisits(lambda visit, step: self._go(AFTER_VISIT, visit, step))
        self.waiting_for = WaitingFor(self._look_at, lambda: self._go(WHERE))
        self.waiting = WaitingRecords(lambda: self._go(RECORDS))
        self.reminders = Reminders(house.clock, self.work.failed.emit)
        self.copies = CopyReminder(house.copies, lambda: self._go(SETTINGS))
        self._build()

    def reflow(self, em: float) -> None:
        """Put everything below each other when there is little room."""
        self._page.reflow(em)
        self.next.reflow(em)
        stand(self._beside, em < 56)

    def leave(self) -> bool:
        """Keep a reminder that is half typed."""
        return settle(self, lists=[self.reminders])

    def put_down(self) -> bool:
        """Nothing to keep in its place: a half-typed reminder stays half typed."""
        return True

    def half_typed(self) -> State:
        """The reminder that is being written."""
        return self.reminders.half_typed()

    def take_up(self, state: State) -> None:
        """Open the reminder again."""
        self.reminders.take_up(state)

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The question before the sample case is left."""
        return {tr("Leave the sample case?"): self._leave_sample}

    def escape(self) -> bool:
        """Close the reminder that is being written, when nothing is typed in it."""
        if not self.reminders.is_open():
            return False
        settle(self, lists=[self.reminders])
        return True

    def query(self, session: Session) -> Today:
        """Everything the page says."""
        now = self.house.clock.now()
        owner, purpose = person.known(session), reasons.purpose(session)
        visit, today = next(iter(appointments.upcoming(session, now)), None), self.house.clock.today()
        ends = see_loose_ends.all_loose_ends(session, now, today)
        shown = [t for t in tasks.everything(session) if not t.done_at or now - t.done_at < DONE_STAYS]
        return Today(
            called=owner.called if owner is not None else "",
            sample=owner is not None and owner.sample,
            facts=see_journey.facts(session, now, today, ends),
            visit=visit,
            doctor=doctors.one(session, visit.doctor_id) if visit and visit.doctor_id else None,
            decide_by=purpose.decide_by if purpose is not None else None,
            tasks=sorted(shown, key=lambda t: (t.done_at is not None, t.due.iso() if t.due else "9", t.id)),
            unread=[d for d in documents.everything(session) if d.state != documents.READ],
            waiting=track.waiting(session, today),
            origins=task_origins.everything(session),
            ends=ends,
        )

    def show_data(self, data: Today) -> None:
        """Show how things stand."""
        clock = self.house.clock
        self._visit_id = data.visit.id if data.visit else ""
        self._page.set_title(
            greeting(clock.now().astimezone(clock.zone()).hour, data.called), going_on(data.facts)
        )
        self.sample.setVisible(data.sample and not self.house.read_only)
        self.copies.set_wanted(not data.sample and not self.house.read_only)
        self.next.show_visit(data.visit, data.doctor, clock, fresh=is_fresh(data.facts))
        found = [_step(stage) for stage in stages(data.facts)]
        self.steps.set_steps(found)
        self.deciding.show_day(data.decide_by, clock.today())
        self.waiting_for.show_waiting(data.waiting)
        self.waiting.show_records(data.unread)
        self._ends = data.ends
        self.open_ends.show_ends(data.ends)
        self.reminders.show_tasks(data.tasks, data.origins)

    def _build(self) -> None:
        self._beside = row("m")
        journey = Card(label(tr("Your journey"), "h2"))
        journey.body.addSpacing(4)
        journey.add(self.steps)
        small = Card(label(tr("Small things to do"), "h2"))
        small.add(self.copies)
        small.add(self.reminders)
        self.reminders.set_writable(not self.house.read_only)
        self.reminders.saved.connect(self._keep_reminder)
        self.reminders.deleted.connect(self._delete_reminder)
        self.reminders.ticked.connect(self._tick)
        for share, parts in (
            (3, (journey, self.waiting)),
            (2, (self.open_ends, self.waiting_for, small, self.deciding)),
        ):
            together = column("m")
            for part in parts:
                together.addWidget(part)
            together.addStretch(1)
            self._beside.addLayout(together, share)
        self._page.add(self.sample)
        self._page.add(self.next)
        self._page.add(self._beside)
        self._page.finish()
        self.frame.addWidget(self._page)

    # --- where one can go ---

    def _go(self, room: str, item: str = "", part: str = "") -> None:
        self.asked_for.emit(Place(room, item, part))

    def _get_ready(self) -> None:
        self._go(VISIT, self._visit_id)

    def _start(self) -> None:
        self._go(APPOINTMENT_MODE, self._visit_id)

    def _first_step(self, fresh: bool) -> None:
        if fresh:
            self._go(STORY)
        else:
            self._go(VISIT, part=NEW)

    def _look_at(self, waiting: Waiting) -> None:
        if waiting.examination:
            self._go(EXAMINATION, waiting.examination, waiting.piece)
        else:
            self._go(REQUESTS)

    def _to_stage(self, key: str) -> None:
        if key == "appointment" and self._visit_id:
            self._go(VISIT, self._visit_id)
            return
        first = next((end for end in self._ends if end.kind in STEP_OF), None)
        if key == "compare" and first is not None:
            self._go(AFTER_VISIT, first.visit, STEP_OF[first.kind])
            return
        rooms = {"why": STORY, "doctor": DOCTORS, "records": RECORDS, "appointment": APPOINTMENTS}
        self._go(rooms.get(key, QUESTIONS))

    # --- small things ---

    def _keep_reminder(self, task_id: str, values: dict[str, Any]) -> None:
        def command(session: Session) -> None:
            task = next((t for t in tasks.everything(session) if t.id == task_id), None) or Task(text="")
            task.text, task.due = values["text"], values["due"]
            kept = tasks.keep(session, task)
            session.flush()
            if values["owner"] or task_origins.of_task(session, kept.id) is not None:
                task_origins.give_to(session, kept.id, values["owner"])

        name = tr("write down a reminder") if not task_id else tr("change the reminder")
        then = self.reminders.close_editor
        self.work.write(self, command, lambda _: then(), self.reminders.refuse, name)

    def _delete_reminder(self, task_id: str) -> None:
        clock = self.house.clock
        self.work.write(
            self,
            lambda session: bin.throw_away(session, "task", task_id, clock),
            lambda _: self.notices.tell(tr("The reminder is in the bin."), self.work.undo.way_back()),
            name=tr("delete the reminder"),
        )

    def _tick(self, task_id: str, on: bool) -> None:
        now = self.house.clock.now() if on else None
        name = tr("tick off a reminder") if on else tr("open a reminder again")
        self.work.write(self, lambda session: tasks.tick(session, task_id, now), name=name)

    # --- the sample case ---

    def _leave_sample(self) -> None:
        agreed = confirm(
            self,
            tr("Leave the sample case?"),
            tr(
                "The sample case will be deleted, with everything you wrote in it. "
                "It cannot be brought back. After that you can make your own case."
            ),
            tr("Delete the sample"),
        )
        if agreed:
            job = self.work.start(
                tr("Deleting the sample case."), lambda vault, _progress: delete_sample(vault)
            )
            job.finished.connect(lambda _: self.house.lock())


def greeting(hour: int, called: str) -> str:
    """A greeting for the hour of the day (0 to 23), with the person's name when it is known."""
    if 5 <= hour < 12:
        return tr("Good morning, {name}", name=called) if called else tr("Good morning")
    if 12 <= hour < 18:
        return tr("Good afternoon, {name}", name=called) if called else tr("Good afternoon")
    return tr("Good evening, {name}", name=called) if called else tr("Good evening")


def is_fresh(facts: Facts) -> bool:
    """Whether nothing at all is written in the case yet."""
    return facts == Facts()


def going_on(facts: Facts) -> str:
    """One sentence on where the person stands."""
    if facts.second_visits_done:
        return tr("You have heard a second opinion. Now you can compare what you were told.")
    if facts.second_doctor:
        return tr("You are preparing a second opinion with {doctor}.", doctor=facts.second_doctor)
    if is_fresh(facts):
        return tr("This is your own place to prepare a second opinion. Everything in it stays with you.")
    return tr("You are preparing a second opinion, one step at a time.")


def _step(stage: Stage) -> Step:
    return Step(stage.key, stage.title, stage.state, stage.standing.value)
