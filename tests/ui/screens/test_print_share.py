"""Print and share: the preview is the PDF itself, a reader sees what is ticked, and what was given stays."""

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base import language
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, bin, doctors, person, questions, sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.person import Person
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import print_queue, share
from secondop_desktop.flows.print_queue import Choices, Printer, Sent
from secondop_desktop.ui import printer_part
from secondop_desktop.ui.places import GIVEN, PRINT, Place
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
        coming = appointments.keep(
            session, Appointment(day="2026-03-14", hour="10:30", doctor_id=roy.id, goal="A calm plan")
        )
        questions.keep(session, Question(text="What happens if I wait?", starred=True))
        return past.id, coming.id

    return keep(fill)


@pytest.fixture
def queues(monkeypatch):
    """The print queues of this computer, and what was handed to them."""
    found, sent = [], []

    def send(pdf, name, wishes, _progress):
        sent.append((pdf, name, wishes.copies))
        return Sent(name, 0, wishes.copies)

    monkeypatch.setattr(print_queue, "printers", lambda: list(found))
    monkeypatch.setattr(print_queue, "choices", lambda _name: Choices())
    monkeypatch.setattr(print_queue, "send", send)
    monkeypatch.setattr(printer_part, "by_dialog", lambda: False)
    return found, sent


@pytest.fixture
def screen(qtbot, enter, visits, queues):
    return enter(PrintShareScreen, Place(PRINT))


@pytest.fixture
def looking(enter, visits, queues, house):
    """The room of a case that can only be looked at."""
    return enter(PrintShareScreen, Place(PRINT), in_house=dataclasses.replace(house, why_read_only="In use."))


def drawn(qtbot, screen):
    """Wait for the sheet that is chosen now and its first page; the PDF."""
    view = screen.preview.view

    def there():
        return bool(screen.preview.pdf) and not view.canvas.image.isNull() and not view.sentence()

    screen.work.flush()
    qtbot.waitUntil(there, timeout=LONG)
    return screen.preview.pdf


def words_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def width_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return round(float(opened.pages[0].mediabox[2]))


def given(fetch):
    return fetch(sharings.everything)


def keys_of(field):
    return list(field._values)


def test_the_question_sheet_of_the_next_visit_is_drawn_at_once(qtbot, screen):
    text = words_of(drawn(qtbot, screen))
    assert "Dr Roy" in text
    assert "What happens if I wait?" in text
    assert screen.preview.view.pages >= 1


def test_another_sheet_and_another_visit_are_drawn(qtbot, screen, visits, work):
    drawn(qtbot, screen)
    screen.choice.visit.set_value(visits[0])
    assert "Dr Lee" in words_of(drawn(qtbot, screen))
    screen.choice.what.set_value("summary")
    assert "Margaret Ellison" in words_of(drawn(qtbot, screen))
    work.write(screen, lambda session: questions.keep(session, Question(text="Another one?")))
    drawn(qtbot, screen)
    assert screen.choice.visit.value() == visits[0], "what changed elsewhere does not change the choice"


def test_a_place_chooses_the_visit_and_the_sheet_and_its_usual_reader(qtbot, enter, visits, queues):
    screen = enter(PrintShareScreen, Place(PRINT, visits[0], "doctor-copy"))
    text = words_of(drawn(qtbot, screen))
    assert screen.choice.what.value() == "doctor-copy"
    assert screen.choice.visit.value() == visits[0]
    assert "Dr Lee" in text
    plan = screen.choice.plan()
    assert (plan.recipient, plan.name) == ("doctor", "Dr Lee")


def test_large_print_and_paper_change_the_sheet_and_are_remembered(qtbot, screen, look):
    screen.choice.paper.set_value("A4")
    assert width_of(drawn(qtbot, screen)) == 595
    screen.choice.paper.set_value("Letter")
    assert width_of(drawn(qtbot, screen)) == 612
    before = screen.preview.view.pages
    screen.choice.large.set_value(True)
    drawn(qtbot, screen)
    assert (look.large_print, look.paper) == (True, "Letter")
    assert screen.preview.view.pages >= before
    assert screen.choice.paper_fold._said.text() == "Large print, Letter"


