"""Random edits over every family: the history tells the present, and the bin gives back what went in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    attendees,
    bin,
    captured,
    diagnosis,
    doctors,
    documents,
    events,
    examinations,
    handouts,
    letters,
    medicines,
    notes,
    opinion_facts,
    photos,
    pieces,
    pins,
    questions,
    recordings,
    requests,
    results,
    sharings,
    table,
    tasks,
    treatments,
    wanted,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.diagnosis import DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.pieces import Move
from secondop_desktop.case.questions import Question
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.vault.check import check
from secondop_desktop.vault.history import present_from_history

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=12)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["new", "edit", "throw", "back", "same"]),
        st.sampled_from(sorted(bin.FAMILIES)),
        st.integers(0, 30),
        WORDS,
    ),
    min_size=5,
    max_size=25,
)
WORD_OF = {
    "appointment": "place",
    "attendee": "name",
    "captured": "text",
    "diagnosis_fact": "text",
    "doctor": "name",
    "doctor_fact": "text",
    "document": "title",
    "event": "text",
    "examination": "what",
    "letter": "title",
    "result": "marker",
    "sharing": "name",
    "treatment": "name",
    "move": "note",
    "piece": "extent",
    "request": "facility",
    "wanted": "text",
    "handout": "what",
    "medicine": "name",
    "note": "text",
    "opinion_fact": "text",
    "photo": "file_name",
    "pin": "text",
    "question": "text",
    "recording": "title",
    "task": "text",
}


def new_one(session, family, words, doctor, visit):
    """One record of a family with some words in it, kept by the family's own way of keeping."""
    made = {
        "appointment": lambda: appointments.keep(session, Appointment(day="2026-03-05", place=words)),
        "attendee": lambda: attendees.keep(session, Attendee(appointment_id=visit, name=words)),
        "captured": lambda: captured.add(session, visit, "step", words, NOW),
        "diagnosis_fact": lambda: diagnosis.keep_fact(session, DiagnosisFact(topic="Grade", text=words)),
        "doctor": lambda: doctors.keep(session, Doctor(name=words)),
        "doctor_fact": lambda: doctors.keep_fact(
            session, DoctorFact(doctor_id=doctor, topic="", text=words, as_of=PartialDate(2026, 3))
        ),
        "document": lambda: documents.keep(session, Document(title=words, blob="ab" * 32, added_at=NOW)),
        "event": lambda: events.keep(session, Event(text=words)),
        "letter": lambda: letters.keep(session, Letter(kind="request", title=words, made_at=NOW)),
        "result": lambda: results.keep(session, Result(marker=words, value="1")),
        "sharing": lambda: sharings.keep(session, Sharing(what="summary", name=words, given_at=NOW)),
        "treatment": lambda: treatments.keep(session, Treatment(name=words)),
        "examination": lambda: examinations.keep(session, Examination(what=words)),
        "move": lambda: table.keep(
            session, Move(piece_id=a_piece(session, words).id, state="asked", note=words, written_at=NOW)
        ),
        "piece": lambda: a_piece(session, words),
        "request": lambda: requests.keep(session, Request(facility=words, asked_on=PartialDate(2026, 3))),
        "wanted": lambda: wanted.keep(session, Wanted(appointment_id=visit, text=words)),
        "handout": lambda: handouts.add(session, visit, words, NOW),
        "medicine": lambda: medicines.keep(session, Medicine(name=words)),
        "note": lambda: notes.write(session, visit, words, NOW),
        "opinion_fact": lambda: opinion_facts.keep(session, OpinionFact(field="trial", text=words)),
        "recording": lambda: recordings.keep(
            session, Recording(appointment_id=visit, started_at=NOW, source="file", title=words)
        ),
        "photo": lambda: a_photo(session, words),
        "pin": lambda: pins.put(session, a_record(session), 2, (0.25, 0.5), words),
        "question": lambda: questions.keep(session, Question(text=words)),
        "task": lambda: tasks.keep(session, Task(text=words, due=PartialDate(2026))),
    }[family]()
    session.flush()
    return made.id


def a_record(session):
    """The record that every pin of these tests stands on."""
    found = documents.with_blob(session, "cd" * 32)
    return (found or documents.keep(session, Document(title="Report", blob="cd" * 32, added_at=NOW))).id


def a_photo(session, words):
    """A photo in a record that has another one besides."""
    record = documents.with_blob(session, "ef" * 32)
    if record is None:
        record = Document(title="Letter", blob="ef" * 32, file_kind=photos.KIND, added_at=NOW)
        record = documents.keep(session, record)
        session.flush()
        photos.add(session, [Photo(document_id=record.id, blob="ef" * 32)])
    made = Photo(document_id=record.id, blob="fe" * 32, file_name=words)
    photos.add(session, [made])
    return made


def a_piece(session, words):
    """Slides of an examination of their own."""
    return pieces.start(session, Examination(what=words), ["slides"])[1][0]


