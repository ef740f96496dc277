"""The growing wait after wrong passphrases: one for each case, whatever page is shown meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

FREE_TRIES = 3
LONGEST_WAIT = 60


def wait_after(tries: int) -> int:
    """Seconds to wait after so many wrong tries: none at first, then 2, 4, 8 … up to a minute."""
    return 0 if tries < FREE_TRIES else min(LONGEST_WAIT, 2 ** (tries - FREE_TRIES + 1))


class Patience(QObject):
    """Counts the wrong tries at one case and the seconds left; `changed` each second while one has to wait.

    The real guard is the slow key derivation; this one only slows down whoever types at this window.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tries = 0
        self.left = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)

    def wrong(self) -> None:
        """One more wrong try."""
        self.tries += 1
        self.left = wait_after(self.tries)
        if self.left:
            self._second.start()
        self.changed.emit()

    def tick(self) -> None:
        """A second has passed."""
        self.left = max(0, self.left - 1)
        if not self.left:
            self._second.stop()
        self.changed.emit()
