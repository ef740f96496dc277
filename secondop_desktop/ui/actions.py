"""Everything the window can do by key, each with its words; the Menu shows them all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from secondop_desktop.base.language import tr

GROUPS = ("rooms", "edit", "case", "view")
OF_A_CASE = ("rooms", "edit", "case")


class Actions(QObject):
    """The window's actions in groups; an action may have several keys, the menu shows the first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._grouped: dict[str, list[QAction]] = {group: [] for group in GROUPS}
        self.menu = QMenu(window)
        self.menu.setAccessibleName(tr("Menu"))
        self.menu.aboutToShow.connect(self._fill)

    def add(self, group: str, words: str, keys: str, call: Callable[[], object]) -> QAction:
        """Add an action; `keys` as "Ctrl+L", several separated by blanks."""
        action = QAction(words.replace("&", "&&"), self._window)
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: call())
        self._window.addAction(action)
        self._grouped[group].append(action)
        return action

    def everything(self) -> list[QAction]:
        """All actions in the order of the menu, without those that have nothing to do just now ("idle")."""
        return [action for group in GROUPS for action in self._ready(group)]

    def leave_case(self) -> None:
        """Take away the actions that are for an open case."""
        for group in OF_A_CASE:
            for action in self._grouped[group]:
                self._window.removeAction(action)
                action.deleteLater()
            self._grouped[group] = []

    def _ready(self, group: str) -> list[QAction]:
        return [action for action in self._grouped[group] if not action.property("idle")]

    def _fill(self) -> None:
        self.menu.clear()
        for group in GROUPS:
            if self._ready(group):
                self.menu.addActions(self._ready(group))
                self.menu.addSeparator()
