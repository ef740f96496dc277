"""What an empty page says: what it is for, and the one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import Label, label


class EmptyState(QWidget):
    """An icon, a sentence and at most one button."""

    def __init__(self, sentence: str, action: Button | None = None, icon: str = "") -> None:
        super().__init__()
        body = column("s", "l", self)
        body.addStretch(1)
        self._icon, self._picture = icon, Label("", wrap=False)
        if icon:
            body.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
            self._draw()
            theme.on_change(self._draw)
        self._words = label(sentence, "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(self._words)
        if action is not None:
            body.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(1)

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence."""
        self._words.setText(sentence)

    def _draw(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon, theme.tokens().px(36), theme.colours().text3))
