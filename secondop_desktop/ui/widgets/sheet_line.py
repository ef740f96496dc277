"""Asks for one line of the recovery sheet, and says whether it was read right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.said import Said


class SheetLine(QWidget):
    """A field for line `number`; `check(number, typed)` raises UserError when it is not that line.

    `was_right` when it is. Nothing of the sheet is shown here, and what was typed is taken away afterwards.
    """

    was_right = Signal()

    def __init__(self, number: int, check: Callable[[int, str], object]) -> None:
        super().__init__()
        self._number, self._check = number, check
        self.field = LineField(
            tr("Line {number} of your sheet", number=number),
            tr("Three groups of four signs. Capitals and blanks do not matter."),
        )
        self.field.line.returnPressed.connect(self.ask)
        self.said = Said()
        self.said.hide()
        body = column("s", "none", self)
        body.addWidget(self.field)
        body.addWidget(self.said)
        self.setFocusProxy(self.field)

    def ask(self) -> None:
        """Check what was typed."""
        try:
            self._check(self._number, self.field.line.text())
        except UserError as error:
            self.field.refuse(error.sentence)
            self.field.line.selectAll()
            self.field.line.setFocus()
            return
        self.field.line.clear()
        self.field.hide()
        self.said.say(tr("That is right. Your sheet can be read."), "ok")
        self.said.show()
        self.was_right.emit()
