"""The page is sound HTML that loads nothing, names its parts for a screen reader, and shows what there is."""

import itertools
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import html5lib
import pytest

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.notes import Note
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.handover import html, index_page
from secondop_desktop.handover.given import Given

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
EVIL = "<script>alert(1)</script> \"'&\x00\x1b"
PLAIN = "<script>alert(1)</script> \"'&"


def page(*records, **more):
    entries = {}
    for record in records:
        entries.setdefault(type(record).__tablename__, []).append(record)
    paths = more.pop("paths", {})
    given = Given(entries, paths, NOW, ZoneInfo("America/Chicago"), **more)
    return index_page.write(given, [("lists/tasks.csv", "tasks"), ("data/SCHEMA.md", "what it means")])


def tree(content):
    """The page as a browser's rules read it; any fault of form is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content)


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def of(words):
    """A case in which every kind of entry says the same words."""
    doctor = Doctor(name=words, specialty=words, note=words)
    visit = Appointment(day="2026-05-14", hour="10:30", goal=words, doctor_id=doctor.id, place=words)
    question = Question(text=words, why=words, starred=True)
    return [
        Person(name=words, allergies=words, birth_date=PartialDate(1965, 3)),
        Diagnosis(sentence=words),
        doctor,
        DoctorFact(doctor_id=doctor.id, topic=words, text=words),
        visit,
        question,
        Asking(question_id=question.id, appointment_id=visit.id, answer=words, answered_by=words),
        Medicine(name=words, dose=words, state="taking"),
        Note(text=words, written_at=NOW, appointment_id=visit.id),
        Letter(kind="x", title=words, body=words, made_at=NOW),
        Task(text=words, due=PartialDate(2026, 4)),
        Document(title=words, blob="ab", added_at=NOW),
    ]


@pytest.mark.parametrize(
    "words", ["Plain words", EVIL, "د. أحمد \u200f", "two\nlines\n\nand more", "x" * 5000, "🌷"]
)
def test_any_words_make_sound_html_and_stand_in_it_as_they_are(words):
    whole = tree(page(*of(words), paths={"ab": "records/a.pdf"}))
    shown = text_of(whole.find("body"))
    plain = " ".join(words.replace("\x00", "").replace("\x1b", "").split())
    assert shown.count(plain) >= 20
    assert whole.find(".//script") is None


def test_an_empty_case_is_a_page_too():
    whole = tree(page())
    assert text_of(whole.find(".//h1")) == "A whole case"


def test_nothing_is_loaded_and_nothing_leads_out_of_the_folder():
    content = page(*of("Words"), paths={"ab": "records/Über uns #1?.html"}).decode()
    whole = tree(content)
    for element in whole.iter():
        assert element.tag not in ("script", "img", "iframe", "object", "embed", "form", "base", "link")
        assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "style")]
        target = element.attrib.get("href", "#")
        assert not re.match(r"[a-z]+:|/|\.\.", target)
    assert "url(" not in content
    assert "@import" not in content
    assert "default-src 'none'" in content


def test_what_a_browser_would_run_is_offered_to_be_saved():
    for path, saved in (("records/a.html", True), ("records/a.SVG", True), ("records/a.pdf", False)):
        link = tree(page(*of("Words"), paths={"ab": path})).find(f".//a[@href='{path}']")
        assert ("download" in link.attrib) is saved


def test_a_screen_reader_finds_language_landmarks_headings_and_tables():
    whole = tree(page(*of("Words"), paths={"ab": "records/a.pdf"}))
    assert whole.attrib["lang"] == "en"
    assert whole.find(".//title").text == "The case of Words"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(whole.findall(f".//{landmark}")) == 1
    levels = [int(e.tag[1]) for e in whole.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for table in whole.iter("table"):
        assert text_of(table.find("caption"))
        assert {th.attrib["scope"] for th in table.iter("th")} == {"col", "row"}
    names = [e.attrib["id"] for e in whole.iter() if "id" in e.attrib]
    assert len(names) == len(set(names))
    for element in whole.iter("a"):
        if element.attrib["href"].startswith("#"):
            assert element.attrib["href"][1:] in names
    assert {s.attrib["aria-labelledby"] for s in whole.iter("section")} <= set(names)


def test_what_is_in_the_bin_is_named_there_and_nowhere_else():
    binned = Task(text="Thrown away", binned_at=NOW)
    whole = tree(page(Person(name="M"), binned, Task(text="Kept")))
    sections = {s.attrib["id"]: text_of(s) for s in whole.iter("section")}
    assert "Thrown away" in sections["bin"]
    assert "Thrown away" not in sections["tasks"]
    assert "Kept" in sections["tasks"]


def test_the_page_says_that_it_is_not_encrypted_and_what_it_is_not():
    shown = text_of(tree(page()).find("body"))
    assert "not encrypted" in shown
    assert "Not a medical record." in shown


def test_every_word_of_the_page_can_be_translated():
    language.use("qps")
    whole = tree(page(*of("WORDS"), paths={"ab": "records/a.pdf"}))
    for element in whole.find("body").iter():
        for said in (element.text if element.tag not in ("time", "a") else "", element.tail):
            left = re.sub(
                r"⟦[^⟧]*⟧|WORDS|UTC|\d+ [A-Z]\w+ \d{4}|[A-Z]\w+ \d{4}|[A-Z]\w+day|[\W\d_]", "", said or ""
            )
            assert left in ("", "tasks", "whatitmeans"), said


def test_a_wide_list_is_shown_entry_by_entry():
    doctor = Doctor(
        name="A", specialty="B", hospital="C", address="D", phone="1", fax="2", email="e", note="F"
    )
    whole = tree(page(doctor))
    section = next(s for s in whole.iter("section") if s.attrib["id"] == "doctors")
    assert section.find("table") is None
    assert [text_of(dt) for dt in section.iter("dt")][:2] == ["Specialty", "In my journey"]


def test_words_that_are_html_already_are_not_escaped_twice():
    assert html.tag("p", html.tag("b", "<"), " & ") == "<p><b>&lt;</b> &amp; </p>"
