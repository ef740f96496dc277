"""Chips under an editor that catch one line each: what kind of thing it is, its words, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.plain_edit import PlainLine


@dataclass(frozen=True)
class Catch:
    """A kind of line: its key, its words on a chip, its whole words, and the key that opens it."""

    kind: str
    short: str
    words: str
    shortcut: str


class CaptureRow(QWidget):
    """Chips, or in their place the line that one of them opened; it moves nothing else.

    `asked(kind)` when a chip is pressed, `kept(kind, text, id)` on Enter (`id` is that of the line that is
    changed, empty for a new one), `listed()` when what was kept shall be shown, `closed()` when the line is
    gone. Words that are put off with Esc come back when their chip is pressed again. Where there is little
    room, the button `few` takes the place of the chips; whoever mounts this gives it a place.
    """

    asked = Signal(str)
    kept = Signal(str, str, str)
    listed = Signal()
    closed = Signal()

    def __init__(self, catches: Sequence[Catch]) -> None:
        super().__init__()
        self._catches = {catch.kind: catch for catch in catches}
        self._kind = self._id = self._given = ""
        self._put_off: dict[str, str] = {}
        self._few = self._bare = self._locked = False
        self.chips = {kind: self._chip(catch) for kind, catch in self._catches.items()}
        self.listing = Button("", "quiet", "list-checks", tr("Ctrl+8"), self.listed.emit)
        self.few = icon_button(
            tr("Write down a test, a step, a date and more (Ctrl+1 to Ctrl+7)"), "square-pen"
        )
        self.few.clicked.connect(self._offer)
        self.what = label("", "field", wrap=False)
        self.line = PlainLine(prose=True)
        self.line.setMaxLength(2_000)
        self.line.returnPressed.connect(self._keep)
        self.done = Button(tr("Keep"), then=self._keep)
        self.away = icon_button(tr("Put this line away (Esc)"), "x", self.put_off)
        self._chips, self._open = QWidget(), QWidget()
        self._build()
        self.count(0)

    def open(self, kind: str, text: str = "", identity: str = "") -> None:
        """Show the line of a kind with a text in it, to be kept or written over; words put off come first."""
        self.put_off()
        waiting = "" if identity else self._put_off.pop(kind, "")
        self._show(kind, waiting or text, identity, "" if waiting else text)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # All of it is marked, to be written over, and its beginning is in view.
        self.line.setSelection(len(self.line.text()), -len(self.line.text()))

    def is_open(self) -> bool:
        """Whether a line is open."""
        return bool(self._kind)

    def put_off(self) -> bool:
        """Put the open line away; words that were typed wait for its chip. Whether there are such words.

        A line that was kept before is changed at once: that can be taken back.
        """
        kind, text, identity, typed = self._kind, self.line.text(), self._id, self._is_typed()
        self._close()
        if typed and identity:
            self.kept.emit(kind, text, identity)
        elif typed:
            self._put_off[kind] = text
        return typed and not identity

    def give_back(self, kind: str, text: str) -> None:
        """A line that could not be kept waits for its chip again."""
        self._put_off[kind] = f"{text} {self._put_off.get(kind, '')}".strip()

    def keep_all(self) -> None:
        """Hand over all that was typed and not kept, as when somebody leaves."""
        if self._kind:
            self.put_off()
        waiting, self._put_off = self._put_off, {}
        for kind, text in waiting.items():
            self.kept.emit(kind, text, "")

    def waiting(self) -> dict[str, str]:
        """Words that were put off, by their kinds."""
        return dict(self._put_off)

    def half(self) -> dict[str, object]:
        """What stands only here, for `take_up`; empty when nothing does."""
        half: dict[str, object] = {"off": dict(self._put_off)} if self._put_off else {}
        if self._kind:
            half["open"] = [self._kind, self.line.text(), self._id, self._given]
        return half

    def take_up(self, half: object) -> None:
        """Put back what `half` told."""
        off = half.get("off") if isinstance(half, dict) else None
        opened = half.get("open") if isinstance(half, dict) else None
        if isinstance(off, dict):
            self._put_off = {kind: str(text) for kind, text in off.items() if kind in self._catches}
        if isinstance(opened, list) and len(opened) == 4 and opened[0] in self._catches:
            kind, text, identity, given = (str(part) for part in opened)
            self._show(kind, text, identity, given)

    def count(self, number: int) -> None:
        """Say how many lines were kept so far; nothing when there are none."""
        self.listing.say(tr("Kept: {n}", n=number), tr("Shows what you wrote down. Ctrl+8"))
        self.listing.setVisible(bool(number))

    def allow(self, on: bool) -> None:
        """Let the person write, or only read."""
        self._locked = not on
        self._arrange()

    def show_few(self, few: bool, bare: bool) -> None:
        """Hide the chips behind one button where there is `few` room; `bare`: show only an open line."""
        self._few, self._bare = few, bare
        self._arrange()

    def room_needed(self) -> int:
        """How wide the chips are, all in one row."""
        return self._chips.sizeHint().width()

    def _is_typed(self) -> bool:
        return bool(self._kind and self.line.text().strip() and self.line.text() != self._given)

    def _show(self, kind: str, text: str, identity: str, given: str) -> None:
        self._kind, self._id, self._given = kind, identity, given
        words = self._catches[kind].words
        self.what.setText(words)
        self.line.setAccessibleName(words)
        self.line.setText(text)
        self._arrange()

    def _chip(self, catch: Catch) -> Button:
        made = Button(catch.short, "filter", then=partial(self.asked.emit, catch.kind))
        made.say(catch.short, f"{catch.words}. {catch.shortcut}")
        made.setAccessibleName(catch.words)
        return made

    def _offer(self) -> None:
        """Show the kinds as a menu, below the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for catch in self._catches.values():
            menu.addAction(f"{catch.words}\t{catch.shortcut}", partial(self.asked.emit, catch.kind))
        if not self.listing.isHidden():
            menu.addSeparator()
            menu.addAction(self.listing.text(), self.listed.emit)
        menu.popup(self.few.mapToGlobal(self.few.rect().bottomLeft()))

    def _keep(self) -> None:
        kind, text, identity = self._kind, self.line.text(), self._id
        self._close()
        if text.strip():
            self.kept.emit(kind, text, identity)

    def _close(self) -> None:
        if not self._kind:
            return
        self._kind = self._id = self._given = ""
        self.line.clear()
        self._arrange()
        self.closed.emit()

    def _arrange(self) -> None:
        opened, offered = bool(self._kind), bool(self._catches) and not self._locked
        self._open.setVisible(opened)
        self._chips.setVisible(not opened and not self._few)
        self.few.setVisible(offered and self._few and not self._bare)
        self.setVisible(offered and (opened or not (self._few or self._bare)))

    def _build(self) -> None:
        whole = column("none", "none", self)
        chips, opened = row("xs", "none", self._chips), row("s", "none", self._open)
        chips.addWidget(label(tr("Write down:"), "muted", wrap=False))
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.listing)
        opened.addWidget(self.what)
        opened.addWidget(self.line, 1)
        opened.addWidget(self.done)
        opened.addWidget(self.away)
        whole.addWidget(self._chips)
        whole.addWidget(self._open)
        self._open.hide()
