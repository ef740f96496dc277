"""Star, tick box and square code come out of a printer as what they are."""

import io

import numpy
import pypdfium2
import pytest

from secondop_desktop.paper import marks
from secondop_desktop.paper.tagged import Element, TaggedCanvas

SCALE = 4


@pytest.fixture
def picture():
    """What drawing on a page of 100 points makes of it: True where it is dark, from the top."""

    def make(draw):
        canvas = TaggedCanvas((100, 100), "A test", "en", fixed=True)
        with canvas.figure(Element("Figure", canvas.tree, alt="A drawing")):
            draw(canvas)
        with pypdfium2.PdfDocument(io.BytesIO(canvas.finish())) as document:
            page = document[0]
            grey = numpy.array(page.render(scale=SCALE).to_pil().convert("L"))
            page.close()
        return grey < 128

    return make


def test_a_star_is_filled_and_stays_in_its_square(picture):
    dark = picture(lambda canvas: marks.star(canvas, 20, 30, 40))
    rows, columns = numpy.nonzero(dark)
    assert columns.min() >= 20 * SCALE
    assert columns.max() <= 60 * SCALE
    assert rows.min() >= 30 * SCALE - 1
    assert rows.max() <= 70 * SCALE
    assert dark[50 * SCALE, 40 * SCALE]
    assert not dark[32 * SCALE, 22 * SCALE]


def test_a_tick_shows_only_in_a_box_that_was_ticked(picture):
    empty = picture(lambda canvas: marks.tick_box(canvas, 20, 20, 40, ticked=False))
    ticked = picture(lambda canvas: marks.tick_box(canvas, 20, 20, 40, ticked=True))
    inside = slice(45 * SCALE, 75 * SCALE), slice(25 * SCALE, 55 * SCALE)
    assert not empty[inside].any()
    assert ticked[inside].sum() > 200


def test_the_lines_of_a_box_are_wide_enough_for_a_worn_printer(picture):
    dark = picture(lambda canvas: marks.tick_box(canvas, 20, 20, 40, ticked=False))
    across = dark[60 * SCALE, : 40 * SCALE]
    assert across.sum() >= SCALE


def test_a_square_code_holds_exactly_the_dots_of_its_text(picture):
    code = marks.SquareCode("SECONDOP-SHEET-1:7KQ2M9XD0ABC")
    side = 100.0
    dark = picture(lambda canvas: code.draw(canvas, 0, 0, side))
    step = code.module(side)
    count = round(side / step)
    seen = [
        [
            bool(dark[int((row + 0.5) * step * SCALE), int((column + 0.5) * step * SCALE)])
            for column in range(count)
        ]
        for row in range(count)
    ]
    wanted = marks.segno.make_qr("SECONDOP-SHEET-1:7KQ2M9XD0ABC", error="m").matrix
    assert [line[4:-4] for line in seen[4:-4]] == [[bool(dot) for dot in row] for row in wanted]
    assert not any(seen[0])
    assert not any(line[0] for line in seen)
