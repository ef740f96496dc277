"""Print and share on a real print system: what is seen in the window is what lies in the tray."""

import re

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secondop_desktop.case import appointments, doctors, person, questions, sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.ui.places import PRINT, Place
from secondop_desktop.ui.screens.print_share import PrintShareScreen
from tests.a_print_system import cups, needs_cups, print_system
from tests.ui.screens.paperwork import LONG

FIXTURES = cups, print_system
pytestmark = needs_cups


@pytest.fixture
def visit(keep):
    """A visit with enough questions for several pages."""

    def fill(session):
        person.keep(session, Person(name="Margaret Ellison"))
        roy = doctors.keep(session, Doctor(name="Dr Roy"))
        session.flush()
        for number in range(12):
            questions.keep(
                session, Question(text=f"What happens in month number {number}?", starred=not number)
            )
        return appointments.keep(session, Appointment(day="2026-03-14", doctor_id=roy.id)).id

    return keep(fill)


@pytest.fixture
def room(qtbot, enter, visit, print_system):
    """The room with the first sheet drawn and the real printer chosen."""

    def go(what):
        screen = enter(PrintShareScreen, Place(PRINT, visit, what))
        qtbot.waitUntil(lambda: bool(screen.preview.pdf) and screen.printer.print.isEnabled(), timeout=LONG)
        qtbot.waitUntil(lambda: not screen.printer.sides.isHidden(), timeout=LONG)
        return screen

    return go


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [set(re.findall(r"[A-Za-z]{4,}", p.get_textpage().get_text_range())) for p in document]


def come_out(qtbot, screen):
    """The number of the job once the window says that the printer has it all."""
    jobs = []
    screen.printer.printed.connect(jobs.append)
    QTest.mouseClick(screen.printer.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "has taken all of it" in screen.printer.state.text(), timeout=LONG)
    return jobs[0].number


def test_the_sheet_in_the_window_comes_out_with_all_its_pages_as_chosen(qtbot, room, print_system, fetch):
    screen = room("question-sheet")
    seen = screen.preview.pdf
    assert screen.printer.printer.value() == "Desk"
    screen.printer.copies.set_value("2")
    screen.printer.sides.set_value("book")
    screen.printer.ink.set_value(True)
    number = come_out(qtbot, screen)
    paper = print_system.paper(number).read_bytes()
    assert len(text_of(paper)) == len(text_of(seen)) > 1
    lost = [a - b for a, b in zip(text_of(seen), text_of(paper), strict=True)]
    assert all(len(words) <= 1 for words in lost), lost  # Ghostscript draws a ligature as one sign
    noted = print_system.noted(number)
    assert noted["pages"] == 2 * len(text_of(seen))
    assert (noted["sides"], noted["colours"]) == ("two-sided-long-edge", "monochrome")
    qtbot.waitUntil(lambda: len(fetch(sharings.everything)) == 1, timeout=LONG)
    given = fetch(sharings.everything)[0]
    assert (given.what, given.how, given.pages) == ("question-sheet", "printed", len(text_of(seen)))


def test_another_sheet_in_large_print_comes_out_too(qtbot, room, print_system):
    screen = room("doctor-copy")
    screen.choice.large.set_value(True)
    qtbot.waitUntil(lambda: bool(screen.preview.pdf) and screen.printer.print.isEnabled(), timeout=LONG)
    number = come_out(qtbot, screen)
    assert "Ellison" in set().union(*text_of(print_system.paper(number).read_bytes()))


def test_a_paused_printer_is_told_of_in_the_window_and_the_sheet_comes_when_it_goes_on(
    qtbot, room, print_system
):
    screen = room("doctor-copy")
    print_system.order("cupsdisable", "Desk")
    jobs = []
    screen.printer.printed.connect(jobs.append)
    QTest.mouseClick(screen.printer.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is paused" in screen.printer.state.text(), timeout=LONG)
    print_system.order("cupsenable", "Desk")
    qtbot.waitUntil(lambda: "has taken all of it" in screen.printer.state.text(), timeout=LONG)
    assert print_system.paper(jobs[0].number).exists()
