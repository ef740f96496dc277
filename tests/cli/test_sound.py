"""Recordings from a terminal: brought in, listed and saved outside."""

import wave

import pytest

from secondop_desktop.cli.__main__ import DONE, PROBLEM


@pytest.fixture
def made(secondop, case):
    assert secondop("new", case, "--name", "Margaret Ellison").code == DONE
    assert secondop("appointment", "add", case, "--when", "2031-05-14T10:30").code == DONE
    return case


@pytest.fixture
def memo(tmp_path):
    path = tmp_path / "Memo 12.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(3 * 32_000))
    return path


def test_a_recording_is_brought_in_listed_and_saved(secondop, made, memo, tmp_path):
    answer = secondop("sound", "import", made, memo, "--began", "2031-05-14T10:31+00:00", "--json")
    assert answer.code == DONE
    (row,) = secondop("sound", "list", made, "--json").data
    assert row["id"] == answer.data["id"]
    assert row["began"] == "2031-05-14T10:31:00+00:00"
    assert (row["seconds"], row["title"], row["state"]) == (3.0, "Memo 12", "whole")
    assert "Memo 12" in secondop("sound", "list", made, "--appointment", "next").out
    out = tmp_path / "copy.wav"
    assert secondop("sound", "save", made, row["id"], "--out", out).code == DONE
    assert out.read_bytes() == memo.read_bytes()


def test_the_same_recording_again_is_said(secondop, made, memo):
    secondop("sound", "import", made, memo)
    assert "here already" in secondop("sound", "import", made, memo).out
    assert len(secondop("sound", "list", made, "--json").data) == 1


def test_what_is_no_sound_and_what_is_not_there_is_told(secondop, made, tmp_path):
    letter = tmp_path / "letter.mp3"
    letter.write_text("Dear Mrs Ellison")
    assert "not a recording" in secondop("sound", "import", made, letter).out
    assert secondop("sound", "import", made, tmp_path / "gone.wav").code == PROBLEM
    assert secondop("sound", "save", made, "nothing", "--out", tmp_path / "x.ogg").code == PROBLEM
    assert secondop("sound", "list", made).out.startswith("Nothing is recorded yet.")


def test_a_time_that_cannot_be_read_changes_nothing(secondop, made, memo):
    answer = secondop("sound", "import", made, memo, "--began", "at noon")
    assert answer.code == PROBLEM
    assert "cannot be read" in answer.err
    assert secondop("sound", "list", made, "--json").data == []
