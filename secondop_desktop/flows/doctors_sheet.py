"""From a case to doctors side by side: what was found out about each, with source and date."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, person
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.flows.plan import CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind, item
from secondop_desktop.journey.standing import folded
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_compared import Column, Point, Said, SideBySide
from secondop_desktop.vault.vault import Vault

FAMILY = "doctor"
_NEAR = CLOSE | {"myself"}
_MINE = frozenset({"myself"})
_CHOSEN = ("second", "third", "candidate")
_ORDER = ("second", "third", "candidate", "first", "family", "other")
_ROWS_TO_FILL = 2


def compared(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> SideBySide:
    """What is ticked of the doctors; what is not ticked is not in it at all."""
    everyone = sorted(doctors.everyone(session), key=_place)
    listed = [doctor for doctor in everyone if plan.shows_item(FAMILY, doctor.id)]
    owner = person.known(session)
    return SideBySide(
        title=tr("Doctors side by side"),
        corner=tr("What I want to know"),
        nothing=tr("Not known yet"),
        person=owner.name if owner else "",
        printed_on=day_words(clock.today()),
        hint=_hint() if listed else "",
        columns=tuple(Column(doctor.name) for doctor in listed),
        points=tuple(_points(session, plan, listed)),
        to_fill=_ROWS_TO_FILL if plan.shows("to_fill") else 0,
        missing="" if listed else _nobody(bool(everyone)),
    )


def _hint() -> str:
    return tr("The order of the doctors is no ranking. An empty field says nothing about a doctor.")


def _nobody(somebody: bool) -> str:
    if somebody:
        return tr("No doctor was chosen for this sheet. There is room to write by hand.")
    return tr(
        "No doctor to compare is on the list yet. Doctors are added in the room Doctors. You can also write "
        "on this sheet by hand, while you ask around."
    )


def _role(doctor: Doctor) -> str:
    return doctor.role if doctor.role in _ORDER else "other"


def _place(doctor: Doctor) -> tuple[int, str, str]:
    return _ORDER.index(_role(doctor)), doctor.name.casefold(), doctor.id


def _each(session: Session, _plan: Plan) -> list[Part]:
    """Each doctor as something to tick; as a rule those who were asked or may be."""
    return [_one(doctor) for doctor in sorted(doctors.everyone(session), key=_place)]


def _one(doctor: Doctor) -> Part:
    return item(FAMILY, doctor.id, doctor.name, _NEAR if doctor.role in _CHOSEN else frozenset())


def _usual() -> tuple[str, ...]:
    """What is worth knowing of every doctor; these rows stand there also when nothing is known yet."""
    return (
        tr("Years treating this kind of cancer"),
        tr("People with this cancer treated in a year"),
        tr("Board certification"),
        tr("In my insurance network"),
        tr("Wait for a first visit"),
    )


def _points(session: Session, plan: Plan, listed: Sequence[Doctor]) -> list[Point]:
    points = [*_details(plan, listed)]
    facts = [doctors.background(session, doctor.id) for doctor in listed] if plan.shows("background") else []
    topics = {folded(topic): topic for topic in (_usual() if plan.shows("usual") else ())}
    for fact in [fact for of_one in facts for fact in of_one]:
        topics.setdefault(folded(fact.topic), fact.topic)
    for key, topic in topics.items():
        cells = [[_said(fact, plan) for fact in of_one if folded(fact.topic) == key] for of_one in facts]
        points.append(Point(topic, tuple(map(tuple, cells)) if facts else ((),) * len(listed)))
    if plan.shows("notes"):
        points += _row(tr("My notes"), [doctor.note for doctor in listed])
    return points


def _details(plan: Plan, listed: Sequence[Doctor]) -> list[Point]:
    points = _row(tr("Part in my journey"), [doctors.role_words()[_role(doctor)] for doctor in listed])
    points += _row(tr("Specialty"), [doctor.specialty for doctor in listed], always=True)
    points += _row(tr("Hospital"), [doctor.hospital for doctor in listed], always=True)
    if plan.shows("reach"):
        points += _row(tr("Telephone"), [doctor.phone for doctor in listed], always=True)
        points += _row(tr("E-mail"), [doctor.email for doctor in listed])
        points += _row(tr("Fax"), [doctor.fax for doctor in listed])
        points += _row(tr("Address"), [doctor.address for doctor in listed])
    return points


def _row(topic: str, texts: Sequence[str], *, always: bool = False) -> list[Point]:
    if not always and not any(text.strip() for text in texts):
        return []
    return [Point(topic, tuple((Said(text),) if text.strip() else () for text in texts))]


def _said(fact: DoctorFact, plan: Plan) -> Said:
    day = fact.as_of.short_words() if fact.as_of else ""
    parts = (fact.source, day if day not in fact.source else "")
    return Said(fact.text, ", ".join(part for part in parts if part) if plan.shows("sources") else "")


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = compared(session, plan, clock)
    return draw.side_by_side(data, plan.style())


KIND = SheetKind(
    "doctors",
    lambda: tr("Doctors side by side"),
    _draw,
    parts=(
        Part("reach", lambda: tr("Telephone, e-mail, fax and address"), _MINE | {"companion"}),
        Part("background", lambda: tr("What I found out"), _NEAR),
        Part("sources", lambda: tr("Where it stands, and as of when"), _NEAR),
        Part("usual", lambda: tr("What is worth asking everybody"), _MINE | {"companion"}),
        Part("notes", lambda: tr("My notes about each doctor"), _MINE),
        Part("to_fill", lambda: tr("Empty rows to write on"), _MINE | {"companion"}),
    ),
    recipients=("myself", "companion", "family", "other"),
    items=_each,
    landscape=True,
    about=lambda: tr("What is known of each doctor, and what is still to ask. It does not rank."),
)
