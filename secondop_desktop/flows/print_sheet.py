"""From a case to a sheet of paper: gathered, drawn, and handed to the system's print queue."""

from __future__ import annotations

import locale
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from secondop_desktop.base import outside_files
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows.open_case import recovery_lines
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import RecoverySheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.vault import recovery
from secondop_desktop.vault.vault import Vault

_LETTER_COUNTRIES = (
    "US",
    "CA",
    "MX",
    "PH",
    "CL",
    "CO",
    "VE",
    "CR",
    "GT",
    "PA",
    "PR",
)  # Unicode CLDR paperSize
_WAIT_SECONDS = 30
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def sheet(vault: Vault, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> bytes:
    """What a plan asks for, as a PDF; UserError when there is no such sheet or no visit is named."""
    if plan.what not in KINDS:
        raise UserError(tr("This version of SecondOp has no such sheet. Your case is safe."))
    return KINDS[plan.what].pdf(vault, plan, clock)


def recovery_sheet(vault: Vault, style: PaperStyle, clock: Clock = SYSTEM_CLOCK) -> bytes:
    """The recovery sheet of an open case as a PDF; it is printed, never kept by the program."""
    return recovery_pdf(recovery_lines(vault), vault.folder.stem, style, clock)


def recovery_pdf(
    lines: tuple[str, ...], case_name: str, style: PaperStyle | None = None, clock: Clock = SYSTEM_CLOCK
) -> bytes:
    """A recovery sheet from its lines as a PDF, with the square code for a camera."""
    made_on = day_words(clock.today())
    content = RecoverySheet(
        case_name, lines, made_on, qr_text=recovery.qr_text(recovery.read("\n".join(lines)))
    )
    return draw.recovery_sheet(content, style or usual_style())


def usual_page(page: str = "") -> Literal["A4", "Letter"]:
    """Letter where people use it (by the computer's locale), else A4; `page` is what was chosen."""
    country = (locale.getlocale()[0] or "").rpartition("_")[2].upper()
    return "Letter" if (page or country) in ("Letter", *_LETTER_COUNTRIES) else "A4"


def usual_style(large: bool = False, page: str = "") -> PaperStyle:
    """The same as the style of a sheet."""
    return PaperStyle(usual_page(page), large)


def save(pdf: bytes, file: Path) -> None:
    """Write a PDF where the person wants it; an older file of that name is replaced as a whole."""
    try:
        outside_files.write(file, pdf)
    except OSError as error:
        raise UserError(
            tr("The PDF could not be saved there. Your case is safe."),
            tr("Please choose another folder, or make some room."),
        ) from error


@dataclass(frozen=True)
class Printer:
    """One print queue of this computer."""

    name: str
    usual: bool = False


def printers(run: Run = subprocess.run) -> list[Printer]:
    """The print queues, the usual one first; empty when there is no printing system here."""
    if not shutil.which("lpstat"):
        return []
    names = _said(run, ["lpstat", "-e"]).split()
    usual = _said(run, ["lpstat", "-d"]).rpartition(":")[2].strip()
    return sorted((Printer(n, n == usual) for n in names), key=lambda p: (not p.usual, p.name))


def _said(run: Run, command: Sequence[str]) -> str:
    try:
        done = run(command, capture_output=True, timeout=_WAIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def print_out(pdf: bytes, printer: str, copies: int = 1, run: Run = subprocess.run) -> None:
    """Hand a PDF to a print queue on standard input: no file of ours is left, the title is neutral."""
    command = ["lp", "-d", printer, "-n", str(copies), "-t", "SecondOp", "-"]
    try:
        done = run(command, input=pdf, capture_output=True, timeout=_WAIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _not_printed() from error
    if done.returncode:
        raise _not_printed()


def _not_printed() -> UserError:
    return UserError(
        tr("The printer did not take the sheet. Your case is safe."),
        tr("Is the printer switched on? You can also save the sheet as a PDF."),
    )
