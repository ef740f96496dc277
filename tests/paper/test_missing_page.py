"""The sheet of what is missing: each thing with its place, its number and a box; nothing is cut."""

import io

import pypdfium2 as pdfium
import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import MissingLine, MissingPart, MissingSheet
from secondop_desktop.paper.style import PaperStyle

SLIDES = MissingLine(
    "Biopsy slides", "You asked Harrow Mill for it on 3 March 2026.", "Harrow Mill", "555-0164"
)
CARD = MissingLine("Insurance card", "It is not linked to one of your records yet.", required=False)
PART = MissingPart(
    "Dr Nguyễn Thị Hạnh",
    "Thursday 14 May 2026, 10:30",
    "1 required thing is missing: Biopsy slides.",
    (SLIDES, CARD),
    ("Pathology report", "List of medicines"),
)


def words(pdf):
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", " ") for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("style", [PaperStyle("A4"), PaperStyle("Letter", large=True)])
def test_each_thing_stands_there_with_where_it_is_and_whom_to_ring(style):
    pages = words(draw.missing(MissingSheet("Margaret Ellison", "2 March 2026", (PART,)), style))
    said = " ".join(pages)
    for text in (
        "What is missing",
        "For the visit with Dr Nguyễn Thị Hạnh",
        "Biopsy slides",
        "Where it is: You asked Harrow Mill for it on 3 March 2026.",
        "Ring: Harrow Mill, 555-0164",
        "What they said:",
        "Insurance card (helpful, not required)",
        "There already: Pathology report; List of medicines",
        "Prepared by the patient. Not a medical record.",
    ):
        assert text in said
    assert len(pages) == 1


def test_a_long_list_goes_on_and_loses_nothing():
    many = tuple(MissingLine(f"Thing number {n}", "Not asked for yet.", "Place", "555") for n in range(60))
    sheet = MissingSheet("M", "", (MissingPart("Dr A", "", "60 are missing.", many),))
    pages = words(draw.missing(sheet, PaperStyle("A4")))
    assert len(pages) > 1
    said = " ".join(pages)
    assert all(f"Thing number {n} " in said for n in range(60))


def test_several_visits_each_have_their_part_and_none_says_so():
    sheet = MissingSheet("M", "", (PART, MissingPart("", "", "You are ready.")))
    said = " ".join(words(draw.missing(sheet, PaperStyle("A4"))))
    assert "For the visit You are ready." in said
    assert "No visit is planned." in " ".join(words(draw.missing(MissingSheet("", ""), PaperStyle("A4"))))


def test_the_same_sheet_gives_the_same_bytes():
    sheet = MissingSheet("M", "", (PART,))
    first, again = (draw.missing(sheet, PaperStyle("A4"), fixed=True) for _ in range(2))
    assert first == again
