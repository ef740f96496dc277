"""The list of questions against a plain list: the same after any sequence of what a person can do."""

import time

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, bin, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import MOST_STARRED, Question

PLACE = st.integers(-2, 12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), PLACE, PLACE),
        st.tuples(st.just("move"), PLACE, PLACE),
        st.tuples(st.just("star"), PLACE, PLACE),
        st.tuples(st.just("unstar"), PLACE, PLACE),
        st.tuples(st.just("delete"), PLACE, PLACE),
        st.tuples(st.just("undelete"), PLACE, PLACE),
    ),
    max_size=30,
)


class Paper:
    """The same list written on paper: names in order, the starred ones, and the ones crossed out."""

    def __init__(self):
        self.order, self.starred, self.gone = [], set(), []

    def pick(self, place):
        return self.order[place % len(self.order)] if self.order else None


def do(session, paper, step, place, to):
    """One step on the case and on paper."""
    name = paper.pick(place)
    if step == "add":
        kept = questions.keep(session, Question(text="Why?"))
        paper.order.append(kept.id)
    elif step == "undelete" and paper.gone:
        # It stands again between what it stood between, which paper cannot know when those have moved;
        # so it is moved to a place that paper knows.
        back = paper.gone.pop()
        bin.bring_back(session, "question", back)
        session.flush()
        questions.move(session, back, 0)
        paper.order.insert(0, back)
    elif name is not None and step == "move":
        questions.move(session, name, to)
        paper.order.remove(name)
        paper.order.insert(max(0, to), name)
    elif name is not None and step == "delete":
        if name in paper.starred:
            questions.star(session, name, False)
            paper.starred.remove(name)
        bin.throw_away(session, "question", name)
        paper.order.remove(name)
        paper.gone.append(name)
    elif name is not None and step in ("star", "unstar"):
        set_star(session, paper, name, step == "star")
    session.flush()


def set_star(session, paper, name, starred):
    try:
        questions.star(session, name, starred)
    except FieldError:
        assert len(paper.starred) == MOST_STARRED
        assert name not in paper.starred
    else:
        (paper.starred.add if starred else paper.starred.discard)(name)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(STEPS)
@example([("add", 0, 0)] * 6 + [("move", 3, 1), ("move", 4, 1), ("move", 5, 1)] * 9)
@example([("add", 0, 0)] * 3 + [("move", 2, 0), ("move", 1, 0)] * 15)
def test_after_any_steps_the_list_is_the_list_on_paper(session, steps):
    savepoint = session.begin_nested()
    paper = Paper()
    for step in steps:
        do(session, paper, *step)
        listed = questions.everything(session)
        assert [q.id for q in listed] == paper.order
        assert {q.id for q in listed if q.starred} == paper.starred
        assert len(paper.starred) <= MOST_STARRED
    savepoint.rollback()
    session.expunge_all()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.integers(1, 7), st.sets(st.integers(0, 6)))
def test_what_comes_back_from_the_bin_stands_where_it_stood(session, count, thrown):
    savepoint = session.begin_nested()
    kept = [questions.keep(session, Question(text=f"{n}?")) for n in range(count)]
    session.flush()
    gone = [kept[n].id for n in sorted(thrown) if n < count]
    for question in gone:
        bin.throw_away(session, "question", question)
    session.flush()
    assert [q.id for q in questions.everything(session)] == [q.id for q in kept if q.id not in gone]
    for question in reversed(gone):
        bin.bring_back(session, "question", question)
    session.flush()
    assert [q.text for q in questions.everything(session)] == [f"{n}?" for n in range(count)]
    assert {b.id for b in bin.contents(session)} == set()
    savepoint.rollback()
    session.expunge_all()


def test_a_question_that_is_added_never_stands_before_one_that_was_there(session):
    first, second = (questions.keep(session, Question(text=text)) for text in ("1", "2"))
    session.flush()
    bin.throw_away(session, "question", second.id)
    session.flush()
    questions.keep(session, Question(text="3"))
    session.flush()
    bin.bring_back(session, "question", second.id)
    session.flush()
    assert [q.text for q in questions.everything(session)] == ["1", "2", "3"]
    assert first.rank > 0


def test_an_edit_leaves_a_question_at_its_place(session):
    kept = [questions.keep(session, Question(text=text)) for text in "abc"]
    session.flush()
    kept[1].text = "b, in other words"
    questions.keep(session, kept[1])
    session.flush()
    assert [q.text for q in questions.everything(session)] == ["a", "b, in other words", "c"]


def test_the_star_of_a_question_in_the_bin_counts_for_nobody(session):
    kept = [questions.keep(session, Question(text=text)) for text in "abcd"]
    session.flush()
    for question in kept[:3]:
        questions.star(session, question.id, True)
        session.flush()
    bin.throw_away(session, "question", kept[0].id)
    session.flush()
    assert questions.star(session, kept[3].id, True).starred


def test_three_stars_stay_three_when_a_starred_question_comes_back(session):
    kept = [questions.keep(session, Question(text=text)) for text in "abcd"]
    session.flush()
    for question in kept[:3]:
        questions.star(session, question.id, True)
        session.flush()
    bin.throw_away(session, "question", kept[0].id)
    session.flush()
    questions.star(session, kept[3].id, True)
    session.flush()
    bin.bring_back(session, "question", kept[0].id)
    session.flush()
    listed = questions.everything(session)
    assert len(listed) == 4
    assert sum(q.starred for q in listed) == MOST_STARRED
    assert not kept[0].starred


def test_a_question_of_the_catalogue_that_is_taken_again_brings_no_fourth_star(session):
    again = questions.add_from_catalogue(session, "stage.1", "What stage?", "", "", starred=True)
    session.flush()
    bin.throw_away(session, "question", again.id)
    for text in "abc":
        questions.star(session, questions.keep(session, Question(text=text)).id, True)
        session.flush()
    questions.add_from_catalogue(session, "stage.1", "What stage?", "", "", starred=True)
    session.flush()
    assert [q.text for q in questions.everything(session) if q.starred] == ["a", "b", "c"]
    assert again.binned_at is None


def test_ten_thousand_questions_are_listed_moved_and_put_to_a_visit_in_time(session):
    visit = appointments.keep(session, Appointment(day="2026-03-05"))
    made = [Question(text=f"Is number {n} safe?", rank=(n + 1) * questions.GAP) for n in range(10_000)]
    session.add_all(made)
    session.flush()
    session.add_all(questions.Asking(question_id=q.id, appointment_id=visit.id) for q in made[-100:])
    session.flush()
    before = time.thread_time()
    questions.star(session, made[-1].id, True)
    questions.move(session, made[-1].id, 1)
    session.flush()
    for_visit = questions.for_appointment(session, visit)
    by_question = questions.askings(session)
    taken = time.thread_time() - before
    listed = questions.everything(session)
    assert [q.text for q in listed[:3]] == [f"Is number {n} safe?" for n in (0, 9_999, 1)]
    assert [f.question.id for f in for_visit] == [made[-1].id, *(q.id for q in made[-100:-1])]
    assert sorted(by_question) == sorted(q.id for q in made[-100:])
    assert taken < 5
