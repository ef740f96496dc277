"""Hands a copy that lies ready to another program of the computer, and takes it away again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from secondop_desktop.base import passing_files
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from secondop_desktop.ui.notices import NoticeStrip


def hand_over(file: Path, notices: NoticeStrip, told: str, nobody: UserError) -> None:
    """Open a file of base.passing_files with whatever opens its kind.

    `told` is the sentence when it is on its way, beside a button that deletes the copy; `nobody` says that
    there is no such program, and the copy is gone then. No system tells reliably when a program was closed,
    so the copy is deleted when the person says so, at the lock, at the end and at the next start.
    """
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        notices.tell(told, lambda: _take_back(notices), tr("Delete the copy now"))
        return
    passing_files.sweep()
    notices.problem(nobody)


def _take_back(notices: NoticeStrip) -> None:
    if passing_files.sweep():
        notices.tell(tr("The copy is deleted."))
    else:
        notices.problem(
            UserError(
                tr("The other program still holds the copy. Please close it there first."),
                tr("The copy is also deleted when you lock or close SecondOp."),
            )
        )
