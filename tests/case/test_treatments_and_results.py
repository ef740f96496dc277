"""Treatments, events and results: kept as told, in order, and numbers only where they are sure."""

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import events, results, treatments
from secondop_desktop.case.events import Event
from secondop_desktop.case.results import Result, number_of
from secondop_desktop.case.treatments import Treatment


def test_treatments_stand_in_the_order_of_their_beginning(vault):
    with vault.write() as session:
        treatments.keep(session, Treatment(name="Later", started=PartialDate(2026, 3)))
        treatments.keep(session, Treatment(name="Nobody knows when"))
        treatments.keep(session, Treatment(name="  First  ", started=PartialDate(2025)))
    with vault.read() as session:
        assert [one.name for one in treatments.everything(session)] == ["First", "Later", "Nobody knows when"]


def test_a_treatment_that_ends_before_it_begins_is_kept_as_told(vault):
    with vault.write() as session:
        told = Treatment(name="Rays", started=PartialDate(2026, 3), ended=PartialDate(2026, 2))
        kept = treatments.keep(session, told).id
    with vault.read() as session:
        assert treatments.one(session, kept).ended == PartialDate(2026, 2)


def test_a_treatment_needs_a_name_and_a_known_state(vault):
    with pytest.raises(FieldError) as error, vault.write() as session:
        treatments.keep(session, Treatment(name=" "))
    assert error.value.field == "name"
    with pytest.raises(FieldError) as error, vault.write() as session:
        treatments.keep(session, Treatment(name="Rays", state="perhaps"))
    assert error.value.field == "state"


def test_an_unknown_kind_counts_as_other(vault):
    with vault.write() as session:
        assert treatments.keep(session, Treatment(name="Rays", kind="new")).kind == treatments.OTHER
        assert events.keep(session, Event(text="Fell", kind="new")).kind == events.OTHER
    assert set(treatments.kind_words()) == set(treatments.KINDS)
    assert set(treatments.state_words()) == set(treatments.STATES)
    assert set(events.kind_words()) == set(events.KINDS)


def test_events_stand_in_the_order_of_their_days(vault):
    with vault.write() as session:
        for text, day in (("b", PartialDate(2026, 3, 4)), ("c", None), ("a", PartialDate(2026, 3))):
            events.keep(session, Event(text=text, day=day))
    with vault.read() as session:
        there = events.everything(session)
        assert [one.text for one in there] == ["a", "b", "c"]
        assert events.one(session, there[0].id).text == "a"
    with pytest.raises(FieldError), vault.write() as session:
        events.keep(session, Event(text=""))


def test_results_stand_by_marker_and_day(vault):
    with vault.write() as session:
        for marker, month in (("CA 15-3", 3), ("ca 15-3", 2), ("AFP", 5)):
            results.keep(session, Result(marker=marker, value="1", day=PartialDate(2026, month)))
    with vault.read() as session:
        there = [(one.marker, one.day.month) for one in results.everything(session)]
        assert there == [("AFP", 5), ("ca 15-3", 2), ("CA 15-3", 3)]
        assert results.one(session, results.everything(session)[0].id).marker == "AFP"


@pytest.mark.parametrize(("marker", "value", "field"), [("", "1", "marker"), ("AFP", " ", "value")])
def test_a_result_needs_a_marker_and_a_value(vault, marker, value, field):
    with pytest.raises(FieldError) as error, vault.write() as session:
        results.keep(session, Result(marker=marker, value=value))
    assert error.value.field == field


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12.3", 12.3),
        ("12,3", 12.3),
        (" 7 ", 7.0),
        ("-1.5", -1.5),
        ("<0.5", 0.5),
        ("\u2265 40", 40.0),
        ("0,125", 0.125),
        ("1,234", None),
        ("negative", None),
        ("12-14", None),
        ("", None),
        ("12.3.4", None),
    ],
)
def test_a_value_is_a_number_only_when_it_is_sure(words, number):
    assert number_of(words) == number
    assert Result(marker="AFP", value=words).number == number


@pytest.mark.parametrize(
    ("words", "bound"), [("<0.5", "<"), ("\u2264 2", "<"), ("> 40", ">"), ("3", ""), ("no", "")]
)
def test_a_limit_is_told_from_a_value(words, bound):
    assert Result(marker="AFP", value=words).bound == bound
