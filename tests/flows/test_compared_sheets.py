"""Opinions and doctors side by side, gathered from a case: everything that is ticked, and nothing else."""

import dataclasses

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, bin, diagnosis, doctors, opinion_facts, questions, reasons
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.opinion_facts import FIELDS, OpinionFact
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.flows import doctors_sheet, opinions_sheet
from secondop_desktop.flows.plan import RECIPIENTS, Plan, item_key


@pytest.fixture
def ids(keep):
    """The first and the second doctor, each with a visit."""

    def make(session):
        first = doctors.keep(session, Doctor(name="Dr Okafor", role="first", specialty="Surgery"))
        second = doctors.keep(session, Doctor(name="Dr Lee", role="second", note="Kind"))
        session.flush()
        found = {"first": first.id, "second": second.id}
        for key, doctor in (("first", first), ("second", second)):
            visit = appointments.keep(session, Appointment(day="2026-03-04", doctor_id=doctor.id))
            session.flush()
            found[f"{key} visit"] = visit.id
        return found

    return keep(make)


@pytest.fixture
def say(keep):
    """Note what a doctor said about a field."""

    def say(field, text, **more):
        return keep(
            lambda session: opinion_facts.keep(session, OpinionFact(field=field, text=text, **more)).id
        )

    return say


@pytest.fixture
def ask(keep):
    """Put a question to visits, each with its answer; an empty one was asked and not answered."""

    def ask(text, answers):
        def make(session):
            question = questions.keep(session, Question(text=text))
            session.flush()
            for visit, answer in answers.items():
                asking = questions.ask_at(session, question.id, visit)
                asking.answer, asking.answered_by = answer, "the doctor" if answer else ""

        keep(make)

    return ask


@pytest.fixture
def gathered(vault, frozen_clock):
    """The opinions as a recipient sees them; `without` are parts that are not ticked."""

    def gather(recipient="myself", without=(), kind=opinions_sheet.KIND, make=opinions_sheet.opinions):
        with vault.read() as session:
            plan = kind.settled(session, Plan(kind.key, recipient=recipient))
            plan = dataclasses.replace(plan, parts=plan.parts - set(without))
            return make(session, plan, frozen_clock)

    return gather


def row(sheet, topic):
    (point,) = [point for point in sheet.points if point.topic == topic]
    return [[said.text for said in cell] for cell in point.cells], point.standing, point.marked


def test_each_doctor_has_a_column_and_each_field_its_row(ids, say, gathered):
    say(
        "diagnosis",
        "Carcinoma",
        doctor_id=ids["first"],
        source="Dr Okafor said",
        dated=PartialDate(2026, 3, 4),
    )
    say("diagnosis", "carcinoma.", appointment_id=ids["second visit"])
    say("recommendation", "Operate", doctor_id=ids["first"])
    say("recommendation", "Wait", doctor_id=ids["second"])
    say("timing", "Four weeks", doctor_id=ids["first"])
    sheet = gathered()
    assert [column.name for column in sheet.columns] == ["Dr Okafor", "Dr Lee"]
    assert row(sheet, "Diagnosis") == ([["Carcinoma"], ["carcinoma."]], "Same words.", False)
    assert row(sheet, "What the doctor advises") == ([["Operate"], ["Wait"]], "Written differently.", True)
    assert row(sheet, "How soon") == ([["Four weeks"], []], "Only one doctor is noted here.", False)
    assert row(sheet, "Stage") == ([[], []], "Not addressed in my notes.", False)
    (point,) = [point for point in sheet.points if point.topic == "Diagnosis"]
    assert point.cells[0][0].source == "Dr Okafor said, 4 March 2026"
    assert row(sheet, "Specialty and hospital")[0] == [["Surgery"], []]


def test_a_date_that_the_source_says_is_not_said_twice(ids, say, gathered):
    say("stage", "I", doctor_id=ids["first"], source="A letter, 4 March 2026", dated=PartialDate(2026, 3, 4))
    (said,) = next(point for point in gathered().points if point.topic == "Stage").cells[0]
    assert said.source == "A letter, 4 March 2026"


def test_the_same_question_to_both_has_a_row_and_one_to_one_has_none(ids, ask, gathered):
    both = {ids["first visit"]: "Yes", ids["second visit"]: "No"}
    ask("Can I wait?", both)
    ask("Who reads the slides?", {ids["first visit"]: "We do", ids["second visit"]: ""})
    ask("Only to one?", {ids["first visit"]: "Yes"})
    ask("Asked and never answered?", dict.fromkeys(both, ""))
    sheet = gathered()
    assert row(sheet, "Can I wait?") == ([["Yes"], ["No"]], "Written differently.", True)
    waiting = next(point for point in sheet.points if point.topic == "Who reads the slides?")
    assert waiting.empty == ("No answer yet", "No answer yet")
    assert {"Only to one?", "Asked and never answered?"}.isdisjoint(point.topic for point in sheet.points)
    assert "Can I wait?" not in {point.topic for point in gathered(without={"answers"}).points}


def test_the_plan_of_the_first_doctor_is_there_once(ids, say, keep, gathered):
    keep(lambda session: diagnosis.keep(session, Diagnosis(first_plan="Chemotherapy first.")))
    assert row(gathered(), "What the doctor advises")[0] == [["Chemotherapy first."], []]
    say("recommendation", "chemotherapy first", doctor_id=ids["first"])
    assert row(gathered(), "What the doctor advises")[0] == [["chemotherapy first"], []]


def test_what_nobody_is_named_for_has_a_column_and_is_not_lost(ids, say, gathered):
    say("other", "Somebody said this")
    sheet = gathered()
    assert [column.name for column in sheet.columns][-1] == "A doctor who is not on my list"
    assert row(sheet, "Other")[0] == [[], [], ["Somebody said this"]]


