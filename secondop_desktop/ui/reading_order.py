"""Lets the Tab key go through a page in the order in which it is read, also to what came later.

Qt goes by the order in which parts were made: a reminder that is read from the case comes after the button
below it, which was there before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def put_in_order(root: QWidget) -> None:
    """Order the stops of the Tab key below `root` as they stand in their layouts."""
    for one, other in itertools.pairwise(stops(root)):
        QWidget.setTabOrder(one, other)


def stops(root: QWidget) -> Iterator[QWidget]:
    """What can be seen and takes the focus by Tab below `root`, from the first to the last."""
    if not root.isVisible():
        return
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    inside = root.widget() if isinstance(root, QScrollArea) else None
    if inside is not None:
        yield from stops(inside)
    elif isinstance(root, QAbstractScrollArea):
        return
    else:
        for part in _parts(root):
            yield from stops(part)


def _parts(root: QWidget) -> list[QWidget]:
    """The parts of a widget: those of its layout in their order, then those that stand in none."""
    inside = root.layout()
    laid = _laid(inside) if inside is not None else []
    loose = root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [*laid, *(part for part in loose if part not in laid and not part.isWindow())]


def _laid(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, below = item.widget(), item.layout()
        if widget is not None:
            found.append(widget)
        elif below is not None:
            found.extend(_laid(below))
    return found
