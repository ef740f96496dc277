"""The first run: whose case, where it is kept, its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from secondop_desktop.base import paths
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.dialogs.files import choose_folder
from secondop_desktop.ui.disks import path_words
from secondop_desktop.ui.door.calls import DoorCalls
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.fields import LineField, PassphraseField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said


@dataclass(frozen=True)
class NewCase:
    """What the first page asks for."""

    folder: Path
    passphrase: str
    name: str


def free_folder(beside: Path, words: str = "") -> Path:
    """A folder that does not exist yet: "My case.secondop", or with a number. Its name tells nothing."""
    return paths.free_case_folder(beside, words or tr("My case"))


class WelcomePage(QWidget):
    """The ways in; `gone` is the folder of a case that was here and is not any more."""

    new_case = Signal()
    other_case = Signal()
    bring_back = Signal()
    bring_in = Signal()
    look_around = Signal()

    def __init__(self, gone: Path | None = None) -> None:
        super().__init__()
        body = column("m", "none", self)
        if gone is not None:
            words = tr(
                "The folder {folder} is not there any more. If it is on a stick or another disk, please "
                "connect it. Otherwise its safe copies can bring the case back.",
                folder=path_words(gone),
            )
            body.addWidget(Card(Said(words, "warn")))
        body.addWidget(label(tr("A second opinion, one step at a time"), "display"))
        body.addWidget(
            label(
                tr(
                    "SecondOp keeps your records, questions and notes together in one place that only you "
                    "can open. Nothing leaves this computer unless you print or send it."
                ),
                "muted",
            )
        )
        self.new = Button(tr("Start my case"), "primary", "arrow-right", then=self.new_case.emit)
        body.addWidget(
            Card(
                self.new,
                Button(tr("Open a case I already have"), icon="folder-open", then=self.other_case.emit),
                Button(
                    tr("Bring a case back from a safe copy"),
                    icon="archive-restore",
                    then=self.bring_back.emit,
                ),
                Button(tr("Bring in a case that was given out"), icon="upload", then=self.bring_in.emit),
                Button(tr("Look around with a sample case"), icon="eye", then=self.look_around.emit),
            )
        )


class NewCasePage(QWidget):
    """Asks whose case it is, where it is kept, and for a passphrase; `asked(NewCase)` when all is well.

    With `named` off nobody asks whose it is: then the case knows that itself.
    """

    asked = Signal(object)
    back = Signal()

    def __init__(
        self, calls: DoorCalls, elsewhere: Callable[[Exception], object], *, named: bool = True
    ) -> None:
        super().__init__()
        self._calls, self._named = calls, named
        self._folder = free_folder(paths.usual_case_folder())
        self.form = Form(elsewhere)
        self.name = LineField(tr("Whose case is it?"), tr("A first name is enough. It is kept encrypted."))
        if named:
            self.form.add("name", self.name)
        self.where = self.form.add("folder", LineField(tr("Where it is kept"), value=str(self._folder)))
        self.passphrase = self.form.add(
            "passphrase",
            PassphraseField(
                tr("Passphrase"),
                tr("At least 15 characters. A sentence or a few words you can remember are best."),
            ),
        )
        self.strength = label("", "small")
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setAccessibleName(tr("Strength of the passphrase"))
        self.form.body.addWidget(self._bar)
        self.form.body.addWidget(self.strength)
        self.again = self.form.add("again", PassphraseField(tr("The same passphrase once more")))
        self.make = Button(tr("Make my case"), "primary", "lock", then=self._ask)
        self._build()
        self.passphrase.changed.connect(self._judge)
        self.again.line.returnPressed.connect(self._ask)

    def offer(self) -> None:
        """Fill in six words, shown so that they can be written down."""
        words = self._calls.offer_passphrase()
        for field in (self.passphrase, self.again):
            field.set_value(words)
            field.show_typed(True)

    def set_busy(self, busy: bool) -> None:
        """Let nothing be pressed or changed twice."""
        self.form.setEnabled(not busy)
        self.make.setEnabled(not busy)

    def _build(self) -> None:
        body = column("m", "none", self)
        body.addWidget(Button(tr("Back"), "quiet", "arrow-left", then=self.back.emit).flush())
        body.addWidget(label(tr("Start your case"), "h1"))
        card = Card(self.form)
        card.add(
            FlowRow(
                self.make,
                Button(tr("Offer me six words"), icon="key-round", then=self.offer),
                Button(tr("Choose another folder"), icon="folder-open", then=self._choose),
            )
        )
        body.addWidget(card)
        body.addWidget(
            label(
                tr(
                    "The passphrase locks everything. It is not kept anywhere, so nobody can send you a "
                    "new one. On the next page you get a recovery sheet for your papers."
                ),
                "small",
            )
        )

    def _choose(self) -> None:
        chosen = choose_folder(self, tr("Where should your case be kept?"))
        if chosen is not None:
            self.where.set_value(str(free_folder(chosen)))

    def _judge(self) -> None:
        typed = self.passphrase.value()
        judged = self._calls.judge_passphrase(typed) if typed else None
        self._bar.setValue(judged.strength if judged else 0)
        self.strength.setText(judged.sentence if judged else "")

    def _ask(self) -> None:
        values = self.form.read()
        if values is None:
            return
        folder, passphrase, again = (values[part] for part in ("folder", "passphrase", "again"))
        try:
            checked = self._checked(values.get("name", ""), folder, passphrase, again)
        except FieldError as error:
            self.form.refuse(error)
            return
        self.asked.emit(checked)

    def _checked(self, name: str, folder: str, passphrase: str, again: str) -> NewCase:
        if self._named and not name:
            raise FieldError("name", tr("Please type a name; a first name is enough."))
        where = Path(folder).expanduser() if folder else free_folder(paths.usual_case_folder())
        if not where.name.endswith(paths.CASE_SUFFIX):
            where = where.with_name(where.name + paths.CASE_SUFFIX)
        if where.exists():
            raise FieldError(
                "folder", tr("There is something in this place already."), tr("Please choose another name.")
            )
        judged = self._calls.judge_passphrase(passphrase)
        if not judged.ok:
            raise FieldError("passphrase", judged.sentence)
        if passphrase != again:
            raise FieldError("again", tr("The two passphrases are not the same."))
        return NewCase(where, passphrase, name)
