"""The print queues of this computer: which there are, what each can do, and handing a PDF to one of them.

CUPS is asked through its own programs (lpstat, lpoptions, lp), which Linux and macOS have; where they are
not, as on Windows, there are no queues and the window prints by itself (ui/printing.py). A PDF goes to `lp`
on standard input and so leaves no file of ours, under a title that says nothing. CUPS itself keeps a copy of
a job for a while, which the window says in a line.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress

MOST_COPIES = 99
ANSWER_SECONDS = 20
"""So long a program of CUPS may think about an answer; a queue in the network is asked by it in turn."""
STILL_SECONDS = 60
"""So long handing over may stand still before it is given up."""
TITLE = "SecondOp"

_PAPERS = {
    "A4": "iso_a4_210x297mm",
    "Letter": "na_letter_8.5x11in",
    "A5": "iso_a5_148x210mm",
    "A3": "iso_a3_297x420mm",
    "Legal": "na_legal_8.5x14in",
    "Executive": "na_executive_7.25x10.5in",
    "Tabloid": "na_ledger_11x17in",
}
"""The sizes a sheet can go on, as PPD files call them, and their names in IPP (PWG 5101.1)."""
_BLACK = re.compile(
    r"^(fast|cmy|k|device|process)?(gr[ae]y(scale)?|mono(chrome)?|black(andwhite|only)?|bw)\d*$", re.I
)
_COLOUR = re.compile(r"^(fast|device|process|adobe|s)?(rgb\w*|cmyk?\w*|colou?r|auto)\d*$", re.I)
_INK = re.compile(
    r"^(color|print-color|cn|hp|br|epson|ink|select)?-?(colou?r|mono)?(model|mode|color)$", re.I
)

Sides = Literal["one", "book", "calendar"]


@dataclass(frozen=True, slots=True)
class Printer:
    """One print queue of this computer."""

    name: str
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What one queue can do, and what it does unasked; empty where it does not say.

    `inks` are the queue's own words for black and for colour: its option, the value for black, the value for
    colour.
    """

    sides: tuple[Sides, ...] = ()
    usual_sides: Sides = "one"
    papers: tuple[str, ...] = ()
    inks: tuple[str, str, str] | None = None
    usually_black: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a job is to come out; None and "" leave it to the queue.

    `book` is turned over like the pages of a book, `calendar` like those of a wall calendar; `landscape`
    says how the pages lie, since the two change places then.
    """

    copies: int = 1
    sides: Sides | None = None
    paper: str = ""
    black: bool | None = None
    inks: tuple[str, str, str] | None = None
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that a queue has taken, and its number there; 0 when the queue did not say."""

    printer: str
    number: int
    copies: int


def printers() -> list[Printer]:
    """The print queues, the usual one first; none when the printing system is missing or stopped."""
    if not shutil.which("lpstat") or not shutil.which("lp"):
        return []
    names = said("lpstat", "-e").split()
    usual = said("lpstat", "-d").rpartition(":")[2].strip()
    return sorted((Printer(n, n == usual) for n in names), key=lambda p: (not p.usual, p.name))


def called(printer: str) -> str:
    """The name of a queue as a person reads it: CUPS takes no spaces, so people write strokes for them."""
    return printer.replace("_", " ").strip() or printer


def choices(printer: str) -> Choices:
    """What a queue can do, in its own words; a queue without a description of itself can only print."""
    found = Choices()
    for line in said("lpoptions", "-p", printer, "-l").splitlines():
        key, _, values = line.partition(":")
        option = key.partition("/")[0].strip()
        offered = [value.lstrip("*") for value in values.split()]
        usual = next((value[1:] for value in values.split() if value.startswith("*")), "")
        found = _with(found, option, offered, usual)
    return found


def _with(found: Choices, option: str, offered: Sequence[str], usual: str) -> Choices:
    """What is known of a queue once one more of its options was read."""
    sides, usual_sides, papers = found.sides, found.usual_sides, found.papers
    inks, usually_black = found.inks, found.usually_black
    if option in ("Duplex", "EFDuplex", "JCLDuplex", "KD03Duplex", "sides") and len(offered) > 1:
        there = {side for value in offered if (side := _side(value))}
        sides = tuple(side for side in ("one", "book", "calendar") if side in there)
        usual_sides = _side(usual) or "one"
    elif option in ("PageSize", "media"):
        papers = tuple(paper for paper in _PAPERS if paper in offered or _PAPERS[paper] in offered)
    elif inks is None and _INK.match(option):
        black = next((value for value in offered if _BLACK.match(value)), "")
        colour = usual if _COLOUR.match(usual) else next((v for v in offered if _COLOUR.match(v)), "")
        inks = (option, black, colour) if black and colour else None
        usually_black = inks is not None and bool(_BLACK.match(usual))
    return Choices(sides, usual_sides, papers, inks, usually_black)


