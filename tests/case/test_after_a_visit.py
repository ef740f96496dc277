"""What a visit leaves behind: lines, people, papers, medicines, words of a doctor, and how it was closed."""

from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import (
    appointments,
    attendees,
    bin,
    captured,
    closings,
    doctors,
    handouts,
    medicines,
    opinion_facts,
    questions,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.questions import Question
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def visit(session):
    made = appointments.keep(session, Appointment(day="2026-03-02"))
    session.flush()
    return made.id


def test_lines_stand_in_the_order_in_which_they_were_written(session, visit):
    for minutes, kind in enumerate(captured.KINDS):
        captured.add(session, visit, kind, f"  {kind} ", NOW + timedelta(minutes=-minutes), initials="ME")
    session.flush()
    lines = captured.of_visit(session, visit)
    assert [line.kind for line in lines] == list(reversed(captured.KINDS))
    assert {line.initials for line in lines} == {"ME"}
    assert lines[0].text == "  word "
    assert set(captured.kind_words()) == set(captured.KINDS)


def test_a_line_remembers_the_question_that_was_open(session, visit):
    question = questions.keep(session, Question(text="Operate?"))
    session.flush()
    asking = questions.ask_at(session, question.id, visit)
    session.flush()
    line = captured.add(session, visit, "word", "margin", NOW, asking_id=asking.id)
    session.flush()
    assert captured.one(session, line.id).asking_id == asking.id
    assert captured.add(session, visit, "word", "grade", NOW).asking_id is None


def test_in_the_room_nothing_is_refused_but_a_bug_is(session, visit):
    empty = captured.add(session, visit, "step", "", NOW)
    session.flush()
    captured.rewrite(session, empty.id, " MRI\n")
    assert captured.one(session, empty.id).text == " MRI\n"
    with pytest.raises(ValueError, match="poem"):
        captured.add(session, visit, "poem", "x", NOW)


def test_what_became_of_a_line_stands_beside_it_and_the_line_stays(session, visit):
    line = captured.add(session, visit, "step", "Ring the office", NOW)
    session.flush()
    captured.settle(session, line.id, "task", "t")
    session.flush()
    (kept,) = captured.of_visit(session, visit)
    assert (kept.text, kept.became, kept.became_id) == ("Ring the office", "task", "t")
    captured.settle(session, line.id, "")
    assert (kept.became, kept.became_id) == ("", "")


def test_a_thousand_lines_are_kept(session, visit):
    for number in range(1000):
        captured.add(session, visit, "word", f"word {number}", NOW + timedelta(seconds=number))
    session.flush()
    lines = captured.of_visit(session, visit)
    assert [line.text for line in lines] == [f"word {number}" for number in range(1000)]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Margaret Ellison", "ME"),
        ("Dr Hanna Lee", "HL"),
        ("Tom", "T"),
        ("Dr", "D"),
        ("a b c d e f", "ABCD"),
    ],
)
def test_initials_are_made_of_the_name(session, visit, name, initials):
    kept = attendees.keep(session, Attendee(appointment_id=visit, name=name))
    assert kept.initials == initials


def test_who_is_there_needs_a_name_and_a_role_that_is_known(session, visit):
    attendees.keep(session, Attendee(appointment_id=visit, name="Tom", role="writes", initials="T1"))
    session.flush()
    assert [(a.name, a.role, a.initials) for a in attendees.of_visit(session, visit)] == [
        ("Tom", "writes", "T1")
    ]
    with pytest.raises(FieldError, match="who is there"):
        attendees.keep(session, Attendee(appointment_id=visit, name=" "))
    with pytest.raises(FieldError, match="there for"):
        attendees.keep(session, Attendee(appointment_id=visit, name="Tom", role="sings"))
    assert set(attendees.role_words()) == set(attendees.ROLES)


