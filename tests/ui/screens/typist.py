"""Types into appointment mode without a pause and then dies; run by a test, as a program of its own.

Arguments: the folder for a new case. Each line of the output is the second and the length of the text then.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from secondop_desktop.base.clock import SYSTEM_CLOCK, StoppedClock
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.ui import theme
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from secondop_desktop.ui.work import Work
from tests.encrypted_case import PASSPHRASE, cheap_ways

LETTERS = "She would wait no longer than three months. "
TYPES_FOR_MS = 2600


def ways():
    """The same ways for the one who types and the one who looks afterwards."""
    clock = StoppedClock(datetime(2026, 3, 2, 15, 30, tzinfo=UTC))
    return cheap_ways(clock)


def main(folder):
    """Type until the end, which comes without any warning."""
    app = QApplication([])
    theme.apply(app, Settings(theme="light"))
    vault = open_case.create(folder, PASSPHRASE, "Margaret", ways()).vault
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-02", hour="10:30"))
        question = questions.keep(session, Question(text="What if I wait?"))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
    work = Work(vault)
    screen = AppointmentModeScreen(House(work, NoticeStrip(), Settings(), app.aboutQt, app.aboutQt))
    screen.go(Place(APPOINTMENT_MODE, visit.id))
    screen.resize(1024, 600)
    screen.show()
    work.flush()
    note, begun = screen.view.answer.note, SYSTEM_CLOCK.monotonic()

    def type_one():
        QTest.keyClick(note, LETTERS[len(note.text()) % len(LETTERS)])
        sys.stdout.write(f"{SYSTEM_CLOCK.monotonic() - begun:.4f} {len(note.text())}\n")

    timer = QTimer()
    timer.timeout.connect(type_one)
    timer.start(15)
    QTimer.singleShot(TYPES_FOR_MS, lambda: (sys.stdout.flush(), os._exit(9)))
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
