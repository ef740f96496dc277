"""What was thrown away: listed, brought back, and kept for at least thirty days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.language import tr
from secondop_desktop.case import photos, pieces, questions, table
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.diagnosis import DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.notes import Note
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.pins import Pin
from secondop_desktop.case.questions import Question
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.table import Kept
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.wanted import Wanted

FAMILIES: dict[str, tuple[type[Kept], Callable[..., str]]] = {
    "appointment": (Appointment, lambda a: a.goal or a.day),
    "attendee": (Attendee, lambda a: a.name),
    "captured": (Captured, lambda c: c.text or tr("A line without words")),
    "diagnosis_fact": (DiagnosisFact, lambda f: f.text),
    "doctor": (Doctor, lambda d: d.name),
    "doctor_fact": (DoctorFact, lambda f: f.text),
    "document": (Document, lambda d: d.title),
    "event": (Event, lambda e: e.text),
    "examination": (Examination, lambda e: e.what),
    "handout": (Handout, lambda h: h.what),
    "letter": (Letter, lambda one: one.title or one.subject or tr("A letter")),
    "medicine": (Medicine, lambda m: m.name),
    "move": (Move, lambda m: pieces.state_words().get(m.state, "")),
    "note": (Note, lambda n: n.text),
    "opinion_fact": (OpinionFact, lambda f: f.text),
    "photo": (Photo, lambda p: p.file_name or tr("A photo of a page")),
    "piece": (Piece, lambda p: p.extent or pieces.form_words().get(p.form, "")),
    "pin": (Pin, lambda p: p.text or tr("A mark without words")),
    "question": (Question, lambda q: q.text),
    "recording": (Recording, lambda r: r.title or tr("A recording of a visit")),
    "request": (Request, lambda r: r.facility),
    "result": (Result, lambda r: f"{r.marker} {r.value}"),
    "sharing": (Sharing, lambda s: s.name or s.what),
    "task": (Task, lambda t: t.text),
    "treatment": (Treatment, lambda t: t.name),
    "wanted": (Wanted, lambda w: w.text),
}


@dataclass(frozen=True)
class Binned:
    """One thing in the bin: its family's name, its id, what to call it and when it was thrown away."""

    family: str
    id: str
    title: str
    at: datetime


def contents(session: Session) -> list[Binned]:
    """Everything in the bin, the latest first."""
    found = []
    for family, (kind, title_of) in FAMILIES.items():
        for record in session.scalars(select(kind).where(kind.binned_at.is_not(None))):
            if record.binned_at is not None:
                found.append(Binned(family, record.id, title_of(record), record.binned_at))
    return sorted(found, key=lambda binned: binned.at, reverse=True)


def throw_away(session: Session, family: str, record_id: str, clock: Clock = SYSTEM_CLOCK) -> None:
    """Move one record to the bin."""
    if family == "photo":
        photos.take_out(session, record_id, clock)
        return
    table.bin_it(session, table.find(session, FAMILIES[family][0], record_id), clock)


def bring_back(session: Session, family: str, record_id: str) -> None:
    """Take one record out of the bin, as it was; no fourth question gets a star by it."""
    if family == "question":
        questions.bring_back(session, record_id)
        return
    if family == "photo":
        photos.bring_back(session, record_id)
        return
    table.find(session, FAMILIES[family][0], record_id).binned_at = None
