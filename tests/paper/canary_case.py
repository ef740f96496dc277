"""A case with several of everything, each field a word of its own, and all words that a PDF holds."""

import io
import re

import pikepdf
import pypdfium2
from sqlalchemy import String, inspect

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    diagnosis,
    doctors,
    documents,
    notes,
    person,
    pieces,
    questions,
    reasons,
    requests,
    tasks,
    visit_plans,
    wanted,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.medicines import NAMED, STOPPED, TAKING, Medicine
from secondop_desktop.case.opinion_facts import FIELDS, OpinionFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted

WORD = re.compile(r"Zq\d{3}x")
YEARS = {"1917": "Person.birth_date 1", "2041": "Purpose.decide_by 1", "1931": "Medicine.started 1"}
"""Years that stand nowhere else, so that these days can be told from any other."""
_LISTED = {
    "kind", "mode", "status", "role", "phase", "origin", "moment", "cancer_type", "side", "hour", "zone",
    "form", "state", "refused_id", "became", "became_id", "field", "step", "day", "value", "low", "high",
    "file_kind", "blob", "link", "companion_role", "arrive", "uid", "exported", "invited_stamp", "language",
    "initials", "problem",
}  # fmt: skip
"""Fields that hold the key of a list, a number or an address, and no words of a person."""


class Canaries:
    """Gives out words, and tells what those found in a text stand for."""

    def __init__(self):
        self.made = {}

    def word(self, what):
        """A word for one field of one record: "Doctor.phone 2"."""
        assert what not in self.made
        self.made[what] = f"Zq{len(self.made):03d}x"
        return self.made[what]

    def filled(self, family, number, **fixed):
        """A record with a word in every field that holds words of a person."""
        columns = [c for c in inspect(family).columns if isinstance(c.type, String) and not c.foreign_keys]
        keys = [c.key for c in columns if c.key != "id" and c.key not in _LISTED and c.key not in fixed]
        words = {key: self.word(f"{family.__name__}.{key} {number}") for key in keys}
        return family(**words, **{key: value for key, value in fixed.items() if value is not ...})

    def found_in(self, words):
        """What some words stand for."""
        names = {word: what for what, word in self.made.items()}
        return frozenset(names[word] for word in words if word in names)


class CanaryCase:
    """What was filled in: `ids` of the records by their numbers, such as "Doctor 2"."""

    def __init__(self, vault, clock):
        self.vault, self.clock, self.song, self.ids = vault, clock, Canaries(), {}
        with vault.write() as session:
            self._session = session
            self._fill_person()
            self._fill_doctors_and_visits()
            self._fill_questions()
            self._fill_health()
            self._fill_after()
            self._fill_pieces()

    def _add(self, family, number, **fixed):
        record = self.song.filled(family, number, **fixed)
        self._session.add(record)
        self._session.flush()
        self.ids[f"{family.__name__} {number}"] = record.id
        return record

    def _fill_person(self):
        whose = self.song.filled(Person, 1)
        fields = {c.key: getattr(whose, c.key) for c in inspect(Person).columns if c.key != "id"}
        person.write(
            self._session,
            {k: v for k, v in fields.items() if isinstance(v, str) and v}
            | {"birth_date": PartialDate(1917, 4, 2)},
        )
        told = self.song.filled(Diagnosis, 1, diagnosed_on=PartialDate(2026, 1, 5))
        diagnosis.keep(self._session, told)
        for number in (1, 2):
            diagnosis.keep_fact(self._session, self.song.filled(DiagnosisFact, number))
        reasons.choose(self._session, {"confirm_diagnosis": self.song.word("Reason.own_words 1")})
        reasons.keep_purpose(self._session, self.song.filled(Purpose, 1, decide_by=PartialDate(2041, 4, 1)))

    def _fill_doctors_and_visits(self):
        now = self.clock.now()
        for number, role in enumerate(("first", "second", "candidate"), start=1):
            doctor = self._add(Doctor, number, role=role)
            doctors.keep_fact(self._session, self.song.filled(DoctorFact, number, doctor_id=doctor.id))
        days = ("2026-02-01", "2026-02-20", "2026-03-14")
        for number, day in enumerate(days, start=1):
            over = number < len(days)
            done = {"status": "done", "finished_at": now} if over else {}
            self._add(
                Appointment, number, day=day, hour="10:30", doctor_id=self.ids[f"Doctor {number}"], **done
            )
        self._add(Appointment, 4, day="2026-02-10", kind="test", status="done", finished_at=now)
        visit_plans.keep(
            self._session, self.song.filled(VisitPlan, 3, appointment_id=self.ids["Appointment 3"])
        )

    def _fill_questions(self):
        """Two were answered at the first visit, one of them at the next one, too, and one at the last."""
        for number in range(1, 5):
            question = questions.keep(
                self._session, self.song.filled(Question, number, starred=number in (1, 3))
            )
            self._session.flush()
            self.ids[f"Question {number}"] = question.id
            visits = (*{1: (1,), 2: (1, 2), 3: (1,)}.get(number, ()), 3)
            for visit in visits:
                asking = questions.ask_at(self._session, question.id, self.ids[f"Appointment {visit}"])
                if (number, visit) in ((1, 1), (2, 1), (2, 2), (4, 3)):
                    name = f"{number}{visit}"
                    questions.write_answer(self._session, asking.id, self.song.word(f"Asking.answer {name}"))
                    by = self.song.word(f"Asking.answered_by {name}")
                    questions.mark_answered(self._session, asking.id, self.clock.now(), by)

    def _fill_health(self):
        for number, state in enumerate((TAKING, TAKING, NAMED, STOPPED), start=1):
            at = {"appointment_id": self.ids["Appointment 1"]} if state == NAMED else {}
            began = {"started": PartialDate(1931)} if number == 1 else {}
            self._add(Medicine, number, state=state, **began, **at)
        for number in (1, 2):
            began = {"started": PartialDate(2026, number), "ended": PartialDate(2026, number + 1)}
            self._add(Treatment, number, kind="surgery", state="finished", **began)
            self._add(Event, number, kind="symptom", day=PartialDate(2025, number))
            marker = self.song.word(f"Result.marker {number}")
            for value in ("12.5", "14.5"):
                values = {
                    "value": value,
                    "low": "1",
                    "high": "13",
                    "day": PartialDate(2026, 2, int(value[1])),
                }
                words = {
                    key: self.song.word(f"Result.{key} {number}-{value}") for key in ("lab", "note", "source")
                }
                self._session.add(Result(marker=marker, unit="U/ml", **values, **words))

    def _fill_after(self):
        now = self.clock.now()
        for visit in (1, 2):
            at = {"appointment_id": self.ids[f"Appointment {visit}"]}
            for place, field in enumerate(FIELDS):
                self._add(
                    OpinionFact, visit * 10 + place, field=field, doctor_id=self.ids[f"Doctor {visit}"], **at
                )
            notes.write(self._session, at["appointment_id"], self.song.word(f"Note.text {visit}"), now)
            for family in (Attendee, Closing):
                self._add(
                    family,
                    visit,
                    **at,
                    **({"report_due": PartialDate(2026, 2, 28)} if family is Closing else {}),
                )
            self._add(Handout, visit, written_at=now, **at)
            line = self._add(Captured, visit, kind="word", written_at=now, **at)
            task = tasks.keep(self._session, self.song.filled(Task, visit))
            self._session.flush()
            self._add(TaskOrigin, visit, task_id=task.id, captured_id=line.id, **at)
        tasks.keep(self._session, self.song.filled(Task, 3))

    def _fill_pieces(self):
        visit = self.ids["Appointment 3"]
        for number in (1, 2):
            examination, _ = pieces.start(self._session, self.song.filled(Examination, number), [])
            self._session.flush()
            piece = pieces.keep(
                self._session, self.song.filled(Piece, number, examination_id=examination.id, form="slides")
            )
            request = requests.keep(self._session, self.song.filled(Request, number))
            self._session.flush()
            step = {"state": pieces.ASKED, "written_at": self.clock.now()}
            self._add(Move, number, piece_id=piece.id, request_id=request.id, **step)
            record = self.song.filled(Document, number, blob=f"{number}" * 64, added_at=self.clock.now())
            documents.keep(self._session, record)
            self._session.flush()
            self.ids[f"Document {number}"] = record.id
            has = {"piece_id": piece.id} if number == 1 else {"document_id": record.id}
            wanted.keep(self._session, self.song.filled(Wanted, number, appointment_id=visit, **has))


