"""Pages on the screen, through the worker in its cage, against drawing the same page without any of that."""

import io
import sys
import time

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QImage
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import open_case
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.warm import SPARE
from secondop_desktop.ui import theme
from secondop_desktop.ui.page_store import MOST_BYTES
from secondop_desktop.ui.page_turner import MOST_OF_THUMBS, PageTurner, Wish
from secondop_desktop.ui.widgets.page_view import PageView
from secondop_desktop.ui.work import Work
from tests.benchmarks.measure import SHORT, in_turn, timed

PAGES = 300 if SHORT else 3_000
TRIES = 5 if SHORT else 20
LEAVES = 40 if SHORT else 300
SIZE = (760, 700)
LINE = "Sections show invasive carcinoma of no special type, grade 2, in three of four cores, 14 mm."
TOO_LONG = 20_000
CEILING = 60.0
"""Without a goal of its own a ratio that is larger than this is a fault."""
MIB = 1 << 20
MOST_GROWTH = 200 * MIB
"""What this process may take more for leafing through a file of thousands of pages: the two stores, a page on
its way, and what the allocator keeps."""


@pytest.fixture(scope="module")
def thick():
    """A file of many typeset pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(PAGES):
        canvas.setFont("Helvetica", 10)
        for line in range(48):
            canvas.drawString(60, 780 - 15 * line, f"{number + 1}.{line} {LINE}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(qapp, qtbot):
    theme.apply(qapp, Settings(theme="light"))
    view = PageView()
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    return view


@pytest.fixture
def turner(tmp_path, cheap_ways, view):
    made = open_case.create(tmp_path / "case", "seven grey herons over the weir", "Margaret", cheap_ways)
    work = Work(made.vault)
    SPARE.begin()
    turner = PageTurner(work, view)
    yield turner
    turner.close()
    work.close()
    SPARE.end()
    made.vault.close()


def until(seen):
    """Let the window live until something is true."""
    loop, often, late = QEventLoop(), QTimer(), QTimer(singleShot=True)
    often.timeout.connect(lambda: loop.quit() if seen() else None)
    late.timeout.connect(loop.quit)
    often.start(1)
    late.start(TOO_LONG)
    if not seen():
        loop.exec()
    assert seen(), "it took far too long"


def until_painted(view, turner, page, ask):
    """Seconds from asking for a page until it was painted."""
    shown = []
    heard = turner.shown.connect(shown.append)
    begun = time.perf_counter()
    ask()
    until(lambda: page in shown)
    view.canvas.repaint()
    taken = time.perf_counter() - begun
    turner.shown.disconnect(heard)
    return taken


def bare(pdf, number, across):
    """Draw a page in this process, as the floor."""
    page = pdf[number]
    made = page.render(scale=across / page.get_width(), rev_byteorder=True, force_bitmap_format=3)
    QImage(bytes(made.buffer), made.width, made.height, made.stride, QImage.Format.Format_RGB888).copy()


def at_rest(view, turner):
    """Wait until everything was drawn ahead and the next parser is awake."""
    until(lambda: not turner._busy and not turner._near)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    SPARE.settle()


def test_pages_are_on_the_screen_soon(table, view, turner, thick):
    def first():
        at_rest(view, turner)
        pictures = PagePictures.of_pdf(thick)
        return until_painted(view, turner, 1, lambda: turner.open(pictures))

    def bare_first():
        across = view._asked[1] or SIZE[0]
        return timed(lambda: bare(pypdfium2.PdfDocument(thick), 0, across))

    first()
    ours, floor = in_turn(first, bare_first, TRIES)
    table.medians(f"first page of {PAGES:,} (floor: bare pdfium)", ours, floor, ceiling=CEILING)

    pdf, at = pypdfium2.PdfDocument(thick), [1]

    def turn_to(step):
        def turn():
            at_rest(view, turner)
            at[0] += step
            return until_painted(view, turner, at[0], lambda: view.turn_to(at[0]))

        return turn

    def bare_page():
        return timed(lambda: bare(pdf, at[0] - 1, view._asked[1]))

    ours, floor = in_turn(turn_to(1), bare_page, TRIES)
    table.medians("turn to the next page (floor: bare pdfium)", ours, floor, ceiling=CEILING)
    ours, floor = in_turn(turn_to(7), bare_page, TRIES)
    table.medians("turn to a page farther away (floor: bare pdfium)", ours, floor, ceiling=CEILING)


def test_a_thick_file_takes_no_more_memory_than_allowed(view, turner, thick):
    turner.open(PagePictures.of_pdf(thick))
    small = iter(range(1, LEAVES + 1))
    turner.small_wanted = lambda: next((Wish(page, 92, small=True) for page in small), None)
    until(lambda: view.pages == PAGES)
    before = peak()
    for number in range(2, LEAVES + 1):
        until_painted(view, turner, number, lambda number=number: view.turn_to(number))
        assert turner.store.bytes <= MOST_BYTES
    until(lambda: len(turner.small) == LEAVES)
    assert turner.small.bytes <= MOST_OF_THUMBS
    assert peak() - before <= MOST_GROWTH


def peak():
    """The most memory that this process ever took, in bytes."""
    resource = pytest.importorskip("resource")  # not there on Windows
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024
