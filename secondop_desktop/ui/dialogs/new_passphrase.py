"""Changes the passphrase: the old one, the new one twice, the new recovery sheet, and then the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows import open_case
from secondop_desktop.flows.renew_passphrase import renew_passphrase
from secondop_desktop.ui.dialogs.recovery_sheet import SheetPart
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.fields import PassphraseField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.ui.screen import House
    from secondop_desktop.vault.vault import Vault

LOOK_EVERY_MS = 50


class NewPassphraseDialog(TallAsk):
    """When it succeeded the case is closed behind this dialog, so every way out of it locks the window."""

    def __init__(self, parent: QWidget | None, house: House) -> None:
        super().__init__(
            parent,
            tr("Change the passphrase"),
            tr(
                "Afterwards you get a new recovery sheet; the old one no longer opens this case. Copies you "
                "made before keep their old passphrase."
            ),
        )
        self._house, self._work = house, house.work
        self._busy = self._changed = False
        self._build_form()
        self.cancel = self.add_button(Button(tr("Cancel")), accepts=False)
        self.offer = self.add_button(Button(tr("Offer me six words"), icon="key-round", then=self._offer))
        self.change = self.add_button(Button(tr("Change the passphrase"), "primary", then=self._ask))
        self.sheet: SheetPart | None = None
        self._wait = QTimer(self)
        self._wait.setInterval(LOOK_EVERY_MS)
        self.new.changed.connect(self._judge)
        self.again.line.returnPressed.connect(self._ask)
        self.finished.connect(self._leave)
        self.old.setFocus()

    def _build_form(self) -> None:
        self.form = Form(self._say)
        self.old = self.form.add("old", PassphraseField(tr("The passphrase you use now")))
        self.new = self.form.add(
            "passphrase",
            PassphraseField(
                tr("The new passphrase"),
                tr("At least 15 characters. A sentence or a few words you can remember are best."),
            ),
        )
        self._bar, self._strength = QProgressBar(), label("", "small")
        self._bar.setRange(0, 4)
        self._bar.setAccessibleName(tr("Strength of the passphrase"))
        self.form.body.addWidget(self._bar)
        self.form.body.addWidget(self._strength)
        self.again = self.form.add("again", PassphraseField(tr("The new passphrase once more")))
        self.inside.addWidget(self.form)
        self.said = label("", "problem")
        self.said.hide()
        self.inside.addWidget(self.said)
        self.inside.addStretch(1)

    def reject(self) -> None:
        """Stay while the case is being re-keyed."""
        if not self._busy:
            super().reject()

    def _judge(self) -> None:
        judged = open_case.judge_passphrase(self.new.value()) if self.new.value() else None
        self._bar.setValue(judged.strength if judged else 0)
        self._strength.setText(judged.sentence if judged else "")

    def _offer(self) -> None:
        words = open_case.offer_passphrase()
        for field in (self.new, self.again):
            field.set_value(words)
            field.show_typed(True)

    def _ask(self) -> None:
        if self._busy or self._changed:
            return
        self._say(None)
        self.form.clear_problems()
        old, new = self.old.value(), self.new.value()
        try:
            _checked(old, new, self.again.value())
        except FieldError as error:
            self.form.refuse(error)
            return
        self._set_busy(True)
        self._when_quiet(lambda: self._start(old, new))

    def _when_quiet(self, then: Callable[[], None]) -> None:
        """Stop everything that uses the case, and go on when it has let go of it."""
        if self._house.tray is not None:
            self._house.tray.reader.stop()
        if self._house.copies is not None:
            self._house.copies.pause()
        for job in self._work.jobs():
            job.cancel()

        def look() -> None:
            if not self._work.jobs():
                self._wait.stop()
                self._wait.timeout.disconnect()
                self._work.flush()
                then()

        self._wait.timeout.connect(look)
        self._wait.start()

    def _start(self, old: str, new: str) -> None:
        # An error belongs into this dialog, so it comes back as an answer.
        def flow(vault: Vault, progress: Progress) -> tuple[str, ...] | UserError:
            try:
                return renew_passphrase(vault, old, new, progress, known=self._house.settings)
            except UserError as error:
                return error

        job = self._work.start(tr("Changing the passphrase."), flow, quiet=True)
        job.finished.connect(self._answered)
        job.ended.connect(self._ended)

    def _answered(self, answer: tuple[str, ...] | UserError) -> None:
        if isinstance(answer, UserError):
            self.form.refuse(answer)
            return
        self._changed = True
        self._house.settings_changed()  # the keychain has another key now, or none
        for field in (self.old, self.new, self.again):
            field.set_value("")
        for widget in (self.form, self.offer, self.cancel, self.said):
            widget.hide()
        self.sheet = SheetPart(self._work, answer, self._house.case_name)
        self.inside.insertWidget(
            0,
            label(
                tr(
                    "Your case has its new passphrase. Please print the new recovery sheet now. Then the "
                    "window is locked, and you open it with the new passphrase."
                )
            ),
        )
        self.inside.insertWidget(1, self.sheet)

    def _ended(self) -> None:
        self._set_busy(False)
        if self._changed or not self._work.vault.key:
            # The case is closed: all that is left to do here is to lock.
            self._changed = True
            self.change.say(tr("Lock now"))
            self.change.clicked.connect(self.accept)
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._house.tray is not None:
            self._house.tray.reader.go_on()
        if self._house.copies is not None:
            self._house.copies.begin()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self.form, self.offer, self.cancel, self.change):
            widget.setEnabled(not busy)
        self.change.say(tr("Changing the passphrase") if busy else tr("Change the passphrase"))

    def _say(self, error: Exception | None) -> None:
        if error is not None and not isinstance(error, UserError):
            self._work.failed.emit(error)
            return
        self.said.setText(error.sentence if error else "")
        self.said.setVisible(error is not None)

    def _leave(self) -> None:
        if self._changed:
            self._house.lock()


def _checked(old: str, new: str, again: str) -> None:
    if not old:
        raise FieldError("old", tr("Please type the passphrase you use now."))
    judged = open_case.judge_passphrase(new)
    if not judged.ok:
        raise FieldError("passphrase", judged.sentence)
    if new != again:
        raise FieldError("again", tr("The two passphrases are not the same."))
