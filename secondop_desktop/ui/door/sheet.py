"""The recovery sheet: shown once, printed or kept as a PDF, and said to be on paper before going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base import outside_files
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.sheet_line import SheetLine
from secondop_desktop.ui.widgets.tick import Tick


class SheetPage(QWidget):
    """Shows the lines; `done` when the person has the sheet on paper, or chose to go on without.

    Once it is on paper, the lines are hidden and line `number` may be typed, to make sure that it can be
    read: `check(number, typed)` raises UserError when it is not that line. `was_read` tells that it was.
    """

    done = Signal()
    failed = Signal(object)

    def __init__(
        self,
        lines: tuple[str, ...],
        pdf: Callable[[], bytes],
        number: int,
        check: Callable[[int, str], object],
    ) -> None:
        super().__init__()
        self._pdf = pdf
        self.was_read = False
        body = column("m", "none", self)
        body.addWidget(label(tr("Your recovery sheet"), "h1"))
        body.addWidget(
            label(
                tr(
                    "If the passphrase is ever lost, only this sheet opens your case. Nobody else can help, "
                    "because nobody else has the key. Please print it and keep it where you keep important "
                    "papers. SecondOp does not keep a copy, and shows it only now and in the settings."
                ),
                "muted",
            )
        )
        self.sheet = self._card(lines)
        self.ways = FlowRow(
            Button(tr("Print the sheet"), icon="printer", then=self.print_sheet),
            Button(tr("Save as PDF"), icon="download", then=self._save),
        )
        self.tick = Tick(tr("I have it on paper"))
        self.tick.toggled.connect(self._ticked)
        self.line = SheetLine(number, check)
        self.line.was_right.connect(self._read)
        self.drill = self._drill(number)
        for part in (self.sheet, self.ways, self.tick, self.drill):
            body.addWidget(part)
        self.go_on = Button(tr("Go on"), "primary", "arrow-right", then=self.done.emit)
        self.go_on.setEnabled(False)
        self.later = Button(tr("I will print it later"), "quiet", then=self.done.emit)
        body.addWidget(FlowRow(self.go_on, self.later))

    def print_sheet(self) -> None:
        """Ask for a printer and print the sheet."""
        from secondop_desktop.ui.printing import print_pdf

        try:
            print_pdf(self, self._pdf(), tr("Recovery sheet"))
        except UserError as error:
            self.failed.emit(error)

    def save_to(self, path: Path) -> None:
        """Write the sheet as a PDF that only this person may read."""
        try:
            outside_files.write(path, self._pdf())
        except OSError:
            sentence = tr("The sheet could not be saved there. Your case is safe.")
            self.failed.emit(UserError(sentence, tr("Please choose another folder.")))

    def _save(self) -> None:
        path = save_file(self, tr("Save the recovery sheet"), tr("Recovery sheet") + ".pdf", "PDF (*.pdf)")
        if path is not None:
            self.save_to(path)

    def _ticked(self, on: bool) -> None:
        self.go_on.setEnabled(on)
        for part in (self.sheet, self.ways, self.later):
            part.setHidden(on)
        self.drill.setVisible(on)

    def _read(self) -> None:
        self.was_read = True
        self.check_button.hide()
        self.go_on.setFocus()

    def _drill(self, number: int) -> Card:
        self.check_button = Button(tr("Check this line"), then=self.line.ask)
        words = tr(
            "If you like, type line {number} of it here to make sure that you can read it. The lines are "
            "hidden meanwhile.",
            number=number,
        )
        card = Card(label(words), self.line, self.check_button)
        card.hide()
        return card

    def _card(self, lines: tuple[str, ...]) -> Card:
        card = Card()
        card.setAccessibleName(tr("The lines of the recovery sheet"))
        for line in lines:
            shown = label(line, spoken=tr("Line {line}", line=line)).selectable()
            shown.setProperty("reading", "mono")
            card.add(shown)
        return card
