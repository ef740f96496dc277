"""Columns, rows and rows that wrap, with distances that follow the text size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

from secondop_desktop.ui import theme


def column(gap: str = "xs", margins: str = "none", parent: QWidget | None = None) -> QBoxLayout:
    """A layout from top to bottom; `gap` and `margins` (one name for all sides, or four) name distances."""
    return _box(QBoxLayout.Direction.TopToBottom, gap, margins, parent)


def row(gap: str = "xs", margins: str = "none", parent: QWidget | None = None) -> QBoxLayout:
    """A layout from left to right (right to left in such languages)."""
    return _box(QBoxLayout.Direction.LeftToRight, gap, margins, parent)


def stand(box: QBoxLayout, upright: bool) -> None:
    """Turn a row into a column or back, when a window gets narrow or wide."""
    box.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)


def empty_out(box: QLayout) -> None:
    """Take everything out of a layout and throw it away, the layouts inside as well."""
    for at in reversed(range(box.count())):
        item = box.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            box.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)
            box.removeItem(inner)
            inner.deleteLater()
        else:
            box.takeAt(at)


def show_new(owner: QWidget) -> None:
    """Show what was just put into `owner`, at once.

    Qt shows new children only in its next round, so that a page would be painted once without room for them.
    The list that a choice drops down is a window of its own among them: that one stays shut.
    """
    decided = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    for child in owner.findChildren(QWidget):
        if child.isHidden() and not child.testAttribute(decided) and child.window() is owner.window():
            child.show()


def _box(direction: QBoxLayout.Direction, gap: str, margins: str, parent: QWidget | None) -> QBoxLayout:
    box = QBoxLayout(direction)
    if parent is not None:
        parent.setLayout(box)
    box.setProperty("gap", gap)
    box.setProperty("margins", " ".join([margins] * 4) if " " not in margins else margins)
    theme.space_layout(box)
    return box


class Filling(QWidget):
    """A part of a page that takes the room there is, however much it could use, and scrolls inside."""

    def sizeHint(self) -> QSize:
        """No more than it cannot do without."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """What wraps in it scrolls."""
        return False


class FlowRow(QWidget):
    """A row that goes on in the next line when it is full, for chips and buttons."""

    def __init__(self, *children: QWidget, gap: str = "xs", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = _Flow(self)
        self._flow.setProperty("gap", gap)
        theme.space_layout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for child in children:
            self.add(child)

    def add(self, child: QWidget) -> None:
        """Put `child` at the end."""
        self._flow.addWidget(child)

    def clear(self) -> None:
        """Take everything out."""
        empty_out(self._flow)


class _Flow(QLayout):
    """Fills lines from the leading edge; each line is as high as its highest item."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        gaps = max(0, len(shown) - 1) * self.spacing()
        return QSize(sum(s.width() for s in shown) + gaps, max((s.height() for s in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, moving: bool) -> int:
        lines, y = self._lines(rect.width()), rect.y()
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        for line in lines:
            height, x = max(size.height() for _, size in line), rect.x()
            for item, size in line:
                if moving:
                    place = QRect(QPoint(x, y + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(direction, rect, place))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - rect.y() - self.spacing()) if lines else 0

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if lines and used + size.width() <= width:
                lines[-1].append((item, size))
            else:
                lines.append([(item, size)])
                used = 0
            used += size.width() + self.spacing()
        return lines
