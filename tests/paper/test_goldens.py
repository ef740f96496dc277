"""The comparison with kept pictures sees what an eye would see, and nothing finer."""

import io

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.paths import resources
from tests.paper import goldens


@pytest.fixture
def sheet():
    """Draws a page with a rule at a height, some words and a star."""
    pdfmetrics.registerFont(TTFont("Golden", str(resources() / "fonts" / "NotoSans-Regular.ttf")))

    def draw(rule=400.0, words=("Stage", "IIB", "Ask first"), star=True):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(595, 842))
        canvas.setFont("Golden", 13)
        canvas.setLineWidth(0.9)
        canvas.line(72, rule, 523, rule)
        for number, word in enumerate(words):
            canvas.drawString(72, 700 - 30 * number, word)
        if star:
            canvas.circle(300, 600, 6, fill=1)
        canvas.showPage()
        canvas.save()
        return goldens.picture(out.getvalue())

    return draw


@pytest.fixture
def kept(sheet, tmp_path):
    file = tmp_path / "sheet.png"
    goldens.keep(sheet(), file)
    return file


def test_a_picture_agrees_with_itself_after_it_was_kept(sheet, kept):
    assert goldens.difference(sheet(), kept) == ""
    assert kept.stat().st_size < 3000


@pytest.mark.parametrize(
    "change",
    [
        {"rule": 400.0 - 72 / goldens.DOTS},
        {"words": ("Stage", "IIA", "Ask first")},
        {"words": ("Stage", "", "Ask first")},
        {"star": False},
    ],
    ids=["a rule moved by a dot", "a letter", "a word", "a star"],
)
def test_what_an_eye_would_see_is_told_with_its_place(sheet, kept, change):
    assert "differs by" in goldens.difference(sheet(**change), kept)


def test_other_edges_of_letters_are_the_same_picture(sheet, kept):
    ours = sheet()
    softer = ImageChops.blend(ours, ours.filter(ImageFilter.GaussianBlur(0.5)), 0.5)
    assert np.abs(np.asarray(softer, dtype=int) - np.asarray(ours, dtype=int)).max() > 30
    assert goldens.difference(softer, kept) == ""


def test_another_number_of_pages_is_told(sheet, kept):
    ours = sheet()
    longer = Image.new("L", (ours.width, ours.height + 10), 255)
    longer.paste(ours, (0, 0))
    assert "other pages" in goldens.difference(longer, kept)


def test_a_sheet_without_a_picture_is_told(sheet, tmp_path):
    assert "not kept yet" in goldens.difference(sheet(), tmp_path / "new.png")
