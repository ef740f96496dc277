"""Leafs through the pages of a file: turning, zooming, rotating, and a sentence when no page can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import Label, label
from secondop_desktop.ui.widgets.page_canvas import HALF, QUARTER, PageCanvas

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
SETTLE_MS = 120
ENOUGH = 0.9
"""A picture is drawn anew when it has less than this share of the pixels it is shown with."""


class _Sheet(QScrollArea):
    """Holds the page; leafs on at its ends by key. `leaf(1 or -1)`."""

    leaf = Signal(object)

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("The page as a picture"))
        self.setWidget(canvas)

    def minimumSizeHint(self) -> QSize:
        """Small, so that a page never pushes its window."""
        return QSize(theme.tokens().px(160), theme.tokens().px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down scroll, and leaf on at the ends; Home and End go to the ends of the page."""
        bar = self.verticalScrollBar()
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step and bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
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


class PageView(QWidget):
    """Shows one page at a time; whoever owns it brings the pictures.

    `wanted((page, pixels across))` asks for a picture; answer with `show_picture`. `turned_to(page)` after
    the person went to another page. `whole` fits the whole page instead of its width; `tools` False leaves
    out zoom and rotation.
    """

    wanted = Signal(object)
    turned_to = Signal(object)

    def __init__(self, whole: bool = False, tools: bool = True) -> None:
        super().__init__()
        self._whole = whole
        self._zoom = 1.0
        self._pages, self._page = 0, 1
        self._asked: tuple[int, int] = (0, 0)
        self._goal: tuple[float, float] | None = None
        self.canvas = PageCanvas()
        self.sheet = _Sheet(self.canvas)
        self._build(tools)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.sheet.viewport().installEventFilter(self)
        self.sheet.leaf.connect(self.leaf)
        self.canvas.zoomed.connect(self.zoom)
        self.canvas.dragged.connect(self.sheet.drag)
        theme.on_change(self._measure)
        self.say("")

    @property
    def page(self) -> int:
        """The page shown or asked for, from 1."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages there are; 0 when that is not known."""
        return self._pages

    def sentence(self) -> str:
        """What is said instead of a page, or nothing."""
        return "" if self._words.isHidden() else self._words.text()

    def begin(self, page: int = 1) -> None:
        """Turn to a new file, at `page`; ask for its picture."""
        self._pages, self._page, self._asked = 0, max(1, page), (0, 0)
        self._zoom = 1.0
        self.canvas.set_image(QImage())
        self.canvas.set_turn(0)
        self.set_marks(())
        self.say(tr("The page is being drawn."))
        self._count()
        self._settle.start()

    def clear(self, sentence: str = "") -> None:
        """Show no file, and say why."""
        self._settle.stop()
        self._pages, self._page = 0, 1
        self.canvas.set_image(QImage())
        self.set_marks(())
        self.say(sentence)
        self._count()

    def set_pages(self, pages: int) -> None:
        """Say how many pages there are."""
        self._pages = pages
        self._page = min(self._page, max(1, pages))
        self._count()

    def show_picture(self, image: QImage) -> None:
        """Show the picture of the present page."""
        self.say("")
        self.canvas.set_image(image)
        self._measure()

    def set_marks(self, marks: Sequence[tuple[float, float, float, float]], go: bool = False) -> None:
        """Mark places on the present page; with `go` the first one is brought into view."""
        self.canvas.set_marks(marks)
        self._goal = (marks[0][0], marks[0][1]) if marks and go else None
        self._go_to_mark()

    def say(self, sentence: str) -> None:
        """Say a sentence in place of the page; nothing shows the page again."""
        self._words.setText(sentence)
        self._words.setHidden(not sentence)
        self.sheet.setHidden(bool(sentence))

    def leaf(self, step: int) -> None:
        """Go some pages on or back."""
        self.turn_to(self._page + step)

    def turn_to(self, page: int) -> None:
        """Go to a page."""
        page = max(1, min(page, self._pages or 1))
        if page == self._page:
            return
        self._page = page
        self.set_marks(())
        self._count()
        self.sheet.verticalScrollBar().setValue(0)
        self._asked = (0, 0)
        if self.sentence():
            self.say(tr("The page is being drawn."))
        self._settle.start()
        self.turned_to.emit(page)

    def zoom(self, step: int) -> None:
        """Larger (1), smaller (-1) or as wide as there is room (0)."""
        at = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self._zoom))
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, at + step))] if step else 1.0
        self._measure()

    def rotate(self) -> None:
        """Turn the view by a quarter, clockwise; the file stays as it is."""
        self.canvas.set_turn(self.canvas.turn + QUARTER)
        self._measure()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Fit the page again when the room for it changes."""
        if event.type() == QEvent.Type.Resize:
            self._measure()
        return False

    def _build(self, tools: bool) -> None:
        outer = column("xs", "none", self)
        self.back = icon_button(tr("Page before"), "chevron-left", lambda: self.leaf(-1))
        self.on = icon_button(tr("Next page"), "chevron-right", lambda: self.leaf(1))
        self._where = Label("", "small", wrap=False)
        self.tools = FlowRow(self.back, self._where, self.on)
        if tools:
            for spoken, icon, call in (
                (tr("Smaller page"), "zoom-out", lambda: self.zoom(-1)),
                (tr("Larger page"), "zoom-in", lambda: self.zoom(1)),
                (tr("As wide as there is room"), "maximize", lambda: self.zoom(0)),
                (tr("Turn the page by a quarter"), "rotate-cw", self.rotate),
            ):
                self.tools.add(icon_button(spoken, icon, call))
        outer.addWidget(self.tools)
        self._words = label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMinimumHeight(theme.tokens().px(120))
        outer.addWidget(self._words, 1)
        outer.addWidget(self.sheet, 1)

    def add_tool(self, made: Button) -> Button:
        """Put another button beside the tools."""
        self.tools.add(made)
        return made

    def _count(self) -> None:
        known = tr("Page {page} of {pages}", page=self._page, pages=self._pages)
        self._where.setText(known if self._pages else "")
        self.canvas.setAccessibleName(self._where.text())
        several = self._pages > 1
        for made, on in ((self.back, self._page > 1), (self.on, self._page < self._pages)):
            made.setEnabled(several and on)

    def _measure(self) -> None:
        room = self.size() if self.sheet.isHidden() else self.sheet.viewport().size()
        pad = 2 * self.canvas.pad()
        width = float(room.width() - pad)
        if self._whole:
            width = min(width, (room.height() - pad) / self.canvas.shape())
        self.canvas.set_page_width(width * self._zoom)
        self._go_to_mark()
        if self._pages or self._asked != (0, 0):
            self._settle.start()

    def _go_to_mark(self) -> None:
        if self._goal is None or self.canvas.image.isNull():
            return
        rects = self.canvas.mark_rects()
        if rects:
            spot = rects[0].center()
            self.sheet.ensureVisible(
                round(spot.x()), round(spot.y()), 80, self.sheet.viewport().height() // 3
            )

    def _ask(self) -> None:
        across = self.canvas.page_rect().width() * self.devicePixelRatioF()
        if self.canvas.turn % HALF:
            across *= self.canvas.shape()
        page, had = self._asked
        if page == self._page and had >= across * ENOUGH:
            return
        self._asked = (self._page, round(across))
        self.wanted.emit(self._asked)
