"""Draws screens into pictures to look at: `python tests/ui/screens/shots.py appointment_mode`.

The pictures go to the folder named by the variable SHOTS, else to `shots` in the folder for passing files.
Each name on the command line is a function here that fills a case and gives back the Place to draw, or
`sample_` and a room of the sample case, with `-` and an item: `sample_home`, `sample_visit-past`, or
`after_` and a page after a visit: `after_steps`, `after_summary`.
"""

import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from secondop_desktop.base.clock import SYSTEM_CLOCK, StoppedClock
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, doctors, examinations, questions, reasons, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows import make_sample, open_case
from secondop_desktop.ui.places import APPOINTMENT_MODE, HOME, QUESTIONS, VISIT, Place
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from tests.encrypted_case import cheap_ways
from tests.ui.screens import aftermath

CLOCK = StoppedClock(datetime(2026, 5, 14, 8, 42, tzinfo=UTC), "Europe/London")
LOOKS = (
    ("light", "light", 100, (1366, 768)),
    ("dark", "dark", 100, (1366, 768)),
    ("contrast", "contrast", 100, (1366, 768)),
    ("large", "light", 200, (1366, 768)),
    ("small", "light", 100, (1024, 600)),
)
ASKED = (
    ("What exactly did the biopsy show, and how sure are you?", "diagnosis"),
    ("Do you agree with the first opinion? If not, what is different?", "options"),
    ("What happens if I wait three months before deciding?", "timing"),
    ("What are my choices besides a mastectomy?", "options"),
    ("How often do you do this operation, and what are your results?", "doctor"),
    ("What would the recovery look like for someone my age?", "daily_life"),
    ("Which tests should be done again, and why?", "tests"),
)
SAID = (
    "She said waiting three months is possible but she would want another ultrasound after six weeks.\n\n"
    "The lump is slow growing (grade 1). She would not wait longer than that."
)
FIRST, SECOND = "Dr Paul Okafor", "Dr Nguyễn Thị Hạnh"
BEFORE = "He would operate soon, within four weeks at the latest."
PLACE, ZONE = "St Anne’s Hospital", "Europe/London"


def talk(session):
    """A visit with seven questions of which two are answered; gives back its id."""
    first = doctors.keep(session, Doctor(name=FIRST, role="first", hospital="Riverside Clinic"))
    doctor = doctors.keep(session, Doctor(name=SECOND, role="second", hospital=PLACE))
    session.flush()
    told = appointments.keep(
        session,
        Appointment(day="2026-04-25", hour="09:00", zone=ZONE, doctor_id=first.id, status="done"),
    )
    visit = appointments.keep(
        session,
        Appointment(
            day="2026-05-14",
            hour="10:30",
            zone=ZONE,
            place=PLACE,
            doctor_id=doctor.id,
        ),
    )
    session.flush()
    for number, (text, phase) in enumerate(ASKED):
        question = questions.keep(session, Question(text=text, phase=phase, starred=number in (1, 2)))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        before = questions.ask_at(session, question.id, told.id) if number < 3 else None
        if before is not None:
            questions.write_answer(
                session, before.id, "He would operate soon, within four weeks at the latest."
            )
            questions.mark_answered(session, before.id, told.starts, FIRST)
        if number < 2:
            questions.mark_answered(session, asking.id, CLOCK.now(), doctor.name)
            questions.write_answer(session, asking.id, "Yes. Grade 1, hormone sensitive, 14 mm.")
        if number == 2:
            questions.write_answer(session, asking.id, SAID)
    soon = (SYSTEM_CLOCK.today() + timedelta(days=3)).isoformat()
    appointments.keep(session, Appointment(day=soon, hour="14:00", zone=ZONE, doctor_id=doctor.id))
    reasons.choose(session, {"confirm_diagnosis": "", "understand_options": ""})
    return visit.id


def appointment_mode(session):
    """In the doctor's room."""
    return Place(APPOINTMENT_MODE, talk(session))


def visit_before(session):
    """Three days before a visit, with most of its page filled."""
    talk(session)
    session.flush()
    visit = appointments.everything(session)[-1]
    visit.goal, visit.companion = "Understand my choices, and how much time I have", "Tom"
    for question in questions.everything(session):
        questions.ask_at(session, question.id, visit.id)
    plan = VisitPlan(appointment_id=visit.id, decision="Operate now, or wait three months?", arrive="13:45")
    plan.companion_role, plan.parking, plan.link = "writes", "Garage B", "https://zoom.us/j/123"
    visit_plans.keep(session, plan)
    return Place(VISIT, visit.id)


