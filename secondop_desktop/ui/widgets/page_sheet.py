"""Holds the page and scrolls it; hears the keys that leaf, scroll and choose words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.page_canvas import PageCanvas

_BIG = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class PageSheet(QScrollArea):
    """Leafs on at its ends by key: `leaf(1 or -1)`. Other keys do what `calls` says, by their names."""

    leaf = Signal(object)

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.calls: dict[str, Callable[[], object]] = {}
        self.setObjectName("pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("The page as a picture"))
        self.setWidget(canvas)

    def minimumSizeHint(self) -> QSize:
        """Small, so that a page never pushes its window."""
        return QSize(theme.tokens().px(160), theme.tokens().px(160))

    def event(self, event: QEvent) -> bool:
        """Keep our keys from the shortcuts of the window."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and self._call(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll, and leaf on at the ends; Home and End go to the ends of the page."""
        bar, call = self.verticalScrollBar(), self._call(event)
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if call is not None:
            call()
        elif step and bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.leaf.emit(step)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def drag(self, by: QPointF) -> None:
        """Move the page with the mouse."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - round(by.x()))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - round(by.y()))

    def seen(self) -> QRectF:
        """Which rectangle of the canvas is in view."""
        port = self.viewport().rect()
        return QRectF(self._canvas.mapFrom(self.viewport(), port.topLeft()), port.size())

    def bring(self, rect: QRectF) -> None:
        """Scroll until a rectangle of the canvas is in view, with some room around it."""
        spot, port = rect.center(), self.viewport()
        self.ensureVisible(round(spot.x()), round(spot.y()), port.width() // 4, port.height() // 3)

    def middle_at(self, point: QPointF) -> None:
        """Scroll until a point of the canvas is in the middle."""
        port = self.viewport()
        self.horizontalScrollBar().setValue(round(point.x() - port.width() / 2))
        self.verticalScrollBar().setValue(round(point.y() - port.height() / 2))

    def _call(self, event: QKeyEvent) -> Callable[[], object] | None:
        if not event.modifiers() & _BIG and event.text() in self.calls:
            return self.calls[event.text()]
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self.calls.get(QKeySequence(modifiers.value | event.key()).toString())
