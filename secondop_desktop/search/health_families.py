"""How treatments, events, results, letters and what was given away are told when they are found."""

from __future__ import annotations

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.search.found_entry import Beside, Found, texts


def treatment(one: Treatment, beside: Beside) -> Found:
    """A treatment, dated by its beginning."""
    how = texts(one.dose, one.place, one.response, one.side_effects, one.stopped_why, one.note)
    whole = texts(one.name, how, one.source)
    origin = texts(one.source, beside.doctor(one.doctor_id))
    return Found(one.id, one.name, whole, one.source, one.started or one.dated, origin)


def event(one: Event, beside: Beside) -> Found:
    """Something that happened."""
    whole = texts(one.text, one.place, one.note, one.source)
    return Found(one.id, one.text, whole, one.place or one.source, one.day, one.source)


def result(one: Result, beside: Beside) -> Found:
    """One value of a marker, with its unit."""
    value = " ".join(part for part in (one.value, one.unit) if part)
    title = tr("{marker}: {value}", marker=one.marker, value=value)
    record = beside.get(Document, one.document_id)
    origin = texts(one.source, one.lab, record.facility if record is not None else "")
    return Found(one.id, title, texts(title, one.lab, one.note, one.source), one.lab, one.day, origin)


def letter(one: Letter, beside: Beside) -> Found:
    """A letter, by the name it was given or by its subject."""
    title = one.title or one.subject or tr("Letter")
    whole = texts(title, one.subject, one.recipient, one.address, one.body, one.fields)
    day = one.sent_on or PartialDate.of(one.made_at.date())
    origin = texts(one.recipient, beside.doctor(one.doctor_id))
    return Found(one.id, title, whole, one.recipient, day, origin)


def sharing(one: Sharing, beside: Beside) -> Found:
    """Something that was given to somebody."""
    title = one.name or beside.doctor(one.doctor_id) or tr("Given to somebody")
    whole = texts(title, one.contents, one.note)
    return Found(one.id, title, whole, one.note, PartialDate.of(one.given_at.date()), title)
