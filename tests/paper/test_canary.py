"""From a whole case to paper: what belongs on a sheet stands there once, and nothing else does."""

import io
import re
from datetime import UTC, datetime

import pikepdf
import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    bin,
    diagnosis,
    doctors,
    documents,
    notes,
    person,
    questions,
    reasons,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.paper import draw, gather
from secondop_desktop.paper.style import PaperStyle
from tests.encrypted_case import cheap_ways

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
ON_LIST = 40
SHEETS = ("question_sheet", "doctor_copy", "summary")
STYLES = (PaperStyle("A4"), PaperStyle("Letter", large=True))


class Canaries:
    """Makes words that stand for one value each and can be told apart in any text."""

    def __init__(self):
        self.made = {}

    def __call__(self, what):
        assert what not in self.made
        self.made[what] = f"Zq{len(self.made):03d}x"
        return self.made[what]

    def found_in(self, text):
        """What each word found stands for, as often as it was found."""
        names = {word: what for what, word in self.made.items()}
        return [names[word] for word in re.findall(r"Zq\d{3}x", text)]


@pytest.fixture
def song():
    return Canaries()


@pytest.fixture
def vault(tmp_path, frozen_clock):
    ways = cheap_ways(frozen_clock)
    vault = open_case.create(tmp_path / "case", "seven grey herons over the weir", "", ways).vault
    yield vault
    vault.close()


def fill_the_story(session, song):
    """The person, the diagnosis and everything around it, a word for each value."""
    about = ("name", "phone", "allergies", "medicines", "conditions", "companion")
    never = ("preferred_name", "language", "needs", "about_me")
    person.keep(session, Person(**{field: song(field) for field in (*about, *never)}))
    fields = ("sentence", "source", "first_plan", "treatment_so_far")
    diagnosis.keep(session, Diagnosis(**{field: song(field) for field in fields}, site=song("site")))
    fact = DiagnosisFact(topic=song("topic"), text=song("fact"), source=song("fact source"))
    diagnosis.keep_fact(session, fact)
    reasons.keep_purpose(
        session,
        Purpose(
            decision=song("decision"), waiting_said=song("waiting_said"), waiting_said_by=song("said by")
        ),
    )
    reasons.choose(session, {"specialist": song("own words")})
    tasks.keep(session, Task(text=song("task")))


def fill_the_records(session, song):
    record = documents.keep(
        session,
        Document(
            title=song("record"),
            facility=song("facility"),
            note=song("record note"),
            file_name=song("file name"),
            blob="ab" * 32,
            added_at=NOW,
            dated=PartialDate(2026, 3),
        ),
    )
    session.flush()
    documents.keep_page(session, Page(document_id=record.id, number=1, text=song("page text")))
    gone = documents.keep(session, Document(title=song("binned record"), blob="cd" * 32, added_at=NOW))
    session.flush()
    bin.throw_away(session, "document", gone.id)


def fill_the_visits(session, song):
    """Two doctors, the visit the sheet is for and one of another doctor; gives the first visit."""
    mine, other = (
        doctors.keep(
            session,
            Doctor(
                name=song(f"{who} doctor"),
                specialty=song(f"{who} specialty"),
                phone=song(f"{who} phone"),
                email=song(f"{who} email"),
                note=song(f"{who} note"),
                role=role,
            ),
        )
        for who, role in (("this", "second"), ("other", "first"))
    )
    session.flush()
    doctors.keep_fact(session, DoctorFact(doctor_id=mine.id, topic=song("t"), text=song("background")))
    visit, elsewhere = (
        appointments.keep(
            session,
            Appointment(
                day="2026-03-05",
                hour="10:30",
                zone="America/Chicago",
                doctor_id=doctor.id,
                place=song(f"{who} place"),
                goal=song(f"{who} goal"),
                companion=song(f"{who} companion"),
                office_asked=song(f"{who} office"),
            ),
        )
        for who, doctor in (("this", mine), ("other", other))
    )
    session.flush()
    for who, place in (("this", visit), ("other", elsewhere)):
        notes.write(session, place.id, song(f"{who} page"), NOW)
    return visit, elsewhere


def fill_the_list(session, song, visit, elsewhere):
    """Forty questions for the visit, three starred, some ticked and answered, and others for nobody here."""
    for number in range(ON_LIST):
        question = questions.keep(
            session, Question(text=song(f"question {number}"), why=song(f"why {number}"))
        )
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        if number in (5, 11, 17):
            questions.star(session, question.id, True)
        if number % 4 == 0:
            questions.mark_answered(session, asking.id, NOW, song(f"answered by {number}"))
            questions.write_answer(session, asking.id, song(f"answer {number}"))
        away = questions.ask_at(session, question.id, elsewhere.id)
        questions.write_answer(session, away.id, song(f"other answer {number}"))
    for name in ("off list", "binned"):
        other = questions.keep(session, Question(text=song(f"question {name}")))
        session.flush()
        if name == "binned":
            questions.ask_at(session, other.id, visit.id)
            bin.throw_away(session, "question", other.id)


