"""Plays a recording from any place, slower or faster, and knows which place is being heard."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from secondop_desktop.base.errors import UserError
from secondop_desktop.sound import frames, process
from secondop_desktop.sound.decode import Ranges, Sound
from secondop_desktop.sound.frames import RATE, Ended
from secondop_desktop.sound.troubles import GONE, SoundTrouble

AHEAD = RATE * 3 // 10
"""Samples that wait at the device: enough for a busy computer, few enough to stop at once."""
_STEP_S = 0.1


class State(StrEnum):
    """Whether something is heard."""

    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Playing:
    """How playing stands: the place that is heard, in seconds from the start, and what is the matter."""

    state: State
    position: float
    trouble: UserError | None = None


Opener = Callable[[], "contextlib.AbstractContextManager[Ranges]"]


class Player:
    """Plays one recording after the other; all calls come back at once and may come from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: Opener | None = None
        self._position = 0.0
        self._speed = 1.0
        self._state = State.PAUSED
        self._trouble: UserError | None = None
        self._run: _Run | None = None

    def play(self, opened: Opener, position: float) -> None:
        """Play another recording from a place on; `opened` gives its bytes."""
        self._leave()
        with self._changed:
            self._open, self._position = opened, max(0.0, position)
        self.go_on()

    def go_on(self) -> None:
        """Play on; from the start when the end was reached."""
        with self._changed:
            if self._open is None or self._state is State.PLAYING:
                return
            if self._state is State.ENDED:
                self._position = 0.0
            self._state, self._trouble = State.PLAYING, None
            self._begin()

    def pause(self) -> None:
        """Stop, and remember where."""
        with self._changed:
            playing = self._state is State.PLAYING
        self._leave()
        with self._changed:
            if playing:
                self._state = State.PAUSED

    def go_to(self, position: float) -> None:
        """Go to another place; what was playing plays on from there."""
        with self._changed:
            playing = self._state is State.PLAYING
        self._leave()
        with self._changed:
            self._position = max(0.0, position)
            self._state = State.PAUSED
        if playing:
            self.go_on()

    def set_speed(self, speed: float) -> None:
        """Play slower or faster from now on; what was playing plays on."""
        with self._changed:
            self._speed = speed
        self.go_to(self.status().position)

    def status(self) -> Playing:
        """How things stand now."""
        with self._changed:
            run = self._run
            position = run.heard() if run is not None else self._position
            return Playing(self._state, position, self._trouble)

    def close(self) -> None:
        """Be silent and let go of everything."""
        self.pause()
        with self._changed:
            self._open = None

    def _begin(self) -> None:
        if self._open is not None:
            self._run = _Run(self._open, self._position, self._speed, self._over)
            self._run.start()

    def _leave(self) -> None:
        """End what plays, and keep the place."""
        with self._changed:
            run, self._run = self._run, None
            if run is not None:
                self._position = run.heard()
        if run is not None:
            run.end()

    def _over(self, run: _Run, trouble: UserError | None) -> None:
        """A run came to its end, or met a trouble."""
        with self._changed:
            if run is not self._run:
                return
            self._run, self._position = None, run.heard()
            self._trouble = trouble
            self._state = State.PAUSED if trouble is not None else State.ENDED


class _Run:
    """Playing from one place at one speed, until it ends."""

    def __init__(
        self,
        opened: Opener,
        position: float,
        speed: float,
        over: Callable[[_Run, UserError | None], None],
    ) -> None:
        self._open, self._from, self._speed, self._over = opened, position, speed, over
        self._moved = threading.Condition()
        self._speaker: process.SoundProcess | None = None
        self._ended = False
        self._gone = False
        self._trouble: SoundTrouble | None = None
        self._latency = 0.0
        self._sent = self._played = 0
        self._places: deque[tuple[int, float]] = deque([(0, position)])
        self._thread = threading.Thread(target=self._work, name="plays a recording", daemon=True)
        self._teller = threading.Thread(target=self._listen, name="hears what was played", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Be silent at once."""
        with self._moved:
            self._ended = True
            if self._speaker is not None:
                self._speaker.kill()
            self._moved.notify_all()

    def heard(self) -> float:
        """The place in the recording that leaves the device now."""
        with self._moved:
            out = max(0, self._played - round(self._latency * RATE))
            while len(self._places) > 1 and self._places[1][0] <= out:
                self._places.popleft()
            (before, place), after = self._places[0], self._places[1] if len(self._places) > 1 else None
            if after is None:
                return place
            return place + (after[1] - place) * (out - before) / max(1, after[0] - before)

    def _work(self) -> None:
        trouble: UserError | None = None
        try:
            with self._open() as content, Sound(content) as sound:
                self._play(sound)
        except UserError as error:
            trouble = error
        except Ended:
            trouble = self._trouble or SoundTrouble(GONE)
        finally:
            self._close()
        if not self._ended:
            self._over(self, trouble)

    def _play(self, sound: Sound) -> None:
        from secondop_desktop.sound.tempo import Tempo  # noqa: PLC0415 - numpy is loaded when one listens

        with self._moved:
            if self._ended:
                return
            self._speaker = speaker = process.SoundProcess(process.SPEAKER)
        self._teller.start()
        sound.go_to(self._from)
        tempo, place = Tempo(self._speed), min(self._from, sound.seconds)
        for piece in iter(lambda: sound.read(_STEP_S), b""):
            place += len(piece) / 2 / RATE
            self._give(speaker, tempo.feed(piece), place)
        self._give(speaker, tempo.rest(), sound.seconds)
        with self._moved:
            self._moved.wait_for(lambda: self._stopped() or self._played >= self._sent)
            self._moved.wait_for(self._stopped, self._latency)  # the last of it is still on its way
            self._places = deque([(0, sound.seconds)])

    def _give(self, speaker: process.SoundProcess, numbers: bytes, place: float) -> None:
        """Send samples when there is room for them; `place` is where in the recording they end."""
        with self._moved:
            self._moved.wait_for(lambda: self._stopped() or self._sent - self._played < AHEAD)
            if self._stopped():
                raise Ended
            self._sent += len(numbers) // 2
            self._places.append((self._sent, place))
        speaker.send(frames.SOUND, content=numbers)

    def _stopped(self) -> bool:
        return self._ended or self._gone

    def _listen(self) -> None:
        """Note what the device has played."""
        speaker = self._speaker
        try:
            while speaker is not None:
                frame = speaker.receive()
                with self._moved:
                    if frame.kind == frames.STARTED:
                        self._latency = min(1.0, max(0.0, frame.number))
                    elif frame.kind == frames.PLAYED:
                        self._played = int(frame.content)
                    self._moved.notify_all()
        except SoundTrouble as trouble:
            self._trouble = trouble
        except (Ended, ValueError):
            pass
        with self._moved:
            self._gone = True
            self._moved.notify_all()

    def _close(self) -> None:
        with self._moved:
            speaker = self._speaker
        if speaker is not None:
            speaker.kill()
            if self._teller.ident is not None:
                self._teller.join()
            speaker.close()
