"""The pages of a record that is made of photos: large cards with a picture, moved by drag or by keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.card_delegate import CardDelegate
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow

WIDE, HIGH = 84, 112
"""The picture on a card at 100 %."""


class _Delegate(CardDelegate):
    """Draws the page in place of the icon."""

    MARK = (WIDE, HIGH)

    def __init__(self, view: PhotoList) -> None:
        super().__init__(view, starred=False)
        self.pictures: dict[str, QImage] = {}

    def _paint_mark(self, painter: QPainter, box: QRect, card: CardRow, selected: bool) -> None:
        image = self.pictures.get(card.id)
        if image is None:
            super()._paint_mark(painter, box, card, selected)
            return
        room = QRectF(box)
        scale = min(room.width() / image.width(), room.height() / image.height())
        rect = QRectF(0, 0, image.width() * scale, image.height() * scale)
        rect.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.colours().border), 1))
        painter.drawRect(rect)


class PhotoList(CardList):
    """A movable list whose rows bear pictures."""

    def __init__(self, name: str) -> None:
        super().__init__(name, movable=True)
        self._with_pictures = _Delegate(self)
        self._delegate = self._with_pictures
        self.setItemDelegate(self._delegate)

    def has_picture(self, identity: str) -> bool:
        """Whether a card has its picture."""
        return identity in self._with_pictures.pictures

    def set_picture(self, identity: str, image: QImage) -> None:
        """Show the page on its card, made small."""
        side = theme.tokens().px(HIGH) * 2
        small = image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._with_pictures.pictures[identity] = small
        self.viewport().update()

    def forget_pictures(self) -> None:
        """Let go of all pictures."""
        self._with_pictures.pictures.clear()
