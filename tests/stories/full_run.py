"""Fills every field of a case with words it is given, uses every room, and locks; a program of its own.

Standard input has JSON: the passphrase, the folder that files are taken from, and how all canaries begin. On
standard output it says which field got which word, so that nobody has to guess what was covered.
"""

import gc
import json
import os
import random
import string
import sys
import wave
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from somebody import A_WHILE, started  # beside this file, which is run as a program
from sqlalchemy import String, inspect, select

from secondop_desktop.base import paths
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    documents,
    notes,
    own_spellings,
    page_turns,
    permissions,
    person,
    pieces,
    pins,
    questions,
    reasons,
    recordings,
    requests,
    tasks,
    visit_plans,
    wanted,
)  # fmt: skip
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.person import Person as WhoseCase
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.table import Record
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import open_case
from secondop_desktop.flows.bring_sound import bring_sound
from secondop_desktop.flows.photos import add_photos

LISTED = {
    "kind",
    "mode",
    "status",
    "role",
    "phase",
    "origin",
    "moment",
    "cancer_type",
    "side",
    "hour",
    "zone",
    "form",
    "state",
    "refused_id",
    "became",
    "became_id",
    "field",
    "step",
}
"""Fields that hold the key of a list, and no words of a person."""


class Hands:
    """Clicks, types and waits as a qtbot does, without a test around it."""

    def __init__(self):
        for way in ("mouseClick", "keyClick", "keyClicks"):
            setattr(self, way, getattr(QTest, way))

    def addWidget(self, widget):
        """Nothing has to be put away: the program ends."""

    @contextmanager
    def waitActive(self, window):
        """Wait for the window to hear the keyboard."""
        yield
        self.waitUntil(window.isActiveWindow, 5_000)

    def waitUntil(self, seen, timeout):
        """Let the program go on until `seen()` neither raises nor says False."""
        loop, often, late = QEventLoop(), QTimer(), QTimer(singleShot=True)
        trouble = [AssertionError("it was never looked at")]

        def look():
            try:
                trouble[:] = [] if seen() is not False else [AssertionError("not yet")]
            except AssertionError as error:
                trouble[:] = [error]
            if not trouble:
                loop.quit()

        for timer, then in ((often, look), (late, loop.quit)):
            timer.timeout.connect(then)
        often.start(20)
        late.start(timeout)
        loop.exec()
        if trouble:
            raise trouble[0]


class Canaries:
    """Makes one word after another that no dictionary has, the same in every run, and remembers for what."""

    def __init__(self, beginning):
        self._beginning, self._dice = beginning, random.Random("canaries")  # noqa: S311 - no secret
        self.given = {}

    def word(self, what):
        """A word that was not used before; nothing gets two, as the first one would be forgotten."""
        assert what not in self.given, what
        self.given[what] = self._beginning + "".join(self._dice.choices(string.ascii_lowercase, k=14))
        return self.given[what]

    def filled(self, family, **fixed):
        """A record with a canary in every field that holds words of a person."""
        free = [key for key in own_words(family) if key not in fixed]
        return family(**{key: self.word(f"{family.__name__}.{key}") for key in free}, **fixed)


def own_words(family):
    """The names of the fields that hold words of a person."""
    columns = [c for c in inspect(family).columns if isinstance(c.type, String) and not c.foreign_keys]
    return [c.key for c in columns if c.key != "id" and c.key not in LISTED]


