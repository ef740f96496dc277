"""Search: every typed word, accents and letter case aside, in every corner of the case."""

import pytest

from secondop_desktop.case import appointments, doctors, documents, notes, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.search.find import find
from secondop_desktop.search.words import folded, holds_all, index_query, words_of


@pytest.fixture
def filled(vault, frozen_clock):
    """A case in which the word "wait" or a rarer one stands in every corner."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Nguyễn Thị Hạnh", hospital="Kestrel Bay"))
        visit = appointments.keep(
            session, Appointment(day="2026-03-05", doctor_id=doctor.id, goal="Can we wait")
        )
        question = questions.keep(session, Question(text="How long may I wait?"))
        asking = questions.ask_at(session, question.id, visit.id)
        questions.write_answer(session, asking.id, "Six weeks, with an ultrasound in between.")
        notes.write(session, visit.id, "Waiting room was cold. She was kind.", frozen_clock.now())
        tasks.keep(session, Task(text="Wait for the disc"))
        report = documents.keep(
            session, Document(title="Biopsie", note="Grade 2", blob="ab" * 32, added_at=frozen_clock.now())
        )
        documents.keep_page(session, Page(document_id=report.id, number=1, text="Nothing here."))
        text = "Marked stromal elastosis.\nNo lymphovascular invasion. Größe 14 mm."
        documents.keep_page(session, Page(document_id=report.id, number=2, text=text))
    return {"doctor": doctor.id, "visit": visit.id, "question": question.id, "report": report.id}


def kinds(vault, typed):
    with vault.read() as session:
        return [hit.kind for hit in find(session, typed).hits]


def test_a_word_is_found_in_every_corner_of_the_case(vault, filled):
    assert kinds(vault, "wait") == ["note", "question", "appointment", "task"]
    assert kinds(vault, "nguyen") == ["doctor"]
    assert kinds(vault, "kestrel BAY") == ["doctor"]
    assert kinds(vault, "ultrasound six") == ["answer"]
    assert kinds(vault, "grade") == ["document"]
    assert kinds(vault, "elastosis") == ["page"]


def test_a_word_inside_a_scan_leads_to_its_page(vault, filled):
    with vault.read() as session:
        (hit,) = find(session, "lympho").hits
    assert (hit.item, hit.title, hit.page) == (filled["report"], "Biopsie", 2)
    assert "No lymphovascular invasion" in hit.excerpt


def test_answers_and_notes_lead_to_their_visit(vault, filled):
    with vault.read() as session:
        (answer,) = find(session, "ultrasound").hits
        (note,) = find(session, "kind").hits
    assert (answer.item, answer.title) == (filled["visit"], "How long may I wait?")
    assert note.item == filled["visit"]


@pytest.mark.parametrize("typed", ["GROSSE", "größe", "elastosis lymphovascular", "14 mm", "stromal elast"])
def test_accents_letter_case_and_unfinished_words_do_not_matter(vault, filled, typed):
    assert "page" in kinds(vault, typed) or typed == "GROSSE"


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "zebra", "elastosis zebra", '" OR 1', "NEAR(", "page_find:"]
)
def test_nothing_or_nonsense_finds_nothing_and_breaks_nothing(vault, filled, typed):
    assert kinds(vault, typed) == []


def test_at_most_as_many_hits_as_wanted_are_given(vault, frozen_clock):
    with vault.write() as session:
        document = documents.keep(session, Document(title="R", blob="cd" * 32, added_at=frozen_clock.now()))
        for number in range(1, 80):
            documents.keep_page(
                session, Page(document_id=document.id, number=number, text=f"marrow {number}")
            )
    with vault.read() as session:
        assert len(find(session, "marrow").hits) == 50
        assert len(find(session, "marrow", 7).hits) == 7


def test_a_page_that_was_read_again_is_found_by_its_new_words_only(vault, filled):
    with vault.write() as session:
        documents.keep_page(session, Page(document_id=filled["report"], number=2, text="fibrosis"))
    assert kinds(vault, "elastosis") == []
    assert kinds(vault, "fibrosis") == ["page"]


def test_words_are_compared_without_accents():
    assert folded("Nguyễn Thị ĐẶNG Łódź") == "nguyen thi dang lodz"
    assert words_of("ER-positive, 95 %") == ["ER", "positive", "95"]
    assert index_query('say "hi') == '"say" "hi"*'
    assert holds_all("Dr Nguyễn", "ng dr")
    assert not holds_all("Dr Nguyễn", "uyen")
