"""Everything that can be printed, in the order in which it is offered: one line for each kind of sheet.

A new sheet is a file of its own here in flows, with `KIND = SheetKind(...)`, and one line below.
"""

from __future__ import annotations

from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.carry_overs import CarryOver
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.notes import Note
from secondop_desktop.case.opinion_facts import OpinionFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.case.requests import Request
from secondop_desktop.case.results import Result
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import (
    after_visit_sheet,
    companion_card,
    decision_sheet,
    doctors_sheet,
    letter_sheet,
    medicines_sheet,
    missing_sheet,
    opinions_sheet,
    question_sheets,
    results_sheet,
    summary_sheet,
    timeline_sheet,
)
from secondop_desktop.flows.sheet_kinds import SheetKind

_IN_ORDER: tuple[SheetKind, ...] = (
    question_sheets.QUESTION_SHEET,
    question_sheets.DOCTOR_COPY,
    companion_card.KIND,
    after_visit_sheet.KIND,
    summary_sheet.KIND,
    medicines_sheet.LIST,
    medicines_sheet.CARD,
    opinions_sheet.KIND,
    doctors_sheet.KIND,
    decision_sheet.KIND,
    timeline_sheet.KIND,
    results_sheet.KIND,
    missing_sheet.KIND,
    letter_sheet.KIND,
)

KINDS: dict[str, SheetKind] = {kind.key: kind for kind in _IN_ORDER}

FAMILIES: frozenset[type] = frozenset(
    {Appointment, Asking, Attendee, Captured, CarryOver, Closing, Diagnosis, DiagnosisFact, Doctor}
    | {DoctorFact, Document, Event, Examination, Handout, Letter, Medicine, Move, Note, OpinionFact}
    | {Person, Piece, Purpose, Question, Reason, Request, Result, Task, TaskOrigin, Treatment, VisitPlan}
    | {Wanted}
)
"""Whatever changes in these may change a sheet."""
