"""Lines caught in the room become real things: each once, with who said it and when, and it can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import Cancelled, FieldError, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import (
    appointments,
    bin,
    captured,
    doctors,
    examinations,
    medicines,
    opinion_facts,
    pieces,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows import after_visit
from secondop_desktop.flows.heard import day_in, examination_kind

NOW = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)
SAID = "Dr Lee said, 3 March 2026"


@pytest.fixture
def visit(vault):
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        made = appointments.keep(
            session, Appointment(day="2026-03-03", doctor_id=doctor.id, place="City Hospital")
        )
    return made.id


def catch(vault, visit, *lines):
    with vault.write() as session:
        return [
            captured.add(session, visit, kind, text, NOW + timedelta(seconds=number)).id
            for number, (kind, text) in enumerate(lines)
        ]


def everything(vault):
    """All that lines can become, as one comparable thing."""
    with vault.read() as session:
        lists = (tasks, examinations, medicines, opinion_facts, appointments)
        return [sorted(record.id for record in each.everything(session)) for each in lists]


def test_a_next_step_becomes_a_reminder_that_says_who_said_so(vault, visit):
    (line,) = catch(vault, visit, ("step", " Ring the office "))
    assert after_visit.sort_out(vault, visit) == 1
    with vault.read() as session:
        (task,) = tasks.everything(session)
        assert (task.text, task.due) == ("Ring the office", None)
        origin = task_origins.of_task(session, task.id)
        assert (origin.source, origin.appointment_id, origin.captured_id) == (SAID, visit, line)
        kept = captured.one(session, line)
        assert (kept.text, kept.became, kept.became_id) == (" Ring the office ", "task", task.id)


def test_a_test_becomes_an_examination_whose_report_is_chased_and_a_reminder_to_plan_it(vault, visit):
    catch(vault, visit, ("test", "Breast MRI"))
    after_visit.sort_out(vault, visit)
    with vault.read() as session:
        (found,) = examinations.everything(session)
        assert (found.what, found.kind, found.dated, found.note) == (
            "Breast MRI",
            "mri",
            None,
            f"Ordered: {SAID}",
        )
        assert [each.piece.form for each in pieces.of_examination(session, found.id)] == ["report", "images"]
        assert [task.text for task in tasks.everything(session)] == ["Plan this test: Breast MRI"]


def test_a_medicine_is_named_and_not_taken_yet(vault, visit):
    catch(vault, visit, ("medicine", "Letrozole"))
    after_visit.sort_out(vault, visit)
    with vault.read() as session:
        (found,) = medicines.of_visit(session, visit)
    assert (found.name, found.state, found.source) == ("Letrozole", medicines.NAMED, SAID)
    assert found.dated == PartialDate(2026, 3, 3)


def test_guidelines_and_trials_become_what_the_doctor_said(vault, visit):
    catch(vault, visit, ("guideline", "NCCN"), ("trial", "NCT 0421"))
    after_visit.sort_out(vault, visit)
    with vault.read() as session:
        found = opinion_facts.of_visit(session, visit)
    assert [(f.field, f.text, f.source) for f in found] == [
        ("guideline", "NCCN", SAID),
        ("trial", "NCT 0421", SAID),
    ]


def test_a_date_becomes_a_reminder_for_that_day(vault, visit):
    catch(vault, visit, ("date", "Come back 14 May at 10"), ("date", "in three weeks"))
    after_visit.sort_out(vault, visit)
    with vault.read() as session:
        due = {task.text: task.due for task in tasks.everything(session)}
    assert due == {"Come back 14 May at 10": PartialDate(2026, 5, 14), "in three weeks": None}


def test_words_to_look_up_and_empty_lines_stay_what_they_are(vault, visit):
    catch(vault, visit, ("word", "margin"), ("step", "  "))
    assert after_visit.sort_out(vault, visit) == 0
    assert everything(vault) == [[], [], [], [], [visit]]


def test_nothing_is_made_twice(vault, visit):
    catch(vault, visit, *((kind, f"{kind} one") for kind in captured.KINDS))
    assert after_visit.sort_out(vault, visit) == 6
    before = everything(vault)
    assert after_visit.sort_out(vault, visit) == 0
    assert everything(vault) == before


def test_stopped_in_the_middle_it_goes_on_where_it_was(vault, visit):
    catch(vault, visit, *(("step", f"Step {number}") for number in range(120)))
    calls = []

    def stopped():
        calls.append(1)
        return len(calls) > 2

    with pytest.raises(Cancelled):
        after_visit.sort_out(vault, visit, Progress(stopped=stopped))
    assert len(everything(vault)[0]) == 2 * after_visit.AT_ONCE
    assert after_visit.sort_out(vault, visit) == 20
    with vault.read() as session:
        assert sorted(t.text for t in tasks.everything(session)) == sorted(f"Step {n}" for n in range(120))


def test_a_reminder_that_was_thrown_away_is_not_made_again(vault, visit):
    (line,) = catch(vault, visit, ("step", "Ring the office"))
    after_visit.sort_out(vault, visit)
    with vault.write() as session:
        bin.throw_away(session, "task", captured.one(session, line).became_id)
    assert after_visit.sort_out(vault, visit) == 0
    assert everything(vault)[0] == []


@pytest.mark.parametrize("kind", ["step", "test", "medicine", "trial", "date"])
def test_what_is_not_needed_goes_into_the_bin_and_comes_back(vault, visit, kind):
    (line,) = catch(vault, visit, (kind, "MRI on 14 May"))
    after_visit.sort_out(vault, visit)
    before = everything(vault)
    with vault.write() as session:
        after_visit.drop(session, line)
    assert everything(vault) == [[], [], [], [], [visit]]
    with vault.write() as session:
        assert captured.one(session, line).text == "MRI on 14 May"
        after_visit.pick_up(session, line)
    assert everything(vault) == before


def test_a_word_that_needs_nothing_is_let_go_and_taken_up_again(vault, visit):
    (line,) = catch(vault, visit, ("word", "margin"))
    with vault.write() as session:
        after_visit.drop(session, line)
        assert captured.one(session, line).became == captured.LET_GO
    with vault.write() as session:
        after_visit.pick_up(session, line)
        assert captured.one(session, line).became == ""


def test_a_date_can_be_a_visit_with_the_same_doctor(vault, visit):
    (line,) = catch(vault, visit, ("date", "Come back 14 May"))
    after_visit.sort_out(vault, visit)
    with vault.write() as session:
        made = after_visit.as_visit(session, line, "America/Chicago")
    with vault.write() as session:
        assert after_visit.as_visit(session, line, "America/Chicago") == made
        planned = appointments.one(session, made)
        assert (planned.day, planned.zone, planned.place) == (
            "2026-05-14",
            "America/Chicago",
            "City Hospital",
        )
        assert planned.doctor_id == appointments.one(session, visit).doctor_id
        assert tasks.everything(session) == []
        after_visit.drop(session, line)
    with vault.read() as session:
        assert [v.id for v in appointments.everything(session)] == [visit]


def test_the_day_that_was_put_right_is_the_day_of_the_visit(vault, visit):
    (line,) = catch(vault, visit, ("date", "Come back in May"))
    after_visit.sort_out(vault, visit)
    with vault.write() as session, pytest.raises(FieldError, match="Which day"):
        after_visit.as_visit(session, line, "UTC")
    with vault.write() as session:
        tasks.everything(session)[0].due = PartialDate(2026, 5, 21)
    with vault.write() as session:
        made = after_visit.as_visit(session, line, "UTC")
        assert appointments.one(session, made).day == "2026-05-21"


def test_without_a_doctor_the_visit_itself_is_the_source(vault):
    with vault.write() as session:
        alone = appointments.keep(session, Appointment(day="2026-03-03")).id
    catch(vault, alone, ("step", "Rest"), ("medicine", "Paracetamol"))
    after_visit.sort_out(vault, alone)
    with vault.read() as session:
        (medicine,) = medicines.everything(session)
        assert (medicine.source, medicine.doctor_id) == ("Said at the visit, 3 March 2026", None)


def test_a_doctor_in_the_bin_still_said_it(vault, visit):
    catch(vault, visit, ("medicine", "Letrozole"))
    with vault.write() as session:
        bin.throw_away(session, "doctor", doctors.everyone(session)[0].id)
    after_visit.sort_out(vault, visit)
    with vault.read() as session:
        assert medicines.everything(session)[0].source == SAID


def test_nothing_is_made_for_a_visit_that_was_deleted(vault, visit):
    catch(vault, visit, ("step", "Ring"))
    with vault.write() as session:
        bin.throw_away(session, "appointment", visit)
    assert after_visit.sort_out(vault, visit) == 0
    with pytest.raises(UserError, match="no longer there"):
        after_visit.sort_out(vault, "gone")


def test_a_very_long_list_is_made_in_one_go(vault, visit):
    catch(vault, visit, *(("trial", f"Trial {number}") for number in range(400)))
    assert after_visit.sort_out(vault, visit) == 400
    with vault.read() as session:
        assert len(opinion_facts.of_visit(session, visit)) == 400


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MRI of the left breast", "mri"),
        ("Resonancia magnética", "mri"),
        ("CT chest", "ct"),
        ("PET-CT", "pet"),
        ("another core biopsy", "biopsy"),
        ("blood tests", "lab"),
        ("Oncotype DX", "genes"),
        ("bone scan", "scan"),
        ("ultrasound of the armpit", "ultrasound"),
        ("mammogram in 6 months", "mammogram"),
        ("second surgery", "operation"),
        ("something else", "other"),
    ],
)
def test_the_kind_of_a_test_is_told_by_its_words(text, kind):
    assert examination_kind(text) == kind
    assert kind in examinations.KINDS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 May", PartialDate(2026, 5, 14)),
        ("May 14 at 10:30", PartialDate(2026, 5, 14)),
        ("Come back 2 March", PartialDate(2027, 3, 2)),
        ("call on 2026-04-01, please", PartialDate(2026, 4, 1)),
        ("results by 21.04.2026.", PartialDate(2026, 4, 21)),
        ("results by 12.04.2026.", None),
        ("tomorrow", PartialDate(2026, 3, 4)),
        ("14 May or 21 May", None),
        ("in 2026", None),
        ("take 1.5 mg 3 times", None),
        ("03/04/2026", None),
        ("", None),
        ("word " * 2000 + "14 May", None),
    ],
)
def test_a_day_is_read_only_when_there_is_one_and_it_is_clear(text, day):
    assert day_in(text, date(2026, 3, 3)) == day
