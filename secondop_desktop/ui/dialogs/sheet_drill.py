"""Has one line of the recovery sheet typed, so that a person knows the paper is good before it is needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.sheet_line import SheetLine


class SheetDrillDialog(Ask):
    """`was_right` once the line was typed as it stands on the paper."""

    was_right = Signal()

    def __init__(self, parent: QWidget | None, number: int, check: Callable[[int, str], object]) -> None:
        super().__init__(
            parent,
            tr("Can your recovery sheet be read?"),
            tr(
                "Please take your sheet and type line {number}, to make sure that you can read it. "
                "Nothing of the sheet is shown here.",
                number=number,
            ),
        )
        self.line = SheetLine(number, check)
        self.line.was_right.connect(self._right)
        self.body.addWidget(self.line)
        self.close_button = self.add_button(Button(tr("Cancel")), accepts=False)
        self.check_button = self.add_button(Button(tr("Check this line"), "primary", then=self.line.ask))
        self.line.field.line.setFocus()
        self.adjustSize()

    def _right(self) -> None:
        self.check_button.hide()
        self.close_button.say(tr("Close"))
        self.close_button.setFocus()
        self.was_right.emit()
