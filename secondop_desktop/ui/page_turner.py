"""Brings pictures of a file's pages from the worker to the view: first what is seen, then what is near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.page_store import PageStore

if TYPE_CHECKING:
    from secondop_desktop.flows.show_pages import PagePictures
    from secondop_desktop.reading.pages import Picture
    from secondop_desktop.ui.widgets.page_view import PageView
    from secondop_desktop.ui.widgets.page_words import Box
    from secondop_desktop.ui.work import Work

MOST_OF_THUMBS = 16 << 20


@dataclass(frozen=True)
class Wish:
    """A picture that somebody wants: a page, or with `box` a part of it, so many pixels across.

    `small` is for the row of all pages.
    """

    page: int
    across: int
    box: Box | None = None
    small: bool = False


@dataclass(frozen=True)
class Drawn:
    """What came of a wish: the picture, or why there is none."""

    wish: Wish
    pages: int
    image: QImage
    error: UserError | None = None


class PageTurner(QObject):
    """`refused(error)` when a page cannot be shown; the sentence stands in the view already.

    One picture is drawn at a time: the page in the view, then the part of it that is seen sharper, then the
    pages beside it, then the small pictures that `small_wanted` names. `small_came(page)` after one of those.
    Nothing of a page is ever written to the disk.
    """

    refused = Signal(object)
    shown = Signal(object)
    small_came = Signal(object)
    opened = Signal(object)

    def __init__(self, work: Work, view: PageView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self._pictures: PagePictures | None = None
        self._busy = False
        self._page: Wish | None = None
        self._part: Wish | None = None
        self._near: list[Wish] = []
        self._last = 0
        self._password = ""
        self._pages_known = 0
        self.failed: set[int] = set()
        self.store, self.small = PageStore(), PageStore(MOST_OF_THUMBS)
        self.small_wanted: Callable[[], Wish | None] = lambda: None
        view.wanted.connect(self._wanted)
        view.part_wanted.connect(self._part_wanted)

    def open(self, pictures: PagePictures, page: int = 1, password: str = "", *, again: bool = False) -> None:
        """Show another file; with `again` it is the same one drawn anew: the page stays until it comes."""
        self._let_go()
        self._pictures, self._password = pictures, password
        if again and not self._view.canvas.image.isNull():
            self._view.begin_again(page)
        else:
            self._view.clear()
            self._view.begin(page)

    def close(self, sentence: str = "") -> None:
        """Show no file; its worker ends and its pictures go."""
        self._let_go()
        self._view.clear(sentence)

    def _let_go(self) -> None:
        old, self._pictures = self._pictures, None
        self._page = self._part = None
        self._near, self._last, self._pages_known = [], 0, 0
        self.failed.clear()
        self.store.clear()
        self.small.clear()
        if old is not None:
            old.stop()
            self._work.start(
                tr("Putting a file away"), lambda _vault, _progress: old.close(), quiet=True, drawn=True
            )

    def nudge(self) -> None:
        """Look again whether somebody wants a picture."""
        if self._busy or self._pictures is None or self._work.closed():
            return
        wish = self._next()
        if wish is not None:
            self._draw(self._pictures, wish)

    def _wanted(self, asked: tuple[int, int]) -> None:
        wish = Wish(*asked)
        self._part = None
        found = self.store.get(wish)
        if found is not None:
            self._page = None
            self._show(wish, found)
        else:
            self._page = wish
        self.nudge()

    def _part_wanted(self, asked: tuple[int, int, Box]) -> None:
        self._part = Wish(*asked)
        self.nudge()

    def _next(self) -> Wish | None:
        if self._page is not None:
            wish, self._page = self._page, None
            return wish
        if self._part is not None:
            wish, self._part = self._part, None
            return wish
        while self._near:
            wish = self._near.pop(0)
            if wish not in self.store and wish.page not in self.failed:
                return wish
        small = self.small_wanted() if self._pages_known else None
        return small if small is not None and small.page not in self.failed else None

    def _draw(self, pictures: PagePictures, wish: Wish) -> None:
        self._busy = True
        password = self._password
        job = self._work.start(
            tr("Drawing a page"),
            lambda _vault, _progress: _draw(pictures, wish, password),
            quiet=True,
            drawn=True,
        )
        job.stopping.connect(pictures.stop)
        job.finished.connect(lambda drawn: self._arrived(pictures, drawn))
        job.ended.connect(self._ended)

    def _arrived(self, pictures: PagePictures, drawn: Drawn) -> None:
        if pictures is not self._pictures:
            return
        wish = drawn.wish
        if drawn.pages != self._pages_known:
            self._pages_known = drawn.pages
            self._view.set_pages(drawn.pages)
            self.opened.emit(drawn.pages)
        in_view = min(wish.page, max(1, drawn.pages)) == self._view.page
        if drawn.error is not None:
            self._refuse(wish, drawn.error, in_view)
        elif wish.box is not None:
            if in_view and self._page is None:
                self._view.show_part(drawn.image, wish.box)
        elif wish.small:
            self.small.put(wish.page, drawn.image)
            self.small_came.emit(wish.page)
        else:
            self.store.put(wish, drawn.image)
            if in_view:
                self._show(wish, drawn.image)

    def _refuse(self, wish: Wish, error: UserError, in_view: bool) -> None:
        self.failed.add(wish.page)
        if in_view and not wish.small:
            self._view.say(error.sentence)
            self.refused.emit(error)

    def _show(self, wish: Wish, image: QImage) -> None:
        self._view.show_picture(image)
        step = 1 if self._view.page >= self._last else -1
        self._last = self._view.page
        beside = (self._view.page + step, self._view.page - step, self._view.page + 2 * step)
        self._near = [Wish(page, wish.across) for page in beside if 1 <= page <= self._view.pages]
        self.shown.emit(self._view.page)

    def _ended(self) -> None:
        self._busy = False
        self.nudge()


def _draw(pictures: PagePictures, wish: Wish, password: str) -> Drawn:
    """Runs off the GUI thread; a page that cannot be shown is an answer like any other."""
    try:
        if not pictures.pages:
            pictures.open(password)
        page = min(wish.page, pictures.pages)
        if wish.box is None:
            found = pictures.picture(page, wish.across)
        else:
            found = pictures.part(page, wish.across, wish.box)
        return Drawn(wish, pictures.pages, image_of(found))
    except UserError as error:
        return Drawn(wish, pictures.pages, QImage(), error)


def image_of(found: Picture) -> QImage:
    """The pixels as the screen wants them, so that painting them costs little."""
    borrowed = QImage(found.rgb, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)
