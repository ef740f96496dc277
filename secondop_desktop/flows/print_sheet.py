"""From a case to a sheet of paper: gathered and drawn, and saved where the person wants it."""

from __future__ import annotations

import errno
import locale
import stat
from collections.abc import Iterable
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
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


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


def save(pdf: bytes | Iterable[bytes], file: Path) -> None:
    """Write a PDF, whole or in pieces, where the person wants it; an older one is replaced as a whole.

    Raises UserError, and then nothing is half written and the older file is as it was.
    """
    try:
        if _is_locked(file):
            raise UserError(
                tr(
                    "The file {name} is there already and may only be read, so it was left as it is.",
                    name=file.name,
                ),
                tr("Please choose another name. Your case is safe."),
            )
        outside_files.write(file, pdf)
    except OSError as error:
        raise _not_saved(error, file) from error


def _is_locked(file: Path) -> bool:
    """Whether somebody set a file to read only; a folder takes a new file in its place all the same."""
    return file.is_file() and not file.stat().st_mode & stat.S_IWUSR


def _not_saved(error: OSError, file: Path) -> UserError:
    """What the disk said, in a sentence."""
    elsewhere = tr("Please choose another folder.")
    if error.errno in _FULL:
        what = tr("The disk is full, so the PDF was not saved.")
        advice = tr("Please make some room, or choose another disk.")
    elif error.errno == errno.EFBIG:
        what, advice = tr("The PDF is too large for that disk."), tr("Please choose another disk.")
    elif error.errno in (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ):
        what = tr("The disk does not take that name for a file.")
        advice = tr("Please choose a shorter name, with plain letters.")
    elif file.is_dir():
        what, advice = tr("There is a folder of that name already."), tr("Please choose another name.")
    elif error.errno in (errno.EACCES, errno.EPERM) and file.exists():
        what = tr("The PDF could not be saved: the file may be open in another program.")
        advice = tr("Please close it there, or choose another name.")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what, advice = tr("SecondOp may not write in that folder."), elsewhere
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        what, advice = tr("That folder is not there any more."), elsewhere
    else:
        what = tr("The PDF could not be saved there.")
        advice = tr("Please choose another folder, or make some room.")
    return UserError(tr("{what} Your case is safe.", what=what), advice)
