"""What came of a visit is gathered whole: for going through it, for its summary, and for the first page."""

from datetime import UTC, datetime

import pytest

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    attendees,
    bin,
    captured,
    closings,
    doctors,
    examinations,
    handouts,
    notes,
    pieces,
    questions,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import after_visit, see_after, see_loose_ends, see_visit_summary, track
from secondop_desktop.flows.see_after import LET_GO, OPEN
from secondop_desktop.journey.loose_ends import Kind

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
CLOCK = StoppedClock(NOW)
LINES = (
    ("step", "Send the slides"),
    ("date", "Come back 14 May"),
    ("test", "Breast MRI"),
    ("medicine", "Letrozole"),
    ("guideline", "NCCN"),
    ("word", "margin"),
    ("step", " "),
)


@pytest.fixture
def ground(vault):
    """A visit that took place with two open questions and an answered one, and a visit to come."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Lee", phone="555 0100"))
        session.flush()
        past, coming = (
            appointments.keep(
                session, Appointment(day=day, hour="10:00", doctor_id=doctor.id, companion="Tom")
            )
            for day in ("2026-03-03", "2026-05-05")
        )
        session.flush()
        asked = []
        for text in ("Operate?", "What if I wait?", "Why?"):
            question = questions.keep(session, Question(text=text))
            session.flush()
            asked.append(questions.ask_at(session, question.id, past.id).id)
        questions.write_answer(session, asked[2], "Because of the grade.")
        questions.flag(session, asked[2], "not_understood", True)
        for kind, text in LINES:
            captured.add(session, past.id, kind, text, NOW)
        appointments.finish(session, past, NOW)
    after_visit.sort_out(vault, past.id)
    return {"past": past.id, "coming": coming.id, "doctor": doctor.id, "asked": asked}


def look(vault, ground):
    with vault.read() as session:
        return see_after.after(session, ground["past"], NOW)


def ends(vault):
    with vault.read() as session:
        return {e.kind: e.sentence for e in see_loose_ends.all_loose_ends(session, NOW, NOW.date())}


def test_everything_that_came_of_a_visit_is_there(vault, ground):
    came = look(vault, ground)
    assert [q.text for q in came.open] == ["Operate?", "What if I wait?"]
    assert [step.task.text for step in came.steps] == ["Send the slides", "Come back 14 May"]
    assert [test.examination.what for test in came.tests] == ["Breast MRI"]
    assert [medicine.name for medicine in came.medicines] == ["Letrozole"]
    assert [fact.text for fact in came.facts] == ["NCCN"]
    assert [line.text for line in came.words] == ["margin"]
    assert [(p.question, p.answer) for p in came.puzzles] == [("Why?", "Because of the grade.")]
    assert (came.waiting, came.closing) == (0, None)


def test_a_question_can_go_to_visits_that_come_to_its_doctor_or_away(vault, ground):
    keys = [key for key, _ in look(vault, ground).places]
    assert keys == [OPEN, f"visit:{ground['coming']}", f"doctor:{ground['doctor']}", LET_GO]


def test_what_was_decided_is_shown_and_is_open_again_when_that_visit_is_called_off(vault, ground):
    first, second = ground["asked"][:2]
    with vault.write() as session:
        see_after.decide(session, first, f"visit:{ground['coming']}")
        see_after.decide(session, second, LET_GO)
    assert [q.fate for q in look(vault, ground).open] == [f"visit:{ground['coming']}", LET_GO]
    assert ends(vault)[Kind.CARRIED] == (
        "You take 1 question with you to Dr Lee, Tuesday 5 May 2026, 10:00: “Operate?”."
    )
    with vault.write() as session:
        appointments.one(session, ground["coming"]).status = "cancelled"
    assert [q.fate for q in look(vault, ground).open] == [OPEN, LET_GO]
    assert "1 question to Dr Lee has no answer yet" in ends(vault)[Kind.UNDECIDED]


def test_a_question_that_stands_on_another_list_already_needs_no_decision(vault, ground):
    assert "2 questions to Dr Lee" in ends(vault)[Kind.UNDECIDED]
    with vault.write() as session:
        entries = questions.for_appointment(session, appointments.one(session, ground["past"]))
        for entry in entries[:2]:
            questions.ask_at(session, entry.question.id, ground["coming"])
    assert Kind.UNDECIDED not in ends(vault)


def test_people_who_may_do_something_are_named_once(vault, ground):
    with vault.write() as session:
        for name, role in (("Margaret Ellison", "patient"), ("tom", "writes"), ("Nurse Joy", "nurse")):
            attendees.keep(session, Attendee(appointment_id=ground["past"], name=name, role=role))
    assert look(vault, ground).people == ("Margaret", "Tom", "Nurse Joy", "Dr Lee")


def test_what_lies_in_the_bin_did_not_come_of_the_visit(vault, ground):
    with vault.write() as session:
        for line in captured.of_visit(session, ground["past"]):
            after_visit.drop(session, line.id)
    came = look(vault, ground)
    assert [*came.steps, *came.tests, *came.medicines, *came.facts] == []
    assert [line.became for line in came.words] == [captured.LET_GO]


def test_the_plan_of_a_test_is_done_with_its_day_and_open_again_without(vault, ground):
    test = look(vault, ground).tests[0].examination.id
    for planned in (True, False):
        with vault.write() as session:
            see_after.tick_plan(session, test, planned, CLOCK)
        with vault.read() as session:
            plan = next(t for t in tasks.everything(session) if t.text.startswith("Plan"))
            assert (plan.done_at is not None) == planned


def test_a_test_that_was_ordered_is_not_asked_for_until_it_was_done(vault, ground):
    def stand():
        with vault.read() as session:
            rows = track.rows(session, NOW.date())
            return track.counts(rows).not_asked, {row.sentence for row in rows}

    assert stand() == (0, {"This test was not done yet."})
    with vault.write() as session:
        examinations.everything(session)[0].dated = PartialDate(2026, 3, 20)
    assert stand() == (0, {"This test was not done yet."})
    with vault.write() as session:
        examinations.everything(session)[0].dated = PartialDate(2026, 3, 6)
    assert stand() == (2, {"Not asked for yet."})


def test_an_examination_of_old_without_a_day_was_done(vault):
    with vault.write() as session:
        pieces.start(session, Examination(what="Biopsy"), ["report"])
    with vault.read() as session:
        assert track.counts(track.rows(session, NOW.date())).not_asked == 1


def test_the_summary_holds_everything_in_words(vault, ground):
    with vault.write() as session:
        task = tasks.everything(session)[0]
        task.due = PartialDate(2026, 3, 12)
        task_origins.give_to(session, task.id, "Tom")
        handouts.add(session, ground["past"], "Leaflet", NOW)
        notes.write(session, ground["past"], "She drew a picture.", NOW)
        closings.write(
            session,
            ground["past"],
            felt="calm",
            understood="It is small.",
            report_due=PartialDate(2026, 3, 5),
        )
        see_after.decide(session, ground["asked"][0], f"doctor:{ground['doctor']}")
    with vault.read() as session:
        summary = see_visit_summary.visit_summary(session, ground["past"], CLOCK)
    told = {
        section.key: [(line.text, line.below, line.mark) for line in section.lines]
        for section in summary.sections
    }
    assert told == {
        "understood": [("It is small.", "", "")],
        "answers": [("Why?", "Because of the grade.", "Not understood")],
        "open": [
            ("Operate?", "Goes to: The next visit with Dr Lee", ""),
            ("What if I wait?", "", "Not decided yet"),
        ],
        "steps": [
            ("Send the slides", "Tom, by 12 March 2026. Dr Lee said, 3 March 2026.", ""),
            ("Come back 14 May", "By 14 May 2026. Dr Lee said, 3 March 2026.", ""),
        ],
        "tests": [("Breast MRI", "No day yet. Ordered: Dr Lee said, 3 March 2026.", "")],
        "medicines": [
            ("Letrozole", "Dr Lee said, 3 March 2026.", "Named by the doctor, not taken yet"),
        ],
        "said": [("NCCN", "Guideline named. Dr Lee said, 3 March 2026.", "")],
        "report": [
            (
                "The report of Dr Lee was expected by 5 March 2026. It is 2 days late. "
                "Ring 555 0100 and ask for it.",
                "",
                "",
            )
        ],
        "words": [("margin", summary.sections[8].lines[0].below, "")],
        "papers": [("Leaflet", "", "")],
        "people": [("Tom", "", "")],
        "felt": [("calm", "", "")],
        "page": [("She drew a picture.", "", "")],
    }
    assert (summary.doctor, summary.when) == ("Dr Lee", "Tuesday 3 March 2026, 10:00")


def test_words_are_explained_as_far_as_the_glossary_knows_them(vault, ground):
    with vault.write() as session:
        for text in ("what are clear margins?", "zzyzx", "Ki-67"):
            captured.add(session, ground["past"], "word", text, NOW)
    came = see_after.explained(look(vault, ground))
    told = {line.text: came.meanings.get(line.id, "") for line in came.words}
    assert told["what are clear margins?"].startswith("clear margin: ")
    assert told["Ki-67"].startswith("A protein found in cells that are dividing.")
    assert told["zzyzx"] == ""
    assert look(vault, ground).meanings == {}


def test_a_visit_of_which_nothing_came_has_an_empty_summary(vault):
    with vault.write() as session:
        alone = appointments.keep(session, Appointment(day="2026-03-03")).id
    with vault.read() as session:
        summary = see_visit_summary.visit_summary(session, alone, CLOCK)
    assert (summary.doctor, summary.sections) == ("", ())


@pytest.mark.parametrize(
    ("who", "phone"),
    [("", "555 0100"), ("Dr Lee", "555 0100"), ("Mrs Secretary", ""), ("dr lee", "555 0100")],
)
def test_nobody_is_told_to_ring_somebody_else(vault, ground, who, phone):
    with vault.write() as session:
        closings.write(session, ground["past"], report_from=who, report_due=PartialDate(2026, 3, 1))
    with vault.read() as session:
        visit = appointments.one(session, ground["past"])
        report = see_visit_summary.report_of(session, visit, closings.of_visit(session, visit.id))
    assert report.phone == phone
    assert report.who == (who or "Dr Lee")


def test_how_far_one_has_come_and_what_was_changed_since(vault, ground, frozen_clock):
    def came():
        with vault.read() as session:
            visit = appointments.one(session, ground["past"])
            return see_loose_ends.came_of(session, visit, CLOCK)

    assert (came().begun, came().finished_at) == (False, None)
    with vault.write() as session:
        closings.write(session, ground["past"], step="summary", finished_at=NOW)
        questions.write_answer(session, ground["asked"][2], "Otherwise.")
    assert (came().begun, came().finished_at, came().changed) == (True, NOW, {ground["asked"][2]})
    with vault.read() as session:
        coming = appointments.one(session, ground["coming"])
        assert see_loose_ends.came_of(session, coming, CLOCK) is None


def test_a_visit_in_the_bin_leaves_nothing_open(vault, ground):
    assert ends(vault)
    with vault.write() as session:
        bin.throw_away(session, "appointment", ground["past"])
    assert ends(vault) == {}
