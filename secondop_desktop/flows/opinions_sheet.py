"""From a case to opinions side by side: what each doctor said, point by point, compared by its words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import opinion_facts, person, reasons
from secondop_desktop.flows import opinion_rows
from secondop_desktop.flows.opinion_rows import NOBODY, Known, Row
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind, item
from secondop_desktop.journey import standing
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_compared import Column, Point, Said, SideBySide
from secondop_desktop.vault.vault import Vault

FAMILY = "doctor"
_NEAR = CARE | CLOSE
_HELPS = CARE | {"companion"}
_READERS = {"guideline": _HELPS, "trial": _HELPS, "other": CARE}


def opinions(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> SideBySide:
    """What is ticked of what the doctors said; what is not ticked is not in it at all."""
    whom = opinion_rows.known(session)
    found = opinion_rows.rows(session, whom, plan.shows)
    everyone = opinion_rows.columns(whom, found)
    ids = [each for each in everyone if plan.shows_item(FAMILY, each)]
    owner = person.known(session)
    return SideBySide(
        title=tr("Opinions side by side"),
        corner=tr("What it is about"),
        nothing=tr("Not addressed in my notes"),
        nobody=tr("Not addressed in my notes by any of them") if len(ids) > 1 else "",
        person=owner.name if owner else "",
        printed_on=day_words(clock.today()),
        facts=_decision(session) if plan.shows("decision") else (),
        hint=_hint(len(ids)),
        notes=_how_to_read() if len(ids) > 1 else (),
        columns=tuple(_column(whom, each) for each in ids),
        points=tuple(_points(found, ids, whom)) if ids else _empty(plan),
        missing="" if ids else _nothing_yet(bool(everyone)),
    )


def _decision(session: Session) -> tuple[tuple[str, str], ...]:
    purpose = reasons.purpose(session)
    if purpose is None:
        return ()
    facts = (
        (tr("The decision I want help with:"), purpose.decision),
        (tr("I need to decide by:"), purpose.decide_by.words() if purpose.decide_by else ""),
    )
    return tuple((label, words) for label, words in facts if words)


def _hint(columns: int) -> str:
    if columns == 1:
        return tr("One doctor is on this sheet. Another opinion gets a column of its own.")
    return tr("Only the words are compared here, and not what they mean.") if columns else ""


def _how_to_read() -> tuple[str, ...]:
    return (
        tr("“Same words” means that the same words are written down, and nothing more."),
        tr(
            "“Written differently” does not mean that the doctors disagree. Two doctors can say the same "
            "thing in other words. Please ask them what it means for you."
        ),
        tr("“Not addressed in my notes” does not mean that a doctor said nothing about it."),
        tr("The order of the doctors is no ranking, and this sheet does not say who is right."),
    )


def _nothing_yet(something: bool) -> str:
    if something:
        return tr("No doctor was chosen for this sheet. There is room to write by hand.")
    return tr(
        "No opinion is written down yet. What a doctor says is added after a visit, under “What the doctor "
        "named”, or as an answer to a question. You can also write on this sheet by hand."
    )


def _column(whom: Known, doctor_id: str) -> Column:
    if doctor_id == NOBODY:
        return Column(tr("A doctor who is not on my list"))
    return Column(whom.doctors[doctor_id].name)


def _points(found: Sequence[Row], ids: Sequence[str], whom: Known) -> list[Point]:
    """Who the doctors are, and below what they said."""
    listed = [whom.doctors.get(each) for each in ids]
    told = [", ".join(part for part in (d.specialty, d.hospital) if part) if d else "" for d in listed]
    who = [Point(tr("Specialty and hospital"), tuple((Said(words),) if words else () for words in told))]
    return [*(who if any(told) else []), *(_point(row, ids, whom) for row in found if _has_place(row, ids))]


def _has_place(row: Row, ids: Sequence[str]) -> bool:
    """A question stands there when one of these doctors answered it, and another one was asked too."""
    asked = [each for each in ids if each in row.cells]
    return not row.answer or (len(asked) > min(1, len(ids) - 1) and any(row.cells[each] for each in asked))


def _point(row: Row, ids: Sequence[str], whom: Known) -> Point:
    said = [row.cells.get(each, []) for each in ids]
    found = standing.standing([[one.text for one in texts] for texts in said])
    names = [_column(whom, each).name for each in ids]
    unanswered = [tr("No answer yet") if each in row.cells else tr("Not asked") for each in ids]
    return Point(
        row.topic,
        tuple(map(tuple, said)),
        standing.sentence(found, names, asked=row.answer) if len(ids) > 1 else "",
        marked=found.verdict == standing.DIFFERS,
        empty=tuple(unanswered) if row.answer else (),
    )


def _empty(plan: Plan) -> tuple[Point, ...]:
    words = opinion_facts.field_words()
    return tuple(Point(words[field], ()) for field in opinion_facts.FIELDS if plan.shows(field))


def _draw(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = opinions(session, plan, clock)
    return draw.side_by_side(data, plan.style())


def _each(session: Session, _plan: Plan) -> list[Part]:
    """Each doctor as something to tick."""
    whom = opinion_rows.known(session)
    ids = opinion_rows.columns(whom, opinion_rows.rows(session, whom, lambda _part: True))
    return [item(FAMILY, each, _column(whom, each).name, _NEAR) for each in ids]


def _field(field: str) -> Part:
    return Part(field, lambda: opinion_facts.field_words()[field], _READERS.get(field, _NEAR))


KIND = SheetKind(
    "opinions",
    lambda: tr("Opinions side by side"),
    _draw,
    parts=(
        Part("decision", lambda: tr("The decision I want help with, and by when"), _NEAR),
        *(_field(field) for field in opinion_facts.FIELDS),
        Part("answers", lambda: tr("Answers to the same question"), _HELPS),
        Part("sources", lambda: tr("Who said it, and when"), _NEAR),
    ),
    recipients=("myself", "doctor", "family_doctor", "companion", "family", "other"),
    items=_each,
    landscape=True,
    about=lambda: tr("What each doctor said, point by point. It does not rank, and it does not decide."),
)
