"""Visits out of and into calendars from a terminal."""

import pytest
from icalendar import Calendar

from secondop_desktop.base import paths
from tests.calendars.test_invitation import a_file

LETTER = str(paths.resources() / "samples" / "en" / "blood-tests.pdf")


@pytest.fixture
def made(secondop, case):
    secondop("new", case, "--name", "Margaret")
    secondop("doctor", "add", case, "--name", "Dr Lee", "--role", "second")
    secondop(
        "appointment",
        "add",
        case,
        "--when",
        "2031-05-14 10:30",
        "--doctor",
        "Dr Lee",
        "--zone",
        "America/Chicago",
    )
    return case


def test_a_visit_says_how_far_off_it_is_and_what_comes_next(secondop, made):
    told = secondop("visit", made)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[:2] == ["Wednesday 14 May 2031, 10:30", "Dr Lee"]
    assert lines[2].startswith("In ")
    assert lines[3] == "Choose the questions you want to ask."


def test_a_visit_is_written_as_a_calendar_file_again_and_again(secondop, made, tmp_path):
    file = tmp_path / "visit.ics"
    told = secondop("visit", made, "--ics", file)
    assert told.code == 0
    assert "This file is not encrypted." in told.out
    (event,) = Calendar.from_ical(file.read_bytes()).events
    assert event["SUMMARY"] == "Appointment"
    assert b"Lee" not in file.read_bytes()
    data = secondop("visit", made, "--ics", file, "--json").data
    (again,) = Calendar.from_ical(file.read_bytes()).events
    assert (again["UID"], again["SEQUENCE"]) == (event["UID"], 0)
    assert data["ics"] == str(file)
    nowhere = secondop("visit", made, "--ics", tmp_path / "no" / "x.ics")
    assert (nowhere.code, nowhere.err.count("\n")) == (1, 1)


def test_an_invitation_becomes_a_visit_and_other_files_records(secondop, made, tmp_path):
    file = tmp_path / "invitation.ICS"
    file.write_bytes(a_file("DTSTART:20310601T140000Z", "DESCRIPTION:With Dr Lee"))
    told = secondop("add", made, file, LETTER)
    assert told.code == 0
    assert "The visit is written down: " in told.out
    assert "1 file was taken in." in told.out
    again = secondop("add", made, file, "--json").data
    assert [(one["state"], one["file"]) for one in again] == [("same", str(file))]
    assert len(secondop("appointment", "list", made, "--json").data) == 2


def test_a_bad_invitation_keeps_the_others_not_out(secondop, made, tmp_path):
    bad, good = tmp_path / "bad.ics", tmp_path / "good.ics"
    bad.write_bytes(b"nonsense")
    good.write_bytes(a_file("DTSTART:20310601T140000Z"))
    told = secondop("add", made, bad, good)
    assert told.code == 1
    assert "This is no calendar file that can be read." in told.err
    assert len(secondop("appointment", "list", made, "--json").data) == 2
