"""Where one can be in the window, as plain data: a screen asks for a Place, the window knows the way."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "home"
STORY = "story"
APPOINTMENTS = "appointments"
VISIT = "visit"
APPOINTMENT_MODE = "appointment_mode"
AFTER_VISIT = "after_visit"
QUESTIONS = "questions"
RECORDS = "records"
RECORD = "record"
PHOTOS = "photos"
WHERE = "where"
EXAMINATION = "examination"
REQUESTS = "requests"
DOCTORS = "doctors"
DOCTOR = "doctor"
MY_HEALTH = "my_health"
PRINT = "print_share"
GIVEN = "given"
PACKET = "packet"
WHOLE_CASE = "whole_case"
LETTERS = "letters"
LETTER = "letter"
SETTINGS = "settings"
BIN = "bin"
GLOSSARY = "glossary"

SUMMARY, AS_WRITTEN = "summary", "as_written"
"""Parts of AFTER_VISIT beside its steps: everything together, and the words as they were in the room."""
NEW = "new"
"""The part of a Place where something is written down for the first time; one does not go back to it."""


@dataclass(frozen=True)
class Place:
    """A room, the item shown in it (its id), a part of it, and a word to mark there."""

    room: str
    item: str = ""
    part: str = ""
    find: str = ""


BACK = Place("")
