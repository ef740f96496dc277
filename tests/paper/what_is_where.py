"""Which words of the canary case belong on which sheet, and what has to be ticked for them.

A line is `parts: fields`. The fields are there when all those parts are ticked, or those of another line that
names them; nothing else is ever there. "Doctor 2" is the tick of one single thing. What stands after `may:`
can be there when these parts are ticked.
"""

from secondop_desktop.case.opinion_facts import FIELDS

NO_WORDS = {
    ("doctors", "usual"),
    ("doctors", "to_fill"),
    ("after-visit", "tests"),
    ("after-visit", "explained"),
}
"""Parts that show nothing of one's own, or nothing that this case has."""


def _medicine(number, *more):
    bare = ("name", "other_name", "strength", "dose", "route", "how_often")
    lines = [f"Medicine {number}: " + ", ".join(f"Medicine.{field} {number}" for field in bare)]
    return [*lines, *(f"Medicine {number} + {part}: Medicine.{field} {number}" for part, field in more)]


_DETAILS = (
    ("named_by", "source"),
    ("note", "note"),
    ("pharmacy", "pharmacy"),
    ("reason", "reason"),
    ("side_effects", "side_effects"),
    ("stopped", "stopped_why"),
)
_ABOUT_ME = [
    "always: Person.name 1",
    "birth_date: Person.birth_date 1",
    "phone: Person.phone 1",
    "allergies: Person.allergies 1",
    "own_lines: Person.medicines 1",
]
_QUESTIONS = [f"Question {number}: Question.text {number}" for number in (1, 2, 3, 4)]
_HEAD = ["always: Person.name 1, Doctor.name 3", "decide_by: Purpose.decide_by 1", "goal: Appointment.goal 3"]


def _doctor(number):
    who = f"Doctor {number}"
    return [
        f"{who}: Doctor.name {number}, Doctor.hospital {number}, Doctor.specialty {number}",
        *(f"{who} + reach: Doctor.{field} {number}" for field in ("phone", "email", "fax", "address")),
        f"{who} + background: DoctorFact.topic {number}, DoctorFact.text {number}",
        f"{who} + background + sources: DoctorFact.source {number}",
        f"{who} + notes: Doctor.note {number}",
    ]


def _opinion(number):
    who = f"Doctor {number}"
    lines = [f"{who}: Doctor.name {number}, Doctor.hospital {number}, Doctor.specialty {number}"]
    for place, field in enumerate(FIELDS):
        lines.append(f"{who} + {field}: OpinionFact.text {number}{place}")
        lines.append(f"{who} + {field} + sources: OpinionFact.source {number}{place}")
    return lines


def _marker(number):
    told = ", ".join(
        f"Result.{field} {number}-{value}" for field in ("lab", "source") for value in ("12.5", "14.5")
    )
    return [f"Result {number}: Result.marker {number}", f"Result {number} + sources: {told}"]


