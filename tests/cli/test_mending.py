"""Damage from a terminal: a check that names it, also of a case that cannot be opened, and a repair."""

from pathlib import Path

import pytest

from secondop_desktop.cli.__main__ import DAMAGED, DONE, PROBLEM

PAGE = 16384


@pytest.fixture
def made(secondop, case):
    """A case with two reminders' worth of words in it, copied to this computer."""
    secondop("new", case, "--name", "Margaret")
    secondop("doctor", "add", case, "--name", "Dr Lee")
    assert secondop("backup", case).code == DONE
    return case


@pytest.fixture
def spoilt(made):
    """The same with its first page destroyed, so that it cannot be opened."""
    file = Path(made, "case.db")
    file.write_bytes(b"\x13" * PAGE + file.read_bytes()[PAGE:])
    return made


def test_a_deep_check_reads_the_copies_as_well(secondop, made):
    answer = secondop("check", made, "--deep")
    assert answer.code == DONE
    assert "is whole." in answer.out
    (copy,) = secondop("check", made, "--deep", "--json").data["copies"]
    assert copy["whole"]
    (newest,) = [file for file in (Path(copy["place"]) / "generations").glob("*.db")]
    newest.write_bytes(newest.read_bytes()[: 2 * PAGE])
    answer = secondop("check", made, "--deep")
    assert (answer.code, "is damaged" in answer.err) == (PROBLEM, True)
    assert secondop("check", made).code == DONE


def test_a_case_that_cannot_be_opened_is_checked_all_the_same(secondop, spoilt):
    answer = secondop("check", spoilt, "--json")
    assert answer.code == DAMAGED
    assert answer.data["bad_pages"] == [1]
    assert answer.data["copy"]["file"].endswith(".db")
    assert secondop("info", spoilt).code == DAMAGED


@pytest.mark.parametrize("more", [(), ("--without-copies",)])
def test_a_repair_makes_a_new_case_and_leaves_the_damaged_one(secondop, spoilt, tmp_path, more):
    before = {path: path.stat().st_mtime_ns for path in Path(spoilt).rglob("*")}
    new = tmp_path / "new.secondop"
    answer = secondop("repair", spoilt, "--into", new, "--json", *more)
    assert answer.code == DONE
    assert (answer.data["missing"], answer.data["entries"]) == ([], 2)
    assert {path: path.stat().st_mtime_ns for path in Path(spoilt).rglob("*")} == before
    assert [row["name"] for row in secondop("doctor", "list", new, "--json").data] == ["Dr Lee"]
    assert secondop("check", new).code == DONE
    assert secondop("repair", spoilt, "--into", new).code == PROBLEM


def test_a_repair_says_in_sentences_what_it_did(secondop, spoilt, tmp_path):
    answer = secondop("repair", spoilt, "--into", tmp_path / "new.secondop")
    assert "2 entries were rescued whole." in answer.out
    assert "Nothing is missing." in answer.out
    assert "The damaged case was not changed." in answer.out
