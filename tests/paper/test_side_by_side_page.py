"""Doctors side by side: every word is there, differing rows tell it in words, nobody is first."""

import dataclasses
import io
import re

import pikepdf
import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_compared import Column, Point, Said, SideBySide
from secondop_desktop.paper.style import PaperStyle
from tests.paper.test_margins import outside

A4 = PaperStyle("A4")
LANDSCAPE = PaperStyle("A4", landscape=True)
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
COMPARED = SideBySide(
    title="Opinions side by side",
    corner="What it is about",
    nothing="Not addressed in my notes",
    nobody="Not addressed by any of them",
    person="Margaret Ellison",
    printed_on="15 May 2026",
    facts=(("The decision:", "Operate now, or wait?"), ("Decide by:", "20 May 2026")),
    hint="Only the words are compared.",
    notes=("Same words means the same words.", "Nobody is ranked."),
    columns=(Column("Dr Okafor"), Column("Dr Hạnh")),
    points=(
        Point("Diagnosis", ((Said("Carcinoma", "said in March"),), (Said("Carcinoma"),)), "Same words."),
        Point(
            "Advice",
            ((Said("Operate", "a letter"), Said("Then radiation", "a call")), (Said("Wait"),)),
            "Written differently.",
            marked=True,
        ),
        Point("Timing", ((Said("Four weeks"),), ()), "Only one doctor is noted here."),
        Point("Trial", ((), ())),
        Point("Can I wait?", ((Said("Yes"),), ()), "One.", empty=("Not asked", "No answer yet")),
    ),
)


def wide(doctors, points=3, words="word"):
    """So many doctors, each with words of their own about each point."""
    return SideBySide(
        "Side by side",
        "Topic",
        "Nothing noted",
        columns=tuple(Column(f"Dr Nr{n}x") for n in range(doctors)),
        points=tuple(
            Point(f"Point{p}", tuple((Said(f"{words}{p}v{n}x"),) for n in range(doctors)))
            for p in range(points)
        ),
    )


def fields(pdf):
    """What each field says belongs there."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.Root.get("/AcroForm")
        return [str(field.TU) for field in form.Fields] if form is not None else []


def frames(pdf):
    """How many frames with round corners are drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(page.Contents.read_bytes().count(b" c\nh\nS") for page in document.pages)


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_every_word_stands_on_a_page_that_lies_on_its_long_side(style, read):
    pdf = draw.side_by_side(COMPARED, style)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _left, _bottom, width, height = (float(edge) for edge in document.pages[0].mediabox)
    assert width > height
    said = " ".join(" ".join(read.pages(pdf)).split())
    for words in (
        "Opinions side by side", "Patient: Margaret Ellison", "Printed on: 15 May 2026",
        "Decide by: 20 May 2026",
        "The decision: Operate now, or wait?", "Only the words are compared.", "Nobody is ranked.",
        "What it is about", "Dr Okafor", "Dr Hạnh", "Carcinoma", "said in March", "Same words.", "Operate",
        "(a letter)", "Then radiation", "(a call)", "Wait", "Written differently.", "Four weeks",
        "Only one doctor is noted here.", "Not addressed in my notes", "Not addressed by any of them",
        "No answer yet", "Prepared by the patient. Not a medical record.",
    ):  # fmt: skip
        assert words in said, words
    assert not read.complaints(pdf)


def test_it_is_read_row_by_row_with_the_names_of_rows_and_columns(read):
    told = read.poppler("pdfinfo", "-struct-text", pdf=draw.side_by_side(COMPARED, A4))
    order = (
        "Opinions", "Only the words", "What it is about", "Dr Okafor", "Dr Hạnh", "Diagnosis", "Same words.",
        "said in March", "Advice", "Written differently.", "Operate", "Then radiation", "Wait", "How to read",
    )  # fmt: skip
    places = [told.index(f'"{words}') for words in order]
    assert places == sorted(places)
    assert told.count("/Scope /Column") == 3
    assert told.count("/Scope /Row") == len(COMPARED.points)


def test_a_differing_row_is_told_in_a_frame_and_the_others_are_not(read):
    plain = dataclasses.replace(COMPARED, points=COMPARED.points[:1])
    differing = dataclasses.replace(COMPARED, points=COMPARED.points[1:2])
    assert frames(draw.side_by_side(plain, A4)) == 0
    assert frames(draw.side_by_side(differing, A4)) == 1


@pytest.mark.parametrize(
    ("doctors", "large", "groups"), [(4, False, 1), (5, False, 2), (12, False, 3), (5, True, 3)]
)
def test_more_doctors_than_a_page_holds_go_on_on_the_next_pages(doctors, large, groups, read):
    pages = read.pages(draw.side_by_side(wide(doctors), PaperStyle("A4", large=large)))
    assert len(pages) == groups
    firsts = [re.findall(r"Dr Nr(\d+)x", page) for page in pages]
    seen = [int(n) for page in firsts for n in dict.fromkeys(page)]
    assert seen == list(range(doctors)), "each doctor stands on one page, in their order"
    shares = [len(set(page)) for page in firsts]
    assert max(shares) - min(shares) <= 1, "no doctor is left alone behind full pages"
    for n in range(doctors):
        (place,) = [place for place, page in enumerate(pages) if f"word1v{n}x" in page]
        assert f"Dr Nr{n}x" in pages[place]
    if groups > 1:
        assert f"all {doctors} doctors" in " ".join(pages[0].split())
        assert f"of {doctors}" in pages[-1]


def test_monstrous_words_are_all_there_and_stay_on_the_paper(read):
    long = " ".join(f"w{n}x" for n in range(2000))
    sheet = dataclasses.replace(
        COMPARED,
        columns=(Column("N" * 200), Column("Dr B")),
        points=(
            Point("T" * 200, ((Said(long, "S" * 200),), (Said("short"),)), "Written differently.", True),
        ),
    )
    pdf = draw.side_by_side(sheet, A4)
    said = read.text(pdf)
    for n in (0, 999, 1999):
        assert f"w{n}x" in said
    assert said.count("T") >= 200
    assert outside(pdf, LANDSCAPE) == []


def test_without_doctors_there_is_room_to_write_by_hand(read):
    empty = dataclasses.replace(
        COMPARED,
        columns=(),
        points=(Point("Diagnosis", ()), Point("Advice", ())),
        missing="No opinion is written down yet.",
        facts=(),
        notes=(),
    )
    pdf = draw.side_by_side(empty, A4)
    said = " ".join(" ".join(read.pages(pdf)).split())
    assert "No opinion is written down yet." in said
    assert "One doctor Another doctor" in said
    assert "How to read" not in said
    assert len(fields(pdf)) == 2 * 3
    assert "Advice, Another doctor" in fields(pdf)


def test_rows_to_write_on_fill_the_page_and_never_need_another(read):
    some = dataclasses.replace(COMPARED, to_fill=2, nobody="")
    pdf = draw.side_by_side(some, A4)
    own = [name for name in fields(pdf) if name.startswith("My own question")]
    assert len(own) >= 2 * 3
    assert "Timing, Dr Hạnh" in fields(pdf), "what is not known can be written where it belongs"
    page = draw.side_by_side(dataclasses.replace(some, to_fill=2, points=COMPARED.points[:2]), A4)
    assert len(read.pages(page)) == 1


def test_large_print_has_no_small_words(read):
    assert sorted(read.sizes(draw.side_by_side(COMPARED, PaperStyle("A4", large=True))))[:2] == [13.0, 18.0]
