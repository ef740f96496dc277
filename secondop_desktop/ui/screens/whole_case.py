"""Giving out the whole case: what that means, in which form, and where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import give_out
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.files import choose_folder, save_file
from secondop_desktop.ui.disks import path_words
from secondop_desktop.ui.places import BACK
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, show_new
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.said import Said
from secondop_desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.give_out import GivenOut
    from secondop_desktop.ui.work import Job
    from secondop_desktop.vault.vault import Vault

FOLDER, ZIP = "folder", "zip"
_SUFFIX = ".zip"
MOST_LOST = 6


class WholeCaseScreen(Screen):
    """`Place(WHOLE_CASE)`; nothing is written before the person has ticked that they know what it means."""

    SHOWS: ClassVar[frozenset[type]] = frozenset()

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._job: Job | None = None
        self._page = Page(
            tr("Give out the whole case"),
            tr("Everything in it, as files that any computer can read without SecondOp."),
            back=tr("Back"),
            reading=True,
        )
        self.form = ChoiceField(
            tr("As what?"),
            [(FOLDER, tr("A folder")), (ZIP, tr("One zip file, which is easier to hand on"))],
        )
        self.understood = Tick(tr("I know that whoever has these files can read all of my case"))
        self.write = Button(tr("Choose where, and write it"), "primary", "folder-open", then=self._ask)
        self.result = column("xs")
        self._build()
        self._may_write()

    def reflow(self, em: float) -> None:
        """Follow the width of the window."""
        self._page.reflow(em)

    def query(self, session: Session) -> None:
        """Nothing of the case is shown here."""

    def show_data(self, data: None) -> None:
        """See above."""

    def standing(self) -> State:
        """Which form was chosen; what was ticked has to be ticked each time."""
        return {"form": self.form.value()}

    def take_up(self, state: State) -> None:
        """Choose it again."""
        if state.get("form") in (FOLDER, ZIP):
            self.form.set_value(state["form"])

    def _build(self) -> None:
        what = Card(label(tr("What is in it"), "h2"), margins="m")
        what.body.setSpacing(theme.tokens().space("s"))
        for sentence in (
            tr("A page to read and to print in any browser: index.html. Begin there."),
            tr("All your records, photos, recordings and letters, as they are."),
            tr("Lists for a spreadsheet, a calendar, an address book, and a file for programs of clinics."),
            tr("Everything once more in a form that SecondOp can make into a case again, without loss."),
        ):
            what.add(label(sentence))
        knows = Card(label(tr("What you should know"), "h2"), margins="m")
        knows.body.setSpacing(theme.tokens().space("s"))
        knows.add(Said(tr("These files are not encrypted. Whoever has them can read them."), "warn"))
        for sentence in _warnings():
            knows.add(label(sentence))
        knows.add(self.understood)
        knows.add(self.form)
        knows.add(FlowRow(self.write))
        knows.body.addLayout(self.result)
        if self.house.read_only:
            knows.add(
                label(
                    tr("This case can only be looked at, so it is not noted in it that you gave it out."),
                    "small",
                )
            )
        for card in (what, knows):
            self._page.add(card)
        self._page.finish()
        self.frame.addWidget(self._page)
        self._page.back_asked.connect(lambda: self.asked_for.emit(BACK))
        self.understood.clicked.connect(self._may_write)

    def _may_write(self) -> None:
        self.write.setEnabled(self.understood.isChecked() and self._job is None)

    def _ask(self) -> None:
        place = self._place()
        if place is None:
            return
        zipped, clock = self.form.value() == ZIP, self.house.clock

        def flow(vault: Vault, progress: Progress) -> GivenOut:
            return give_out.give_out(vault, place, progress, zipped=zipped, clock=clock)

        empty_out(self.result)
        self._job = self.work.start(tr("Writing the whole case."), flow)
        self._may_write()
        self._job.finished.connect(self._written)
        self._job.ended.connect(self._ended)

    def _place(self) -> Path | None:
        """Where to write; None when the person thought better of it."""
        title, name = tr("Where shall your case be written?"), give_out.name_to_offer(self.house.clock)
        if self.form.value() == ZIP:
            return save_file(self, title, f"{name}{_SUFFIX}", f"{tr('Zip file')} (*{_SUFFIX})")
        inside = choose_folder(self, title)
        return give_out.free_folder(inside, self.house.clock) if inside is not None else None

    def _written(self, done: GivenOut) -> None:
        files = trn("{n} file", "{n} files", done.files)
        where = path_words(done.place)
        told = tr("The whole case is written to {place}, with {files}.", place=where, files=files)
        self.result.addWidget(Said(told, "ok"))
        for title in done.lost[:MOST_LOST]:
            lost = tr("The file of “{title}” is damaged in your case and could not be written.", title=title)
            self.result.addWidget(Said(lost, "warn"))
        if len(done.lost) > MOST_LOST:
            n = len(done.lost) - MOST_LOST
            self.result.addWidget(label(trn("{n} more file is damaged.", "{n} more files are damaged.", n)))
        show_new(self)
        self.understood.setChecked(False)

    def _ended(self) -> None:
        self._job = None
        self._may_write()


def _warnings() -> tuple[str, ...]:
    return (
        tr("They hold your name, your illness, what doctors said, and the passwords of locked files."),
        tr("Keep them only as long as you need them. To be rid of them, delete them and empty the trash."),
        tr("A disk, a stick or a cloud may keep copies of what is deleted. What was sent stays sent."),
        tr("Your case in SecondOp stays as it is, and stays encrypted."),
    )
