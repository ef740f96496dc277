"""What must be true of every page: names, keys, room for fingers and room for words."""

import re

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

FINGER = 44
"""Pixels on a side that a target has at least, which an unsteady hand can hit (WCAG 2.2, 2.5.5)."""


def parts(root, kind=QWidget):
    """Every part of a kind that can be seen (also those one has to scroll to)."""
    return [part for part in root.findChildren(kind) if part.isVisible()]


def what(part):
    """How to find a part that is not right."""
    words = part.accessibleName() or (part.text() if hasattr(part, "text") else "") or part.objectName()
    above, owner = part.parentWidget(), ""
    while above is not None and not owner:
        owner = "" if type(above) is QWidget else type(above).__name__
        above = above.parentWidget()
    return f"{type(part).__name__} “{words[:60]}” in {owner}"


def stops(root):
    """The parts that the Tab key should come to."""
    return [
        part
        for part in parts(root)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and part.isEnabled()
        and part.focusProxy() is None
    ]


def nameless(root):
    """Stops of the Tab key that a screen reader has no name for."""
    return [what(part) for part in stops(root) if not part.accessibleName()]


def small(root):
    """Targets that are too small for a finger."""
    found = []
    for part in parts(root):
        if isinstance(part, QAbstractButton | QComboBox | QLineEdit) and not _is_inside_a_field(part):
            high, wide = part.height(), part.width()
            if high < FINGER or wide < FINGER:
                found.append(f"{what(part)}: {wide} x {high}")
    return found


def _is_inside_a_field(part):
    """Whether a part belongs to Qt's own field, such as the cross that empties a line."""
    return isinstance(part.parentWidget(), QLineEdit | QComboBox | QAbstractScrollArea)


def cut(root):
    """Words that have less room than they need."""
    found = [f"{what(text)}: {short}" for text in parts(root, QLabel) if (short := _short_of(text))]
    for button in parts(root, QAbstractButton):
        need, has = button.sizeHint(), button.size()
        if button.hasHeightForWidth():
            if button.heightForWidth(has.width()) > has.height() + 1:
                found.append(f"{what(button)}: wraps, and {has.height()} is too low")
        elif button.text() and need.width() > has.width() + 1:
            found.append(f"{what(button)}: needs {need.width()} of {has.width()} across")
    return found


def _short_of(text):
    """What a label lacks, in words; empty when all of it can be read."""
    if not text.text() or not text.pixmap().isNull():
        return ""
    if not text.wordWrap():
        need = text.sizeHint()
        short = need.width() > text.width() + 1 or need.height() > text.height() + 1
        return f"needs {need.width()} x {need.height()} of {text.width()} x {text.height()}" if short else ""
    need, metrics = text.heightForWidth(text.width()), QFontMetrics(text.font())
    longest = max(metrics.horizontalAdvance(word) for word in re.split(r"[\s/]+", text.text()))
    if longest > text.contentsRect().width() + 1:
        return f"its longest word needs {longest} of {text.contentsRect().width()} across"
    return f"needs {need} of {text.height()} down" if need > text.height() + 1 else ""


def outside(root):
    """What sticks out of its page to the side, where no scrolling brings it in."""
    found = []
    for page in parts(root, QScrollArea):
        inside, across = page.widget(), page.viewport().width()
        if page.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff or inside is None:
            continue
        for part in parts(inside):
            left = part.mapTo(inside, QPoint(0, 0)).x()
            if (left < 0 or left + part.width() > across + 1) and not _scrolls_itself(part, page):
                found.append(f"{what(part)}: {left} to {left + part.width()} of {across}")
    return found


def _scrolls_itself(part, page):
    """Whether a part lies in another scrolling thing, which has its own edges."""
    above = part.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def over_each_other(root):
    """Words and buttons that lie on top of one another."""
    found = []
    for box in parts(root):
        inside = [
            part
            for part in box.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if part.isVisible() and isinstance(part, QLabel | QAbstractButton) and part.parentWidget() is box
        ]
        if box.layout() is None:
            continue
        for number, one in enumerate(inside):
            for other in inside[number + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 1 and shared.height() > 1:
                    found.append(f"{what(one)} and {what(other)}: {_shape(shared)}")
    return found


def _shape(area):
    assert isinstance(area, QRect)
    return f"{area.width()} x {area.height()}"


def unreached(qtbot, window, root):
    """Stops that pressing Tab again and again does not come to."""
    wanted = stops(root)
    reached = set()
    for _ in range(2 * len(stops(window)) + 10):
        at = window.focusWidget() or window
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    return [what(part) for part in wanted if part not in reached]


def _place_in(box, part):
    """Which item of a box a part stands in, counted from the top; None when it is in none."""
    for number in range(box.count()):
        item = box.itemAt(number)
        inside, below = item.widget(), item.layout()
        if inside is not None and (inside is part or inside.isAncestorOf(part)):
            return number
        if below is not None and _place_in(below, part) is not None:
            return number
    return None
