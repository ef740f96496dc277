"""The page never lies: all that is ticked is on the paper, and nothing else is anywhere in the file."""

import functools
import io
import os
import re
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.case import appointments, doctors, person
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import TAKING, Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.results import Result
from secondop_desktop.flows import open_case, print_sheet
from secondop_desktop.flows.plan import RECIPIENTS, Plan, item_key
from secondop_desktop.flows.sheet_list import KINDS
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.every_sheet import plan_of
from tests.paper.canary_case import YEARS, CanaryCase, read_from, words_in
from tests.paper.what_is_where import NO_WORDS, RULES, belongs, named

FULL = os.environ.get("SECONDOP_FAULTS") == "full"
TRIES = 100 if FULL else 2
MANY = 100
CLOCK = StoppedClock(datetime(2026, 3, 2, 15, 30, tzinfo=UTC), "America/Chicago")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A case with a word of its own in each field, and how to draw a sheet of it."""
    folder = tmp_path_factory.mktemp("canaries") / "Case.secondop"
    vault = open_case.create(folder, PASSPHRASE, "", cheap_ways(CLOCK)).vault
    yield Drawer(CanaryCase(vault, CLOCK))
    vault.close()


class Drawer:
    """Draws sheets of the canary case; what can be ticked is called as in the rules ("Medicine 2")."""

    def __init__(self, case):
        self.case = case
        self._called = {identity: name for name, identity in case.ids.items()}
        self._called |= {case.song.made[f"Result.marker {n}"].lower(): f"Result {n}" for n in (1, 2)}

    @functools.cache  # noqa: B019 - it lives as long as this file's tests
    def ticks(self, what):
        """Everything that can be ticked on a sheet: its name, and its key."""
        with self.case.vault.read() as session:
            single = KINDS[what].single(session, self._plan(what))
        keys = [*(part.key for part in KINDS[what].parts), *(part.key for part in single)]
        return {self._called.get(key.partition(":")[2], key): key for key in keys}

    def fields_on(self, what, ticked, **more):
        """The fields whose words are anywhere in a sheet with these ticks."""
        keys = frozenset(self.ticks(what)[name] for name in ticked)
        found = words_in(print_sheet.sheet(self.case.vault, self._plan(what, parts=keys, **more), CLOCK))
        return self.case.song.found_in(found) | {YEARS[year] for year in found if year in YEARS}

    def _plan(self, what, **more):
        visit = (
            ""
            if KINDS[what].visit == "none"
            else "Appointment 1"
            if what == "after-visit"
            else "Appointment 3"
        )
        return Plan(what, self.case.ids.get(visit, ""), **more)


def right(filled, what, ticked, **more):
    must, may = belongs(what, ticked)
    found = filled.fields_on(what, ticked, **more)
    assert must - found == set(), "ticked, and not on the paper"
    assert found - may == set(), "not ticked, and in the file all the same"


def test_every_sheet_and_every_tick_has_its_rule(filled):
    assert set(RULES) == set(KINDS) - {"letter"}, "a new sheet says in what_is_where.py what belongs on it"
    for what in RULES:
        silent = {part for sheet, part in NO_WORDS if sheet == what}
        assert set(filled.ticks(what)) == named(what) | silent


@pytest.mark.parametrize("what", RULES)
def test_with_every_tick_and_with_none_the_sheet_tells_exactly_that(filled, what):
    right(filled, what, set(filled.ticks(what)))
    right(filled, what, set(), large=True, page="Letter")


@pytest.mark.parametrize("what", RULES)
@settings(max_examples=TRIES, deadline=None)
@given(data=st.data())
def test_any_choice_of_ticks_is_kept_to_the_letter(filled, what, data):
    ticked = data.draw(st.sets(st.sampled_from(sorted(filled.ticks(what)))))
    large = data.draw(st.booleans())
    right(filled, what, ticked, large=large, language=data.draw(st.sampled_from(["en", "qps"])))


@pytest.mark.parametrize("recipient", RECIPIENTS if FULL else ("insurer", "family"))
def test_what_a_recipient_sees_as_a_rule_is_what_the_parts_say(filled, recipient):
    for what, kind in KINDS.items():
        if what not in RULES or recipient not in kind.recipients:
            continue
        with filled.case.vault.read() as session:
            plan = kind.settled(session, Plan(what, filled.case.ids["Appointment 3"], recipient))
        names = {key: name for name, key in filled.ticks(what).items()}
        if what != "after-visit":
            right(filled, what, {names[key] for key in plan.parts}, recipient=recipient)


def test_a_letter_holds_its_own_words_and_no_others(filled):
    song, case = filled.case.song, filled.case
    with case.vault.write() as session:
        words = {
            name: song.word(f"Letter.{name} 1")
            for name in ("recipient", "address", "subject", "body", "title")
        }
        letter = Letter(kind="records-for-me", language="en", made_at=CLOCK.now(), fields="{}", **words)
        session.add(letter)
        session.flush()
        made = letter.id
    pdf = print_sheet.sheet(case.vault, Plan("letter", letter=made, parts=frozenset()), CLOCK)
    found = song.found_in(words_in(pdf))
    assert {f"Letter.{name} 1" for name in ("recipient", "address", "subject", "body")} <= found
    assert all(field.startswith("Letter.") for field in found), found


# --- one of a hundred ---


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A case with a hundred of each single thing, each with a word of its own; its visit."""
    folder = tmp_path_factory.mktemp("crowd") / "Case.secondop"
    vault = open_case.create(folder, PASSPHRASE, "Somebody", cheap_ways(CLOCK)).vault
    ids = {}
    with vault.write() as session:
        for number in range(MANY):
            made = {
                "question": Question(text=f"Zq{number:03d}x?"),
                "medicine": Medicine(name=f"Zq{number:03d}x", state=TAKING),
                "doctor": Doctor(name=f"Zq{number:03d}x", role="candidate"),
            }
            session.add_all(made.values())
            session.add(Result(marker=f"Zq{number:03d}x", value="1.5"))
            session.flush()
            ids |= {(family, number): record.id for family, record in made.items()}
        visit = appointments.keep(session, Appointment(day="2026-03-14", hour="10:30"))
        session.flush()
        asked = (ids["question", number] for number in range(MANY))
        session.add_all(Asking(question_id=one, appointment_id=visit.id) for one in asked)
        visit_id = visit.id
    yield vault, visit_id, ids
    vault.close()


