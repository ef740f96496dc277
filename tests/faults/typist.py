"""A hand that types in the real window: which editor of which page, and where its words lie in the case."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, doctors, drafts, notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.ui import theme
from secondop_desktop.ui.places import APPOINTMENT_MODE, DOCTOR, NEW, VISIT, Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work

LOOK_EVERY_MS = 20
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FULL_PAGE = ("She would wait no longer than three months.\n" * 2_300)[:100_000]
"""What three hours of writing leave on a free page."""


@dataclass(frozen=True)
class Desk:
    """Where somebody types: its place by the ids of visit and doctor, its editor, its words in the case."""

    place: Callable
    editor: Callable
    words: Callable


def furnish(vault):
    """A doctor, a visit, a question for it, another visit with a full page; (visit, doctor, other visit)."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Ama Mensah"))
        session.flush()
        day = SYSTEM_CLOCK.today().isoformat()
        visit = appointments.keep(
            session, Appointment(day=day, hour="10:30", zone="UTC", doctor_id=doctor.id)
        )
        question = questions.keep(session, Question(text="Is there a trial for me?"))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
        long = appointments.keep(session, Appointment(day=day, hour="08:00", zone="UTC"))
        session.flush()
        notes.write(session, long.id, FULL_PAGE, SYSTEM_CLOCK.now())
        return visit.id, doctor.id, long.id


def _inside(field):
    return field.findChild(QPlainTextEdit) or field.findChild(QLineEdit)


def _page(screen):
    if not screen.view.page.note.isVisible():
        screen.view.turn_over()
    return screen.view.page.note


def _full_page(screen):
    note = _page(screen)
    note.moveCursor(QTextCursor.MoveOperation.End)
    return note


def _answer_of(session, visit_id, *_others):
    found = questions.for_appointment(session, appointments.one(session, visit_id))
    return found[0].asking.answer


def _page_of(session, visit_id, *_others):
    note = notes.of_visit(session, visit_id)
    return note.text if note else ""


def _draft_of_name(session, *_ids):
    typed = drafts.one(session, "window").get("typed", {})
    return next((words for words in drafts.words_of(typed) if (LETTERS * 9).startswith(words)), "")


DESKS = {
    "answer": Desk(
        lambda visit, *_: Place(APPOINTMENT_MODE, visit), lambda screen: screen.view.answer.note, _answer_of
    ),
    "page of a visit": Desk(lambda visit, *_: Place(APPOINTMENT_MODE, visit), _page, _page_of),
    "page of 100,000 letters": Desk(
        lambda _visit, _doctor, long: Place(APPOINTMENT_MODE, long),
        _full_page,
        lambda session, _visit, _doctor, long: _page_of(session, long).removeprefix(FULL_PAGE),
    ),
    "note about a doctor": Desk(
        lambda _visit, doctor, _: Place(DOCTOR, doctor),
        lambda screen: _inside(screen.page.form.field("note")),
        lambda session, _visit, doctor, _: doctors.one(session, doctor).note,
    ),
    "goal of a visit": Desk(
        lambda visit, *_: Place(VISIT, visit),
        lambda screen: next(f.editor for f in screen.findChildren(QObject) if _is_goal(f)),
        lambda session, visit, *_: appointments.one(session, visit).goal,
    ),
    "a doctor not added yet": Desk(
        lambda *_: Place(DOCTOR, part=NEW),
        lambda screen: _inside(screen.new.form.field("name")),
        _draft_of_name,
    ),
}


def _is_goal(widget):
    return getattr(widget, "name", "") == "goal" and hasattr(widget, "editor")


class Typist(QObject):
    """Opens the window of a case at a desk and types one letter after another; `told(letter)` before each."""

    def __init__(self, vault, desk, ids, told, pause_ms):
        super().__init__()
        self.app = QApplication.instance() or QApplication(["secondop"])
        settings = Settings(theme="light")
        theme.apply(self.app, settings)
        self.work = Work(vault)
        self.window = Window(settings, keep=lambda _settings: None)
        self.window.resize(1366, 768)
        self.rooms = self.window.show_rooms(self.work, "My case", resume=True)
        self._desk, self._told, self._count = desk, told, 0
        self.editor = None
        self._look = self._every(LOOK_EVERY_MS, self._sit_down)
        self._strike = self._every(pause_ms, self.strike)
        self.window.show()
        self.rooms.go(desk.place(*ids))
        self._look.start()

    def strike(self):
        """Press one key, as the keyboard does: the system's window gets it, not the widget."""
        letter = LETTERS[self._count % len(LETTERS)]
        self._count += 1
        self._told(letter)
        QTest.keyClick(self.window.windowHandle(), letter)

    def typed(self):
        """What stands in the editor, without what filled it before."""
        text = getattr(self.editor, "toPlainText", None) or self.editor.text
        return text().removeprefix(FULL_PAGE)

    def rest(self):
        """Stop typing."""
        self._strike.stop()

    def go_on(self):
        """Type on."""
        if not self._strike.isActive():
            self._strike.start()

    def _sit_down(self):
        """Begin as soon as the page is there and its editor hears the keyboard."""
        screen = self.rooms.shown()
        editor = self._desk.editor(screen)
        if editor is None or not editor.isVisible() or not editor.isEnabled() or self.work._desk.busy():
            return
        self.window.activateWindow()
        editor.setFocus()
        if editor.hasFocus():
            self.editor = editor
            self._look.stop()
            self._strike.start()

    def _every(self, milliseconds, then):
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer


def log_to(pipe):
    """A teller that writes each letter and the moment into a pipe, which outlives whoever writes."""

    def told(letter):
        os.write(pipe, json.dumps([letter, time.monotonic()]).encode() + b"\n")

    return told
