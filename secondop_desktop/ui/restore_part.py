"""Goes back to a safe copy: which there are, what one holds, and a new case folder beside the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base import paths
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.paths import CASE_SUFFIX
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import restore
from secondop_desktop.flows.open_case import usual_ways
from secondop_desktop.ui import theme
from secondop_desktop.ui.copy_words import when
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import HERE, Disk, disk_of, path_words
from secondop_desktop.ui.inside_copy import InsideCopy
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import LineField, PassphraseField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said
from secondop_desktop.vault.errors import WrongSecret

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.restore import Inside, Restored
    from secondop_desktop.vault.generations import Generation
    from secondop_desktop.vault.vault import Vault


MOST_HEIGHT, EDGE = 300, 4
"""Pixels that the list of copies takes at the most, unless two rows need more, and its edge."""


class Bench(Protocol):
    """Runs slow calls off the GUI thread; `then` or `failed` (with a UserError) hears of each back on it."""

    def run(
        self,
        title: str,
        call: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Run `call` and bring its answer home."""


@dataclass(frozen=True)
class Found:
    """A copy, the key that may open it, and where it is in words."""

    generation: Generation
    key: bytes
    where: str

    @property
    def id(self) -> str:
        """What the list calls it."""
        return str(self.generation.file)


def found_in(places: Sequence[Path], key: bytes) -> list[Found]:
    """The copies in some places, all to be tried with one key; to be called off the GUI thread."""
    return [Found(one, key, where_is(one.place)) for one in restore.generations(places)]


def where_is(place: Path) -> str:
    """Where a place for copies is, in words."""
    here = place.is_relative_to(paths.data_folder())
    return (Disk(HERE) if here else disk_of(place)).words()


