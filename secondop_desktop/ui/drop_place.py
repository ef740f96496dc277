"""The one place to drop files: the whole window, covered while something is dragged over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.labels import Label, label

CALENDAR = "text/calendar"
"""What calendar and mail programs call an invitation that is dragged out of them (RFC 5545, 8.1)."""


@dataclass(frozen=True)
class Welcome:
    """What is said while something is dragged over the window, and whether it may be let go here."""

    sentence: str
    hint: str = ""
    takes: bool = True


class DropPlace(QWidget):
    """Covers `window` during a drag; `dropped(data)` while the drop lasts: read the data at once.

    `may` says why nothing can be taken now, or nothing. The events are taken before any part of the window
    sees them: a field would take the path of a file as words. Words that are dragged go on to the fields.
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget, may: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._may = window, may
        self.setAccessibleName(tr("Place to drop files"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        body = column("s", "xxl", self)
        self._picture, self._words = Label("", wrap=False), label("", "h1")
        self._hint = label("", "muted")
        body.addStretch(1)
        for part in (self._picture, self._words, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            body.addWidget(part)
        body.addStretch(1)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self._listen()

    def sentence(self) -> str:
        """What is said now; nothing while nothing is dragged."""
        return "" if self.isHidden() else self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the window from its first moment to the drop."""
        if watched is self._window:
            if event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._listen()
            elif event.type() == QEvent.Type.Resize and not self.isHidden():
                self.setGeometry(self._window.rect())
            return False
        return self._dragged(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Veil the page, and draw the edge of the place."""
        c, painter = theme.colours(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(c.canvas)
        veil.setAlpha(251)
        painter.fillRect(self.rect(), veil)
        gap = theme.tokens().space("l")
        pen = QPen(QColor(c.primary), 3, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        round_by = theme.tokens().radius_large
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(gap, gap, -gap, -gap), round_by, round_by)
        painter.end()

    def _listen(self) -> None:
        # Qt owns what is behind the window and may make it anew, so no reference to it stays here. A filter
        # that is installed twice is there once.
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _dragged(self, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if isinstance(event, QDragMoveEvent):
            return self._move(event)
        if isinstance(event, QDropEvent):
            return self._drop(event)
        if isinstance(event, QDragLeaveEvent):
            self.hide()
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not has_something(event.mimeData()) or QApplication.activeModalWidget() is not None:
            return False
        found = welcome(event.mimeData(), self._may())
        self._show(found)
        self._answer(event, takes=found.takes)
        return True

    def _move(self, event: QDragMoveEvent) -> bool:
        if self.isHidden():
            return False
        self._answer(event, takes=not self._may())
        return True

    def _drop(self, event: QDropEvent) -> bool:
        if self.isHidden():
            return False
        self.hide()
        takes = not self._may()
        self._answer(event, takes=takes)
        if takes:
            self.dropped.emit(event.mimeData())
        return True

    @staticmethod
    def _answer(event: QDropEvent, *, takes: bool) -> None:
        if takes:
            event.setDropAction(Qt.DropAction.CopyAction)  # what is dragged stays where it is
            event.accept()
        else:
            event.ignore()

    def _show(self, found: Welcome) -> None:
        self._words.setText(found.sentence)
        self._hint.setText(found.hint)
        self._hint.setVisible(bool(found.hint))
        name = "download" if found.takes else "lock"
        self._picture.setPixmap(theme.pixmap(name, theme.tokens().px(48), theme.colours().primary))
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()


def has_something(data: QMimeData) -> bool:
    """Whether files, a picture or an invitation are carried; words alone are for the fields."""
    return bool(files_of(data)) or data.hasImage() or data.hasFormat(CALENDAR)


def files_of(data: QMimeData) -> list[Path]:
    """The files and folders on this computer that were copied or dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]


def welcome(data: QMimeData, refused: str) -> Welcome:
    """What is said about what is carried."""
    if refused:
        return Welcome(refused, takes=False)
    files = files_of(data)
    if _is_invitation(data, files):
        return Welcome(tr("Let go to take in the invitation"), tr("It becomes a planned visit in your case."))
    count = len(files)
    if count > 1:
        hint = tr("They are stored encrypted in your case. What you drag stays where it is.")
        words = trn(
            "Let go to add {n} item to your records", "Let go to add {n} items to your records", count
        )
        return Welcome(words, hint)
    hint = tr("It is stored encrypted in your case. What you drag stays where it is.")
    return Welcome(tr("Let go to add it to your records"), hint)


def _is_invitation(data: QMimeData, files: list[Path]) -> bool:
    """Whether nothing but invitations is carried."""
    from secondop_desktop.flows.invitations import is_calendar_file

    return all(is_calendar_file(file) for file in files) if files else data.hasFormat(CALENDAR)
