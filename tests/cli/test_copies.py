"""Copies from a terminal: made, listed, looked into, brought back where the case is gone, and tried out."""

import shutil
from pathlib import Path

import pytest

from secondop_desktop.base import paths, settings
from secondop_desktop.base.settings import Settings
from secondop_desktop.cli.__main__ import DAMAGED, DONE, PROBLEM, USAGE
from secondop_desktop.vault import generations

NEW = "a kettle and nine brass buttons"
LETTER = str(paths.resources() / "samples" / "en" / "blood-tests.pdf")


@pytest.fixture(autouse=True)
def _no_copies_left():
    """Each test begins and ends on a computer without copies and without settings."""
    yield
    shutil.rmtree(paths.data_folder() / "backups", ignore_errors=True)
    settings.save(Settings())


@pytest.fixture
def stick(tmp_path):
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    return stick


@pytest.fixture
def fresh(tmp_path):
    file = tmp_path / "fresh.txt"
    file.write_text(NEW)
    return file


def test_a_case_is_copied_to_this_computer_and_to_a_stick(secondop, made, stick):
    answer = secondop("backup", made, "--to", stick, "--json")
    assert answer.code == DONE
    assert [one["safe"] for one in answer.data] == [True, True]
    assert [one["number"] for one in answer.data] == [1, 1]
    here, there = (Path(one["place"]) for one in answer.data)
    assert here.is_relative_to(paths.data_folder())
    assert there.is_relative_to(stick / "SecondOp copies")
    told = secondop("backup", made)
    assert told.out == f"Copied to {here}\n"
    assert len(settings.load().copies[here.name]) == 2


