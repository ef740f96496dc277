"""A leaf of a calendar: weekday, day and month."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.labels import label


class DayTile(QFrame):
    """Three short words on a card; the words beside it say the whole date, so it is not read aloud."""

    def __init__(self, weekday: str, day: str, month: str, large: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self._wide = 84 if large else 68
        inside = column("none", "s s s s" if large else "xs xs xs xs", self)
        self._words: list[QLabel] = []
        for text, role in (
            (weekday, "overline"),
            (day, "display" if large else "h2"),
            (month, "small"),
        ):
            made = label(text, role, wrap=False)
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._words.append(made)
            inside.addWidget(made)
        self._measure()

    def say(self, weekday: str, day: str, month: str) -> None:
        """Show another day."""
        for made, text in zip(self._words, (weekday, day, month), strict=True):
            made.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.tokens().px(self._wide))
