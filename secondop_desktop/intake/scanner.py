"""Speaks with scanners through SANE's own program `scanimage`; pages come through a pipe and touch no disk.

`scanimage` knows USB scanners and, with sane-airscan, those of the network. It is asked for one page at a
time: its way to fetch many at once wants files. Where it is missing, see `system_scan`.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.intake.picture_stream import PictureStream, Raw
from secondop_desktop.intake.scanner_words import NotThere, SilentScanner, trouble

LONGEST_SEARCH = 60.0
"""Seconds to look for scanners; some back ends ask around the network."""
LONGEST_SILENCE = 180.0
"""Seconds without a byte: a lamp that warms up, or a head that travels back, takes less."""
LONGEST_END = 10.0
"""Seconds a program may stay silent after it said that the scan failed: some never end (see `_FAILED`)."""
_LOOK, _STEP, _GRACE = 0.1, 1 << 18, 5.0
_MOST_SAID = 1 << 16

_FAILED = re.compile(rb"sane_(start|read|get_parameters): ")
"""What `scanimage` says last. Then it lets the back end clean up, and that may hang: SANE stops the thread
that reads by cancelling it wherever it is, and one that is just asking for memory keeps its lock for ever."""
_OPTION = re.compile(r"^ +(--?[a-z-]+)[ =](.+?) \[(.*)\]$", re.MULTILINE)
COLOUR, GREY, BLACK = "colour", "grey", "black"
_MODES = {COLOUR: r"colou?r", GREY: r"gr[ae]y", BLACK: r"lineart|black|binary|mono"}
RESOLUTIONS = (150, 200, 300, 400, 600)
"""Dots per inch that are offered; less cannot be read well, more only makes large files."""


@dataclass(frozen=True)
class Device:
    """A scanner: its name for SANE, and its maker and model for a person."""

    name: str
    words: str


@dataclass(frozen=True)
class Abilities:
    """What a scanner offers: its own words for COLOUR, GREY and BLACK, dots per inch, where paper lies.

    `width` and `height` of the glass are in millimetres, 0 when it does not say. `feeder` is its own word for
    a feeder.
    """

    modes: dict[str, str]
    resolutions: tuple[int, ...]
    glass: str = ""
    feeder: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: bool = False


@dataclass(frozen=True)
class Wish:
    """How a page shall be scanned; `size` in millimetres, (0, 0) for the whole glass."""

    mode: str = GREY
    resolution: int = 300
    from_feeder: bool = False
    size: tuple[int, int] = (0, 0)


def program() -> str | None:
    """The program that scans, where it is installed."""
    return shutil.which("scanimage")


def devices(progress: Progress = NO_PROGRESS) -> list[Device]:
    """The scanners that answer now. NotThere without the program, Cancelled, SilentScanner."""
    said = _told(["--formatted-device-list=%d\t%v %m%n"], progress, LONGEST_SEARCH)
    pairs = [line.partition("\t") for line in said.splitlines()]
    found = {name: words.strip() or name for name, tab, words in pairs if tab and name}
    often = {words for words in found.values() if list(found.values()).count(words) > 1}
    return [Device(name, f"{words} ({name})" if words in often else words) for name, words in found.items()]


def abilities(device: Device, progress: Progress = NO_PROGRESS) -> Abilities:
    """What a scanner can do; UserError when it does not answer."""
    said = _told(["-d", device.name, "--all-options"], progress, LONGEST_SEARCH)
    options = {m[1]: m[2] for m in _OPTION.finditer(said) if m[3] != "inactive"}
    modes = [word.strip() for word in options.get("--mode", "").split("|") if word.strip()]
    sources = [word.strip() for word in options.get("--source", "").split("|") if word.strip()]
    feeder = next((s for s in sources if re.search(r"(?i)feeder|adf", s)), "")
    return Abilities(
        {key: found for key, way in _MODES.items() if (found := _first(modes, way))},
        _resolutions(options.get("--resolution", "")),
        next((source for source in sources if source != feeder), ""),
        feeder,
        _largest(options.get("-x", "")),
        _largest(options.get("-y", "")),
        "8" in re.split(r"\W", options.get("--depth", "")),
    )


def scan(device: Device, can: Abilities, wish: Wish, progress: Progress = NO_PROGRESS) -> Raw:
    """One page as bare pixels. UserError when the scanner cannot, Cancelled when it was stopped."""
    picture = PictureStream()
    arguments = ["-d", device.name, "--format=pnm", *_options(can, wish)]
    with _running(arguments, progress, LONGEST_SILENCE) as running:
        for piece in running.pieces():
            picture.add(piece)
            progress.at(picture.fraction())
    return picture.whole()


def _options(can: Abilities, wish: Wish) -> Iterator[str]:
    # What others depend on comes first: a source or a mode may change what is allowed for the rest.
    source = can.feeder if wish.from_feeder else can.glass
    if source:
        yield f"--source={source}"
    if wish.mode in can.modes:
        yield f"--mode={can.modes[wish.mode]}"
    if can.depth and wish.mode != BLACK:
        yield "--depth=8"
    if can.resolutions:
        yield f"--resolution={wish.resolution}"
    for option, wanted, most in (("-x", wish.size[0], can.width), ("-y", wish.size[1], can.height)):
        if most:
            yield from (option, str(min(wanted, most) if wanted else most))


def _resolutions(said: str) -> tuple[int, ...]:
    """Those of RESOLUTIONS that the scanner knows, or else its own, from "75|150|300dpi" or "1..1200dpi"."""
    span = re.match(r"(\d+)(?:\.\d+)?\.\.(\d+)", said)
    if span:
        return tuple(dpi for dpi in RESOLUTIONS if int(span[1]) <= dpi <= int(span[2]))
    own = [int(number) for number in re.findall(r"(?<![\d.])\d+", said)]
    return tuple(dpi for dpi in own if dpi in RESOLUTIONS) or tuple(own[-1:])


def _largest(said: str) -> float:
    span = re.match(r"-?[\d.]+?\.\.([\d.]+)", said)
    return float(span[1]) if span else 0.0


def _first(words: list[str], way: str) -> str:
    return next((word for word in words if re.search(rf"(?i){way}", word)), "")


def _told(arguments: list[str], progress: Progress, longest: float) -> str:
    said = bytearray()
    with _running(arguments, progress, longest) as running:
        for piece in running.pieces():
            said += piece[: max(0, _MOST_SAID - len(said))]
    return said.decode("utf-8", "replace")


@contextmanager
def _running(arguments: list[str], progress: Progress, longest: float) -> Iterator[_Running]:
    """The program while it runs; it is ended in any case, and what it failed at becomes a UserError."""
    found = program()
    if found is None:
        raise NotThere
    env = {**os.environ, "LC_ALL": "C"}  # its words are read by `trouble`
    process = subprocess.Popen(
        [found, *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=Path.home(), env=env, bufsize=0, start_new_session=True,
    )  # fmt: skip
    running = _Running(process, progress, longest)
    try:
        yield running
        running.end_well()
    finally:
        running.end()


class _Running:
    """Reads both pipes of the program by turns, so that it never waits for somebody to listen."""

    def __init__(self, process: subprocess.Popen[bytes], progress: Progress, longest: float) -> None:
        self._process, self._progress, self._longest = process, progress, longest
        assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018 - both are pipes
        self._out, self._err = process.stdout.fileno(), process.stderr.fileno()
        self._complaint = bytearray()

    def end_well(self) -> None:
        """Wait for the program, and say in words why it could not do what it should."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        if self._process.returncode:
            raise trouble(self._process.returncode, self._complaint.decode("utf-8", "replace"))

    def end(self) -> None:
        """End the program if it still runs: kindly, so that the scanner moves its head back.

        Nobody waits for that: a lock cannot. Whatever it does then, a watcher ends it for good.
        """
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            threading.Thread(target=_bury, args=(self._process,), name="end of a scan", daemon=True).start()

    def pieces(self) -> Iterator[bytes]:
        """What it writes, piece by piece. Cancelled when it was stopped, `_silence` when nothing comes."""
        waited, open_pipes = 0.0, {self._out, self._err}
        while open_pipes:
            if self._progress.stop_asked():
                raise Cancelled
            ready = select.select(list(open_pipes), [], [], _LOOK)[0]
            waited = 0.0 if ready else waited + _LOOK
            if waited >= self._patience():
                raise self._silence()
            for pipe in ready:
                piece = os.read(pipe, _STEP)
                if not piece:
                    open_pipes.discard(pipe)
                elif pipe == self._err:
                    self._complaint += piece[: max(0, _MOST_SAID - len(self._complaint))]
                else:
                    yield piece

    def _failed(self) -> bool:
        return _FAILED.search(self._complaint) is not None

    def _patience(self) -> float:
        return min(self._longest, LONGEST_END) if self._failed() else self._longest

    def _silence(self) -> UserError:
        """What nothing more to hear means: what it failed at, where it said so before it fell silent."""
        return trouble(0, self._complaint.decode("utf-8", "replace")) if self._failed() else SilentScanner()


def _bury(process: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    if process.poll() is None:
        process.kill()
        process.wait()
