"""Keys that belong to one page, wherever in the page the cursor is, before any other part takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_CONCERNS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class KeyCalls(QObject):
    """Calls a function for each key ("Ctrl+I") pressed in `page` or in what it holds, now or later.

    Menus and what a choice drops down are windows of their own and keep their keys. A QShortcut would do
    nothing where the window has the same key, and editors take some keys for themselves.
    """

    def __init__(self, page: QWidget, calls: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(page)
        self._calls = {QKeySequence(key).toString(): call for key, call in calls.items()}
        self._listen(page)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take our keys, and leave all others where they are."""
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QWidget) and not child.isWindow():
                self._listen(child)
        if event.type() not in _CONCERNS or not isinstance(event, QKeyEvent):
            return False
        # Enter of the number pad says the same as the other one.
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(modifiers.value | event.key())
        call = self._calls.get(pressed.toString())
        if call is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            call()
        return True

    def _listen(self, page: QWidget) -> None:
        for widget in (page, *page.findChildren(QWidget)):
            widget.installEventFilter(self)
