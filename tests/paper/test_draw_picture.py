"""The pictures on paper: the words of the PDF are the words of the picture, and a screen read hears all."""

import io
from datetime import date

import pikepdf
import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.paper import draw, draw_picture
from secondop_desktop.paper.health_sheets import Marker, ResultLine, ResultsSheet, TimelineSheet, Told
from secondop_desktop.paper.pages import draw_pages, patient_foot
from secondop_desktop.paper.results_data import Value
from secondop_desktop.paper.results_picture import results_pictures
from secondop_desktop.paper.rows import Block, Setting
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element
from secondop_desktop.paper.timeline_data import KINDS, Entry, Timeline
from secondop_desktop.paper.timeline_picture import timeline_picture
from tests.paper.conftest import squeezed

STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
TODAY = date(2026, 11, 21)
ENTRIES = (
    Entry("a", "treatment", "Radiation, 15 sessions", PartialDate(2026, 6), PartialDate(2026, 7, 2)),
    Entry("b", "treatment", "Letrozole", PartialDate(2026, 7, 3), going_on=True),
    Entry("c", "opinion", "Dr Nguyễn Thị Hạnh", PartialDate(2026, 4, 10)),
    Entry("d", "event", "Żółć, fi-ligature, ½ pill", PartialDate(2026, 8, 1)),
    Entry("e", "visit", "Follow-up", PartialDate(2026, 12, 10), planned=True),
)
VALUES = tuple(
    Value(f"r{n}", str(20 + n), 20.0 + n, PartialDate(2026, n, 3), "U/mL", high="25", high_number=25.0)
    for n in range(1, 9)
)


def on_paper(picture, setting):
    tree = Element("Document")
    block = Block([draw_picture.picture_row(picture, setting, tree)])
    return draw_pages([[block]], tree, setting, "Picture", patient_foot(), fixed=True)


def figures(pdf):
    """Each figure of the file: what it says, and the box it claims."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            (str(item.Alt), [float(edge) for edge in item.A.BBox] if "/A" in item else [])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_the_words_of_the_pdf_are_the_words_of_the_picture(style, read):
    setting = Setting(style, style.ladder[0])
    room = draw_picture.room(setting)
    (timeline,) = timeline_picture(Timeline(ENTRIES, TODAY), room).pictures
    (results,) = results_pictures("CA 15-3", VALUES, room).pictures
    for picture in (timeline, results):
        text = read.text(on_paper(picture, setting))
        missing = [t for t in picture.texts() if t.isascii() and squeezed(t) not in text]
        assert missing == []


def test_the_description_says_all_and_the_figure_knows_its_place(read):
    setting = Setting(STYLES[0], STYLES[0].ladder[0])
    (picture,) = timeline_picture(Timeline(ENTRIES, TODAY), draw_picture.room(setting)).pictures
    pdf = on_paper(picture, setting)
    ((alt, box),) = figures(pdf)
    assert alt == picture.alt
    assert box[3] - box[1] == pytest.approx(picture.height, abs=1)
    assert read.tags(pdf) == ["Document", "Figure"]
    assert not read.complaints(pdf)


def test_a_picture_is_lines_and_no_bitmap(read):
    setting = Setting(STYLES[0], STYLES[0].ladder[0])
    (picture,) = timeline_picture(Timeline(ENTRIES, TODAY), draw_picture.room(setting)).pictures
    with pikepdf.open(io.BytesIO(on_paper(picture, setting))) as document:
        assert "/XObject" not in document.pages[0].Resources
        colours = {
            str(op.operator)
            for op in pikepdf.parse_content_stream(document.pages[0])
            if str(op.operator) in ("rg", "RG", "k", "K", "g", "G")
        }
    assert colours <= {"g", "G"}  # black, white and grey only


def sheet(entries):
    lines = tuple(Told(entry.when(), entry.kind, entry.words, "Letter, page 1") for entry in entries)
    return TimelineSheet("Margaret Ellison", "21 November 2026", Timeline(tuple(entries), TODAY), lines)


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_timeline_of_any_length_is_whole_on_paper(style, count, read):
    entries = [
        Entry(str(n), KINDS[n % 5], f"Entry{n}x of many words", PartialDate(2016 + n % 10, n % 12 + 1, 3))
        for n in range(count)
    ]
    pdf = draw.timeline(sheet(entries), style, fixed=True)
    text = read.text(pdf)
    assert [n for n in range(count) if text.count(f"Entry{n}x") < 2] == []  # picture and table
    assert read.tags(pdf)[1] == "H1"
    assert not read.complaints(pdf)


def test_monstrous_names_and_words_are_whole_on_paper(read):
    entries = [
        Entry("a", "treatment", "Zwölfsilbigesungetüm" * 10, PartialDate(2026)),
        Entry("b", "event", "word " * 4000, PartialDate(2026, 3)),
    ]
    text = read.text(draw.timeline(sheet(entries), STYLES[1], fixed=True))
    assert "Zwölfsilbigesungetüm" * 10 in text
    assert text.count("word") >= 4000


def test_results_have_a_picture_and_a_table_and_one_value_alone_has_a_table(read):
    lines = tuple(ResultLine(v.day.words(), v.words, "up to 25", "Blood tests", v.outside) for v in VALUES)
    several = Marker("CA 15-3", VALUES, lines)
    alone = Marker("TSH", VALUES[:1], lines[:1])
    pdf = draw.results(ResultsSheet("Margaret", "21 November 2026", (several, alone)), STYLES[0], fixed=True)
    assert len(figures(pdf)) == 1
    assert read.tags(pdf).count("Table") == 2
    assert read.text(pdf).count(squeezed("Outside the range")) == 3


def test_without_results_the_sheet_says_so(read):
    pdf = draw.results(ResultsSheet("", "21 November 2026", ()), STYLES[0], fixed=True)
    assert squeezed("No results are written down or ticked.") in read.text(pdf)


def test_what_cannot_be_printed_is_counted_once_for_the_picture_and_once_for_the_table(read):
    entries = [Entry("a", "event", "ꦗ fever", PartialDate(2026, 3))]
    text = read.text(draw.timeline(sheet(entries), STYLES[0], fixed=True))
    assert squeezed("2 characters on this sheet") in text


def test_the_order_of_reading_is_the_order_of_the_page(read):
    lines = tuple(ResultLine(v.day.words(), v.words, "up to 25", "Blood tests", v.outside) for v in VALUES)
    pdf = draw.results(
        ResultsSheet("Margaret", "2026", (Marker("CA 15-3", VALUES, lines),)), STYLES[0], fixed=True
    )
    tags = [tag for tag in read.tags(pdf) if tag in ("H1", "H2", "Figure", "P", "Table")]
    assert tags[:7] == ["H1", "P", "P", "H2", "Figure", "P", "Table"]
    timeline = draw.timeline(sheet(ENTRIES), STYLES[0], fixed=True)
    kept = ("H1", "H2", "Figure", "Table")
    assert [tag for tag in read.tags(timeline) if tag in kept] == ["H1", "Figure", "H2", "Table"]
