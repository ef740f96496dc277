"""The story of a recording made on a phone: kept as it came, made playable, and lined up with the visit."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import recordings
from secondop_desktop.case.recordings import FILE, FILE_TIME, INSIDE, KEPT, WHOLE, Recording, SoundOriginal
from secondop_desktop.flows.take_in import take_in
from secondop_desktop.intake.examine import Examined, examine
from secondop_desktop.intake.kinds import AUDIO, VIDEO
from secondop_desktop.intake.names import clean_title
from secondop_desktop.intake.patient import open_patiently
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.listener import Heard, Listener
from secondop_desktop.sound.encode import Encoder
from secondop_desktop.sound.frames import RATE
from secondop_desktop.vault.vault import Vault

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAY_BE_SOUND = frozenset({*AUDIO, *VIDEO, "unknown"})
_SHORT_BY_S = 2.0
"""A file that ends so much earlier than it says is told about."""


@dataclass(frozen=True)
class Brought:
    """What became of a file: the recording, or the record it was kept as, and a sentence where one is due.

    `already_here` says that the same file was brought to this visit before; then nothing was added.
    """

    recording_id: str = ""
    document_id: str = ""
    remark: str = ""
    already_here: bool = False


def bring_sound(
    vault: Vault,
    appointment_id: str,
    file: Path,
    progress: Progress = NO_PROGRESS,
    clock: Clock = SYSTEM_CLOCK,
) -> Brought:
    """Bring in a file with sound of a visit; its bytes say what it is, and are never parsed in this process.

    The file is kept as it came before anything tries to understand it. Raises UserError when it cannot be
    opened or the disk refuses, and Cancelled.
    """
    progress.at(0.0, tr("Keeping the file"))
    try:
        with open_patiently(file, progress.stop_asked) as stream:
            found = examine(stream, file.name)
            if found.kind not in _MAY_BE_SOUND:
                return _among_the_records(vault, file, clock)
            stream.seek(0)
            blob = vault.blobs.keep(stream, progress.part(0.0, 0.2), expected=found.size).name
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise UserError(
            tr("The file could not be opened. Nothing was changed."),
            tr("Is the phone or the stick still connected? Then try again."),
        ) from error
    with vault.write() as session:
        known = recordings.with_original(session, appointment_id, blob)
        if known is not None:
            known.binned_at = None
            return Brought(known.id, already_here=True)
    return _Bringing(vault, appointment_id, found, blob, written, clock).bring(progress.part(0.2, 1.0))


def _among_the_records(vault: Vault, file: Path, clock: Clock) -> Brought:
    """Keep what is no sound where it can be found again."""
    (taken,) = take_in(vault, [file], clock=clock)
    if taken.problem:
        raise UserError(taken.problem)
    return Brought(
        document_id=taken.document_id,
        remark=tr("This file is not a recording. It is kept among your records, as it is."),
    )


class _Bringing:
    """One file on its way."""

    def __init__(
        self, vault: Vault, appointment_id: str, found: Examined, blob: str, written: datetime, clock: Clock
    ) -> None:
        self._vault, self._appointment_id, self._clock = vault, appointment_id, clock
        self._found, self._blob, self._written = found, blob, written

    def bring(self, progress: Progress) -> Brought:
        """Make it playable where that can be done, and write down what it is."""
        sound, seconds, problem = None, 0.0, ""
        heard = Heard(0, 0.0, None)
        try:
            with self._vault.blobs.open(self._blob) as content, Listener(content) as listener:
                heard = listener.open(self._found.kind)
                seconds = heard.seconds
                if heard.playable:
                    encoded = _Encoded(listener, heard, progress)
                    sound = self._vault.blobs.keep(io.BufferedReader(encoded)).name
                    seconds = encoded.seconds
                    problem = _shorter(seconds, heard.seconds)
                else:
                    problem = self._cannot_be_played()
        except Unreadable as error:
            sound, problem = None, error.sentence
        if sound is not None and not seconds:
            sound, problem = None, tr("There is no sound in this file. It is kept as it is.")
        return Brought(self._write_down(heard, sound, seconds, problem), remark=problem)

    def _cannot_be_played(self) -> str:
        kind = self._found.kind
        return tr(
            "This kind of sound file ({kind}) is kept safely, but SecondOp cannot play it. Please save it as "
            "mp3 or wav, on the phone or with another program, and add that one too.",
            kind=kind,
        )

    def _write_down(self, heard: Heard, sound: str | None, seconds: float, problem: str) -> str:
        began, why = self._began(heard, seconds)
        with self._vault.write() as session:
            made = recordings.keep(
                session,
                Recording(
                    appointment_id=self._appointment_id,
                    started_at=began,
                    start_from=why,
                    zone=self._clock.zone().key,
                    source=FILE,
                    blob=sound,
                    seconds=seconds,
                    title=clean_title(self._found.name),
                    state=WHOLE if sound else KEPT,
                ),
            )
            session.flush()
            original = SoundOriginal(
                recording_id=made.id,
                blob=self._blob,
                file_name=self._found.name,
                file_kind=self._found.kind,
                size=self._found.size,
                problem=problem,
            )
            recordings.add_original(session, original)
            return made.id

    def _began(self, heard: Heard, seconds: float) -> tuple[datetime, str]:
        """When the recording began, and how that is known; a person is asked about it.

        A phone writes the file's own time when it ends the recording.
        """
        if heard.made is not None:
            zone = self._clock.zone()
            made = heard.made if heard.made.tzinfo else heard.made.replace(tzinfo=zone)
            return made.astimezone(UTC), INSIDE
        return self._written - timedelta(seconds=seconds), FILE_TIME


def _shorter(seconds: float, promised: float) -> str:
    if promised - seconds <= _SHORT_BY_S:
        return ""
    minutes = int(seconds // 60)
    return tr(
        "This file is damaged: only its first {minutes} minutes and {seconds} seconds can be played. The "
        "file itself is kept as it is.",
        minutes=minutes,
        seconds=int(seconds) - 60 * minutes,
    )


class _Encoded(io.RawIOBase):
    """The sound of a file as Ogg/Opus of ours, made while it is read; `seconds` is its length at the end."""

    def __init__(self, listener: Listener, heard: Heard, progress: Progress) -> None:
        super().__init__()
        self._heard, self._progress = heard, progress
        self._pages = self._encode(listener)
        self._ready = b""
        self.seconds = 0.0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, room: WriteableBuffer, /) -> int:
        """Fill `room` with what comes next; 0 at the end."""
        while not self._ready:
            page = next(self._pages, None)
            if page is None:
                return 0
            self._ready = page
        into = memoryview(room).cast("B")
        count = min(len(into), len(self._ready))
        into[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _encode(self, listener: Listener) -> Iterator[bytes]:
        from secondop_desktop.sound import resample  # noqa: PLC0415 - numpy is loaded when one brings sound

        encoder, changing = Encoder(), resample.Resampler(self._heard.rate, RATE)
        samples = 0
        for piece in listener.pieces():
            done = self.seconds / max(1.0, self._heard.seconds)
            self._progress.at(min(1.0, done), tr("Making the recording playable"))
            numbers = resample.to_numbers(changing.feed(resample.to_samples(piece)))
            samples += len(numbers)
            self.seconds = samples / RATE
            yield encoder.write(numbers.tobytes())
        numbers = resample.to_numbers(changing.rest())
        samples += len(numbers)
        self.seconds = samples / RATE
        yield encoder.write(numbers.tobytes()) + encoder.close()
