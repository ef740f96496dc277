"""Opens a record in another program of the computer: asked for first, and taken away afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.flows import open_outside
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.handing_over import hand_over
from secondop_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.ui.screen import Screen


class OutsideViewer:
    """The button `open` and what comes of it, for the screen of one record."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._record: Document | None = None
        self.open = Button(tr("Open in another program"), icon="external-link", then=self.ask)
        self.open.hide()

    @staticmethod
    def title() -> str:
        """The title of the question."""
        return tr("Open this record in another program?")

    def show_record(self, record: Document) -> None:
        """Be about another record; one that nobody knows how to open is not offered."""
        self._record = record
        self.open.setHidden(not open_outside.can_open(record))

    def ask(self) -> None:
        """Warn, and open it when the person wants that."""
        record = self._record
        if record is None:
            return
        agreed = confirm(
            self._screen,
            self.title(),
            tr(
                "The other program sees the whole record and may keep a copy of it. SecondOp gives it an "
                "unencrypted copy, only to read, and deletes that copy when you lock or close SecondOp."
            ),
            tr("Open it there"),
            kind="primary",
        )
        if agreed:
            job = self._screen.work.start(
                tr("Opening a record."), lambda vault, _: open_outside.lay_out(vault, record), quiet=True
            )
            job.finished.connect(self._laid_out)

    def _laid_out(self, file: Path) -> None:
        hand_over(
            file,
            self._screen.notices,
            tr("The record is on its way to another program."),
            UserError(
                tr("This computer has no program that opens this kind of file. The copy is deleted again."),
                tr("You can read the record here, or save a copy and open that."),
            ),
        )
