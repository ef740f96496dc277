"""The tracker from a terminal: add, ask, move, take back, need, ready, and the sheet of what is missing."""

import pytest

from secondop_desktop.cli.__main__ import DONE, PROBLEM


@pytest.fixture
def biopsy(secondop, made):
    """A case with a visit and a biopsy; the ids of its report and its slides."""
    secondop("doctor", "add", made, "--name", "Dr Lee", "--phone", "555-0199")
    secondop("appointment", "add", made, "--when", "2031-05-14T10:30", "--doctor", "Dr Lee")
    words = ("--what", "Core biopsy", "--kind", "biopsy", "--form", "report", "--form", "slides")
    place = ("--facility", "City Hospital", "--phone", "555-0102", "--date", "3 March 2026")
    return secondop("track", "add", made, *words, *place, "--json").data["pieces"]


def test_a_batch_is_sent_in_one_step_and_taken_back(secondop, made, biopsy):
    sent = ("--state", "sent", "--doctor", "Dr Lee", "--carrier", "FedEx", "--tracking", "77")
    answer = secondop("track", "move", made, *biopsy.values(), *sent, "--day", "3 March 2026")
    assert answer.out == "Written down for 2 pieces: Sent.\n"
    listed = secondop("track", "list", made, "--late").out
    assert listed.count("You sent it to Dr Lee on 3 March 2026. It went by FedEx, number 77.") == 2
    assert secondop("track", "back", made, biopsy["slides"]).out == "1 step was taken back.\n"
    states = {row["id"]: row["state"] for row in secondop("track", "list", made, "--json").data}
    assert states == {biopsy["report"]: "sent", biopsy["slides"]: "not_asked"}


def test_a_late_request_says_whom_to_ring(secondop, made, biopsy):
    words = ("--facility", "City Hospital", "--phone", "555-0102", "--day", "1 January 2026")
    secondop("track", "ask", made, biopsy["slides"], *words)
    said = secondop("track", "requests", made).out
    assert "The rule is 30 days. Ring them: 555-0102." in said
    assert secondop("track", "waiting", made, "--json").data[0]["late"] is True


def test_the_list_of_the_office_is_read_matched_by_hand_and_answered(secondop, made, biopsy, tmp_path):
    listing = tmp_path / "list.txt"
    listing.write_text("1. Biopsy slides\n2. Insurance card\n", encoding="utf-8")
    ids = secondop("track", "need", made, "--list", listing, "--json").data["ids"]
    answer = secondop("track", "ready", made, "--json").data
    assert answer["standing"] == "missing"
    assert answer["list"][0]["may_be"] == "piece:" + biopsy["slides"]
    secondop("track", "link", made, ids[0], "--piece", biopsy["slides"])
    secondop("track", "link", made, ids[1], "--settled")
    said = secondop("track", "ready", made).out
    assert said.startswith("1 required thing is missing: Biopsy slides. Ring City Hospital, 555-0102.")
    secondop("track", "move", made, biopsy["slides"], "--state", "checked")
    assert secondop("track", "ready", made, "--json").data["standing"] == "ready"


def test_the_sheet_of_what_is_missing_is_saved(secondop, made, biopsy, tmp_path):
    secondop("track", "need", made, "--usual")
    for more in ((), ("--appointment", "next")):
        answer = secondop("print", made, "missing", "--out", tmp_path / "missing.pdf", *more)
        assert answer.code == DONE
        assert (tmp_path / "missing.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "words",
    [
        ("move", "nowhere", "--state", "sent"),
        ("back", "nowhere"),
        ("ask", "--facility", " "),
        ("need", "--list", "/nowhere/list.txt"),
        ("link", "nowhere"),
        ("add", "--what", " "),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_changes_nothing(secondop, made, biopsy, words):
    before = secondop("track", "list", made, "--json").data
    answer = secondop("track", words[0], made, *words[1:])
    assert (answer.code, answer.out, answer.err.count("\n")) == (PROBLEM, "", 1)
    assert secondop("track", "list", made, "--json").data == before