def visit_today(session):
    """The same on its day."""
    place = visit_before(session)
    at = SYSTEM_CLOCK.now().astimezone(ZoneInfo(ZONE)) + timedelta(hours=2)
    visit = appointments.one(session, place.item)
    visit.day, visit.hour = at.date().isoformat(), at.strftime("%H:%M")
    return place


def appointment_page(session):
    """In the doctor's room without questions: the free page."""
    doctor = doctors.keep(session, Doctor(name=SECOND, role="second", hospital=PLACE))
    session.flush()
    visit = Appointment(day="2026-05-14", hour="10:30", zone=ZONE, place=PLACE, doctor_id=doctor.id)
    return Place(APPOINTMENT_MODE, appointments.keep(session, visit).id)


def questions_list(session):
    """The person's list with one question chosen."""
    talk(session)
    session.flush()
    return Place(QUESTIONS, questions.everything(session)[2].id)


def questions_catalogue(session):
    """The catalogue beside the list."""
    talk(session)
    return Place(QUESTIONS, part="catalogue")


def home_empty(_session):
    """The first page of a case in which nothing is written yet."""
    return Place(HOME)


def the_sample(name):
    """The place called `name` in the sample case."""
    room, _, which = name.removeprefix("sample_").partition("-")

    def find(session):
        visits = appointments.everything(session)
        what = {each.kind: each.id for each in examinations.everything(session)}
        people = {doctor.role: doctor.id for doctor in doctors.everyone(session)}
        items = {
            "next": visits[-2].id,
            "past": visits[1].id,
            "biopsy": what["biopsy"],
            "mammogram": what["mammogram"],
            "second": people["second"],
            "first": people["first"],
        }
        return Place(room, items.get(which, ""), which if which == "new" else "")

    return find


def draw_sample(names, target):
    """Draw places of the sample case in every look, as this computer's clock has it."""
    folder = target / "sample.secondop"
    shutil.rmtree(folder, ignore_errors=True)
    ways = cheap_ways()
    vault = make_sample.make_sample(folder, "seven grey herons over the weir", ways).vault
    for name in names:
        with vault.read() as session:
            place = the_sample(name)(session)
        draw_looks(vault, name, place, target)
    vault.close()
    shutil.rmtree(folder)


def draw(app, name, fill, target):
    """Draw one place in every look."""
    folder = target / f"{name}.secondop"
    shutil.rmtree(folder, ignore_errors=True)
    ways = cheap_ways(CLOCK)
    vault = open_case.create(folder, "seven grey herons over the weir", "Margaret", ways).vault
    with vault.write() as session:
        place = fill(session)
    draw_looks(vault, name, place, target)
    vault.close()
    shutil.rmtree(folder)


def draw_looks(vault, name, place, target):
    """Draw one place of an open case in every look; LOOK names one look to draw only that."""
    for look, theme, text_size, size in LOOKS:
        if os.environ.get("LOOK", look) != look:
            continue
        window = Window(Settings(theme=theme, text_size=text_size), lambda _settings: None)
        window.apply_settings()
        work = Work(vault)
        window.resize(*size)
        window.show()
        rooms = window.show_rooms(work, "Margaret")
        rooms.go(place)
        wait(60)
        work.flush()
        wait(1500)
        window.grab().save(str(target / f"{name}_{look}.png"))
        sys.stdout.write(f"{name}_{look} {window.width()}x{window.height()}\n")
        page = next((p for p in rooms.shown().findChildren(Page) if p.isVisible()), None)
        if page is not None and page.verticalScrollBar().maximum():
            page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
            wait(60)
            window.grab().save(str(target / f"{name}_{look}_low.png"))
        work.close()
        window.close()
        window.deleteLater()


def wait(milliseconds):
    """Let the window live for a while; unlike QTest.qWait this leaves the workers their turn."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(names):
    """Draw what the command line names."""
    target = Path(os.environ.get("SHOTS", "shots"))
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    of_the_sample = [name for name in names if name.startswith("sample_")]
    if of_the_sample:
        draw_sample(of_the_sample, target)
    for name in names:
        if name not in of_the_sample:
            after = name.removeprefix("after_")
            fill = aftermath.at(after) if name != after else globals()[name]
            draw(app, name, fill, target)


if __name__ == "__main__":
    main(sys.argv[1:] or ["appointment_mode", "questions_list", "questions_catalogue"])
