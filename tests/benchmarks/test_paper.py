"""Drawing the sheets, against the bare library writing as many lines in the same letters; and the preview."""

import functools
import inspect
import io

import pypdfium2
import pytest
from PySide6.QtCore import QEventLoop, QTimer
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.paths import resources
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import print_queue
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import QuestionLine, QuestionSheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.reading.warm import SPARE
from secondop_desktop.ui import printer_part, theme
from secondop_desktop.ui.places import PRINT, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.print_share import PrintShareScreen
from secondop_desktop.ui.work import Work
from tests.benchmarks.measure import SHORT, in_turn, share, timed
from tests.paper.conftest import ORDINARY
from tests.paper.every_sheet import EverySheet

TRIES = 5 if SHORT else 25
STYLE = PaperStyle("A4")
FONT = "Bare"
PAGES = 2
"""A sheet of so many pages may take so many times the bare library, and so long on the clock."""
TIMES, SECONDS = 5.0, 0.050
FIRST_PAGE = 0.150
"""From the click to the picture of the first page."""


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


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    pdfmetrics.registerFont(TTFont(FONT, str(resources() / "fonts" / "NotoSans-Regular.ttf")))
    made = EverySheet(tmp_path_factory.mktemp("sheets") / "Sample.secondop")
    yield made
    made.vault.close()


@pytest.fixture
def drawing(sheets, monkeypatch):
    """How a sheet of the sample is drawn from its plain data, and how from the case."""

    def find(name):
        called = []
        for key, function in list(vars(draw).items()):
            if inspect.isfunction(function):
                monkeypatch.setattr(draw, key, functools.partial(note, called, function))
        whole = functools.partial(sheets._printed, name, sheets.looks(name)[0])
        whole()
        monkeypatch.undo()
        return called[0], whole

    def note(called, function, *given, **options):
        called.append(functools.partial(function, *given, **options))
        return function(*given, **options)

    return find


def test_a_question_sheet_of_two_pages_is_drawn_within_a_few_bare_ones(table, sheets):
    ours_once = functools.partial(draw.question_sheet, two_pages(), STYLE)
    pages = lines_of(ours_once())
    assert len(pages) == PAGES
    ours, floor = in_turn(lambda: timed(ours_once), lambda: timed(lambda: bare(pages)), TRIES)
    table.medians("PDF: question sheet of 2 pages (floor: bare reportlab)", ours, floor, TIMES)
    table.medians("PDF: question sheet of 2 pages (floor: 50 ms)", ours, [SECONDS], 1.0)


@pytest.mark.parametrize("name", EverySheet.all_names())
def test_a_sheet_is_drawn_within_a_few_bare_ones_and_before_anybody_waits(table, drawing, name):
    drawn, whole = drawing(name)
    pages = lines_of(drawn())
    ours, floor = in_turn(lambda: timed(drawn), lambda: timed(lambda: bare(pages)), TRIES)
    told = f"PDF: {name}, {len(pages)} pages"
    goal = TIMES if len(pages) <= PAGES else None
    table.medians(f"{told} (floor: bare reportlab)", ours, floor, goal)
    from_the_case = [timed(whole) for _ in range(TRIES)]
    allowed = SECONDS * max(1, len(pages) / PAGES)
    table.medians(f"{told}, from the case (floor: 25 ms a page)", from_the_case, [allowed], 1.0)


# --- the preview ---


class Quiet:
    """Stands where the notice strip stands."""

    def tell(self, *_):
        """Nothing is told here."""

    problem = tell


@pytest.fixture
def room(qapp, sheets, monkeypatch):
    """The real room over the sample case, shown, with its first sheet in sight."""
    monkeypatch.setattr(print_queue, "printers", list)
    monkeypatch.setattr(printer_part, "by_dialog", lambda: False)
    look = Settings(theme="light")
    theme.apply(qapp, look)
    work = Work(sheets.vault)
    house = House(work, Quiet(), look, lambda: None, lambda: None, clock=SYSTEM_CLOCK)
    screen = PrintShareScreen(house)
    screen.resize(1366, 768)
    SPARE.begin()  # as the window does while a case is open
    screen.go(Place(PRINT))
    screen.show()
    until_shown(screen)
    yield screen
    screen.hide()
    SPARE.end()
    work.close()
    screen.deleteLater()
    work.deleteLater()


def until_shown(screen):
    """Let the program go on until the picture of a page is in sight, and painted."""
    loop, late = QEventLoop(), QTimer(singleShot=True, interval=20_000)
    arrived = []

    def came(_page):
        arrived.append(1)
        loop.quit()

    screen.preview._turner.shown.connect(came)
    late.timeout.connect(loop.quit)
    late.start()
    loop.exec()
    screen.preview._turner.shown.disconnect(came)
    assert arrived, "no page came into sight"
    screen.preview.view.canvas.repaint()


def test_the_first_page_of_a_chosen_sheet_is_in_sight_at_once(table, room):
    order = ("doctor-copy", "summary", "companion-card", "medicines", "question-sheet", "opinions")

    def choose(what):
        room.choice.what.set_value(what)
        until_shown(room)

    for what in order:  # the letters of each are loaded once
        choose(what)
    for what in order:
        others = [other for other in order if other != what]
        taken = []
        for number in range(TRIES):
            choose(others[number % len(others)])
            SPARE.settle()  # nobody chooses twice in a tenth of a second
            taken.append(timed(functools.partial(choose, what)))
        table.medians(
            f"preview: {what}, from the choice to its picture (floor: 150 ms)", taken, [FIRST_PAGE], 1.0
        )
        table.add(f"preview: {what}, the slowest of ten", share(taken, 0.9), FIRST_PAGE, None)


def test_large_print_is_in_sight_at_once(table, room):
    def turn():
        room.choice.large.set_value(not room.choice.large.value())
        until_shown(room)

    turn()
    taken = []
    for _ in range(TRIES):
        SPARE.settle()
        taken.append(timed(turn))
    table.medians("preview: another size of print (floor: 150 ms)", taken, [FIRST_PAGE], 1.0)
