"""Records a visit: listens, and hands on small pages of the sound to be kept, within a second or two.

Two threads: one hears and encodes, the other hands on what is finished. When the disk does not take it, it
waits in memory, as much as MOST_UNSAVED bytes, and is tried again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.case.recordings import Stretch
from secondop_desktop.sound import level, troubles
from secondop_desktop.sound.encode import Encoder
from secondop_desktop.sound.frames import RATE
from secondop_desktop.sound.microphone import Block, Microphone
from secondop_desktop.sound.troubles import SoundTrouble

MOST_UNSAVED = 8 << 20
"""Bytes of finished pages that are held while the disk takes nothing: about forty minutes."""
LARGEST_PIECE = 256 << 10
RETRY_S = 2.0
STALLED_S, GIVEN_UP_S = 1.5, 8.0
"""Without a block for so long, sound does not arrive; after the longer time another process is tried."""
HUSHED_S = 3.0
"""So many seconds without the faintest hiss, and the microphone is probably muted."""
TOLERANCE_S = 0.25
"""By so much the sound may drift from the clock before its time line begins anew."""


class State(StrEnum):
    """How a recording stands. Only RECORDING means that sound arrives and is kept."""

    WAITING = "waiting"
    RECORDING = "recording"
    HUSHED = "hushed"
    PAUSED = "paused"
    TROUBLED = "troubled"
    ENDED = "ended"


@dataclass(frozen=True)
class Piece:
    """Finished pages to be kept, `number` counting from 0; `stretches` is the whole time line so far."""

    number: int
    pages: bytes
    seconds: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Status:
    """What a person should know: the state, how long it is, how loud, and what is the matter.

    `level` is from 0 to 1. `trouble` is about the microphone, `unsaved` about the disk.
    """

    state: State
    seconds: float = 0.0
    level: float = 0.0
    trouble: UserError | None = None
    unsaved: Exception | None = None


class Recorder:
    """One recording, from `start` to `stop`.

    `keep` is called on a thread of its own, and with the same piece again after an error.
    """

    def __init__(
        self,
        keep: Callable[[Piece], None],
        clock: Clock = SYSTEM_CLOCK,
        microphone: Callable[[], Microphone] = Microphone,
    ) -> None:
        self._keep, self._clock, self._open = keep, clock, microphone
        self._lock = threading.Lock()
        self._ending, self._paused, self._news = threading.Event(), threading.Event(), threading.Event()
        self._microphone: Microphone | None = None
        self._trouble: UserError | None = None
        self._unsaved: Exception | None = None
        self._samples = self._loudest = 0
        self._heard_at = self._sounded_at = self._opened_at = SYSTEM_CLOCK.monotonic()
        self._stretches: tuple[Stretch, ...] = ()
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._waiting_bytes = self._number = 0
        self._offered: Piece | None = None
        self._again = threading.Event()
        self._encoder: Encoder | None = None
        self._listener = threading.Thread(target=self._listen, name="hears a visit", daemon=True)
        self._keeper = threading.Thread(target=self._hand_on, name="keeps what was heard", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._listener.start()
        self._keeper.start()

    def pause(self) -> None:
        """Keep nothing of what is heard from now on."""
        self._paused.set()

    def go_on(self) -> None:
        """Keep what is heard again."""
        self._paused.clear()

    def stop(self, seconds: float = 10.0) -> bool:
        """End the recording; whether everything heard was kept within so many seconds.

        What could not be kept is still tried, for as long as the program runs.
        """
        self._end()
        self._again.set()
        for thread in (self._listener, self._keeper):
            if thread.ident is not None:
                thread.join(seconds)
        return not self._keeper.is_alive()

    def finished(self) -> bool:
        """Whether it has ended and everything is kept."""
        return self._ending.is_set() and self._keeper.ident is not None and not self._keeper.is_alive()

    def status(self) -> Status:
        """How things stand now."""
        now = SYSTEM_CLOCK.monotonic()
        with self._lock:
            seconds, loudest = self._samples / RATE, self._loudest
            trouble, unsaved = self._trouble, self._unsaved
            silent_for, hushed_for = now - self._heard_at, now - self._sounded_at
        if self._ending.is_set():
            return Status(State.ENDED, seconds, 0.0, trouble, unsaved)
        if trouble is not None:
            return Status(State.TROUBLED, seconds, 0.0, trouble, unsaved)
        if self._paused.is_set():
            return Status(State.PAUSED, seconds, 0.0, None, unsaved)
        if silent_for > STALLED_S or not self._stretches:
            return Status(State.WAITING, seconds, 0.0, None, unsaved)
        state = State.HUSHED if hushed_for > HUSHED_S else State.RECORDING
        return Status(state, seconds, level.share(loudest), None, unsaved)

    def _end(self) -> None:
        self._ending.set()
        self._news.set()
        with self._lock:
            if self._microphone is not None:
                self._microphone.kill()

    # --- the thread that hears ---

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                self._hear()
            except SoundTrouble as trouble:
                if not self._ending.is_set():
                    self._note_trouble(trouble)
                if not self._stretches and trouble.reason != troubles.GONE:
                    self._ending.set()  # nothing was ever heard: whoever began is told, and may try again
            self._ending.wait(RETRY_S)
        if self._encoder is not None:
            self._finished(self._encoder.close())
        self._news.set()

    def _hear(self) -> None:
        """Listen until the device is gone or the recording ends."""
        with self._open() as microphone:
            with self._lock:
                self._microphone = microphone
                self._opened_at = self._heard_at = self._sounded_at = SYSTEM_CLOCK.monotonic()
            try:
                for block in microphone:
                    if self._ending.is_set():
                        return
                    self._take(block)
            finally:
                with self._lock:
                    self._microphone = None

    def _take(self, block: Block) -> None:
        loudest = level.loudest(block.numbers)
        paused = self._paused.is_set()
        with self._lock:
            self._trouble = None
            self._heard_at = block.moment
            self._loudest = max(loudest, self._loudest * 7 // 8)
            if loudest > level.HUSHED or paused:
                self._sounded_at = block.moment
        if paused:
            return
        self._place(block)
        if self._encoder is None:
            self._encoder = Encoder()
        pages = self._encoder.write(block.numbers)
        with self._lock:
            self._samples += len(block.numbers) // 2
        self._finished(pages)

    def _place(self, block: Block) -> None:
        """Begin a new stretch of the time line when this sound does not follow the last one in time."""
        length = len(block.numbers) // 2 / RATE
        age = SYSTEM_CLOCK.monotonic() - block.moment + length
        began = self._clock.now() - timedelta(seconds=age)
        position = self._samples / RATE
        if self._stretches:
            last = self._stretches[-1]
            expected = last.began + timedelta(seconds=position - last.position)
            if abs((began - expected).total_seconds()) <= TOLERANCE_S:
                return
        with self._lock:
            self._stretches = (*self._stretches, Stretch(began, position))

    def _finished(self, pages: bytes) -> None:
        if not pages or self._encoder is None:
            return
        seconds = self._encoder.seconds_of(pages)
        with self._lock:
            self._waiting.append((pages, seconds))
            self._waiting_bytes += len(pages)
            full = self._waiting_bytes > MOST_UNSAVED
        self._news.set()
        if full and not self._ending.is_set():
            self._note_trouble(SoundTrouble(troubles.MEMORY_FULL))
            self._ending.set()

    def _note_trouble(self, trouble: UserError) -> None:
        with self._lock:
            self._trouble = trouble

    # --- the thread that hands on ---

    def _hand_on(self) -> None:
        while True:
            self._news.wait(RETRY_S / 4)
            self._news.clear()
            self._look_after()
            while self._keep_some():
                pass
            with self._lock:
                sound_waits = any(seconds for _, seconds in self._waiting) or (self._number and self._waiting)
                nothing_left = self._offered is None and not sound_waits
            if nothing_left and self._ending.is_set() and not self._listener.is_alive():
                return

    def _look_after(self) -> None:
        """A device that was opened and gives nothing for long is let go, and tried anew."""
        with self._lock:
            since = max(self._heard_at, self._opened_at)
            hangs = self._microphone is not None and SYSTEM_CLOCK.monotonic() - since > GIVEN_UP_S
            if hangs and self._microphone is not None:
                self._microphone.kill()
        if hangs:
            self._note_trouble(SoundTrouble(troubles.SILENT))

    def _keep_some(self) -> bool:
        """Hand on what waits, in one piece of a bearable size; False when nothing waits or it was refused."""
        if self._offered is None:
            self._offered = self._next_piece()
        piece = self._offered
        if piece is None:
            return False
        try:
            self._keep(piece)
        except Exception as error:  # whatever it is, the sound is held and tried again
            with self._lock:
                self._unsaved = error
            self._again.wait(RETRY_S)
            self._again.clear()
            return False
        with self._lock:
            self._offered, self._unsaved = None, None
            self._waiting_bytes -= len(piece.pages)
            self._number += 1
        return True

    def _next_piece(self) -> Piece | None:
        """What waits, up to LARGEST_PIECE; a refused piece is offered again as it was."""
        with self._lock:
            if not any(seconds for _, seconds in self._waiting) and not self._number:
                return None  # a head without sound is no recording yet
            pages, seconds = b"", 0.0
            while self._waiting and (not pages or len(pages) + len(self._waiting[0][0]) <= LARGEST_PIECE):
                more, length = self._waiting.popleft()
                pages, seconds = pages + more, seconds + length
            return Piece(self._number, pages, seconds, self._stretches) if pages else None
