"""Where the cursor stands in a part of the window, told so that it can be found again in a fresh process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def of(part: QWidget) -> dict[str, Any]:
    """What has the focus within `part`, told by its name, and where the cursor stands in its text.

    "behind" counts the letters behind the cursor: typing does not change that, so it is true for longer.
    """
    focused = part.window().focusWidget()
    if focused is None or not part.isAncestorOf(focused):
        return {}
    name, kind = focused.accessibleName(), type(focused).__name__
    number = _alike(part, name, kind).index(focused) if focused in _alike(part, name, kind) else 0
    at = _cursor(focused)
    told = {"name": name, "kind": kind, "number": number, "at": at}
    return {**told, "behind": _letters(focused) - at[1]} if at else told


def put_back(part: QWidget, told: Mapping[str, Any]) -> None:
    """Put the cursor where `of` saw it; what is not there any more is passed over."""
    alike = _alike(part, str(told.get("name", "")), str(told.get("kind", "")))
    number, at = told.get("number", 0), told.get("at")
    if not isinstance(number, int) or not 0 <= number < len(alike):
        return
    alike[number].setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(at, list) and len(at) == 2 and all(isinstance(place, int) for place in at):
        behind = told.get("behind")
        # What was typed between `of` and a crash stands before the cursor.
        typed = _letters(alike[number]) - behind - at[1] if isinstance(behind, int) else 0
        _put_cursor(alike[number], max(0, at[0] + typed), max(0, at[1] + typed))


def _alike(part: QWidget, name: str, kind: str) -> list[QWidget]:
    """The visible widgets of that name and kind in the order in which they were made."""
    return [
        widget
        for widget in part.findChildren(QWidget)
        if type(widget).__name__ == kind and widget.accessibleName() == name and widget.isVisibleTo(part)
    ]


def _cursor(widget: QWidget) -> list[int]:
    """Where the selection begins and where the cursor is; both are the same without a selection."""
    if isinstance(widget, QLineEdit):
        at = widget.cursorPosition()
        if not widget.hasSelectedText():
            return [at, at]
        begins, ends = widget.selectionStart(), widget.selectionEnd()
        return [ends if at == begins else begins, at]
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        cursor = widget.textCursor()
        return [cursor.anchor(), cursor.position()]
    return []


def _letters(widget: QWidget) -> int:
    if isinstance(widget, QLineEdit):
        return len(widget.text())
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return max(0, widget.document().characterCount() - 1)
    return 0


def _put_cursor(widget: QWidget, anchor: int, at: int) -> None:
    most = _letters(widget)
    anchor, at = min(anchor, most), min(at, most)
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(at)
        if anchor != at:
            widget.setSelection(anchor, at - anchor)
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(at, QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
        widget.ensureCursorVisible()
