"""The process that touches the sound device: what it hears it sends on, what it gets it plays.

It is started by `process.py`, never imported by the rest of the program for anything but its name. It ends
when the program does: then its standard input ends.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.privacy import keep_memory_private
from secondop_desktop.sound import frames, troubles
from secondop_desktop.sound.frames import RATE

BLOCK = RATE // 20
"""Samples that are handed on at a time: a twentieth of a second."""
_MOST_WAITING = 600
"""Blocks that wait for a program that is busy: thirty seconds."""
_DENIED = ("denied", "permission", "not permitted", "access")
_UNAVAILABLE, _INVALID_DEVICE, _HOST_ERROR = -9985, -9996, -9999  # PaErrorCode of portaudio.h

Callback = Callable[..., None]


def main(arguments: list[str] | None = None) -> None:
    """Be the process of a kind, `microphone` or `speaker`, until the program has no more use for it."""
    kind = (arguments if arguments is not None else sys.argv[1:])[0]
    keep_memory_private()
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    listening = kind == "microphone"
    try:
        import sounddevice  # noqa: PLC0415 - may be missing, which is a sentence
    except (ImportError, OSError):
        frames.send(out, frames.TROUBLE, content=troubles.NO_LIBRARY.encode())
        return
    try:
        _hear(sounddevice, out) if listening else _speak(sounddevice, out)
    except sounddevice.PortAudioError as error:
        frames.send(out, frames.TROUBLE, content=reason_of(error, listening=listening).encode())
    except BrokenPipeError:
        return


def reason_of(error: Exception, *, listening: bool) -> str:
    """The name of the trouble that an error of PortAudio speaks of."""
    number = next((part for part in error.args[1:2] if isinstance(part, int)), 0)
    text = " ".join(str(part) for part in error.args).lower()
    if any(word in text for word in _DENIED):
        return troubles.REFUSED
    if number == _UNAVAILABLE or "busy" in text:
        return troubles.BUSY
    if number in (_INVALID_DEVICE, 0) and ("device" in text or "input" in text or "output" in text):
        return troubles.NO_MICROPHONE if listening else troubles.NO_SPEAKER
    if number == _HOST_ERROR and ("no such" in text or "connection refused" in text):
        return troubles.NO_MICROPHONE if listening else troubles.NO_SPEAKER
    return troubles.OTHER


def _hear(devices: Any, out: IO[bytes]) -> None:  # noqa: ANN401 - the module sounddevice
    """Send on what the microphone gives, each block with the moment at which it was complete."""
    heard: queue.Queue[tuple[float, bytes]] = queue.Queue(_MOST_WAITING)

    def callback(content: Any, _count: int, _time: object, _status: object) -> None:  # noqa: ANN401
        try:
            heard.put_nowait((SYSTEM_CLOCK.monotonic(), bytes(content)))
        except queue.Full:  # the program hangs; it will see a gap
            return

    threading.Thread(target=_end_with_the_program, daemon=True).start()
    stream, rate, channels = _open(devices.RawInputStream, devices, "input", callback)
    change = _changer(rate, channels)
    with stream:
        frames.send(out, frames.STARTED, rate)
        while True:
            try:
                moment, content = heard.get(timeout=0.5)
            except queue.Empty:
                if not stream.active:
                    frames.send(out, frames.TROUBLE, content=troubles.GONE.encode())
                    return
                continue
            frames.send(out, frames.SOUND, moment, change(content))


def _open(make: Any, devices: Any, way: str, callback: Callback) -> tuple[Any, int, int]:  # noqa: ANN401
    """A stream with the rate and the channels that the device agrees to, best our own."""
    known = devices.query_devices(kind=way)
    own = int(known["default_samplerate"])
    tries = [(rate, channels) for rate in dict.fromkeys((RATE, own)) for channels in (1, 2)]
    for rate, channels in tries:
        try:
            stream = make(
                samplerate=rate,
                channels=channels,
                dtype="int16",
                blocksize=BLOCK * rate // RATE,
                callback=callback,
            )
        except devices.PortAudioError as error:
            if (rate, channels) == tries[-1] or reason_of(error, listening=True) != troubles.OTHER:
                raise
        else:
            return stream, rate, channels
    raise AssertionError


def _changer(rate: int, channels: int) -> Callable[[bytes], bytes]:
    """What makes one channel of our rate out of what the device gives."""
    if (rate, channels) == (RATE, 1):
        return lambda content: content
    from secondop_desktop.sound import resample  # noqa: PLC0415 - numpy is not needed for most devices

    changing = resample.Resampler(rate, RATE)
    return lambda given: resample.to_numbers(changing.feed(resample.to_samples(given, channels))).tobytes()


def _speak(devices: Any, out: IO[bytes]) -> None:  # noqa: ANN401 - the module sounddevice
    """Play what comes in, and tell after each block how many samples were handed to the device so far."""
    speaker = Speaker()
    stream, rate, channels = _open(devices.RawOutputStream, devices, "output", speaker.callback)
    speaker.channels = channels
    speaker.change = _changer_back(rate)
    with stream:
        frames.send(out, frames.STARTED, float(stream.latency))
        threading.Thread(target=_take_in, args=(speaker,), daemon=True).start()
        while not speaker.ended.is_set():
            if not stream.active:
                frames.send(out, frames.TROUBLE, content=troubles.GONE.encode())
                return
            speaker.moved.wait(0.5)
            speaker.moved.clear()
            round_, played = speaker.told()
            frames.send(out, frames.PLAYED, float(round_), str(played).encode("ascii"))


class Speaker:
    """Holds what is to be played; its callback belongs to the device's own thread."""

    def __init__(self) -> None:
        self.channels = 1
        self.change: Callable[[bytes], bytes] = bytes
        self.ended, self.moved = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._waiting = bytearray()
        self._weights: list[list[int]] = []
        self._round = self._played = self._owed = 0

    def take(self, content: bytes) -> None:
        """Put our samples behind what waits to be played."""
        changed = self.change(content)
        with self._lock:
            self._waiting += changed
            self._owed += len(content) // 2
            if changed:
                self._weights.append([len(changed), self._owed])
                self._owed = 0

    def forget(self, round_: int) -> None:
        """Play nothing of what waits; from now on samples are counted anew, for round `round_`."""
        with self._lock:
            self._waiting.clear()
            self._weights.clear()
            self._round, self._played, self._owed = round_, 0, 0

    def told(self) -> tuple[int, int]:
        """The round, and how many of its samples were played."""
        with self._lock:
            return self._round, self._played

    def callback(self, room: Any, count: int, _time: object, _status: object) -> None:  # noqa: ANN401
        """Fill the room of the device; silence when there is nothing."""
        with self._lock:
            given = bytes(self._waiting[: count * 2])
            del self._waiting[: len(given)]
            self._count(len(given))
        given += bytes(count * 2 - len(given))
        if self.channels > 1:
            given = b"".join(given[at : at + 2] * self.channels for at in range(0, len(given), 2))
        room[:] = given
        self.moved.set()

    def _count(self, used: int) -> None:
        """Note how many of our samples `used` bytes of the device stand for."""
        while used and self._weights:
            there, worth = self._weights[0]
            part = min(used, there)
            samples = worth * part // there
            self._played += samples
            used -= part
            if part == there:
                self._weights.pop(0)
            else:
                self._weights[0] = [there - part, worth - samples]


def _changer_back(rate: int) -> Callable[[bytes], bytes]:
    if rate == RATE:
        return bytes
    from secondop_desktop.sound import resample  # noqa: PLC0415 - as above

    changing = resample.Resampler(RATE, rate)
    return lambda given: resample.to_numbers(changing.feed(resample.to_samples(given))).tobytes()


def _take_in(speaker: Speaker) -> None:
    stdin = sys.stdin.buffer
    while True:
        try:
            frame = frames.receive(stdin)
        except frames.Ended:
            speaker.ended.set()
            speaker.moved.set()
            return
        if frame.kind == frames.SOUND:
            speaker.take(frame.content)
        elif frame.kind == frames.FORGET:
            speaker.forget(int(frame.number))


def _end_with_the_program() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
