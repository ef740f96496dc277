"""The program's main job without a window: the sample case, read, searched and printed into a folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import appointments
from secondop_desktop.flows import letter_sheet, make_sample, open_case, print_sheet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.vault.case_file import is_case
from secondop_desktop.vault.vault import Vault


@dataclass
class Showcase:
    """The open sample case and the files that were made."""

    vault: Vault
    files: list[Path] = field(default_factory=list)


def make_showcase(folder: Path, progress: Progress = NO_PROGRESS) -> Showcase:
    """Make the sample case in `folder`, read its records, and save every sheet beside it as a PDF.

    A sample case of an earlier run is replaced; anything else there is left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    case = folder / "Sample case.secondop"
    if is_case(case):
        shutil.rmtree(case)
    ways = open_case.usual_ways()
    made = make_sample.make_sample(case, make_sample.PASSPHRASE, ways, progress)
    shown = Showcase(made.vault, [case])
    try:
        read_waiting(made.vault, progress)
        _print_all(shown, folder, ways.clock)
    except BaseException:
        made.vault.close()
        raise
    return shown


def _print_all(shown: Showcase, folder: Path, clock: Clock) -> None:
    with shown.vault.read() as session:
        visit = appointments.upcoming(session, clock.now())[0]
    for what in (key for key in KINDS if key != letter_sheet.KEY):  # no letter is written in the sample
        for large in (False, True):
            plan = Plan(what, visit.id, large=large, page=print_sheet.usual_page())
            pdf = print_sheet.sheet(shown.vault, plan, clock)
            file = folder / (f"{what}-large.pdf" if large else f"{what}.pdf")
            print_sheet.save(pdf, file)
            shown.files.append(file)
