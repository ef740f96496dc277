"""Drawing the sheets, against the bare library writing as many lines in the same letters."""

import io

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.paths import resources
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import QuestionLine, QuestionSheet
from secondop_desktop.paper.style import PaperStyle
from tests.benchmarks.measure import SHORT, in_turn, timed
from tests.paper.conftest import ORDINARY, ordinary_case

TRIES = 5 if SHORT else 25
STYLE = PaperStyle("A4")
FONT = "Bare"


def two_pages():
    lines = tuple(QuestionLine(ORDINARY[n % len(ORDINARY)], starred=n < 3) for n in range(6))
    return QuestionSheet(
        "Margaret Ellison", "Dr. Maria Castellano", "Breast oncology", "Monday, 4 May 2026 at 10:30",
        "Lakeside Cancer Center", "To know what I lose by waiting.", "20 May 2026", lines,
    )  # fmt: skip


def lines_of(pdf):
    """The lines of text on each page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found.append([line for line in text.get_text_range().splitlines() if line.strip()])
            text.close()
            page.close()
    return found


def bare(pages):
    """The same lines, one below the other, with the same embedded letters and nothing else."""
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A4)
    for lines in pages:
        canvas.setFont(FONT, 12)
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 15 * number, line)
        canvas.showPage()
    canvas.save()


SHEETS = {
    "question sheet of 2 pages": lambda: draw.question_sheet(two_pages(), STYLE),
    "summary": lambda: draw.summary(ordinary_case.__wrapped__(), STYLE),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_drawn_within_a_few_bare_ones(table, name):
    pdfmetrics.registerFont(TTFont(FONT, str(resources() / "fonts" / "NotoSans-Regular.ttf")))
    pages = lines_of(SHEETS[name]())
    assert len(pages) == (2 if "2 pages" in name else 1)
    ours, floor = in_turn(lambda: timed(SHEETS[name]), lambda: timed(lambda: bare(pages)), TRIES)
    table.medians(f"PDF: {name} (floor: bare reportlab)", ours, floor)