def test_a_changed_question_changes_the_preview(qtbot, screen, work):
    drawn(qtbot, screen)
    work.write(screen, lambda session: questions.keep(session, Question(text="Do you do this often?")))

    def is_new():
        return bool(screen.preview.pdf) and "Do you do this often?" in words_of(screen.preview.pdf)

    qtbot.waitUntil(is_new, timeout=LONG)


def test_what_a_reader_sees_is_ticked_remembered_and_undone(qtbot, screen, work, fetch):
    assert "A calm plan" in words_of(drawn(qtbot, screen))
    screen.parts.turn()
    qtbot.mouseClick(screen.parts.ticks["goal"], Qt.MouseButton.LeftButton)
    assert not screen.preview.pdf, "nothing that was chosen before can be printed from now on"
    assert not screen.view.save.isEnabled()
    assert "A calm plan" not in words_of(drawn(qtbot, screen))
    assert screen.parts.usual.isVisible()
    screen.choice.whom.set_value("companion")
    assert "A calm plan" in words_of(drawn(qtbot, screen)), "another reader has choices of his own"
    screen.choice.whom.set_value("myself")
    assert "A calm plan" not in words_of(drawn(qtbot, screen))
    qtbot.mouseClick(screen.parts.usual, Qt.MouseButton.LeftButton)
    assert "A calm plan" in words_of(drawn(qtbot, screen))
    assert not screen.parts.usual.isVisible()


def test_a_tick_is_taken_back_by_undo_also_the_first_one(qtbot, screen, work):
    drawn(qtbot, screen)
    screen.parts.turn()
    qtbot.mouseClick(screen.parts.ticks["goal"], Qt.MouseButton.LeftButton)
    drawn(qtbot, screen)
    assert work.undo.undo_name() == "choose what is printed"
    work.undo.undo()
    qtbot.waitUntil(screen.parts.ticks["goal"].isChecked, timeout=LONG)
    assert "A calm plan" in words_of(drawn(qtbot, screen))
    work.undo.redo()
    qtbot.waitUntil(lambda: not screen.parts.ticks["goal"].isChecked(), timeout=LONG)
    assert "A calm plan" not in words_of(drawn(qtbot, screen))


def test_single_questions_can_be_left_out_and_a_new_one_is_on_the_sheet(qtbot, screen, work, visits, keep):
    drawn(qtbot, screen)
    screen.parts.turn()
    (row,) = screen.parts.list.rows()
    assert row.title == "What happens if I wait?"
    screen.parts.list._turn(0, "ticked")
    assert "What happens if I wait?" not in words_of(drawn(qtbot, screen))
    work.write(screen, lambda session: questions.keep(session, Question(text="And then?")))
    qtbot.waitUntil(lambda: len(screen.parts.list.rows()) == 2, timeout=LONG)
    text = words_of(drawn(qtbot, screen))
    assert "And then?" in text
    assert "What happens if I wait?" not in text
    qtbot.mouseClick(screen.parts.none, Qt.MouseButton.LeftButton)
    assert "And then?" not in words_of(drawn(qtbot, screen))
    qtbot.mouseClick(screen.parts.all, Qt.MouseButton.LeftButton)
    assert "What happens if I wait?" in words_of(drawn(qtbot, screen))


def test_three_hundred_questions_are_a_short_list_of_ticks_that_scrolls(qtbot, enter, visits, queues, keep):
    keep(lambda s: [questions.keep(s, Question(text=f"Question number {n}?")) for n in range(300)])
    screen = enter(PrintShareScreen, Place(PRINT))
    drawn(qtbot, screen)
    screen.parts.turn()
    assert len(screen.parts.list.rows()) == 301
    assert screen.parts.list.height() < 400
    assert screen.preview.view.pages > 20


