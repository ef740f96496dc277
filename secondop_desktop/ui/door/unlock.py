"""The unlock page: which case, its passphrase, or the recovery sheet instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.ui.door.calls import Hint
from secondop_desktop.ui.door.patience import Patience
from secondop_desktop.ui.widgets.boxes import FlowRow, column, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import Field, PassphraseField, TextField
from secondop_desktop.ui.widgets.labels import label


def case_words(folder: Path) -> str:
    """The name of a case as shown: its folder without the suffix."""
    return folder.name.removesuffix(CASE_SUFFIX)


class UnlockPage(QWidget):
    """`asked(secret)` to open the case, `asked_without` to open it with the key this computer remembers.

    The other signals ask for other pages. The page can do without `show_hint`, which may come later.
    """

    asked = Signal(str)
    asked_without = Signal()
    other_case = Signal()
    another = Signal(str)
    new_case = Signal()
    bring_back = Signal()
    bring_in = Signal()
    look_around = Signal()

    def __init__(self, folder: Path, recent: Sequence[Path], patience: Patience) -> None:
        super().__init__()
        self.folder = folder
        self.patience = patience
        self._busy = False
        self._said = ""
        body = column("m", "none", self)
        body.addWidget(label(tr("Open “{case}”", case=case_words(folder)), "h1"))
        body.addWidget(label(str(folder.parent), "small"))
        self.passphrase = PassphraseField(tr("Passphrase"))
        self.sheet: TextField | None = None
        self.open = Button(tr("Open the case"), "primary", "key-round", then=self._ask)
        self.turn = Button("", "quiet", then=self._turn).flush()
        self.turn.say(tr("I have lost my passphrase: use the recovery sheet"))
        self.without: Button | None = None
        self.copy: Button | None = None
        self._card = Card(self.passphrase, self.open, self.turn)
        body.addWidget(self._card)
        self.passphrase.line.returnPressed.connect(self._ask)
        self.passphrase.changed.connect(self._typed)
        patience.changed.connect(self._show_wait)
        body.addLayout(self._others([case for case in recent if case != folder]))
        if patience.left:
            self._show_wait()

    def show_hint(self, hint: Hint) -> None:
        """Add what was found out about this case since the page was painted."""
        if hint.passphrase:
            words = tr("This looks like the sample case. Its passphrase is: {words}", words=hint.passphrase)
            self._card.body.insertWidget(0, label(words).selectable())
            show_new(self._card)
        if hint.remembered:
            self.without = Button("", "quiet", then=self.asked_without.emit).flush()
            self.without.say(tr("Open without the passphrase: this computer remembers it"))
            self._card.add(self.without)
            self.setTabOrder(self.turn, self.without)
            self.without.setEnabled(not self._busy)

    def drop_without(self) -> None:
        """Take the way without a passphrase off the page: it leads nowhere any more."""
        if self.without is not None:
            self.without.hide()
            self.without.deleteLater()
            self.without = None

    def refuse(self, sentence: str) -> None:
        """Say why the case did not open; after some tries the next one has to wait. Nothing is destroyed."""
        self._said = sentence
        self._show_wait()
        self._field().control.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.sheet is None:
            self.passphrase.line.selectAll()

    def offer_copy(self) -> None:
        """Offer the safe copies, because it is not the passphrase that keeps this case shut."""
        if self.copy is None:
            self.copy = Button(
                tr("Bring it back from a safe copy"), icon="archive-restore", then=self.bring_back.emit
            )
            self._card.add(self.copy)
            self.setTabOrder(self.turn, self.copy)
            self.copy.show()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be pressed twice."""
        self._busy = busy
        self.open.setEnabled(not busy and not self.patience.left)
        self.passphrase.setEnabled(not busy)
        if self.without is not None:
            self.without.setEnabled(not busy)
        if self.sheet is not None:
            self.sheet.setEnabled(not busy)

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
                    tr("Bring a case back from a safe copy"),
                    "quiet",
                    "archive-restore",
                    then=self.bring_back.emit,
                ).flush(),
                Button(
                    tr("Bring in a case that was given out"), "quiet", "upload", then=self.bring_in.emit
                ).flush(),
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
        elif not self.patience.left:
            self.asked.emit(secret)

    def _field(self) -> Field:
        return self.sheet or self.passphrase

    def _turn(self) -> None:
        if self.sheet is None:
            self.sheet = TextField(
                tr("The lines of your recovery sheet"),
                tr("Type them as they are printed, one below the other. Capitals and blanks do not matter."),
                lines=8,
                prose=False,
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
        if self.patience.left:
            self._show_wait()

    def _show_wait(self) -> None:
        left = self.patience.left
        self.open.setEnabled(not self._busy and not left)
        wait = trn("You can try again in {n} second.", "You can try again in {n} seconds.", left)
        words = f"{self._said} {wait}".strip() if left else self._said
        if words:
            self._field().refuse(words)
        else:
            self._field().clear_problem()
