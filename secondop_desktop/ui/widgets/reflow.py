"""Tells a widget how wide it is in letters, so that large print reflows like a small window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from secondop_desktop.ui import theme


def ems(width: int) -> float:
    """A width in pixels as a number of letters (of the body's size)."""
    return width / theme.tokens().type("body")


class Reflow(QObject):
    """Calls `reflow(em)` whenever the width of `watched` or the text size changes."""

    def __init__(self, watched: QWidget, reflow: Callable[[float], None]) -> None:
        super().__init__(watched)
        self._watched, self._reflow, self._last = watched, reflow, -1.0
        watched.installEventFilter(self)
        theme.on_change(self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Listen to the size only."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self._watched:
            self._tell()
        return False

    def _tell(self) -> None:
        em = ems(self._watched.width())
        if em != self._last:
            self._last = em
            self._reflow(em)
