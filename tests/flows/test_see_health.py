"""From a case to the timeline and the results: what is ticked is on paper, with its days as told."""

import dataclasses
import io
from datetime import UTC, datetime

import pikepdf
import pytest

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    bin,
    diagnosis,
    doctors,
    documents,
    events,
    person,
    results,
    treatments,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.person import Person
from secondop_desktop.case.results import Result
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.flows import results_sheet, see_health, timeline_sheet
from secondop_desktop.flows.plan import EVERYBODY, Plan, item_key
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.paper.results_data import Value
from tests.paper.conftest import Reader, squeezed

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def filled(keep):
    """A case with one of each; gives back the ids by family."""

    def fill(session):
        owner = person.known(session) or Person(name="Margaret Ellison")
        owner.birth_date = PartialDate(1965, 3, 9)
        person.keep(session, owner)
        lee = doctors.keep(session, Doctor(name="Dr Canarydoctor")).id
        session.flush()
        told = Diagnosis(
            sentence="Canarydiagnosis", diagnosed_on=PartialDate(2026, 1, 3), source="Canarysource"
        )
        diagnosis.keep(session, told)
        made = {
            "treatment": treatments.keep(
                session,
                Treatment(name="Canarytreatment", started=PartialDate(2026, 2), source="Canarysource"),
            ),
            "event": events.keep(session, Event(text="Canaryevent", day=PartialDate(2026, 2, 3))),
            "opinion": appointments.keep(
                session,
                Appointment(day="2026-02-10", zone="UTC", kind="first_opinion", doctor_id=lee, status="done"),
            ),
            "visit": appointments.keep(
                session, Appointment(day="2026-04-10", zone="UTC", kind="test", goal="Canaryscan")
            ),
            "off": appointments.keep(
                session,
                Appointment(day="2026-02-11", zone="UTC", kind="test", goal="Calledoff", status="cancelled"),
            ),
        }
        record = documents.keep(session, Document(title="Canaryrecord", blob="b", added_at=NOW)).id
        session.flush()
        for marker, value, day in (
            ("Canarymarker", "22", PartialDate(2026, 1, 3)),
            ("canarymarker ", "<0.5", PartialDate(2026, 2, 3)),
            ("Othermarker", "positive", None),
        ):
            kept = Result(
                marker=marker, value=value, unit="U/mL", high="35", day=day, document_id=record, page=2
            )
            results.keep(session, kept)
        return {name: each.id for name, each in made.items()}

    return keep(fill)


@pytest.fixture
def timeline(vault, frozen_clock):
    """The timeline as data: the entries by the words that name them, and the lines of the table."""

    def timeline():
        with vault.read() as session:
            found, table = see_health.timeline(session, frozen_clock)
        return {entry.words: entry for entry in found.entries}, table

    return timeline


def plan_of(vault, kind, recipient="doctor", without=(), **how):
    with vault.read() as session:
        plan = kind.settled(session, Plan(kind.key, recipient=recipient, **how))
    return dataclasses.replace(plan, parts=plan.parts - set(without))


def test_all_that_happened_is_on_the_timeline_with_its_kind(filled, timeline):
    entries, _table = timeline()
    kinds = {words: (entry.kind, entry.planned) for words, entry in entries.items()}
    assert kinds == {
        "Canarydiagnosis": ("diagnosis", False),
        "Canarytreatment": ("treatment", False),
        "First opinion, Dr Canarydoctor": ("opinion", False),
        "Canaryscan": ("visit", True),
        "Canaryevent": ("event", False),
    }


def test_an_operation_that_is_done_is_over_on_its_day(keep, timeline):
    day = PartialDate(2026, 2, 3)
    keep(lambda s: treatments.keep(s, Treatment(name="A", kind="surgery", state="done", started=day)))
    keep(lambda s: treatments.keep(s, Treatment(name="B", kind="hormone", state="done", started=day)))
    keep(lambda s: treatments.keep(s, Treatment(name="C", kind="hormone", state="stopped", started=day)))
    entries, _table = timeline()
    assert entries["A"].when() == "3 Feb 2026"
    assert entries["B"].when() == "from 3 Feb 2026, no end written down"
    assert entries["C"].note == "stopped early"


def test_a_visit_whose_day_is_over_is_not_said_to_have_taken_place(keep, timeline):
    for day, status in (("2026-01-05", "planned"), ("2026-01-06", "done"), ("2026-12-07", "planned")):
        visit = Appointment(day=day, zone="UTC", kind="test", goal=f"Scan {day}", status=status)
        keep(lambda s, visit=visit: appointments.keep(s, visit))
    entries, _table = timeline()
    notes = {words: (entry.note, entry.planned) for words, entry in entries.items()}
    assert notes == {
        "Scan 2026-01-05": ("nobody noted if it took place", False),
        "Scan 2026-01-06": ("", False),
        "Scan 2026-12-07": ("", True),
    }


