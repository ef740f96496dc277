"""When each line of an answer or of a free page was first typed, and by whom."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.case import notes
from secondop_desktop.case.questions import Asking
from secondop_desktop.case.table import Kept, Record, points_to

PAGE = "page:"
MOST_COMPARED = 2_000
"""Lines up to which a text that was changed elsewhere is compared line by line: that takes their square."""


@dataclass(frozen=True)
class Stamp:
    """The instant (UTC) at which a line was first typed, and the initials of whoever typed it, if known."""

    at: datetime
    by: str = ""


class LineStamp(Kept, Record, kw_only=True):
    """The stamps of one text: an answer (`text_id` is the id of its asking) or a free page (`page_id`).

    `lines` is JSON: for each line `[ISO instant, initials]`, or null for one that is empty or older than
    stamps are. `checks` is JSON too: the CRC-32 of each line as it was then, by which the stamps find their
    lines again when the text was changed in another room. There is no history: it would repeat all lines of
    a long page for each new one.
    """

    __tablename__ = "line_stamp"
    DERIVED = True

    text_id: Mapped[str] = mapped_column(unique=True)
    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    lines: Mapped[str] = mapped_column(default="[]")
    checks: Mapped[str] = mapped_column(default="[]")


def page_id(appointment_id: str) -> str:
    """The id of the free page of a visit among all texts that have stamps."""
    return f"{PAGE}{appointment_id}"


def of_text(session: Session, text_id: str) -> list[Stamp | None]:
    """A stamp or None for each line of the text as the case has it now."""
    return aligned(_row(session, text_id), _text(session, text_id).split("\n"))


def write(
    session: Session, text_id: str, appointment_id: str, text: str, stamps: Sequence[Stamp | None]
) -> None:
    """Keep one stamp or None for each line of `text`; belongs into the transaction that writes the text."""
    row = _row(session, text_id) or LineStamp(text_id=text_id, appointment_id=appointment_id)
    row.lines = json.dumps([_told(stamp) for stamp in stamps], separators=(",", ":"))
    row.checks = json.dumps([_check(line) for line in text.split("\n")], separators=(",", ":"))
    session.add(row)


def aligned(row: LineStamp | None, lines: Sequence[str]) -> list[Stamp | None]:
    """The stamps of a row for these lines; a line that cannot be told for certain has none."""
    stamps, checks = _parts(row)
    now = [_check(line) for line in lines]
    if now == checks:
        return stamps
    if len(now) > MOST_COMPARED or len(checks) > MOST_COMPARED:
        return _aligned_at_ends(stamps, checks, now)
    found: list[Stamp | None] = [None] * len(now)
    for what, a, b, c, d in SequenceMatcher(None, checks, now, autojunk=False).get_opcodes():
        if what == "equal" or (what == "replace" and b - a == d - c):
            found[c:d] = stamps[a:b]
    return found


def _aligned_at_ends(
    stamps: Sequence[Stamp | None], checks: Sequence[int], now: Sequence[int]
) -> list[Stamp | None]:
    """As `aligned` for very long texts: what is the same at the beginning and at the end."""
    least = min(len(now), len(checks))
    head = next((at for at in range(least) if now[at] != checks[at]), least)
    tail = next((at for at in range(least - head) if now[-1 - at] != checks[-1 - at]), least - head)
    middle: list[Stamp | None] = [None] * (len(now) - head - tail)
    if len(now) == len(checks):
        middle = list(stamps[head : len(stamps) - tail])
    return [*stamps[:head], *middle, *stamps[len(stamps) - tail :]]


def _parts(row: LineStamp | None) -> tuple[list[Stamp | None], list[int]]:
    """Stamps and checks of a row, both of the same length; nothing when they cannot be read."""
    try:
        told, checks = (json.loads(row.lines), json.loads(row.checks)) if row is not None else ([], [])
        stamps = [_stamp(each) for each in told]
    except (ValueError, TypeError):
        return [], []
    return (stamps, checks) if isinstance(checks, list) and len(checks) == len(stamps) else ([], [])


def _told(stamp: Stamp | None) -> list[str] | None:
    if stamp is None:
        return None
    return [stamp.at.astimezone(UTC).isoformat(timespec="milliseconds"), stamp.by]


def _stamp(told: list[str] | None) -> Stamp | None:
    if told is None:
        return None
    at, by = told
    return Stamp(datetime.fromisoformat(at).astimezone(UTC), str(by))


def _check(line: str) -> int:
    return zlib.crc32(line.encode())


def _text(session: Session, text_id: str) -> str:
    if text_id.startswith(PAGE):
        note = notes.of_visit(session, text_id.removeprefix(PAGE))
        return note.text if note is not None else ""
    asking = session.get(Asking, text_id)
    return asking.answer if asking is not None else ""


def _row(session: Session, text_id: str) -> LineStamp | None:
    return session.scalars(select(LineStamp).where(LineStamp.text_id == text_id)).first()
