"""A short sentence on the desktop, outside of the window, by whatever this kind of system has."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from secondop_desktop.ui import theme

SHOWN_MS = 20_000


class Notifier(Protocol):
    """What shows a sentence on the desktop; where that is not possible it is silent."""

    def tell(self, title: str, sentence: str = "") -> object:
        """Show it."""

    def stop(self) -> None:
        """Let go of what the system lent."""


class TrayNotifier(QObject):
    """By an icon in the tray, for Windows and macOS: it is there only as long as the sentence is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._icon: QSystemTrayIcon | None = None
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(SHOWN_MS)
        self._over.timeout.connect(self.stop)

    def tell(self, title: str, sentence: str = "") -> bool:
        """Show it; False where there is no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        if self._icon is None:
            picture = QIcon(theme.pixmap("mark", 64, theme.colours().primary))
            self._icon = QSystemTrayIcon(picture, self)
            self._icon.setToolTip("SecondOp")
        self._icon.show()
        self._icon.showMessage(title, sentence, self._icon.icon(), SHOWN_MS)
        self._over.start()
        return True

    def stop(self) -> None:
        """Take the icon out of the tray."""
        self._over.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None


def notifier_here(platform: str = sys.platform) -> Notifier:
    """What this kind of system has."""
    if platform in ("win32", "darwin"):
        return TrayNotifier()
    from secondop_desktop.ui.notify_linux import LinuxNotifier

    return LinuxNotifier()