def test_a_home_without_room_for_the_settings_keeps_no_copy_away(secondop, made, stick, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(settings, "save", full)
        assert secondop("backup", made, "--to", stick).code == DONE
        assert secondop("drill", made).code == DONE


def test_a_case_comes_back_where_it_and_everything_about_it_is_gone(secondop, made, stick, tmp_path):
    secondop("doctor", "add", made, "--name", "Dr Okafor")
    secondop("attach", made, LETTER)
    secondop("backup", made, "--to", stick)
    shutil.rmtree(made)
    shutil.rmtree(paths.data_folder() / "backups")
    settings.save(Settings())
    back = tmp_path / "Back.secondop"
    answer = secondop("restore", "--from", stick, "--into", back)
    assert answer.code == DONE
    assert str(back) in answer.out
    assert secondop("check", back).code == DONE
    assert secondop("doctor", "list", back).out.strip() == "Dr Okafor"


def test_copies_are_listed_the_newest_first_and_one_is_looked_into(secondop, made, stick):
    secondop("backup", made)
    secondop("doctor", "add", made, "--name", "Dr Okafor")
    secondop("backup", made, "--to", stick)
    listed = secondop("restore", "--json").data
    assert [one["number"] for one in listed] == [2, 1]
    assert len(secondop("restore").out.splitlines()) == 2
    newer = secondop("restore", "--number", "2", "--json").data
    assert (newer["name"], newer["holds"]) == ("Margaret Ellison", ["1 doctor", "1 entry about you"])
    older = secondop("restore", "--number", "1").out
    assert "The case of Margaret Ellison." in older
    assert "1 doctor" not in older


def test_an_older_copy_is_brought_back_by_its_number(secondop, made, tmp_path):
    secondop("backup", made)
    secondop("doctor", "add", made, "--name", "Dr Okafor")
    secondop("backup", made)
    back = tmp_path / "older"
    assert secondop("restore", "--number", "1", "--into", back, "--json").data["missing"] == []
    assert secondop("doctor", "list", back, "--json").data == []
    assert secondop("restore", "--number", "7").err.startswith("There is no copy with this number.")


def test_nothing_is_restored_over_a_case(secondop, made):
    secondop("backup", made)
    answer = secondop("restore", "--into", made)
    assert (answer.code, answer.out) == (PROBLEM, "")
    assert "something in this place already" in answer.err


def test_without_copies_it_says_where_to_look_before_a_passphrase_is_asked_for(secondop, stick):
    for words in ((), ("--from", stick)):
        answer = secondop("restore", *words, stdin="")
        assert answer.code == PROBLEM
        assert answer.err.startswith("There is no copy of a case there.")


def test_after_a_new_passphrase_older_copies_open_with_the_older_one(secondop, made, fresh, tmp_path):
    secondop("passphrase", made, "--new-passphrase-file", fresh)
    assert [one["number"] for one in secondop("restore", "--json").data] == [1]
    assert [one["number"] for one in secondop("restore", "--passphrase-file", fresh, "--json").data] == [2]
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("this one opens nothing at all")
    answer = secondop("restore", "--passphrase-file", wrong)
    assert (answer.code, answer.out) == (PROBLEM, "")
    assert answer.err.startswith("This passphrase does not open this case.")


def test_of_two_cases_none_is_guessed(secondop, made, tmp_path):
    another = tmp_path / "Another.secondop"
    secondop("new", another, "--name", "Ben")
    for case in (made, another):
        secondop("backup", case)
    answer = secondop("restore", "--into", tmp_path / "back")
    assert answer.code == PROBLEM
    assert "more than one case" in answer.err
    place = secondop("restore", "--json").data[0]["place"]
    assert secondop("restore", "--from", place, "--into", tmp_path / "back").code == DONE


def test_a_file_that_is_nowhere_whole_is_named(secondop, made, stick, tmp_path):
    secondop("attach", made, LETTER)
    secondop("backup", made, "--to", stick)
    (blob,) = stick.rglob("blobs/*/*")
    blob.unlink()
    assert "The file of “blood-tests” is not whole" in secondop("restore", "--from", stick, "--number", 1).out
    answer = secondop("restore", "--from", stick, "--into", tmp_path / "back")
    assert "The file of “blood-tests” could not be brought back." in answer.out


def test_the_other_place_gives_what_one_has_lost(secondop, made, stick, tmp_path):
    secondop("attach", made, LETTER)
    known = Settings()
    case_id = Path(secondop("backup", made, "--to", stick, "--json").data[0]["place"]).name
    known.second_place[case_id] = str(stick)
    settings.save(known)
    (blob,) = (paths.data_folder() / "backups").rglob("blobs/*/*")
    blob.unlink()
    assert secondop("restore", "--into", tmp_path / "back", "--json").data["missing"] == []


def test_a_place_that_took_no_copy_is_told_after_those_that_did(secondop, made, stick):
    case_id = Path(secondop("backup", made, "--json").data[0]["place"]).name
    settings.save(Settings(second_place={case_id: str(stick / "gone")}))
    answer = secondop("backup", made, "--json")
    assert answer.code == PROBLEM
    assert [one["safe"] for one in answer.data] == [True, False]
    assert answer.err.startswith("The place for copies cannot be reached.")
    assert "Copied to" in secondop("backup", made).out


def test_a_folder_that_cannot_be_a_place_is_refused(secondop, made):
    answer = secondop("backup", made, "--to", Path(made) / "blobs")
    assert answer.code == PROBLEM
    assert "inside the case" in answer.err


def test_the_second_place_named_once_more_gets_one_copy(secondop, made, stick):
    case_id = Path(secondop("backup", made, "--json").data[0]["place"]).name
    settings.save(Settings(second_place={case_id: str(stick)}))
    assert len(secondop("backup", made, "--to", stick, "--json").data) == 2


def test_a_copy_is_tried_out(secondop, made):
    secondop("attach", made, LETTER)
    secondop("backup", made)
    answer = secondop("drill", made)
    assert answer.code == DONE
    assert "Every entry and every file in it is whole." in answer.out
    said = secondop("drill", made, "--json").data
    assert (said["good"], said["number"]) == (True, 1)
    (entries,) = settings.load().copies.values()
    assert entries[0]["drilled"] == said["day"]


def test_a_try_that_ends_badly_has_an_exit_code(secondop, made):
    secondop("attach", made, LETTER)
    secondop("backup", made)
    for blob in [*Path(made).rglob("blobs/*/*"), *(paths.data_folder() / "backups").rglob("blobs/*/*")]:
        blob.unlink()
    answer = secondop("drill", made, "--json")
    assert answer.code == PROBLEM
    assert not answer.data["good"]
    assert answer.err.startswith("1 file in the newest copy is damaged or missing.")


def test_a_damaged_case_is_not_copied_and_has_its_exit_code(secondop, made, monkeypatch):
    from secondop_desktop.vault.errors import not_as_written

    def damaged(*_args, **_named):
        raise not_as_written()

    monkeypatch.setattr(generations, "make", damaged)
    answer = secondop("backup", made, "--json")
    assert answer.code == DAMAGED
    assert answer.data[0]["number"] is None


@pytest.mark.parametrize(
    "words", [("restore", "--number", "one"), ("backup",), ("drill",), ("restore", "CASE")]
)
def test_what_is_not_understood_is_answered_with_the_usage(secondop, words):
    assert secondop(*words).code == USAGE
