"""Brings photos and the pages that they become from the worker to the screen, one at a time."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows.photos import PhotoPictures

if TYPE_CHECKING:
    from secondop_desktop.case.photos import Photo, Recipe
    from secondop_desktop.reading.pages import Picture
    from secondop_desktop.ui.work import Work
    from secondop_desktop.vault.vault import Vault

ACROSS = 900
"""Pixels across a drawn photo and page."""
MOST_KEPT = 8
Drawn: TypeAlias = "tuple[Picture, Picture] | UserError"
Both = tuple[QImage, QImage]


class PhotoDrawer(QObject):
    """`drawn(photo id)` when both pictures of a photo are there, `refused(photo id, error)` when not.

    Nothing of a photo is ever written to the disk.
    """

    drawn = Signal(str)
    refused = Signal(str, object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._pictures: PhotoPictures | None = None
        self._kept: OrderedDict[tuple[str, Recipe], Both] = OrderedDict()
        self._wanted: list[Photo] = []
        self._busy = False

    def both(self, photo: Photo) -> Both | None:
        """The photo as it was taken and its page, when they are drawn."""
        return self._kept.get((photo.id, photo.recipe))

    def want(self, photos: list[Photo]) -> None:
        """Draw these, the first one first, and forget what was wanted before."""
        self._wanted = [photo for photo in photos if self.both(photo) is None]
        self._next()

    def close(self) -> None:
        """Let go of everything; the worker ends."""
        self._wanted = []
        self._kept.clear()
        old, self._pictures = self._pictures, None
        if old is not None:
            old.stop()
            self._work.start(tr("Putting photos away"), lambda _vault, _progress: old.close(), quiet=True)

    def _next(self) -> None:
        if self._busy or not self._wanted:
            return
        photo = self._wanted.pop(0)
        pictures = self._pictures = self._pictures or PhotoPictures()
        self._busy = True
        job = self._work.start(
            tr("Drawing a photo"),
            lambda vault, _progress: _draw(vault, pictures, photo),
            quiet=True,
            drawn=True,
        )
        job.stopping.connect(pictures.stop)
        job.finished.connect(lambda answer: self._arrived(pictures, photo, answer))
        job.ended.connect(self._ended)

    def _arrived(self, pictures: PhotoPictures, photo: Photo, answer: Drawn) -> None:
        if pictures is not self._pictures:
            return
        if isinstance(answer, UserError):
            self.refused.emit(photo.id, answer)
            return
        self._kept[photo.id, photo.recipe] = _image(answer[0]), _image(answer[1])
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.drawn.emit(photo.id)

    def _ended(self) -> None:
        self._busy = False
        self._next()


def _draw(vault: Vault, pictures: PhotoPictures, photo: Photo) -> Drawn:
    """Runs on the easel; a photo that cannot be drawn is an answer like any other."""
    try:
        return pictures.both(vault, photo, ACROSS)
    except UserError as error:
        return error


def _image(picture: Picture) -> QImage:
    # The image only borrows the bytes, so it is copied while they live.
    return QImage(
        picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    ).copy()
