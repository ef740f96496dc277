"""A first week with the program, in its real window and with a real encrypted case."""

import shutil
import subprocess
import sys

import pytest

from tests.stories.conftest import SCAN, words_of_pdf
from tests.stories.somebody import A_WHILE

DOCTOR = "Dr Nguyễn Thị Hạnh"
OWN = "May my sister listen on the phone?"
OFFERED = "How sure are you of the diagnosis?"
NO_READER = not shutil.which("pdftotext")


def makes_a_case(person):
    """Go through the door for the first time; the answer is the passphrase and the recovery sheet."""
    person.presses("Start my case")
    person.writes("Margaret", into="Whose case is it?")
    person.presses("Offer me six words")
    passphrase = person.reads("Passphrase")
    person.presses("Make my case")
    person.sees("Your recovery sheet", A_WHILE)
    sheet = person.lines_of_the_sheet()
    person.presses("I have it on paper")
    person.presses("Go on")
    person.sees("A second place for safe copies")
    person.presses("Not now")
    person.presses("Skip this")
    person.sees("Lock now")
    return passphrase, sheet


@pytest.mark.skipif(NO_READER, reason="pdftotext (of poppler-utils) is missing, which reads the sheet")
def test_a_first_visit_from_the_door_to_the_printed_sheet(start, in_a_week, tmp_path, monkeypatch):
    with start() as margaret:
        # Margaret makes her case. She is offered six words, and a recovery sheet for her papers.
        passphrase, sheet = makes_a_case(margaret)
        assert len(passphrase.split()) == 6
        assert len(sheet) >= 5

        # She writes down the doctor she will see, and the visit next week.
        margaret.goes_to("Doctors")
        margaret.presses("Add a doctor")
        margaret.writes(DOCTOR, into="Name")
        margaret.presses("Add the doctor")
        margaret.sees("Name and how to reach")
        margaret.goes_to("Appointments")
        margaret.presses("Add an appointment")
        margaret.chooses(DOCTOR, under="Doctor")
        margaret.writes(in_a_week, into="Day")
        margaret.writes("10:30", into="Hour")
        margaret.presses("Add the appointment")
        margaret.sees("No questions are chosen for this visit yet.")

        # She picks a question that others have asked, and writes one of her own. The first one gets a star.
        margaret.goes_to("Questions")
        margaret.picks(OFFERED, of="Questions to choose from")
        margaret.sees("On your list")
        margaret.writes(OWN, into="Add a question of your own")
        margaret.strikes("Return")
        for question in (OFFERED, OWN):
            margaret.picks(question, of="My questions")
            margaret.ticks(f"{DOCTOR}, ")
        margaret.picks(OFFERED, of="My questions")
        margaret.strikes("*")
        margaret.sees("1 of them has a star.")

        # She drops the report from her desk on the window. It is a scan: somebody has to read it first.
        margaret.goes_to("Home")
        margaret.drops(SCAN)
        margaret.sees("is in your records now")

        # While it is being read she goes on. Then a rare word in it leads to its page.
        margaret.goes_to("Records")
        margaret.writes("elastosis", into="Search in names, notes and the text of pages")
        margaret.opens("pathology-report-scan. Page 1", of="Records")
        margaret.sees("Marked on the page: elastosis")

        # In the doctor's room she types, and needs no mouse to go from question to question.
        margaret.goes_to("Home")
        margaret.presses("Start appointment")
        margaret.sees("Question 1 of 2")
        margaret.types("Quite sure. Two pathologists looked at it.")
        margaret.strikes("Ctrl+Return")
        margaret.sees("Question 2 of 2")
        margaret.types("Yes, any time.")
        margaret.strikes("Ctrl+Return")
        margaret.sees("2 of 2 answered")
        margaret.presses("Finish")
        margaret.sees("What happens next?")
        margaret.presses("The rest later")
        margaret.sees("Quite sure. Two pathologists looked at it.")

        # At home she prints the sheet. On paper are the doctor, the starred question and her own.
        paper = tmp_path / "sheet.pdf"
        monkeypatch.setattr("secondop_desktop.ui.screens.print_share.save_file", lambda *_: paper)
        margaret.presses("Print the question sheet")
        margaret.sees("Page 1 of")
        margaret.presses("Save as PDF")
        margaret.sees("It is not encrypted.", A_WHILE)
        printed = words_of_pdf(paper)
        assert all(words in printed for words in (DOCTOR, OFFERED, OWN))


def test_after_the_lock_the_passphrase_brings_everything_back(start):
    with start() as margaret:
        passphrase, _sheet = makes_a_case(margaret)
        case = margaret.desktop._vault.folder
        margaret.goes_to("Questions")
        margaret.writes("May I bring my sister?", into="Add a question of your own")
        margaret.strikes("Ctrl+L")
        assert margaret.locked == [case], "a fresh process is put in place of the one that knew the key"

    with start(case) as margaret:
        margaret.sees("Open “My case”")
        assert "sister" not in margaret.everything()
        assert "Margaret" not in margaret.everything()
        margaret.writes("wrong words", into="Passphrase")
        margaret.strikes("Return")
        margaret.sees("Nothing was changed", A_WHILE)
        margaret.unlocks(passphrase)
        margaret.waits_to_read("May I bring my sister?", of="Add a question of your own")
        margaret.strikes("Return")
        margaret.sees("1 question on your list.")


def test_the_recovery_sheet_opens_the_case_when_the_passphrase_is_lost(start):
    with start() as margaret:
        _passphrase, sheet = makes_a_case(margaret)
        case = margaret.desktop._vault.folder

    with start(case) as margaret:
        margaret.presses("I have lost my passphrase: use the recovery sheet")
        margaret.writes("\n".join(sheet).lower(), into="The lines of your recovery sheet")
        margaret.presses("Open the case")
        margaret.sees("Lock now", A_WHILE)
        margaret.sees("Margaret")


def test_a_sample_case_shows_what_every_room_is_for(start):
    with start() as visitor:
        visitor.presses("Look around with a sample case")
        visitor.sees("This is a sample case with an invented person.", A_WHILE)
        for room, words in {
            "Appointments": "Coming up",
            "Questions": "questions on your list",
            "Records": "Pathology report",
            "Doctors": DOCTOR,
            "Print and share": "What to print",
        }.items():
            visitor.goes_to(room)
            visitor.sees(words)


def test_a_second_start_raises_the_window_that_is_there(start, qtbot):
    with start() as margaret:
        margaret.window.showMinimized()
        assert margaret.window.isMinimized()
        second = subprocess.Popen([sys.executable, "-m", "secondop_desktop"])
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=A_WHILE)
        assert second.returncode == 0
        qtbot.waitUntil(lambda: not margaret.window.isMinimized())
