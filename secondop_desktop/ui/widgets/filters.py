"""A row of filter chips of which one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button


class FilterRow(FlowRow):
    """Chips to choose one of, each a stop of the Tab key; `chosen(key)` when another one is pressed."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._buttons: dict[str, Button] = {}
        for key, words in choices:
            made = Button(words, "filter")
            made.setCheckable(True)
            made.setProperty("key", key)
            made.clicked.connect(self._pressed)
            self._buttons[key] = made
            self.add(made)
        self._key = ""
        self.choose(chosen or choices[0][0])

    def choose(self, key: str) -> None:
        """Turn a chip on without emitting."""
        self._key = key
        for each, made in self._buttons.items():
            made.setChecked(each == key)

    def key(self) -> str:
        """The chip that is on."""
        return self._key

    def chip(self, key: str) -> Button:
        """The chip of a key."""
        return self._buttons[key]

    def say(self, key: str, words: str) -> None:
        """Change the words of a chip, such as a count."""
        self._buttons[key].say(words)

    def _pressed(self) -> None:
        sender = self.sender()
        key = str(sender.property("key")) if sender is not None else self._key
        before = self._key
        self.choose(key)
        if key != before:
            self.chosen.emit(key)
