"""Places on a page that lies on its side or its head, in the page as it lies and as it stands upright.

A turn is how many degrees clockwise the page has to be turned to stand upright: 0, 90, 180 or 270. Places are
fractions of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from secondop_desktop.reading.pages import Word

QUARTER, WHOLE = 90, 360


def as_it_lies(words: Iterable[Word], turn: int) -> tuple[Word, ...]:
    """Words of an upright page at their places on the page as it lies."""
    return tuple(_moved(word, turn % WHOLE) for word in words)


def upright(words: Iterable[Word], turn: int) -> tuple[Word, ...]:
    """Words of a page as it lies at their places on the page once it was turned."""
    return tuple(_moved(word, -turn % WHOLE) for word in words)


def _moved(word: Word, turn: int) -> Word:
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    if turn == QUARTER:
        return Word(word.text, y0, 1 - x1, y1, 1 - x0)
    if turn == 2 * QUARTER:
        return Word(word.text, 1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if turn == 3 * QUARTER:
        return Word(word.text, 1 - y1, x0, 1 - y0, x1)
    return word
