"""Cards with the medicines to cut out and fold for the wallet, several on a page."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from secondop_desktop.base.language import tr
from secondop_desktop.paper.lists import dotted
from secondop_desktop.paper.medicines_page import allergy_words, left_off_words
from secondop_desktop.paper.pages import Page, draw_pages, paginate, patient_foot
from secondop_desktop.paper.question_pages import left_out_note
from secondop_desktop.paper.rows import LINE_WIDTH, Block, Row, Setting, ruled, space
from secondop_desktop.paper.sheets_own import MedicineLine, MedicineList
from secondop_desktop.paper.style import MM, PaperStyle, Sizes
from secondop_desktop.paper.tagged import Element, TaggedCanvas

_SMALL = Sizes(body=9, heading=10, title=11, foot=10, line=1.22)
_LARGE = Sizes(body=18, heading=18, title=20, foot=13, line=1.22)
_PAD = 3.5 * MM  # white inside the edge of a card
_READ_FLAT = 12.0  # points of the words that are no part of a card
_GAP = 5 * MM  # white between two cards
_DASHES = (4, 3)
_DOTS = (1, 3)
_COPIES = 4
_EMPTY_LINES = 5


@dataclass(frozen=True, slots=True)
class _Shape:
    """A card folded in the middle: the size of each half in points, and how many lie beside each other."""

    width: float
    height: float
    across: int

    @property
    def room(self) -> float:
        """Height for the words of one half."""
        return self.height - 2 * _PAD


def draw_wallet(data: MedicineList, style: PaperStyle, fixed: bool) -> bytes:
    """The cards as a PDF; see `draw.medicine_card`."""
    sizes = _LARGE if style.large else _SMALL
    setting, tree, shape = Setting(style, sizes), Element("Document"), _shape(style)
    how_to = tree.new("P")
    cards = _cards(data, setting, tree, shape)
    placed = [(card, False) for card in cards]
    if len(cards) == 1 and not style.large:
        # Copies are for scissors: whoever listens to the sheet hears the card once.
        placed += [(_cards(data, Setting(style, sizes), None, shape)[0], True)] * (_COPIES - 1)
    blocks = [_how_to(setting, how_to, copies=len(placed) > len(cards)), *_laid_out(placed, shape)]
    pages = paginate([*blocks, *left_out_note(setting, tree)], style.frame)
    title = tr("Medication card")
    return draw_pages(pages, tree, setting, title, patient_foot(title), fixed)


def _cards(data: MedicineList, setting: Setting, tree: Element | None, shape: _Shape) -> list[list[Page]]:
    """As many cards as the words need, each of two halves; without a tree they are decoration."""
    halves = paginate(_words(data, setting, tree, shape), shape.room)
    return [halves[place : place + 2] for place in range(0, len(halves), 2)]


def _shape(style: PaperStyle) -> _Shape:
    """Folded a little smaller than a bank card (85.6 by 54 mm, ISO/IEC 7810); in large print a postcard."""
    if style.large:
        return _Shape(style.column, 100 * MM, 1)
    return _Shape((style.column - _GAP) / 2, 50 * MM, 2)


def _how_to(setting: Setting, element: Element, *, copies: bool) -> Block:
    """What to do with the page; it is no part of a card."""
    said = tr("Cut along the broken lines, and fold each card along the dotted line.")
    if copies:
        said += " " + tr("There are four of the same: for the wallet, the bag, home, and somebody close.")
    return Block([*setting.text(element, said, size=max(setting.sizes.body, _READ_FLAT)), space(_GAP)])


def _words(data: MedicineList, setting: Setting, tree: Element | None, shape: _Shape) -> list[Block]:
    """The words of one card, from its first half to as many as they need."""
    card = _Card(setting, tree, shape.width - 2 * _PAD)
    title = tr("Medicines of {name}", name=data.person) if data.person.strip() else tr("My medicines")
    card.title(title)
    for label, words in (
        (tr("Born:"), data.birth_date),
        (tr("Phone:"), data.phone),
        (tr("My companion:"), data.contact),
        (tr("Allergies:"), allergy_words(data) if data.allergies is not None else ""),
        (tr("List of:"), data.printed_on),
    ):
        card.fact(label, words)
    if data.partial:
        card.fact("", left_off_words())
    if not data.taken and not data.own_lines:
        card.fact("", tr("No medicine is noted as taken on this list. Please ask me."))
        card.to_write_on()
    card.lines(tr("Taken now"), [_medicine(line) for line in data.taken])
    card.lines(tr("Noted in my own words"), [("", line) for line in data.own_lines])
    return card.blocks


def _medicine(line: MedicineLine) -> tuple[str, str]:
    """A medicine in one line, as it was told."""
    other = tr("({name})", name=line.other_name) if line.other_name else ""
    name = " ".join(part for part in (line.name, other) if part)
    told = [line.strength, line.dose, line.how_often, line.route]
    reason = tr("for: {reason}", reason=line.reason) if line.reason else ""
    missing = "" if line.dose and line.how_often else tr("not all of it is noted, please ask me")
    return f"{name}:", ", ".join(part for part in (*told, reason, missing) if part)


class _Card:
    """Collects the words of a card, set to its width."""

    def __init__(self, setting: Setting, tree: Element | None, width: float) -> None:
        self.blocks: list[Block] = []
        self._setting = setting
        self._tree = tree
        self._width = width

    def title(self, words: str, tag: str = "H1") -> None:
        """A heading of the card."""
        sizes = self._setting.sizes
        size = sizes.title if tag == "H1" else sizes.heading
        rows = self._setting.text(self._new(tag), words, size=size, bold=True, width=self._width)
        self._add([space(0 if tag == "H1" else size * 0.3), *rows])

    def fact(self, label: str, words: str) -> None:
        """A label and its words; nothing without words."""
        if words.strip():
            self._add(self._setting.text(self._new("P"), words, label=label, width=self._width))

    def to_write_on(self) -> None:
        """Lines for a hand."""
        for _ in range(_EMPTY_LINES):
            self._add([ruled(0, self._width, self._setting.ruling)])

    def lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """A list under a heading; the heading stays with the first line."""
        if not lines:
            return
        self.title(title, "H2")
        heading = self.blocks.pop()
        listing, size = self._new("L"), self._setting.sizes.body
        for place, (label, words) in enumerate(lines):
            body = listing.new("LI").new("LBody") if listing else None
            x = 1.1 * size
            rows = self._setting.text(body, words, label=label, x=x, width=self._width - x)
            self._add([*(heading.rows if place == 0 else []), *dotted(rows, size)])

    def _new(self, tag: str) -> Element | None:
        return self._tree.new(tag) if self._tree is not None else None

    def _add(self, rows: list[Row]) -> None:
        self.blocks.append(Block(rows, gap=self._setting.sizes.body * 0.12))


def _laid_out(cards: Sequence[tuple[list[Page], bool]], shape: _Shape) -> list[Block]:
    """The cards beside and below each other, each with whether it is a copy."""
    blocks = []
    for place in range(0, len(cards), shape.across):
        row = [
            _Placed(halves, shape, number * (shape.width + _GAP), copy)
            for number, (halves, copy) in enumerate(cards[place : place + shape.across])
        ]
        blocks.append(Block([_drawn(row, shape)], gap=_GAP))
    return blocks


@dataclass(frozen=True, slots=True)
class _Placed:
    """One card where it lies, `x` points from the left margin."""

    halves: Sequence[Page]
    shape: _Shape
    x: float
    copy: bool

    def draw(self, canvas: TaggedCanvas, top: float) -> None:
        """The edges, the fold, and the words of both halves."""
        with canvas.decoration():
            self._edges(canvas, top)
        with canvas.decoration() if self.copy else contextlib.nullcontext():
            for place, half in enumerate(self.halves):
                self._half(canvas, half, top - place * self.shape.height - _PAD)

    def _edges(self, canvas: TaggedCanvas, top: float) -> None:
        width, height = self.shape.width, self.shape.height
        canvas.setLineWidth(LINE_WIDTH)
        canvas.setDash(*_DASHES)
        canvas.rect(self.x, top - 2 * height, width, 2 * height)
        canvas.setDash(*_DOTS)
        canvas.line(self.x, top - height, self.x + width, top - height)
        canvas.setDash()

    def _half(self, canvas: TaggedCanvas, half: Page, top: float) -> None:
        canvas.saveState()
        canvas.translate(self.x + _PAD, 0)
        for block in half:
            for row in block.rows:
                row.draw(canvas, top)
                top -= row.height
            top -= block.gap
        canvas.restoreState()


def _drawn(cards: Sequence[_Placed], shape: _Shape) -> Row:
    def draw(canvas: TaggedCanvas, top: float) -> None:
        for card in cards:
            card.draw(canvas, top)

    return Row(2 * shape.height, draw)