def test_the_sheet_is_in_the_language_that_is_chosen(qtbot, enter, visits, queues):
    language.use(language.PSEUDO)
    try:
        screen = enter(PrintShareScreen, Place(PRINT))
        drawn(qtbot, screen)
        assert not screen.choice.language.isHidden()
        screen.choice.language.set_value("en")
        assert "Patient: Margaret Ellison" in words_of(drawn(qtbot, screen))
        screen.choice.language.set_value(language.PSEUDO)
        assert "Pátíéñt" in words_of(drawn(qtbot, screen))
    finally:
        language.use("en")


def test_where_there_is_one_language_nobody_is_asked_for_one(screen):
    assert screen.choice.language.isHidden()


def test_without_a_visit_a_sentence_stands_where_the_sheet_would_be(qtbot, enter, queues):
    screen = enter(PrintShareScreen, Place(PRINT))
    qtbot.waitUntil(lambda: "choose the visit first" in screen.preview.view.sentence(), timeout=LONG)
    assert not screen.view.save.isEnabled()
    assert screen.choice.visit.isHidden()
    screen.choice.what.set_value("summary")
    drawn(qtbot, screen)
    assert screen.view.save.isEnabled()


def test_a_visit_that_goes_while_it_is_chosen_is_told(qtbot, screen, work, visits, notices):
    drawn(qtbot, screen)
    assert screen.choice.visit.value() == visits[1]
    work.write(screen, lambda session: bin.throw_away(session, "appointment", visits[1]))
    qtbot.waitUntil(lambda: bool(notices.told))
    assert notices.told == ["The visit that was chosen is gone. This is the sheet for another one."]
    assert "Dr Lee" in words_of(drawn(qtbot, screen))


def test_without_a_printer_it_says_so_and_offers_a_pdf(
    qtbot, screen, monkeypatch, tmp_path, notices, fetch, vault
):
    pdf = drawn(qtbot, screen)
    qtbot.waitUntil(lambda: screen.view.save.property("kind") == "primary")
    assert not screen.printer.print.isVisible()
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr(module, "save_file", lambda *_: file)
    qtbot.mouseClick(screen.view.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(given(fetch)))
    assert file.read_bytes() == pdf
    assert notices.told == ["The PDF is saved as sheet.pdf. It is not encrypted."]
    (kept,) = given(fetch)
    assert (kept.how, kept.what, kept.recipient, kept.number) == ("saved", "question-sheet", "myself", 1)
    assert share.pdf_of(vault, kept) == pdf


def test_a_pdf_that_could_not_be_saved_was_given_to_nobody(
    qtbot, screen, monkeypatch, tmp_path, notices, fetch
):
    drawn(qtbot, screen)
    monkeypatch.setattr(module, "save_file", lambda *_: tmp_path / "no" / "such" / "folder.pdf")
    qtbot.mouseClick(screen.view.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.problems))
    assert not given(fetch)
    assert notices.told == []


def test_the_very_pdf_of_the_preview_goes_to_the_printer_and_is_written_down(
    qtbot, enter, visits, queues, fetch, vault
):
    found, sent = queues
    found += [Printer("Desk", usual=True), Printer("Hall")]
    screen = enter(PrintShareScreen, Place(PRINT, visits[1], "doctor-copy"))
    pdf = drawn(qtbot, screen)
    qtbot.waitUntil(screen.printer.printer.isVisible)
    assert screen.view.save.property("kind") == "normal"
    screen.printer.printer.set_value("Hall")
    screen.printer.copies.set_value("2")
    qtbot.mouseClick(screen.printer.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(given(fetch)))
    assert sent == [(pdf, "Hall", 2)]
    (kept,) = given(fetch)
    assert (kept.how, kept.name, kept.appointment_id) == ("printed", "Dr Roy", visits[1])
    assert kept.doctor_id
    assert share.pdf_of(vault, kept) == pdf


