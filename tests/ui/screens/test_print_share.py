"""Printing: the preview is the PDF itself, the choices are remembered, without a printer there is a PDF."""

import io

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, doctors, person, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import print_sheet
from secondop_desktop.flows.print_sheet import Printer
from secondop_desktop.ui.places import PRINT, Place
from secondop_desktop.ui.screens import print_share as module
from secondop_desktop.ui.screens.print_share import PrintShareScreen
from tests.ui.screens.paperwork import LONG


@pytest.fixture
def visits(keep):
    """A past visit with Dr Lee and a coming one with Dr Roy, with one question; their ids."""

    def fill(session):
        person.keep(session, Person(name="Margaret Ellison"))
        lee = doctors.keep(session, Doctor(name="Dr Lee"))
        roy = doctors.keep(session, Doctor(name="Dr Roy"))
        session.flush()
        past = appointments.keep(session, Appointment(day="2026-02-01", doctor_id=lee.id, status="done"))
        coming = appointments.keep(session, Appointment(day="2026-03-14", hour="10:30", doctor_id=roy.id))
        questions.keep(session, Question(text="What happens if I wait?", starred=True))
        return past.id, coming.id

    return keep(fill)


@pytest.fixture
def queues(monkeypatch):
    """The print queues of this computer, and what was handed to them."""
    found, sent = [], []
    monkeypatch.setattr(print_sheet, "printers", lambda: list(found))
    monkeypatch.setattr(print_sheet, "print_out", lambda *sheet: sent.append(sheet))
    monkeypatch.setattr(PrintShareScreen, "_by_dialog", lambda _: False)
    return found, sent


@pytest.fixture
def screen(qtbot, enter, visits, queues):
    return enter(PrintShareScreen, Place(PRINT))


def drawn(qtbot, screen):
    def there():
        return bool(screen._pdf) and not screen.view.canvas.image.isNull() and not screen.view.sentence()

    qtbot.waitUntil(there, timeout=LONG)
    return screen._pdf


def words_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def width_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return round(float(opened.pages[0].mediabox[2]))


def test_the_question_sheet_of_the_next_visit_is_drawn_at_once(qtbot, screen):
    text = words_of(drawn(qtbot, screen))
    assert "Dr Roy" in text
    assert "What happens if I wait?" in text
    assert screen.view.pages >= 1


def test_another_sheet_and_another_visit_are_drawn(qtbot, screen, visits):
    drawn(qtbot, screen)
    screen.visit.set_value(visits[0])
    assert "Dr Lee" in words_of(drawn(qtbot, screen))
    screen.what.set_value("summary")
    assert "Margaret Ellison" in words_of(drawn(qtbot, screen))


def test_a_place_chooses_the_visit_and_the_sheet(qtbot, enter, visits, queues):
    screen = enter(PrintShareScreen, Place(PRINT, visits[0], "doctor-copy"))
    assert screen.what.value() == "doctor-copy"
    assert screen.visit.value() == visits[0]
    assert "Dr Lee" in words_of(drawn(qtbot, screen))


def test_large_print_and_paper_change_the_sheet_and_are_remembered(qtbot, screen, look):
    screen.paper.set_value("A4")
    assert width_of(drawn(qtbot, screen)) == 595
    screen.paper.set_value("Letter")
    assert width_of(drawn(qtbot, screen)) == 612
    before = screen.view.pages
    screen.large.set_value(True)
    drawn(qtbot, screen)
    assert (look.large_print, look.paper) == (True, "Letter")
    assert screen.view.pages >= before


def test_a_changed_question_changes_the_preview(qtbot, screen, work, keep):
    drawn(qtbot, screen)
    work.write(screen, lambda session: questions.keep(session, Question(text="Do you do this often?")))

    def is_new():
        return bool(screen._pdf) and "Do you do this often?" in words_of(screen._pdf)

    qtbot.waitUntil(is_new, timeout=LONG)


def test_without_a_visit_a_sentence_stands_where_the_sheet_would_be(qtbot, enter, queues):
    screen = enter(PrintShareScreen, Place(PRINT))
    qtbot.waitUntil(lambda: "choose the visit first" in screen.view.sentence(), timeout=LONG)
    assert not screen.only_save.isEnabled()
    screen.what.set_value("summary")
    drawn(qtbot, screen)
    assert screen.only_save.isEnabled()


def test_without_a_printer_it_says_so_and_offers_a_pdf(qtbot, screen, monkeypatch, tmp_path, notices):
    pdf = drawn(qtbot, screen)
    assert screen._no_printer.isVisible()
    assert not screen.print.isVisible()
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr(module, "save_file", lambda *_: file)
    qtbot.mouseClick(screen.only_save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.told))
    assert file.read_bytes() == pdf
    assert notices.told == ["The PDF is saved as sheet.pdf. It is not encrypted."]


def test_the_very_pdf_of_the_preview_goes_to_the_chosen_printer(qtbot, enter, visits, queues, notices):
    found, sent = queues
    found += [Printer("Desk", usual=True), Printer("Hall")]
    screen = enter(PrintShareScreen, Place(PRINT))
    pdf = drawn(qtbot, screen)
    qtbot.waitUntil(screen.printer.isVisible)
    assert not screen._no_printer.isVisible()
    assert not screen.only_save.isVisible()
    screen.printer.set_value("Hall")
    screen.copies.set_value(2)
    qtbot.mouseClick(screen.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.told))
    assert sent == [(pdf, "Hall", 2)]
    assert notices.told == ["The sheet is on its way to the printer Hall."]


def test_a_printer_that_takes_nothing_says_so(qtbot, enter, visits, queues, notices, monkeypatch):
    def refuse(*_):
        raise UserError("The printer did not take the sheet.")

    queues[0].append(Printer("Desk"))
    monkeypatch.setattr(print_sheet, "print_out", refuse)
    screen = enter(PrintShareScreen, Place(PRINT))
    drawn(qtbot, screen)
    qtbot.waitUntil(screen.print.isVisible)
    qtbot.mouseClick(screen.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.problems))
    assert notices.told == []


def test_a_system_with_a_print_dialog_is_asked_by_it(qtbot, enter, visits, queues, monkeypatch):
    asked = []
    monkeypatch.setattr(PrintShareScreen, "_by_dialog", lambda _: True)
    monkeypatch.setattr("secondop_desktop.ui.printing.print_pdf", lambda *sheet: asked.append(sheet[1]))
    screen = enter(PrintShareScreen, Place(PRINT))
    pdf = drawn(qtbot, screen)
    qtbot.mouseClick(screen.print, Qt.MouseButton.LeftButton)
    assert asked == [pdf]


def test_where_there_is_no_print_system_nobody_looks_for_one_over_the_network(monkeypatch, tmp_path):
    from PySide6.QtPrintSupport import QPrinterInfo

    asked = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: asked.append(1) or ["Study"])
    monkeypatch.setattr(module, "_PRINT_SYSTEM", tmp_path / "cups.sock")
    assert not PrintShareScreen._by_dialog(None)
    assert not asked
    (tmp_path / "cups.sock").touch()
    assert PrintShareScreen._by_dialog(None)


def test_the_preview_comes_back_when_the_page_does(qtbot, screen):
    drawn(qtbot, screen)
    screen.hide()
    assert screen.view.canvas.image.isNull()
    screen.show()
    drawn(qtbot, screen)