class RestorePart(QWidget):
    """`restored(Path)` when a case was brought back, `open_asked(Path)` when it shall be opened now.

    `busy(bool)` while a copy is being brought back.

    `case` is the folder the copies are of, whether it is still there or not; with `vault`, the open case, it
    is also told what a copy does not have. Nothing here ever writes into a case that exists.
    """

    busy = Signal(bool)
    restored = Signal(object)
    open_asked = Signal(object)

    def __init__(self, bench: Bench, case: Path, clock: Clock, vault: Vault | None = None) -> None:
        super().__init__()
        self._bench, self._case, self._clock, self._vault = bench, case, clock, vault
        self._found: dict[str, Found] = {}
        self._inside: dict[str, Inside] = {}
        self._newer: dict[str, tuple[str, ...]] = {}
        self._waiting: list[str] = []
        self._looking = self._busy = False
        self.list = CardList(tr("Safe copies"))
        self.list.chosen.connect(self._chosen)
        self.none = Said(tr("There is no safe copy here yet."), "info")
        self.none.hide()
        self.inside = InsideCopy()
        self.inside.hide()
        self.secret = PassphraseField(tr("The passphrase this copy had"))
        self.secret.line.returnPressed.connect(self._try_secret)
        self.unlock = Button(tr("Look into it"), icon="key-round", then=self._try_secret)
        self.older = Card(label(tr("This copy was made under another passphrase.")), self.secret, self.unlock)
        self.older.hide()
        self.where = LineField(tr("Folder of the case that is brought back"))
        self.elsewhere = Button(tr("Choose another place"), icon="folder-open", then=self._elsewhere)
        self.restore = Button(tr("Bring this copy back"), "primary", "archive-restore", then=self._restore)
        self.beside = self._build_beside()
        self.done = Said()
        self.open = Button(tr("Open it now"), "primary", "arrow-right", then=self._open)
        self.ended = Card(self.done, FlowRow(self.open))
        self.ended.hide()
        self._new: Path | None = None
        self._build()

    def show_copies(self, found: Sequence[Found]) -> None:
        """Show these copies, newest first, and look into one after the other."""
        self._found = {one.id: one for one in found}
        self._waiting = list(self._found)
        self._show_rows()
        self.none.setVisible(not found)
        self.list.setHidden(not found)
        if found:
            self.list.select(found[0].id)
            self._chosen(found[0].id)
        self._look_on()

    def stop(self) -> None:
        """Look into no more copies."""
        self._waiting = []

    # --- how it is put together ---

    def _build(self) -> None:
        body = column("s", "none", self)
        for part in (self.none, self.list, self.older, self.inside, self.beside, self.ended):
            body.addWidget(part)

    def _build_beside(self) -> QWidget:
        made = QWidget()
        box = column("s", "none", made)
        if self._vault is not None:
            words = tr("A case is made of the copy in a new folder. Your present case stays as it is.")
            box.addWidget(label(words, "small"))
        box.addWidget(self.where)
        box.addWidget(FlowRow(self.restore, self.elsewhere))
        made.hide()
        return made

    # --- the list ---

    def _show_rows(self) -> None:
        self.list.set_rows([self._row(one) for one in self._found.values()])
        # As high as its rows, and no higher than leaves room for what stands below.
        row = max(theme.tokens().control, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(min(row * len(self._found), max(2 * row, MOST_HEIGHT)) + 2 * EDGE)

    def _row(self, one: Found) -> CardRow:
        inside = self._inside.get(one.id)
        counts = ", ".join(inside.counts[:3]) if inside is not None else ""
        where = _capital(one.where)
        below = tr("{where}. {what}", where=where, what=counts) if counts else where
        return CardRow(one.id, _capital(when(one.generation.made, self._clock)), below, "archive-restore")

    def _look_on(self) -> None:
        """Look into the next copy, so that the list says what is in each; one at a time."""
        if self._looking or not self._waiting:
            return
        name = self._waiting.pop(0)
        one = self._found[name]
        self._looking = True
        self._bench.run(
            tr("Looking into the copies."),
            lambda _progress: restore.look_into(one.generation, one.key, usual_ways()),
            lambda inside: self._looked(name, inside),
            lambda error: self._looked(name, error),
        )

    def _looked(self, name: str, answer: Inside | UserError) -> None:
        self._looking = False
        one = self._found.get(name)
        if one is None:
            self._look_on()
            return
        if isinstance(answer, UserError):
            if name == self.list.selected():
                self._refused(answer)
        else:
            self._inside[name] = answer
            self._show_rows()
            if name == self.list.selected():
                self._show_inside(one, answer)
        self._look_on()

    # --- the one that is chosen ---

    def _chosen(self, name: str) -> None:
        one = self._found[name]
        for part in (self.older, self.beside, self.ended, self.inside):
            part.hide()
        if name in self._inside:
            self._show_inside(one, self._inside[name])
            return
        self.inside.wait()
        self.inside.show()
        self._waiting = [name, *(other for other in self._waiting if other != name)]
        self._look_on()

    def _refused(self, error: UserError) -> None:
        if isinstance(error, WrongSecret):
            self.inside.hide()
            self.older.show()
            self.secret.set_value("")
            return
        self.inside.refuse(error.sentence)

    def _show_inside(self, one: Found, inside: Inside) -> None:
        self.inside.say(inside, self._newer.get(one.id), with_present=self._vault is not None)
        self.inside.show()
        self.where.set_value(str(self._free(one.generation.made)))
        self.beside.show()
        if self._vault is not None and one.id not in self._newer:
            self._ask_newer(one, self._vault)

    def _ask_newer(self, one: Found, vault: Vault) -> None:
        def then(newer: tuple[str, ...]) -> None:
            self._newer[one.id] = newer
            if one.id == self.list.selected() and one.id in self._inside:
                self.inside.say(self._inside[one.id], newer, with_present=True)

        self._bench.run(
            tr("Comparing the copy with your case."),
            lambda _progress: restore.newer_in_present(vault, one.generation, usual_ways()),
            then,
            lambda _error: then((tr("A copy under another passphrase cannot be compared."),)),
        )

    def _try_secret(self) -> None:
        one, typed = self._found[self.list.selected()], self.secret.value()
        copies = [other.generation for other in self._found.values()]
        if not typed:
            self.secret.refuse(tr("Please type the passphrase."))
            return

        def then(fitting: list[tuple[Generation, bytes]]) -> None:
            if one.generation not in [fits for fits, _key in fitting]:
                self.secret.refuse(WrongSecret().sentence)
                self.secret.line.selectAll()
                return
            for fits, key in fitting:
                known = self._found[str(fits.file)]
                self._found[known.id] = replace(known, key=key)
            self._waiting = [name for name in self._found if name not in self._inside]
            self._chosen(one.id)

        self._bench.run(
            tr("Checking the passphrase."),
            lambda _progress: restore.opened_by(copies, typed, usual_ways()),
            then,
            lambda error: self.secret.refuse(error.sentence),
        )

    # --- bringing it back ---

    def _free(self, made: datetime) -> Path:
        """A folder beside the case, called after the day of the copy."""
        name = self._case.name.removesuffix(CASE_SUFFIX)
        day = day_words(made.astimezone(self._clock.zone()).date())
        beside = self._case.parent if self._case.parent.is_dir() else paths.usual_case_folder()
        return paths.free_case_folder(beside, tr("{case} of {day}", case=name, day=day))

    def _elsewhere(self) -> None:
        folder = choose_folder(self, tr("Where should the case be kept?"))
        if folder is not None:
            name = Path(self.where.value()).name.removesuffix(CASE_SUFFIX)
            self.where.set_value(str(paths.free_case_folder(folder, name)))

    def _restore(self) -> None:
        one = self._found[self.list.selected()]
        folder = Path(self.where.value()).expanduser()
        if self._busy or not self.where.value():
            return
        if not folder.name.endswith(CASE_SUFFIX):
            folder = folder.with_name(folder.name + CASE_SUFFIX)
        more = [other.generation.place for other in self._found.values()]
        places = [p for p in dict.fromkeys(more) if p.name == one.generation.place.name]
        self._set_busy(True)
        self._bench.run(
            tr("Bringing the copy back."),
            lambda progress: restore.restore(
                one.generation, one.key, folder, usual_ways(), progress, more_places=places
            ),
            lambda made: self._done(one, made),
            self._not_done,
        )

    def _done(self, one: Found, made: Restored) -> None:
        self._set_busy(False)
        self._new = made.folder
        said = tr(
            "Done. The case of {when} is in {folder}. Nothing else was changed.",
            when=when(one.generation.made, self._clock),
            folder=path_words(made.folder),
        )
        if made.missing:
            lost = tr("These files could not be brought back: {titles}.", titles=", ".join(made.missing))
            said = f"{said} {lost}"
        self.done.say(said, "warn" if made.missing else "ok")
        for part in (self.list, self.inside, self.beside):
            part.hide()
        self.ended.show()
        self.open.setFocus()
        self.restored.emit(made.folder)

    def _not_done(self, error: UserError) -> None:
        self._set_busy(False)
        self.where.refuse(error.sentence)
        if not isinstance(error, FieldError):
            self.inside.refuse(error.sentence)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy.emit(busy)
        for part in (self.list, self.where, self.restore, self.elsewhere):
            part.setEnabled(not busy)
        self.restore.say(tr("Bringing it back") if busy else tr("Bring this copy back"))

    def _open(self) -> None:
        if self._new is not None:
            self.open_asked.emit(self._new)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
