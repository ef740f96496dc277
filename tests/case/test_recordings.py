"""Recordings of a visit: their growing parts, their time line, and who allowed them."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, bin, permissions, recordings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.recordings import Recording, SoundOriginal, Stretch
from secondop_desktop.vault.check import check


@pytest.fixture
def now(frozen_clock):
    return frozen_clock.now()


@pytest.fixture
def visit(vault):
    with vault.write() as session:
        return appointments.keep(session, Appointment(day="2026-03-02", zone="America/Chicago")).id


def begun(vault, visit, now, **values):
    with vault.write() as session:
        made = Recording(appointment_id=visit, started_at=now, source=recordings.MICROPHONE, **values)
        return recordings.keep(session, made).id


def test_the_parts_of_a_growing_recording_are_sealed_and_leave_no_history(vault, visit, now):
    made = begun(vault, visit, now)
    for number in range(5):
        with vault.write() as session:
            recordings.add_part(session, made, number, bytes([number]) * 4000, 1.0)
    with vault.read() as session:
        assert [part.number for part in recordings.parts(session, made, after=1, most=2)] == [2, 3]
        assert recordings.seconds_of_parts(session, made) == 5.0
        assert [one.id for one in recordings.growing(session)] == [made]
    with vault.connection() as connection:
        assert connection.scalar(text("SELECT count(*) FROM version WHERE family = 'sound_part'")) == 0
    assert check(vault).good


def test_a_part_that_is_there_already_is_not_kept_twice(vault, visit, now):
    made = begun(vault, visit, now)
    for _ in range(2):
        with vault.write() as session:
            recordings.add_part(session, made, 0, b"page", 1.0)
    with vault.read() as session:
        assert recordings.seconds_of_parts(session, made) == 1.0


def test_joining_drops_the_parts_and_names_the_file(vault, visit, now):
    made = begun(vault, visit, now)
    with vault.write() as session:
        for number in range(200):
            recordings.add_part(session, made, number, b"page", 1.0)
    with vault.write() as session:
        recordings.join(session, made, "ab" * 32, 200.0)
    with vault.read() as session:
        one = recordings.one(session, made)
        assert (one.state, one.blob, one.seconds) == (recordings.WHOLE, "ab" * 32, 200.0)
        assert not recordings.parts(session, made)
        assert not recordings.growing(session)
    assert vault.adds_up()


def at(now, seconds):
    return now + timedelta(seconds=seconds)


@pytest.fixture
def with_a_pause(now):
    """A minute of sound, five minutes of silence that were not recorded, and another minute."""
    line = recordings.packed([Stretch(now, 0.0), Stretch(at(now, 360), 60.0)])
    return Recording(
        appointment_id="v", started_at=now, source=recordings.MICROPHONE, seconds=120.0, stretches=line
    )


@pytest.mark.parametrize(
    ("after_start", "position"),
    [(0, 0), (30, 30), (60, 60), (61, 60), (200, 60), (360, 60), (390, 90), (420, 120), (999, 120), (-9, 0)],
)
def test_an_instant_has_its_place_in_the_sound_also_after_a_pause(with_a_pause, now, after_start, position):
    assert with_a_pause.position_of(at(now, after_start)) == position


@pytest.mark.parametrize(("position", "after_start"), [(0, 0), (59, 59), (60, 360), (90, 390), (120, 420)])
def test_a_place_in_the_sound_has_its_instant(with_a_pause, now, position, after_start):
    assert with_a_pause.instant_of(position) == at(now, after_start)
    assert with_a_pause.ends_at() == at(now, 420)


def test_a_clock_that_was_set_back_in_the_middle_leaves_both_hours_playable(now):
    line = recordings.packed([Stretch(now, 0.0), Stretch(at(now, -3600), 60.0)])
    made = Recording(appointment_id="v", started_at=now, source="microphone", seconds=120.0, stretches=line)
    assert made.position_of(at(now, 20)) == 20
    assert made.position_of(at(now, -3590)) == 70


@pytest.mark.parametrize("odd", ["", "{", "[]", "[[1, 2]]", '[["yesterday", 0]]', "null"])
def test_a_time_line_that_cannot_be_read_begins_at_the_start(now, odd):
    made = Recording(appointment_id="v", started_at=now, source="microphone", seconds=9.0, stretches=odd)
    assert made.timeline() == [Stretch(now, 0.0)]
    assert made.position_of(at(now, 5)) == 5


def test_a_person_can_say_when_it_began_and_everything_moves_along(vault, visit, now):
    line = recordings.packed([Stretch(now, 0.0), Stretch(at(now, 300), 60.0)])
    made = begun(vault, visit, now, stretches=line, start_from=recordings.FILE_TIME)
    with vault.write() as session:
        recordings.begin_at(session, made, at(now, 120))
    with vault.read() as session:
        one = recordings.one(session, made)
    assert (one.started_at, one.start_from) == (at(now, 120), recordings.PERSON)
    assert [stretch.began for stretch in one.timeline()] == [at(now, 120), at(now, 420)]


def test_the_file_it_came_from_is_known_so_that_nothing_is_brought_in_twice(vault, visit, now):
    made = begun(vault, visit, now)
    with vault.write() as session:
        recordings.add_original(session, SoundOriginal(recording_id=made, blob="cd" * 32, file_name="a.mp3"))
    with vault.read() as session:
        assert recordings.original_of(session, made).file_name == "a.mp3"
        assert recordings.with_original(session, visit, "cd" * 32).id == made
        assert recordings.with_original(session, "another visit", "cd" * 32) is None


def test_a_recording_can_be_thrown_away_and_brought_back(vault, visit, now):
    made = begun(vault, visit, now)
    with vault.write() as session:
        bin.throw_away(session, "recording", made)
    with vault.read() as session:
        assert not recordings.of_visit(session, visit)
        assert not recordings.everything(session)
        (binned,) = bin.contents(session)
        assert binned.title == "A recording of a visit"
    with vault.write() as session:
        bin.bring_back(session, "recording", made)
    with vault.read() as session:
        assert [one.id for one in recordings.of_visit(session, visit)] == [made]


def test_the_last_answer_counts(vault, visit, now):
    assert_allowed = []
    for number, answer in enumerate((*permissions.ANSWERS, "yes")):
        with vault.write() as session:
            asked = Permission(
                appointment_id=visit, asked_whom=" Dr  Lee ", answer=answer, asked_at=at(now, number)
            )
            permissions.keep(session, asked)
        with vault.read() as session:
            assert_allowed.append(permissions.allowed(session, visit))
    assert assert_allowed == [True, False, False, True]
    with vault.read() as session:
        assert permissions.latest(session, visit).asked_whom == "Dr  Lee"
        assert not permissions.allowed(session, "another")
    assert set(permissions.answer_words()) == set(permissions.ANSWERS)


@pytest.mark.parametrize(
    ("whom", "answer", "field"), [(" ", "yes", "asked_whom"), ("Dr Lee", "perhaps", "answer")]
)
def test_an_answer_of_nobody_or_of_no_kind_is_refused(session, visit_in, now, whom, answer, field):
    with pytest.raises(FieldError) as refused:
        permissions.keep(
            session, Permission(appointment_id=visit_in, asked_whom=whom, answer=answer, asked_at=now)
        )
    assert refused.value.field == field


@pytest.fixture
def visit_in(session):
    return appointments.keep(session, Appointment(day="2026-03-02", zone="UTC")).id
