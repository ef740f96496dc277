"""What was given to whom: the very pages again, saved or printed once more, with a note, and to the bin."""

import dataclasses

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin, doctors, person, questions, sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.appointments import keep as keep_visit
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.sharings import EXPORTED, HANDED, PRINTED, SAVED, Sharing
from secondop_desktop.flows import print_queue, print_sheet, share
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.print_queue import Choices, Printer, Sent
from secondop_desktop.ui import printer_part
from secondop_desktop.ui.places import DOCTOR, GIVEN, PRINT, VISIT, Place
from secondop_desktop.ui.screens import given as module
from secondop_desktop.ui.screens.doctor import DoctorScreen
from secondop_desktop.ui.screens.given import GivenScreen
from secondop_desktop.ui.screens.visit import VisitScreen
from tests.ui.screens.paperwork import LONG


@pytest.fixture(autouse=True)
def queues(monkeypatch):
    """One print queue that takes everything, and what it took."""
    sent = []

    def send(pieces, name, _wishes, _progress):
        sent.append(b"".join([pieces] if isinstance(pieces, bytes) else pieces))
        return Sent(name, 0, 1)

    monkeypatch.setattr(print_queue, "printers", lambda: [Printer("Desk")])
    monkeypatch.setattr(print_queue, "choices", lambda _name: Choices())
    monkeypatch.setattr(print_queue, "send", send)
    monkeypatch.setattr(printer_part, "by_dialog", lambda: False)
    return sent


@pytest.fixture
def given(vault, keep, frozen_clock):
    """Two versions of a question sheet for Dr Lee, and a summary for an aunt: (visit, doctor, ids, PDFs)."""

    def fill(session):
        person.write(session, {"name": "Margaret Ellison"})
        lee = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = keep_visit(session, Appointment(day="2026-03-14", doctor_id=lee.id))
        questions.keep(session, Question(text="What happens if I wait?"))
        session.flush()
        return visit.id, lee.id

    visit, lee = keep(fill)
    plan = Plan("question-sheet", visit, "doctor", "Dr Lee", doctor=lee)
    ids, pdfs = [], []
    aunt = Plan("summary", "", "family", "Aunt Ruth")
    for one, how in ((plan, PRINTED), (plan, SAVED), (aunt, HANDED)):
        pdfs.append(print_sheet.sheet(vault, one, frozen_clock))
        ids.append(share.give(vault, one, pdfs[-1], how, frozen_clock))
        keep(lambda session: questions.keep(session, Question(text="Another one?")))
    return visit, lee, ids, pdfs


def shown(qtbot, screen):
    view = screen.page.view
    screen.work.flush()
    qtbot.waitUntil(lambda: not view.canvas.image.isNull() and not view.sentence(), timeout=LONG)


def words_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_nothing_given_yet_says_what_the_room_is_for(enter):
    screen = enter(GivenScreen, Place(GIVEN))
    assert screen.page.empty.isVisible()
    assert not screen.page.list.isVisible()


def test_the_list_says_what_to_whom_when_how_and_in_which_version(qtbot, enter, given):
    screen = enter(GivenScreen, Place(GIVEN, given[2][1]))
    shown(qtbot, screen)
    rows = {row.id: row for row in screen.page.list.rows()}
    second = rows[given[2][1]]
    assert second.title == "Question sheet"
    assert second.subtitle == "Dr Lee. Saved as PDF 2 Mar 2026, 09:30"
    assert second.chip == "Version 2"
    assert rows[given[2][0]].chip == ""
    assert screen.page.line.text().startswith(
        "For: Dr Lee. Saved as PDF, Monday 2 March 2026, 09:30. Version 2."
    )
    assert "What happens if I wait?" in screen.page.contents.text()


def test_each_shows_the_pages_as_they_were_and_gives_them_again(
    qtbot, enter, given, monkeypatch, tmp_path, fetch, queues
):
    screen = enter(GivenScreen, Place(GIVEN, given[2][0]))
    shown(qtbot, screen)
    monkeypatch.setattr(module, "save_file", lambda *_: tmp_path / "again.pdf")
    qtbot.mouseClick(screen.page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(fetch(sharings.everything)) == 4, timeout=LONG)
    assert (tmp_path / "again.pdf").read_bytes() == given[3][0]
    assert "Another one?" not in words_of(given[3][0])
    screen.page.again.open()
    qtbot.waitUntil(screen.page.printer.print.isVisible, timeout=LONG)
    qtbot.mouseClick(screen.page.printer.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(fetch(sharings.everything)) == 5, timeout=LONG)
    assert queues == [given[3][0]]
    again = [one for one in fetch(sharings.everything) if one.id not in given[2]]
    first = fetch(lambda session: sharings.one(session, given[2][0]))
    assert {one.how for one in again} == {SAVED, PRINTED}
    assert {(one.blob, one.number, one.name, one.note) for one in again} == {(first.blob, 1, "Dr Lee", "")}


