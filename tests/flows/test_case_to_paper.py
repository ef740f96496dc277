"""From a case to a sheet as the window and the command line make it: words of every script, and the file."""

import re
import shutil
import subprocess
import unicodedata

import pytest

from secondop_desktop.case import appointments, doctors, person, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case, print_sheet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.save_copy import name_of_copy
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.paper.style import PaperStyle
from tests.encrypted_case import PASSPHRASE
from tests.every_sheet import plan_of

A4 = PaperStyle("A4")


def text_of(pdf, *options):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed here")
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


@pytest.fixture
def asked(vault):
    """A visit in the case, and a way to put questions on its list."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Bác sĩ Nguyễn Thị Hạnh", specialty="Ung bướu"))
        session.flush()
        visit = appointments.keep(
            session, Appointment(day="2026-03-05", hour="10:30", zone="America/Chicago", doctor_id=doctor.id)
        )

    def put(*texts):
        with vault.write() as session:
            for text in texts:
                kept = questions.keep(session, Question(text=text))
                session.flush()
                questions.ask_at(session, kept.id, visit.id)
        return visit.id

    return put


def test_vietnamese_goes_from_the_keyboard_to_paper_letter_by_letter(vault, asked, frozen_clock):
    typed = ("Bác sĩ có đồng ý với chẩn đoán không?", "Tôi chờ thêm bốn tuần được không?")
    visit = asked(typed[0], unicodedata.normalize("NFD", typed[1]))
    for what in ("question-sheet", "doctor-copy"):
        text = text_of(print_sheet.sheet(vault, Plan(what, visit), frozen_clock), "-raw")
        assert all(one in text for one in typed)
        assert "Questions for Bác sĩ Nguyễn Thị Hạnh" in text
        assert "Thursday 5 March 2026, 10:30" in text


def test_arabic_and_emoji_go_to_paper_and_lose_nothing_without_a_word(vault, asked, frozen_clock):
    visit = asked("ما هي خياراتي غير الجراحة؟", "Is 🌷 safe?", "ꦗꦮꦠ agrees?")
    text = text_of(print_sheet.sheet(vault, Plan("question-sheet", visit), frozen_clock))
    letters = re.sub(r"[\s\u200e\u200f\u202a-\u202e]", "", text)
    assert all(word in letters for word in ["ما", "هي", "خياراتي", "غير", "الجراحة"])
    assert "Is [tulip] safe?" in text
    assert "[not printable: 3 characters] agrees?" in text
    assert "3 characters on this sheet belong to a script that cannot be printed here." in text
    with vault.read() as session:
        assert questions.everything(session)[2].text == "ꦗꦮꦠ agrees?"


def test_a_sheet_is_the_same_after_the_case_was_closed_and_opened_again(vault, asked, frozen_clock, ways):
    visit = asked("ما هي خياراتي؟", "Có đau không?", "👩‍⚕️?")
    before = text_of(print_sheet.sheet(vault, Plan("question-sheet", visit), frozen_clock))
    vault.close()
    again = open_case.open_case(vault.folder, PASSPHRASE, ways)
    try:
        assert text_of(print_sheet.sheet(again, Plan("question-sheet", visit), frozen_clock)) == before
    finally:
        again.close()


def test_an_answer_written_at_the_visit_is_on_the_next_print_and_on_no_copy_for_the_doctor(
    vault, asked, frozen_clock
):
    visit = asked("May I wait?")
    with vault.write() as session:
        ((entry),) = questions.for_appointment(session, appointments.one(session, visit))
        questions.write_answer(session, entry.asking.id, "Chờ được ba tuần.")
        questions.mark_answered(session, entry.asking.id, frozen_clock.now(), "Nurse Lee")
    sheet = text_of(print_sheet.sheet(vault, Plan("question-sheet", visit), frozen_clock))
    assert "Already asked" in sheet
    assert "Answer: Chờ được ba tuần." in sheet
    assert "Who answered: Nurse Lee" in sheet
    copy = text_of(print_sheet.sheet(vault, Plan("doctor-copy", visit), frozen_clock))
    assert "Chờ" not in copy
    assert "Nurse" not in copy


def test_drawing_a_sheet_changes_nothing_in_the_case_and_leaves_no_file(vault, asked, folder, frozen_clock):
    asked("Why?")
    plans = [plan_of(what, vault, frozen_clock) for what in KINDS]
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for plan in plans:
        print_sheet.sheet(vault, plan, frozen_clock)
    print_sheet.recovery_sheet(vault, A4, frozen_clock)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_the_printed_recovery_sheet_opens_the_case_as_it_is_typed_off_the_paper(vault, ways, frozen_clock):
    text = text_of(print_sheet.recovery_sheet(vault, A4, frozen_clock), "-layout")
    vault.close()
    found = re.search(r"The lines (.*?) The square holds", text)[1]
    lines = re.split(r"(?:^| )\d\. ", found)[1:]
    groups = "\n".join(f"{n}  {line}" for n, line in enumerate(lines, start=1))
    assert len(lines) == 9
    open_case.open_case(vault.folder, groups.lower(), ways).close()


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [
        ("Letter", "pdf", "Letter.pdf"),
        ("Photo", "jpeg", "Photo.jpg"),
        ("Scan", "tiff", "Scan.tif"),
        ("Words", "text", "Words.txt"),
        ("Thing", "unknown", "Thing"),
        ("CT 3/2026", "pdf", "CT 3-2026.pdf"),
        ("a\\b:c", "pdf", "a-b-c.pdf"),
    ],
)
def test_a_copy_without_a_name_of_its_own_is_called_by_its_title(frozen_clock, title, kind, name):
    record = Document(title=title, file_kind=kind, blob="ab" * 32, added_at=frozen_clock.now())
    assert name_of_copy(record) == name


def test_a_case_can_be_named_in_any_script_and_says_so_on_every_sheet(tmp_path, ways, frozen_clock):
    made = open_case.create(tmp_path / "Hồ sơ.secondop", PASSPHRASE, "Nguyễn Thị Hạnh", ways).vault
    try:
        assert "For the case: Hồ sơ" in text_of(print_sheet.recovery_sheet(made, A4, frozen_clock))
        assert text_of(print_sheet.sheet(made, Plan("summary", ""), frozen_clock)).startswith(
            "Nguyễn Thị Hạnh"
        )
        with made.read() as session:
            assert person.known(session).called == "Nguyễn"
    finally:
        made.close()
