"""What is copied here is marked as secret, taken off the clipboard soon, and not lost by that."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from secondop_desktop.ui import objc

CLEAR_AFTER_MS = 30_000
AGAIN_MS = 1_000
MOST_TIMES = 5
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# What clipboard histories look for before they remember something. Linux: KDE's Klipper and others
# (x-kde-passwordManagerHint). Windows: "Clipboard Formats", Cloud Clipboard and Clipboard History Formats
# (learn.microsoft.com/windows/win32/dataxchg/clipboard-formats). macOS: nspasteboard.org, see below.
MARKS: dict[str, dict[str, bytes]] = {
    "linux": {"x-kde-passwordManagerHint": b"secret"},
    "win32": {
        _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\x01\0\0\0",
        _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
        _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b"secret"},
}
"""The formats that say "this is secret", by platform, with their values."""
MAC_TYPE = "org.nspasteboard.ConcealedType"


def marks(platform: str = sys.platform) -> dict[str, bytes]:
    """The formats for this kind of computer."""
    return MARKS.get(platform, MARKS["linux"])


class ClipboardGuard(QObject):
    """Watches what this program puts on the clipboard, and on the selection of X11.

    After `CLEAR_AFTER_MS`, at `clear` and so at the lock and at the end, it is taken away when it is still
    ours. The words themselves stay in memory until then, so that a text that was cut can still be pasted
    here: `held`. `copied` is emitted when something of ours was marked.
    """

    copied = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._board = QGuiApplication.clipboard()
        self._held = self._last = ""
        self._times = 0
        self._looking = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(CLEAR_AFTER_MS)
        self.timer.timeout.connect(self._time_is_up)
        self._board.dataChanged.connect(self._copied)
        self._board.selectionChanged.connect(self._selected)

    def held(self) -> str:
        """The words that were copied or cut last from a page of the window."""
        return self._held

    def hold(self, text: str) -> None:
        """Take up words that were held in another run, so that they can be pasted here."""
        self._held = text
        self._listen(bool(text))

    def clear(self) -> None:
        """Take away what is ours; what another program put there stays."""
        self.timer.stop()
        for mode in _MODES:
            if self._is_ours(mode) and _is_marked(self._board.mimeData(mode)):
                self._board.clear(mode)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Before something is pasted here: offer the words again that were taken away by the time."""
        pasting = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if event.type() == QEvent.Type.ContextMenu or (pasting and event.type() == QEvent.Type.KeyPress):
            self._offer_again()
        return False

    def _copied(self) -> None:
        self._mark(QClipboard.Mode.Clipboard)

    def _selected(self) -> None:
        self._mark(QClipboard.Mode.Selection)

    def _mark(self, mode: QClipboard.Mode) -> None:
        data = self._board.mimeData(mode)
        if data is None or not data.formats():
            return
        if not self._is_ours(mode):
            if mode is QClipboard.Mode.Clipboard:
                self.hold("")
            return
        if _is_marked(data) or self._goes_round(data.text()):
            return
        if mode is QClipboard.Mode.Clipboard:
            self.hold("")
            self._held = data.text() if self._is_from_a_page() else ""
        self._put(_marked(data), mode)
        self.copied.emit()

    def _put(self, data: QMimeData, mode: QClipboard.Mode) -> None:
        self.timer.start()
        self._board.setMimeData(data, mode)
        if sys.platform == "darwin":
            conceal_on_macos()

    def _goes_round(self, text: str) -> bool:
        """Whether this is heard again and again: a system that drops the mark must not keep us busy."""
        soon = self.timer.remainingTime() > CLEAR_AFTER_MS - AGAIN_MS
        self._times = self._times + 1 if soon and text == self._last else 0
        self._last = text
        return self._times >= MOST_TIMES

    def _time_is_up(self) -> None:
        self.clear()
        self._listen(bool(self._held))

    def _offer_again(self) -> None:
        present = self._board.mimeData()
        if present is None or not present.formats():
            data = QMimeData()
            data.setText(self._held)
            self._listen(False)
            self._put(_marked(data), QClipboard.Mode.Clipboard)

    def _listen(self, on: bool) -> None:
        """See every event of the program only while there is something to offer."""
        app = QApplication.instance()
        if app is not None and on != self._looking:
            (app.installEventFilter if on else app.removeEventFilter)(self)
            self._looking = on

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._board.supportsSelection() and self._board.ownsSelection()
        return self._board.ownsClipboard()

    def _is_from_a_page(self) -> bool:
        """Whether the cursor is in the window itself, in no dialog and in no field for a secret."""
        at = QApplication.focusWidget()
        if at is None or at.window() is not self._window:
            return False
        return not at.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def _is_marked(data: QMimeData | None) -> bool:
    return data is not None and any(data.hasFormat(name) for name in marks())


def _marked(data: QMimeData) -> QMimeData:
    """A copy that says that it is secret; of words only the plain text, which is what one pastes."""
    made = QMimeData()
    if data.hasText():
        made.setText(data.text())
    else:
        for name in data.formats():
            made.setData(name, data.data(name))
    for name, value in marks().items():
        made.setData(name, value)
    return made


def conceal_on_macos() -> None:
    """Add the mark of macOS, which Qt cannot: it gives formats of our own another name there."""
    board = objc.send("NSPasteboard", "generalPasteboard")
    kinds = objc.send("NSArray", "arrayWithObject:", MAC_TYPE)
    objc.send(board, "addTypes:owner:", kinds, 0)
    objc.send(board, "setString:forType:", "", MAC_TYPE)
