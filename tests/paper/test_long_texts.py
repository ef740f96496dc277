"""What is too long for a cell stands at the end in full, under a number that the cell names."""

import dataclasses

from secondop_desktop.paper import draw
from secondop_desktop.paper.long_texts import LONGEST, LongTexts
from secondop_desktop.paper.sheets_compared import Point, Said
from secondop_desktop.paper.sheets_own import MedicineLine, MedicineList
from secondop_desktop.paper.style import PaperStyle
from tests.paper.test_side_by_side_page import COMPARED

A4 = PaperStyle("A4")
LONG = " ".join(f"word{n}x" for n in range(3000))


def test_a_text_that_fits_stays_where_it_is_and_a_longer_one_is_named():
    texts = LongTexts()
    assert texts.fitting("a" * LONGEST, "Topic") == "a" * LONGEST
    assert texts.fitting("a" * (LONGEST + 1), "Topic") == "Long: see note 1 at the end."
    assert texts.fitting("b" * (LONGEST + 1), "Other") == "Long: see note 2 at the end."


def test_what_two_doctors_said_at_length_is_there_in_full_with_its_name(read):
    point = Point("Advice", ((Said(LONG, "a letter"),), (Said("Short"),)))
    other = Point("Timing", ((Said("Now"),), (Said("Said"), Said(LONG.replace("word", "line"), "a call"))))
    pdf = draw.side_by_side(dataclasses.replace(COMPARED, points=(point, other)), A4)
    said = " ".join(" ".join(read.pages(pdf)).split())
    places = [said.index(words) for words in ("see note 1", "see note 2", "Note 1: Advice, Dr Okafor.")]
    assert places == sorted(places)
    assert "Note 2: Timing, Dr Hạnh." in said
    text = read.text(pdf)
    assert all(text.count(f"{word}{n}x") == 1 for word in ("word", "line") for n in (0, 1500, 2999))
    assert len(read.pages(pdf)) < 20, "not a page for each few words in a narrow column"


def test_what_is_long_about_a_medicine_has_its_note(read):
    data = MedicineList(taken=(MedicineLine("Letrozole", reason=LONG),), columns=frozenset({"reason"}))
    said = " ".join(" ".join(read.pages(draw.medicines(data, A4))).split())
    assert "Note 1: Letrozole, What it is for. word0x" in said
    assert "word2999x" in said
