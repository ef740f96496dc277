"""Each line of an answer and of the free page knows when it was first typed, and by whom."""

from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.case import appointments, line_stamps, notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.line_stamps import LineStamp, Stamp, page_id
from secondop_desktop.case.questions import Question

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def at(minutes, by="ME"):
    return Stamp(NOW + timedelta(minutes=minutes), by)


@pytest.fixture
def visit_id(session):
    visit = appointments.keep(session, Appointment(day="2026-03-02"))
    session.flush()
    return visit.id


def write_page(session, visit_id, text, stamps):
    notes.write(session, visit_id, text, NOW)
    line_stamps.write(session, page_id(visit_id), visit_id, text, stamps)
    session.flush()


def test_the_lines_of_a_free_page_come_back_with_their_stamps(session, visit_id):
    write_page(session, visit_id, "one\n\nthree", [at(0), None, at(5, "DE")])
    assert line_stamps.of_text(session, page_id(visit_id)) == [at(0), None, at(5, "DE")]
    write_page(session, visit_id, "one", [at(0)])
    assert line_stamps.of_text(session, page_id(visit_id)) == [at(0)]


def test_an_answer_has_stamps_under_the_id_of_its_asking(session, visit_id):
    question = questions.keep(session, Question(text="What if I wait?"))
    session.flush()
    asking = questions.ask_at(session, question.id, visit_id)
    assert line_stamps.of_text(session, asking.id) == [None]
    questions.write_answer(session, asking.id, "Three months.")
    line_stamps.write(session, asking.id, visit_id, "Three months.", [at(1)])
    assert line_stamps.of_text(session, asking.id) == [at(1)]
    assert line_stamps.of_text(session, "nobody") == [None]


@pytest.mark.parametrize(
    ("now", "stamps"),
    [
        ("one\ntwo\nthree", [at(1), at(2), at(3)]),
        ("one\nTWO\nthree", [at(1), at(2), at(3)]),
        ("one\nthree", [at(1), at(3)]),
        ("zero\none\ntwo\nthree", [None, at(1), at(2), at(3)]),
        ("one\na\nb\nthree", [at(1), None, None, at(3)]),
        ("", [None]),
    ],
)
@pytest.mark.parametrize("most", [line_stamps.MOST_COMPARED, 0])
def test_a_text_that_was_changed_elsewhere_keeps_the_stamps_of_the_lines_that_are_certain(
    session, visit_id, now, stamps, most, monkeypatch
):
    monkeypatch.setattr(line_stamps, "MOST_COMPARED", most)
    write_page(session, visit_id, "one\ntwo\nthree", [at(1), at(2), at(3)])
    notes.write(session, visit_id, now, NOW)
    assert line_stamps.of_text(session, page_id(visit_id)) == stamps


@pytest.mark.parametrize(
    ("lines", "checks"), [("nonsense", "[]"), ("[[5]]", "[1]"), ("[null]", "[]"), ("[null]", "5")]
)
def test_stamps_that_nobody_can_read_are_none(session, visit_id, lines, checks):
    notes.write(session, visit_id, "words", NOW)
    text_id = page_id(visit_id)
    session.add(LineStamp(text_id=text_id, appointment_id=visit_id, lines=lines, checks=checks))
    session.flush()
    assert line_stamps.of_text(session, text_id) == [None]


def test_an_instant_comes_back_in_utc_to_the_millisecond(session, visit_id):
    moment = datetime.fromisoformat("2026-03-02T10:30:15.123456-06:00")
    write_page(session, visit_id, "word", [Stamp(moment)])
    (stamp,) = line_stamps.of_text(session, page_id(visit_id))
    assert abs(stamp.at - moment) < timedelta(milliseconds=1)
    assert stamp.at.utcoffset() == timedelta(0)


def test_ten_thousand_lines_are_read_and_written_in_a_moment(session, visit_id):
    lines = [f"line {number}" for number in range(10_000)]
    write_page(session, visit_id, "\n".join(lines), [at(0)] * 10_000)
    lines[5_000:5_003] = ["changed elsewhere"]
    notes.write(session, visit_id, "\n".join(lines), NOW)
    found = line_stamps.of_text(session, page_id(visit_id))
    assert len(found) == 9_998
    assert found.count(None) == 1
