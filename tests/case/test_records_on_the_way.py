"""Where a piece is follows from its steps alone, which may skip, go back and be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import appointments, bin, doctors, examinations, pieces, requests, wanted
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Piece
from secondop_desktop.case.requests import Request
from secondop_desktop.case.wanted import Line, Wanted

MARCH = PartialDate(2026, 3, 3)


@pytest.fixture
def biopsy(session):
    """A biopsy with its report and its slides; the ids of both."""
    _, made = pieces.start(session, Examination(what=" Core biopsy "), ["slides", "report"])
    session.flush()
    return [piece.id for piece in made]


def states(session):
    session.flush()
    return [tracked.state for tracked in pieces.everything(session)]


def test_an_examination_needs_a_name_and_comes_newest_first(session):
    with pytest.raises(FieldError, match="what was done"):
        examinations.keep(session, Examination(what=" "))
    for what, day in (("Old", PartialDate(2025)), ("No date", None), ("New", PartialDate(2026, 2))):
        examinations.keep(session, Examination(what=what, dated=day))
    session.flush()
    assert [e.what for e in examinations.everything(session)] == ["New", "Old", "No date"]


def test_pieces_of_one_examination_stand_in_the_order_of_their_forms(session, biopsy):
    assert [t.piece.form for t in pieces.everything(session)] == ["report", "slides"]
    assert pieces.everything(session)[0].examination.what == "Core biopsy"


def test_a_piece_is_one_of_the_known_forms(session):
    with pytest.raises(FieldError):
        pieces.start(session, Examination(what="X"), ["hologram"])


def test_every_state_can_follow_every_state_and_the_last_one_written_counts(session, biopsy, frozen_clock):
    for before in pieces.STATES:
        for after in pieces.STATES:
            for state in (before, after):
                frozen_clock.move_on(timedelta(seconds=1))
                pieces.move(session, biopsy[:1], state, {}, frozen_clock)
            session.flush()
            assert pieces.one(session, biopsy[0]).state == after


def test_a_step_keeps_all_that_was_noted_and_is_today_without_a_day(session, biopsy, frozen_clock):
    told = {"who": " Dr Lee ", "carrier": "FedEx", "tracking": "123", "fee": "$15, waived", "due": MARCH}
    pieces.move(session, biopsy[:1], pieces.SENT, told, frozen_clock)
    session.flush()
    last = pieces.one(session, biopsy[0]).last
    assert (last.who, last.carrier, last.tracking, last.fee) == ("Dr Lee", "FedEx", "123", "$15, waived")
    assert (last.day.whole(), last.due) == (frozen_clock.today(), MARCH)


def test_what_is_written_later_counts_also_when_its_day_was_earlier(session, biopsy, frozen_clock):
    pieces.move(session, biopsy, pieces.RECEIVED, {"day": PartialDate(2026, 3, 9)}, frozen_clock)
    frozen_clock.move_on(timedelta(minutes=1))
    pieces.move(session, biopsy, pieces.RETURNED, {"day": PartialDate(2026, 3, 1)}, frozen_clock)
    assert states(session) == [pieces.RETURNED, pieces.RETURNED]


def test_a_batch_is_taken_back_as_one(session, biopsy, frozen_clock):
    pieces.move(session, biopsy[:1], pieces.ASKED, {}, frozen_clock)
    frozen_clock.move_on(timedelta(minutes=1))
    sent = pieces.move(session, biopsy, pieces.SENT, {"who": "Dr Lee"}, frozen_clock)
    assert len(set(sent)) == 2
    assert states(session) == [pieces.SENT, pieces.SENT]
    pieces.take_back(session, sent, frozen_clock)
    assert sorted(states(session)) == [pieces.ASKED, pieces.NOT_ASKED]


def test_nothing_is_written_when_one_piece_of_a_batch_is_gone(session, biopsy, frozen_clock):
    with pytest.raises(UserError):
        pieces.move(session, ["nowhere", *biopsy], pieces.SENT, {}, frozen_clock)
    assert states(session) == [pieces.NOT_ASKED, pieces.NOT_ASKED]


@pytest.mark.parametrize(("ids", "state"), [([], pieces.SENT), (["x"], "teleported")])
def test_a_step_needs_a_piece_and_a_known_state(session, ids, state):
    with pytest.raises(FieldError):
        pieces.move(session, ids, state, {})


def test_pieces_of_a_binned_examination_are_nowhere_and_come_back_with_it(session, biopsy, frozen_clock):
    pieces.move(session, biopsy, pieces.ASKED, {}, frozen_clock)
    session.flush()
    examination = pieces.everything(session)[0].examination
    bin.throw_away(session, "examination", examination.id, frozen_clock)
    assert states(session) == []
    bin.bring_back(session, "examination", examination.id)
    assert states(session) == [pieces.ASKED, pieces.ASKED]
    assert [t.state for t in pieces.of_examination(session, examination.id)] == [pieces.ASKED] * 2


def test_a_request_notes_for_each_piece_that_it_was_asked_for(session, biopsy, frozen_clock):
    request = Request(facility="City Hospital", contact="Maria", asked_on=MARCH, fee="$6.50")
    made, steps = requests.ask(session, request, biopsy, frozen_clock)
    session.flush()
    assert requests.pieces_of(session) == {made: biopsy}
    for tracked in pieces.everything(session):
        last = tracked.last
        assert (last.state, last.who, last.contact, last.day) == ("asked", "City Hospital", "Maria", MARCH)
    pieces.take_back(session, steps, frozen_clock)
    session.flush()
    assert requests.pieces_of(session) == {}


def test_a_request_needs_a_place_and_may_be_without_pieces(session, frozen_clock):
    with pytest.raises(FieldError) as refusal:
        requests.ask(session, Request(facility=""), [], frozen_clock)
    assert refusal.value.field == "facility"
    requests.ask(session, Request(facility="B"), [], frozen_clock)
    requests.ask(session, Request(facility="A", asked_on=PartialDate(2026, 1)), [], frozen_clock)
    session.flush()
    assert [r.facility for r in requests.everything(session)] == ["A", "B"]


def test_a_list_grows_at_its_end_and_never_doubles_a_line(session):
    visit = appointments.keep(session, Appointment(day="2026-03-05"))
    session.flush()
    first = wanted.add(session, visit.id, [Line("Slides"), Line("Card", required=False, origin="insurance")])
    assert len(first) == 2
    session.flush()
    again = [Line("SLIDES"), Line("Insurance card", origin="insurance"), Line("Images"), Line("images")]
    assert len(wanted.add(session, visit.id, again)) == 1
    session.flush()
    listed = wanted.for_visit(session, visit.id)
    assert [(line.text, line.required) for line in listed] == [
        ("Slides", True),
        ("Card", False),
        ("Images", True),
    ]


def test_a_line_needs_words(session):
    with pytest.raises(FieldError):
        wanted.keep(session, Wanted(appointment_id="x", text=" "))


def test_who_has_a_piece_is_carried_on_while_it_stays_there(session, biopsy, frozen_clock):
    doctor = doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()

    def last(state, **told):
        frozen_clock.move_on(timedelta(seconds=1))
        pieces.move(session, biopsy[:1], state, told, frozen_clock)
        session.flush()
        step = pieces.one(session, biopsy[0]).last
        return step.who, step.doctor_id, step.due

    assert last(pieces.ASKED, who="City Hospital") == ("City Hospital", None, None)
    assert last(pieces.PROMISED, due=MARCH) == ("City Hospital", None, MARCH)
    assert last(pieces.RECEIVED) == ("", None, None)
    assert last(pieces.SENT, doctor_id=doctor.id, due=MARCH) == ("Dr Lee", doctor.id, MARCH)
    assert last(pieces.CONFIRMED) == ("Dr Lee", doctor.id, MARCH)
    assert last(pieces.CONFIRMED, who="Dr Lee", doctor_id=None) == ("Dr Lee", doctor.id, MARCH)
    assert last(pieces.RETURN_DUE, due=PartialDate(2026, 4)) == ("Dr Lee", doctor.id, PartialDate(2026, 4))
    assert last(pieces.CONFIRMED, who="Her office") == ("Her office", None, PartialDate(2026, 4))
    assert last(pieces.SENT, who="Dr B") == ("Dr B", None, None)


def test_a_batch_looks_at_the_steps_so_far_once_and_not_for_each_piece(session, frozen_clock):
    _, made = pieces.start(session, Examination(what="X"), ["slides"] * 30)
    session.flush()
    asked = []

    def heard(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", heard)
    pieces.move(session, [piece.id for piece in made], pieces.ASKED, {}, frozen_clock)
    event.remove(session.get_bind(), "before_cursor_execute", heard)
    assert sum("ORDER BY move.written_at" in statement for statement in asked) == 1


def test_a_piece_points_to_a_doctor_by_its_step(session, biopsy, frozen_clock):
    doctor = doctors.keep(session, Doctor(name="Dr Lee"))
    session.flush()
    pieces.move(session, biopsy[:1], pieces.CONFIRMED, {"doctor_id": doctor.id}, frozen_clock)
    session.flush()
    assert pieces.one(session, biopsy[0]).last.doctor_id == doctor.id
    kept = session.get(Piece, biopsy[0])
    kept.extent, kept.original = " 12 slides ", " at the hospital "
    assert pieces.keep(session, kept).extent == "12 slides"