@pytest.mark.parametrize("number", range(MANY) if FULL else (0, 57, 99))
@pytest.mark.parametrize(
    ("what", "family"),
    [
        ("question-sheet", "question"),
        ("doctor-copy", "question"),
        ("medicines", "medicine"),
        ("medicine-card", "medicine"),
        ("doctors", "doctor"),
        ("results", "result"),
    ],
)
def test_of_a_hundred_things_a_sheet_of_one_holds_none_of_the_others(crowd, what, family, number):
    vault, visit_id, ids = crowd
    key = f"zq{number:03d}x" if family == "result" else ids[family, number]
    if family == "result":
        with vault.read() as session:
            keys = [part.key for part in KINDS[what].single(session, Plan(what, visit_id))]
        (whole,) = [one for one in keys if one.endswith(key)]
    else:
        whole = item_key(family, key)
    pdf = print_sheet.sheet(vault, Plan(what, visit_id, parts=frozenset({whole})), CLOCK)
    assert words_in(pdf) == {f"Zq{number:03d}x"}


# --- the search itself ---


def hidden_in(pdf, hide):
    """A PDF that somebody hid a word in."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        hide(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def in_a_field(pdf):
    typed = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, TU="Zq007x")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(typed)])


def in_the_xmp(pdf):
    with pdf.open_metadata() as told:
        told["dc:description"] = "Zq007x"


def in_a_bookmark(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Zq007x", 0))


def in_the_depth(pdf):
    pdf.Root.Deep = [pikepdf.Dictionary(Alt=pikepdf.String("Zq007x"))]


def in_a_stream(pdf):
    pdf.Root.Own = pdf.make_stream("Zq007x".encode("utf-16-be"))


HIDING = {
    "its title": lambda pdf: pdf.docinfo.__setitem__("/Title", "for Zq007x"),
    "its XMP": in_the_xmp,
    "a field": in_a_field,
    "alternate words": in_the_depth,
    "a bookmark": in_a_bookmark,
    "an attached file": lambda pdf: pdf.attachments.__setitem__("a.txt", b"Zq007x"),
    "wide letters in a stream": in_a_stream,
    "spoken words in the drawing": lambda pdf: pdf.pages[0].contents_add(
        b"/Span <</ActualText <feff005a00710030003000370078>>> BDC EMC"
    ),
    "letters that nobody sees": lambda pdf: pdf.pages[0].contents_add(
        b"BT /F1 12 Tf 3 Tr -900 -900 Td [(Zq0) 3 (07x)] TJ ET"
    ),
}


@pytest.mark.parametrize("where", HIDING)
def test_a_word_is_found_wherever_it_is_hidden(where):
    paper = io.BytesIO()
    canvas = Canvas(paper)
    canvas.drawString(72, 700, "nothing here")
    canvas.save()
    assert words_in(paper.getvalue()) == set()

    assert words_in(hidden_in(paper.getvalue(), HIDING[where])) == {"Zq007x"}


# --- monstrous cases ---


def letters_of(pdf):
    """All letters that can be read in a PDF, in one."""
    return "".join("".join(read_from(pdf)).split())


def all_inside(pdf):
    """Nothing is drawn beyond the edge of its page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for number in range(text.count_rects()):
                left, bottom, right_, top = text.get_rect(number)
                assert (left > 8, bottom > 8, right_ < width - 8, top < height - 8) == (True,) * 4
            text.close()
            page.close()
        return len(document)


