"""Appointment mode: questions and answers in the doctor's room, with every word saved as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QTextCursor

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import as_typed, tr, trn
from secondop_desktop.case import appointments, doctors, notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import ForVisit, Question
from secondop_desktop.flows.see_journey import when
from secondop_desktop.questions import catalogue
from secondop_desktop.ui.leftovers import told
from secondop_desktop.ui.places import BACK, VISIT, Place
from secondop_desktop.ui.saver import Saver, saved_words
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.talk_bar import QUESTIONS
from secondop_desktop.ui.widgets.talk_view import TalkView
from secondop_desktop.ui.words import flag_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.ui.saver import Write

CLOCK_EVERY_MS = 5_000


@dataclass(frozen=True)
class Talk:
    """What the screen shows: the visit, with whom, its questions, its free page, and the names of phases."""

    visit: Appointment
    doctor: str
    entries: list[ForVisit]
    page: str
    phases: dict[str, str]


class AppointmentModeScreen(Screen):
    """The whole window for one visit: `Place(APPOINTMENT_MODE, item=visit id)`."""

    # Answers and the free page are written by this screen alone while it is shown, so its own keystrokes
    # need no fetching. It fetches whenever it is entered.
    SHOWS: ClassVar[frozenset[type]] = frozenset({Question, Appointment, Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._talk: Talk | None = None
        self._asking = ""
        self._shown: dict[NoteEdit, tuple[str, str]] = {}
        self.saver = Saver(house.work, house.clock, self)
        self.view = TalkView()
        self.view.set_writable(not house.read_only)
        self.frame.addWidget(self.view, 1)
        self.view.hide()
        self._connect()
        KeyCalls(self, self._key_calls())
        self._tick = QTimer(self)
        self._tick.setInterval(CLOCK_EVERY_MS)
        self._tick.timeout.connect(self._say_time)
        self._tick.start()
        self._say_time()

    def go(self, place: Place) -> None:
        """Turn to a visit; what is there is fetched anew each time."""
        if place != self.place:
            self._talk = None
            self._asking = ""
            self.view.hide()
        super().go(place)
        self._stale = True

    def leave(self) -> bool:
        """Write everything down, a half typed question too; stay when that is not possible."""
        if self._talk is not None:
            self.view.pane.add_typed()
        # A question that could not be added stands in its line again.
        return told(self, self.saver.flush() and not self.view.pane.line.text().strip())

    def put_down(self) -> bool:
        """Write everything down; a half-typed question stays in its line."""
        return told(self, self.saver.flush())

    def half_typed(self) -> State:
        """The new question in the line."""
        return some(line=self.view.pane.line.text())

    def standing(self) -> State:
        """The question in front, or the free page."""
        return {"asking": self._asking, "view": self.view.standing()}

    def take_up(self, state: State) -> None:
        """Put the same question in front, with the new one as far as it was typed."""
        self._choose(str(state.get("asking", self._asking)))
        self.view.take_up(state.get("view", {}))
        self.view.pane.line.setText(str(state.get("line", "")))

    def escape(self) -> bool:
        """Close the topmost thing; else leave, with everything saved."""
        if not self.view.close_topmost():
            self._go_back()
        return True

    def reflow(self, em: float) -> None:
        """Fold the list where there is no room for two columns."""
        self.view.reflow(em)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this page away: write."""
        super().hideEvent(event)
        self.saver.save_now()

    def query(self, session: Session) -> Talk:
        """The visit with its questions, each with what came of it."""
        visit = appointments.one(session, self.place.item)
        doctor = doctors.one(session, visit.doctor_id).name if visit.doctor_id else ""
        note = notes.of_visit(session, visit.id)
        return Talk(
            visit,
            doctor,
            questions.for_appointment(session, visit),
            note.text if note is not None else "",
            {phase.key: phase.title for phase in catalogue.load().phases},
        )

    def show_data(self, data: Talk) -> None:
        """Show the visit; what is being typed stays as it is, and so does the cursor."""
        first, self._talk = self._talk is None, data
        visit, view = data.visit, self.view
        place = tr("{when}. {place}", when=when(visit), place=visit.place) if visit.place else when(visit)
        view.bar.say(data.doctor or tr("Your visit"), place)
        view.pane.show_rows([self._row(entry) for entry in data.entries])
        self._show_text(view.page.note, visit.id, data.page, _page_write(self.house.clock, visit.id))
        view.allow_answers(bool(data.entries))
        if self._entry() is None:
            self._asking = self._first_open()
        self._show_answer()
        if first:
            view.show()
            view.turn_to(QUESTIONS)

    # --- what is shown ---

    def _row(self, entry: ForVisit) -> CardRow:
        asking, phases = entry.asking, self._talk.phases if self._talk else {}
        flagged = [words for flag, words in flag_words().items() if getattr(asking, flag)]
        about = [phases.get(entry.question.phase, ""), *flagged]
        done = asking.answered_at is not None
        return CardRow(
            asking.id,
            entry.question.text,
            ". ".join(words for words in about if words),
            ticked=done,
            starred=entry.question.starred,
            done=done,
        )

    def _entry(self, asking_id: str = "") -> ForVisit | None:
        wanted = asking_id or self._asking
        entries = self._talk.entries if self._talk is not None else []
        return next((entry for entry in entries if entry.asking.id == wanted), None)

    def _first_open(self) -> str:
        entries = self._talk.entries if self._talk is not None else []
        unanswered = (entry for entry in entries if entry.asking.answered_at is None)
        found = next(unanswered, entries[0] if entries else None)
        return found.asking.id if found is not None else ""

    def _show_answer(self) -> None:
        entry, talk = self._entry(), self._talk
        if entry is None or talk is None:
            return
        answer, asking = self.view.answer, entry.asking
        number = talk.entries.index(entry) + 1
        answer.say(
            tr("Question {number} of {all}", number=number, all=len(talk.entries)), entry.question.text
        )
        answer.show_flags({flag: getattr(asking, flag) for flag in questions.FLAGS})
        answer.previous.setEnabled(number > 1)
        self.view.pane.list.select(asking.id)
        self._show_text(answer.note, asking.id, asking.answer, _answer_write(asking.id, talk.visit.id))

    def _show_text(self, editor: NoteEdit, key: str, kept: str, write: Write) -> None:
        text = self.saver.begin(key, kept, write)
        if self._shown.get(editor) != (key, text):
            editor.set_text(text)
            editor.moveCursor(QTextCursor.MoveOperation.End)
            self._shown[editor] = (key, text)

    def _say_time(self) -> None:
        clock, state = self.house.clock, self.saver.state
        bar, now = self.view.bar, clock.now()
        bar.clock.setText(time_words(now.astimezone(clock.zone())))
        if self.house.read_only:
            bar.show_saved(tr("Only to read"), "plain")
        else:
            bar.show_saved(*saved_words(state, now, clock.zone()))

    # --- what the person does ---

    def _connect(self) -> None:
        view, answer, rows = self.view, self.view.answer, self.view.pane.list
        view.bar.leave_asked.connect(self._go_back)
        view.bar.finish_asked.connect(self._finish)
        view.pane.added.connect(self._add)
        rows.chosen.connect(self._choose)
        rows.opened.connect(self._open)
        rows.ticked.connect(self._tick_one)
        rows.starred.connect(self._star)
        answer.flagged.connect(self._flag)
        answer.previous_asked.connect(self._previous)
        answer.answered.connect(self._answered)
        answer.typed.connect(self._answer_typed)
        view.page.typed.connect(self._page_typed)
        for page in (answer, view.page):
            page.stamp.clicked.connect(self._stamp)
        self.saver.changed.connect(self._say_time)
        self.saver.refused.connect(self.work.failed)

    def _key_calls(self) -> dict[str, Callable[[], object]]:
        view, flags = self.view, self.view.answer.flags
        calls: dict[str, Callable[[], object]] = {
            "Ctrl+PgUp": self._previous,
            "Ctrl+PgDown": self._next,
            "Ctrl+P": view.turn_over,
            "F1": view.toggle_keys,
            "F11": view.toggle_bare,
            "Esc": self.escape,
        }
        if not self.house.read_only:
            calls |= {
                "Ctrl+Return": self._answered,
                "Ctrl+Enter": self._answered,
                "Ctrl+N": view.go_to_line,
                "Ctrl+T": self._stamp,
                "Ctrl+U": flags["not_understood"].click,
                "Ctrl+I": flags["important"].click,
                "Ctrl+R": flags["ask_again"].click,
            }
        return calls

    def _answer_typed(self) -> None:
        self._typed(self.view.answer.note)

    def _page_typed(self) -> None:
        self._typed(self.view.page.note)

    def _typed(self, editor: NoteEdit) -> None:
        if editor in self._shown:
            key, text = self._shown[editor][0], as_typed(editor.text())
            self._shown[editor] = (key, text)
            self.saver.typed(key, text)

    def _choose(self, asking_id: str) -> None:
        self.saver.save_now()
        self._asking = asking_id
        self._show_answer()

    def _open(self, asking_id: str) -> None:
        self._choose(asking_id)
        self.view.turn_to(QUESTIONS)

    def _previous(self) -> None:
        self._step(-1)

    def _next(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        entry, entries = self._entry(), self._talk.entries if self._talk is not None else []
        if entry is not None:
            to = max(0, min(len(entries) - 1, entries.index(entry) + by))
            self._open(entries[to].asking.id)

    def _answered(self) -> None:
        """Tick this question and go to the next one; from the last one to what is still open."""
        entry, talk = self._entry(), self._talk
        if entry is None or talk is None or self.view.answer.isHidden():
            return
        self._tick_one(entry.asking.id, True)
        after = talk.entries.index(entry) + 1
        self._open(talk.entries[after].asking.id if after < len(talk.entries) else self._first_open())

    def _tick_one(self, asking_id: str, on: bool) -> None:
        entry, talk = self._entry(asking_id), self._talk
        if entry is None or talk is None:
            return
        visit_id, doctor, now = talk.visit.id, talk.doctor, self.house.clock.now()
        entry.asking.answered_at = now if on else None

        def change(session: Session) -> None:
            questions.settle_at(session, asking_id, visit_id)
            questions.mark_answered(session, asking_id, now if on else None, doctor)

        self._change(change)

    def _flag(self, flag: str, raised: bool) -> None:
        entry, talk = self._entry(), self._talk
        if entry is None or talk is None:
            return
        asking_id, visit_id = entry.asking.id, talk.visit.id
        setattr(entry.asking, flag, raised)

        def change(session: Session) -> None:
            questions.settle_at(session, asking_id, visit_id)
            questions.flag(session, asking_id, flag, raised)

        self._change(change)

    def _star(self, asking_id: str, on: bool) -> None:
        entry = self._entry(asking_id)
        if entry is not None:
            question_id = entry.question.id
            self._change(lambda session: questions.star(session, question_id, on))

    def _add(self, text: str) -> None:
        if self._talk is None:
            return
        visit_id = self._talk.visit.id

        def change(session: Session) -> None:
            question = questions.keep(session, Question(text=text))
            session.flush()
            questions.ask_at(session, question.id, visit_id)

        self._change(change, lambda: self.view.pane.give_back(text))

    def _change(self, command: Callable[[Session], object], undone: Callable[[], None] | None = None) -> None:
        """Write at once, show it before it is kept, and fetch what is true then."""
        if self.house.read_only:
            self.refresh()
            return
        # An answer that is on its way was asked for before this change.
        self._asked += 1
        if self._talk is not None:
            self.view.pane.show_rows([self._row(entry) for entry in self._talk.entries])

        def failed(error: Exception) -> None:
            if undone is not None:
                undone()
            self.work.failed.emit(error)
            self.refresh()

        self.work.write(self, command, lambda _: self.refresh(), failed)

    def _stamp(self) -> None:
        editor, clock = self.view.note(), self.house.clock
        if not editor.isReadOnly():
            editor.insertPlainText(f"{time_words(clock.now().astimezone(clock.zone()))} ")
            editor.setFocus()

    def _go_back(self) -> None:
        if self.leave():
            self.asked_for.emit(Place(VISIT, self.place.item) if self._talk is not None else BACK)

    def _finish(self) -> None:
        if self._talk is None or not self.leave():
            return
        visit_id, now = self._talk.visit.id, self.house.clock.now()

        def command(session: Session) -> int:
            visit = appointments.one(session, visit_id)
            entries = questions.for_appointment(session, visit)
            if visit.status != "done":
                appointments.finish(session, visit, now)
            return sum(not (e.asking.answered_at or e.asking.answer.strip()) for e in entries)

        self.work.write(self, command, lambda left: self._finished(visit_id, left))

    def _finished(self, visit_id: str, left: int) -> None:
        self.asked_for.emit(Place(VISIT, visit_id))
        if left:
            self.notices.tell(
                trn("{n} question has no answer yet.", "{n} questions have no answer yet.", left)
            )


def _answer_write(asking_id: str, visit_id: str) -> Write:
    def write(session: Session, text: str) -> None:
        questions.settle_at(session, asking_id, visit_id)
        questions.write_answer(session, asking_id, text)

    return write


def _page_write(clock: Clock, visit_id: str) -> Write:
    return lambda session, text: notes.write(session, visit_id, text, clock.now())
