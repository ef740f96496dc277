"""The words that are right here: those of a language, of medicine, of this case, and the person's own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from secondop_desktop import glossary
from secondop_desktop.base import language as app_language
from secondop_desktop.case import own_spellings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.own_spellings import OwnSpelling
from secondop_desktop.case.person import Person
from secondop_desktop.case.requests import Request
from secondop_desktop.questions import catalogue
from secondop_desktop.search import same_words
from secondop_desktop.spelling import speller
from secondop_desktop.spelling.checkable import words_to_check
from secondop_desktop.spelling.speller import LANGUAGES, Speller

SAME_AS_APP, OFF = "", "off"
CHOICES = (SAME_AS_APP, *LANGUAGES, OFF)
"""What a person can choose: as the app, one of the languages, or no checking."""

_NAMES: dict[type, tuple[InstrumentedAttribute[str], ...]] = {
    Appointment: (Appointment.place, Appointment.companion),
    Attendee: (Attendee.name,),
    Doctor: (Doctor.name, Doctor.specialty, Doctor.hospital, Doctor.address),
    Examination: (Examination.facility, Examination.department),
    Medicine: (Medicine.name, Medicine.other_name, Medicine.pharmacy),
    Person: (Person.name, Person.preferred_name, Person.companion, Person.medicines),
    Request: (Request.facility, Request.department, Request.contact, Request.receiver),
}
SHOWS = frozenset({*_NAMES, OwnSpelling})
"""The families whose entries are among the words of a case."""


def language_of(chosen: str) -> str:
    """The language to check in, one of LANGUAGES; empty when a person wants no checking."""
    code = app_language.code().partition("-")[0] if chosen == SAME_AS_APP else chosen
    return code if code in LANGUAGES else ""


def dictionary(language: str) -> Speller:
    """The words of one of LANGUAGES together with those of medicine; takes about a second, so on a thread."""
    return speller.load(language, shipped_words(language))


def shipped_words(language: str) -> frozenset[str]:
    """The words of what ships with the program: the glossary, and in English catalogue and synonyms."""
    words = set(glossary.words(language))
    if language == "en":
        words |= same_words.load().words
        words |= _of_texts(f"{q.text} {q.why}" for q in catalogue.load(language).questions)
    return frozenset(words)


def case_words(session: Session) -> frozenset[str]:
    """The words of names in this case (people, places, medicines), and those the person called right."""
    texts = [text for fields in _NAMES.values() for row in session.execute(select(*fields)) for text in row]
    return frozenset(_of_texts(texts)) | own_spellings.everything(session)


def _of_texts(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for _, _, word in words_to_check(text)}
