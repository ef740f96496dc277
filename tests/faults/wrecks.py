"""A small case with something of every family, told three times over, and ways to spoil its file."""

import io
import random
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import inspect, select

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    bin,
    diagnosis,
    doctors,
    documents,
    drafts,
    notes,
    person,
    questions,
    reasons,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.table import Record
from secondop_desktop.case.tasks import Task
from secondop_desktop.search.find import pages as pages_with
from secondop_desktop.vault import case_file
from secondop_desktop.vault.digest import raw_row
from tests.encrypted_case import PASSPHRASE, cheap_ways

PAGE = 16384
PAGES = 5
FIRST_DAY = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
FAMILIES = {mapper.local_table.name: mapper.class_ for mapper in Record.registry.mappers}
LONG = "What was said, word for word. " * 1200
SOUGHT = ("lymph", "carcinoma", "herons")
"""Words that stand in the case, and one that does not."""


def at_visit(session, identity):
    """The answers of one visit."""
    return [entry.asking for entry in questions.for_appointment(session, appointments.one(session, identity))]


LISTS = {
    "doctors": doctors.everyone,
    "visits": appointments.everything,
    "questions": questions.everything,
    "tasks": tasks.everything,
    "records": documents.everything,
    "notes": notes.everything,
    "reasons": reasons.chosen,
    "findings": diagnosis.facts,
    "bin": bin.contents,
}
OF_ONE = {
    "doctor": (doctors.background, appointments.with_doctor),
    "document": (documents.pages_of,),
    "appointment": (lambda s, i: [notes.of_visit(s, i)], at_visit),
}


@dataclass
class Telling:
    """The case at one moment: the bytes of its file, each entry as it was then, and each list."""

    content: bytes
    entries: dict
    lists: dict


def lists_of(entries):
    """Every list that a screen asks for, by name, each with the call that gives its ids."""
    for name, ask in LISTS.items():
        yield name, lambda session, ask=ask: [record.id for record in ask(session)]
    for family, identity in entries:
        for number, ask in enumerate(OF_ONE.get(family, ())):
            name = f"{family} {identity} {number}"
            yield name, lambda s, ask=ask, i=identity: [r.id for r in ask(s, i) if r is not None]
    for word in SOUGHT:
        yield word, lambda s, word=word: sorted((hit.item, hit.page) for hit in pages_with(s, word))


class Story:
    """Makes the case in `folder`; `tellings` are its moments, the last one is how it stands."""

    def __init__(self, folder: Path, chapters=5):
        self.folder = folder
        self.clock = StoppedClock(FIRST_DAY)
        self.ways = cheap_ways(self.clock)
        vault = case_file.create(folder, PASSPHRASE, self.ways)
        self.key = vault.key
        self._begin(vault)
        self.tellings = [self._telling(vault)]
        for chapter in range(1, chapters):
            self._go_on(vault, chapter)
            self.tellings.append(self._telling(vault))
        self.blobs = sorted(vault.blobs.names())
        vault.close()

    @property
    def now(self):
        """How the case stands."""
        return self.tellings[-1]

    @property
    def database(self):
        """The file that is spoiled."""
        return self.folder / "case.db"

    def _begin(self, vault):
        blobs = [vault.blobs.keep(io.BytesIO(b"report %d " % n * 40_000)).name for n in range(3)]
        with vault.write() as session:
            person.keep(session, Person(name="Margaret Ellison", about_me="I like to be told everything."))
            diagnosis.keep(session, Diagnosis(sentence="Invasive carcinoma", treatment_so_far=LONG))
            for rank, topic in enumerate(("Stage", "Grade", "HER2")):
                diagnosis.keep_fact(session, DiagnosisFact(topic=topic, text=f"{topic} 2", rank=rank))
            reasons.keep_purpose(session, Purpose(decision="Operation first?"))
            reasons.choose(session, {"rare": "It is rare", "plan": "The plan is hard"})
            self._people(session)
            for number, blob in enumerate(blobs):
                self._record(session, number, blob)
            for number in range(5):
                due = PartialDate(2026, 4, number + 1)
                tasks.keep(session, Task(text=f"Call office {number}", due=due))
            drafts.keep(session, "note", {"text": "half a sentence"})

    def _people(self, session):
        for number, name in enumerate(("Okafor", "Lee", "Lindqvist")):
            doctor = doctors.keep(session, Doctor(name=f"Dr {name}", role="second", hospital="Keel Street"))
            session.flush()
            doctors.keep_fact(session, DoctorFact(doctor_id=doctor.id, topic="Training", text="Long " * 200))
            visit = Appointment(day=f"2026-04-1{number}", hour="10:30", doctor_id=doctor.id)
            visit = appointments.keep(session, visit)
            session.flush()
            notes.write(session, visit.id, f"Room {number}. " + LONG[: 9000 * number], self.clock.now())
            for turn in range(4):
                text = f"Question {number}-{turn}: why lumpectomy?"
                question = questions.keep(session, Question(text=text, why="b" * 900))
                session.flush()
                asking = questions.ask_at(session, question.id, visit.id)
                questions.write_answer(session, asking.id, f"Answer {turn}. " + "So it goes. " * 60)

    def _record(self, session, number, blob):
        document = Document(title=f"Report {number}", blob=blob, added_at=self.clock.now(), pages=PAGES)
        document.state = READ
        documents.keep(session, document)
        session.flush()
        dice = random.Random(number)  # noqa: S311 - nothing secret
        for page in range(1, PAGES + 1):
            text = f"Page {page} of {number}: margin, lymph node {page}. " + "Clear. " * 80
            words = zlib.compress(dice.randbytes(2000 + 4000 * page))
            documents.keep_page(session, Page(document_id=document.id, number=page, text=text, words=words))

    def _go_on(self, vault, chapter):
        """What happens on another day: almost everything is changed a little."""
        self.clock.move_on(timedelta(days=1))
        with vault.write() as session:
            for number, visit in enumerate(appointments.everything(session)):
                note = notes.of_visit(session, visit.id)
                notes.write(session, visit.id, f"{note.text}\nDay {chapter}, {number}.", self.clock.now())
                visit.goal = f"Goal of day {chapter}"
            for place, question in enumerate(questions.everything(session)):
                if place % 3 == chapter % 3:
                    question.text += f" ({chapter})"
            for task in tasks.everything(session)[:2]:
                tasks.tick(session, task.id, self.clock.now())
            tasks.keep(session, Task(text=f"New on day {chapter}"))
            for document in documents.everything(session):
                document.note = f"Read again on day {chapter}"
                page = documents.page(session, document.id, chapter)
                page.text += f" carcinoma day {chapter}"
        with vault.write() as session:
            spare = tasks.keep(session, Task(text=f"Thrown away on day {chapter}"))
            session.flush()
            bin.throw_away(session, "task", spare.id, self.clock)

    def _telling(self, vault):
        entries = {}
        with vault.read() as session:
            for family, kind in FAMILIES.items():
                for record in session.scalars(select(kind)):
                    entries[family, record.id] = raw_row(inspect(kind), record)
            lists = {name: ask(session) for name, ask in lists_of(entries)}
        return Telling((self.folder / "case.db").read_bytes(), entries, lists)
