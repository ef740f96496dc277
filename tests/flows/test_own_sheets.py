"""After a visit, a decision, and medicines: gathered from a case, with those parts only that are ticked."""

import dataclasses
from datetime import UTC, datetime

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import (
    appointments,
    attendees,
    captured,
    closings,
    diagnosis,
    doctors,
    handouts,
    medicines,
    notes,
    opinion_facts,
    person,
    questions,
    reasons,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.medicines import NAMED, NOT_WANTED, STOPPED, TAKING, Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import after_visit, after_visit_sheet, decision_sheet, medicines_sheet
from secondop_desktop.flows.plan import Plan, item_key

NOW = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
MAKES = {
    after_visit_sheet.KIND: after_visit_sheet.visit_sheet,
    decision_sheet.KIND: decision_sheet.worksheet,
    medicines_sheet.LIST: medicines_sheet.medicine_list,
    medicines_sheet.CARD: medicines_sheet.medicine_list,
}


@pytest.fixture
def gather(vault, frozen_clock):
    """What a sheet says to a recipient; `without` are parts that are not ticked, `also` such as are."""

    def gather(kind, visit="", recipient="myself", without=(), also=()):
        with vault.read() as session:
            plan = kind.settled(session, Plan(kind.key, visit, recipient))
            plan = dataclasses.replace(plan, parts=(plan.parts - set(without)) | set(also))
            return MAKES[kind](session, plan, frozen_clock)

    return gather


@pytest.fixture
def visit(keep):
    """A visit of which everything came, with a word of its own for each thing."""

    def make(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = appointments.keep(
            session, Appointment(day="2026-03-03", hour="10:00", doctor_id=doctor.id, place="Clinic 4")
        )
        session.flush()
        attendees.keep(session, Attendee(appointment_id=visit.id, name="Tom", role="writes"))
        for text, answer, by in (
            ("Can I wait?", "Four weeks.", "Dr Lee"),
            ("Who reads?", "", ""),
            ("Silent?", "", "Dr Lee"),
        ):
            question = questions.keep(session, Question(text=text))
            session.flush()
            asking = questions.ask_at(session, question.id, visit.id)
            asking.answer, asking.answered_by = answer, by
            asking.answered_at = NOW if by else None
        for kind, text in (
            ("test", "Breast MRI"),
            ("step", "Send slides"),
            ("medicine", "Letrozole"),
            ("guideline", "NCCN"),
            ("word", "Ki-67"),
            ("word", "zzyzx"),
        ):
            captured.add(session, visit.id, kind, text, NOW)
        session.flush()
        for line in captured.of_visit(session, visit.id):
            if line.kind != "word":
                after_visit.turn(session, line.id)
        session.flush()
        task = next(task for task in tasks.everything(session) if task.text == "Send slides")
        task.due = PartialDate(2026, 3, 12)
        task_origins.give_to(session, task.id, "Tom")
        handouts.add(session, visit.id, "Leaflet", NOW)
        notes.write(session, visit.id, "Own page", NOW)
        closings.write(
            session, visit.id, felt="Felt word", understood="It is small.", report_due=PartialDate(2026, 5)
        )
        return visit.id

    return keep(make)


def test_the_summary_of_a_visit_holds_who_what_and_when(visit, gather):
    sheet = gather(after_visit_sheet.KIND, visit)
    parts = {part.title: part for part in sheet.parts}
    (answered, silent) = parts["Questions and answers"].lines
    assert (answered.text, answered.below, answered.who) == ("Can I wait?", "Four weeks.", "Dr Lee")
    assert silent.below == "It was asked. No words are written down."
    assert [(line.text, line.mark) for line in parts["Who was there"].lines] == [("Tom", "Writes for me")]
    assert parts["What happens next"].lines[0].below.startswith("Tom, by 12 March 2026.")
    assert parts["Tests that were ordered"].lines[0].text == "Breast MRI"
    assert parts["Medicines that were named"].lines[0].mark == "Named by the doctor, not taken yet"
    assert [line.text for line in parts["Questions without an answer"].lines] == ["Who reads?"]
    known, unknown = parts["Words to look up"].lines
    assert known.below.startswith("A protein found in cells that are dividing.")
    assert unknown.below == "The word list of SecondOp does not know it. Please ask."
    assert parts["Papers received"].lines[0].text == "Leaflet"
    assert (sheet.doctor, sheet.when, sheet.place) == ("Dr Lee", "Tuesday 3 March 2026, 10:00", "Clinic 4")


def test_how_it_felt_is_on_paper_only_when_it_is_ticked(visit, gather):
    for recipient in after_visit_sheet.KIND.recipients:
        assert "Felt word" not in repr(gather(after_visit_sheet.KIND, visit, recipient))
    assert "Felt word" in repr(gather(after_visit_sheet.KIND, visit, also={"felt"}))
    assert "Own page" not in repr(gather(after_visit_sheet.KIND, visit, "doctor"))


def test_each_part_of_a_visit_can_be_left_off(visit, gather):
    words = {
        "people": "Tom", "understood": "It is small.", "answers": "Four weeks.", "open": "Who reads?",
        "steps": "Send slides", "tests": "Breast MRI", "medicines": "Letrozole", "said": "NCCN",
        "words": "Ki-67", "papers": "Leaflet", "report": "is expected by", "page": "Own page",
        "felt": "Felt word",
    }  # fmt: skip
    assert {*words, "explained"} == {part.key for part in after_visit_sheet.KIND.parts}
    everything = set(words)
    for key, word in words.items():
        others = everything - {key} - ({"steps"} if key == "people" else set())
        told = gather(after_visit_sheet.KIND, visit, without=everything, also=others)
        assert word not in repr(told), key
        assert word in repr(gather(after_visit_sheet.KIND, visit, without=everything, also={key})), key
    nothing = gather(after_visit_sheet.KIND, visit, without=everything)
    assert nothing.parts == ()
    assert nothing.empty.startswith("Nothing of what was written down")


def test_words_of_medicine_are_explained_once_and_only_those_on_the_sheet(visit, gather):
    def explained(without=()):
        parts = gather(after_visit_sheet.KIND, visit, without=without).parts
        return {
            line.text: line.below
            for part in parts
            if part.title == "Words in this summary"
            for line in part.lines
        }

    assert explained()["MRI"].startswith("A scan that makes pictures")
    assert "Ki-67" not in explained(), "it is explained among the new words already"
    assert "MRI" not in explained(without={"tests"})
    assert explained(without={"explained"}) == {}


def test_the_summary_needs_a_visit_and_says_when_nothing_came_of_it(vault, keep, gather, frozen_clock):
    alone = keep(lambda session: appointments.keep(session, Appointment(day="2026-03-03")).id)
    assert gather(after_visit_sheet.KIND, alone).empty.startswith("Nothing was written down at this visit.")
    with pytest.raises(UserError, match="This sheet is for one visit"):
        after_visit_sheet.KIND.pdf(vault, Plan("after-visit"), frozen_clock)


@pytest.fixture
def choices(keep):
    """What two doctors named, partly in the same words."""

    def make(session):
        first = doctors.keep(session, Doctor(name="Dr Okafor", role="first"))
        second = doctors.keep(session, Doctor(name="Dr Lee", role="second"))
        session.flush()
        for doctor, field, text in (
            (first, "recommendation", "Operate"),
            (second, "options", "operate."),
            (second, "options", "Wait"),
            (second, "diagnosis", "Carcinoma"),
        ):
            fact = OpinionFact(
                doctor_id=doctor.id, field=field, text=text, source="A letter", dated=PartialDate(2026, 3)
            )
            opinion_facts.keep(session, fact)
        diagnosis.keep(session, Diagnosis(first_plan="Chemotherapy"))
        waiting = {
            "waiting_said": "Weeks",
            "waiting_said_by": "Dr Lee",
            "waiting_said_on": PartialDate(2026, 3, 4),
        }
        reasons.keep_purpose(session, Purpose(decision="Now?", decide_by=PartialDate(2026, 5, 20), **waiting))
        reasons.choose(session, {"peace": "So that I sleep", "no such reason": "Other words"})
        person.write(session, {"companion": "Tom, my son"})
        for text, starred in (("Starred?", True), ("Plain?", False)):
            questions.keep(session, Question(text=text, starred=starred))
        tasks.keep(session, Task(text="Ring them", due=PartialDate(2026, 3, 12)))
        tasks.keep(session, Task(text="Long done", done_at=NOW))

    keep(make)


def test_the_worksheet_holds_what_doctors_named_and_who_named_it(choices, gather):
    sheet, letter = gather(decision_sheet.KIND), ", A letter, March 2026"
    assert [(choice.text, choice.named_by) for choice in sheet.choices] == [
        ("operate.", f"Choices there are: Dr Lee{letter}; What the doctor advises: Dr Okafor{letter}"),
        ("Wait", "Choices there are: Dr Lee, A letter, March 2026"),
        (
            "Chemotherapy",
            "What the doctor advises: Dr Okafor, From my details, as the plan of my first doctor",
        ),
    ]
    assert (sheet.decision, sheet.decide_by) == ("Now?", "20 May 2026")
    assert sheet.waiting == "Weeks (Dr Lee, 4 March 2026)"
    assert "Other words" in sheet.reasons
    assert any(reason.endswith("So that I sleep") for reason in sheet.reasons)
    assert sheet.people == ("Tom, my son",)
    assert sheet.asked == ("Starred?",)
    assert [(step.what, step.when) for step in sheet.steps] == [("Ring them", "12 March 2026")]


def test_each_part_of_the_worksheet_can_be_left_off(choices, gather):
    for part, word in {
        "decision": "Now?", "waiting": "Weeks", "reasons": "sleep", "choices": "Chemotherapy",
        "sources": "A letter", "people": "Tom", "asked": "Starred?", "steps": "Ring them",
    }.items():  # fmt: skip
        assert word in repr(gather(decision_sheet.KIND)), part
        assert word not in repr(gather(decision_sheet.KIND, without={part})), part
    doctor = repr(gather(decision_sheet.KIND, recipient="doctor"))
    assert "sleep" not in doctor
    assert "Tom" not in doctor


def test_an_answered_question_is_not_said_to_be_open(choices, keep, gather):
    def answer(session):
        visit = appointments.keep(session, Appointment(day="2026-03-03"))
        starred = next(each for each in questions.everything(session) if each.starred)
        session.flush()
        questions.ask_at(session, starred.id, visit.id).answer = "Yes"

    keep(answer)
    assert gather(decision_sheet.KIND).asked == ()


@pytest.fixture
def pills(keep):
    """One medicine in each state, by its state."""

    def make(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        found = {}
        for state, name in (
            (TAKING, "Takenpill"),
            (NAMED, "Namedpill"),
            (STOPPED, "Stoppedpill"),
            (NOT_WANTED, "Refusedpill"),
        ):
            made = Medicine(
                name=name, state=state, other_name="Othername", strength="2.5 mg", dose="1 tablet",
                route="By mouth", how_often="Daily", reason="Reasonword", pharmacy="Pharmacyword",
                side_effects="Sideword", note="Noteword", source="Sourceword", doctor_id=doctor.id,
                dated=PartialDate(2026, 3, 3), started=PartialDate(2026, 3),
                stopped=PartialDate(2026, 4) if state == STOPPED else None,
                stopped_why="Whyword" if state == STOPPED else "",
            )  # fmt: skip
            found[state] = medicines.keep(session, made).id
        about = {
            "phone": "555-0164",
            "allergies": "Latex",
            "medicines": "Vitamin D\nIron",
            "companion": "Tom",
        }
        person.write(session, {**about, "birth_date": PartialDate(1965, 3, 9)})
        return found

    return keep(make)


def test_medicines_stand_by_how_they_are_taken_as_they_were_told(pills, gather):
    sheet = gather(medicines_sheet.LIST)
    (taken,) = sheet.taken
    assert (taken.name, taken.strength, taken.dose, taken.how_often) == (
        "Takenpill",
        "2.5 mg",
        "1 tablet",
        "Daily",
    )
    assert taken.named_by == "Dr Lee, Sourceword, 3 March 2026"
    assert taken.started == "March 2026"
    assert [group.lines[0].name for group in sheet.others] == ["Namedpill", "Stoppedpill", "Refusedpill"]
    stopped = sheet.others[1].lines[0]
    assert (stopped.stopped, stopped.stopped_why) == ("April 2026", "Whyword")
    assert sheet.own_lines == ("Vitamin D", "Iron")
    assert (sheet.allergies, sheet.birth_date, sheet.phone) == ("Latex", "9 March 1965", "555-0164")
    assert not sheet.partial


def test_what_is_not_ticked_of_the_medicines_is_not_there(pills, gather):
    words = {
        "birth_date": "1965", "phone": "555", "allergies": "Latex", "own_lines": "Vitamin",
        "reason": "Reasonword", "named_by": "Sourceword", "stopped": "Whyword", "side_effects": "Sideword",
        "pharmacy": "Pharmacyword", "note": "Noteword", "started": "started='March 2026'",
    }  # fmt: skip
    assert set(words) == {part.key for part in medicines_sheet.LIST.parts}
    for part, word in words.items():
        assert word in repr(gather(medicines_sheet.LIST)), part
        assert word not in repr(gather(medicines_sheet.LIST, without={part})), part
    for state, name in ((TAKING, "Takenpill"), (NAMED, "Namedpill"), (STOPPED, "Stoppedpill")):
        assert name not in repr(gather(medicines_sheet.LIST, without={item_key("medicine", pills[state])}))


def test_a_list_without_something_that_is_taken_says_that_it_is_not_whole(pills, gather):
    assert gather(medicines_sheet.LIST, without={item_key("medicine", pills[TAKING])}).partial
    assert gather(medicines_sheet.LIST, without={"own_lines"}).partial
    assert not gather(medicines_sheet.LIST, without={item_key("medicine", pills[NAMED])}).partial


def test_who_does_not_treat_sees_less_as_a_rule(pills, gather):
    family = repr(gather(medicines_sheet.LIST, recipient="family"))
    assert "Takenpill" in family
    for word in ("Namedpill", "Stoppedpill", "Refusedpill", "Reasonword", "1965", "Noteword"):
        assert word not in family, word
    assert "Refusedpill" not in repr(gather(medicines_sheet.LIST, recipient="doctor"))


def test_the_card_offers_only_what_is_taken(vault, pills, gather):
    with vault.read() as session:
        offered = [part.words() for part in medicines_sheet.CARD.single(session, Plan("medicine-card"))]
        listed = [part.words() for part in medicines_sheet.LIST.single(session, Plan("medicines"))]
    assert offered == ["Takenpill"]
    assert "Namedpill: Named by the doctor, not taken yet" in listed
    card = gather(medicines_sheet.CARD)
    assert card.contact == "Tom"
    assert card.others == ()


def test_allergies_that_are_not_ticked_are_not_called_unknown(pills, gather):
    assert gather(medicines_sheet.LIST, without={"allergies"}).allergies is None


@pytest.mark.parametrize("kind", MAKES, ids=lambda kind: kind.key)
def test_each_sheet_is_drawn_for_each_of_its_readers(vault, visit, kind, frozen_clock):
    for recipient in kind.recipients:
        pdf = kind.pdf(vault, Plan(kind.key, visit, recipient), frozen_clock)
        assert pdf.startswith(b"%PDF")