@pytest.fixture
def ground(vault):
    """A doctor and a visit for what belongs to one."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr A"))
        visit = appointments.keep(session, Appointment(day="2026-03-09"))
    return doctor.id, visit.id


def as_written(record):
    """Every value of a record but those that say how often and when it was touched."""
    names = [column.key for column in inspect(type(record)).columns]
    return {name: getattr(record, name) for name in names if name not in ("revision", "digest", "seq")}


def take(vault, step, family, item, words, ground):
    kind = bin.FAMILIES[family][0]
    with vault.write() as session:
        if item is None or step == "new":
            return new_one(session, family, words, *ground)
        if step == "edit":
            setattr(session.get(kind, item), WORD_OF[family], words)
        elif step == "throw":
            bin.throw_away(session, family, item)
        elif step == "back":
            bin.bring_back(session, family, item)
    return item


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(STEPS, st.integers(0, 90))
def test_after_any_edits_the_history_alone_gives_the_present(vault, ground, frozen_clock, steps, seconds):
    made = {}
    for step, family, number, words in steps:
        frozen_clock.move_on(timedelta(seconds=seconds))
        mine = made.setdefault(family, [])
        item = mine[number % len(mine)] if mine else None
        done = take(vault, step, family, item, words, ground)
        if done not in mine:
            mine.append(done)
    found = check(vault)
    assert found.history_agrees
    assert found.adds_up
    assert not found.damaged_rows
    with vault.connection() as connection:
        told = present_from_history(connection)
    with vault.read() as session:
        for family, items in made.items():
            for item in items:
                record = session.get(bin.FAMILIES[family][0], item)
                assert told[family, item][WORD_OF[family]] == getattr(record, WORD_OF[family])
                assert (told[family, item]["binned_at"] is None) == (record.binned_at is None)


@pytest.mark.parametrize("family", sorted(bin.FAMILIES))
def test_into_the_bin_and_back_changes_nothing(vault, ground, family):
    kind = bin.FAMILIES[family][0]
    with vault.write() as session:
        item = new_one(session, family, "Nguyễn 🌷 د", *ground)
    with vault.read() as session:
        before = as_written(session.get(kind, item))
    for _ in range(2):
        with vault.write() as session:
            bin.throw_away(session, family, item)
        with vault.read() as session:
            (binned,) = bin.contents(session)
            assert (binned.family, binned.id) == (family, item)
            assert session.get(kind, item).binned_at == binned.at
        with vault.write() as session:
            bin.bring_back(session, family, item)
    with vault.read() as session:
        assert as_written(session.get(kind, item)) == before
        assert bin.contents(session) == []


LISTS = {
    "attendee": attendees.everything,
    "captured": captured.everything,
    "handout": handouts.everything,
    "medicine": medicines.everything,
    "opinion_fact": opinion_facts.everything,
    "appointment": appointments.everything,
    "diagnosis_fact": diagnosis.facts,
    "doctor": doctors.everyone,
    "document": documents.everything,
    "note": notes.everything,
    "photo": lambda session: [photo for photo in photos.everything(session) if photo.file_name],
    "pin": pins.everything,
    "question": questions.everything,
    "task": tasks.everything,
    "examination": examinations.everything,
    "piece": lambda session: [tracked.piece for tracked in pieces.everything(session)],
    "move": lambda session: [move for tracked in pieces.everything(session) for move in tracked.moves],
    "request": requests.everything,
    "wanted": wanted.everything,
}


@pytest.mark.parametrize("family", sorted(LISTS))
def test_what_lies_in_the_bin_stands_in_no_list(vault, ground, family):
    with vault.write() as session:
        before = {record.id for record in LISTS[family](session)}
        item = new_one(session, family, "Words", *ground)
        assert {record.id for record in LISTS[family](session)} == before | {item}
        bin.throw_away(session, family, item)
        session.flush()
        assert {record.id for record in LISTS[family](session)} == before


def test_what_belongs_to_a_visit_in_the_bin_comes_back_with_it(vault, ground):
    doctor, visit = ground
    with vault.write() as session:
        question = questions.keep(session, Question(text="Operate?"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit)
        questions.write_answer(session, asking.id, "Not yet.")
        notes.write(session, visit, "She drew a picture.", NOW)
        doctors.keep_fact(session, DoctorFact(doctor_id=doctor, topic="", text="Kind"))
    for family, item in (("appointment", visit), ("doctor", doctor)):
        with vault.write() as session:
            bin.throw_away(session, family, item)
        with vault.write() as session:
            bin.bring_back(session, family, item)
    with vault.read() as session:
        (entry,) = questions.for_appointment(session, appointments.one(session, visit))
        assert (entry.question.text, entry.asking.answer) == ("Operate?", "Not yet.")
        assert notes.of_visit(session, visit).text == "She drew a picture."
        assert [fact.text for fact in doctors.background(session, doctor)] == ["Kind"]


def test_the_bin_shows_the_latest_first_whatever_family_it_is_of(vault, ground, frozen_clock):
    thrown = []
    for family in sorted(bin.FAMILIES, reverse=True):
        with vault.write() as session:
            item = new_one(session, family, "Words", *ground)
            frozen_clock.move_on(timedelta(minutes=1))
            bin.throw_away(session, family, item, frozen_clock)
        thrown.insert(0, item)
    with vault.read() as session:
        assert [binned.id for binned in bin.contents(session)] == thrown
