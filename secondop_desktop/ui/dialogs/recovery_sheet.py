"""The recovery sheet of an open case: shown after the passphrase was typed again, printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows import open_case, print_sheet
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import PassphraseField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.ui.work import Work
    from secondop_desktop.vault.vault import Vault


SHORT, TALL = 330, 620
"""How high the dialog is at 100 % while it asks, and while it shows."""


class SheetPart(QWidget):
    """The lines of a sheet, and the ways to get them on paper; what went wrong is said below them."""

    def __init__(self, work: Work, lines: tuple[str, ...], case_name: str) -> None:
        super().__init__()
        self._work, self._lines, self._case_name = work, lines, case_name
        body = column("s", "none", self)
        card = Card(margins="m")
        card.setAccessibleName(tr("The lines of the recovery sheet"))
        for line in lines:
            shown = label(line, spoken=tr("Line {line}", line=line)).selectable()
            shown.setProperty("reading", "mono")
            card.add(shown)
        body.addWidget(card)
        self.print = Button(tr("Print the sheet"), icon="printer", then=self._print)
        self.save = Button(tr("Save as PDF"), icon="download", then=self._save)
        body.addWidget(FlowRow(self.print, self.save))
        self.said = label("", "small")
        self.said.hide()
        body.addWidget(self.said)

    def _pdf(self) -> bytes:
        return print_sheet.recovery_pdf(self._lines, self._case_name)

    def _print(self) -> None:
        from secondop_desktop.ui.printing import print_pdf

        try:
            if print_pdf(self, self._pdf(), tr("Recovery sheet")):
                self._say(tr("The sheet is on its way to the printer."))
        except UserError as error:
            self._say(error.sentence)

    def _save(self) -> None:
        file = save_file(self, tr("Save the recovery sheet"), tr("Recovery sheet") + ".pdf", "PDF (*.pdf)")
        if file is None:
            return
        try:
            print_sheet.save(self._pdf(), file)
        except UserError as error:
            self._say(error.sentence)
        else:
            self._say(tr("The sheet is saved. Whoever has this file can open your case, so keep it safe."))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


class RecoverySheetDialog(TallAsk):
    """Asks for the passphrase first: an unlocked window left alone must not give the key away."""

    def __init__(self, parent: QWidget | None, work: Work, case_name: str) -> None:
        super().__init__(
            parent,
            tr("Show the recovery sheet"),
            tr(
                "The sheet opens your case without the passphrase. So that nobody else can see it, your "
                "passphrase is asked for first."
            ),
        )
        self._work, self._case_name = work, case_name
        self.passphrase = PassphraseField(tr("Passphrase"))
        self.passphrase.line.returnPressed.connect(self._ask)
        self.inside.addWidget(self.passphrase)
        self.inside.addStretch(1)
        self.fit(SHORT)
        self.close_button = self.add_button(Button(tr("Close")), accepts=False)
        self.show_button = self.add_button(Button(tr("Show the sheet"), "primary", then=self._ask))
        self.sheet: SheetPart | None = None
        self.passphrase.setFocus()

    def _ask(self) -> None:
        typed = self.passphrase.value()
        if not typed:
            self.passphrase.refuse(tr("Please type the passphrase."))
            return
        if not self.show_button.isEnabled():
            return
        self.show_button.setEnabled(False)

        def flow(vault: Vault, _progress: object) -> tuple[str, ...]:
            return open_case.recovery_lines(vault) if open_case.is_passphrase(vault, typed) else ()

        job = self._work.start(tr("Checking the passphrase."), flow, quiet=True)
        job.finished.connect(self._answered)
        job.ended.connect(lambda: self.show_button.setEnabled(True))

    def _answered(self, lines: tuple[str, ...]) -> None:
        if not lines:
            self.passphrase.refuse(tr("This is not the passphrase of this case. Please type it again."))
            self.passphrase.line.selectAll()
            self.passphrase.setFocus()
            return
        self.passphrase.set_value("")
        self.passphrase.hide()
        self.show_button.hide()
        self.sheet = SheetPart(self._work, lines, self._case_name)
        self.inside.insertWidget(0, self.sheet)
        self.fit(TALL)
        self.close_button.setFocus()
