"""Reads a file from a disk that may never answer: within a limit, and it can be given up at any time."""

from __future__ import annotations

import io
import os
import queue
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_SILENCE = 30.0
"""Seconds without an answer after which a disk is given up; one that had to wake up takes about ten."""
_LOOK = 0.1
_STEP = 4 << 20


def open_patiently(path: Path, stopped: Callable[[], bool] = lambda: False) -> BinaryIO:
    """The open file; reading it raises UserError when its disk falls silent, Cancelled when it was stopped.

    Only files are opened: a pipe or a device would keep one waiting, or never end.
    """
    asked, opened = _Asked(stopped), list[BinaryIO]()
    try:
        asked(lambda: opened.append(_opened(path)), path.name)
    except BaseException:
        asked.end(lambda: [one.close() for one in opened])  # it may have been opened all the same
        raise
    return io.BufferedReader(_Patient(opened[0], asked, path.name), _STEP)


def _opened(path: Path) -> BinaryIO:
    if not stat.S_ISREG(path.stat().st_mode):
        raise UserError(
            tr("{name} is not a file with content of its own, so it cannot be kept.", name=path.name),
            tr("Nothing was changed."),
        )
    return path.open("rb", buffering=0)


class _Asked:
    """A thread that does one thing after the other; whoever asked can stop waiting for it.

    What hangs inside the system cannot be ended from outside. The thread is left to it, and ends by itself
    when the disk answers; until then it keeps nobody waiting, not even at the end of the program.
    """

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._tasks: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="patient file", daemon=True).start()

    def __call__(self, task: Callable[[], Any], name: str) -> Any:  # noqa: ANN401 - whatever the task gives
        self._tasks.put(task)
        waited = 0.0
        while True:
            try:
                answer, error = self._answers.get(timeout=_LOOK)
            except queue.Empty:
                waited += _LOOK
                if self._stopped():
                    raise Cancelled from None
                if waited >= LONGEST_SILENCE:
                    raise _silent(name) from None
                continue
            if error is not None:
                raise error
            if self._stopped():
                raise Cancelled
            return answer

    def end(self, task: Callable[[], Any] = lambda: None) -> None:
        """Do one last thing and end, without waiting for it."""
        self._tasks.put(task)
        self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                self._answers.put((task(), None))
            except BaseException as error:
                self._answers.put((None, error))


class _Patient(io.RawIOBase):
    """The raw file behind a buffer."""

    def __init__(self, file: BinaryIO, asked: _Asked, name: str) -> None:
        self._file, self._asked, self._name = file, asked, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        # The bytes are copied here and not by the thread: it may still write when the buffer is long gone.
        content = self._asked(lambda: self._file.read(len(memoryview(buffer))), self._name)
        memoryview(buffer)[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return int(self._asked(lambda: self._file.seek(offset, whence), self._name))

    def tell(self) -> int:
        return self.seek(0, os.SEEK_CUR)

    def close(self) -> None:
        if not self.closed:
            self._asked.end(self._file.close)
        super().close()


def _silent(name: str) -> UserError:
    return UserError(
        tr("The disk or network folder with {name} does not answer. Nothing was changed.", name=name),
        tr("Please check that it is connected, or copy the file to this computer first."),
    )