def test_papers_are_listed_as_they_came(session, visit):
    handouts.add(session, visit, "Leaflet", NOW)
    handouts.add(session, visit, "Drawing", NOW + timedelta(minutes=1))
    session.flush()
    assert [paper.what for paper in handouts.of_visit(session, visit)] == ["Leaflet", "Drawing"]
    with pytest.raises(FieldError, match="what kind of paper"):
        handouts.keep(session, Handout(appointment_id=visit, what="", written_at=NOW))


def test_what_was_written_after_a_visit_is_one_row_exactly_as_typed(session, visit):
    assert closings.of_visit(session, visit) is None
    closings.write(session, visit, felt="  calm \n")
    session.flush()
    closings.write(session, visit, report_due=PartialDate(2026, 3, 16), step="words")
    session.flush()
    (closing,) = closings.everything(session)
    assert (closing.felt, closing.step) == ("  calm \n", "words")
    assert closing.report_due.words() == "16 March 2026"


def test_a_closing_needs_its_visit_and_knows_its_fields(session, visit):
    with pytest.raises(UserError, match="no longer there"):
        closings.write(session, "gone", felt="calm")
    with pytest.raises(ValueError, match="weather"):
        closings.write(session, visit, weather="rain")


def test_a_medicine_that_a_doctor_named_is_not_taken_yet(session, visit):
    kept = medicines.keep(session, Medicine(name=" Letrozole ", appointment_id=visit, dose=" 2.5 mg "))
    session.flush()
    assert (kept.name, kept.dose, kept.state) == ("Letrozole", "2.5 mg", medicines.NAMED)
    assert [m.id for m in medicines.of_visit(session, visit)] == [kept.id]
    with pytest.raises(FieldError, match="needs a name"):
        medicines.keep(session, Medicine(name=""))
    with pytest.raises(FieldError, match="taken"):
        medicines.keep(session, Medicine(name="X", state="eaten"))
    assert set(medicines.state_words()) == set(medicines.STATES)


def test_what_a_doctor_said_carries_who_and_when(session, visit):
    doctor = doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()
    fact = OpinionFact(
        doctor_id=doctor.id,
        appointment_id=visit,
        field="weather",
        text=" No hurry ",
        source=" Dr Lee said, 2 March 2026 ",
    )
    opinion_facts.keep(session, fact)
    session.flush()
    (kept,) = opinion_facts.of_visit(session, visit)
    assert (kept.field, kept.text, kept.source) == ("other", "No hurry", "Dr Lee said, 2 March 2026")
    with pytest.raises(FieldError, match="what the doctor said"):
        opinion_facts.keep(session, OpinionFact(field="trial", text=" "))
    assert set(opinion_facts.field_words()) == set(opinion_facts.FIELDS)


def test_a_task_has_an_owner_and_an_origin_of_its_own(session, visit):
    task = tasks.keep(session, Task(text="Ring the office"))
    line = captured.add(session, visit, "step", "Ring the office", NOW)
    session.flush()
    assert task_origins.of_task(session, task.id) is None
    told = TaskOrigin(task_id=task.id, appointment_id=visit, captured_id=line.id, source=" Dr Lee said ")
    task_origins.keep(session, told)
    session.flush()
    task_origins.give_to(session, task.id, " Tom ")
    session.flush()
    (kept,) = task_origins.of_captured(session, line.id)
    assert (kept.owner, kept.source) == ("Tom", "Dr Lee said")
    assert task_origins.everything(session) == {task.id: kept}


def test_a_task_of_ones_own_can_be_given_to_somebody(session):
    task = tasks.keep(session, Task(text="Water the iris"))
    session.flush()
    task_origins.give_to(session, task.id, "Tom")
    session.flush()
    assert task_origins.of_task(session, task.id).owner == "Tom"


def test_a_line_without_words_has_a_name_in_the_bin(session, visit):
    line = captured.add(session, visit, "step", "", NOW)
    session.flush()
    bin.throw_away(session, "captured", line.id)
    session.flush()
    assert [thing.title for thing in bin.contents(session)] == ["A line without words"]
    assert captured.of_visit(session, visit) == []
    assert isinstance(captured.one(session, line.id), Captured)
