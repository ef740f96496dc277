"""What keeps the window's words from other eyes and programs, apart from the lock itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from secondop_desktop.base import passing_files
from secondop_desktop.base.language import tr
from secondop_desktop.ui import screen_capture
from secondop_desktop.ui.clipboard import ClipboardGuard

if TYPE_CHECKING:
    from secondop_desktop.base.settings import Settings

LOCK_KEY = "Ctrl+L"
_HAS_KEY = "locks"


class Privacy(QObject):
    """The title, the clipboard, the key of the lock in every dialog, and pictures of the screen.

    `forget` is for the lock and for the end: what was copied and what was opened outside is taken away.
    `says(sentence)` when the person should know about it, once in a run.
    """

    says = Signal(str)

    def __init__(self, window: QWidget, settings: Settings, lock: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._settings, self._lock = window, settings, lock
        self._case_name = ""
        self._said = False
        self.clipboard = ClipboardGuard(window)
        self.clipboard.copied.connect(self._say_how_long)
        self._hidden = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._app = app
            app.focusChanged.connect(self._focus_moved)

    def forget(self) -> None:
        """Take away what is ours outside of the case."""
        self.clipboard.clear()
        passing_files.sweep()

    def entitle(self, case_name: str) -> None:
        """Put the name of the case into the title, where the person wants it there.

        Task bars, shared screens and programs that count hours show a title to anybody who looks.
        """
        self._case_name = case_name
        named = case_name and not self._settings.neutral_title
        self._window.setWindowTitle(f"{case_name} – SecondOp" if named else "SecondOp")

    def apply(self) -> None:
        """Follow the settings: the title, and whether the windows can be in pictures of the screen."""
        self.entitle(self._case_name)
        wanted = self._settings.hide_from_capture and screen_capture.possible()
        if wanted == self._hidden:
            return
        self._hidden = wanted
        (self._app.installEventFilter if wanted else self._app.removeEventFilter)(self)
        for widget in self._app.topLevelWidgets():
            if widget.isVisible():
                screen_capture.exclude(int(widget.winId()), wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each window that opens is kept out of pictures too: dialogs, menus, lists of choices."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            screen_capture.exclude(int(watched.winId()), True)
        return False

    def _is_ours(self, dialog: QDialog) -> bool:
        parent = dialog.parent()
        while parent is not None and parent is not self._window:
            parent = parent.parent()
        return parent is self._window

    def _say_how_long(self) -> None:
        if self._case_name and not self._said:
            self._said = True
            self.says.emit(
                tr(
                    "You can paste what you copied in other programs for 30 seconds. Then it is taken away, "
                    "so that none of them finds it. Here you can still paste it."
                )
            )

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog takes the keys away from the window, but never the one that locks."""
        top = now.window() if now is not None else None
        if isinstance(top, QDialog) and not top.property(_HAS_KEY) and self._is_ours(top):
            top.setProperty(_HAS_KEY, True)
            QShortcut(QKeySequence(LOCK_KEY), top).activated.connect(self._lock)