def test_a_printer_that_takes_nothing_gave_nothing(qtbot, enter, visits, queues, notices, monkeypatch, fetch):
    def refuse(*_):
        raise UserError("The printer did not take the sheet.")

    queues[0].append(Printer("Desk"))
    monkeypatch.setattr(print_queue, "send", refuse)
    screen = enter(PrintShareScreen, Place(PRINT))
    drawn(qtbot, screen)
    qtbot.waitUntil(screen.printer.print.isVisible)
    qtbot.mouseClick(screen.printer.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.problems))
    assert not given(fetch)


def test_paper_that_was_handed_over_is_written_down_with_a_name(qtbot, screen, notices, fetch):
    screen.choice.whom.set_value("family")
    assert screen.choice.name.isVisible()
    qtbot.keyClicks(screen.choice.name.line, "Aunt Ruth")
    screen.choice.name.finished.emit()
    drawn(qtbot, screen)
    qtbot.mouseClick(screen.view.handed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.told))
    (kept,) = given(fetch)
    assert (kept.how, kept.recipient, kept.name) == ("handed", "family", "Aunt Ruth")
    assert "What happens if I wait?" in kept.contents


def test_a_full_disk_says_that_the_sheet_is_out_and_not_on_the_list(
    qtbot, screen, notices, fetch, full_disk, monkeypatch
):
    drawn(qtbot, screen)
    full_disk.set()
    qtbot.mouseClick(screen.view.handed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.problems))
    assert "could not be put on the list" in notices.problems[0].what
    full_disk.clear()
    assert not given(fetch)


def test_a_tick_that_cannot_be_kept_is_taken_back_in_sight(qtbot, screen, notices, full_disk):
    drawn(qtbot, screen)
    screen.parts.turn()
    full_disk.set()
    qtbot.mouseClick(screen.parts.ticks["goal"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.problems))
    assert "A calm plan" in words_of(drawn(qtbot, screen))
    assert screen.parts.ticks["goal"].isChecked()


def test_in_a_case_that_can_only_be_looked_at_one_can_tick_and_print(
    qtbot, looking, fetch, monkeypatch, tmp_path, notices
):
    screen = looking
    drawn(qtbot, screen)
    assert screen.view.handed.isHidden()
    screen.parts.turn()
    qtbot.mouseClick(screen.parts.ticks["goal"], Qt.MouseButton.LeftButton)
    assert "A calm plan" not in words_of(drawn(qtbot, screen))
    monkeypatch.setattr(module, "save_file", lambda *_: tmp_path / "sheet.pdf")
    qtbot.mouseClick(screen.view.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices.told))
    assert not given(fetch)


def test_the_preview_comes_back_when_the_page_does(qtbot, screen):
    drawn(qtbot, screen)
    screen.hide()
    assert screen.preview.view.canvas.image.isNull()
    screen.show()
    drawn(qtbot, screen)


def test_what_was_chosen_is_chosen_again_after_a_lock(qtbot, enter, screen, visits):
    screen.choice.what.set_value("summary")
    screen.choice.whom.set_value("insurer")
    screen.choice.name.set_value("Blue Plan")
    state = screen.standing()
    again = enter(PrintShareScreen, Place(PRINT))
    again.take_up(state)
    plan = again.choice.plan()
    assert (plan.what, plan.recipient, plan.name) == ("summary", "insurer", "Blue Plan")


def test_the_page_that_is_open_stays_open_when_it_is_drawn_anew(qtbot, screen, work):
    work.write(screen, lambda s: [questions.keep(s, Question(text=f"Q{n}?")) for n in range(30)])
    qtbot.waitUntil(lambda: screen.preview.view.pages > 2, timeout=LONG)
    drawn(qtbot, screen)
    screen.preview.view.turn_to(3)
    screen.preview.view.zoom(1)
    work.write(screen, lambda s: questions.keep(s, Question(text="One more?")))
    work.flush()
    qtbot.waitUntil(lambda: bool(screen.preview.pdf) and "One more?" in words_of(screen.preview.pdf))
    drawn(qtbot, screen)
    assert screen.preview.view.page == 3


def test_the_list_of_what_was_given_is_a_press_away(qtbot, screen):
    qtbot.mouseClick(screen.view.given, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(GIVEN)]