RULES = {
    "question-sheet": [
        *_HEAD,
        *_QUESTIONS,
        "where: Appointment.place 3, Doctor.specialty 3",
        "Question 4 + answers: Asking.answer 43, Asking.answered_by 43",
    ],
    "doctor-copy": [*_HEAD, *_QUESTIONS],
    "companion-card": [
        "always: Person.name 1, Doctor.name 3, Appointment.companion 3",
        "where: Appointment.place 3, VisitPlan.directions 3, VisitPlan.parking 3",
        "decision: VisitPlan.decision 3",
        "questions: Question.text 1, Question.text 3",
        "helps: VisitPlan.overwhelmed 3",
    ],
    "after-visit": [
        "always: Person.name 1, Doctor.name 1, Appointment.place 1",
        "people: Attendee.name 1",
        "understood: Closing.understood 1",
        "answers: Question.text 1, Question.text 2, Asking.answer 11, Asking.answer 21",
        "answers: Asking.answered_by 11, Asking.answered_by 21",
        "open: Question.text 3",
        "steps: Task.text 1, TaskOrigin.owner 1, TaskOrigin.source 1",
        "medicines: Medicine.name 3, Medicine.dose 3, Medicine.how_often 3, Medicine.source 3",
        *(f"said: OpinionFact.text 1{n}, OpinionFact.source 1{n}" for n in range(len(FIELDS))),
        "words: Captured.text 1",
        "papers: Handout.what 1",
        "report: Closing.report_from 1",
        "felt: Closing.felt 1",
        "page: Note.text 1",
    ],
    "summary": [
        "always: Person.name 1",
        "birth_date: Person.birth_date 1",
        "phone: Person.phone 1",
        "allergies: Person.allergies 1",
        "decision: Purpose.decision 1, Purpose.decide_by 1",
        "diagnosis: Diagnosis.sentence 1, Diagnosis.source 1",
        *(
            f"facts: DiagnosisFact.topic {n}, DiagnosisFact.text {n}, DiagnosisFact.source {n}"
            for n in (1, 2)
        ),
        "timeline: Appointment.goal 1, Appointment.goal 2, Appointment.goal 4, Doctor.name 1, Doctor.name 2",
        "treatment: Diagnosis.treatment_so_far 1",
        *(f"treatment: Treatment.name {n}, Treatment.dose {n}, Treatment.stopped_why {n}" for n in (1, 2)),
        "plan: Diagnosis.first_plan 1, Doctor.name 1",
        "medicines: Person.medicines 1",
        *(
            f"medicines: Medicine.name {n}, Medicine.strength {n}, Medicine.dose {n}, Medicine.how_often {n}"
            for n in (1, 2)
        ),
        "conditions: Person.conditions 1",
        *(f"records: Document.title {n}, Examination.what {n}" for n in (1, 2)),
        "questions: Question.text 1, Question.text 3",
        "companion: Appointment.companion 3",
    ],
    "medicines": [
        *_ABOUT_ME,
        *(line for number in (1, 2, 3, 4) for line in _medicine(number, *_DETAILS)),
        "Medicine 1 + started: Medicine.started 1",
    ],
    "medicine-card": [
        *_ABOUT_ME,
        "contact: Person.companion 1",
        *(line for number in (1, 2) for line in _medicine(number, ("reason", "reason"))),
    ],
    "opinions": [
        "always: Person.name 1",
        "decision: Purpose.decision 1, Purpose.decide_by 1",
        *_opinion(1),
        *_opinion(2),
        "Doctor 1 + recommendation: Diagnosis.first_plan 1",
        "answers + Doctor 1 + Doctor 2: Question.text 2",
        # Asked of one doctor only, a question stands there when that doctor is alone on the sheet.
        *(f"may: answers + Doctor {n}: Question.text 1, Question.text 2, Asking.answer 1{n}" for n in (1, 2)),
        "may: answers + sources + Doctor 1: Asking.answered_by 11",
        *(f"answers + Doctor {n}: Asking.answer 2{n}" for n in (1, 2)),
        *(f"answers + sources + Doctor {n}: Asking.answered_by 2{n}" for n in (1, 2)),
    ],
    "doctors": ["always: Person.name 1", *_doctor(1), *_doctor(2), *_doctor(3)],
    "decision": [
        "always: Person.name 1",
        "decision: Purpose.decision 1, Purpose.decide_by 1",
        "waiting: Purpose.waiting_said 1, Purpose.waiting_said_by 1",
        "reasons: Reason.own_words 1",
        "choices: Diagnosis.first_plan 1",
        *(f"choices: OpinionFact.text {n}" for n in (12, 13, 22, 23)),
        *(f"choices + sources: OpinionFact.source {n}" for n in (12, 13, 22, 23)),
        "choices + sources: Doctor.name 1, Doctor.name 2",
        "people: Person.companion 1",
        "asked: Question.text 3",
        *(f"steps: Task.text {n}" for n in (1, 2, 3)),
        *(f"steps: TaskOrigin.owner {n}" for n in (1, 2)),
    ],
    "timeline": [
        "always: Person.name 1",
        "birth_date: Person.birth_date 1",
        "diagnosis: Diagnosis.sentence 1",
        "diagnosis + sources: Diagnosis.source 1",
        *(f"opinion: Appointment.goal {n}, Appointment.place {n}, Doctor.name {n}" for n in (1, 2, 3)),
        "visit: Appointment.goal 4, Appointment.place 4",
        *(f"treatment: Treatment.name {n}, Treatment.dose {n}, Treatment.place {n}" for n in (1, 2)),
        *(f"treatment: Treatment.stopped_why {n}" for n in (1, 2)),
        *(f"treatment + sources: Treatment.source {n}" for n in (1, 2)),
        *(f"event: Event.text {n}, Event.place {n}" for n in (1, 2)),
        *(f"event + sources: Event.source {n}" for n in (1, 2)),
    ],
    "results": ["always: Person.name 1", "birth_date: Person.birth_date 1", *_marker(1), *_marker(2)],
    "missing": [
        "always: Person.name 1, Doctor.name 3, Wanted.text 1, Move.who 1",
        "ring: Examination.facility 1, Examination.phone 1",
        "there: Wanted.text 2",
    ],
}


def belongs(what, ticked):
    """What has to be on a sheet with these ticks, and what may be there, too."""
    must, may = set(), set()
    for line in RULES[what]:
        told, _, fields = line.removeprefix("may: ").partition(": ")
        needed = set() if told == "always" else set(told.split(" + "))
        if needed <= ticked:
            (may if line.startswith("may: ") else must).update(fields.split(", "))
    return must, must | may


def named(what):
    """Every tick that a line of a sheet is about."""
    told = (line.removeprefix("may: ").partition(": ")[0] for line in RULES[what])
    return {part for parts in told for part in parts.split(" + ")} - {"always"}
