"""A letter on paper: every word is there, blanks can be filled in, and nobody signs an empty page."""

import io
import itertools
import re

import pikepdf
import pytest

from secondop_desktop.paper import draw, letter_forms, letter_words
from secondop_desktop.paper.letter_text import LetterSheet
from secondop_desktop.paper.letter_words import Known
from secondop_desktop.paper.style import RULING, PaperStyle

FORMS = letter_forms.load("en")
STYLES = [PaperStyle("A4"), PaperStyle("Letter", large=True)]
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 6


def a_letter(body="Dear Dr Lee,\n\nHello.", **more):
    known = {
        "subject": "My records",
        "sender": "Margaret\n555",
        "dated": "2 March 2026",
        "signer": "Margaret",
    }
    return LetterSheet(body=body, **known | more)


def fields(pdf):
    """The names of what can be filled in, by their kind."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.Root.get("/AcroForm", {})
        return [(str(field.FT), str(field.TU)) for field in form.get("/Fields", [])]


@pytest.mark.parametrize("style", STYLES)
def test_head_words_and_signature_are_all_there(read, style):
    sheet = a_letter(recipient="Dr Lee", address="3 Chapel Lane\nHarrow Mill", enclosed="A copy of my card")
    said = " ".join(" ".join(read.pages(draw.letter(sheet, style))).split())
    wanted = [
        "Margaret",
        "555",
        "2 March 2026",
        "Dr Lee",
        "3 Chapel Lane",
        "Harrow Mill",
        "My records",
        "Dear Dr",
    ]
    wanted += ["Hello.", "Signature", "Day", "Enclosed", "A copy of my card", "Not a form of a hospital."]
    assert [each for each in wanted if each not in said] == []
    assert (
        said.index("Harrow Mill") < said.index("My records") < said.index("Hello.") < said.index("Signature")
    )


def test_a_call_sheet_has_no_head_and_nothing_to_sign(read, a4):
    said = " ".join(read.pages(draw.letter(a_letter(letter=False), a4)))
    assert "Signature" not in said
    assert "555" not in said
    assert "My own notes" in said


def test_each_blank_can_be_written_on_by_hand_and_filled_in_on_a_screen(read, a4):
    body = "Day: ____\nWho said it? ____\n____\n• ____\n☐ I want the slides\nBegin: ____ End: ____"
    body += "\n# Notes\n____"
    pdf = draw.letter(a_letter(body, letter=False), a4)
    found = fields(pdf)
    assert found == [
        ("/Tx", "Day:"), ("/Tx", "Who said it?"), ("/Tx", "Who said it?"), ("/Btn", "I want the slides"),
        ("/Tx", "Begin:"), ("/Tx", "End:"), ("/Tx", "Notes"),
    ]  # fmt: skip
    lines = [rule for rule in read.rules(pdf)[0] if rule[1] - rule[0] < a4.column + 1]
    assert len(lines) >= 8
    heights = sorted({round(y, 1) for _, _, y in lines}, reverse=True)
    apart = [a - b for a, b in itertools.pairwise(heights) if a - b > 1]
    assert min(apart) >= RULING - 0.1


def test_a_signature_is_no_field_but_a_line_for_a_hand(a4):
    assert fields(draw.letter(a_letter(), a4)) == []


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("style", STYLES, ids=["ordinary", "large"])
def test_every_word_of_every_letter_is_on_paper(read, squeeze, key, style):
    form = FORMS[key]
    records = [f"Report: number {n}, left breast, 3 March 2026" for n in range(1, 4)]
    known = Known({"name": "Margaret Ellison", "receiver": "Dr Hạnh"}, records, ["Why now?"], {"trials": "x"})
    body = letter_words.fill(form, form.tones[0] if form.tones else "", known)
    pdf = draw.letter(a_letter(body, letter=form.is_letter), style)
    said = squeeze("".join(read.pages(pdf)))
    for line in body.splitlines():
        for words in re.split(r"_{3,}|☐|•|#", line):
            plain = squeeze(words)
            assert plain in said, words
    assert not read.complaints(pdf)


@pytest.mark.parametrize("style", STYLES)
def test_the_signature_stands_with_the_last_words(read, style):
    for lines in range(18, 40, 3):
        body = "\n\n".join(f"Sentence number {n} of this letter." for n in range(lines)) + "\n\nThank you."
        last = read.pages(draw.letter(a_letter(body), style))[-1]
        assert "Thank you." in last, lines
        assert f"Sentence number {lines - 1} " in last, lines
        assert "Signature" in last


@pytest.mark.parametrize("style", STYLES)
def test_a_heading_never_stands_alone_at_the_end_of_a_page(read, style):
    for before in range(10, 40, 2):
        body = "\n\n".join(["Some words."] * before) + "\n# Who may get them\nName: ____\nPhone: ____"
        page = next(p for p in read.pages(draw.letter(a_letter(body, letter=False), style)) if "Who may" in p)
        assert "Phone:" in page, before


def test_fifty_records_monstrous_names_and_a_very_long_answer_lose_nothing(read, a4):
    records = "\n".join(f"• Report number {n}: {'scan of the whole body ' * 4}" for n in range(50))
    body = f"# What\n{records}\n{'word ' * 4000}\nThe very last one. ____"
    sheet = a_letter(body, sender=LONG_NAME, recipient=LONG_NAME, signer=LONG_NAME, subject=LONG_NAME)
    pages = read.pages(draw.letter(sheet, a4))
    said = " ".join(" ".join(pages).split())
    assert all(f"Report number {n}:" in said for n in range(50))
    assert said.count("word") >= 4000
    assert "The very last one." in pages[-1]


@pytest.mark.parametrize(
    "words", ["", " ", "____", "#", "# Only a heading", "☐", "•", "مرحبا بالطبيب", "हिन्दी", "👩‍⚕️"]
)
def test_odd_words_are_drawn_too(read, a4, words):
    pdf = draw.letter(a_letter(words, subject=words), a4)
    assert len(read.pages(pdf)) == 1
    assert not read.complaints(pdf)


def test_what_is_good_to_know_comes_with_its_source_and_apart_from_the_letter(read, a4):
    sheet = a_letter(
        notes=(("They have 30 days.", "United States, 45 CFR 164.524"),), tips=("Ask first.",), law=True
    )
    pages = read.pages(draw.letter(sheet, a4))
    assert len(pages) == 2
    assert "30 days" not in pages[0]
    said = " ".join(pages[1].split())
    assert "For me, not part of the letter" in said
    assert "Source: United States, 45 CFR 164.524" in said
    assert "Rules differ from country to country" in said
    assert "Ask first." in said
    beside_the_phone = read.pages(draw.letter(a_letter(letter=False, tips=("Ask first.",)), a4))
    assert len(beside_the_phone) == 1
    assert "Rules differ" not in beside_the_phone[0]


def test_headings_and_lists_are_told_to_a_screen_reader(read, a4):
    tags = read.tags(draw.letter(a_letter("# Who\n• one\n• two\nwords\n☐ three"), a4))
    assert tags.count("H1") == 1
    assert tags.count("H2") == 1
    assert tags.count("L") == 2
    assert tags.count("LI") == 3