def _side(value: str) -> Sides | None:
    """What a queue's word for one or both sides means."""
    word = value.lower()
    if word in ("none", "false", "off", "one-sided", "simplex"):
        return "one"
    if "short" in word or word == "duplextumble":
        return "calendar"
    return "book" if "long" in word or word == "duplexnotumble" else None


def send(
    content: bytes | Iterable[bytes],
    printer: str,
    wishes: Wishes | None = None,
    progress: Progress = NO_PROGRESS,
) -> Sent:
    """Hand a PDF, whole or in pieces, to a queue; comes back when the queue has taken all of it.

    Raises UserError when the queue is gone, takes no jobs or stands still. When the pieces end with an error,
    or the person stops, nothing is printed.
    """
    wishes = wishes or Wishes()
    pieces = (content,) if isinstance(content, bytes) else content
    command = ["lp", "-d", printer, *_options(wishes), "-t", TITLE, "-"]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
        )
    except OSError as error:
        raise _no_system() from error
    try:
        _pour(process, pieces, progress)
        with _unless_still(process):
            answer, complaint = process.communicate()
    finally:
        if process.poll() is None:  # an end of the input would be the end of the file, so there is none
            process.kill()
            process.communicate()
    if process.returncode:
        raise _not_taken(printer, complaint.decode("utf-8", "replace"))
    number = re.search(rb"-(\d+)(?: |$)", answer)
    return Sent(printer, int(number[1]) if number else 0, wishes.copies)


def said(*command: str) -> str:
    """What a program of CUPS answers, in English and UTF-8; empty when it fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWER_SECONDS,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _pour(process: subprocess.Popen[bytes], pieces: Iterable[bytes], progress: Progress) -> None:
    """Give the program its input; one that does not want it any more will say why itself."""
    if process.stdin is None:
        return
    handed = 0
    for piece in pieces:
        progress.at(0.0, tr("{n} MB handed to the printer.", n=handed >> 20) if handed >> 20 else "")
        try:
            with _unless_still(process):
                process.stdin.write(piece)
        except OSError:
            return
        handed += len(piece)


@contextlib.contextmanager
def _unless_still(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a program that does not get on."""
    watch = threading.Timer(STILL_SECONDS, process.kill)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _options(wishes: Wishes) -> list[str]:
    """The wishes as options of lp, in the words of IPP, which CUPS turns into those of the queue."""
    found = ["-n", str(min(max(1, wishes.copies), MOST_COPIES))]
    if wishes.sides == "one":
        found += ["-o", "sides=one-sided"]
    elif wishes.sides is not None:
        long = (wishes.sides == "book") != wishes.landscape
        found += ["-o", f"sides=two-sided-{'long' if long else 'short'}-edge"]
    if wishes.paper in _PAPERS:
        found += ["-o", f"media={_PAPERS[wishes.paper]}", "-o", "fit-to-page"]
    if wishes.black is not None and wishes.inks is not None:
        option, black, colour = wishes.inks
        found += ["-o", f"{option}={black if wishes.black else colour}"]
        found += ["-o", f"print-color-mode={'monochrome' if wishes.black else 'color'}"]
    return found


def _environment() -> dict[str, str]:
    """CUPS answers in the person's language, which nobody can read here; names may have any letters."""
    language = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return {**os.environ, "LC_ALL": language, "LANG": language}


def _not_taken(printer: str, complaint: str) -> UserError:
    """Why a queue took nothing, as far as it can be told."""
    if "not accepting" in complaint:
        return UserError(
            tr(
                "The printer {name} takes no print jobs at the moment. Nothing was printed.",
                name=called(printer),
            ),
            tr("Please choose another printer, or save a PDF instead."),
        )
    if "scheduler is running" not in said("lpstat", "-r"):
        return _no_system()
    if "does not exist" in complaint or printer not in said("lpstat", "-e").split():
        return UserError(
            tr("The printer {name} is no longer there. Nothing was printed.", name=called(printer)),
            tr("Please choose another printer, or save a PDF instead."),
        )
    return UserError(
        tr("The printer {name} did not take the sheet. Your case is safe.", name=called(printer)),
        tr("Is the printer switched on? You can also save the sheet as a PDF."),
    )


def _no_system() -> UserError:
    return UserError(
        tr("The printing system of this computer does not answer. Nothing was printed, and nothing is lost."),
        tr("Please start the computer again and try once more, or save a PDF instead."),
    )
