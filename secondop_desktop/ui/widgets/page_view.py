"""Leafs through the pages of a file: turning, zooming, rotating, and a sentence when no page can be seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page_canvas import HALF, QUARTER, WHOLE, PageCanvas
from secondop_desktop.ui.widgets.page_sheet import PageSheet
from secondop_desktop.ui.widgets.page_tools import PageTools
from secondop_desktop.ui.widgets.page_words import Box, Spot

ZOOMS = (0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""How wide a page is shown against the width of its room."""
SETTLE_MS = 120
ENOUGH = 0.9
"""A picture is drawn anew when it has less than this share of the pixels it is shown with."""
PLENTY = 1.4
"""A page is drawn as wide as the one before unless that is far too wide: then it was drawn ahead."""
MOST_PIXELS = 5_000_000
"""Pixels of the picture of a whole page; what is seen of a larger page is drawn in a picture of its own."""
AROUND = 0.25
"""So much more of a part than what is seen is drawn on each side, for the next bit of scrolling."""


class PageView(QWidget):
    """Shows one page at a time; whoever owns it brings the pictures.

    `wanted((page, pixels across))` asks for a picture; answer with `show_picture`. `part_wanted((page, pixels
    across, box))` asks for a sharper part of a large page; answer with `show_part`. `turned_to(page)` after
    the person went to another page, `rotated((page, degrees))` after they turned it. `whole` fits the whole
    page instead of its width; `tools` False leaves out zoom and rotation; `jump` lets a page number be typed.
    """

    wanted = Signal(object)
    part_wanted = Signal(object)
    turned_to = Signal(object)
    rotated = Signal(object)

    def __init__(self, whole: bool = False, tools: bool = True, jump: bool = False) -> None:
        super().__init__()
        self._whole_at_first = whole
        self._whole, self._zoom = whole, 1.0
        self._pages, self._page = 0, 1
        self._asked: tuple[int, int] = (0, 0)
        self._part_asked: tuple[int, int, Box] = (0, 0, (0.0, 0.0, 0.0, 0.0))
        self._drawn_width = 0
        self._turns: dict[int, int] = {}
        self._goal: Spot | None = None
        self._anchor: Spot | None = None
        self.canvas = PageCanvas()
        self.sheet = PageSheet(self.canvas)
        self.tools = PageTools(tools, jump)
        self.back, self.on = self.tools.back, self.tools.on
        self._build()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._ask)
        self._listen()
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
        self._zoom, self._whole, self._turns = 1.0, self._whole_at_first, {}
        self._empty()
        self.say(tr("The page is being drawn."))
        self._count()
        self._settle.start(0)

    def begin_again(self, page: int) -> None:
        """Turn to the same file drawn anew: the picture, its size and its rotation stay until the new one."""
        self._page, self._asked = max(1, page), (0, 0)
        self._settle.start(0)

    def clear(self, sentence: str = "") -> None:
        """Show no file, and say why."""
        self._settle.stop()
        self._pages, self._page = 0, 1
        self._empty()
        self.say(sentence)
        self._count()

    def set_pages(self, pages: int) -> None:
        """Say how many pages there are."""
        self._pages = pages
        self._page = min(self._page, max(1, pages))
        self._count()

    def set_turns(self, turns: Mapping[int, int]) -> None:
        """Show pages turned, by page in degrees clockwise."""
        self._turns = dict(turns)
        if self.canvas.turn != self._turns.get(self._page, 0):
            self.canvas.set_turn(self._turns.get(self._page, 0))
            self._measure()

    def show_picture(self, image: QImage) -> None:
        """Show the picture of the present page."""
        self.say("")
        self.canvas.turn = self._turns.get(self._page, 0)
        self.canvas.set_image(image)
        self._part_asked = (0, 0, (0.0, 0.0, 0.0, 0.0))
        self._measure()

    def show_part(self, image: QImage, box: Box) -> None:
        """Lay a sharper picture of a part over the present page."""
        self.canvas.set_part(image, box)

    def set_marks(self, marks: Sequence[Box], go: bool = False, present: int = -1) -> None:
        """Mark places on the present page; with `go` the `present` or first one is brought into view."""
        self.canvas.set_marks(marks, present)
        first = marks[max(0, present)] if marks else None
        self._goal = (first[0], first[1]) if first and go else None
        self._go_to_goal()

    def bring(self, spot: Spot) -> None:
        """Bring a place of the page into view, as soon as the page is there."""
        self._goal = spot
        self._go_to_goal()

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
            self._count()
            return
        self._page = page
        self._forget_page()
        self._count()
        self.sheet.verticalScrollBar().setValue(0)
        self._asked = (0, 0)
        if self.sentence():
            self.say(tr("The page is being drawn."))
        self._ask()
        self.turned_to.emit(page)

    def zoom(self, step: int) -> None:
        """Larger (1), smaller (-1) or as wide as there is room (0); what is in the middle stays there."""
        now = self._ratio()
        self._anchor = self.canvas.spot_of(self.sheet.seen().center())
        larger, smaller = [z for z in ZOOMS if z > now * 1.01], [z for z in ZOOMS if z < now * 0.99]
        self._whole = False
        self._zoom = 1.0 if not step else (larger or [now])[0] if step > 0 else (smaller or [now])[-1]
        self._measure()

    def fit(self, whole: bool) -> None:
        """Show the whole page, or as much as is as wide as there is room."""
        self._whole, self._zoom = whole, 1.0
        self._measure()

    def rotate(self, step: int = 1) -> None:
        """Turn the view by a quarter, clockwise; the file stays as it is."""
        self._turns[self._page] = (self.canvas.turn + step * QUARTER) % WHOLE
        self.canvas.set_turn(self._turns[self._page])
        self._measure()
        self.rotated.emit((self._page, self.canvas.turn))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when the room for it changes; keep the middle when the page changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.canvas:
            anchor, self._anchor = self._anchor, None
            if anchor is not None:
                self.sheet.middle_at(self.canvas.point_of(anchor))
            self._go_to_goal()
        elif event.type() == QEvent.Type.Resize:
            self._measure()
        return False

    def _build(self) -> None:
        outer = column("xs", "none", self)
        outer.addWidget(self.tools)
        self._words = label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMinimumHeight(theme.tokens().px(120))
        outer.addWidget(self._words, 1)
        outer.addWidget(self.sheet, 1)

    def _listen(self) -> None:
        self.sheet.viewport().installEventFilter(self)
        self.canvas.installEventFilter(self)
        self.sheet.leaf.connect(self.leaf)
        for bar in (self.sheet.verticalScrollBar(), self.sheet.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        self.canvas.zoomed.connect(self.zoom)
        self.canvas.dragged.connect(self.sheet.drag)
        tools = self.tools
        tools.leaf.connect(self.leaf)
        tools.page_typed.connect(self.turn_to)
        tools.zoom.connect(self.zoom)
        tools.fit.connect(self.fit)
        tools.turn.connect(self.rotate)
        self.sheet.calls = {
            "Ctrl+Home": lambda: self.turn_to(1),
            "Ctrl+End": lambda: self.turn_to(self._pages),
        }

    def add_tool(self, made: Button) -> Button:
        """Put another button beside the tools."""
        self.tools.add(made)
        return made

    def _empty(self) -> None:
        self.canvas.set_image(QImage())
        self.canvas.set_turn(0)
        self._forget_page()

    def _forget_page(self) -> None:
        """Nothing that lay over the page before lies over another one."""
        self.set_marks(())
        self.canvas.set_pins(())
        self.canvas.choice.set_words(())

    def _count(self) -> None:
        self.tools.show_page(self._page, self._pages)
        self.canvas.setAccessibleName(self.tools.where())

    def _room(self) -> tuple[float, float]:
        room = self.size() if self.sheet.isHidden() else self.sheet.viewport().size()
        pad = 2 * self.canvas.pad()
        return float(room.width() - pad), float(room.height() - pad)

    def _ratio(self) -> float:
        return self.canvas.page_rect().width() / max(1.0, self._room()[0])

    def _measure(self) -> None:
        width, height = self._room()
        fitting = min(width, height / self.canvas.shape()) if self._whole else width * self._zoom
        self.canvas.set_page_width(fitting)
        self.tools.show_zoom(self._ratio(), self._whole)
        self._go_to_goal()
        if self._pages or self._asked != (0, 0):
            self._settle.start(SETTLE_MS)

    def _scrolled(self) -> None:
        if self._across() > self._most_across() and not self._settle.isActive():
            self._settle.start(SETTLE_MS)

    def _go_to_goal(self) -> None:
        if self._goal is not None and not self.canvas.image.isNull():
            at = self.canvas.point_of(self._goal)
            self.sheet.bring(QRectF(at.x(), at.y(), 1, 1))

    def _across(self) -> int:
        """How many pixels of the screen the page is wide as it lies in the file."""
        rect = self.canvas.page_rect()
        flat = rect.height() if self.canvas.turn % HALF else rect.width()
        return round(flat * self.devicePixelRatioF())

    def _most_across(self) -> int:
        """How wide a picture of the whole page may be."""
        shape = 1 / self.canvas.shape() if self.canvas.turn % HALF else self.canvas.shape()
        return round(math.sqrt(MOST_PIXELS / shape))

    def _ask(self) -> None:
        across = self._across()
        page, had = self._asked
        base = min(across, self._most_across())
        if page != self._page or had < base * ENOUGH:
            if not base * ENOUGH <= self._drawn_width <= base * PLENTY:
                self._drawn_width = base
            self._asked = (self._page, self._drawn_width)
            self.wanted.emit(self._asked)
        if across * ENOUGH > base and not self.canvas.image.isNull():
            self._ask_for_part(across)

    def _ask_for_part(self, across: int) -> None:
        seen = self.sheet.seen()
        page, had, box = self._part_asked
        if (page, had) == (self._page, across) and _holds(box, self.canvas.box_of(seen)):
            return
        wide, high = seen.width() * AROUND, seen.height() * AROUND
        around = self.canvas.box_of(seen.adjusted(-wide, -high, wide, high))
        if around[2] > around[0] and around[3] > around[1]:
            self._part_asked = (self._page, across, around)
            self.part_wanted.emit(self._part_asked)


def _holds(box: Box, inner: Box) -> bool:
    return box[0] <= inner[0] and box[1] <= inner[1] and box[2] >= inner[2] and box[3] >= inner[3]
