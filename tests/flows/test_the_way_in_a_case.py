"""The way to a second opinion as a real case tells it: what counts, what does not, and never backwards."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy
from secondop_desktop.case import appointments, bin, diagnosis, doctors, documents, questions, reasons, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.flows.first_answers import keep_first_answers
from secondop_desktop.flows.see_journey import facts
from secondop_desktop.journey.stages import KEYS, next_stage


@pytest.fixture
def now(frozen_clock):
    return frozen_clock.now()


@pytest.fixture
def session(vault):
    with vault.write() as session:
        yield session


def visit(session, day="2026-02-05", **more):
    kept = appointments.keep(session, Appointment(day=day, zone="America/Chicago", **more))
    session.flush()
    return kept


def asked(session, place, answer="", ticked=None):
    question = questions.keep(session, Question(text="Operate?"))
    session.flush()
    asking = questions.ask_at(session, question.id, place.id)
    questions.write_answer(session, asking.id, answer)
    questions.mark_answered(session, asking.id, ticked)
    session.flush()


def add(session, what, now):
    """One thing that a person adds to a case."""
    {
        "what happened": lambda: diagnosis.keep(session, Diagnosis(sentence="Early cancer.")),
        "a reason": lambda: reasons.choose(session, {"specialist": ""}),
        "a doctor": lambda: doctors.keep(session, Doctor(name="Dr A", role="second")),
        "a record": lambda: documents.keep(session, Document(title="R", blob="ab" * 32, added_at=now)),
        "all is read": lambda: [documents.finish_reading(session, d.id) for d in documents.waiting(session)],
        "a question": lambda: questions.keep(session, Question(text="Why?")),
        "a star": lambda: [questions.star(session, q.id, True) for q in questions.everything(session)[:1]],
        "a visit to come": lambda: visit(session, "2026-03-09"),
        "a visit that was": lambda: asked(session, visit(session, status="done"), "Wait."),
        "a reminder": lambda: tasks.keep(session, tasks.Task(text="Ring")),
    }[what]()
    session.flush()


THINGS = (
    *("what happened", "a reason", "a doctor", "a record", "all is read", "a question", "a star"),
    *("a visit to come", "a visit that was", "a reminder"),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.lists(st.sampled_from(THINGS), max_size=15))
def test_whatever_is_added_the_next_step_never_moves_back(session, now, added):
    savepoint = session.begin_nested()
    far = 0
    for what in added:
        add(session, what, now)
        stage = next_stage(facts(session, now))
        place = len(KEYS) if stage is None else KEYS.index(stage.key)
        assert place >= far
        far = place
    savepoint.rollback()
    session.expunge_all()


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({"status": "done"}, True),
        ({"status": "planned"}, True),  # its day is over, whether or not it was ticked
        ({"status": "cancelled"}, False),
        ({"status": "done", "kind": "third_opinion"}, True),
        ({"status": "done", "kind": "first_opinion"}, False),
        ({"status": "done", "kind": "test"}, False),
        ({"status": "done", "day": "2026-04-01"}, True),
        ({"status": "planned", "day": "2026-04-01"}, False),
    ],
)
def test_only_a_second_opinion_that_took_place_counts_as_one(session, now, more, counts):
    visit(session, **more)
    assert facts(session, now).second_visits_done == int(counts)


@pytest.mark.parametrize(
    ("answer", "ticked", "counts"),
    [("Wait.", False, True), ("", True, True), ("", False, False), (" \n ", False, False)],
)
def test_a_question_is_answered_by_words_or_a_tick_but_not_by_blanks(session, now, answer, ticked, counts):
    asked(session, visit(session, status="done"), answer, now if ticked else None)
    found = facts(session, now)
    assert (found.answers, found.unanswered) == (int(counts), int(not counts))


def test_what_lies_in_the_bin_is_not_counted(session, now):
    for what in ("a doctor", "a record", "a question", "a star", "a visit to come"):
        add(session, what, now)
    (record,), (question,) = documents.everything(session), questions.everything(session)
    thrown = {
        "document": record,
        "question": question,
        "doctor": doctors.everyone(session)[0],
        "appointment": appointments.everything(session)[0],
    }
    for family, one in thrown.items():
        bin.throw_away(session, family, one.id)
    session.flush()
    found = facts(session, now)
    assert (found.records, found.questions, found.starred) == (0, 0, 0)
    assert (found.second_doctor, found.next_visit) == ("", "")


def test_the_next_visit_is_said_by_the_clock_of_its_place_and_until_it_is_over(session, frozen_clock):
    visit(session, "2026-03-02", hour="09:00", minutes=60)  # Chicago; the clock stands at 09:30 there
    visit(session, "2026-03-03", hour="10:30")
    assert facts(session, frozen_clock.now()).next_visit == "Monday 2 March 2026, 09:00"
    frozen_clock.move_on(timedelta(minutes=31))
    assert facts(session, frozen_clock.now()).next_visit == "Tuesday 3 March 2026, 10:30"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40),
    st.one_of(st.none(), st.builds(PartialDate, st.just(2026), st.integers(4, 12), st.integers(0, 28))),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40),
)
def test_nothing_that_is_answered_at_the_first_start_is_lost(
    ways, tmp_path_factory, frozen_clock, told, day, why
):
    made = open_case.create(
        tmp_path_factory.mktemp("first") / "case", "seven grey herons over the weir", "", ways
    ).vault
    try:
        keep_first_answers(made, told, day, why, frozen_clock)
        with made.read() as session:
            known, purpose = diagnosis.known(session), reasons.purpose(session)
            assert (known.sentence if known else "") == tidy(told)
            assert (purpose.decision if purpose else "") == tidy(why)
            visits = [one.day for one in appointments.everything(session)]
            reminders = [task.text for task in tasks.everything(session)]
        assert visits == ([day.iso()] if day and day.day else [])
        assert len(reminders) == int(bool(day and not day.day))
        assert all(day.words() in text for text in reminders)
    finally:
        made.close()
