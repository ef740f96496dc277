"""Every kind of sheet keeps to its plan: what is not ticked is neither on the paper nor inside the file."""

import io

import pikepdf
import pypdfium2
import pytest

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    events,
    medicines,
    person,
    questions,
    reasons,
    treatments,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.events import Event
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.flows import print_sheet
from secondop_desktop.flows.plan import RECIPIENTS, Plan, item_key, recipient_words
from secondop_desktop.flows.sheet_list import KINDS


@pytest.fixture
def visit_id(vault, frozen_clock):
    """A visit with Dr Lee; each thing that can be told about the case is a word of its own."""
    with vault.write() as session:
        person.write(
            session,
            {
                "name": "Margaret",
                "birth_date": PartialDate(1961, 4, 2),
                "phone": "Phonenumber",
                "allergies": "Allergyword",
                "conditions": "Conditionword",
                "companion": "Companionword",
            },
        )
        doctor = doctors.keep(session, Doctor(name="Dr Lee", specialty="Specialtyword"))
        session.flush()
        visit = appointments.keep(
            session, Appointment(day="2026-05-14", doctor_id=doctor.id, place="Placeword", goal="Goalword")
        )
        session.flush()
        for text in ("Firstword?", "Secondword?"):
            kept = questions.keep(session, Question(text=text))
            session.flush()
            asking = questions.ask_at(session, kept.id, visit.id)
            questions.write_answer(session, asking.id, "Answerword")
            questions.mark_answered(session, asking.id, frozen_clock.now(), "Nurseword")
        return visit.id


def everything_in(pdf):
    """All words a reader could take out of a PDF: its text, its metadata, and its decompressed inside."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        out = io.BytesIO()
        opened.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        inside = out.getvalue()
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return text + inside.decode("latin-1") + inside.decode("utf-16-be", "ignore")


def drawn(vault, clock, what, visit, recipient="myself", parts=None):
    return everything_in(print_sheet.sheet(vault, Plan(what, visit, recipient, parts=parts), clock))


def test_every_kind_and_recipient_has_words_and_keys_of_its_own():
    for key, kind in KINDS.items():
        assert kind.key == key
        assert kind.title()
        keys = [part.key for part in kind.parts]
        assert len(set(keys)) == len(keys)
        assert all(part.words() and part.sees <= set(RECIPIENTS) for part in kind.parts)
        assert set(kind.recipients) <= set(RECIPIENTS)
    assert list(recipient_words()) == list(RECIPIENTS)


def test_a_doctor_asked_for_an_opinion_sees_no_answers_of_another(vault, visit_id, frozen_clock):
    mine = drawn(vault, frozen_clock, "question-sheet", visit_id)
    assert "Answerword" in mine
    assert "Nurseword" in mine
    theirs = drawn(vault, frozen_clock, "question-sheet", visit_id, "doctor")
    assert "Firstword" in theirs
    assert "Answerword" not in theirs
    assert "Nurseword" not in theirs
    assert "Already asked" not in theirs


def test_only_the_ticked_questions_are_on_the_sheet(vault, visit_id, frozen_clock):
    with vault.read() as session:
        first = next(q for q in questions.everything(session) if q.text == "Firstword?")
    for what in ("question-sheet", "doctor-copy"):
        text = drawn(vault, frozen_clock, what, visit_id, parts=frozenset({item_key("question", first.id)}))
        assert "Firstword" in text
        for hidden in ("Secondword", "Answerword", "Goalword", "Placeword", "Specialtyword"):
            assert hidden not in text


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("birth_date", "1961"),
        ("phone", "Phonenumber"),
        ("allergies", "Allergyword"),
        ("conditions", "Conditionword"),
        ("companion", "Companionword"),
        ("decision", "Decisionword"),
        ("diagnosis", "Diagnosisword"),
        ("treatment", "Treatmentword"),
        ("plan", "Planword"),
    ],
)
def test_a_part_of_the_summary_is_there_when_ticked_and_nowhere_when_not(
    vault, visit_id, frozen_clock, part, word
):
    with vault.write() as session:
        reasons.keep_purpose(session, Purpose(decision="Decisionword"))
        told = Diagnosis(sentence="Diagnosisword", treatment_so_far="Treatmentword", first_plan="Planword")
        diagnosis.keep(session, told)
    every = frozenset(p.key for p in KINDS["summary"].parts)
    assert word in drawn(vault, frozen_clock, "summary", "", parts=frozenset({part}))
    assert word not in drawn(vault, frozen_clock, "summary", "", parts=every - {part})


def test_allergies_that_are_not_ticked_are_not_called_none(vault, visit_id, frozen_clock):
    text = drawn(vault, frozen_clock, "summary", "", "family")
    assert "Allergies" not in text
    assert "none noted" not in text


def test_a_plan_must_be_settled_before_somebody_draws_from_it(vault):
    with pytest.raises(RuntimeError):
        Plan("summary").shows("phone")


def test_a_sheet_that_does_not_exist_is_said_in_words(vault):
    with pytest.raises(UserError, match="no such sheet"):
        print_sheet.sheet(vault, Plan("poster"))


def test_a_sheet_can_be_in_another_language_than_the_window(vault, visit_id, frozen_clock):
    plan = Plan("summary", language=language.PSEUDO)
    text = everything_in(print_sheet.sheet(vault, plan, frozen_clock))
    assert "Állérgíéš" in text
    assert language.tr("Allergies") == "Allergies"


def test_the_summary_leaves_out_no_medicine_that_is_taken_and_no_treatment_that_has_begun(
    vault, visit_id, frozen_clock
):
    def fill(session):
        person.write(session, {"medicines": "Ownline"})
        for name, state in (("Takenword", "taking"), ("Namedword", "named"), ("Oldword", "stopped")):
            medicines.keep(session, Medicine(name=name, strength="75 mcg", how_often="daily", state=state))
        for name, state in (("Begunword", "going_on"), ("Plannedword", "planned"), ("Haltedword", "stopped")):
            began = PartialDate(2026, 1)
            treatments.keep(session, Treatment(name=name, state=state, started=began, ended=None))
        events.keep(session, Event(kind="test", text="Testword", day=PartialDate(2026, 1, 5)))
        events.keep(session, Event(kind="life", text="Lifeword", day=PartialDate(2026, 1, 6)))

    with vault.write() as session:
        fill(session)
    text = " ".join(drawn(vault, frozen_clock, "summary", "", "doctor").split())
    for there in ("Ownline", "Takenword, 75 mcg, daily", "Begunword, since Jan 2026", "Testword"):
        assert there in text
    assert "Haltedword, stopped early" in text
    for hidden in ("Namedword", "Oldword", "Plannedword", "Lifeword"):
        assert hidden not in text