NAME = "".join(f"Longname{number:02d}" for number in range(20))
"""Two hundred letters without a break."""
ANSWER = " ".join(f"word{number:04d}" for number in range(2200))
"""Twenty thousand letters."""


@pytest.fixture(scope="module")
def monster(tmp_path_factory):
    """A case of names without an end, an answer of 20,000 letters and 300 questions."""
    folder = tmp_path_factory.mktemp("monster") / "Case.secondop"
    vault = open_case.create(folder, PASSPHRASE, "", cheap_ways(CLOCK)).vault
    with vault.write() as session:
        person.keep(session, Person(name=NAME, allergies=NAME, companion=NAME))
        doctor = doctors.keep(session, Doctor(name=NAME, specialty=NAME, hospital=NAME, role="second"))
        session.flush()
        visit = Appointment(day="2026-03-14", hour="10:30", place=NAME, goal=NAME, doctor_id=doctor.id)
        appointments.keep(session, visit)
        session.add(Medicine(name=NAME, dose=NAME, state=TAKING))
        session.add(Result(marker=NAME, value=NAME[:40], unit=NAME[:40]))
        session.flush()
        asked = [Question(text=f"Numberednr{n:03d}?", starred=n < 3, rank=n) for n in range(300)]
        session.add_all(asked)
        session.flush()
        answers = {0: ANSWER}
        session.add_all(
            Asking(question_id=question.id, appointment_id=visit.id, answer=answers.get(number, ""))
            for number, question in enumerate(asked)
        )
    yield vault
    vault.close()


@pytest.mark.parametrize("what", [what for what in RULES if what not in ("question-sheet", "doctor-copy")])
def test_names_without_an_end_stay_on_the_page(monster, what):
    pdf = print_sheet.sheet(monster, plan_of(what, monster, CLOCK, large=True, page="Letter"), CLOCK)
    all_inside(pdf)
    assert NAME in letters_of(pdf)


def test_three_hundred_questions_and_an_answer_of_20000_letters_are_all_there(monster):
    plan = plan_of("question-sheet", monster, CLOCK)
    with monster.read() as session:
        parts = [*KINDS["question-sheet"].parts, *KINDS["question-sheet"].single(session, plan)]
    every = frozenset(part.key for part in parts)
    pdf = print_sheet.sheet(monster, plan_of("question-sheet", monster, CLOCK, parts=every), CLOCK)
    text = letters_of(pdf)
    assert all(f"Numberednr{number:03d}" in text for number in range(300))
    assert all(word in text for word in ANSWER.split())
    assert all_inside(pdf) > 40
    copy = letters_of(print_sheet.sheet(monster, plan_of("doctor-copy", monster, CLOCK), CLOCK))
    assert all(f"Numberednr{number:03d}" in copy for number in range(300))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory):
    """A case in which nothing is written down, but that there is a visit one day."""
    folder = tmp_path_factory.mktemp("nothing") / "Case.secondop"
    vault = open_case.create(folder, PASSPHRASE, "", cheap_ways(CLOCK)).vault
    with vault.write() as session:
        appointments.keep(session, Appointment(day="2026-03-14"))
    yield vault
    vault.close()


@pytest.mark.parametrize("what", KINDS)
def test_a_case_with_nothing_in_it_prints_and_no_label_stands_without_its_words(nothing, what):
    pdf = print_sheet.sheet(nothing, plan_of(what, nothing, CLOCK), CLOCK)
    assert all_inside(pdf) >= 1
    text = " ".join(read_from(pdf))
    assert re.search(r"\bNone\b", text) is None
    assert re.search(r"(Patient|Born|Phone|Goal of this visit):\s+\w[\w ]*:", text) is None