@pytest.fixture
def case(vault, song):
    """A case of some two hundred values; gives the session and the visit the sheets are for."""
    with vault.write() as session:
        fill_the_story(session, song)
        fill_the_records(session, song)
        visit, elsewhere = fill_the_visits(session, song)
        fill_the_list(session, song, visit, elsewhere)
    with vault.read() as session:
        yield session, visit.id


HEAD = {"name", "this doctor", "this place", "this goal", "this specialty"}
QUESTIONS = {f"question {number}" for number in range(ON_LIST)}
ANSWERS = {f"{what} {number}" for what in ("answer", "answered by") for number in range(0, ON_LIST, 4)}
WANTED = {
    "question_sheet": HEAD | QUESTIONS | ANSWERS,
    "doctor_copy": (HEAD - {"this place", "this specialty"}) | QUESTIONS,
    "summary": {
        *("name", "phone", "allergies", "medicines", "conditions", "this companion"),
        *("sentence", "source", "first_plan", "treatment_so_far", "topic", "fact", "fact source"),
        *("decision", "record", "other doctor", "question 5", "question 11", "question 17"),
    },
}


def drawn(what, session, visit, style):
    if what == "summary":
        return draw.summary(gather.summary(session, NOW.date(), visit), style)
    return getattr(draw, what)(gather.question_sheet(session, visit), style)


def without_heads(text):
    """The text but for the line that says on each further page what it belongs to."""
    return re.sub(r"(?m)^(Questions for|Summary of) Zq\d{3}x\s*$", "", text)


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize("what", SHEETS)
def test_all_that_belongs_on_a_sheet_stands_there_once_and_nothing_else_does(case, song, read, what, style):
    pages = read.pages(drawn(what, *case, style))
    found = song.found_in("".join([pages[0], *(without_heads(page) for page in pages[1:])]))
    assert len(song.made) > 150
    assert sorted(found) == sorted(WANTED[what])


@pytest.mark.parametrize("what", SHEETS)
def test_no_part_of_the_file_holds_what_is_not_printed(case, song, what):
    """Looks into every object and every stream, where a reader of the page would not."""
    pdf = drawn(what, *case, PaperStyle("A4"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parts = [document.docinfo.unparse(), document.Root.unparse(), pdf]
        for item in document.objects:
            parts.append(item.unparse() if not isinstance(item, pikepdf.Stream) else item.read_bytes())
    inside = b"\n".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    for coding in ("utf-8", "utf-16-be", "utf-16-le"):
        hidden = [what_ for what_, word in song.made.items() if word.encode(coding) in inside]
        assert set(hidden) <= WANTED[what]


@pytest.mark.parametrize("what", SHEETS)
def test_the_properties_of_the_file_name_nothing_of_the_case(case, song, read, what):
    said = read.poppler("pdfinfo", "-meta", pdf=drawn(what, *case, PaperStyle("A4")))
    said += read.poppler("pdfinfo", pdf=drawn(what, *case, PaperStyle("A4")))
    assert song.found_in(said) == []


@pytest.mark.parametrize("what", ["question_sheet", "doctor_copy"])
def test_the_starred_questions_come_first_and_all_keep_their_order(case, song, read, what):
    for words in (
        "".join(read.pages(drawn(what, *case, PaperStyle("A4")))),
        read.poppler("pdfinfo", "-struct-text", pdf=drawn(what, *case, PaperStyle("A4"))),
    ):
        found = [name for name in song.found_in(words) if name in QUESTIONS]
        rest = [n for n in range(ON_LIST) if n not in (5, 11, 17)]
        assert found == [f"question {n}" for n in (5, 11, 17, *rest)]


def test_what_was_ticked_is_ticked_and_an_answer_stands_under_its_own_question(case, song, read):
    text = "".join(read.pages(drawn("question_sheet", *case, PaperStyle("A4"))))
    assert text.count("Already asked") == ON_LIST // 4
    found = [name for name in song.found_in(text) if name in QUESTIONS | ANSWERS]
    for number in range(0, ON_LIST, 4):
        place = found.index(f"question {number}")
        assert found[place + 1 : place + 3] == [f"answer {number}", f"answered by {number}"]


def test_the_sheet_of_another_visit_says_the_answers_given_there(case, song, read):
    session, visit = case
    (other,) = [v for v in appointments.everything(session) if v.id != visit]
    text = "".join(read.pages(drawn("question_sheet", session, other.id, PaperStyle("A4"))))
    found = song.found_in(text)
    assert {name for name in found if name.startswith("other answer")} == {
        f"other answer {number}" for number in range(ON_LIST)
    }
    assert not {name for name in found if name.startswith(("answer ", "this "))}
