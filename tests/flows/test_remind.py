"""When a visit is told of, and in which words: the hour and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.case import appointments, doctors, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows import remind


@pytest.fixture
def plan(vault):
    """Plan a visit; gives its id."""

    def plan(minutes=None, **values):
        with vault.write() as session:
            doctor = doctors.keep(session, Doctor(name="Dr Lee"))
            session.flush()
            usual = {
                "day": "2026-03-02",
                "hour": "10:30",
                "zone": "America/Chicago",
            }
            visit = appointments.keep(session, Appointment(doctor_id=doctor.id, **{**usual, **values}))
            session.flush()
            if minutes is not None:
                plan = visit_plans.of_visit(session, visit.id)
                plan.remind_minutes = minutes
                visit_plans.keep(session, plan)
            return visit.id

    return plan


@pytest.fixture
def due(vault):
    def due(clock):
        with vault.read() as session:
            found = remind.reminders(session, clock)
        return [remind.sentence(one, clock) for one in found if one.is_due(clock.now())]

    return due


def at(text, zone="America/Chicago"):
    return StoppedClock(datetime.fromisoformat(text).replace(tzinfo=UTC), zone)


@pytest.mark.parametrize(
    ("minutes", "now", "said"),
    [
        (None, "2026-03-02T15:29", []),
        (None, "2026-03-02T15:30", ["You have an appointment at 10:30."]),
        (None, "2026-03-02T16:29", ["You have an appointment at 10:30."]),
        (None, "2026-03-02T16:30", []),
        (15, "2026-03-02T16:14", []),
        (15, "2026-03-02T16:15", ["You have an appointment at 10:30."]),
        (1440, "2026-03-01T16:30", ["You have an appointment tomorrow at 10:30."]),
        (0, "2026-03-02T16:00", []),
    ],
)
def test_a_visit_is_told_of_from_its_time_on_until_it_begins(plan, due, minutes, now, said):
    plan(minutes)
    assert due(at(now)) == said


@pytest.mark.parametrize(
    ("minutes", "now", "said"),
    [
        (60, "2026-03-02T14:59", []),
        (60, "2026-03-02T15:00", ["You have an appointment today."]),
        (1440, "2026-03-01T15:00", ["You have an appointment tomorrow."]),
        (1440, "2026-03-02T23:00", ["You have an appointment today."]),
    ],
)
def test_a_visit_without_an_hour_is_told_of_at_nine(plan, due, minutes, now, said):
    plan(minutes, hour="")
    assert due(at(now)) == said


def test_nothing_but_the_hour_is_told(plan, due):
    plan(goal="Decide about surgery", companion="Tom", place="Cancer center")
    (said,) = due(at("2026-03-02T16:00"))
    for word in ("Lee", "Cancer", "surgery", "Tom"):
        assert word not in said


def test_the_hour_is_that_of_this_computer_wherever_it_is_now(plan, due):
    plan()
    assert due(at("2026-03-02T16:00", "Europe/Berlin")) == ["You have an appointment at 17:30."]
    assert due(at("2026-03-02T16:00", "Asia/Tokyo")) == ["You have an appointment at 01:30."]


def test_a_visit_called_off_or_past_is_not_told_of(plan, due):
    plan(status="cancelled")
    plan(day="2026-02-20")
    assert due(at("2026-03-02T16:00")) == []


def test_a_moved_visit_is_another_reminder(plan, vault, frozen_clock):
    identity = plan()
    with vault.read() as session:
        (before,) = remind.reminders(session, frozen_clock)
    with vault.write() as session:
        appointments.one(session, identity).hour = "11:30"
    with vault.read() as session:
        (after,) = remind.reminders(session, frozen_clock)
    assert before != after
    assert after.due - before.due == timedelta(hours=1)
