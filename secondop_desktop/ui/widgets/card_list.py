"""A list of cards: fast with thousands of rows, complete by keyboard, spoken row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.card_delegate import CardDelegate
from secondop_desktop.ui.widgets.card_rows import CardModel, CardRow

_BATCH = 200


class CardList(QListView):
    """Rows to choose, tick, star and move.

    `chosen(id)` when a person selects a row; `opened(id)` on Enter, double click, or a single click with
    `one_click`; `ticked(id, on)` and `starred(id, on)` after the mark was changed in place; `moved(id, at)`
    after the row was moved by drag or Alt+Up/Down; `menu_asked(id, global position)`. Keys: Space ticks (or
    stars where nothing can be ticked), `*` stars.
    """

    chosen = Signal(str)
    opened = Signal(str)
    ticked = Signal(str, bool)
    starred = Signal(str, bool)
    moved = Signal(str, int)
    menu_asked = Signal(str, QPoint)

    def __init__(
        self, name: str, stars: bool = False, movable: bool = False, one_click: bool = False
    ) -> None:
        super().__init__()
        self._model = CardModel(self)
        self._model.draggable = movable
        self._delegate = CardDelegate(self, stars)
        self._movable, self._one_click, self._quiet = movable, one_click, False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._set_up()
        self.selectionModel().selectionChanged.connect(self._selected)
        theme.on_change(self._look_changed)

    def set_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other rows; the selected row and the scroll position stay, and nothing is emitted."""
        if list(rows) == self._model.rows():
            return
        kept, scroll = self.selected(), self.verticalScrollBar().value()
        self._quiet = True
        # A long list is laid out in steps, so that it shows at once; a short one would flicker by it.
        mode = QListView.LayoutMode.Batched if len(rows) > _BATCH else QListView.LayoutMode.SinglePass
        self.setLayoutMode(mode)
        self._model.set_rows(rows)
        if kept:
            self._select(self._model.position(kept))
        self.verticalScrollBar().setValue(scroll)
        self._quiet = False

    def rows(self) -> list[CardRow]:
        """The rows in their present order."""
        return self._model.rows()

    def selected(self) -> str:
        """The id of the selected row, or an empty text."""
        found = self.selectionModel().selectedIndexes()
        return self._model.card(found[0].row()).id if found else ""

    def set_one_click(self, on: bool) -> None:
        """Let a single click open a row, as where there is no room to show it beside the list."""
        self._one_click = on

    def select(self, identity: str) -> None:
        """Select a row without emitting `chosen`, and bring it into view."""
        self._quiet = True
        self._select(self._model.position(identity))
        self._quiet = False

    def sizeHint(self) -> QSize:
        """Room for some rows."""
        return QSize(theme.tokens().px(320), theme.tokens().px(320))

    def minimumSizeHint(self) -> QSize:
        """Small, so that a list never pushes its window."""
        return QSize(theme.tokens().px(160), theme.tokens().px(180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, `*` stars, Alt+Up and Alt+Down move the row."""
        row = self.currentIndex().row()
        if row < 0 or not self._pressed(event, row):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the tick or star changes it and leaves the selection alone."""
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and self._mark_pressed(at, event):
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the row in lists made with `one_click`."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and at.isValid()
        if self._one_click and plain and self.selectionModel().isSelected(at):
            self.opened.emit(self._model.card(at.row()).id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the row."""
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and not self._one_click and not self._mark_pressed(at, event):
            self.opened.emit(self._model.card(at.row()).id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu, by mouse or by the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.currentIndex() if by_key else self.indexAt(event.pos())
        if at.isValid():
            where = self.visualRect(at).center() if by_key else event.pos()
            self.menu_asked.emit(self._model.card(at.row()).id, self.viewport().mapToGlobal(where))

    def dropEvent(self, event: QDropEvent) -> None:
        """Let go of a dragged row: move it, and tell."""
        if event.source() is not self or self.currentIndex().row() < 0:
            event.ignore()
            return
        at = self.indexAt(event.position().toPoint())
        row, to = self.currentIndex().row(), at.row() if at.isValid() else self._model.rowCount() - 1
        below = at.isValid() and event.position().y() > self.visualRect(at).center().y()
        to += (below and to < row) - (at.isValid() and not below and to > row)
        # The view would remove the dragged row itself after a "move".
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._move(row, to)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the titles anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Alt+arrows from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if self._movable and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)

    def _set_up(self) -> None:
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setBatchSize(_BATCH)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        if self._movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setDropIndicatorShown(True)

    def _pressed(self, event: QKeyEvent, row: int) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and alt and self._movable:
            self._move(row, row + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._select(row)
            self.opened.emit(self._model.card(row).id)
        elif event.key() == Qt.Key.Key_Space:
            card = self._model.card(row)
            if card.ticked is None and card.starred is None:
                return False
            self._turn(row, "ticked" if card.ticked is not None else "starred")
        elif event.text() == "*" and self._model.card(row).starred is not None:
            self._turn(row, "starred")
        else:
            return False
        return True

    def _mark_pressed(self, at: QModelIndex, event: QMouseEvent) -> bool:
        card, whole, point = self._model.card(at.row()), self.visualRect(at), event.position().toPoint()
        boxes = (
            ("ticked", card.ticked, self._delegate.mark_box()),
            ("starred", card.starred, self._delegate.star_box()),
        )
        for mark, state, box in boxes:
            if state is not None and self._delegate.hit(whole, box, point.x(), point.y()):
                self._turn(at.row(), mark)
                return True
        return False

    def _turn(self, row: int, mark: str) -> None:
        card = self._model.card(row)
        on = not getattr(card, mark)
        self._model.mark(row, **{mark: on})
        (self.ticked if mark == "ticked" else self.starred).emit(card.id, on)

    def _move(self, row: int, to: int) -> None:
        to = max(0, min(self._model.rowCount() - 1, to))
        if to == row:
            return
        card = self._model.card(row)
        self._quiet = True
        self._model.shift(row, to)
        self._select(to)
        self._quiet = False
        self.moved.emit(card.id, to)

    def _select(self, row: int) -> None:
        if row < 0:
            self.clearSelection()
            return
        index = self._model.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _selected(self, now: QItemSelection, _before: QItemSelection) -> None:
        indexes = now.indexes()
        if indexes and not self._quiet:
            self.chosen.emit(self._model.card(indexes[0].row()).id)

    def _look_changed(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
