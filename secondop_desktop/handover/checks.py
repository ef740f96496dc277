"""Values that a foreign file could hold and the program would stumble over: mended, or refused."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from secondop_desktop.base.language import tr
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import Page
from secondop_desktop.case.recordings import Recording
from secondop_desktop.case.table import Kept
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.handover.rows import NotReadable

MOST_WORDS = 16 << 20
"""Bytes of the places of the words of one page, unpacked; a very full page takes less than one million."""
LONGEST_VISIT = 366 * 24 * 60
"""Minutes that a visit may take, and that a calendar may ring before it."""
MOST_CHANGES = 1 << 31
"""What a calendar can count: RFC 5545, 3.3.8."""
_ID = re.compile(r"[0-9A-Za-z._:-]{1,80}")


def mended(record: Kept) -> str:
    """Make an entry usable; a sentence when something of it had to be changed. Raises NotReadable."""
    if not _ID.fullmatch(record.id):
        raise NotReadable("id")
    check = _CHECKS.get(type(record))
    return check(record) if check is not None else ""


def _visit(visit: Appointment) -> str:
    _day_and_hour(visit.day, visit.hour)
    if not 0 <= visit.minutes <= LONGEST_VISIT:
        raise NotReadable("minutes")
    return _zone(visit)


def _day_and_hour(day: str, hour: str) -> None:
    try:
        date.fromisoformat(day)
        if hour:
            time.fromisoformat(hour)
    except ValueError as error:
        raise NotReadable("day") from error


def _zone(record: Appointment | Recording) -> str:
    try:
        ZoneInfo(record.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        record.zone = "UTC"
        return tr("Its time zone is not known here, so its hour counts as UTC.")
    return ""


def _plan(plan: VisitPlan) -> str:
    for name in ("alarm_minutes", "remind_minutes"):
        if not 0 <= getattr(plan, name) <= LONGEST_VISIT:
            raise NotReadable(name)
    for name in ("sequence", "invited"):
        if not -1 <= getattr(plan, name) < MOST_CHANGES:
            raise NotReadable(name)
    try:
        if plan.arrive:
            time.fromisoformat(plan.arrive)
    except ValueError as error:
        raise NotReadable("arrive") from error
    return ""


def _page(page: Page) -> str:
    """The places of the words are packed: nobody knows how large they get, so it is tried with a limit."""
    if not page.words:
        return ""
    try:
        unpacked = zlib.decompressobj()
        content = unpacked.decompress(page.words, MOST_WORDS)
        if not unpacked.eof:
            raise ValueError
        for words, x0, y0, x1, y1 in json.loads(content):
            if not isinstance(words, str) or not all(isinstance(n, int | float) for n in (x0, y0, x1, y1)):
                raise ValueError
    except (zlib.error, ValueError, TypeError, RecursionError):
        page.words = b""
        return tr("Where its words stand cannot be read, so words that are found are not marked there.")
    return ""


_CHECKS: dict[type[Kept], Callable[[Any], str]] = {
    Appointment: _visit,
    Page: _page,
    Recording: _zone,
    VisitPlan: _plan,
}
