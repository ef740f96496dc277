"""From an invitation to a planned visit: a new one is written down, a known one follows what was changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tidy, tr, trn
from secondop_desktop.calendars import invitation
from secondop_desktop.calendars.entry import Invited
from secondop_desktop.case import appointments, bin, doctors, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.flows import visit_words

NEW, CHANGED, CALLED_OFF, BACK = "new", "changed", "called_off", "back"
SAME, OLDER, OVER, UNKNOWN = "same", "older", "over", "unknown"
"""What became of one appointment of an invitation; nothing was changed by the last four."""
_ENDINGS = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")
_KINDS = {"first": "first_opinion", "second": "second_opinion", "third": "third_opinion"}
_SHORTEST_NAME = 5
_MANY: dict[str, Callable[[int], str]] = {
    NEW: lambda n: trn("{n} visit was written down.", "{n} visits were written down.", n),
    CHANGED: lambda n: trn("{n} visit follows the invitation.", "{n} visits follow the invitation.", n),
    BACK: lambda n: trn("{n} visit came back from the bin.", "{n} visits came back from the bin.", n),
    CALLED_OFF: lambda n: trn("{n} visit was called off.", "{n} visits were called off.", n),
}


@dataclass(frozen=True)
class Came:
    """What became of one appointment; `when` is its day in words now, `visit_id` is empty for none."""

    state: str
    visit_id: str
    when: str
    remarks: tuple[str, ...] = ()


def is_calendar_file(file: Path) -> bool:
    """Whether a file is offered as one, by its name; what is in it `look` says."""
    return file.suffix.lower() in _ENDINGS


def is_calendar_text(text: str) -> bool:
    """Whether pasted words are those of a calendar file."""
    return text.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR")


def look(content: bytes, clock: Clock = SYSTEM_CLOCK) -> tuple[Invited, ...]:
    """The appointments in a calendar file; UserError when there are none. Takes up to some seconds."""
    return invitation.read(content, clock.zone())


def look_at_file(file: Path, clock: Clock = SYSTEM_CLOCK) -> tuple[Invited, ...]:
    """The same for a file on the disk; no more of it is read than an invitation can have."""
    try:
        with file.open("rb") as opened:
            content = opened.read(invitation.MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            tr("The calendar file could not be read: {name}. Nothing was changed.", name=file.name),
            tr("Please check that it is still there."),
        ) from error
    return look(content, clock)


def take_in(session: Session, invited: Sequence[Invited], clock: Clock = SYSTEM_CLOCK) -> tuple[Came, ...]:
    """Write down what an invitation says; the same one twice changes nothing."""
    return tuple(_take_one(session, one, clock) for one in invited)


def sentence(came: Sequence[Came]) -> str:
    """What became of an invitation, in words."""
    if len(came) == 1:
        remarks = came[0].remarks if came[0].state in (NEW, CHANGED, BACK) else ()
        return " ".join([_one_sentence(came[0]), *remarks])
    counts = {state: sum(1 for one in came if one.state == state) for state in _MANY}
    said = [_MANY[state](n) for state, n in counts.items() if n]
    rest = len(came) - sum(counts.values())
    if rest:
        said.append(trn("{n} visit was left as it was.", "{n} visits were left as they were.", rest))
    return " ".join([*said, *dict.fromkeys(remark for one in came for remark in one.remarks)])


def _one_sentence(came: Came) -> str:
    return {
        NEW: tr("The visit is written down: {when}.", when=came.when),
        CHANGED: tr("The visit follows the invitation now: {when}.", when=came.when),
        BACK: tr("The visit was in the bin. It is planned again: {when}.", when=came.when),
        CALLED_OFF: tr("The office called this visit off: {when}. It is marked so.", when=came.when),
        SAME: tr("You have this visit already: {when}. Nothing was changed.", when=came.when),
        OLDER: tr("You have newer facts about this visit: {when}. Nothing was changed.", when=came.when),
        OVER: tr("This visit took place already: {when}. Nothing was changed.", when=came.when),
        UNKNOWN: tr("This calls off a visit that is not in your case. Nothing was changed."),
    }[came.state]


def _take_one(session: Session, told: Invited, clock: Clock) -> Came:
    plan = visit_plans.by_uid(session, told.uid) or _of_series(session, told.uid)
    if plan is None:
        return _begin(session, told)
    visit = appointments.one(session, plan.appointment_id)
    if visit.status == "done":
        return _came(OVER, visit)
    if (told.sequence, told.stamp) < _known(plan):
        return _came(OLDER, visit)
    was_binned = visit.binned_at is not None
    if _is_own(plan, told) or (told.cancelled and (was_binned or visit.status == "cancelled")):
        return _came(SAME, visit)
    changed = _put(session, visit, plan, told)
    if was_binned:
        bin.bring_back(session, "appointment", visit.id)
    if told.cancelled:
        return _came(CALLED_OFF, visit)
    return _came(BACK if was_binned else CHANGED if changed else SAME, visit, told.remarks)


def _of_series(session: Session, uid: str) -> VisitPlan | None:
    """One day of a series, when its visit came in as the first of the series and is still on that day."""
    series, _, which = uid.rpartition("#")
    plan = visit_plans.by_uid(session, series)
    if plan is None or appointments.one(session, plan.appointment_id).day != which[:10]:
        return None
    return plan


def _begin(session: Session, told: Invited) -> Came:
    if told.cancelled:
        return Came(UNKNOWN, "", "")
    visit = Appointment(day=told.day.isoformat(), zone=told.zone, kind="other")
    doctor = _doctor(session, told)
    if doctor is not None:
        visit.doctor_id, visit.kind = doctor.id, _KINDS.get(doctor.role, "other")
    visit = appointments.keep(session, visit)
    session.flush()
    _put(session, visit, VisitPlan(appointment_id=visit.id, uid=told.uid), told)
    return _came(NEW, visit, told.remarks)


def _put(session: Session, visit: Appointment, plan: VisitPlan, told: Invited) -> bool:
    """Have a visit say what the invitation says; whether that changed anything. Own words stay."""
    facts: dict[str, Any] = {
        "day": told.day.isoformat(),
        "hour": told.start.strftime("%H:%M") if told.start is not None else "",
        "zone": told.zone,
        "status": "cancelled" if told.cancelled else "planned",
        "minutes": told.minutes or visit.minutes,
        "place": told.place or visit.place,
        "mode": "video" if told.link else visit.mode,
        "office_asked": _with(visit.office_asked, told),
    }
    if told.start is None and visit.hour and told.day == visit.date:
        facts["hour"], facts["zone"] = visit.hour, visit.zone  # the person knows more than a whole day
    changed = any(getattr(visit, name) != value for name, value in facts.items())
    changed = changed or bool(told.link and told.link != plan.link)
    for name, value in facts.items():
        setattr(visit, name, value)
    appointments.keep(session, visit)
    plan.link = told.link or plan.link
    plan.invited, plan.invited_stamp = told.sequence, told.stamp
    visit_plans.keep(session, plan)
    return changed


def _with(before: str, told: Invited) -> str:
    """What the office wrote, below what stands there already; a title that says nothing is left out."""
    plain = {"", tr("Appointment").casefold(), "appointment"}
    parts = [part for part in (tidy(told.title), tidy(told.text)) if part.casefold() not in plain]
    new = [part for part in parts if part not in before]
    return "\n".join([before, *new]) if before else "\n".join(new)


def _known(plan: VisitPlan) -> tuple[int, str]:
    """The state the case has: that of the last invitation, or of the last file of its own."""
    return (plan.invited, plan.invited_stamp) if plan.invited >= 0 else (plan.sequence, "")


def _is_own(plan: VisitPlan, told: Invited) -> bool:
    """Whether it is the file that was written here last: what was changed since must not be turned back."""
    return bool(plan.exported) and plan.invited < 0 and told.sequence == plan.sequence


def _doctor(session: Session, told: Invited) -> Doctor | None:
    """The doctor of the case whose name stands in the invitation; of several the longest one."""
    words = " ".join((told.title, told.organizer, told.text, told.place)).casefold()
    named = [
        doctor
        for doctor in doctors.everyone(session)
        if len(doctor.name) >= _SHORTEST_NAME
        and re.search(rf"(?<!\w){re.escape(doctor.name.casefold())}(?!\w)", words)
    ]
    return max(named, key=lambda doctor: len(doctor.name), default=None)


def _came(state: str, visit: Appointment, remarks: tuple[str, ...] = ()) -> Came:
    return Came(state, visit.id, visit_words.when(visit), remarks)
