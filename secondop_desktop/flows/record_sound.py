"""The story of a recording: each piece is kept as it comes, and in the end all of them become one file."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

from secondop_desktop.base.clock import Clock
from secondop_desktop.case import permissions, recordings
from secondop_desktop.case.recordings import MICROPHONE, Recording, Stretch
from secondop_desktop.sound.recorder import Piece
from secondop_desktop.sound.troubles import NotAllowed
from secondop_desktop.vault.vault import Vault

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class SoundKeeper:
    """Puts the pieces of one recording into the case; `keep` is what a Recorder calls.

    Each piece is a transaction of its own, so a power cut costs what was not handed over yet. A piece that
    is offered again after an error is kept once. Raises as `Vault.write`, and NotAllowed when nobody noted
    that the visit may be recorded.
    """

    def __init__(self, vault: Vault, appointment_id: str, clock: Clock) -> None:
        self._vault, self._appointment_id = vault, appointment_id
        self._zone = clock.zone().key
        self._laid: tuple[Stretch, ...] = ()
        self.recording_id = ""

    def keep(self, piece: Piece) -> None:
        """Keep one piece, and the time line when it has grown."""
        with self._vault.write() as session:
            if not self.recording_id:
                if not permissions.allowed(session, self._appointment_id):
                    raise NotAllowed
                made = recordings.keep(session, self._begun(piece))
                session.flush()
            identity = self.recording_id or made.id
            recordings.add_part(session, identity, piece.number, piece.pages, piece.seconds)
            if self.recording_id and piece.stretches != self._laid:
                recordings.lay(session, identity, piece.stretches)
        self.recording_id, self._laid = identity, piece.stretches

    def _begun(self, piece: Piece) -> Recording:
        return Recording(
            appointment_id=self._appointment_id,
            started_at=piece.stretches[0].began,
            zone=self._zone,
            source=MICROPHONE,
            stretches=recordings.packed(piece.stretches),
        )


_joining = threading.Lock()


def join(vault: Vault, recording_id: str) -> None:
    """Make one attached file of the pieces of a recording that has ended; nothing is lost when this stops.

    The file is safe on the disk before the row names it and the pieces go. Needs the same memory for any
    length. Raises UserError when the disk refuses; then it can be done later.
    """
    with _joining:
        with vault.read() as session:
            if recordings.one(session, recording_id).state != recordings.GROWING:
                return
            seconds = recordings.seconds_of_parts(session, recording_id)
        blob = vault.blobs.keep(io.BufferedReader(_Parts(vault, recording_id))).name if seconds else None
        with vault.write() as session:
            recordings.join(session, recording_id, blob, seconds)


def join_left(vault: Vault) -> int:
    """Join what a crash, a lock or a power cut left in pieces; how many recordings that were."""
    with vault.read() as session:
        left = [recording.id for recording in recordings.growing(session)]
    for recording_id in left:
        join(vault, recording_id)
    return len(left)


class _Parts(io.RawIOBase):
    """The pieces of a recording, one after the other, as a stream; a few are in memory at a time."""

    def __init__(self, vault: Vault, recording_id: str) -> None:
        super().__init__()
        self._vault, self._recording_id = vault, recording_id
        self._last = -1
        self._ready = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, room: WriteableBuffer, /) -> int:
        """Fill `room` with what comes next; 0 at the end."""
        if not self._ready:
            with self._vault.read() as session:
                some = recordings.parts(session, self._recording_id, self._last)
                self._ready = b"".join(part.content for part in some)
                self._last = some[-1].number if some else self._last
        into = memoryview(room).cast("B")
        count = min(len(into), len(self._ready))
        into[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count
