"""The part of the settings about safe copies: where they are, how old, and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.copy_words import PlaceState, drill_words, state_words
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import disk_of, path_words, warnings_about
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.ui.copy_keeper import CopyKeeper
    from secondop_desktop.ui.screen import House


class SafeCopies(Card):
    """`refresh()` has the places looked at again; `go_back` is what *Go back to an earlier copy* does."""

    def __init__(self, house: House, copies: CopyKeeper, go_back: Callable[[], object]) -> None:
        super().__init__(label(tr("Safe copies"), "h2"))
        self._house, self._copies = house, copies
        self.places: list[Said] = []
        self._second: Path | None = None
        self.now = Button(tr("Make a copy now"), icon="copy", then=copies.copy_now)
        self.choose = Button(tr("Choose a second place"), icon="folder-open", then=self._choose)
        self.stop = Button(tr("Stop using this place"), icon="x", then=self._stop)
        self.back = Button(tr("Go back to an earlier copy"), icon="archive-restore", then=go_back)
        self.drill = Said(role="small")
        self._list = column("xs")
        self._build()
        copies.changed.connect(self._changed)

    def refresh(self) -> None:
        """Look at the places; a disk that is waking up may take its time."""
        self.drill.say(*drill_words(self._house.settings, self._house.work.vault.case_id))
        self.now.setEnabled(not self._copies.is_copying())
        self._copies.states(self._show)

    def _build(self) -> None:
        self.body.setSpacing(theme.tokens().space("s"))
        self.add(
            label(
                tr(
                    "SecondOp copies your case by itself: every hour, and when you lock or close it. The "
                    "copies are locked with your key, like the case itself."
                ),
                "small",
            )
        )
        self.add(self._list)
        writing = FlowRow(self.now, self.choose, self.stop)
        self.stop.hide()
        writing.setHidden(self._house.read_only)
        self.add(writing)
        self.add(self.drill)
        self.add(FlowRow(self.back))

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, states: list[PlaceState]) -> None:
        empty_out(self._list)
        self.places = [Said(*state_words(state, self._house.clock)) for state in states]
        for said, state in zip(self.places, states, strict=True):
            self._list.addWidget(said)
            if state is not states[0]:
                self._list.addWidget(self._folder(state.folder))
        self._second = states[1].folder if len(states) > 1 else None
        if self._second is None:
            none = tr(
                "There is no second place yet. If this computer breaks or is lost, only a copy in another "
                "place brings your case back."
            )
            self._list.addWidget(Said(none, "info"))
        self.choose.say(tr("Choose another place") if self._second else tr("Choose a second place"))
        self.stop.setHidden(self._second is None)
        show_new(self)

    def _folder(self, folder: Path) -> QWidget:
        """Where a place is, as wide as it likes, begun where the sentence above begins."""
        made = QWidget()
        inside = column("none", "none", made)
        inside.setContentsMargins(theme.tokens().px(20) + theme.tokens().space("s"), 0, 0, 0)
        inside.addWidget(label(path_words(folder), "small").selectable())
        return made

    def _choose(self) -> None:
        folder = choose_folder(self, tr("Where should the safe copies go?"))
        if folder is None:
            return
        warnings = warnings_about(folder, self._house.work.vault.folder)
        if warnings and not self._agreed(folder, warnings):
            return
        try:
            self._copies.take_place(folder)
        except UserError as error:
            self._house.notices.problem(error)
            return
        self._copies.copy_now()

    def _agreed(self, folder: Path, warnings: list[str]) -> bool:
        where = tr("You chose {folder}, {where}.", folder=path_words(folder), where=disk_of(folder).words())
        text = "\n\n".join([where, *warnings])
        return confirm(self, tr("Use this folder?"), text, tr("Use this folder"), kind="primary")

    def _stop(self) -> None:
        folder = self._second
        if folder is None:
            return
        self._copies.leave_place()
        self._house.notices.tell(
            tr("No more copies are made there. The copies that are there stay."),
            undo=lambda: self._copies.take_place(folder),
        )
