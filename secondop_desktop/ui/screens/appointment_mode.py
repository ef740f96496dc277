"""Appointment mode: questions and answers in the doctor's room, with every word saved as it is typed.

What is fetched, shown and done, and the keys, are parts of their own in `ui/talk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.questions import Question
from secondop_desktop.ui.leftovers import told
from secondop_desktop.ui.places import AFTER_VISIT, BACK, VISIT, Place
from secondop_desktop.ui.saver import Saver
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.talk.captures import TalkCaptures, catches
from secondop_desktop.ui.talk.deeds import TalkDeeds
from secondop_desktop.ui.talk.fetched import Talk, fetch
from secondop_desktop.ui.talk.keys import key_calls
from secondop_desktop.ui.talk.odd_visits import OddVisits
from secondop_desktop.ui.talk.pasted import LongPastes
from secondop_desktop.ui.talk.people import LISTENS, TalkPeople, roles
from secondop_desktop.ui.talk.shown import TalkShown
from secondop_desktop.ui.talk.sound import TalkSound
from secondop_desktop.ui.widgets.key_calls import KeyCalls
from secondop_desktop.ui.widgets.talk_view import TalkView

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CLOCK_EVERY_MS = 5_000
PATIENCE = 4
"""So many times as long as elsewhere the case stays open untouched."""
LONG_VISIT = 180
"""Minutes a recording may go on without a touch."""


class AppointmentModeScreen(Screen):
    """The whole window for one visit: `Place(APPOINTMENT_MODE, item=visit id)`."""

    # Answers and the free page are written by this screen alone while it is shown, so its own keystrokes
    # need no fetching. It fetches whenever it is entered.
    SHOWS: ClassVar[frozenset[type]] = frozenset({Question, Appointment, Doctor, Captured, Attendee, Handout})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._finishing = False
        self.saver = Saver(house.work, house.clock, self)
        self.view = TalkView(catches(), roles(), LISTENS)
        self.view.set_writable(not house.read_only)
        self.frame.addWidget(self.view, 1)
        self.view.hide()
        self.shown = TalkShown(house, self.view, self.saver)
        self.deeds = TalkDeeds(self, self.view, self.shown)
        self.captures = TalkCaptures(self.view, self.shown, self.deeds)
        self.people = TalkPeople(self.view, self.shown, self.deeds)
        self.odd = OddVisits(self.view, self.deeds, house.clock)
        self.pastes = LongPastes(house, self.view)
        self.sound = TalkSound(house, self.view)
        self._connect()
        calls = key_calls(
            self.view, self.shown, self.deeds, self.people, self.escape, writes=not house.read_only
        )
        KeyCalls(self, calls | self.captures.keys() | self.sound.calls())
        self._tick = QTimer(self)
        self._tick.setInterval(CLOCK_EVERY_MS)
        self._tick.timeout.connect(self.shown.say_time)
        self._tick.start()
        self.shown.say_time()

    def go(self, place: Place) -> None:
        """Turn to a visit; what is there is fetched anew each time."""
        if place != self.place:
            self.shown.forget()
        super().go(place)
        self._stale = True

    def leave(self) -> bool:
        """Write everything down, a half typed question too; stay when that is not possible."""
        if self.shown.talk is not None:
            self.view.pane.add_typed()
            self.captures.keep_all()
            self.people.keep_typed()
        # What could not be added stands in its line again.
        kept = self.saver.flush() and not self._stands()
        return told(self, kept) and self.sound.put_down()

    def _stands(self) -> bool:
        """Whether words stand only in a line."""
        line = self.view.pane.line.text().strip()
        return bool(line) or self.captures.stands() or self.people.stands()

    def put_down(self) -> bool:
        """Write everything down; a half-typed question stays in its line."""
        return told(self, self.saver.flush()) and self.sound.put_down(joined=False)

    def half_typed(self) -> State:
        """The new question in the line, lines that were opened by a chip, and those of the room."""
        line = self.view.pane.line.text()
        return some(line=line, **self.captures.half(), **self.people.half(), **self.sound.half())

    def standing(self) -> State:
        """The question in front, or the free page, and who writes."""
        return {
            "asking": self.shown.asking,
            "view": self.view.standing(),
            "writer": self.people.writer,
        }

    def take_up(self, state: State) -> None:
        """Put the same question in front, with the new one as far as it was typed."""
        self.shown.choose(str(state.get("asking", self.shown.asking)))
        self.view.take_up(state.get("view", {}))
        self.view.pane.line.setText(str(state.get("line", "")))
        self.captures.take_up(state)
        self.people.take_up(state)
        self.sound.take_up(state)

    def escape(self) -> bool:
        """Close the topmost thing; else leave, with everything saved."""
        if not self.view.close_topmost():
            self._go_back()
        return True

    def patience(self) -> int:
        """A doctor may talk for half an hour, and a recording is not to be cut off."""
        if not self.sound.recorder.recording():
            return PATIENCE
        return max(PATIENCE, LONG_VISIT // max(1, self.house.settings.lock_after_minutes))

    def lock_is_near(self, near: bool) -> None:
        """Say gently that the case is about to lock."""
        stay = tr("Move the mouse or press a key to stay; everything is saved.")
        if self.saver.dirty():
            stay = tr("Move the mouse or press a key to stay.")
        self.view.bar.word.warn(stay if near else "")

    def reflow(self, em: float) -> None:
        """Fold the list where there is no room for two columns."""
        self.view.reflow(em)
        self.sound.recorder.reflow(em)

    def showEvent(self, event: QShowEvent) -> None:
        """Here the bar says what came of a command, because notices wait."""
        super().showEvent(event)
        self.notices.voice = self.view.bar.word.tell

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this page away: write."""
        super().hideEvent(event)
        self.notices.voice = None
        self.saver.save_now()

    def query(self, session: Session) -> Talk:
        """The visit with its questions, each with what came of it."""
        return fetch(session, self.place.item)

    def show_data(self, data: Talk) -> None:
        """Show the visit; what is being typed stays as it is, and so does the cursor."""
        self.shown.show(data)
        self.captures.show(data.captured)
        self.people.show(data)
        self.odd.show(data)
        self.sound.show(data)

    def _connect(self) -> None:
        view, answer, rows = self.view, self.view.answer, self.view.pane.list
        shown, deeds = self.shown, self.deeds
        view.bar.leave_asked.connect(self._go_back)
        view.bar.finish_asked.connect(self._finish)
        view.pane.added.connect(deeds.add)
        rows.chosen.connect(shown.choose)
        rows.opened.connect(shown.open)
        rows.ticked.connect(deeds.tick)
        rows.starred.connect(deeds.star)
        answer.flagged.connect(deeds.flag)
        answer.previous_asked.connect(deeds.previous)
        answer.answered.connect(deeds.answered)
        answer.typed.connect(lambda: shown.typed(answer.note))
        view.page.typed.connect(lambda: shown.typed(view.page.note))
        for page in (answer, view.page):
            page.stamp.clicked.connect(deeds.stamp)
            page.note.line_asked.connect(shown.say_line)
            page.note.refused.connect(self.pastes.refused)
        for taken_back in (self.work.undo.undone, self.work.undo.redone):
            taken_back.connect(self._taken_back)
        self.saver.changed.connect(shown.say_time)
        self.saver.refused.connect(self.work.failed)

    def _taken_back(self, _done: object) -> None:
        """A tick or a flag may have come back, which is not fetched for the sake of each key."""
        self.mark_stale()

    def _go_back(self) -> None:
        if self.leave():
            self.asked_for.emit(Place(VISIT, self.place.item) if self.shown.talk is not None else BACK)

    def _finish(self) -> None:
        if self._finishing or self.shown.talk is None or not self.leave():
            return
        self._finishing = True
        visit_id, now = self.shown.talk.visit.id, self.house.clock.now()

        def command(session: Session) -> None:
            visit = appointments.one(session, visit_id)
            if visit.status != "done":
                appointments.finish(session, visit, now)

        def then(_: object) -> None:
            self._finishing = False
            self.asked_for.emit(Place(AFTER_VISIT, visit_id))

        def failed(error: Exception) -> None:
            self._finishing = False
            self.deeds.tell(error)

        self.work.write(self, command, then, failed, name=tr("finish the visit"))
