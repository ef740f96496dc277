"""Makes a new case of one that was given out: choose it, lock it with a passphrase, hear what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import bring_in
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui.dialogs.files import choose_file, choose_folder
from secondop_desktop.ui.door.calls import DoorCalls
from secondop_desktop.ui.door.errand import Errands
from secondop_desktop.ui.door.first_run import NewCase, NewCasePage
from secondop_desktop.ui.widgets.boxes import FlowRow, column, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.flows.bring_in import BroughtIn, Found

MOST_TROUBLES = 12
_FULL = 1000


class BringInPage(NewCasePage):
    """`brought(NewCase, BroughtIn)` when the new case is open and the person has read what came of it."""

    brought = Signal(object, object)
    _at = Signal(object, str)

    def __init__(self, calls: DoorCalls, elsewhere: Callable[[Exception], object]) -> None:
        self._place: Path | None = None
        self._stop = threading.Event()
        self.from_folder = Button(tr("Choose its folder"), icon="folder-open", then=self._ask_folder)
        self.from_zip = Button(tr("Choose its zip file"), icon="file-plus", then=self._ask_zip)
        self.found = Said()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("How far it is"))
        self.bar.setRange(0, _FULL)
        self.doing = label("", "small")
        self.stop = Button(tr("Stop"), icon="x", then=self._stop_it)
        self.result = QWidget()
        super().__init__(calls, elsewhere, named=False)
        self._errands = Errands(self)
        self._at.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.asked.connect(self._bring)

    def _build(self) -> None:
        body = column("m", "none", self)
        self.leave = Button(tr("Back"), "quiet", "arrow-left", then=self.back.emit).flush()
        body.addWidget(self.leave)
        body.addWidget(label(tr("Bring in a case that was given out"), "h1"))
        about = tr(
            "SecondOp makes a new, encrypted case of it. The files stay as they are, and no other case is "
            "changed. Please bring in only what comes from yourself or from somebody you trust."
        )
        body.addWidget(label(about, "muted"))
        self.choice = Card(FlowRow(self.from_folder, self.from_zip), self.found)
        body.addWidget(self.choice)
        self.make.say(tr("Bring it in"))
        self.lock = Card(self.form)
        self.lock.add(
            FlowRow(
                self.make,
                Button(tr("Offer me six words"), icon="key-round", then=self.offer),
                Button(tr("Choose another folder"), icon="folder-open", then=self._choose),
            )
        )
        body.addWidget(self.lock)
        self.waiting = Card(self.doing, self.bar, FlowRow(self.stop))
        body.addWidget(self.waiting)
        body.addWidget(self.result)
        for part in (self.found, self.lock, self.waiting, self.result):
            part.hide()

    def look_at(self, place: Path) -> None:
        """Look whether a folder or a zip file is a case that was given out, and say what is in it."""
        self._set_choosing(False)
        self._errands.run(
            lambda: bring_in.look(place), lambda found: self._show_found(place, found), self._not_one
        )

    def _ask_folder(self) -> None:
        place = choose_folder(self, tr("Which folder was the case written to?"))
        if place is not None:
            self.look_at(place)

    def _ask_zip(self) -> None:
        place = choose_file(self, tr("Which zip file was the case written to?"), f"{tr('Zip file')} (*.zip)")
        if place is not None:
            self.look_at(place)

    def _show_found(self, place: Path, found: Found) -> None:
        self._set_choosing(True)
        self._place = place
        entries = trn("{n} entry", "{n} entries", found.entries)
        files = trn("{n} file", "{n} files", found.files)
        told = tr("This is a case with {entries} and {files}.", entries=entries, files=files)
        when = found.day()
        self.found.say(
            f"{told} {tr('It was given out on {day}.', day=day_words(when))}" if when else told, "ok"
        )
        for part in (self.found, self.lock):
            part.show()
        show_new(self)
        self.passphrase.control.setFocus()

    def _not_one(self, error: Exception) -> None:
        self._set_choosing(True)
        if not isinstance(error, UserError):
            raise error
        self._place = None
        self.lock.hide()
        self.found.say(error.sentence, "warn")
        self.found.show()

    def _set_choosing(self, on: bool) -> None:
        for part in (self.from_folder, self.from_zip):
            part.setEnabled(on)

    def _bring(self, asked: NewCase) -> None:
        place = self._place
        if place is None:
            return
        self._stop.clear()
        progress = Progress(self._at.emit, self._stop.is_set)

        def call() -> Any:  # noqa: ANN401 - what the flow gives, or that it was stopped
            try:
                return bring_in.bring_in(place, asked.folder, asked.passphrase, usual_ways(), progress)
            except Cancelled:
                return None

        self._set_waiting(True)
        self._errands.run(call, lambda made: self._came(asked, made), self._failed)

    def _set_waiting(self, on: bool) -> None:
        self.lock.setEnabled(not on)
        self._set_choosing(not on)
        self.leave.setEnabled(not on)
        self.stop.setEnabled(on)
        self.bar.setValue(0)
        self.doing.setText(tr("Making the new case and its key. This takes a moment.") if on else "")
        self.waiting.setHidden(not on)
        if on:
            self.stop.setFocus()
            show_new(self)

    def _show_progress(self, fraction: float, text: str) -> None:
        self.bar.setValue(round(fraction * _FULL))
        if text:
            self.doing.setText(text)

    def _stop_it(self) -> None:
        self.stop.setEnabled(False)
        self._stop.set()

    def _failed(self, error: Exception) -> None:
        self._set_waiting(False)
        self.form.refuse(error)

    def _came(self, asked: NewCase, made: BroughtIn | None) -> None:
        self._set_waiting(False)
        if made is None:
            self.found.say(
                tr("It was stopped. Nothing of it was left here, and nothing was changed."), "info"
            )
            return
        if not made.troubles:
            self.brought.emit(asked, made)
            return
        for part in (self.choice, self.lock, self.leave):
            part.hide()
        self._show_troubles(asked, made)

    def _show_troubles(self, asked: NewCase, made: BroughtIn) -> None:
        inside = column("s", "none", self.result)
        entries = trn("{n} entry", "{n} entries", made.entries)
        files = trn("{n} file", "{n} files", made.files)
        inside.addWidget(Said(tr("Brought in: {entries} and {files}.", entries=entries, files=files), "ok"))
        inside.addWidget(Said(tr("These could not be brought in as they were:"), "warn"))
        for sentence in made.troubles[:MOST_TROUBLES]:
            inside.addWidget(label(sentence).selectable())
        left = len(made.troubles) - MOST_TROUBLES
        if left > 0:
            more = trn("There is {n} more such entry.", "There are {n} more such entries.", left)
            inside.addWidget(label(more, "small"))
        inside.addWidget(label(tr("What you chose to bring in is as it was, so nothing of it is lost.")))
        go_on = Button(tr("Go on"), "primary", "arrow-right", then=lambda: self.brought.emit(asked, made))
        inside.addWidget(FlowRow(go_on))
        self.result.show()
        show_new(self)
        go_on.setFocus()