def test_what_is_not_ticked_is_not_there(ids, say, ask, keep, gathered):
    for field in FIELDS:
        for doctor in ("first", "second"):
            say(field, f"{field} of {doctor}", doctor_id=ids[doctor], source=f"source of {field}")
    keep(
        lambda session: reasons.keep_purpose(
            session, Purpose(decision="Now?", decide_by=PartialDate(2026, 5))
        )
    )
    whole = repr(gathered())
    for field in FIELDS:
        assert f"{field} of first" in whole
        assert f"{field} of" not in repr(gathered(without={field})).replace(f"source of {field}", "")
    assert "source of" not in repr(gathered(without={"sources"}))
    assert "Now?" not in repr(gathered(without={"decision"}))
    assert "May 2026" not in repr(gathered(without={"decision"}))
    alone = gathered(without={item_key("doctor", ids["second"])})
    assert "second" not in repr(alone)
    assert "Dr Lee" not in repr(alone)
    assert alone.hint.startswith("One doctor")
    nobody = gathered(without={item_key("doctor", ids[each]) for each in ("first", "second")})
    assert nobody.columns == ()
    assert nobody.missing.startswith("No doctor was chosen")


def test_a_question_put_to_a_hidden_doctor_does_not_tell_of_them(ids, ask, keep, gathered):
    third = keep(lambda session: doctors.keep(session, Doctor(name="Dr Wu", role="third")).id)
    there = keep(
        lambda session: appointments.keep(session, Appointment(day="2026-03-09", doctor_id=third)).id
    )
    ask("Can I wait?", {ids["first visit"]: "Yes", there: "No"})
    assert row(gathered(), "Can I wait?")[2]
    hidden = gathered(without={item_key("doctor", third)})
    assert "Can I wait?" not in {point.topic for point in hidden.points}


def test_without_opinions_there_is_room_to_write(gathered):
    sheet = gathered()
    assert sheet.columns == ()
    assert sheet.missing.startswith("No opinion is written down yet.")
    assert [point.topic for point in sheet.points][:2] == ["Diagnosis", "Stage"]
    assert opinions_sheet.KIND.recipients[0] == "myself"


def test_deleted_words_and_deleted_visits_are_not_on_paper(ids, say, ask, keep, gathered):
    fact = say("stage", "Thrown away", doctor_id=ids["first"])
    ask("Can I wait?", {ids["first visit"]: "Yes", ids["second visit"]: "No"})
    keep(lambda session: bin.throw_away(session, "opinion_fact", fact))
    keep(lambda session: bin.throw_away(session, "appointment", ids["second visit"]))
    told = repr(gathered())
    assert "Thrown away" not in told
    assert "Can I wait?" not in told


@pytest.fixture
def compared(gathered):
    """The doctors side by side."""
    return lambda **how: gathered(kind=doctors_sheet.KIND, make=doctors_sheet.compared, **how)


def test_doctors_are_compared_by_what_was_found_out(ids, keep, compared):
    candidate = keep(lambda s: doctors.keep(s, Doctor(name="Dr Zo", role="candidate", phone="555-1")).id)
    for doctor, topic, text in ((candidate, "tumor  board", "Weekly"), (ids["second"], "Tumor board", "No")):
        fact = DoctorFact(
            doctor_id=doctor, topic=topic, text=text, source="Her office", as_of=PartialDate(2026, 3)
        )
        keep(lambda session, fact=fact: doctors.keep_fact(session, fact))
    sheet = compared()
    assert [column.name for column in sheet.columns] == ["Dr Lee", "Dr Zo"], "not the first doctor, as a rule"
    assert row(sheet, "Tumor board")[0] == [["No"], ["Weekly"]]
    assert row(sheet, "Telephone")[0] == [[], ["555-1"]]
    assert row(sheet, "Board certification")[0] == [[], []]
    assert row(sheet, "My notes")[0] == [["Kind"], []]
    said = next(point for point in sheet.points if point.cells[1] and point.cells[1][0].text == "Weekly")
    assert said.cells[1][0].source == "Her office, Mar 2026"
    assert sheet.to_fill > 0


def test_of_doctors_only_what_is_ticked_is_there(ids, keep, compared):
    fact = DoctorFact(doctor_id=ids["second"], topic="Fee", text="Found", source="Office")
    keep(lambda session: doctors.keep_fact(session, fact))
    assert "Found" in repr(compared())
    assert "Found" not in repr(compared(without={"background"}))
    assert "Office" not in repr(compared(without={"sources"}))
    assert "Kind" not in repr(compared(without={"notes"}))
    assert "Kind" not in repr(compared(recipient="family")), "my notes are for me alone, as a rule"
    assert compared(without={"to_fill"}).to_fill == 0
    assert "Board certification" not in repr(compared(without={"usual"}))
    nobody = compared(without={item_key("doctor", ids["second"])})
    assert nobody.columns == ()
    assert nobody.missing.startswith("No doctor was chosen")


def test_neither_sheet_ranks_a_doctor(ids, compared, gathered):
    for sheet in (compared(), gathered()):
        assert "no ranking" in f"{sheet.hint} {' '.join(sheet.notes)}"


@pytest.mark.parametrize("kind", [opinions_sheet.KIND, doctors_sheet.KIND], ids=lambda kind: kind.key)
def test_each_sheet_is_drawn_for_each_of_its_readers(vault, ids, kind, frozen_clock):
    for recipient in kind.recipients:
        assert recipient in RECIPIENTS
        assert kind.pdf(vault, Plan(kind.key, recipient=recipient), frozen_clock).startswith(b"%PDF")
