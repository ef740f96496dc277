"""The command line twin: the whole way through, and a sentence with its exit code for every trouble."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from secondop_desktop.base import paths
from secondop_desktop.cli.__main__ import DAMAGED, DONE, PROBLEM, USAGE

SAMPLES = paths.resources() / "samples" / "en"


def id_of(answer):
    return answer.data["id"]


def text_of(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed here")
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()


def test_the_whole_way_from_a_new_case_to_a_printed_sheet(secondop, made, tmp_path):
    assert secondop("doctor", "add", made, "--name", "Dr Nguyễn Thị Hạnh", "--role", "second").code == DONE
    visit = secondop(
        "appointment",
        "add",
        made,
        "--doctor",
        "dr nguyễn thị hạnh",
        "--when",
        "2031-05-14T10:30",
        "--place",
        "Clinic 4",
        "--json",
    )
    first = secondop(
        "question", "add", made, "Could", "we", "wait?", "--star", "--appointment", "next", "--json"
    )
    assert first.data["text"] == "Could we wait?"
    relief = secondop(
        "question", "suggest", made, "--situation", "palliative", "--limit", "40", "--json"
    ).data
    assert "palliative.when" in {row["id"] for row in relief}
    suggested = secondop("question", "suggest", made, "--reason", "specialist", "--limit", "5", "--json").data
    assert len(suggested) == 5
    secondop("question", "add", made, "--catalogue", suggested[0]["id"], "--appointment", id_of(visit))
    out = tmp_path / "sheet.pdf"
    printed = secondop("print", made, "question-sheet", "--appointment", "next", "--out", out)
    assert printed.code == DONE
    assert "not encrypted" in printed.out
    text = text_of(out)
    assert "Dr Nguyễn Thị Hạnh" in text
    assert "Could we wait?" in text
    assert " ".join(suggested[0]["text"].split()) in " ".join(text.split())


def test_a_scan_is_attached_read_and_found_by_a_word_on_its_page(secondop, made):
    taken = secondop(
        "attach",
        made,
        SAMPLES / "pathology-report-scan.pdf",
        "--kind",
        "pathology",
        "--date",
        "3 March 2026",
        "--facility",
        "Harrow Mill",
        "--title",
        "Pathology report",
    )
    assert (taken.code, taken.out) == (DONE, "1 file was taken in.\n")
    read = secondop("read", made)
    assert read.out == "1 record was read.\n2 new pages of text were found.\n"
    (hit,) = secondop("search", made, "elastosis", "--json").data
    assert (hit["title"], hit["page"]) == ("Pathology report", 1)
    assert "Pathology report  page 1" in secondop("search", made, "ELASTOSIS").out
    assert secondop("search", made, "zebra").out == "These words stand nowhere in the case.\n"
    checked = secondop("check", made)
    assert checked.code == DONE
    assert "1 file was read to the end." in checked.out


def test_the_same_file_twice_is_kept_once_and_said(secondop, made):
    letter = SAMPLES / "blood-tests.pdf"
    secondop("attach", made, letter)
    again = secondop("attach", made, letter, letter)
    assert again.code == DONE
    assert again.out.count("is in the case already") == 1
    assert secondop("info", made, "--json").data["records"] == 1


def test_what_cannot_be_taken_in_does_not_keep_the_others_out(secondop, made, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    answer = secondop(
        "attach", made, tmp_path / "empty.pdf", tmp_path / "missing.pdf", SAMPLES / "blood-tests.pdf"
    )
    assert answer.code == PROBLEM
    assert "1 file was taken in." in answer.out
    assert "empty.pdf" in answer.err or "empty" in answer.err
    assert "missing.pdf could not be opened" in answer.err


def locked_pdf(path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(path, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))


def broken_pdf(path):
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n" + b"\x00\xff" * 3000)


def lying_pdf(path):
    path.write_bytes((SAMPLES / "mammogram-report-photo.jpg").read_bytes())


@pytest.mark.parametrize(("make", "readable"), [(locked_pdf, False), (broken_pdf, False), (lying_pdf, True)])
def test_a_file_that_is_not_what_it_seems_is_kept_and_says_so(secondop, made, tmp_path, make, readable):
    file = tmp_path / "report.pdf"
    make(file)
    assert secondop("attach", made, file).code == DONE
    answer = secondop("read", made, "--json")
    assert answer.code == DONE
    assert bool(answer.data["problems"]) is not readable
    assert secondop("check", made).code == DONE


def test_doctors_notes_and_lists_are_told_in_plain_lines(secondop, made):
    assert secondop("doctor", "list", made).out == "No doctors are written down yet.\n"
    secondop(
        "doctor", "add", made, "--name", "Dr Okafor", "--specialty", "Breast surgeon", "--phone", "555-0142"
    )
    noted = secondop(
        "doctor",
        "note",
        made,
        "--doctor",
        "Dr Okafor",
        "--topic",
        "Training",
        "--text",
        "In Leeds",
        "--source",
        "Hospital page",
        "--date",
        "March 2026",
    )
    assert noted.out == "Noted about Dr Okafor.\n"
    assert secondop("doctor", "list", made).out == "Dr Okafor  Breast surgeon\n"
    assert secondop("appointment", "list", made).out == "No visits are written down yet.\n"
    added = secondop("appointment", "add", made, "--when", "14 may 2031 10:30", "--zone", "America/Chicago")
    assert added.out == "Added: Wednesday 14 May 2031, 10:30\n"
    assert "Wednesday 14 May 2031, 10:30" in secondop("appointment", "list", made).out
    assert secondop("appointment", "note", made, "She", "said", "wait").out == "Saved.\n"
    assert secondop("search", made, "wait", "--json").data[0]["kind"] == "note"


def test_the_words_of_a_question_may_stand_behind_before_and_between_the_options(secondop, made):
    secondop("appointment", "add", made, "--when", "2031-05-14T10:30")
    for words in (
        ("--appointment", "next", "Could", "we", "wait?"),
        ("--star", "Could", "--appointment", "next", "we", "wait?"),
        ("Could", "we", "wait?", "--appointment", "next"),
    ):
        answer = secondop("question", "add", made, *words, "--json")
        assert (answer.code, answer.err) == (DONE, "")
        assert answer.data["text"] == "Could we wait?"
    assert secondop("question", "add", made, "--what", "Could we wait?").code == USAGE
    assert secondop("appointment", "note", "--appointment", "next", made, "She", "said so").code == DONE


def test_stars_can_be_given_and_taken_and_a_fourth_is_refused(secondop, made):
    ids = [id_of(secondop("question", "add", made, f"Question {n}?", "--json")) for n in range(4)]
    for question in ids[:3]:
        assert secondop("question", "star", made, question).out.startswith("Starred:")
    fourth = secondop("question", "star", made, ids[3])
    assert (fourth.code, fourth.out) == (PROBLEM, "")
    assert "Three questions already have a star" in fourth.err
    assert secondop("question", "star", made, ids[0], "--off").out.startswith("No star:")
    assert secondop("question", "list", made).out.count("*") == 2


def test_a_question_that_is_not_in_the_catalogue_is_said(secondop, made):
    answer = secondop("question", "add", made, "--catalogue", "no.such")
    assert (answer.code, answer.err) == (PROBLEM, "The catalogue has no question of this name: no.such\n")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("", "needs a day"),
        ("soon", "cannot be read"),
        ("may 2031", "needs a day"),
        ("2031-02-30", "cannot be read"),
    ],
)
def test_an_appointment_without_a_real_day_is_refused(secondop, made, when, words):
    answer = secondop("appointment", "add", made, "--when", when)
    assert answer.code == PROBLEM
    assert words in answer.err
    assert secondop("appointment", "list", made, "--json").data == []


def test_a_doctor_or_a_visit_that_is_not_there_is_said(secondop, made):
    assert (
        "No doctor of this name"
        in secondop("appointment", "add", made, "--when", "today", "--doctor", "X").err
    )
    assert "No visit is planned" in secondop("print", made, "question-sheet", "--appointment", "next").err
    assert "for one visit" in secondop("print", made, "question-sheet", "--out", "x.pdf").err
    assert "Where should the sheet go?" in secondop("print", made, "summary").err


def test_a_summary_of_an_almost_empty_case_can_be_printed(secondop, made, tmp_path):
    out = tmp_path / "s.pdf"
    assert secondop("print", made, "summary", "--out", out, "--large", "--page", "Letter").code == DONE
    assert "Margaret Ellison" in text_of(out)


def test_a_sheet_that_cannot_be_saved_is_said(secondop, made, tmp_path):
    answer = secondop("print", made, "summary", "--out", tmp_path / "no" / "such" / "folder.pdf")
    assert answer.code == PROBLEM
    assert "not there any more" in answer.err


def test_the_passphrase_may_come_from_standard_input(secondop, made):
    answer = secondop("info", made, "--passphrase-file", "-", stdin="seven grey herons over the weir\n")
    assert answer.code == DONE
    assert answer.out.startswith("The case of Margaret Ellison.\n")


def test_the_recovery_sheet_opens_the_case_when_the_passphrase_is_gone(secondop, case, tmp_path):
    sheet = secondop("new", case, "--json").data["recovery_sheet"]
    file = tmp_path / "sheet.txt"
    file.write_text("\n".join(sheet))
    assert secondop("info", case, "--passphrase-file", file).out.startswith("A case without a name.")
    wrong = sheet[2].replace(sheet[2][-1], "X" if sheet[2][-1] != "X" else "Y")
    file.write_text("\n".join([*sheet[:2], wrong, *sheet[3:]]))
    answer = secondop("info", case, "--passphrase-file", file)
    assert answer.code == PROBLEM
    assert "3" in answer.err


def test_a_wrong_passphrase_is_said_and_nothing_is_changed(secondop, made, tmp_path):
    (tmp_path / "wrong.txt").write_text("seven grey herons under the weir")
    before = Path(made, "case.db").read_bytes()
    answer = secondop("info", made, "--passphrase-file", tmp_path / "wrong.txt")
    assert (answer.code, answer.out) == (PROBLEM, "")
    assert answer.err.startswith("This passphrase does not open this case.")
    assert Path(made, "case.db").read_bytes() == before


def test_without_a_passphrase_or_with_a_lost_file_the_way_is_shown(secondop, made):
    assert "--passphrase-file" in secondop("info", made, stdin="").err
    assert "could not be read" in secondop("info", made, "--passphrase-file", "nowhere.txt").err


def test_a_weak_passphrase_makes_no_case(secondop, case, tmp_path):
    (tmp_path / "weak.txt").write_text("hello")
    answer = secondop("new", case, "--passphrase-file", tmp_path / "weak.txt")
    assert answer.code == PROBLEM
    assert not Path(case).exists()


def test_what_is_no_case_is_said(secondop, tmp_path):
    (tmp_path / "x").mkdir()
    answer = secondop("info", tmp_path / "x")
    assert (answer.code, answer.err.count("\n")) == (PROBLEM, 1)
    assert "There is no case in this folder." in answer.err


def test_a_damaged_case_has_its_own_exit_code(secondop, made):
    database = Path(made, "case.db")
    content = bytearray(database.read_bytes())
    content[5000] ^= 1
    database.write_bytes(content)
    answer = secondop("info", made)
    assert answer.code == DAMAGED
    assert "damaged" in answer.err


def test_damage_that_a_check_finds_has_that_exit_code_too(secondop, made):
    secondop("attach", made, SAMPLES / "blood-tests.pdf")
    (blob,) = [p for p in Path(made, "blobs").rglob("*") if p.is_file()]
    content = bytearray(blob.read_bytes())
    content[-100] ^= 1
    blob.write_bytes(content)
    answer = secondop("check", made)
    assert answer.code == DAMAGED
    assert "record “blood-tests”: its file is damaged." in answer.err.casefold()


def test_a_new_passphrase_shows_a_new_sheet_and_shuts_out_the_old_one(secondop, made, tmp_path, secret):
    fresh = tmp_path / "new.txt"
    fresh.write_text("a kettle and nine brass buttons")
    answer = secondop("passphrase", made, "--new-passphrase-file", fresh, "--json")
    assert len(answer.data["recovery_sheet"]) == 9
    assert secondop("info", made).code == PROBLEM
    assert secondop("info", made, "--passphrase-file", fresh).code == DONE


def test_the_sample_case_tells_that_it_is_one(secondop, case):
    assert secondop("sample", case).code == DONE
    answer = secondop("info", case)
    assert "This is a sample with an invented person." in answer.out
    assert "4 records are here. 4 are still being read." in answer.out
    journey = secondop("info", case, "--json").data["journey"]
    assert [s["standing"] for s in journey].count("now") == 1


def test_a_case_that_is_open_elsewhere_can_be_looked_at_but_not_changed(secondop, made, cheap_key):
    from secondop_desktop.flows import open_case

    vault = open_case.open_case(Path(made), "seven grey herons over the weir", cheap_key)
    try:
        assert secondop("info", made, "--json").data["read_only"] is True
        answer = secondop("doctor", "add", made, "--name", "Dr X")
        assert answer.code == PROBLEM
        assert answer.err
    finally:
        vault.close()


def test_wrong_words_are_answered_with_the_usage(secondop):
    answer = secondop("frobnicate")
    assert answer.code == USAGE
    assert "usage:" in answer.err


def test_help_reads_well_and_names_every_command(secondop):
    answer = secondop("--help")
    assert answer.code == DONE
    for word in (
        "new",
        "info",
        "doctor",
        "appointment",
        "question",
        "attach",
        "read",
        "search",
        "print",
        "check",
        "passphrase",
        "sample",
        "Exit codes",
    ):
        assert word in answer.out


def test_stopping_is_no_crash(secondop, made, monkeypatch):
    from secondop_desktop.cli import commands

    def stopped(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.open_case, "open_case", stopped)
    answer = secondop("info", made)
    assert (answer.code, answer.err) == (PROBLEM, "Stopped. What was done until now is kept.\n")


def test_photos_become_the_pages_of_one_record(secondop, made, tmp_path):
    from PIL import Image

    files = [tmp_path / "one.jpg", tmp_path / "two.jpg"]
    for shade, file in zip(("white", "grey"), files, strict=True):
        Image.new("RGB", (300, 400), shade).save(file)
    added = secondop(
        "record", "add-photos", made, *files, "--title", "Letter", "--date", "may 2026", "--json"
    )
    assert added.code == DONE
    assert [page["name"] for page in added.data["pages"]] == ["one.jpg", "two.jpg"]
    assert "No sheet of paper was found" in " ".join(added.data["pages"][0]["about"])
    again = secondop("record", "add-photos", made, files[0], "--record", added.data["id"])
    assert again.code == PROBLEM
    assert "in this record already" in again.err
    lost = secondop("record", "add-photos", made, files[0], "--record", "no such id")
    assert lost.code == PROBLEM


def test_search_speaks_the_language_of_the_window(secondop, made):
    nothing = "These words stand nowhere in the case.\n"
    for words in ("Is elastosis bad?", "What does elastosis mean?", "Will it hurt?"):
        assert secondop("question", "add", made, words).code == DONE
    assert secondop("search", made, "elastosis", "kind:note").out == nothing
    assert secondop("search", made, "elastosis", "NOT", "mean").out == "Is elastosis bad?\n"
    helped = secondop("search", made, "elastosos").out
    assert "This was searched: elastosis" in helped
    assert "What does elastosis mean?" in helped
    assert secondop("search", made, "elastosos", "--as-typed").out == nothing
    assert len(secondop("search", made, "kind:question", "--most", "2", "--json").data) == 2
    assert "easter" in secondop("search", made, "elastosis", "after:easter", "x").out
    assert secondop("search", made, "x", "--most", "0").code == 2
