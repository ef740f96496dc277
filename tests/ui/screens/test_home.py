"""The first page greets, says what comes next, and leads there; small things are kept as they are typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, bin, diagnosis, doctors, documents, person, reasons, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import UNREADABLE, Document
from secondop_desktop.case.person import Person
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import make_sample
from secondop_desktop.ui import theme
from secondop_desktop.ui.home_parts import decide_words
from secondop_desktop.ui.places import (
    APPOINTMENT_MODE,
    APPOINTMENTS,
    DOCTORS,
    HOME,
    NEW,
    QUESTIONS,
    RECORDS,
    STORY,
    VISIT,
    Place,
)
from secondop_desktop.ui.screens import home
from secondop_desktop.ui.screens.home import HomeScreen, greeting
from secondop_desktop.ui.widgets.tick import Tick
from secondop_desktop.ui.work import Work

LEFT = Qt.MouseButton.LeftButton


def visit(session, **values):
    doctor = doctors.keep(session, Doctor(name="Dr Lee", specialty="Breast surgeon", role="second"))
    session.flush()
    usual = {"day": "2026-03-05", "hour": "10:30", "zone": "America/Chicago", "minutes": 45}
    return appointments.keep(
        session, Appointment(**{**usual, "doctor_id": doctor.id, "place": "Clinic 4", **values})
    ).id


def words_on(screen):
    return [made.text() for made in screen.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def come_in(enter):
    return lambda: enter(HomeScreen, Place(HOME))


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (6, "Good morning, Ana"),
        (13, "Good afternoon, Ana"),
        (21, "Good evening, Ana"),
        (3, "Good evening, Ana"),
    ],
)
def test_the_greeting_follows_the_hour(hour, said):
    assert greeting(hour, "Ana") == said


def test_without_a_name_the_greeting_is_plain():
    assert greeting(9, "") == "Good morning"


def test_the_person_is_greeted_by_the_preferred_name(come_in, keep):
    keep(lambda s: person.keep(s, Person(name="Margaret Ellison", preferred_name="Maggie")))
    assert "Good morning, Maggie" in words_on(come_in())


def test_an_empty_case_says_where_to_start(come_in, qtbot):
    screen = come_in()
    assert "Start here" in words_on(screen)
    assert screen.next.ready.isHidden()
    assert screen.next.start.isHidden()
    qtbot.mouseClick(screen.next.first, LEFT)
    assert screen.went == [Place(STORY)]


def test_without_a_visit_one_can_be_added_from_here(come_in, keep, qtbot):
    keep(lambda s: diagnosis.keep(s, Diagnosis(sentence="A lump.")))
    screen = come_in()
    qtbot.mouseClick(screen.next.first, LEFT)
    assert screen.went == [Place(VISIT, part=NEW)]


def test_the_next_visit_is_shown_with_its_day_doctor_hours_and_place(come_in, keep):
    keep(visit)
    said = words_on(come_in())
    for words in (
        "THU",
        "5",
        "Mar",
        "Next appointment, in 3 days",
        "Dr Lee, breast surgeon",
        "10:30 to 11:15. Clinic 4",
    ):
        assert words in said


def test_the_zone_is_named_only_when_it_is_another_one(come_in, keep):
    keep(lambda s: visit(s, zone="America/New_York"))
    assert "10:30 to 11:15, New York time. Clinic 4" in words_on(come_in())


def test_get_ready_and_start_lead_to_the_visit(come_in, keep, qtbot):
    visit_id = keep(visit)
    screen = come_in()
    qtbot.mouseClick(screen.next.ready, LEFT)
    qtbot.mouseClick(screen.next.start, LEFT)
    assert screen.went == [Place(VISIT, visit_id), Place(APPOINTMENT_MODE, visit_id)]


def test_there_is_one_filled_button_on_the_page(come_in, keep):
    keep(visit)
    screen = come_in()
    filled = [b for b in screen.findChildren(type(screen.next.ready)) if b.property("kind") == "primary"]
    assert [b.text() for b in filled if b.isVisible()] == ["Get ready"]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("why", Place(STORY)),
        ("doctor", Place(DOCTORS)),
        ("records", Place(RECORDS)),
        ("questions", Place(QUESTIONS)),
        ("appointment", Place(APPOINTMENTS)),
        ("compare", Place(QUESTIONS)),
    ],
)
def test_every_stage_leads_to_its_room(come_in, qtbot, key, place):
    screen = come_in()
    qtbot.mouseClick(screen.steps.titles[key], LEFT)
    assert screen.went == [place]


def test_the_stage_of_the_appointment_leads_to_the_next_visit(come_in, keep, qtbot):
    visit_id = keep(visit)
    screen = come_in()
    screen.steps.titles["appointment"].setFocus()
    qtbot.keyClick(screen.steps.titles["appointment"], Qt.Key.Key_Return)
    assert screen.went == [Place(VISIT, visit_id)]


def test_continue_stands_at_the_one_stage_that_is_now(come_in, keep, qtbot):
    def fill(session):
        diagnosis.keep(session, Diagnosis(sentence="A lump."))
        reasons.choose(session, {"peace_of_mind": ""})

    keep(fill)
    screen = come_in()
    assert screen.steps.go_on.accessibleName() == "Continue: Choose a second doctor"
    assert screen.steps.titles["doctor"].accessibleName() == "Step 2, in progress: Choose a second doctor"
    qtbot.mouseClick(screen.steps.go_on, LEFT)
    assert screen.went == [Place(DOCTORS)]


def test_the_day_to_decide_by_is_said_calmly(come_in, keep, frozen_clock):
    assert come_in().deciding.isHidden()
    keep(lambda s: reasons.keep_purpose(s, Purpose(decide_by=PartialDate(2026, 3, 20))))
    assert "You want to decide by 20 March 2026. That is in 18 days." in words_on(come_in())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (PartialDate(2026, 3, 3), "You want to decide by 3 March 2026. That is tomorrow."),
        (PartialDate(2026, 3, 2), "You want to decide by today, 2 March 2026."),
        (PartialDate(2026, 2, 1), "You wanted to decide by 1 February 2026. You can choose another day."),
        (PartialDate(2026, 4), "You want to decide by April 2026."),
    ],
)
def test_each_day_has_its_own_sentence(frozen_clock, day, said):
    assert decide_words(day, frozen_clock.today()) == said


def test_records_that_wait_or_failed_are_named(come_in, keep, frozen_clock, qtbot):
    def fill(session):
        for title, state in (("Scan", "waiting"), ("Photo", UNREADABLE)):
            documents.keep(
                session, Document(title=title, blob=title, added_at=frozen_clock.now(), state=state)
            )

    assert come_in().waiting.isHidden()
    keep(fill)
    screen, said = come_in(), {"Scan", "Photo", "Still being read", "Could not be read"}
    qtbot.waitUntil(lambda: said <= set(words_on(screen)))


def test_new_lines_have_their_room_before_anything_is_painted(come_in, keep, work, qtbot):
    screen = come_in()
    keep(lambda s: tasks.keep(s, Task(text="Call the office")))
    work.flush()
    tick = next(t for t in screen.findChildren(Tick) if t.accessibleName() == "Call the office")
    assert tick.isVisible()


# --- small things ---


@pytest.fixture
def things(fetch):
    return lambda: fetch(lambda s: [(t.text, t.done_at is not None) for t in tasks.everything(s)])


def test_a_reminder_is_written_in_place(come_in, work, things, qtbot):
    screen = come_in()
    qtbot.mouseClick(screen.reminders.add, LEFT)
    qtbot.keyClicks(screen.window().focusWidget(), "Call the office")
    screen.reminders.form.field("due").line.setText("5 March 2026")
    screen.reminders.save()
    work.flush()
    assert things() == [("Call the office", False)]
    assert not screen.reminders.is_open()
    qtbot.waitUntil(lambda: "By Thu 5 Mar" in words_on(screen))


def test_a_reminder_without_words_says_what_is_missing(come_in, work, things):
    screen = come_in()
    screen.reminders.write_new()
    screen.reminders.save()
    work.flush()
    assert screen.reminders.form.field("text").problem() == "Please write what is to be done."
    assert screen.reminders.is_open()
    assert things() == []


def test_a_ticked_reminder_is_done_and_stays_a_week(come_in, keep, work, things, qtbot, frozen_clock):
    task = keep(lambda s: tasks.keep(s, Task(text="Call"))).id
    screen = come_in()
    tick = next(t for t in screen.findChildren(theme.QObject) if t.property("key") == task)
    qtbot.mouseClick(tick, LEFT)
    work.flush()
    assert things() == [("Call", True)]
    frozen_clock.move_on(timedelta(days=8))
    screen.mark_stale()
    work.flush()
    assert "Call" not in [t.accessibleName() for t in screen.findChildren(type(tick)) if t.isVisible()]


def test_a_deleted_reminder_can_be_brought_back(come_in, keep, work, things, notices):
    keep(lambda s: tasks.keep(s, Task(text="Call")))
    screen = come_in()
    screen.reminders.edit(screen.reminders._entries[0])
    screen.reminders._delete.click()
    work.flush()
    assert things() == []
    assert notices.told == ["The reminder is in the bin."]
    notices.undos[0]()
    work.flush()
    assert things() == [("Call", False)]


def test_a_half_typed_reminder_is_kept_when_the_page_is_left(come_in, work, things):
    screen = come_in()
    screen.reminders.write_new()
    screen.reminders.form.field("text").editor.setPlainText("Ask Joan")
    assert screen.leave()
    work.flush()
    assert things() == [("Ask Joan", False)]


def test_words_that_cannot_be_kept_there_become_a_reminder(come_in, work, things, notices):
    screen = come_in()
    screen.reminders.write_new()
    screen.reminders.form.field("due").line.setText("soon")
    assert screen.leave()
    work.flush()
    assert things() == [("By when: soon", False)]
    assert "kept as a reminder" in notices.told[0]
    notices.undos[0]()
    work.flush()
    assert things() == []


def test_a_form_that_is_open_survives_a_change_elsewhere(come_in, keep, work):
    screen = come_in()
    screen.reminders.write_new()
    screen.reminders.form.field("text").editor.setPlainText("Half a thou")
    keep(lambda s: tasks.keep(s, Task(text="From elsewhere")))
    work.flush()
    assert screen.reminders.is_open()
    assert screen.reminders.form.field("text").value() == "Half a thou"
    assert "From elsewhere" in [e.values["text"] for e in screen.reminders._entries]


def test_escape_closes_the_open_form_and_loses_nothing(come_in, work, things):
    screen = come_in()
    assert not screen.escape()
    screen.reminders.write_new()
    screen.reminders.form.field("text").editor.setPlainText("Ask Joan")
    assert screen.escape()
    work.flush()
    assert things() == [("Ask Joan", False)]


def test_a_case_only_to_read_offers_nothing_to_write(enter, keep, house):
    keep(lambda s: tasks.keep(s, Task(text="Call")))
    screen = enter(HomeScreen, Place(HOME), in_house=replace(house, why_read_only="It is open elsewhere."))
    assert screen.reminders.add.isHidden()


# --- the sample case ---


def test_the_sample_is_marked_and_can_be_left(qtbot, qapp, tmp_path, ways, house, monkeypatch):
    vault = make_sample.make_sample(
        tmp_path / "Sample.secondop", "seven grey herons over the weir", ways
    ).vault
    work, locked = Work(vault), []
    try:
        screen = HomeScreen(replace(house, work=work, lock=lambda: locked.append(1)))
        qtbot.addWidget(screen)
        screen.resize(1366, 900)
        screen.go(Place(HOME))
        screen.show()
        work.flush()
        assert "This is a sample case with an invented person." in words_on(screen)
        monkeypatch.setattr(home, "confirm", lambda *_: False)
        qtbot.mouseClick(screen.sample.own, LEFT)
        assert vault.folder.exists()
        monkeypatch.setattr(home, "confirm", lambda *_: True)
        qtbot.mouseClick(screen.sample.own, LEFT)
        qtbot.waitUntil(lambda: locked == [1], timeout=5000)
        assert not vault.folder.exists()
    finally:
        work.close()
        vault.close()
        work.deleteLater()


def test_an_own_case_is_not_called_a_sample(come_in, keep):
    keep(lambda s: person.keep(s, Person(name="Ana")))
    assert come_in().sample.isHidden()


def test_a_thing_in_the_bin_is_not_on_the_page(come_in, keep, frozen_clock):
    task = keep(lambda s: tasks.keep(s, Task(text="Call"))).id
    keep(lambda s: bin.throw_away(s, "task", task, frozen_clock))
    assert come_in().reminders._entries == []
