"""What the recipient of a sheet sees: its parts to tick, and single things such as each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.flows.plan import Plan
    from secondop_desktop.flows.seen_by import Seen
    from secondop_desktop.flows.sheet_kinds import Part

MOST_NAMED = 3
"""So many parts that are left out are named while the ticks are folded away."""
ROWS_SEEN = 5


class ShareParts(Fold):
    """`chosen(keys)` with all keys that are shown now after the person ticked; `usual_asked()`."""

    chosen = Signal(object)
    usual_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("What is on it"))
        self.ticks: dict[str, Tick] = {}
        self._items: tuple[Part, ...] = ()
        self._shown: frozenset[str] = frozenset()
        self._lines = column("none")
        self._single = label(tr("One by one"), "overline")
        self.list = CardList(tr("One by one"))
        self.list.ticked.connect(self._turn)
        self.all = Button(tr("Tick all"), "quiet", then=lambda: self._turn_items(True)).flush()
        self.none = Button(tr("Tick none"), "quiet", then=lambda: self._turn_items(False)).flush()
        self._both = FlowRow(self.all, self.none)
        self.usual = Button(tr("As usual for this recipient"), "quiet", "undo-2", then=self.usual_asked.emit)
        self.usual.flush()
        self.add(self._lines)
        self.add(self._single)
        self.add(self._both)
        self.add(self.list)
        self.add(self.usual)
        theme.on_change(self._measure)

    def show_seen(self, seen: Seen) -> None:
        """Offer what can be ticked on this sheet, ticked as it was drawn."""
        shown = seen.plan.parts or frozenset()
        keys = [part.key for part in seen.parts]
        if keys != list(self.ticks):
            empty_out(self._lines)
            self.ticks = {}
            for part in seen.parts:
                self._add(part)
        for part in seen.parts:
            tick = self.ticks[part.key]
            blocked = tick.blockSignals(True)
            tick.setChecked(part.key in shown)
            tick.blockSignals(blocked)
        self._items, self._shown = seen.items, shown
        self._show_items()
        self.usual.setHidden(seen.usual)
        self.setHidden(not (seen.parts or seen.items))
        self.say(_in_short(seen.plan, (*seen.parts, *seen.items)))

    def _add(self, part: Part) -> None:
        tick = Tick(part.words())
        tick.toggled.connect(lambda on, key=part.key: self._turn(key, on))
        self.ticks[part.key] = tick
        self._lines.addWidget(tick)
        if self.is_open():
            tick.show()

    def _show_items(self) -> None:
        rows = [
            CardRow(part.key, part.words(), icon="", ticked=part.key in self._shown) for part in self._items
        ]
        self.list.set_rows(rows)
        for widget in (self._single, self._both, self.list):
            widget.setHidden(not rows)
        self._measure()

    def _measure(self) -> None:
        rows = min(ROWS_SEEN, max(2, len(self._items)))
        self.list.setFixedHeight(theme.tokens().px(64 * rows))

    def _turn(self, key: str, on: bool) -> None:
        self.chosen.emit(self._shown | {key} if on else self._shown - {key})

    def _turn_items(self, on: bool) -> None:
        keys = frozenset(part.key for part in self._items)
        self.chosen.emit(self._shown | keys if on else self._shown - keys)


def _in_short(plan: Plan, parts: tuple[Part, ...]) -> str:
    """What is on the sheet, in a line: all of it, or what is left out."""
    out = [part.words() for part in parts if not plan.shows(part.key)]
    if not out:
        return tr("Everything")
    if len(out) == len(parts):
        return tr("Only what every such sheet says")
    if len(out) <= MOST_NAMED:
        return tr("Without: {parts}", parts="; ".join(out))
    return trn("{n} part is left out.", "{n} parts are left out.", len(out))
