"""A short list that is written with one line: Enter adds, each entry can be changed and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, empty_out, row, show_new
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.choices import Combo
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.widgets.plain_edit import PlainLine


@dataclass(frozen=True)
class Line:
    """One entry: its words, what is chosen for it, that choice in words, and a mark before it."""

    id: str
    text: str
    choice: str = ""
    about: str = ""
    mark: str = ""


class LineList(QWidget):
    """`added(text, choice)`, `changed(id, text, choice)` on Enter, `taken(id)` when one is to go.

    `choices` are (value, words) pairs, when something is chosen for each entry. A text that is `offer`ed
    stands in the line, marked, and does not count as typed until it is changed or kept.
    """

    added = Signal(str, str)
    changed = Signal(str, str, str)
    taken = Signal(str)

    def __init__(
        self, what: str, placeholder: str, choices: Sequence[tuple[str, str]] = (), chosen: str = ""
    ) -> None:
        super().__init__()
        self._values = [value for value, _ in choices]
        self._usual = chosen
        self._id = self._given = ""
        self._offered = False
        self._lines: list[Line] = []
        self.line, self.choice = PlainLine(), Combo()
        self.line.setMaxLength(300)
        self.line.setAccessibleName(what)
        self.line.setPlaceholderText(placeholder)
        self.line.returnPressed.connect(self.keep)
        self.line.textEdited.connect(self._written)
        self.choice.addItems([words for _, words in choices])
        self.choice.setAccessibleName(tr("{what}: for what", what=what))
        self.done = Button(tr("Add"), then=self.keep)
        self._entries, self._foot = column("xxs"), row("s")
        self._build(bool(choices))
        self._begin("", chosen)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other entries; what is typed in the line stays."""
        if list(lines) == self._lines:
            return
        self._lines = list(lines)
        focused = self.focusWidget()
        on_a_button = focused is not None and focused not in (self.line, self.choice, self.done)
        empty_out(self._entries)
        for line in lines:
            self._entries.addWidget(self._entry(line))
        show_new(self)
        if on_a_button and self.isVisible():
            self.line.setFocus()  # the button that was pressed is gone with its entry

    def offer(self, text: str, choice: str = "") -> None:
        """Put a text into the line that only has to be kept, unless somebody is writing there."""
        if not self._id and not self.typed():
            self._begin(text, choice or self._usual)
            self._offered = True
            self.line.selectAll()

    def typed(self) -> str:
        """What was typed and not kept."""
        return self.line.text() if self.line.text().strip() and self.line.text() != self._given else ""

    def keep(self) -> None:
        """Hand over what stands in the line."""
        text, choice, identity = self.line.text(), self._choice(), self._id
        self._begin("", self._usual)
        if text.strip() and identity:
            self.changed.emit(identity, text, choice)
        elif text.strip():
            self.added.emit(text, choice)

    def keep_typed(self) -> None:
        """Hand over what was typed, but not what was only offered."""
        if self.typed():
            self.keep()

    def give_back(self, text: str) -> None:
        """Put a text that could not be kept into the line again."""
        self.line.setText(f"{text} {self.typed()}".strip())
        self._given = ""

    def half(self) -> list[str]:
        """What stands only here, for `take_up`; empty when nothing does."""
        return [self.line.text(), self._choice(), self._id] if self.typed() else []

    def take_up(self, half: object) -> None:
        """Put back what `half` told."""
        if isinstance(half, list) and len(half) == 3:
            self._begin("", str(half[1]))
            self.line.setText(str(half[0]))
            self._id = str(half[2])

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        for part in (self.line, self.done):
            part.setVisible(on)
        self.choice.setVisible(on and bool(self._values))

    def _change(self, line: Line) -> None:
        self.keep_typed()
        self._begin(line.text, line.choice)
        self._id = line.id
        self.done.say(tr("Save"), "")
        self.line.setFocus()
        self.line.selectAll()

    def _begin(self, text: str, choice: str) -> None:
        self._id, self._given, self._offered = "", text, False
        self.line.setText(text)
        self.done.say(tr("Add"), "")
        if choice in self._values:
            self.choice.setCurrentIndex(self._values.index(choice))

    def _written(self) -> None:
        """Somebody else than the one who was offered: what is chosen for that one does not fit."""
        if self._offered:
            self._offered = False
            if self._usual in self._values:
                self.choice.setCurrentIndex(self._values.index(self._usual))

    def _choice(self) -> str:
        at = self.choice.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else ""

    def _entry(self, line: Line) -> QWidget:
        made = QWidget()
        inside = row("s", "none", made)
        if line.mark:
            inside.addWidget(chip(line.mark))
        inside.addWidget(label(f"{line.text}. {line.about}" if line.about else line.text), 1)
        ways = (
            (tr("Change: {text}", text=line.text), "pencil", partial(self._change, line)),
            (tr("Take away: {text}", text=line.text), "trash-2", partial(self.taken.emit, line.id)),
        )
        if not self.line.isHidden():
            for words, icon, then in ways:
                inside.addWidget(icon_button(words, icon, then))
        return made

    def _build(self, chooses: bool) -> None:
        body = column("s", "none", self)
        body.addLayout(self._entries)
        self._foot.addWidget(self.line, 3)
        if chooses:
            self._foot.addWidget(self.choice, 2)
        self._foot.addWidget(self.done)
        body.addLayout(self._foot)
