"""Collects garbage on the GUI thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 5_000


class Sweeper(QObject):
    """Turns automatic collection off for good and does it from a timer.

    Python collects rings of objects on whichever thread happens to allocate, at whichever moment. A widget
    that is destroyed on a worker thread takes the program down, and one that is destroyed while Qt destroys
    another one waits for a lock that Qt holds already, for ever. So rings are taken apart on the thread the
    widgets live on, between two events; collection is never turned on again, also not when a window goes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def look(self) -> None:
        """Collect each generation that has grown past its threshold."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
