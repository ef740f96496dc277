"""Doctors: who they are in the journey, what was found out about each, and what was asked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, doctors, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.questions import Question
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.ui.places import DOCTOR, DOCTORS, NEW, PRINT, VISIT, Place
from secondop_desktop.ui.screens.doctor import DoctorScreen
from secondop_desktop.ui.screens.doctors import DoctorsScreen

LEFT = Qt.MouseButton.LeftButton


def words_on(screen):
    return [made.text() for made in screen.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def doctor_id(keep):
    lee = Doctor(name="Dr Lee", specialty="Breast surgeon", role="second")
    return keep(lambda s: doctors.keep(s, lee)).id


@pytest.fixture
def screen(enter, doctor_id):
    return enter(DoctorScreen, Place(DOCTOR, doctor_id))


@pytest.fixture
def new(enter):
    return enter(DoctorScreen, Place(DOCTOR, part=NEW))


@pytest.fixture
def everyone(fetch):
    return lambda: fetch(lambda s: list(doctors.everyone(s)))


def test_an_empty_list_says_what_it_is_for(enter, qtbot):
    screen = enter(DoctorsScreen, Place(DOCTORS))
    assert not screen.compare.isVisible()
    qtbot.mouseClick(screen.first, LEFT)
    assert screen.went == [Place(DOCTOR, part=NEW)]


def test_doctors_and_opinions_are_put_side_by_side_on_paper(enter, doctor_id, qtbot):
    screen = enter(DoctorsScreen, Place(DOCTORS))
    qtbot.waitUntil(screen.compare.isVisible)
    screen.compare.click()
    screen.opinions.click()
    assert screen.went == [Place(PRINT, part="doctors"), Place(PRINT, part="opinions")]
    assert {place.part for place in screen.went} <= set(KINDS)


def test_each_doctor_carries_the_role_in_words(enter, keep, doctor_id, qtbot):
    first = keep(lambda s: doctors.keep(s, Doctor(name="Dr Zed", role="first"))).id
    might = keep(lambda s: doctors.keep(s, Doctor(name="Dr Abel", role="candidate"))).id
    screen = enter(DoctorsScreen, Place(DOCTORS))
    assert list(screen.rows) == [first, doctor_id, might]
    qtbot.waitUntil(lambda: {"First opinion", "Second opinion", "Might ask"} <= set(words_on(screen)))
    assert screen.rows[might].accessibleName() == "Dr Abel, Might ask"
    qtbot.keyClick(screen.rows[first], Qt.Key.Key_Space)
    assert screen.went == [Place(DOCTOR, first)]


def test_what_is_changed_is_kept(screen, work, everyone):
    screen.page.form.field("phone").set_value("555-0187")
    screen.page.form.field("role").set_value("candidate")
    assert screen.leave()
    assert (everyone()[0].phone, everyone()[0].role) == ("555-0187", "candidate")
    assert "Might ask. Breast surgeon" in words_on(screen)


def test_a_doctor_keeps_a_name(screen, work, everyone):
    screen.page.form.field("name").line.clear()
    screen.saver.save_now()
    work.flush()
    assert screen.page.form.field("name").problem() == "A doctor needs a name."
    assert screen.leave()
    assert everyone()[0].name == "Dr Lee"


def test_what_was_found_out_is_kept_with_its_source(screen, work, fetch, doctor_id, qtbot):
    facts = screen.page.facts
    qtbot.mouseClick(facts.add, LEFT)
    facts.form.field("offered").set_value("Languages")
    facts.form.field("text").set_value("English and Spanish")
    facts.form.field("source").set_value("Her office")
    facts.form.field("as_of").line.setText("March 2026")
    facts.save()
    work.flush()
    fact = fetch(lambda s: doctors.background(s, doctor_id))[0]
    assert (fact.topic, fact.text, fact.as_of) == ("Languages", "English and Spanish", PartialDate(2026, 3))
    qtbot.waitUntil(lambda: "Her office, March 2026" in words_on(screen))


def test_a_deleted_note_can_be_brought_back(enter, keep, work, fetch, doctor_id, notices):
    keep(lambda s: doctors.keep_fact(s, DoctorFact(doctor_id=doctor_id, topic="Fee", text="200")))
    screen = enter(DoctorScreen, Place(DOCTOR, doctor_id))
    screen.page.facts.edit(screen.page.facts._entries[0])
    screen.page.facts._delete.click()
    work.flush()
    assert fetch(lambda s: doctors.background(s, doctor_id)) == []
    notices.undos[0]()
    work.flush()
    assert len(fetch(lambda s: doctors.background(s, doctor_id))) == 1


def test_visits_and_questions_of_this_doctor_are_there(enter, keep, doctor_id, qtbot):
    def fill(session):
        other = doctors.keep(session, Doctor(name="Dr Other"))
        session.flush()
        visit = appointments.keep(session, Appointment(day="2026-03-05", doctor_id=doctor_id))
        for text, ask in (
            ("At the visit?", lambda q: questions.ask_at(session, q, visit.id)),
            ("Next time?", lambda q: questions.ask_doctor(session, q, doctor_id)),
            ("For another one?", lambda q: questions.ask_doctor(session, q, other.id)),
        ):
            question = questions.keep(session, Question(text=text))
            session.flush()
            ask(question.id)
        return visit.id

    visit_id = keep(fill)
    screen = enter(DoctorScreen, Place(DOCTOR, doctor_id))
    assert [q.text for q in screen.page.questions._shown] == ["At the visit?", "Next time?"]
    qtbot.mouseClick(screen.page.visits.rows[visit_id], LEFT)
    assert screen.went == [Place(VISIT, visit_id)]


def test_a_deleted_doctor_can_be_brought_back(screen, qtbot, work, everyone, notices):
    qtbot.mouseClick(screen.page.delete, LEFT)
    work.flush()
    assert everyone() == []
    assert screen.went == [Place(DOCTORS)]
    notices.undos[0]()
    work.flush()
    assert len(everyone()) == 1


def test_only_to_read_nothing_can_be_changed(enter, house, doctor_id):
    reading = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(DoctorScreen, Place(DOCTOR, doctor_id), in_house=reading)
    assert not screen.page.form.isEnabled()
    assert screen.page.delete.isHidden()
    assert screen.page.facts.add.isHidden()


def test_a_new_doctor_needs_only_a_name(new, qtbot, work, everyone):
    qtbot.mouseClick(new.new.add_it, LEFT)
    work.flush()
    assert new.new.form.field("name").problem() == "A doctor needs a name."
    new.new.form.field("name").set_value("Dr Abel")
    qtbot.mouseClick(new.new.add_it, LEFT)
    work.flush()
    assert [(d.name, d.role) for d in everyone()] == [("Dr Abel", "candidate")]
    assert new.went == [Place(DOCTOR, everyone()[0].id)]


def test_leaving_a_half_written_doctor_loses_nothing(new, work, everyone, fetch, notices):
    new.new.form.field("name").set_value("Dr Abel")
    assert new.leave()
    work.flush()
    assert [d.name for d in everyone()] == ["Dr Abel"]
    new.new.form.field("phone").set_value("555-0101")
    assert new.leave()
    work.flush()
    assert [t.text for t in fetch(tasks.everything)] == ["Phone: 555-0101"]
    assert len(notices.told) == 2