def fill_every_field(vault, canaries):
    """Write down one of everything; the visit is today, so that it can be started."""
    today = SYSTEM_CLOCK.today().isoformat()
    with vault.write() as session:
        whose = fields_of(canaries.filled(WhoseCase, language="en"))
        person.write(session, {name: words for name, words in whose.items() if name != "id"})
        diagnosis.keep(session, canaries.filled(Diagnosis))
        diagnosis.keep_fact(session, canaries.filled(DiagnosisFact))
        reasons.choose(session, {"confirm_diagnosis": canaries.word("Reason.own_words")})
        reasons.keep_purpose(session, canaries.filled(Purpose))
        tasks.keep(session, canaries.filled(Task))
        doctor = doctors.keep(session, canaries.filled(Doctor))
        session.flush()
        doctors.keep_fact(session, canaries.filled(DoctorFact, doctor_id=doctor.id))
        visit = canaries.filled(Appointment, day=today, hour="23:50", doctor_id=doctor.id)
        appointments.keep(session, visit)
        question = questions.keep(session, canaries.filled(Question))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
        questions.star(session, question.id, True)
        notes.write(session, visit.id, canaries.word("Note.text"), SYSTEM_CLOCK.now())
        track_something(session, visit, canaries)
        leave_behind(session, visit, canaries)
        put_on_paper(session, canaries)
        agreed = {"appointment_id": visit.id, "answer": permissions.YES, "asked_at": SYSTEM_CLOCK.now()}
        permissions.keep(session, canaries.filled(Permission, **agreed))
        own_spellings.add(session, canaries.word("OwnSpelling.word"))
        known = {"appointment_id": visit.id, "arrive": "23:40", "companion_role": "asks"}
        visit_plans.keep(session, canaries.filled(VisitPlan, **known))
    return visit.id


def leave_behind(session, visit, canaries):
    """What a visit leaves behind: lines, people, papers, medicines, opinions, and who does what."""
    at, now = {"appointment_id": visit.id}, SYSTEM_CLOCK.now()
    line = canaries.filled(Captured, kind="step", written_at=now, **at)
    others = [canaries.filled(family, **at) for family in (Attendee, Closing, Medicine)]
    papers = [
        canaries.filled(Handout, written_at=now, **at),
        canaries.filled(OpinionFact, field="trial", **at),
    ]
    session.add_all([line, *others, *papers])
    task = tasks.everything(session)[0]
    session.add(canaries.filled(TaskOrigin, task_id=task.id, captured_id=line.id, **at))


def put_on_paper(session, canaries):
    """What a timeline is made of, a letter, and something that was given away."""
    now, text = SYSTEM_CLOCK.now(), {"kind": "records", "tone": "", "language": "en", "fields": "{}"}
    given = {"what": "summary", "recipient": "doctor", "how": "printed", "plan": "{}", "blob": None}
    session.add_all(canaries.filled(family) for family in (Treatment, Event, Result))
    session.add(canaries.filled(Letter, made_at=now, **text))
    session.add(canaries.filled(Sharing, given_at=now, **given))


def track_something(session, visit, canaries):
    """An examination with a piece on its way, a request for it, and what the visit needs."""
    examination, _ = pieces.start(session, canaries.filled(Examination), [])
    session.flush()
    piece = pieces.keep(session, canaries.filled(Piece, examination_id=examination.id, form="slides"))
    request = requests.keep(session, canaries.filled(Request))
    session.flush()
    now = SYSTEM_CLOCK.now()
    step = {"piece_id": piece.id, "request_id": request.id, "state": pieces.ASKED, "written_at": now}
    session.add(canaries.filled(Move, **step))
    wanted.keep(session, canaries.filled(Wanted, appointment_id=visit.id, piece_id=piece.id))


def fields_of(record):
    """The words of a record by the names of its fields."""
    return {c.key: v for c in inspect(type(record)).columns if isinstance(v := getattr(record, c.key), str)}


def put_on_the_desk(desk, canaries):
    """A text file whose name and whose words are canaries; the desk itself is not searched."""
    file = desk / f"{canaries.word('file name')}.txt"
    file.write_text(f"Report: {canaries.word('page text')} and more.", encoding="utf-8")
    return file


def name_the_record(vault, canaries):
    """Write down what is known of the record that came from the desk."""
    with vault.write() as session:
        record = documents.everything(session)[0]
        for name in ("title", "facility", "note"):
            setattr(record, name, canaries.word(f"Document.{name}"))
        pins.put(session, record.id, 1, (0.5, 0.5), canaries.word("Pin.text"))
        page_turns.turn(session, record.id, 1, 90)


