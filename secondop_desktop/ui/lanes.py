"""Threads that do errands in the order in which they were given.

A worker thread never holds the last reference to anything of the GUI: what it runs lies in an `Errand` that
the GUI thread alone throws away, after the worker has let go of it.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from typing import Any


class Errand:
    """Something to do on a lane and what came of it; dropped by the GUI thread only."""

    def __init__(self, task: Callable[[], Any], home: Callable[[Errand], None]) -> None:
        self.task = task
        self.home = home
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do it, and keep the result or the error."""
        try:
            self.result = self.task()
        except BaseException as error:
            self.error = error


class Lane:
    """Threads that take errands in order; each hands the errand's number back when it has let go of it."""

    def __init__(self, name: str, threads: int, done: Callable[[int], None]) -> None:
        self._errands: dict[int, Errand] = {}
        self._numbers = itertools.count()
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._done = done
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def give(self, errand: Errand) -> None:
        """Put an errand at the end of the lane; once it is closed there is nobody left to do it."""
        if self._closed:
            return
        number = next(self._numbers)
        self._errands[number] = errand
        self._waiting.put(number)

    def take_home(self, number: int) -> Errand:
        """Hand over an errand that is done; to be called on the GUI thread."""
        return self._errands.pop(number)

    def busy(self) -> bool:
        """Whether an errand has not come home yet."""
        return bool(self._errands)

    def close(self) -> None:
        """Finish what was given, then stop the threads."""
        self._closed = True
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (number := self._waiting.get()) is not None:
            self._errands[number].run()
            self._done(number)
