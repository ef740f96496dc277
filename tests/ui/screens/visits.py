"""A planned visit for the tests of appointment mode, and hands that type."""

from PySide6.QtCore import Qt

from secondop_desktop.case import appointments, doctors, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question

CTRL = Qt.KeyboardModifier.ControlModifier
TEXTS = ("What did the biopsy show?", "Do you agree with the first opinion?", "What if I wait?")


def plan(session, texts=TEXTS, doctor_only=False):
    """A visit tomorrow with these questions; with `doctor_only` they wait for the doctor."""
    doctor = doctors.keep(session, Doctor(name="Dr Nguyễn Thị Hạnh", hospital="St Anne’s"))
    session.flush()
    visit = appointments.keep(
        session, Appointment(day="2026-03-03", hour="10:30", place="St Anne’s Hospital", doctor_id=doctor.id)
    )
    session.flush()
    for text in texts:
        question = questions.keep(session, Question(text=text, phase="timing"))
        session.flush()
        if doctor_only:
            questions.ask_doctor(session, question.id, doctor.id)
        else:
            questions.ask_at(session, question.id, visit.id)
    return visit.id


def focused(screen):
    return screen.window().focusWidget()


def press(qtbot, screen, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(focused(screen), key, modifier)


def write(qtbot, screen, text):
    qtbot.keyClicks(focused(screen), text)
