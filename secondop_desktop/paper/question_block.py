"""One question on paper: its number and words, the box to tick, and lines to write on or the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import marks
from secondop_desktop.paper.rows import Block, Row, Setting, beside, ruled, space, together
from secondop_desktop.paper.sheets import QuestionLine
from secondop_desktop.paper.tagged import Element, TaggedCanvas

LINES = 3
_SHORTEST_NAME = 150.0  # points to write a name on; with less it gets a row of its own


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A list being set: its element, and the width of the widest number in points."""

    setting: Setting
    element: Element
    gutter: float

    def item(self, number: int, text: str, *, bold: bool = False) -> tuple[Element, list[Row]]:
        """A numbered item: the element of its body and the rows of its text."""
        item = self.element.new("LI")
        label = self.setting.text(item.new("Lbl"), f"{number}.", bold=True)
        body = item.new("LBody")
        text = text if text.strip() else tr("(no words yet)")
        rows = self.setting.text(body.new("P"), text, x=self.gutter, bold=bold)
        return body, beside(label, rows)

    def to_write_on(self, number: int, question: QuestionLine) -> Block:
        """A question with its row of marks and its ruled lines; in place of the lines its answer, if any."""
        body, text = self.item(number, question.text, bold=True)
        gap = self.setting.sizes.body * 1.1
        rows = [*text, together(self._marks(body, question))]
        if question.answer.strip():
            return Block([*rows, *self._answer(body, question)], gap)
        line = ruled(self.gutter, self.setting.style.column - self.gutter, self.setting.ruling)
        return Block([*rows, *[line] * LINES], gap, max(len(text) - 2, 0), line, filler_at=len(rows))

    def to_read(self, number: int, question: QuestionLine, *, star: bool = False) -> Block:
        """A question without room to write; a star in front of the number when it is one to ask first."""
        _body, rows = self.item(number, question.text, bold=star)
        if star:
            rows[0] = self._with_star(rows[0])
        return Block(rows, gap=self.setting.sizes.body * 0.4)

    def _with_star(self, row: Row) -> Row:
        size = self.setting.sizes.body

        def draw(canvas: TaggedCanvas, top: float) -> None:
            with canvas.decoration():
                marks.star(canvas, -1.25 * size, top - 1.02 * size, size)
            row.draw(canvas, top)

        return replace(row, draw=draw)

    def _answer(self, body: Element, question: QuestionLine) -> list[Row]:
        """The answer that was noted, and whose it is."""
        text, x = self.setting.text, self.gutter
        rows = [space(3), *text(body.new("P"), question.answer, label=tr("Answer:"), x=x)]
        if question.answered_by.strip():
            rows += text(body.new("P"), question.answered_by, label=tr("Who answered:"), x=x)
        return rows

    def _marks(self, body: Element, question: QuestionLine) -> list[Row]:
        """`Ask first` with its star, the box `Asked`, and who answered."""
        para = body.new("P")
        row = _MarkRow(self.setting, para, self.gutter)
        if question.starred:
            row.star(tr("Ask first"))
        row.tick_box(tr("Already asked") if question.asked else tr("Asked"), question.asked)
        if question.answer.strip():
            return [row.done()]
        rows = [row]
        if row.room - row.wide(tr("Who answered:")) < _SHORTEST_NAME:
            rows.append(_MarkRow(self.setting, para, self.gutter))
        if question.answered_by.strip():
            label = tr("Who answered:")
            return [row.done(), *self.setting.text(para, question.answered_by, label=label, x=self.gutter)]
        rows[-1].blank(tr("Who answered:"))
        return [one.done() for one in rows]


class _MarkRow:
    """A row of small drawings and words, filled from the left."""

    def __init__(self, setting: Setting, element: Element, x: float) -> None:
        self._setting = setting
        self._element = element
        self._x = x
        self._size = setting.sizes.body
        self._height = setting.ruling
        self._parts: list[Row] = []

    @property
    def room(self) -> float:
        """What is left of the line, in points."""
        return self._setting.style.column - self._x

    def wide(self, words: str) -> float:
        """How much room words take, with the white before what follows."""
        return (self._setting.words.width(words, bold=False) + 0.5) * self._size

    def star(self, words: str) -> None:
        """A star and its words."""
        x, size = self._x, self._size
        self._part(lambda canvas, base: marks.star(canvas, x, base - 0.12 * size, size))
        self._x += 1.3 * size
        self._say(words)
        self._x += 1.6 * size

    def tick_box(self, words: str, ticked: bool) -> None:
        """A box and its words."""
        x, size = self._x, self._size
        self._part(lambda canvas, base: marks.tick_box(canvas, x, base - 0.12 * size, size, ticked))
        self._x += 1.5 * size
        self._say(words)
        self._x += 1.6 * size

    def blank(self, words: str) -> None:
        """Words, and a line to write on up to the right margin."""
        self._say(words)
        self._parts.append(ruled(self._x, self.room, self._height))

    def done(self) -> Row:
        """The row as it is drawn."""
        return beside(*[[part] for part in self._parts])[0]

    def _say(self, words: str) -> None:
        x, size = self._x, self._size
        (line,) = self._setting.words.lines(words, float("inf"))
        element = self._element
        self._parts.append(
            Row(
                self._height,
                lambda canvas, top: canvas.put(element, x, top - self._base, replace(line, more=True), size),
            )
        )
        self._x += self.wide(words)

    @property
    def _base(self) -> float:
        return self._height - 0.3 * self._size

    def _part(self, shape: marks.Shape) -> None:
        def draw(canvas: TaggedCanvas, top: float) -> None:
            with canvas.decoration():
                shape(canvas, top - self._base)

        self._parts.append(Row(self._height, draw))
