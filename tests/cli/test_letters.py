"""Letters from a terminal: written from the case, listed, printed and marked as sent."""

import pytest

from secondop_desktop.cli.__main__ import DONE, PROBLEM


@pytest.fixture
def filled(secondop, made):
    """A case with a doctor and an examination whose report is still at the lab."""
    secondop("doctor", "add", made, "--name", "Dr Lee", "--role", "second", "--hospital", "Kestrel Bay")
    secondop("track", "add", made, "--what", "Core biopsy", "--facility", "Harrow Mill Lab")
    return made


def test_a_letter_is_written_listed_printed_and_sent(secondop, filled, tmp_path):
    wanted = ("--kind", "records-to-a-doctor", "--place", "Harrow Mill Lab", "--receiver", "dr lee")
    told = secondop("letter", "write", filled, *wanted, "--json").data
    assert told["to"] == "Harrow Mill Lab"
    assert "Doctor or office: Dr Lee" in told["words"]
    assert "Core biopsy" in told["words"]
    out = tmp_path / "letter.pdf"
    assert secondop("print", filled, "letter", "--letter", told["id"], "--out", out).code == DONE
    assert out.read_bytes().startswith(b"%PDF")
    sent = secondop(
        "letter", "sent", filled, told["id"], "--day", "2026-03-01", "--how", "By post", "--waiting"
    )
    assert "kept as it was sent" in sent.out
    (row,) = secondop("letter", "list", filled, "--json").data
    assert (row["sent"], row["how"]) == ("2026-03-01", "By post")
    (waiting,) = secondop("track", "requests", filled, "--json").data
    assert waiting["facility"] == "Harrow Mill Lab"
    assert any(one["how"] == "handed" for one in secondop("given", filled, "--json").data)


def test_a_letter_is_sent_once(secondop, filled):
    letter = secondop("letter", "write", filled, "--kind", "tumor-board", "--json").data["id"]
    assert secondop("letter", "sent", filled, letter).code == DONE
    again = secondop("letter", "sent", filled, letter)
    assert again.code == PROBLEM
    assert "was sent on" in again.err


def test_a_doctor_who_is_not_in_the_case_is_named(secondop, filled):
    answer = secondop("letter", "write", filled, "--kind", "doctors-talk", "--doctor", "Dr Nobody")
    assert answer.code == PROBLEM
    assert "There is no doctor called Dr Nobody in this case." in answer.err


def test_the_tone_of_talking_points_can_be_chosen(secondop, filled):
    said = secondop("letter", "write", filled, "--kind", "tell-my-doctor", "--tone", "direct").out
    assert "I have made up my mind" in said
    assert "--letter" in said
