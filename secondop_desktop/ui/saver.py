"""Saves what is being typed, all the time and behind the writer's back, so that no keystroke is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import tr
from secondop_desktop.ui.unsaved import RETRY_MS, still_here
from secondop_desktop.vault.errors import NoRoom

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.ui.work import Work

    Write = Callable[[Session, str], object]
    Also = Callable[[], Write | None]

# The promise is: kept 250 ms after a pause, and once a second while typing goes on. A commit to an encrypted
# file takes some tens of milliseconds, so the writing starts that much earlier.
PAUSE_MS = 150
CEILING_MS = 500
SLOW_MS = 1500
JUST_NOW = timedelta(minutes=1)
OLD_DATA_MS = 2_000
"""A page that is on its way while something is saved arrives sooner than this."""


@dataclass(frozen=True)
class SaveState:
    """How safe the words are: `error` says why they are not kept yet, `slow` that the disk takes its time.

    With neither, everything up to about a second ago is kept, last at `at` (None: nothing new was typed).
    """

    at: datetime | None = None
    error: Exception | None = None
    slow: bool = False


def saved_words(state: SaveState, now: datetime, zone: tzinfo) -> tuple[str, str, str]:
    """A state in a word or two, its tone, and a whole sentence when the person has to know more."""
    if isinstance(state.error, NoRoom):
        why = tr("Not saved yet: there is no room left on this disk. Keep typing, your words are kept here.")
        return tr("Not saved yet"), "danger", why
    if state.error is not None:
        why = tr("Not saved yet. Keep typing, your words are kept here and are tried again all the time.")
        return tr("Not saved yet"), "danger", why
    if state.slow:
        return tr("Saving"), "info", tr("This disk is slow. Keep typing, your words are kept here.")
    if state.at is None or now < state.at:  # the clock may have been set back since
        return tr("Saved"), "ok", ""
    if now - state.at < JUST_NOW:
        return tr("Saved just now"), "ok", ""
    return tr("Saved at {time}", time=time_words(state.at.astimezone(zone))), "ok", ""


@dataclass
class _Paper:
    """One text: as it is typed now, as it was last saved, how it gets there, and what goes along with it.

    `has` is what the case has, which is not what was saved when the write left the words as they were. `was`
    is what it had before the last save that changed it, and `since` runs from that moment.
    """

    text: str
    kept: str
    write: Write
    also: Also | None = None
    has: str = ""
    was: str = ""
    since: QElapsedTimer = field(default_factory=QElapsedTimer)
    read: Callable[[], str] | None = None

    def look(self) -> str:
        """What the text is now: `read` tells it, when something was typed since somebody looked."""
        if self.read is not None:
            self.text, self.read = self.read(), None
        return self.text

    def is_saved(self, text: str, held: bool) -> None:
        """Note that `text` was saved; when the case did not take it (`held` False), what it tells counts."""
        self.kept = text
        if held:
            self.was, self.has = self.has, text
            self.since.start()
        else:
            self.since.invalidate()

    def was_fetched_before(self, kept: str) -> bool:
        """Whether `kept` is what the case had a moment ago: such data was fetched before the last save."""
        return self.since.isValid() and kept == self.was and self.since.elapsed() < OLD_DATA_MS


class Saver(QObject):
    """Writes each text that changed in a transaction of its own, one after another, never two at once.

    A text that cannot be kept stays here and is tried again all the time; `refused(error)` tells of it
    once, until everything is kept again. `changed` is emitted when `state` is another one, `kept(key)` when
    a text is in the case.
    """

    changed = Signal()
    kept = Signal(str)
    refused = Signal(object)

    def __init__(self, work: Work, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._clock = work, clock
        self.state = SaveState()
        self._papers: dict[str, _Paper] = {}
        self._under_way = ""
        self._round: list[str] = []
        self._refused: set[str] = set()
        self._pause = self._timer(PAUSE_MS, self._due)
        self._ceiling = self._timer(CEILING_MS, self._due)
        self._retry = self._timer(RETRY_MS, self.save_now)
        self._slow = self._timer(SLOW_MS, self._is_slow)

    def begin(self, key: str, kept: str, write: Write, also: Also | None = None) -> str:
        """Take up the text `key`, of which the case has `kept`; gives back the text that counts.

        That is the typed one as long as it is not kept. `write(session, text)` puts it into the case, or
        gives back False when the words there are to stay. `also` is asked each time, when the text is about
        to be written, what else belongs into the same transaction.
        """
        paper = self._papers.get(key)
        if paper is not None and (self._is_behind(key) or paper.was_fetched_before(kept)):
            paper.write, paper.also = write, also
        else:
            paper = self._papers[key] = _Paper(kept, kept, write, also, kept)
        return paper.text

    def typed(self, key: str, text: str) -> None:
        """Note what the text `key` is now; it will be kept in a moment."""
        if text != self._papers[key].look():
            self._papers[key].text = text
            self._start()

    def touched(self, key: str, read: Callable[[], str]) -> None:
        """Note that something was typed in the text `key`; it will be kept in a moment.

        `read` is asked for the text only then: to take a long one out of its editor for each key is felt.
        """
        self._papers[key].read = read
        self._start()

    def _start(self) -> None:
        self._pause.start()
        if not self._ceiling.isActive():
            self._ceiling.start()

    def settle(self) -> None:
        """Take every text out of its editor, before that shows another one."""
        for paper in self._papers.values():
            paper.look()

    def dirty(self) -> bool:
        """Whether words were typed that the case does not have yet."""
        return any(self._is_behind(key) for key in self._papers)

    def writing(self) -> bool:
        """Whether a text is on its way into the case: a change told of now may be this one."""
        return bool(self._under_way)

    def save_now(self) -> None:
        """Start to write everything that is not kept, without waiting for a pause."""
        behind = [key for key in self._papers if self._is_behind(key)]
        self._refused.intersection_update(behind)
        if self.state.error is not None and not self._refused:
            self._become(SaveState(self.state.at))
        self._begin_round(behind)

    def flush(self) -> bool:
        """Write everything and wait for it; False when something could not be kept (it stays here)."""
        self.save_now()
        self._work.flush()
        return not self.dirty()

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(then)
        return made

    def _is_behind(self, key: str) -> bool:
        paper = self._papers[key]
        return paper.look() != paper.kept or key == self._under_way

    def _due(self) -> None:
        """A pause, or a second of typing: what was refused waits for its own time."""
        self._begin_round([key for key in self._papers if self._is_behind(key) and key not in self._refused])

    def _begin_round(self, keys: list[str]) -> None:
        self._pause.stop()
        self._ceiling.stop()
        self._round = keys
        self._go_on()

    def _go_on(self) -> None:
        while self._round and not self._under_way:
            key = self._round.pop(0)
            if self._papers[key].look() != self._papers[key].kept:
                self._write(key)

    def _write(self, key: str) -> None:
        paper = self._papers[key]
        text, write = paper.text, paper.write
        also = paper.also() if paper.also is not None else None
        self._under_way = key
        self._slow.start()

        def command(session: Session) -> bool:
            held = write(session, text) is not False
            if also is not None:
                also(session, text)
            return held

        self._work.write(
            self,
            command,
            lambda held: self._is_kept(key, text, held),
            lambda error: self._is_refused(key, error),
        )

    def _is_kept(self, key: str, text: str, held: bool) -> None:
        self._end(key)
        self._papers[key].is_saved(text, held)
        self.kept.emit(key)
        self._refused.discard(key)
        if not self._refused:
            self._retry.stop()
        self._become(SaveState(self._clock.now(), self.state.error if self._refused else None))
        self._go_on()

    def _is_refused(self, key: str, error: Exception) -> None:
        self._end(key)
        first = not self._refused
        self._refused.add(key)
        self._retry.start()
        self._become(SaveState(self.state.at, error))
        if first:
            self.refused.emit(still_here(error))
        self._go_on()

    def _end(self, key: str) -> None:
        if key == self._under_way:
            self._under_way = ""
        self._slow.stop()

    def _is_slow(self) -> None:
        self._become(SaveState(self.state.at, self.state.error, slow=True))

    def _become(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
