"""How a long job says where it is, and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from secondop_desktop.base.errors import Cancelled

Item = TypeVar("Item")


def _nobody_listens(_fraction: float, _text: str) -> None:
    pass


def _never_stopped() -> bool:
    return False


class Progress:
    """Handed to every long function; knows nothing of threads or windows."""

    def __init__(
        self,
        report: Callable[[float, str], None] = _nobody_listens,
        stopped: Callable[[], bool] = _never_stopped,
    ) -> None:
        self._report = report
        self._stopped = stopped

    def at(self, fraction: float, text: str = "") -> None:
        """Report how far the job is, from 0.0 to 1.0; raise Cancelled when it was stopped."""
        if self._stopped():
            raise Cancelled
        self._report(fraction, text)

    def stop_asked(self) -> bool:
        """Whether the job was stopped, for what cannot be left by an exception."""
        return self._stopped()

    def part(self, start: float, end: float) -> Progress:
        """Give a slice of this progress to one stage of a flow."""
        return Progress(lambda f, text: self._report(start + f * (end - start), text), self._stopped)

    def each(self, items: Sequence[Item], text: str = "") -> Iterator[Item]:
        """Walk `items`, reporting before each one; `text` may hold {done} and {total}."""
        total = len(items)
        for done, item in enumerate(items):
            self.at(done / total, text.format(done=done + 1, total=total))
            yield item


NO_PROGRESS = Progress()
