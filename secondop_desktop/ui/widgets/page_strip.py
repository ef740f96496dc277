"""Small pictures of pages in a row, each with its number and a way to take it out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, show_new
from secondop_desktop.ui.widgets.buttons import icon_button
from secondop_desktop.ui.widgets.labels import Label, label


class PageStrip(FlowRow):
    """`removed(number)` with the number from 1 when the person wants a page out, as a text."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap="s")

    def show_pages(self, pictures: Sequence[QImage]) -> None:
        """Show these pages in their order."""
        self.clear()
        for number, picture in enumerate(pictures, 1):
            self.add(self._page(number, picture))
        if self.isVisible():
            show_new(self)

    def _page(self, number: int, picture: QImage) -> QWidget:
        page = QWidget()
        body = column("xxs", "none", page)
        shown = Label("", wrap=False)
        side = theme.tokens().px(110)
        fit = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown.setPixmap(QPixmap.fromImage(picture.scaled(side, side, *fit)))
        shown.setObjectName("pagepicture")
        name = tr("Page {page}", page=number)
        shown.setAccessibleName(tr("Picture of page {page}", page=number))
        below = row("none")
        below.addWidget(label(name, "small", wrap=False))
        out = icon_button(tr("Take out page {page}", page=number), "trash-2")
        out.clicked.connect(lambda: self.removed.emit(str(number)))
        below.addWidget(out)
        below.addStretch(1)
        body.addWidget(shown)
        body.addLayout(below)
        return page
