"""The text of a letter as rows: paragraphs, headings, points, boxes to tick and places to write on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import blanks
from secondop_desktop.paper.letter_text import LetterLine, lines, wide_blanks
from secondop_desktop.paper.question_pages import headed
from secondop_desktop.paper.rows import Block, Row, Setting, beside, space
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_INDENT = 1.4  # of the words beside a dot, of their size
_GAP = 0.75  # white between two paragraphs
_BEFORE_HEADING = 1.0
_DOT = 0.13  # radius of the dot
_QUESTION = 40  # letters; the words before a longer blank line get a line of their own
_TOGETHER = 0.36  # of a page: a group of lines no higher than this is never parted
_LABEL = re.compile(r"^([^:.?!]{2,48}:)\s+(?=\S)")
_LISTS = ("point", "boxes")


@dataclass(frozen=True)
class _Item:
    """A line with the number of bare lines to write on that follow it, and the words that name them."""

    line: LetterLine
    more: int = 0
    about: str = ""


def body_blocks(body: str, setting: Setting, tree: Element) -> list[Block]:
    """The text of a letter as blocks; a heading, and the few lines below it, stay on one page."""
    size, most = setting.sizes.body, setting.style.frame * _TOGETHER
    made: list[Block] = []
    stanza: list[Block] = []
    heading: list[Row] = []
    listing, before = tree, ""
    for item in _items(body):
        kind = item.line.kind
        if kind in ("space", "heading"):
            made += _kept_together(stanza, most)
            stanza = []
            if kind == "space" or before != "heading":
                _widen(made, size * (_GAP if kind == "space" else _BEFORE_HEADING))
        if kind == "heading":
            heading += setting.heading(tree, wide_blanks(item.line.words))
        elif kind != "space":
            if kind in _LISTS and kind != before:
                listing = tree.new("L")
            block = _block(item, setting, listing if kind in _LISTS else tree)
            stanza.append(headed(heading, block) if heading else block)
            heading = []
        before = kind
    made += _kept_together(stanza, most)
    return [*made, Block(heading)] if heading else made


def merged(blocks: Sequence[Block]) -> Block:
    """Several blocks as one, with the white between them."""
    rows = [row for block in blocks[:-1] for row in (*block.rows, space(block.gap))]
    return Block([*rows, *blocks[-1].rows], gap=blocks[-1].gap)


def _kept_together(stanza: list[Block], most: float) -> list[Block]:
    """The lines below one heading as one block, unless they are many."""
    if len(stanza) < 2 or sum(block.height + block.gap for block in stanza) > most:
        return stanza
    return [merged(stanza)]


def paragraph(setting: Setting, tree: Element, words: str) -> list[Row]:
    """One line or paragraph of text; an empty one keeps its height."""
    if not words.strip():
        return [space(setting.sizes.body)]
    return setting.text(tree.new("P"), wide_blanks(words))


def dotted(setting: Setting, listing: Element, text: str) -> Block:
    """A point of a list."""
    size = setting.sizes.body
    body = listing.new("LI").new("LBody")
    rows = setting.text(body, wide_blanks(text), x=_INDENT * size)
    return Block([_with_dot(rows[0], size), *rows[1:]], gap=size * 0.2)


def _items(body: str) -> Iterator[_Item]:
    """The lines, with those that hold nothing but a blank counted to the line before them."""
    held: _Item | None = None
    about = ""
    for line in lines(body):
        bare = line.kind == "blank" and not line.words
        if bare and held is not None and held.line.kind == "blank":
            held = replace(held, more=held.more + 1)
            continue
        if held is not None:
            yield held
        about = line.words if line.kind in ("heading", "text", "blank") and line.words else about
        held = _Item(line, about=about)
    if held is not None:
        yield held


def _block(item: _Item, setting: Setting, parent: Element) -> Block:
    line, size = item.line, setting.sizes.body
    if line.kind == "boxes":
        return Block(_boxes(item, setting, parent), gap=size * 0.3)
    if line.kind == "point" and line.blank:
        return _point_to_write(item, setting, parent)
    if line.kind == "point":
        return dotted(setting, parent, line.words)
    if line.kind == "blank":
        return Block(_to_write(item, setting, parent), gap=size * 0.5)
    label = _LABEL.match(line.words)
    if label is None:
        return Block(paragraph(setting, parent, line.words), gap=size * 0.2)
    rest = wide_blanks(line.words[label.end() :])
    return Block(setting.text(parent.new("P"), rest, label=label[1]), gap=size * 0.2)


def _to_write(item: _Item, setting: Setting, parent: Element) -> list[Row]:
    """Words and a line to write on, with as many more lines as follow; bare lines alone are one field."""
    words, wide = wide_blanks(item.line.words), setting.style.column
    about = item.about or tr("A line to write on")
    if len(item.line.choices) > 1 and not item.more:
        return _beside(item.line.choices, setting, parent)
    if not words:
        return blanks.written(setting, parent.new("P"), about, item.more + 1, x=0, width=wide)
    if words.endswith("?") or len(words) > _QUESTION:
        return blanks.lines(setting, parent, words, item.more + 1)
    rows = blanks.line(setting, parent, words)
    if item.more:
        rows += blanks.written(setting, parent.new("P"), words, item.more, x=0, width=wide)
    return rows


def _beside(labels: Sequence[str], setting: Setting, parent: Element) -> list[Row]:
    """Several short blanks on one line, or below one another where there is no room for a hand."""
    size, gap = setting.sizes.body, setting.sizes.body
    share = (setting.style.column - gap * (len(labels) - 1)) / len(labels)
    longest = max(setting.words.width(setting.words.ready(label), bold=True) for label in labels) * size
    if share - longest - size / 2 < min(blanks.SHORTEST, 0.6 * share):  # then blanks.line stacks them itself
        lines = [Block(blanks.line(setting, parent, label), gap=size / 2) for label in labels]
        return merged(lines).rows
    columns = [
        blanks.line(setting, parent, label, x=place * (share + gap), width=share)
        for place, label in enumerate(labels)
    ]
    return beside(*columns)


def _point_to_write(item: _Item, setting: Setting, listing: Element) -> Block:
    size = setting.sizes.body
    x, body = _INDENT * size, listing.new("LI").new("LBody")
    if item.line.words:
        rows = blanks.line(setting, body, wide_blanks(item.line.words), x=x, bold=False)
    else:
        about = item.about or tr("A line to write on")
        rows = blanks.written(setting, body.new("P"), about, 1, x=x, width=setting.style.column - x)
    return Block([_with_dot(rows[0], size, low=True), *rows[1:]], gap=size * 0.2)


def _boxes(item: _Item, setting: Setting, listing: Element) -> list[Row]:
    """One box and its words, or several side by side; with a line to write on after the last."""
    body = listing.new("LI").new("LBody")
    choices = [wide_blanks(words) or "…" for words in item.line.choices]
    if len(choices) > 1:
        rows = blanks.ticks(setting, body, "", choices)
    else:
        rows = blanks.tick(setting, body, choices[0])
    if item.line.blank:
        x = 1.6 * setting.sizes.body
        about = choices[-1] or tr("A line to write on")
        rows += blanks.written(setting, body.new("P"), about, 1, x=x, width=setting.style.column - x)
    return rows


def _with_dot(row: Row, size: float, low: bool = False) -> Row:
    """A row with a dot in front; `low` beside a line to write on."""

    def draw(canvas: TaggedCanvas, top: float) -> None:
        middle = top - row.height + 0.35 * size if low else top - row.height / 2
        with canvas.decoration():
            canvas.circle(0.4 * size, middle, _DOT * size, stroke=0, fill=1)
        row.draw(canvas, top)

    return replace(row, draw=draw)


def _widen(made: list[Block], gap: float) -> None:
    """More white below the last block."""
    if made:
        made[-1] = replace(made[-1], gap=max(made[-1].gap, gap))
