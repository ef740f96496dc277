"""Settings: how it looks, how it is locked, how the case is, where it lies, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop import __version__
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.settings import TEXT_SIZES
from secondop_desktop.case import bin
from secondop_desktop.case.bin import FAMILIES
from secondop_desktop.flows import keep_key
from secondop_desktop.ui import theme
from secondop_desktop.ui.case_check import CaseCheck
from secondop_desktop.ui.dialogs.new_passphrase import NewPassphraseDialog
from secondop_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog
from secondop_desktop.ui.disks import path_words
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.places import BIN, WHOLE_CASE, Place
from secondop_desktop.ui.privacy_settings import PrivacySettings
from secondop_desktop.ui.reminder_settings import ReminderSettings
from secondop_desktop.ui.restore_dialog import RestoreDialog
from secondop_desktop.ui.safe_copies import SafeCopies
from secondop_desktop.ui.scan_settings import ScanSettings
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.sheet_read import SheetRead
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from secondop_desktop.base.settings import Settings
    from secondop_desktop.vault.vault import Vault

MINUTES = (1, 2, 5, 10, 20, 30, 60)
NEVER = 0

Remembered = tuple[bool, bool, str]
"""Whether the key can be remembered, whether it is, and a sentence about it."""


class SettingsScreen(Screen):
    """Every choice counts at once; there is nothing to save."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(family for family, _ in FAMILIES.values())

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._page = Page(tr("Settings"), reading=True)
        self._build_look()
        self._build_spelling()
        self._build_lock()
        self._add(tr("What others can see"), PrivacySettings(self.house))
        self._add(tr("Reminders"), ReminderSettings(self.house))
        self.scans = self._build_scans()
        self.copies = self._build_copies()
        self._build_case()
        self._build_about()
        self._page.finish()
        self.frame.addWidget(self._page)
        theme.on_change(self._show_settings)

    def reflow(self, em: float) -> None:
        """Follow the width of the window."""
        self._page.reflow(em)

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """The windows that can stand open here; what is typed in them is secret and never kept."""
        calls: dict[str, Callable[[], object]] = {
            tr("Change the passphrase"): self._change,
            tr("Show the recovery sheet"): self._show_sheet,
            tr("Go back to an earlier copy"): self._go_back,
            tr("Can your recovery sheet be read?"): self.sheet_read.button.click,
        }
        if self.copies is not None:
            calls[tr("Go back to an earlier copy")] = self.copies.back.click
        return calls

    def query(self, session: Session) -> int:
        """How many things are in the bin."""
        return len(bin.contents(session))

    def show_data(self, data: int) -> None:
        """Say how full the bin is."""
        said = trn("{n} thing is in the bin.", "{n} things are in the bin.", data)
        self.in_bin.setText(said if data else tr("The bin is empty."))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was changed by key meanwhile, and ask the keychain."""
        super().showEvent(event)
        self._show_settings()
        self.sheet_read.refresh()
        if self.copies is not None:
            self.copies.refresh()
        known = self.house.settings
        job = self.work.start(
            tr("Asking the keychain"), lambda vault, _p: _remembered(vault, known), quiet=True
        )
        job.finished.connect(self._show_remembered)

    def _build_look(self) -> None:
        self.look = Form(self.work.failed.emit)
        sizes = [(size, tr("{size} %", size=size)) for size in TEXT_SIZES]
        self.text_size = ChoiceField(tr("Size of the letters"), sizes, tr("Also with Ctrl and + or -."))
        self.theme = ChoiceField(
            tr("Colors"),
            [
                ("system", tr("As this computer is set")),
                ("light", tr("Light")),
                ("dark", tr("Dark")),
                ("contrast", tr("Strong contrast, black on white")),
            ],
        )
        self.look.add_beside(("text_size", self.text_size), ("theme", self.theme))
        self.look.changed.connect(self._look_chosen)
        self._add(tr("How it looks"), self.look)

    def _build_spelling(self) -> None:
        self.spelling = ChoiceField(
            tr("Look at the spelling of what I write"),
            [
                ("", tr("In the language of SecondOp")),
                ("en", tr("In English")),
                ("es", tr("In Spanish")),
                ("off", tr("No, do not look at it")),
            ],
            tr("A wavy line stands under a word that may be wrong. Nothing is changed by itself."),
        )
        self.spelling.changed.connect(self._spelling_chosen)
        self._add(tr("How it is spelled"), self.spelling)

    def _build_lock(self) -> None:
        choices = [(n, trn("After {n} minute", "After {n} minutes", n)) for n in MINUTES]
        self.minutes = ChoiceField(
            tr("Lock by itself when nobody is here"), [*choices, (NEVER, tr("Never by itself"))]
        )
        self.minutes.changed.connect(self._minutes_chosen)
        self.change = Button(tr("Change the passphrase"), icon="key-round", then=self._change)
        self.change.setHidden(self.house.read_only)
        self.sheet = Button(tr("Show the recovery sheet"), icon="life-buoy", then=self._show_sheet)
        self.sheet_read = SheetRead(self, self.house)
        self.remember = Tick(tr("Remember the key on this computer"))
        self.remember.setEnabled(False)
        self.remember.clicked.connect(self._remember_chosen)
        self.remember_said = label(tr("The keychain of this computer is being asked."), "small")
        self._add(
            tr("How it is locked"),
            self.minutes,
            label(
                tr(
                    "The case is also locked with Ctrl+L, when the screen of this computer is locked, and "
                    "when the computer goes to sleep. Every word is saved first. Not every computer tells "
                    "its programs of this; then the time above counts."
                ),
                "small",
            ),
            FlowRow(self.change, self.sheet, self.sheet_read.button),
            self.sheet_read.said,
            self.remember,
            self.remember_said,
        )

    def _build_scans(self) -> ScanSettings | None:
        watch = self.house.tray.scans if self.house.tray is not None else None
        if watch is None or self.house.read_only:
            return None
        card = ScanSettings(self.house, watch)
        self._add(tr("Folder of my scanner"), card)
        return card

    def _build_copies(self) -> SafeCopies | None:
        if self.house.copies is None:
            return None
        card = SafeCopies(self.house, self.house.copies, self._go_back)
        self._page.add(card)
        return card

    def _go_back(self) -> None:
        RestoreDialog(self, self.house).open()

    def _build_case(self) -> None:
        self.where = label(path_words(self.work.vault.folder)).selectable()
        self.check = CaseCheck(self.house, self._go_back if self.house.copies is not None else None)
        self.in_bin = label("", "small")
        self.bin = Button(tr("Open the bin"), icon="trash-2", then=lambda: self.asked_for.emit(Place(BIN)))
        self.whole = Button(
            tr("Give out the whole case"),
            icon="folder-open",
            then=lambda: self.asked_for.emit(Place(WHOLE_CASE)),
        )
        self._add(
            tr("My case"),
            label(tr("It is kept in this folder:"), "small"),
            self.where,
            self.check,
            self.in_bin,
            FlowRow(self.bin, self.whole),
        )

    def _build_about(self) -> None:
        self._add(
            tr("About SecondOp"),
            label(tr("Version {version}", version=__version__)),
            label(
                tr(
                    "SecondOp helps you prepare for a second opinion. It gives no medical advice. It works "
                    "without the internet: nothing leaves this computer unless you print, save or copy it."
                )
            ),
            label(
                tr(
                    "It is free software under the Apache License 2.0 and stands on the work of many others. "
                    "The file THIRD-PARTY-NOTICES.md, which came with it, names them and their licenses."
                ),
                "small",
            ),
        )

    def _add(self, title: str, *parts: QWidget) -> None:
        card = Card(label(title, "h2"))
        card.body.setSpacing(theme.tokens().space("s"))
        for part in parts:
            card.add(part)
        self._page.add(card)

    def _show_settings(self) -> None:
        settings = self.house.settings
        self.look.fill({"text_size": settings.text_size, "theme": settings.theme})
        nearest = min(MINUTES, key=lambda n: abs(n - settings.lock_after_minutes))
        blocked = self.minutes.blockSignals(True)
        self.minutes.set_value(nearest if settings.lock_after_minutes else NEVER)
        self.minutes.blockSignals(blocked)
        blocked = self.spelling.blockSignals(True)
        self.spelling.set_value(settings.spelling)
        self.spelling.blockSignals(blocked)

    def _look_chosen(self) -> None:
        settings = self.house.settings
        settings.text_size, settings.theme = self.text_size.value(), self.theme.value()
        self.house.settings_changed()

    def _spelling_chosen(self) -> None:
        self.house.settings.spelling = self.spelling.value()
        self.house.settings_changed()

    def _minutes_chosen(self) -> None:
        self.house.settings.lock_after_minutes = self.minutes.value()
        self.house.settings_changed()

    def _change(self) -> None:
        NewPassphraseDialog(self, self.house).open()

    def _show_sheet(self) -> None:
        RecoverySheetDialog(self, self.work, self.house.case_name).open()

    def _remember_chosen(self) -> None:
        on, known = self.remember.isChecked(), self.house.settings
        self.remember.setEnabled(False)
        self._note_key(kept=True)  # before it is so: a key must not lie in the keychain and nobody know

        def flow(vault: Vault, _progress: object) -> Remembered:
            (keep_key.remember if on else keep_key.forget)(vault)
            return _remembered(vault, known)

        def failed(_error: object) -> None:
            self.remember.setChecked(not on)
            self._note_key(kept=not on)

        job = self.work.start(tr("Asking the keychain"), flow, quiet=True)
        job.finished.connect(self._show_remembered)
        job.failed.connect(failed)
        job.ended.connect(lambda: self.remember.setEnabled(True))

    def _show_remembered(self, answer: Remembered) -> None:
        can, is_kept, sentence = answer
        self.remember.setEnabled(can or is_kept)
        self.remember.setChecked(is_kept)
        self.remember_said.setText(sentence)
        if can:
            self._note_key(kept=is_kept)

    def _note_key(self, *, kept: bool) -> None:
        name, known = self.work.vault.public_name, self.house.settings
        if kept is not (name in known.remembered):
            known.note_key(name, kept=kept)
            self.house.settings_changed()


def _remembered(vault: Vault, known: Settings) -> Remembered:
    """How things stand with the keychain; runs on the bench, for a keychain may take its time."""
    state = keep_key.can_remember()
    if not state.ok:
        return False, False, state.sentence
    try:
        kept = keep_key.is_remembered(vault, known)
    except UserError as error:
        return False, False, error.sentence
    if kept:
        said = tr("The keychain of this computer keeps the key, so whoever can use your account can open it.")
        return True, True, said
    said = tr("{can} Then whoever can use your account here can open your case.", can=state.sentence)
    return True, False, said
