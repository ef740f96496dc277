"""Several things to tick, each with a line for the person's own words once it is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.fields import Field, TextField
from secondop_desktop.ui.widgets.tick import Tick


class PickField(Field):
    """The value is the own words of each ticked thing by its key, in the order of ticking.

    Once something is ticked, the rest is folded away behind a button.
    """

    def __init__(self, words: str, choices: Sequence[tuple[str, str]], own_words: str) -> None:
        group = QWidget()
        super().__init__(words, group)
        self._lines = column("none", "none", group)
        self._order: list[str] = []
        self.ticks: dict[str, Tick] = {}
        self.own: dict[str, TextField] = {}
        self._unfolded = False
        self._own_words = own_words
        for key, title in choices:
            self._add(key, title)
        self.all = Button("", "quiet", "chevron-down", then=self.unfold)
        self.all.setProperty("flush", True)
        self._lines.addWidget(self.all)
        self._fold()

    def value(self) -> dict[str, str]:
        """The ticked keys with the words beside each."""
        return {key: self._line_for(key).value() for key in self._order}

    def set_value(self, value: Mapping[str, str]) -> None:
        """Tick exactly these; keys that are not offered are passed over."""
        self._order = [key for key in value if key in self.ticks]
        for key, tick in self.ticks.items():
            blocked = tick.blockSignals(True)
            tick.setChecked(key in value)
            tick.blockSignals(blocked)
            line = self._line_for(key) if key in value else None
            if line is not None and line.value() != value[key]:
                blocked = line.blockSignals(True)
                line.set_value(value[key])
                line.blockSignals(blocked)
        self._fold()

    def raw(self) -> dict[str, str]:
        """The ticked keys with the words beside each, to the letter."""
        return {key: self._line_for(key).raw() for key in self._order}

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Field.value
        """Tick what was ticked, with the words as they were typed."""
        if isinstance(raw, dict):
            self.set_value({str(key): str(words) for key, words in raw.items()})
            self._typed()

    def typed(self) -> str:
        """The words beside the ticks."""
        return "; ".join(words for words in self.value().values() if words)

    def unfold(self) -> None:
        """Show what is not ticked, too."""
        self._unfolded = True
        self._fold()

    def _add(self, key: str, title: str) -> None:
        tick = Tick(title)
        tick.setProperty("key", key)
        tick.toggled.connect(self._toggled)
        self.ticks[key] = tick
        self._lines.addWidget(tick)

    def _line_for(self, key: str) -> TextField:
        """The line below a tick, made when it is needed: most of them never are."""
        if key in self.own:
            return self.own[key]
        spoken = tr("{title}: {own}", title=self.ticks[key].accessibleName(), own=self._own_words)
        line = TextField(spoken, placeholder=self._own_words, lines=1, labelled=False)
        line.changed.connect(self._typed)
        line.finished.connect(self.finished)
        line.body.setProperty("margins", "xl none none xs")
        theme.space_layout(line.body)
        self.own[key] = line
        self._lines.insertWidget(self._lines.indexOf(self.ticks[key]) + 1, line)
        return line

    def _toggled(self, on: bool) -> None:
        sender = self.sender()
        key = str(sender.property("key")) if sender is not None else ""
        if key not in self.ticks:
            return
        self._order = [other for other in self._order if other != key] + ([key] if on else [])
        self._unfolded = True
        self._fold()
        self._typed()
        self.finished.emit()

    def _fold(self) -> None:
        folded = bool(self._order) and not self._unfolded
        for key, tick in self.ticks.items():
            tick.setHidden(folded and key not in self._order)
            if key in self.own or key in self._order:
                self._line_for(key).setHidden(key not in self._order)
        rest = len(self.ticks) - len(self._order)
        self.all.say(trn("Show {n} more", "Show {n} more", rest))
        self.all.setHidden(not folded or not rest)