def test_what_lies_in_the_bin_is_neither_in_the_picture_nor_in_the_table(filled, keep, timeline):
    keep(lambda s: bin.throw_away(s, "treatment", filled["treatment"]))
    keep(lambda s: bin.throw_away(s, "event", filled["event"]))
    entries, table = timeline()
    assert not {"Canarytreatment", "Canaryevent"} & set(entries)
    assert f"event:{filled['event']}" not in table


def test_spellings_of_one_marker_are_one_and_the_latest_comes_first(filled, vault):
    with vault.read() as session:
        found = see_health.markers(session)
    assert [(marker.name, len(marker.values)) for marker in found] == [
        ("canarymarker", 2),
        ("Othermarker", 1),
    ]
    first = found[0].table[0]
    assert (first.when, first.value, first.printed_range) == ("3 Feb 2026", "<0.5 U/mL", "up to 35")
    assert first.source == "Canaryrecord, page 2"
    assert [value.bound for value in found[0].values] == ["", "<"]


@pytest.mark.parametrize(
    "part", ["diagnosis", "opinion", "treatment", "visit", "event", "sources", "birth_date"]
)
def test_what_is_not_ticked_is_not_on_the_timeline_sheet(filled, vault, frozen_clock, tmp_path, part):
    words = {
        "diagnosis": "Canarydiagnosis",
        "opinion": "Canarydoctor",
        "treatment": "Canarytreatment",
        "visit": "Canaryscan",
        "event": "Canaryevent",
        "sources": "Canarysource",
        "birth_date": "9 March 1965",
    }
    kind, read = timeline_sheet.KIND, Reader(tmp_path)
    whole = everything_in(kind.pdf(vault, plan_of(vault, kind), frozen_clock), read)
    without = everything_in(kind.pdf(vault, plan_of(vault, kind, without=[part]), frozen_clock), read)
    assert all(squeezed(each) in whole for each in words.values())
    assert [name for name, each in words.items() if squeezed(each) not in without] == [part]


def test_only_the_ticked_markers_are_on_the_results_sheet(filled, vault, frozen_clock, tmp_path):
    kind, read = results_sheet.KIND, Reader(tmp_path)
    other = item_key("marker", "othermarker")
    whole = everything_in(kind.pdf(vault, plan_of(vault, kind), frozen_clock), read)
    without = everything_in(kind.pdf(vault, plan_of(vault, kind, without=[other]), frozen_clock), read)
    assert "Othermarker" in whole
    assert "positive" in whole
    assert "Othermarker" not in without
    assert "positive" not in without
    assert "canarymarker" in without
    bare = everything_in(kind.pdf(vault, plan_of(vault, kind, without=["sources"]), frozen_clock), read)
    assert "Canaryrecord" in whole
    assert "Canaryrecord" not in bare


def everything_in(pdf, read):
    """All words of a file: on its pages, told to a screen reader, and about itself."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
        about = [str(value) for value in document.docinfo.values()]
    return read.text(pdf) + squeezed(" ".join([*told, *about]))


def test_both_sheets_are_offered_and_each_recipient_has_defaults(vault):
    for kind in (timeline_sheet.KIND, results_sheet.KIND):
        assert KINDS[kind.key] is kind
        assert set(kind.recipients) <= EVERYBODY
        with vault.read() as session:
            parts = {
                who: kind.settled(session, Plan(kind.key, recipient=who)).parts for who in kind.recipients
            }
        assert "sources" in parts["doctor"]
        assert parts["other"] == frozenset()


def test_a_case_with_nothing_in_it_gives_sheets_that_say_so(vault, frozen_clock, tmp_path):
    read = Reader(tmp_path)
    for kind, words in (
        (timeline_sheet.KIND, "Nothing is written down or ticked for it."),
        (results_sheet.KIND, "No results are written down or ticked."),
    ):
        assert squeezed(words) in read.text(kind.pdf(vault, plan_of(vault, kind), frozen_clock))


def test_the_words_of_a_value_follow_the_language_of_the_sheet():
    value = Value("r", "22", 22.0, PartialDate(2026, 3), "U/mL", high="10", high_number=10.0)
    assert value.said() == "22 U/mL, Mar 2026, outside the range the lab printed"
    with language.speaking(language.PSEUDO):
        assert value.said() != "22 U/mL, Mar 2026, outside the range the lab printed"
    assert value.said() == "22 U/mL, Mar 2026, outside the range the lab printed"
