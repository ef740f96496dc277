"""A drawn page, as large as there is room; or a sentence while there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme


class PhotoPage(QWidget):
    """Shows one picture; `name` is what a screen reader calls it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.image = QImage()
        self.sentence = ""
        self.setAccessibleName(name)
        theme.on_change(self.update)

    def show_page(self, image: QImage) -> None:
        """Show a page."""
        self.image, self.sentence = image, ""
        self.setAccessibleDescription("")
        self.update()

    def wait(self) -> None:
        """Say that the page is being drawn; the one before stays pale meanwhile."""
        self.say(tr("The page is being drawn."))

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the page."""
        self.sentence = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Room to see whether the page is right."""
        return QSize(theme.tokens().px(320), theme.tokens().px(280))

    def minimumSizeHint(self) -> QSize:
        """Small, so that it never pushes its window."""
        return QSize(theme.tokens().px(160), theme.tokens().px(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page with a hairline, or the words."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.sentence:
            painter.setPen(QColor(c.text2))
            painter.setFont(theme.font("small"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()).adjusted(12, 12, -12, -12), flags, self.sentence)
        elif not self.image.isNull():
            room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            scale = min(room.width() / self.image.width(), room.height() / self.image.height())
            rect = QRectF(0, 0, self.image.width() * scale, self.image.height() * scale)
            rect.moveCenter(room.center())
            painter.drawImage(rect, self.image)
            painter.setPen(QPen(QColor(c.border), 1))
            painter.drawRect(rect)
        painter.end()
