"""The frame of every dialog: words, and buttons that say what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label


class Ask(QDialog):
    """A heading, a text, a body and buttons; Esc is always the harmless way out."""

    def __init__(self, parent: QWidget | None, title: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        outer = column("m", "l", self)
        outer.addWidget(label(title, "h2"))
        if text:
            outer.addWidget(label(text).selectable())
        self.body = column("s")
        outer.addLayout(self.body)
        self._buttons = FlowRow()
        outer.addWidget(self._buttons)
        self.setMinimumWidth(min(theme.tokens().px(420), 640))

    def add_button(self, made: Button, accepts: bool | None = None) -> Button:
        """Put a button at the end; `accepts` True or False also ends the dialog with that answer."""
        if accepts is not None:
            made.clicked.connect(self.accept if accepts else self.reject)
        self._buttons.add(made)
        return made
