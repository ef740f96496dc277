"""Words out of placed letters, phrases out of words, and words out of lines that were seen as a whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from secondop_desktop.reading.layout import Piece, Row, rows, text_of
from secondop_desktop.reading.pages import Word

Glyph = tuple[str, float, float, float, float]
"""A character and its box: left, top, right, bottom; a box of no size when the place is unknown."""

_NARROW, _WIDE = "iljtfrI.,:;'|!()[]/1-", "mwMW@%—"


def words_of(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """The words of a row of characters; blanks and other white space part them."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph[0].isspace():
            yield from _word(run)
            run = []
        elif run and _jumps(run[-1], glyph):
            yield from _word(run)
            run = [glyph]
        else:
            run.append(glyph)
    yield from _word(run)


def read_in_order(words: Sequence[Word]) -> tuple[str, tuple[Word, ...]]:
    """The words of a text layer as a person reads them, and their text."""
    groups = list(_phrases(words))
    pieces = [_piece(group) for group in groups]
    place = {id(piece): group for piece, group in zip(pieces, groups, strict=True)}
    found = rows(pieces)
    return text_of(found), tuple(word for row in found for piece in row for word in place[id(piece)])


def split_lines(found: Sequence[Row]) -> tuple[Word, ...]:
    """The words of lines that were seen as a whole; places within a line in proportion to the letters."""
    return tuple(word for row in found for piece in row for word in _split(piece))


def writes_to_the_left(text: str) -> bool:
    """Whether a text has Arabic or Hebrew letters, whose order only their writer knows."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _word(run: Sequence[Glyph]) -> Iterator[Word]:
    text = unicodedata.normalize("NFC", "".join(glyph[0] for glyph in run))
    placed = [glyph for glyph in run if glyph[3] > glyph[1] and glyph[4] > glyph[2]]
    if text and placed:
        yield Word(
            text,
            min(g[1] for g in placed),
            min(g[2] for g in placed),
            max(g[3] for g in placed),
            max(g[4] for g in placed),
        )


def _jumps(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands far from the one before it although no blank parts them."""
    size = max(last[4] - last[2], last[3] - last[1])
    if not size or glyph[3] <= glyph[1]:
        return False
    across = max(glyph[1] - last[3], last[1] - glyph[3])
    down = max(glyph[2] - last[4], last[2] - glyph[4])
    return across > 1.5 * size or down > 0.5 * size


def _phrases(words: Sequence[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and not _follows(group[-1], word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _follows(one: Word, other: Word) -> bool:
    """Whether a word stands in the same line, a blank away."""
    height = min(one.y1 - one.y0, other.y1 - other.y0)
    level = min(one.y1, other.y1) - max(one.y0, other.y0) > 0.6 * height
    return level and -0.2 * height < other.x0 - one.x1 < 0.7 * height


def _piece(group: Sequence[Word]) -> Piece:
    return Piece(
        " ".join(word.text for word in group),
        group[0].x0,
        min(word.y0 for word in group),
        group[-1].x1,
        max(word.y1 for word in group),
    )


def _split(piece: Piece) -> Iterator[Word]:
    text = piece.text
    widths = [_width(character) for character in text]
    whole = sum(widths) or 1.0
    done = 0.0
    start = 0
    for word in text.split():
        at = text.index(word, start)
        done += sum(widths[start:at])
        first = done / whole
        done += sum(widths[at : at + len(word)])
        start = at + len(word)
        yield _part(piece, word, first, done / whole)


def _part(piece: Piece, word: str, first: float, last: float) -> Word:
    across, height = piece.x1 - piece.x0, piece.height
    low, high = sorted((piece.rise * first, piece.rise * last))
    top = piece.y0 + max(0.0, -piece.rise)
    return Word(word, piece.x0 + across * first, top + low, piece.x0 + across * last, top + height + high)


def _width(character: str) -> float:
    if character in _NARROW or character.isspace():
        return 0.5
    return 1.5 if character in _WIDE or unicodedata.east_asian_width(character) in "WF" else 1.0
