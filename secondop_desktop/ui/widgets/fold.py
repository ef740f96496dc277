"""Something that is rarely needed, put away behind its title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label


class Fold(QWidget):
    """A title that opens and shuts what is in `body`; while it is shut, `say` tells what is inside."""

    def __init__(self, title: str, *children: QWidget) -> None:
        super().__init__()
        self._title = title
        outer = column("none", "none", self)
        self.button = Button(title, "quiet", "chevron-right", then=self.turn).flush()
        self._said = label("", "small")
        self._inside = QWidget()
        self.body = column("m", "none s none none", self._inside)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        below = column("none", "xl none none xs")
        below.addWidget(self._said)
        outer.addLayout(below)
        outer.addWidget(self._inside)
        self._inside.hide()
        self._said.hide()
        for child in children:
            self.add(child)
        self._tell()

    def add(self, child: QWidget | QLayout) -> None:
        """Put a widget or a layout at the end of what is put away."""
        if isinstance(child, QWidget):
            self.body.addWidget(child)
        else:
            self.body.addLayout(child)

    def say(self, words: str) -> None:
        """Tell in a line what is inside."""
        self._said.setText(words)
        self._tell()

    def is_open(self) -> bool:
        """Whether its inside is shown."""
        return not self._inside.isHidden()

    def turn(self) -> None:
        """Open what is shut, shut what is open."""
        self.open(not self.is_open())

    def open(self, on: bool = True) -> None:
        """Show the inside, or put it away."""
        self._inside.setVisible(on)
        self._tell()

    def _tell(self) -> None:
        shown = self.is_open()
        self.button.set_icon("chevron-down" if shown else "chevron-right")
        self.button.setAccessibleDescription(tr("Open") if shown else tr("Shut"))
        self._said.setHidden(shown or not self._said.text())
