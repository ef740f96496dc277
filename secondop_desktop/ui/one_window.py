"""One window per person: a second start hands its wish to the first one and ends."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from secondop_desktop.base import paths

_WAIT_MS = 1500
_LONGEST_WISH = 4096


class OneWindow(QObject):
    """`raised(case)` when a second start asks for the window; `case` is the folder it was given, or empty."""

    raised = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = _name()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def ask_the_first(self, case: str) -> bool:
        """Whether a window is there already; it was asked to come to the front."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(case.encode() + b"\n")
        heard = socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def be_the_first(self) -> None:
        """Listen for later starts; what a crashed one left behind is cleared away."""
        if not self._server.isListening() and not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def stop(self) -> None:
        """Listen no longer, so that the next process can."""
        self._server.close()

    def _hear(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            wish = bytes(socket.readLine(_LONGEST_WISH).data()).decode("utf-8", "replace")
            self.raised.emit(wish.strip())


def _name() -> str:
    """Where the windows of this person meet; on a disk that takes no folder each is alone."""
    try:
        return str(paths.runtime_folder() / "window")
    except OSError:
        return f"secondop-{os.getpid()}"
