"""Runs one slow call of the door in a thread and brings the answer back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Errands(QObject):
    """One call at a time; while one runs, others are refused. `busy(bool)` when that changes."""

    busy = Signal(bool)
    _bell = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._answer: Any = None
        self._error: Exception | None = None
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[Exception], None] | None = None
        self._bell.connect(self._come_home, Qt.ConnectionType.QueuedConnection)

    def run(
        self, call: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> bool:
        """Run `call` in a thread, then `then` or `failed` here; False when one is running already."""
        if self._thread is not None:
            return False
        self._then, self._failed, self._answer, self._error = then, failed, None, None

        def work() -> None:
            try:
                self._answer = call()
            except Exception as error:
                self._error = error
            with contextlib.suppress(RuntimeError):  # the page that asked has gone meanwhile
                self._bell.emit()

        self._thread = threading.Thread(target=work, name="door", daemon=True)
        self.busy.emit(True)
        self._thread.start()
        return True

    def running(self) -> bool:
        """Whether a call has not come home yet."""
        return self._thread is not None

    @Slot()
    def _come_home(self) -> None:
        if self._thread is None:
            return
        self._thread.join()
        self._thread = None
        then, failed, answer, error = self._then, self._failed, self._answer, self._error
        self._then = self._failed = self._answer = self._error = None
        self.busy.emit(False)
        if error is not None and failed is not None:
            failed(error)
        elif then is not None:
            then(answer)
