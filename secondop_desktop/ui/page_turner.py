"""Brings the pictures of a file's pages from the worker to the view, one at a time and only the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from secondop_desktop.flows.show_pages import PagePictures
    from secondop_desktop.reading.pages import Picture
    from secondop_desktop.ui.widgets.page_view import PageView
    from secondop_desktop.ui.work import Work

Answer = tuple[int, int, "Picture | UserError"]


class PageTurner(QObject):
    """`refused(error)` when a page cannot be shown; the sentence stands in the view already.

    Nothing of a page is ever written to the disk.
    """

    refused = Signal(object)
    shown = Signal(object)

    def __init__(self, work: Work, view: PageView) -> None:
        super().__init__(view)
        self._work, self._view = work, view
        self._pictures: PagePictures | None = None
        self._busy = False
        self._next: tuple[int, int] | None = None
        self._password = ""
        view.wanted.connect(self._wanted)

    def open(self, pictures: PagePictures, page: int = 1, password: str = "") -> None:
        """Show another file."""
        self.close()
        self._pictures, self._password = pictures, password
        self._view.begin(page)

    def close(self, sentence: str = "") -> None:
        """Show no file; its worker ends."""
        old, self._pictures = self._pictures, None
        self._next = None
        self._view.clear(sentence)
        if old is not None:
            old.stop()
            self._work.start(tr("Putting a file away"), lambda _vault, _progress: old.close(), quiet=True)

    def _wanted(self, asked: tuple[int, int]) -> None:
        if self._pictures is None:
            return
        if self._busy:
            self._next = asked
            return
        self._busy = True
        pictures, password = self._pictures, self._password
        job = self._work.start(
            tr("Drawing a page"), lambda _vault, _progress: _draw(pictures, asked, password), quiet=True
        )
        job.stopping.connect(pictures.stop)
        job.finished.connect(lambda answer: self._arrived(pictures, answer))
        job.ended.connect(self._ended)

    def _arrived(self, pictures: PagePictures, answer: Answer) -> None:
        page, pages, found = answer
        if pictures is not self._pictures:
            return
        self._view.set_pages(pages)
        if isinstance(found, UserError):
            self._view.say(found.sentence)
            self.refused.emit(found)
        elif page == self._view.page:
            # The image only borrows the bytes, so it is copied while they live.
            image = QImage(found.rgb, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888)
            self._view.show_picture(image.copy())
            self.shown.emit(page)

    def _ended(self) -> None:
        self._busy = False
        asked, self._next = self._next, None
        if asked is not None:
            self._wanted(asked)


def _draw(pictures: PagePictures, asked: tuple[int, int], password: str) -> Answer:
    """Runs on the bench; a page that cannot be shown is an answer like any other."""
    page, across = asked
    try:
        if not pictures.pages:
            pictures.open(password)
        page = min(page, pictures.pages)
        return page, pictures.pages, pictures.picture(page, across)
    except UserError as error:
        return page, pictures.pages, error
