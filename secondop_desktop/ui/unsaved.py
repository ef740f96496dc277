"""Words that the disk does not take just now: what the person is told, and how often it is tried again."""

from __future__ import annotations

from secondop_desktop.base.language import tr
from secondop_desktop.vault.errors import DiskTrouble, NoRoom

RETRY_MS = 1_500
"""Two seconds after there is room again all is kept; the writing itself takes some of them."""


class NotSavedYet(DiskTrouble):
    """Nothing is lost as long as the window is open: the words stand in it and are tried again."""


def still_here(error: Exception) -> Exception:
    """The error to tell when words that are still in the window could not be saved."""
    if not isinstance(error, DiskTrouble):
        return error
    if isinstance(error, NoRoom):
        return NotSavedYet(
            tr("Your last words are not saved yet, because there is no room left on the disk of your case."),
            tr(
                "They are kept in this window, so please leave it open and make some room. "
                "Then they are saved by themselves."
            ),
        )
    return NotSavedYet(
        tr("Your last words are not saved yet, because the disk of your case does not take them."),
        tr(
            "They are kept in this window, so please leave it open. Is the disk still connected, and not "
            "write-protected? Once it answers, they are saved by themselves."
        ),
    )
