"""Sheets from a terminal: for whom, with which parts, and what was given to whom afterwards."""

import pypdfium2
import pytest

from secondop_desktop.cli.__main__ import DONE, PROBLEM


@pytest.fixture
def asked(secondop, made):
    """A visit with Dr A and two questions."""
    secondop("doctor", "add", made, "--name", "Dr A", "--role", "second")
    secondop(
        "appointment", "add", made, "--when", "2031-05-14T10:30", "--doctor", "Dr A", "--goal", "Clarity"
    )
    for text in ("Could we wait?", "What else?"):
        secondop("question", "add", made, text, "--appointment", "next")
    return made


def text_of(file):
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file.read_bytes())
    )


def test_the_parts_of_a_sheet_are_listed_and_left_out(secondop, asked, tmp_path):
    sheet = ("print", asked, "question-sheet", "--appointment", "next")
    parts = {row["part"]: row for row in secondop(*sheet, "--parts", "--json").data}
    assert parts["goal"]["shown"]
    question = next(key for key, row in parts.items() if row["words"] == "What else?")
    out = tmp_path / "sheet.pdf"
    assert secondop(*sheet, "--out", out, "--without", f"goal,{question}").code == DONE
    text = text_of(out)
    assert "Could we wait?" in text
    assert "Clarity" not in text
    assert "What else?" not in text
    assert secondop(*sheet, "--out", out, "--only", question).code == DONE
    assert "What else?" in text_of(out)
    assert "Could we wait?" not in text_of(out)
    wrong = secondop(*sheet, "--out", out, "--without", "poster")
    assert (wrong.code, "no part called poster" in wrong.err) == (PROBLEM, True)


def test_who_reads_it_decides_what_is_listed_as_shown(secondop, asked):
    sheet = ("print", asked, "question-sheet", "--appointment", "next", "--parts", "--json")
    shown = {
        who: {r["part"] for r in secondop(*sheet, "--for", who).data if r["shown"]}
        for who in ("myself", "doctor")
    }
    assert shown["myself"] - shown["doctor"] == {"answers"}


def test_what_was_saved_is_on_the_list_and_comes_out_again_as_it_was(secondop, asked, tmp_path):
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    assert "Nothing was given" in secondop("given", asked).out
    sheet = ("print", asked, "doctor-copy", "--appointment", "next", "--for", "doctor", "--name", "Dr A")
    secondop(*sheet, "--out", first)
    secondop("question", "add", asked, "One more?", "--appointment", "next")
    secondop(*sheet, "--out", tmp_path / "second.pdf")
    rows = secondop("given", asked, "--json").data
    assert [(row["version"], row["whom"], row["how"]) for row in rows] == [
        (2, "Dr A", "saved"),
        (1, "Dr A", "saved"),
    ]
    assert secondop("given", asked, "--again", rows[1]["id"], "--out", again).code == DONE
    assert again.read_bytes() == first.read_bytes()
    assert secondop("given", asked, "--again", "nothing", "--out", again).code == PROBLEM
    assert secondop("given", asked, "--again", rows[1]["id"]).code == PROBLEM


def test_what_could_not_be_saved_was_given_to_nobody(secondop, asked, tmp_path):
    nowhere = tmp_path / "no" / "such" / "folder.pdf"
    assert secondop("print", asked, "summary", "--out", nowhere).code == PROBLEM
    assert secondop("given", asked, "--json").data == []
