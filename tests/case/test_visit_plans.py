"""What is written down before a visit: kept once a visit, tidied, and found by the name a calendar knows."""

import pytest

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import appointments, bin, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.visit_plans import VisitPlan


@pytest.fixture
def visit_id(session):
    kept = appointments.keep(session, Appointment(day="2026-03-05", zone="America/Chicago"))
    session.flush()
    return kept.id


def test_a_visit_without_a_plan_has_a_new_one_that_is_kept_only_when_asked(session, visit_id):
    plan = visit_plans.of_visit(session, visit_id)
    assert (plan.appointment_id, plan.decision, plan.remind_minutes) == (visit_id, "", 60)
    assert visit_plans.of_visits(session) == {}


def test_a_plan_is_kept_tidied_and_there_is_one_for_each_visit(session, visit_id):
    plan = visit_plans.of_visit(session, visit_id)
    plan.decision, plan.arrive, plan.companion_role = "  Surgery or waiting?\x00 ", "9:05".zfill(5), "writes"
    visit_plans.keep(session, plan)
    session.flush()
    again = visit_plans.of_visit(session, visit_id)
    again.parking = "Garage B"
    visit_plans.keep(session, again)
    session.flush()
    (kept,) = visit_plans.of_visits(session).values()
    assert (kept.decision, kept.arrive, kept.parking) == ("Surgery or waiting?", "09:05", "Garage B")


@pytest.mark.parametrize(
    ("field", "value"), [("arrive", "soon"), ("arrive", "25:00"), ("companion_role", "x")]
)
def test_what_makes_no_sense_is_refused_at_its_field(session, visit_id, field, value):
    plan = VisitPlan(appointment_id=visit_id, **{field: value})
    with pytest.raises(FieldError) as refused:
        visit_plans.keep(session, plan)
    assert refused.value.field == field


def test_minutes_before_a_visit_are_never_less_than_none(session, visit_id):
    kept = visit_plans.keep(session, VisitPlan(appointment_id=visit_id, alarm_minutes=-5, remind_minutes=-1))
    assert (kept.alarm_minutes, kept.remind_minutes) == (0, 0)


def test_a_visit_is_found_by_the_name_a_calendar_knows_also_in_the_bin(session, visit_id, frozen_clock):
    visit_plans.keep(session, VisitPlan(appointment_id=visit_id, uid="abc"))
    session.flush()
    assert visit_plans.by_uid(session, "abc").appointment_id == visit_id
    bin.throw_away(session, "appointment", visit_id, frozen_clock)
    session.flush()
    assert visit_plans.by_uid(session, "abc").appointment_id == visit_id
    assert visit_plans.by_uid(session, "") is None
    assert visit_plans.by_uid(session, "xyz") is None


def test_of_two_visits_of_one_name_the_one_that_is_not_in_the_bin_counts(session, visit_id, frozen_clock):
    other = appointments.keep(session, Appointment(day="2026-03-06", zone="UTC"))
    session.flush()
    for each in (visit_id, other.id):
        visit_plans.keep(session, VisitPlan(appointment_id=each, uid="abc"))
    session.flush()
    bin.throw_away(session, "appointment", visit_id, frozen_clock)
    session.flush()
    assert visit_plans.by_uid(session, "abc").appointment_id == other.id
