"""Brings a case back from a safe copy when its folder is gone or cannot be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.flows import restore
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.door.errand import Errands
from secondop_desktop.ui.restore_part import Found, RestorePart, where_is
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import PassphraseField, TextField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.vault.errors import WrongSecret


class Threads(QObject):
    """Runs each call in a thread of its own."""

    def run(
        self,
        _title: str,
        call: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Run `call` and bring its answer home."""

        def went_wrong(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            failed(error)

        Errands(self).run(lambda: call(NO_PROGRESS), then, went_wrong)


class RestorePage(QWidget):
    """`open_asked(folder, secret)` when a case was brought back and shall be opened; `back` to leave.

    `case` is the folder that is gone or cannot be opened, `places` are where its copies may be.
    """

    open_asked = Signal(object, str)
    back = Signal()

    def __init__(self, case: Path, places: Sequence[Path]) -> None:
        super().__init__()
        self._places = list(places)
        self._secret = ""
        self._threads = Threads(self)
        self.passphrase = PassphraseField(tr("Passphrase"))
        self.sheet = TextField(
            tr("The lines of your recovery sheet"),
            tr("Type them as they are printed, one below the other. Capitals and blanks do not matter."),
            lines=8,
            prose=False,
        )
        self.sheet.hide()
        self.turn = Button("", "quiet", then=self._turn).flush()
        self.search = Button(tr("Find my copies"), "primary", "archive-restore", then=self._find)
        self.other = Button(tr("Look on a stick or another disk"), icon="folder-open", then=self._other)
        self.ask = Card(self.passphrase, self.sheet, FlowRow(self.search, self.other), self.turn)
        self.part = RestorePart(self._threads, case, SYSTEM_CLOCK)
        self.part.hide()
        self.part.open_asked.connect(lambda folder: self.open_asked.emit(folder, self._secret))
        self.passphrase.line.returnPressed.connect(self._find)
        self._build()
        self._say_turn()

    def _build(self) -> None:
        body = column("m", "none", self)
        body.addWidget(Button(tr("Back"), "quiet", "arrow-left", then=self.back.emit).flush())
        body.addWidget(label(tr("Bring a case back from a safe copy"), "h1"))
        body.addWidget(
            label(
                tr(
                    "The copies open with the passphrase of the case, or with its recovery sheet. A case is "
                    "made of a copy in a new folder. Nothing that is there is changed."
                ),
                "muted",
            )
        )
        body.addWidget(self.ask)
        body.addWidget(self.part)

    def look_in(self, folder: Path) -> None:
        """Look for copies in this folder, too."""
        self._places = list(dict.fromkeys([*restore.places_under(folder), *self._places]))
        self._find()

    def _other(self) -> None:
        folder = choose_folder(self, tr("Where are the copies?"))
        if folder is not None:
            self.look_in(folder)

    def _find(self) -> None:
        field = self.passphrase if self.sheet.isHidden() else self.sheet
        secret = field.value()
        if not secret:
            typed = self.sheet.isHidden()
            field.refuse(tr("Please type the passphrase.") if typed else tr("Please type the lines."))
            return
        self._look(secret, field)

    def find_with(self, secret: str) -> None:
        """Find the copies that open with a secret somebody typed before."""
        self._look(secret, self.passphrase)

    def _look(self, secret: str, field: PassphraseField | TextField) -> None:
        places = list(self._places)

        def call(_progress: Progress) -> list[Found]:
            copies = restore.generations(places)
            if not copies:
                raise UserError(
                    tr("No safe copy was found."),
                    tr("If there is one on a stick or another disk, connect it and look there."),
                )
            fitting = restore.opened_by(copies, secret, usual_ways())
            if not fitting:
                raise WrongSecret
            return [Found(one, key, where_is(one.place)) for one, key in fitting]

        def failed(error: UserError) -> None:
            self._set_busy(False)
            field.refuse(error.sentence)

        field.clear_problem()
        self._set_busy(True)
        self._threads.run("", call, lambda found: self._show(secret, found), failed)

    def _show(self, secret: str, found: list[Found]) -> None:
        self._set_busy(False)
        self._secret = secret
        self.passphrase.set_value("")
        self.sheet.set_value("")
        self.ask.hide()
        self.part.show()
        self.part.show_copies(found)
        self.part.list.setFocus()

    def _set_busy(self, busy: bool) -> None:
        for part in (self.passphrase, self.sheet, self.search, self.other, self.turn):
            part.setEnabled(not busy)
        self.search.say(tr("Looking for copies") if busy else tr("Find my copies"))

    def _turn(self) -> None:
        typed = self.sheet.isHidden()
        self.sheet.setHidden(not typed)
        self.passphrase.setHidden(typed)
        (self.sheet if typed else self.passphrase).control.setFocus()
        self._say_turn()

    def _say_turn(self) -> None:
        sheet = tr("I have lost my passphrase: use the recovery sheet")
        self.turn.say(sheet if self.sheet.isHidden() else tr("Use the passphrase instead"))
