"""What can go wrong with a scanner, in words that say what to do."""

from __future__ import annotations

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

CANCELLED, BUSY, JAMMED, EMPTY, OPEN, IO, MEMORY, DENIED = 2, 3, 6, 7, 8, 9, 10, 11
"""The numbers `scanimage` ends with are those of SANE_Status (SANE API, 4.2.7)."""
_BY_WORDS = (
    ("busy", BUSY),
    ("jammed", JAMMED),
    ("out of documents", EMPTY),
    ("cover", OPEN),
    ("denied", DENIED),
    ("error during device i/o", IO),
    ("out of memory", MEMORY),
)


class NotThere(UserError):
    """The program that speaks with scanners is not installed."""

    def __init__(self) -> None:
        super().__init__(
            tr("This computer has no program that speaks with scanners."),
            tr("On most Linux computers the package sane-utils brings it. Then look again."),
        )


class SilentScanner(UserError):
    """The scanner did not answer in time."""

    def __init__(self) -> None:
        super().__init__(
            tr("The scanner did not answer for a long time, so it was not waited for any longer."),
            tr("Please look whether it is switched on and connected, then scan again."),
        )


class FeederEmpty(UserError):
    """There is no more paper in the feeder: the end of a stack, or a mistake."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no paper in the feeder of the scanner."),
            tr("Please put the next pages in, or lay the page on the glass and choose the glass."),
        )


def trouble(status: int, said: str) -> UserError:
    """The error for the number and the words a scanner's program ended with."""
    known = status if status in _known() else 0
    known = known or next((number for words, number in _BY_WORDS if words in said.lower()), 0)
    if known == EMPTY:
        return FeederEmpty()
    return UserError(*_known().get(known, _other()))


def _known() -> dict[int, tuple[str, str]]:
    return {
        CANCELLED: (
            tr("The scan was stopped at the scanner."),
            tr("The pages you scanned before are still here. You can scan this one again."),
        ),
        BUSY: (
            tr("The scanner is busy: another program or another computer is using it."),
            tr("Please close the other scan program, wait a moment, then scan again."),
        ),
        JAMMED: (
            tr("The paper is stuck in the scanner."),
            tr("Please open the scanner, take the paper out, put it in again, then scan this page again."),
        ),
        EMPTY: ("", ""),
        OPEN: (
            tr("The lid of the scanner, or the cover of its feeder, is open."),
            tr("Please close it, then scan this page again."),
        ),
        IO: (
            tr("The connection to the scanner was lost."),
            tr("Please look at the cable or the network, switch the scanner off and on, then scan again."),
        ),
        MEMORY: (
            tr("There is not enough memory for a page this sharp."),
            tr("Please choose fewer dots per inch, then scan this page again."),
        ),
        DENIED: (
            tr("This computer does not let you use the scanner."),
            tr("Often you have to be in the group “scanner”. Whoever looks after this computer can do that."),
        ),
    }


def _other() -> tuple[str, str]:
    return (
        tr("The scanner could not scan this page."),
        tr("Please look whether it is switched on and connected, choose it again, then scan again."),
    )