def photograph_a_paper(vault, desk, canaries):
    """A record made of a photo whose name is a canary."""
    file = desk / f"{canaries.word('Photo.file_name')}.jpg"
    Image.new("RGB", (300, 400), "white").save(file)
    assert add_photos(vault, [file]).problems == []


def bring_a_sound(vault, desk, visit_id, canaries):
    """A recording of the visit made of a file whose name is a canary, and its title is another one."""
    file = desk / f"{canaries.word('SoundOriginal.file_name')}.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", "not compressed"))
        sound.writeframes(b"\0\1" * 16_000)
    brought = bring_sound(vault, visit_id, file)
    assert brought.recording_id, brought
    with vault.write() as session:
        recordings.one(session, brought.recording_id).title = canaries.word("Recording.title")


def without_a_mark(canaries):
    """The families of the case that hold words of a person, and none of them is a canary."""
    families = {mapper.class_ for mapper in Record.registry.mappers}
    wordy = {family.__name__ for family in families if own_words(family)}
    return sorted(wordy - {what.partition(".")[0] for what in canaries.given})


def use_every_room(somebody, vault, desk, canaries):
    """Do in each room what leaves traces in careless programs: search, preview, type, drop, copy."""
    somebody.drops(put_on_the_desk(desk, canaries))
    somebody.sees("is in your records now")
    somebody.goes_to("Records")
    somebody.writes(canaries.given["page text"], into="Search in names, notes and the text of pages")
    somebody.opens(f"{canaries.given['file name']}. Page 1", of="Records")
    somebody.sees("Marked on the page")
    name_the_record(vault, canaries)
    photograph_a_paper(vault, desk, canaries)
    somebody.goes_to("Records")
    somebody.writes(canaries.word("search for nothing"), into="Search in names, notes and the text of pages")
    somebody.goes_to("Questions")
    somebody.writes(canaries.word("question typed"), into="Add a question of your own")
    somebody.strikes("Return")
    somebody.sees("2 questions on your list")
    somebody.goes_to("Print and share")
    somebody.sees("Page 1 of", A_WHILE)
    somebody.goes_to("Records")
    somebody.presses("Where everything is")
    somebody.sees(canaries.given["Examination.what"])
    for room in ("Appointments", "Doctors", "Settings", "Home"):
        somebody.goes_to(room)
    somebody.presses("Start appointment")
    somebody.sees("Question 1 of 1")
    somebody.types(canaries.word("answer typed"))
    somebody.strikes("Ctrl+L")


def everything_kept(vault):
    """All the texts in the case, in one: what was written down has to be there."""
    with vault.read() as session:
        families = [mapper.class_ for mapper in Record.registry.mappers]
        records = [record for family in families for record in session.scalars(select(family))]
        texts = [text for record in records for text in fields_of(record).values()]
    vault.close()
    return "\n".join(texts)


def main():
    """Do all of it once."""
    given = json.load(sys.stdin)
    canaries = Canaries(given["canaries"])
    app = QApplication([])
    # A name that is no secret: the folder is on the lock screen and in the settings.
    case = paths.usual_case_folder() / "My case.secondop"
    case.parent.mkdir(parents=True)
    made = open_case.create(case, given["passphrase"], "nobody yet")
    visit_id = fill_every_field(made.vault, canaries)
    bring_a_sound(made.vault, Path(given["desk"]), visit_id, canaries)
    made.vault.close()
    gc.disable()
    with started(app, Hands(), case) as somebody:
        somebody.unlocks(given["passphrase"])
        use_every_room(somebody, somebody.desktop._vault, Path(given["desk"]), canaries)
        assert somebody.locked == [case], somebody.everything()
    kept = everything_kept(open_case.open_case(case, given["passphrase"]))
    told = {"given": canaries.given, "kept": kept, "sheet": made.recovery_lines, "case": str(case)}
    json.dump({**told, "unmarked": without_a_mark(canaries)}, sys.stdout)


if __name__ == "__main__":
    main()
