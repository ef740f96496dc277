"""Choosing words on a page: by mouse from word to word, by key from word to word and line to line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from secondop_desktop.ui.widgets.page_words import Box, PageWords, Spot

WHOLE = (0.0, 0.0, 1.0, 1.0)


class PageChoice(QObject):
    """`changed()` when other words are chosen."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words = PageWords()
        self._placed: tuple[Sequence[tuple[str, Box]], int] = ((), 0)
        self._from: int | None = None
        self._to: int | None = None

    def set_words(self, words: Sequence[tuple[str, Box]], turn: int = 0) -> None:
        """Offer the words of another page, which is shown turned; the same words keep what is chosen."""
        if (words, turn) != self._placed:
            self._placed = words, turn
            self.words = PageWords(words, turn)
            self.clear()

    def clear(self) -> None:
        """Choose nothing."""
        self._take(None, None)

    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return self._from is None

    def begin(self, spot: Spot) -> bool:
        """Choose the word under a place and go on from there; False where no word stands."""
        word = self.words.at(spot)
        if word is None:
            return False
        self._take(word, word)
        return True

    def reach(self, spot: Spot) -> None:
        """Choose as far as the word nearest to a place."""
        if self._from is not None:
            self._take(self._from, self.words.nearest(spot))

    def line(self, spot: Spot) -> None:
        """Choose the line under a place."""
        word = self.words.at(spot)
        if word is not None:
            self._take(*self.words.line_of(word))

    def everything(self) -> None:
        """Choose all words of the page."""
        if len(self.words):
            self._take(0, len(self.words) - 1)

    def step(self, by: int, seen: Box = WHOLE) -> None:
        """Choose the word after (1) or before (-1); the first time the first one in what is seen."""
        if self._to is None:
            start = self.words.first_in(seen)
            self._take(start, start)
            return
        to = self._within(self._to + by)
        self._take(to, to)

    def grow(self, by: int, seen: Box = WHOLE) -> None:
        """Choose a word more or less."""
        if self._to is None:
            self.step(by, seen)
        else:
            self._take(self._from, self._within(self._to + by))

    def grow_lines(self, by: int, seen: Box = WHOLE) -> None:
        """Choose as far as the line below (1) or above (-1)."""
        if self._to is None:
            self.step(by, seen)
        else:
            self._take(self._from, self.words.in_line_beside(self._to, by))

    def text(self) -> str:
        """The chosen words."""
        ends = self._ends()
        return self.words.text(*ends) if ends else ""

    def boxes(self) -> tuple[Box, ...]:
        """Where they stand, one box a line."""
        ends = self._ends()
        return self.words.boxes(*ends) if ends else ()

    def last_box(self) -> Box | None:
        """Where the word stands that the keys move."""
        return self.words.boxes(self._to, self._to)[0] if self._to is not None else None

    def copy(self) -> bool:
        """Put the chosen words on the clipboard; False when there are none."""
        text = self.text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    def _ends(self) -> tuple[int, int] | None:
        if self._from is None or self._to is None:
            return None
        return min(self._from, self._to), max(self._from, self._to)

    def _within(self, word: int) -> int:
        return max(0, min(len(self.words) - 1, word))

    def _take(self, first: int | None, last: int | None) -> None:
        if (first, last) != (self._from, self._to):
            self._from, self._to = first, last
            self.changed.emit()