def test_a_note_is_kept_with_the_one_it_is_about(qtbot, enter, given, fetch, work):
    screen = enter(GivenScreen, Place(GIVEN, given[2][2]))
    work.flush()
    qtbot.keyClicks(screen.page.note.editor, "She keeps it in her drawer")
    screen.page.list.select(given[2][0])
    screen._chosen_by_hand(given[2][0])
    assert screen.page.note.value() == ""
    assert fetch(lambda s: sharings.one(s, given[2][2])).note == "She keeps it in her drawer"
    assert fetch(lambda s: sharings.one(s, given[2][0])).note == ""
    assert screen.leave()


def test_one_goes_to_the_bin_and_comes_back(qtbot, enter, given, fetch, notices, work, keep):
    screen = enter(GivenScreen, Place(GIVEN, given[2][2]))
    shown(qtbot, screen)
    qtbot.mouseClick(screen.page.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.page.list.rows()) == 2, timeout=LONG)
    assert "The paper itself stays" in notices.told[0]
    shown(qtbot, screen)
    assert screen._chosen in given[2][:2]
    keep(lambda session: bin.bring_back(session, "sharing", given[2][2]))
    qtbot.waitUntil(lambda: len(screen.page.list.rows()) == 3, timeout=LONG)


def test_only_what_belongs_to_a_doctor_or_a_visit_is_shown_when_asked_for(qtbot, enter, given):
    visit, lee, ids, _ = given
    for part in (visit, lee):
        screen = enter(GivenScreen, Place(GIVEN, part=part))
        assert {row.id for row in screen.page.list.rows()} == set(ids[:2])
        assert screen.page.all.isVisible()
    qtbot.mouseClick(screen.page.all, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(GIVEN)]


def test_pages_that_are_lost_are_said_to_be_and_files_have_none(qtbot, enter, given, vault, fetch, keep):
    lost = fetch(lambda session: sharings.one(session, given[2][0])).blob
    vault.blobs._path(lost).unlink()
    screen = enter(GivenScreen, Place(GIVEN, given[2][0]))
    qtbot.waitUntil(lambda: "not in the folder" in screen.page.view.sentence(), timeout=LONG)
    now = fetch(lambda session: sharings.one(session, given[2][0])).given_at
    keep(lambda s: sharings.keep(s, Sharing(what="whole_case", given_at=now, how=EXPORTED)))
    qtbot.waitUntil(lambda: len(screen.page.list.rows()) == 4, timeout=LONG)
    row = next(row for row in screen.page.list.rows() if row.title == "The whole case")
    screen._chosen_by_hand(row.id)
    assert "files, not pages" in screen.page.view.sentence()
    assert not screen.page.save.isVisible()


def test_what_can_only_be_looked_at_is_not_changed(qtbot, enter, given, house):
    looking = dataclasses.replace(house, why_read_only="In use.")
    screen = enter(GivenScreen, Place(GIVEN, given[2][0]), in_house=looking)
    shown(qtbot, screen)
    assert not screen.page.delete.isVisible()
    assert screen.page.note.editor.isReadOnly()


def test_back_leads_to_print_and_share_and_a_lock_keeps_what_is_open(qtbot, enter, given):
    screen = enter(GivenScreen, Place(GIVEN, given[2][1]))
    state = screen.standing()
    screen.page.back_asked.emit()
    assert screen.went == [Place(PRINT)]
    again = enter(GivenScreen, Place(GIVEN))
    again.take_up(state)
    assert again._chosen == given[2][1]


@pytest.mark.parametrize(("kind", "room", "at"), [(VisitScreen, VISIT, 0), (DoctorScreen, DOCTOR, 1)])
def test_a_visit_and_a_doctor_lead_to_what_was_given(qtbot, enter, given, keep, kind, room, at):
    screen = enter(kind, Place(room, given[at]))
    qtbot.waitUntil(lambda: not screen.given.isHidden())
    assert screen.given.text() == "See the 2 papers that were given"
    qtbot.mouseClick(screen.given, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(GIVEN, part=given[at])]
    keep(lambda session: [bin.throw_away(session, "sharing", one) for one in given[2]])
    qtbot.waitUntil(screen.given.isHidden)
