"""What else makes a packet: sheets in front of the records, smaller pictures, and a passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.flows import open_case
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.ui.widgets.boxes import column, empty_out
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.fields import PassphraseField
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from secondop_desktop.flows.sheet_kinds import SheetKind

USUAL = ("summary", "medicines")
"""Sheets that lie in a packet unless somebody takes them out."""


class PacketSheets(Fold):
    """Ticks for the sheets; `changed` after one was turned."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("My own pages in front of the records"))
        self.ticks: dict[str, Tick] = {}
        self._on: set[str] = set(USUAL)
        self._titles: dict[str, str] = {}
        self._lines = column("none", "none")
        self.add(self._lines)

    def offer(self, kinds: Sequence[SheetKind]) -> None:
        """Offer other sheets; what was ticked stays ticked."""
        if [kind.key for kind in kinds] == list(self.ticks):
            return
        empty_out(self._lines)
        self.ticks = {}
        self._titles = {kind.key: kind.title() for kind in kinds}
        for kind in kinds:
            tick = Tick(kind.title(), kind.key in self._on)
            tick.toggled.connect(lambda on, key=kind.key: self._turn(key, on))
            self.ticks[kind.key] = tick
            self._lines.addWidget(tick)
        self._say_all()

    def _say_all(self) -> None:
        self.say("; ".join(self._titles[key] for key in self.keys()) or tr("None"))

    def keys(self) -> tuple[str, ...]:
        """The ticked ones of those that are offered."""
        return tuple(key for key in self.ticks if key in self._on)

    def tick(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        self._on = set(keys)
        for key, tick in self.ticks.items():
            tick.setChecked(key in self._on)
        self._say_all()

    def _turn(self, key: str, on: bool) -> None:
        self._on = self._on | {key} if on else self._on - {key}
        self._say_all()
        self.changed.emit()


class PacketSending(Fold):
    """How it is sent; `changed` after anything of it was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("To send it by e-mail"))
        self.small = Tick(
            tr("Make it smaller for e-mail"),
            hint=tr("Pictures become less sharp. Text stays as it is."),
        )
        words = tr("Pictures become less sharp, but stay easy to read. Text stays as it is.")
        self.passphrase = PassphraseField(
            tr("Passphrase, if you want one"),
            tr("Whoever gets the packet has to type it. Without it nobody can open the file, not even you."),
        )
        self._strength = label("", "small")
        self.offer = Button(tr("Offer me six words"), "quiet", "key-round", then=self._offer).flush()
        for part in (self.small, label(words, "small"), self.passphrase, self._strength, self.offer):
            self.add(part)
        self.small.toggled.connect(lambda _: self._told())
        self.passphrase.changed.connect(self._told)
        self._tell_all()

    def wishes(self, sheets: tuple[str, ...]) -> Wishes:
        """What was chosen; FieldError for a passphrase that is too weak."""
        typed = self.passphrase.value()
        if typed:
            judged = open_case.judge_passphrase(typed)
            if not judged.ok:
                raise FieldError("passphrase", judged.sentence)
        return Wishes(sheets, typed, self.small.isChecked())

    def refuse(self, error: FieldError) -> None:
        """Say at the field what is wrong, and show it."""
        self.open()
        self.passphrase.refuse(error.what)

    def _offer(self) -> None:
        self.passphrase.set_value(open_case.offer_passphrase())
        self.passphrase.show_typed(True)
        self._told()

    def _told(self) -> None:
        self.passphrase.clear_problem()
        self._tell_all()
        self.changed.emit()

    def _tell_all(self) -> None:
        typed = self.passphrase.value()
        self._strength.setText(open_case.judge_passphrase(typed).sentence if typed else "")
        self._strength.setHidden(not typed)
        said = [tr("Smaller") if self.small.isChecked() else tr("Full size")]
        said.append(tr("with a passphrase") if typed else tr("no passphrase"))
        self.say(", ".join(said))
