"""The story of a scan: find the scanner, take page after page, and keep them as one record."""

from __future__ import annotations

from dataclasses import dataclass

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.intake.scanned_pages import ScannedPage, packed
from secondop_desktop.intake.scanner import Abilities, Device, Wish, abilities, devices, scan
from secondop_desktop.intake.scanner_words import FeederEmpty

MOST_IN_A_STACK = 200
"""A feeder holds fifty or a hundred sheets; one that never gets empty is stopped here."""


@dataclass(frozen=True)
class Stack:
    """The pages that were scanned in one go, and what ended it early, if something did."""

    pages: tuple[ScannedPage, ...]
    problem: UserError | None = None


def look_for_scanners(progress: Progress = NO_PROGRESS) -> list[Device]:
    """The scanners that answer now; raises NotThere when nothing here speaks with scanners."""
    return devices(progress)


def what_it_can(device: Device, progress: Progress = NO_PROGRESS) -> Abilities:
    """What can be chosen for a scanner."""
    return abilities(device, progress)


def scan_pages(
    device: Device,
    can: Abilities,
    wish: Wish,
    progress: Progress = NO_PROGRESS,
    arrived: list[ScannedPage] | None = None,
) -> Stack:
    """The page on the glass, or from a feeder all pages until it is empty.

    Pages that came before a stop or a trouble are in the answer: nobody should have to scan them again. Each
    is put into `arrived` as soon as it is there, for whoever cannot wait for the last one.
    """
    pages: list[ScannedPage] = [] if arrived is None else arrived
    most = MOST_IN_A_STACK if wish.from_feeder else 1
    try:
        while len(pages) < most:
            pages.append(_one(device, can, wish, len(pages) + 1, progress))
    except FeederEmpty as empty:
        return Stack(tuple(pages), None if pages else empty)
    except UserError as problem:
        return Stack(tuple(pages), problem)
    except Cancelled:
        return Stack(tuple(pages))
    return Stack(tuple(pages))


def _one(device: Device, can: Abilities, wish: Wish, number: int, progress: Progress) -> ScannedPage:
    words = tr("Page {page}", page=number) if wish.from_feeder else ""
    told = Progress(lambda fraction, _text: progress.at(fraction, words), progress.stop_asked)
    told.at(0.0)
    return packed(scan(device, can, wish, told), wish.resolution)
