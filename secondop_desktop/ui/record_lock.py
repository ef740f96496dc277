"""Asks for the password of a locked PDF, below the place where its pages would be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from secondop_desktop.base.language import tr
from secondop_desktop.reading.errors import Protected
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import PassphraseField


class RecordLock(Card):
    """`tried(password)` when one was typed."""

    tried = Signal(str)

    def __init__(self) -> None:
        self.password = PassphraseField(
            tr("Password of this PDF"), tr("It is kept inside your case, so that you type it only once.")
        )
        self.unlock = Button(tr("Open the pages"), icon="key-round", then=self._try)
        super().__init__(self.password, self.unlock, soft=True, margins="m")
        self.password.line.returnPressed.connect(self._try)
        self.hide()

    def hear(self, error: object) -> None:
        """Ask when the pages could not be shown for want of the password."""
        locked = isinstance(error, Protected)
        self.setVisible(locked)
        if locked:
            self.password.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        typed = self.password.value()
        if not typed:
            self.password.refuse(tr("Please type the password."))
            return
        self.password.set_value("")
        self.hide()
        self.tried.emit(typed)
