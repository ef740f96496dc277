"""All pages of a file as a row of small pictures, of which only those in view are ever drawn."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.card_rows import Index
from secondop_desktop.ui.widgets.page_canvas import QUARTER

PICTURE, CELL, BATCH = 92, 148, 500


class _Pages(QAbstractListModel):
    """As many rows as there are pages."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = 0
        self.notes: Mapping[int, int] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a page."""
        return 0 if parent is not None and parent.isValid() else self.pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - of Qt
        """What a screen reader says of a page."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        page = index.row() + 1
        said, notes = tr("Page {page}", page=page), self.notes.get(page, 0)
        return f"{said}, {trn('{n} note', '{n} notes', notes)}" if notes else said

    def set_pages(self, pages: int) -> None:
        """Show another number of pages."""
        self.beginResetModel()
        self.pages = pages
        self.endResetModel()


class SmallPages(QListView):
    """`chosen(page)` when a person goes to a page; `seen_changed()` when other pages come into view.

    `picture(page)` gives a small picture that is there; `missing()` names the next one to draw.
    """

    chosen = Signal(object)
    seen_changed = Signal()

    def __init__(self, picture: Callable[[int], QImage | None]) -> None:
        super().__init__()
        self.picture = picture
        self.turns: Mapping[int, int] = {}
        self._model = _Pages(self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Small(self))
        self.setAccessibleName(tr("All pages"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.seen_changed.emit())
        self.selectionModel().currentChanged.connect(self._moved)
        theme.on_change(self._measure)
        self._measure()

    def set_pages(self, pages: int) -> None:
        """Show a file of so many pages."""
        if pages != self._model.pages:
            self._quiet = True
            self._model.set_pages(pages)
            self._quiet = False

    def set_marks(self, notes: Mapping[int, int], turns: Mapping[int, int]) -> None:
        """Show how many notes stand on each page, and which pages are turned."""
        self._model.notes, self.turns = notes, turns
        self.viewport().update()

    def notes(self, page: int) -> int:
        """How many notes stand on a page."""
        return self._model.notes.get(page, 0)

    def show_page(self, page: int) -> None:
        """Mark the page that lies open and bring it into view, without telling."""
        index = self._model.index(page - 1)
        if not index.isValid() or index == self.currentIndex():
            return
        self._quiet = True
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = False

    def missing(self, without: Container[int] = ()) -> int | None:
        """The first page in view whose small picture is not there, `without` those that cannot be drawn."""
        if not self.isVisible():
            return None
        first, last = self._in_view()
        pages = (page for page in range(first, last + 1) if page not in without)
        return next((page for page in pages if self.picture(page) is None), None)

    def show_small(self, page: int) -> None:
        """Paint a page anew whose picture came."""
        self.update(self._model.index(page - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here goes to no page yet."""
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the page that is chosen by the arrows, also when it lies open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row() + 1)
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Small, so that the row never pushes its window."""
        return QSize(self.width(), theme.tokens().px(160))

    def _in_view(self) -> tuple[int, int]:
        high = max(1, self.sizeHintForRow(0) if self._model.pages else 1)
        top = self.verticalScrollBar().value()
        first, last = top // high + 1, (top + self.viewport().height()) // high + 1
        return first, min(last, self._model.pages)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(now.row() + 1)

    def _measure(self) -> None:
        self.setFixedWidth(theme.tokens().px(PICTURE) + theme.tokens().px(48))
        self.scheduleDelayedItemsLayout()


class _Small(QStyledItemDelegate):
    """A page small, turned as it is shown, with its number below and the number of its notes."""

    def __init__(self, strip: SmallPages) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every page, so that the first of 5,000 shows at once."""
        return QSize(theme.tokens().px(PICTURE), theme.tokens().px(CELL) + theme.tokens().type("small"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one page."""
        page, c, px = index.row() + 1, theme.colours(), theme.tokens().px
        whole = QRectF(option.rect).adjusted(px(4), px(4), -px(4), -px(4))
        words = QRectF(whole.left(), whole.bottom() - px(24), whole.width(), px(24))
        room = QRectF(
            whole.left() + px(4), whole.top() + px(4), whole.width() - px(8), whole.height() - px(32)
        )
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(c.primary), 2))
            painter.setBrush(QColor(c.primary_soft))
            painter.drawRoundedRect(whole, px(6), px(6))
        self._paint_page(painter, page, room)
        painter.setPen(QColor(c.text2))
        painter.setFont(theme.font("least", QFont.Weight.DemiBold))
        notes = self._strip.notes(page)
        said = f"{page} · {trn('{n} note', '{n} notes', notes)}" if notes else str(page)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, said)
        painter.restore()

    def _paint_page(self, painter: QPainter, page: int, room: QRectF) -> None:
        image, turn = self._strip.picture(page), self._strip.turns.get(page, 0)
        shape = image.height() / image.width() if image is not None and image.width() else 1.3
        sideways = turn % (2 * QUARTER) != 0
        wide, high = (shape, 1.0) if sideways else (1.0, shape)
        scale = min(room.width() / wide, room.height() / high)
        rect = QRectF(0, 0, wide * scale, high * scale)
        rect.moveCenter(room.center())
        painter.setPen(QPen(QColor(theme.colours().border), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(rect)
        if image is None:
            return
        painter.save()
        painter.translate(rect.center())
        painter.rotate(turn)
        flat = QRectF(0, 0, scale, shape * scale)
        flat.moveCenter(QRectF().center())
        painter.drawImage(flat, image)
        painter.restore()
