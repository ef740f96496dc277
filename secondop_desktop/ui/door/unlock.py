"""The unlock page: which case, its passphrase, or the recovery sheet instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import Field, PassphraseField, TextField
from secondop_desktop.ui.widgets.labels import label

FREE_TRIES = 3
LONGEST_WAIT = 60


def wait_after(tries: int) -> int:
    """Seconds to wait after so many wrong tries: none at first, then 2, 4, 8 … up to a minute."""
    return 0 if tries < FREE_TRIES else min(LONGEST_WAIT, 2 ** (tries - FREE_TRIES + 1))


def case_words(folder: Path) -> str:
    """The name of a case as shown: its folder without the suffix."""
    return folder.name.removesuffix(CASE_SUFFIX)


class UnlockPage(QWidget):
    """`asked(secret)` to open the case; the other signals ask for other pages."""

    asked = Signal(str)
    other_case = Signal()
    another = Signal(str)
    new_case = Signal()
    look_around = Signal()

    def __init__(self, folder: Path, recent: Sequence[Path]) -> None:
        super().__init__()
        self.folder = folder
        self._tries = 0
        self._left = 0
        self._said = ""
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        body = column("m", "none", self)
        body.addWidget(label(tr("Open “{case}”", case=case_words(folder)), "h1"))
        body.addWidget(label(str(folder.parent), "small"))
        self.passphrase = PassphraseField(tr("Passphrase"))
        self.sheet: TextField | None = None
        self.open = Button(tr("Open the case"), "primary", "key-round", then=self._ask)
        self.turn = Button("", "quiet", then=self._turn).flush()
        self.turn.say(tr("I have lost my passphrase: use the recovery sheet"))
        self._card = Card(self.passphrase, self.open, self.turn)
        body.addWidget(self._card)
        self.passphrase.line.returnPressed.connect(self._ask)
        self.passphrase.changed.connect(self._typed)
        body.addLayout(self._others([case for case in recent if case != folder]))

    def refuse(self, sentence: str) -> None:
        """Say why the case did not open; after some tries the next one has to wait. Nothing is destroyed."""
        self._tries += 1
        self._left = wait_after(self._tries)
        self._said = sentence
        self._show_wait()
        if self._left:
            self._second.start()
        self._field().control.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.sheet is None:
            self.passphrase.line.selectAll()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be pressed twice."""
        self.open.setEnabled(not busy and not self._left)
        self.passphrase.setEnabled(not busy)
        if self.sheet is not None:
            self.sheet.setEnabled(not busy)

    def waiting(self) -> int:
        """The seconds until the next try is possible."""
        return self._left

    def _others(self, recent: Sequence[Path]) -> QBoxLayout:
        box = column("xs")
        if recent:
            box.addWidget(label(tr("Other cases on this computer"), "field"))
        for case in recent:
            made = Button(case_words(case), icon="folder-open", hint=str(case), then=self._another(case))
            made.setAccessibleName(tr("Open {case}", case=case_words(case)))
            box.addWidget(made)
        box.addWidget(
            FlowRow(
                Button(tr("Open another case"), "quiet", "folder-open", then=self.other_case.emit).flush(),
                Button(tr("Start a new case"), "quiet", "plus", then=self.new_case.emit).flush(),
                Button(
                    tr("Look around with a sample case"), "quiet", "eye", then=self.look_around.emit
                ).flush(),
            )
        )
        return box

    def _another(self, case: Path) -> Callable[[], None]:
        return lambda: self.another.emit(str(case))

    def _ask(self) -> None:
        field = self._field()
        secret = field.value()
        if not secret:
            field.refuse(tr("Please type the lines.") if self.sheet else tr("Please type the passphrase."))
        elif not self._left:
            self.asked.emit(secret)

    def _field(self) -> Field:
        return self.sheet or self.passphrase

    def _turn(self) -> None:
        if self.sheet is None:
            self.sheet = TextField(
                tr("The lines of your recovery sheet"),
                tr("Type them as they are printed, one below the other. Capitals and blanks do not matter."),
                lines=8,
            )
            self._card.body.insertWidget(0, self.sheet)
            self.passphrase.hide()
            self.turn.say(tr("Use the passphrase instead"))
        else:
            old, self.sheet = self.sheet, None
            self._card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
            self.passphrase.show()
            self.turn.say(tr("I have lost my passphrase: use the recovery sheet"))
        self._field().control.setFocus()

    def _typed(self) -> None:
        if self._left:
            self._show_wait()

    def _tick(self) -> None:
        self._left = max(0, self._left - 1)
        self._show_wait()
        if not self._left:
            self._second.stop()

    def _show_wait(self) -> None:
        field = self._field()
        self.open.setEnabled(not self._left)
        wait = trn("You can try again in {n} second.", "You can try again in {n} seconds.", self._left)
        field.refuse(f"{self._said} {wait}" if self._left else self._said)
