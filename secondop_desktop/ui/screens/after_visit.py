"""After a visit: one page after another for what came of it, then everything together to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import closings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.carry_overs import CarryOver
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.notes import Note
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import after_visit, see_after, see_visit_summary
from secondop_desktop.flows.as_written import AsWritten, as_written
from secondop_desktop.flows.see_after import After
from secondop_desktop.flows.see_visit_summary import VisitSummary
from secondop_desktop.ui.after.lists import NextStepsStep, OpenStep, TestsStep
from secondop_desktop.ui.after.named import NamedStep, WordsStep
from secondop_desktop.ui.after.own_words import FeltStep, ReportStep, UnderstoodStep
from secondop_desktop.ui.after.reading import AsWrittenView, SummaryView
from secondop_desktop.ui.after.walk import Walk
from secondop_desktop.ui.leftovers import put_down, settle, told
from secondop_desktop.ui.places import (
    AFTER_VISIT,
    APPOINTMENT_MODE,
    AS_WRITTEN,
    BACK,
    PRINT,
    SUMMARY,
    VISIT,
    Place,
)
from secondop_desktop.ui.screen import House, Screen, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.after.step import Step
    from secondop_desktop.ui.work import Job


@dataclass(frozen=True)
class Aftermath:
    """What the screen shows: what came of the visit, its summary, and its words as they stood in the room."""

    came: After
    summary: VisitSummary
    written: AsWritten | None


class AfterVisitScreen(Screen):
    """`Place(AFTER_VISIT, visit id)` goes on where one stopped; its part is a step, or one of those above."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Appointment, Asking, Captured, CarryOver, Closing, Doctor, Examination, Handout, Medicine, Note}
        | {OpinionFact, Question, Task, TaskOrigin}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data: Aftermath | None = None
        self._job: Job | None = None
        self._sorted = ""
        lists: list[Step] = [OpenStep(self), NextStepsStep(self), TestsStep(self), NamedStep(self)]
        words: list[Step] = [ReportStep(self), WordsStep(self), FeltStep(self), UnderstoodStep(self)]
        self.steps = {step.key: step for step in [*lists, *words]}
        self.summary = SummaryView(not house.read_only)
        self.written = AsWrittenView(house.clock)
        self.walk = Walk([*self.steps.values()], {SUMMARY: self.summary, AS_WRITTEN: self.written})
        self.frame.addWidget(self.walk)
        self.walk.hide()
        self._connect()

    # --- as every screen ---

    def go(self, place: Place) -> None:
        """Turn to a visit; the page where one stopped is known once its data is there."""
        moved = place.item != self.place.item
        super().go(place)
        if moved:
            self._data, self._sorted = None, ""
            for step in self.steps.values():
                step.clear()
            self.walk.hide()
        elif self._data is not None:
            self._sorted = ""
            self._turn(place.part or self._stopped_at(self._data))

    def here(self) -> Place:
        """The visit with the page that is open."""
        return Place(AFTER_VISIT, self.place.item, self.walk.shown() if self._data is not None else "")

    def leave(self) -> bool:
        """Keep every word."""
        self._hand_over()
        savers = [saver for step in self.steps.values() for saver in step.savers()]
        if not settle(self, savers) or not self._notes_kept():
            return False
        return told(self, not any(step.waits() for step in self.steps.values()))

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        savers = [saver for step in self.steps.values() for saver in step.savers()]
        return put_down(self, savers) and self._notes_kept()

    def half_typed(self) -> State:
        """What stands only on the page that is open."""
        step = self.steps.get(self.walk.shown())
        typed = step.half_typed() if step is not None else {}
        return {"step": self.walk.shown(), "typed": typed} if typed else {}

    def take_up(self, state: State) -> None:
        """Open the same page with the same words."""
        step = self.steps.get(str(state.get("step", "")))
        if step is not None and isinstance(state.get("typed"), dict):
            self._turn(step.key)
            step.take_up(state["typed"])

    def reflow(self, em: float) -> None:
        """Arrange the head and the foot anew."""
        self.walk.reflow(em)

    def query(self, session: Session) -> Aftermath:
        """What came of the visit."""
        came = see_after.explained(see_after.after(session, self.place.item, self.house.clock.now()))
        summary = see_visit_summary.summary_of(session, came, self.house.clock)
        return Aftermath(came, summary, as_written(session, came.visit))

    def show_data(self, data: Aftermath) -> None:
        """Show it; the first time, go to the page where one stopped."""
        first, self._data = self._data is None, data
        visit = data.came.visit
        who, day = data.summary.doctor or tr("Your visit"), day_words(visit.date, weekday=True)
        self.walk.say(tr("{who}, {day}", who=who, day=day), _remark(visit))
        self.walk.allow([key for key, step in self.steps.items() if step.is_needed(data.came)])
        if first:
            self._turn(self.place.part or self._stopped_at(data))
            self.walk.show()
        else:
            self._show_page()
        self._sort_out(data.came)

    # --- going through it ---

    def _connect(self) -> None:
        walk = self.walk
        walk.next_asked.connect(self._next)
        walk.back_asked.connect(self._previous)
        walk.left.connect(self._to_visit)
        walk.read_asked.connect(self._turn)
        self.summary.change_asked.connect(self._change)
        self.summary.print_asked.connect(self._print)
        for step in self.steps.values():
            step.told.connect(self._say_saved)

    def _print(self) -> None:
        """Show the summary in the room where it is printed, for this visit."""
        self.asked_for.emit(Place(PRINT, self.place.item, "after-visit"))

    def _is_done(self) -> bool:
        """Whether all of it was gone through before."""
        closing = self._data.came.closing if self._data is not None else None
        return closing is not None and closing.finished_at is not None

    def _stopped_at(self, data: Aftermath) -> str:
        """The page to begin with: the summary when all was gone through, else where one stopped."""
        if self.house.read_only or self._is_done():
            return SUMMARY
        return data.came.closing.step if data.came.closing is not None else ""

    def _turn(self, key: str) -> None:
        self.walk.turn_to(SUMMARY if self.house.read_only and key != AS_WRITTEN else key)
        self._show_page()

    def _show_page(self) -> None:
        """Show the page that is open as things stand."""
        data, shown = self._data, self.walk.shown()
        step = self.steps.get(shown)
        if data is None:
            return
        if step is not None:
            step.show_after(data.came)
            self.walk.title(step.title(), step.why())
            on, leave = (tr("To the summary"), "") if self._is_done() else (tr("Next"), tr("The rest later"))
            self.walk.show_foot(on, leave, back=True)
        elif shown == AS_WRITTEN:
            self._show_written(data)
        else:
            self.summary.show_summary(data.summary)
            self.walk.title(tr("What came of the visit"), tr("You can change everything at any time."))
            link = (AS_WRITTEN, tr("As written in the room")) if data.written is not None else ("", "")
            self.walk.show_foot(tr("To the visit"), "", back=not self.house.read_only, read=link)
        self._say_saved()

    def _show_written(self, data: Aftermath) -> None:
        self.written.show_written(data.written)
        when = self.written.when(data.written) if data.written is not None else ""
        why = tr("This is how your words stood on {when}. It is only to read.", when=when) if when else ""
        self.walk.title(tr("As written in the room"), why)
        self.walk.show_foot(tr("To the summary"), "", back=False)

    def _next(self) -> None:
        shown = self.walk.shown()
        if shown == SUMMARY:
            self._to_visit()
        elif shown == AS_WRITTEN or self._is_done():
            self._move(SUMMARY)
        else:
            self._move(self.walk.after(shown) or SUMMARY)

    def _previous(self) -> None:
        before = self.walk.before(self.walk.shown())
        if before:
            self._move(before)
        else:
            self._to_visit()

    def _move(self, key: str) -> None:
        """Go to another page; where one is is kept, so that one can stop at any time."""
        self._hand_over()
        for step in self.steps.values():
            for saver in step.savers():
                saver.save_now()
        visit_id, now, done = self.place.item, self.house.clock.now(), self._is_done()
        self._turn(key)
        if self.house.read_only or done:
            return
        fields = {"step": key, "finished_at": now} if key == SUMMARY else {"step": key}
        self.work.write(self, lambda session: closings.write(session, visit_id, **fields))

    def _change(self, step: str) -> None:
        if step:
            self._turn(step)
        else:
            self.asked_for.emit(Place(APPOINTMENT_MODE, self.place.item))

    def _to_visit(self) -> None:
        self.asked_for.emit(Place(VISIT, self.place.item) if self._data is not None else BACK)

    # --- what is kept ---

    def _hand_over(self) -> None:
        """A line that was typed and not added yet is added."""
        if self._data is not None and not self.house.read_only:
            for step in self.steps.values():
                step.settle()

    def _notes_kept(self) -> bool:
        notes = [step.note_saver() for step in self.steps.values()]
        return all([saver.flush() for saver in notes if saver is not None])

    def _say_saved(self) -> None:
        step = self.steps.get(self.walk.shown())
        self.walk.say_saved(*(step.saved_words() if step is not None else ("", "plain")))

    def _sort_out(self, came: After) -> None:
        """Make real things of the lines that were caught in the room; once at a time, behind one's back."""
        visit_id = came.visit.id
        if not came.waiting or self._job is not None or self._sorted == visit_id or self.house.read_only:
            return
        self._sorted = visit_id
        job = self._job = self.work.start(
            tr("Putting what you caught in its place"),
            lambda vault, progress: after_visit.sort_out(vault, visit_id, progress),
            quiet=True,
        )
        job.ended.connect(self._sorted_out)

    def _sorted_out(self) -> None:
        self._job = None


def _remark(visit: Appointment) -> str:
    """What has to be known of a visit that is not as it should be; mostly nothing."""
    if visit.binned_at is not None:
        return tr("This visit is in the bin. You can bring it back from there.")
    return tr("This visit was called off.") if visit.status == "cancelled" else ""
