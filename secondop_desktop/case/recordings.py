"""Sound of a visit: recorded here, or on a phone and brought in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.language import tidy
from secondop_desktop.case import table
from secondop_desktop.case.columns import SecondsColumn
from secondop_desktop.case.table import Kept, Record, points_to

MICROPHONE, FILE = "microphone", "file"
GROWING, WHOLE, KEPT = "growing", "whole", "kept"
CLOCK, INSIDE, FILE_TIME, PERSON = "clock", "inside", "file_time", "person"
"""How the start is known: by this computer while it recorded, from inside the file, by the time of the file,
or because a person said so."""


@dataclass(frozen=True)
class Stretch:
    """Sound without a gap, from the instant `began` on, `position` seconds into the recording."""

    began: datetime
    position: float


class Recording(Kept, Record, kw_only=True):
    """One recording of a visit.

    `state` is GROWING while its parts come in, WHOLE when `blob` names all of it (Ogg/Opus), KEPT when the
    file it came from is kept but cannot be played. `seconds` is the length of the sound; silence of a pause
    is not in it, so `stretches` says which instant each piece of it belongs to.
    """

    __tablename__ = "recording"
    MADE: ClassVar[frozenset[str]] = frozenset({"blob", "seconds", "state"})

    appointment_id: Mapped[str] = mapped_column(points_to("appointment.id"), index=True)
    started_at: Mapped[datetime]
    start_from: Mapped[str] = mapped_column(default=CLOCK)
    zone: Mapped[str] = mapped_column(default="UTC")
    source: Mapped[str]
    blob: Mapped[str | None] = mapped_column(default=None)
    seconds: Mapped[float] = mapped_column(SecondsColumn, default=0.0)
    title: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=GROWING)
    stretches: Mapped[str] = mapped_column(default="[]")

    def timeline(self) -> list[Stretch]:
        """The stretches in the order of the sound; one from the start on when nothing else is known."""
        try:
            read = [
                Stretch(datetime.fromisoformat(at), float(place)) for at, place in json.loads(self.stretches)
            ]
        except (ValueError, TypeError):
            read = []
        return read or [Stretch(self.started_at, 0.0)]

    def position_of(self, instant: datetime, seconds: float | None = None) -> float:
        """Where in the sound an instant is; during a pause, where the sound goes on.

        `seconds` is the length when the recording still grows.
        """
        whole = self.seconds if seconds is None else seconds
        line = self.timeline()
        ends = [*(stretch.position for stretch in line[1:]), whole]
        for stretch, end in zip(reversed(line), reversed(ends), strict=True):
            into = (instant - stretch.began).total_seconds()
            if 0 <= into <= max(0.0, end - stretch.position):
                return stretch.position + into
        later = [stretch.position for stretch in line if stretch.began > instant]
        return min(later, default=whole)

    def instant_of(self, position: float) -> datetime:
        """The instant at which the sound at a position was heard."""
        line = self.timeline()
        at = next((stretch for stretch in reversed(line) if stretch.position <= position), line[0])
        return at.began + timedelta(seconds=position - at.position)

    def ends_at(self, seconds: float | None = None) -> datetime:
        """The instant at which the sound ends."""
        return self.instant_of(self.seconds if seconds is None else seconds)


class SoundPart(Kept, Record, kw_only=True):
    """A piece of a recording that still grows: whole Ogg pages, `seconds` long.

    All of them in the order of `number` are one Ogg file. They have no history: as soon as the recording
    ended they become one attached file and go.
    """

    __tablename__ = "sound_part"
    __table_args__ = (UniqueConstraint("recording_id", "number"),)
    DERIVED = True

    recording_id: Mapped[str] = mapped_column(points_to("recording.id"))
    number: Mapped[int]
    seconds: Mapped[float] = mapped_column(SecondsColumn, default=0.0)
    content: Mapped[bytes]


class SoundOriginal(Kept, Record, kw_only=True):
    """The file that a recording was made of, byte for byte; `problem` says why it cannot be played."""

    __tablename__ = "sound_original"

    recording_id: Mapped[str] = mapped_column(points_to("recording.id"), unique=True)
    blob: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(default="")
    file_kind: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")


def one(session: Session, recording_id: str) -> Recording:
    """One recording by id."""
    return table.find(session, Recording, recording_id)


def of_visit(session: Session, appointment_id: str) -> Sequence[Recording]:
    """The recordings of a visit, the earliest first."""
    query = select(Recording).where(Recording.appointment_id == appointment_id, Recording.binned_at.is_(None))
    return session.scalars(query.order_by(Recording.started_at, Recording.id)).all()


def everything(session: Session) -> Sequence[Recording]:
    """All recordings that are not in the bin, the earliest first."""
    return table.all_of(session, Recording, Recording.started_at)


def keep(session: Session, recording: Recording) -> Recording:
    """Add a recording or save an edited one."""
    recording.title = tidy(recording.title)
    return table.keep(session, recording)


def growing(session: Session) -> Sequence[Recording]:
    """Recordings that did not come to their end; at an unlock, these are what a crash left."""
    return session.scalars(select(Recording).where(Recording.state == GROWING).order_by(Recording.id)).all()


def add_part(session: Session, recording_id: str, number: int, content: bytes, seconds: float) -> None:
    """Keep a piece of a recording that grows; one that is there already is not kept twice."""
    query = select(SoundPart.id).where(SoundPart.recording_id == recording_id, SoundPart.number == number)
    if session.scalars(query).first() is None:
        session.add(SoundPart(recording_id=recording_id, number=number, content=content, seconds=seconds))


def parts(session: Session, recording_id: str, after: int = -1, most: int = 64) -> Sequence[SoundPart]:
    """Some pieces of a recording in their order, behind the piece number `after`."""
    query = select(SoundPart).where(SoundPart.recording_id == recording_id, SoundPart.number > after)
    return session.scalars(query.order_by(SoundPart.number).limit(most)).all()


def seconds_of_parts(session: Session, recording_id: str) -> float:
    """How long the pieces of a recording are together."""
    query = select(func.sum(SoundPart.seconds)).where(SoundPart.recording_id == recording_id)
    return session.scalars(query).one() or 0.0


def join(session: Session, recording_id: str, blob: str | None, seconds: float) -> None:
    """A recording ended: it is the attached file `blob` now, and its pieces go."""
    recording = one(session, recording_id)
    recording.blob, recording.seconds = blob, seconds
    recording.state = WHOLE if blob else KEPT
    while some := parts(session, recording_id):
        for part in some:
            session.delete(part)
        session.flush()


def lay(session: Session, recording_id: str, stretches: Sequence[Stretch]) -> None:
    """Say to which instants the pieces of a recording belong."""
    one(session, recording_id).stretches = packed(stretches)


def packed(stretches: Sequence[Stretch]) -> str:
    """Stretches as they are kept: JSON, each an instant and a position in seconds."""
    return json.dumps([[s.began.isoformat(timespec="milliseconds"), round(s.position, 3)] for s in stretches])


def begin_at(session: Session, recording_id: str, instant: datetime) -> None:
    """A person says when the recording began; everything in it moves along."""
    recording = one(session, recording_id)
    by = instant - recording.started_at
    moved = [Stretch(stretch.began + by, stretch.position) for stretch in recording.timeline()]
    recording.started_at, recording.start_from = instant, PERSON
    recording.stretches = packed(moved)


def add_original(session: Session, original: SoundOriginal) -> SoundOriginal:
    """Keep which file a recording was made of."""
    return table.keep(session, original)


def original_of(session: Session, recording_id: str) -> SoundOriginal | None:
    """The file that a recording was made of; None for one that was recorded here."""
    query = select(SoundOriginal).where(SoundOriginal.recording_id == recording_id)
    return session.scalars(query).first()


def with_original(session: Session, appointment_id: str, blob: str) -> Recording | None:
    """The recording of a visit that was made of exactly this file, also one in the bin."""
    query = select(Recording).join(SoundOriginal, SoundOriginal.recording_id == Recording.id)
    query = query.where(SoundOriginal.blob == blob, Recording.appointment_id == appointment_id)
    return session.scalars(query).first()