def words_in(pdf):
    """What stands for a field anywhere in a PDF: canaries and years."""
    text = "\n".join(said_by(pdf))
    years = {year for year in YEARS if re.search(rf"(?<!\d){year}(?!\d)", text)}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        raw = b"\n".join(thing.read_bytes() for thing in opened.objects if _holds_words(thing))
    spread = "".join(raw[start:].decode("utf-16-be", "ignore") for start in (0, 1))
    return frozenset(WORD.findall(text + raw.decode("latin-1") + spread)) | years


def read_from(pdf):
    """The words of each page as a reader takes them out."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()


def said_by(pdf):
    """Every text of a PDF, whatever it is for: read, drawn, spoken, typed in, or put down about the file."""
    yield from read_from(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in [*opened.objects, opened.trailer]:
            yield from _strings(thing)
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
                yield drawn_by(thing)
        for page in opened.pages:
            yield drawn_by(page)


def _holds_words(thing):
    """Whether a stream may hold plain words; fonts and pictures do not."""
    return isinstance(thing, pikepdf.Stream) and "/Length1" not in thing and thing.get("/Subtype") != "/Image"


def _strings(thing, deep=False):
    """The strings and names of an object; what it points to is asked by itself."""
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    if deep and getattr(thing, "is_indirect", False):
        return
    if isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _strings(value, deep=True)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield str(key)
            yield from _strings(value, deep=True)


def drawn_by(page):
    """What a page's commands write, letter by letter, also where nobody would see it."""
    fonts = {name: _letters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    words, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            letters = fonts.get(str(operands[0]), {})
        elif name in ("Tj", "'", '"', "TJ"):
            parts = operands[-1] if name == "TJ" else [operands[-1]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            words.append(_read(codes, letters))
        elif name in ("BDC", "DP"):
            words += [*_strings(operands[1]), " "]
        elif name in ("ET", "Td", "TD", "T*", "Tm"):
            words.append(" ")
    return "".join(words)


def _letters(font):
    """Which letters the codes of a font stand for, by their length and number; from its ToUnicode table."""
    if "/ToUnicode" not in font:
        return {(1, code): chr(code) for code in range(256)}
    table, told = {}, font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for start, end, first in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(start, 16), int(end, 16) + 1):
                table[(len(start) // 2, code)] = chr(int(first, 16) + code - int(start, 16))
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            table[(len(code) // 2, int(code, 16))] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return table


def _read(codes, letters):
    wide = max((size for size, _ in letters), default=1)
    pairs = range(0, len(codes) - wide + 1, wide)
    return "".join(letters.get((wide, int.from_bytes(codes[at : at + wide])), "?") for at in pairs)
