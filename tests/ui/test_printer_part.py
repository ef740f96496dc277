"""Printing from a screen: only what the printer can do is offered, and what became of the job is said."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import print_queue, print_state
from secondop_desktop.flows.print_queue import Choices, Printer, Sent, Wishes
from secondop_desktop.flows.print_state import JobState
from secondop_desktop.ui import printer_part, printing
from secondop_desktop.ui.printer_part import PrinterPart, by_dialog
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.work import Work

INKS = ("ColorModel", "Gray", "RGB")
OFFICE = Choices(("one", "book", "calendar"), "one", ("A4", "Letter"), INKS)
LONG = 20_000


class Queues:
    """The printers of this computer, what each can do, what was handed to them, and how the jobs stand."""

    def __init__(self):
        self.printers = [Printer("Office", usual=True), Printer("Attic")]
        self.can = {"Office": OFFICE}
        self.sent = []
        self.states = []
        self.refusal = None
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def send(self, content, name, wishes, _progress):
        assert self.may_go_on.wait(10)
        if self.refusal:
            raise self.refusal
        self.sent.append((content if isinstance(content, bytes) else b"".join(content), name, wishes))
        return Sent(name, len(self.sent), wishes.copies)

    def state(self, _sent):
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]


@pytest.fixture
def queues(monkeypatch):
    made = Queues()
    made.states = [JobState("taken", "The printer has taken all of it.")]
    monkeypatch.setattr(print_queue, "printers", lambda: list(made.printers))
    monkeypatch.setattr(print_queue, "choices", lambda name: made.can.get(name, Choices()))
    monkeypatch.setattr(print_queue, "send", made.send)
    monkeypatch.setattr(print_state, "state", made.state)
    monkeypatch.setattr(printer_part, "by_dialog", lambda: False)
    monkeypatch.setattr(printer_part, "LOOK_MS", 1)
    monkeypatch.setattr(printer_part, "LATER_MS", 1)
    return made


@pytest.fixture
def told():
    return []


@pytest.fixture
def house(qapp, vault, told):
    work = Work(vault)
    work.failed.connect(told.append)
    yield House(work, None, Settings(), lambda: None, lambda: None)
    work.close()
    work.deleteLater()


@pytest.fixture
def part(qtbot, house, queues):
    """The part as a screen shows it, with a sheet to print."""
    made = PrinterPart(house)
    made.jobs, made.can = [], []
    made.printed.connect(made.jobs.append)
    made.there.connect(made.can.append)
    qtbot.addWidget(made)
    made.offer(b"%PDF-sheet", "Letter")
    made.show()
    qtbot.waitUntil(lambda: bool(made.can), timeout=LONG)
    if "Office" in [printer.name for printer in queues.printers]:
        qtbot.waitUntil(lambda: not made.sides.isHidden(), timeout=LONG)
    return made


def press(qtbot, part):
    qtbot.mouseClick(part.print, Qt.MouseButton.LeftButton)


def printed(qtbot, part, queues, jobs=1):
    press(qtbot, part)
    qtbot.waitUntil(lambda: len(part.jobs) == jobs, timeout=LONG)
    return queues.sent[-1]


def test_what_the_usual_printer_can_do_is_offered_with_the_paper_of_the_sheet(part):
    assert part.can == [True]
    assert part.printer.value() == "Office"
    assert [part.paper.value(), part.sides.value(), part.ink.value()] == ["Letter", "one", False]
    assert not part.paper.isHidden()
    assert not part.ink.isHidden()


def test_a_line_tells_how_it_will_come_out_while_that_is_put_away(part):
    assert not part.fold.is_open()
    assert part.fold._said.text() == "1 copy. Letter. One side. In color."
    part.copies.set_value("3")
    part.sides.set_value("book")
    assert part.fold._said.text() == "3 copies. Letter. Both sides, turned like a book. In color."
    part.copies.set_value("no")
    assert part.fold._said.text() == "Letter. Both sides, turned like a book. In color."


def test_a_printer_that_says_nothing_of_itself_is_asked_for_copies_only(qtbot, part, queues):
    part.printer.set_value("Attic")
    qtbot.waitUntil(part.sides.isHidden, timeout=LONG)
    assert part.paper.isHidden()
    assert part.ink.isHidden()
    part.copies.set_value("12")
    assert printed(qtbot, part, queues) == (b"%PDF-sheet", "Attic", Wishes(copies=12))


def test_what_was_chosen_goes_to_the_printer(qtbot, part, queues):
    part.offer(b"%PDF-wide", "A4", landscape=True)
    part.copies.set_value("2")
    part.sides.set_value("book")
    part.ink.set_value(True)
    wishes = Wishes(2, "book", "A4", True, INKS, landscape=True)
    assert printed(qtbot, part, queues) == (b"%PDF-wide", "Office", wishes)
    assert part.jobs == [Sent("Office", 1, 2)]


def test_a_choice_stays_when_printers_are_looked_for_again_and_when_another_sheet_comes(qtbot, part):
    part.sides.set_value("calendar")
    part.ink.set_value(True)
    part.paper.set_value("A4")
    part.hide()
    part.show()
    qtbot.waitUntil(lambda: len(part.can) == 2, timeout=LONG)
    assert [part.sides.value(), part.ink.value(), part.paper.value()] == ["calendar", True, "A4"]
    part.offer(b"%PDF-other", "A4")
    part.offer(b"%PDF-third", "Letter")
    assert part.paper.value() == "Letter"


def test_what_stood_there_stands_there_again(qtbot, house, queues, part):
    part.sides.set_value("book")
    part.copies.set_value("7")
    again = PrinterPart(house)
    qtbot.addWidget(again)
    again.set_raw(part.raw())
    again.show()
    qtbot.waitUntil(lambda: again.sides.value() == "book", timeout=LONG)
    assert again.copies.value() == "7"


@pytest.mark.parametrize("typed", ["0", "100", "-1", "many", "", "1.5", "²"])
def test_a_number_of_copies_that_cannot_be_is_refused_at_its_field(qtbot, part, queues, typed):
    part.copies.set_value(typed)
    press(qtbot, part)
    assert part.copies.problem() == "Please type a number from 1 to 99."
    assert part.fold.is_open(), "the sentence can be read"
    assert queues.sent == []
    part.copies.set_value("99")
    assert part.copies.problem() == ""
    assert printed(qtbot, part, queues)[2].copies == 99


def test_there_is_nothing_to_press_while_there_is_nothing_to_print(qtbot, part):
    part.offer(None)
    assert not part.print.isEnabled()
    part.offer(b"%PDF-")
    assert part.print.isEnabled()


def test_a_big_file_is_fetched_in_pieces_from_the_case(qtbot, part, queues, vault):
    asked = []

    def pieces(given):
        asked.append(given)
        return iter([b"%PDF-", b"big"])

    part.offer(pieces)
    assert printed(qtbot, part, queues)[0] == b"%PDF-big"
    assert asked == [vault]


def test_the_job_is_followed_until_the_printer_has_it_all(qtbot, part, queues):
    queues.states = [
        JobState("waiting", "Your job waits."),
        JobState("stuck", "The printer has no paper."),
        JobState("unknown", "Nothing answers."),
        JobState("printing", "The printer is printing."),
        JobState("taken", "The printer has taken all of it."),
    ]
    said = []
    say = part.state.say
    part.state.say = lambda sentence, tone="plain": (said.append((sentence, tone)), say(sentence, tone))
    printed(qtbot, part, queues)
    qtbot.waitUntil(lambda: part.state.text() == "The printer has taken all of it.", timeout=LONG)
    assert said == [
        ("Handing it to the printer.", "plain"),
        ("The printer Office has your job.", "ok"),
        ("Your job waits.", "info"),
        ("The printer has no paper.", "warn"),
        ("Nothing answers.", "info"),
        ("The printer is printing.", "info"),
        ("The printer has taken all of it.", "ok"),
    ]
    assert not part.state.isHidden()


def test_nobody_looks_after_a_job_for_ever(qtbot, part, queues, monkeypatch):
    monkeypatch.setattr(printer_part, "MOST_LOOKS", 4)
    queues.states = [JobState("waiting", "Your job waits.")]
    looks = []
    monkeypatch.setattr(print_state, "state", lambda sent: looks.append(sent) or queues.states[0])
    printed(qtbot, part, queues)
    qtbot.waitUntil(lambda: part._looks == 4 and not part._timer.isActive(), timeout=LONG)
    assert len(looks) == 4


def test_the_window_goes_on_while_a_printer_is_slow_and_one_press_is_one_job(qtbot, part, queues):
    queues.may_go_on.clear()
    press(qtbot, part)
    assert part.state.text() == "Handing it to the printer."
    assert not part.print.isEnabled()
    press(qtbot, part)
    part.offer(b"%PDF-next")
    assert not part.print.isEnabled()
    queues.may_go_on.set()
    qtbot.waitUntil(part.print.isEnabled, timeout=LONG)
    assert len(queues.sent) == 1
    assert queues.sent[0][0] == b"%PDF-sheet"


def test_a_printer_that_vanished_is_told_of_and_no_longer_offered(qtbot, part, queues, told):
    queues.refusal = UserError("The printer Office is no longer there.")
    queues.printers = [Printer("Attic")]
    press(qtbot, part)
    qtbot.waitUntil(lambda: part.printer.value() == "Attic", timeout=LONG)
    assert [error.what for error in told] == ["The printer Office is no longer there."]
    assert part.state.isHidden()
    assert part.jobs == []
    assert part.print.isEnabled()


def test_the_last_printer_gone_leaves_saving(qtbot, part, queues):
    queues.printers = []
    part.look_for_printers()
    qtbot.waitUntil(lambda: part.can == [True, False], timeout=LONG)
    assert part.print.isHidden()
    assert part.printer.isHidden()
    assert part.fold.isHidden()
    assert not part._none.isHidden()
    assert "You can save a PDF" in part._none.text()


def test_a_system_without_queues_asks_its_own_dialog_and_draws_the_pages(qtbot, house, queues, monkeypatch):
    asked, drawn = [], []
    printer = QPrinter()

    def ask(parent, title, page):
        asked.append((title, page))
        return printer

    monkeypatch.setattr(printer_part, "by_dialog", lambda: True)
    monkeypatch.setattr(printing, "ask_printer", ask)
    monkeypatch.setattr(
        printing, "draw_pages", lambda on, pages, progress: drawn.append((on, pages._fetch())) or 2
    )
    queues.printers = []
    part = PrinterPart(house)
    jobs = []
    part.printed.connect(jobs.append)
    qtbot.addWidget(part)
    part.offer(lambda _vault: iter([b"%PDF-", b"x"]), "Letter")
    part.show()
    qtbot.waitUntil(lambda: not part.print.isHidden(), timeout=LONG)
    press(qtbot, part)
    qtbot.waitUntil(lambda: bool(jobs), timeout=LONG)
    assert asked == [("SecondOp", "Letter")]
    assert drawn == [(printer, b"%PDF-x")]
    assert jobs[0].number == 0
    monkeypatch.setattr(printing, "ask_printer", lambda *_: None)
    press(qtbot, part)
    assert len(drawn) == 1


def test_where_there_is_no_print_system_nobody_looks_for_one_over_the_network(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: asked.append(1) or ["Study"])
    monkeypatch.setattr(printer_part, "_PRINT_SYSTEM", tmp_path / "cups.sock")
    assert not by_dialog()
    assert not asked
    (tmp_path / "cups.sock").touch()
    assert by_dialog()


@pytest.mark.parametrize("size", [(360, 700), (720, 500)])
def test_it_fits_where_it_is_narrow(qtbot, part, size):
    part.fold.open()
    part.resize(*size)
    picture = QImage(part.grab().toImage())
    assert picture.width() == size[0]
    for field in part.form.fields().values():
        if not field.isHidden():
            assert field.control.height() >= 44
            assert field.control.accessibleName()
            assert field.geometry().right() <= part.width()
