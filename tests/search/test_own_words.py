"""Everything a person can write is found, wherever it is written, and leads to where it stands."""

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    attendees,
    bin,
    captured,
    closings,
    diagnosis,
    doctors,
    events,
    examinations,
    handouts,
    letters,
    medicines,
    notes,
    opinion_facts,
    permissions,
    person,
    pieces,
    pins,
    questions,
    reasons,
    recordings,
    requests,
    results,
    sharings,
    task_origins,
    tasks,
    treatments,
    visit_plans,
    wanted,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.search.own_families import FAMILIES
from secondop_desktop.vault import indexes

NAMES = ("ash", "birch", "cedar", "elm", "fig", "ginkgo", "hazel", "iris", "juniper", "kauri", "larch")
MORE = ("maple", "nutmeg", "olive", "pine", "quince", "rowan", "sequoia", "teak", "umbrella")


@pytest.fixture
def filled(vault, write_record, frozen_clock):
    """A case with another tree in each place where one can write."""
    record = write_record("Olive report", "A page.")
    now = frozen_clock.now()
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Ash", phone="555 0100"))
        visit = appointments.keep(session, Appointment(day="2026-03-05", doctor_id=doctor.id, goal="birch"))
        session.flush()
        question = questions.keep(session, Question(text="Why cedar?", why="elm"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        session.flush()
        questions.write_answer(session, asking.id, "Because of the fig.")
        notes.write(session, visit.id, "Ginkgo", now)
        doctors.keep_fact(session, DoctorFact(doctor_id=doctor.id, topic="Hazel", text="years"))
        task = tasks.keep(session, Task(text="Water the iris"))
        diagnosis.keep(session, Diagnosis(sentence="juniper"))
        diagnosis.keep_fact(session, DiagnosisFact(topic="Stage", text="kauri"))
        person.write(session, {"name": "Larch", "medicines": "maple syrup\nnutmeg"})
        reasons.choose(session, {"rare": "pine"})
        reasons.keep_purpose(session, Purpose(decision="quince"))
        scan = examinations.keep(session, Examination(what="Rowan scan"))
        session.flush()
        piece = pieces.keep(session, Piece(examination_id=scan.id, form="slides", extent="12 sequoia slides"))
        session.flush()
        session.add(Move(piece_id=piece.id, state="sent", carrier="Teak Express", written_at=now))
        asked, _ = requests.ask(session, Request(facility="Umbrella Clinic"), [], frozen_clock)
        wanted.add(session, visit.id, [wanted.Line("willow blocks")])
        sound = Recording(appointment_id=visit.id, started_at=now, source="file", title="Yucca memo")
        recordings.keep(session, sound)
        allowed = Permission(appointment_id=visit.id, asked_whom="Nurse Zelkova", answer="yes", asked_at=now)
        permissions.keep(session, allowed)
        visit_plans.keep(session, VisitPlan(appointment_id=visit.id, decision="Surgery or hemlock?"))
        pins.put(session, record, 1, (0.5, 0.5), "yew")
        leave_behind(session, visit.id, task.id, now)
        on_paper(session, now)
        ids = {"visit": visit.id, "doctor": doctor.id, "question": question.id, "record": record}
    return {**ids, "examination": scan.id, "request": asked}


def leave_behind(session, visit, task, now):
    """What a visit leaves behind, with a tree in each."""
    captured.add(session, visit, "step", "Climb the acacia", now)
    handouts.add(session, visit, "Banyan leaflet", now)
    closings.write(session, visit, felt="calm", understood="about the cypress")
    medicines.keep(session, Medicine(name="Dogwood tablets", appointment_id=visit))
    opinion_facts.keep(session, OpinionFact(appointment_id=visit, field="trial", text="Eucalyptus trial"))
    attendees.keep(session, Attendee(appointment_id=visit, name="Mrs Fir"))
    task_origins.keep(session, TaskOrigin(task_id=task, owner="Granadilla"))


def on_paper(session, now):
    """What a timeline is made of, a letter and something given away, with a tree in each."""
    treatments.keep(session, Treatment(name="Linden rays", kind="radiotherapy"))
    events.keep(session, Event(text="Fell from a mulberry"))
    results.keep(session, Result(marker="Spruce marker", value="<0.5"))
    letters.keep(session, Letter(kind="request", title="Poplar letter", made_at=now))
    sharings.keep(session, Sharing(what="summary", name="Dr Walnut", given_at=now))


@pytest.mark.parametrize(
    ("word", "kind", "item"),
    [
        ("ash", "doctor", "doctor"),
        ("0100", "doctor", "doctor"),
        ("birch", "appointment", "visit"),
        ("cedar", "question", "question"),
        ("elm", "question", "question"),
        ("fig", "answer", "visit"),
        ("ginkgo", "note", "visit"),
        ("hazel", "doctor_note", "doctor"),
        ("iris", "task", ""),
        ("juniper", "diagnosis", ""),
        ("kauri", "diagnosis", ""),
        ("larch", "person", ""),
        ("nutmeg", "medicine", ""),
        ("olive", "document", "record"),
        ("pine", "reason", ""),
        ("quince", "reason", ""),
        ("rowan", "examination", "examination"),
        ("sequoia", "examination", "examination"),
        ("teak", "examination", "examination"),
        ("umbrella", "request", "request"),
        ("willow", "wanted", "visit"),
        ("yew", "pin", "record"),
        ("yucca", "recording", "visit"),
        ("zelkova", "recording", "visit"),
        ("acacia", "captured", "visit"),
        ("banyan", "handout", "visit"),
        ("hemlock", "appointment", "visit"),
        ("cypress", "note", "visit"),
        ("dogwood", "medicine", "visit"),
        ("eucalyptus", "opinion", "visit"),
        ("fir", "appointment", "visit"),
        ("granadilla", "task", ""),
        ("linden", "treatment", ""),
        ("mulberry", "event", ""),
        ("spruce", "result", ""),
        ("poplar", "letter", ""),
        ("walnut", "sharing", ""),
    ],
)
def test_a_word_is_found_wherever_it_was_written(look, filled, word, kind, item):
    (hit,) = look(word).hits
    assert hit.kind == kind
    assert hit.title
    assert word in f"{hit.title} {hit.excerpt}".lower() or word in ("0100", "elm")
    assert hit.item == filled[item] if item else hit.item


def test_every_family_of_the_index_has_a_line_in_the_table(vault, filled):
    with vault.connection() as connection:
        numbers = (
            connection.exec_driver_sql("SELECT DISTINCT (number >> 56) * 32 + (number & 31) FROM own_words")
            .scalars()
            .all()
        )
    assert sorted(numbers) == sorted(family.number for family in FAMILIES)
    assert len(FAMILIES) == len({family.number for family in FAMILIES})


def test_the_index_fits_what_was_written_and_changed(vault, filled):
    with vault.write() as session:
        doctors.one(session, filled["doctor"]).name = "Dr Aspen"
        notes.write(session, filled["visit"], "Nothing but rain", vault.clock.now())
        questions.one(session, filled["question"]).text = "Why not?"
    assert indexes.texts_whole(vault)
    indexes.make_anew(vault)
    assert indexes.texts_whole(vault)


def test_what_was_changed_is_found_by_its_new_words_only(vault, look, filled):
    with vault.write() as session:
        notes.write(session, filled["visit"], "Redwood", vault.clock.now())
    assert look("ginkgo", spelling=False).hits == ()
    assert [hit.kind for hit in look("redwood").hits] == ["note"]


@pytest.mark.parametrize(
    ("family", "thing", "words"),
    [
        ("doctor", "doctor", ("ash", "hazel")),
        ("appointment", "visit", ("birch", "ginkgo", "willow")),
        ("question", "question", ("cedar", "fig")),
        ("document", "record", ("olive", "yew")),
        ("examination", "examination", ("rowan", "sequoia", "teak")),
    ],
)
def test_what_is_in_the_bin_is_not_found_and_what_belongs_to_it_neither(
    vault, look, filled, family, thing, words
):
    with vault.write() as session:
        bin.throw_away(session, family, filled[thing])
    for word in words:
        assert look(word, spelling=False).hits == (), word
    with vault.write() as session:
        bin.bring_back(session, family, filled[thing])
    for word in words:
        assert len(look(word).hits) == 1, word


def test_a_pin_leads_to_its_page_and_an_answer_to_its_question(look, filled):
    (pin,) = look("yew").hits
    assert (pin.title, pin.page) == ("Olive report", 1)
    (answer,) = look("fig").hits
    assert answer.title == "Why cedar?"


def test_notes_say_with_whom_and_when(look, filled):
    (note,) = look("ginkgo").hits
    assert note.title == "Dr Ash, 5 March 2026"


def test_ones_own_words_stand_before_pages(look, write_record, vault, frozen_clock):
    write_record("Report", "rain and rain", dated=PartialDate(2026))
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-05"))
        session.flush()
        notes.write(session, visit.id, "It was going to rain all day long", frozen_clock.now())
    assert [hit.kind for hit in look("rain").hits] == ["note", "page"]


def test_many_own_words_leave_room_for_pages(look, write_record, vault):
    write_record("Report", *["rain"] * 20)
    with vault.write() as session:
        for number in range(30):
            tasks.keep(session, Task(text=f"rain {number}"))
    found = look("rain", most=10)
    assert [hit.kind for hit in found.hits] == ["task"] * 5 + ["page"] * 5
    assert found.more
    assert not look("rain", most=100).more
