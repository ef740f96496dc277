"""Printing from any screen: which printer, how many copies, how they come out, and what became of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import print_queue, print_state
from secondop_desktop.flows.print_queue import MOST_COPIES, Choices, Printer, Sent, Wishes, called
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow, column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.fields import Field, LineField
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.said import Said

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.print_state import JobState
    from secondop_desktop.ui.screen import House, State
    from secondop_desktop.vault.vault import Vault

Content = bytes | Callable[["Vault"], Iterable[bytes]]

_PRINT_SYSTEM = Path("/run/cups/cups.sock")
LOOK_MS, LATER_MS = 1000, 5000
"""So often a job is looked after, at first and when it takes long."""
SOON, MOST_LOOKS = 30, 150
"""How many looks are quick ones, and after how many nobody waits any more: about ten minutes."""
_TONES = {"taken": "ok", "stuck": "warn", "failed": "warn"}


class PrinterPart(QWidget):
    """Prints what it was last offered.

    `printed` brings the `Sent` once a queue has taken the job; `there` tells whether this computer can print
    at all, so that a screen can put saving in the place of printing.
    """

    printed = Signal(object)
    there = Signal(bool)

    def __init__(self, house: House) -> None:
        super().__init__()
        self._work = house.work
        self._content: Content | None = None
        self._page, self._landscape = "A4", False
        self._printers: list[Printer] = []
        self._known: dict[str, Choices] = {}
        self._wanted: State = {}
        self._busy = self._filling = False
        self._followed: Sent | None = None
        self._looks = 0
        self.printer = ChoiceField(tr("Printer"))
        self.form = Form(house.work.failed.emit)
        self.copies = LineField(tr("Copies"), value="1")
        self.paper = ChoiceField(tr("Paper in the printer"))
        self.form.add_beside(("copies", self.copies), ("paper", self.paper), narrow=20)
        self.sides = self.form.add("sides", ChoiceField(tr("Sides")))
        self.ink = self.form.add("ink", ChoiceField(tr("Colors")))
        self.fold = Fold(tr("How it comes out"), self.form)
        self.print = Button(tr("Print"), "primary", "printer", then=self._print)
        self.state = Said()
        self._none = label(
            tr("No printer was found on this computer. You can save a PDF and print it somewhere else."),
            "small",
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._build()

    def offer(self, content: Content | None, page: str = "A4", landscape: bool = False) -> None:
        """What is printed next: a PDF, or what gives one in pieces; None when there is nothing yet."""
        self._content, self._landscape = content, landscape
        if page != self._page:
            self._page = page
            self._wanted.pop("paper", None)
            self._fill(lambda: self.paper.set_value(page))
        self._may()

    def look_for_printers(self) -> None:
        """Look for printers again."""
        job = self._work.start(tr("Looking for printers"), lambda _v, _p: print_queue.printers(), quiet=True)
        job.finished.connect(self._found)

    def raw(self) -> State:
        """What is chosen, as JSON can hold it."""
        return {"printer": self.printer.raw(), **self.form.raw()}

    def set_raw(self, state: State) -> None:
        """Choose it again, as far as it is offered, now or when the printer has said what it can do."""
        self._wanted = dict(state)
        self.printer.set_raw(state.get("printer"))
        self.form.set_raw(state)

    def showEvent(self, event: QShowEvent) -> None:
        """See which printers there are now."""
        super().showEvent(event)
        self.look_for_printers()

    def _build(self) -> None:
        body = column("m", "none", self)
        # Printing stands above how it comes out, so that it is seen without scrolling.
        for part in (self.printer, self._none, FlowRow(self.print), self.state, self.fold):
            body.addWidget(part)
        words = tr(
            "A printer, and this computer’s list of print jobs, may keep a copy of what you print. "
            "A saved PDF is not encrypted."
        )
        body.addWidget(label(words, "small"))
        self.printer.changed.connect(self._turned)
        for name, field in {"printer": self.printer, **self.form.fields()}.items():
            field.changed.connect(partial(self._chosen, name, field))
        self.state.hide()
        self._show_choices(Choices())
        self._found([])

    def _found(self, found: list[Printer]) -> None:
        self._printers = found
        self.printer.set_choices([(printer.name, called(printer.name)) for printer in found])
        self._fill(lambda: self.printer.set_raw(self._wanted.get("printer")))
        can = bool(found) or by_dialog()
        self.printer.setHidden(not found)
        self.fold.setHidden(not found)
        self.print.setHidden(not can)
        self._none.setHidden(can)
        self._may()
        self._turned()
        self.there.emit(can)

    def _turned(self) -> None:
        """Offer what the chosen queue can do."""
        name = self.printer.value()
        if name is None:
            return
        if name in self._known:
            self._show_choices(self._known[name])
            return
        self._show_choices(Choices())
        job = self._work.start(
            tr("Asking a printer"), lambda _v, _p: (name, print_queue.choices(name)), quiet=True
        )
        job.finished.connect(self._told)

    def _told(self, answer: tuple[str, Choices]) -> None:
        self._known[answer[0]] = answer[1]
        if answer[0] == self.printer.value():
            self._show_choices(answer[1])

    def _show_choices(self, can: Choices) -> None:
        wanted, words = self._wanted, side_words()
        self.sides.set_choices([(side, words[side]) for side in can.sides])
        self.paper.set_choices([(paper, paper) for paper in can.papers])
        inks = [(False, tr("In color")), (True, tr("Black and white"))] if can.inks else []
        self.ink.set_choices(inks)
        self._fill(lambda: self.sides.set_value(wanted.get("sides", can.usual_sides)))
        self._fill(lambda: self.paper.set_value(wanted.get("paper", self._page)))
        self._fill(lambda: self.ink.set_value(wanted.get("ink", can.usually_black)))
        for field in (self.sides, self.paper, self.ink):
            field.setHidden(field.combo.count() < 2)
        self._sum_up()

    def _chosen(self, name: str, field: Field) -> None:
        """Remember what the person chose, beside what a printer does unasked."""
        if not self._filling:
            self._wanted[name] = field.raw()
        self._sum_up()

    def _sum_up(self) -> None:
        """Tell in a line how it will come out."""
        copies = self._copies()
        shown = [
            field.combo.currentText() for field in (self.paper, self.sides, self.ink) if field.combo.count()
        ]
        said = [trn("{n} copy", "{n} copies", copies)] if copies else []
        self.fold.say(" ".join(f"{words}." for words in [*said, *shown]))

    def _fill(self, do: Callable[[], None]) -> None:
        self._filling = True
        do()
        self._filling = False

    def _may(self) -> None:
        self.print.setEnabled(self._content is not None and not self._busy)

    def _copies(self) -> int:
        """How many copies are wanted; 0 when that cannot be."""
        typed = self.copies.value()
        copies = int(typed) if typed.isdecimal() else 0
        return copies if copies <= MOST_COPIES else 0

    def _wishes(self) -> Wishes:
        copies = self._copies()
        if not copies:
            raise FieldError("copies", tr("Please type a number from 1 to {most}.", most=MOST_COPIES))
        can = self._known.get(self.printer.value(), Choices())
        black = self.ink.value() if can.inks else None
        paper = self.paper.value() or ""
        return Wishes(copies, self.sides.value(), paper, black, can.inks, self._landscape)

    def _print(self) -> None:
        content, name = self._content, self.printer.value()
        if content is None:
            return
        if not self._printers:
            self._print_by_dialog(content)
            return
        self.form.clear_problems()
        try:
            wishes = self._wishes()
        except FieldError as error:
            self.fold.open()
            self.form.refuse(error)
            return

        def flow(vault: Vault, progress: Progress) -> Sent:
            pieces = content if isinstance(content, bytes) else content(vault)
            return print_queue.send(pieces, name, wishes, progress)

        self._start(flow)

    def _print_by_dialog(self, content: Content) -> None:
        from secondop_desktop.ui import printing

        printer = printing.ask_printer(self, print_queue.TITLE, self._page)
        if printer is None:
            return

        def flow(vault: Vault, progress: Progress) -> Sent:
            pdf = content if isinstance(content, bytes) else b"".join(content(vault))
            printing.draw_pages(printer, PagePictures.of_pdf(pdf), progress)
            return Sent(printer.printerName(), 0, printer.copyCount())

        self._start(flow)

    def _start(self, flow: Callable[[Vault, Progress], Sent]) -> None:
        self._busy, self._followed = True, None
        self._may()
        self._say(tr("Handing it to the printer."))
        job = self._work.start(tr("Printing."), flow)
        job.finished.connect(self._taken)
        job.failed.connect(self._refused)
        job.ended.connect(self._ended)

    def _taken(self, sent: Sent) -> None:
        self._say(tr("The printer {name} has your job.", name=called(sent.printer)), "ok")
        if sent.number:
            self._followed, self._looks = sent, 0
            self._timer.start(LOOK_MS)
        self.printed.emit(sent)

    def _refused(self, _error: object) -> None:
        """The notices tell why; the printer may be gone."""
        self._say("")
        self.look_for_printers()

    def _ended(self) -> None:
        self._busy = False
        if self._followed is None and self.state.tone() == "plain":
            self._say("")
        self._may()

    def _look(self) -> None:
        sent = self._followed
        if sent is None or self._work.closed():
            return
        job = self._work.start(
            tr("Looking after a print job"), lambda _v, _p: (sent, print_state.state(sent)), quiet=True
        )
        job.finished.connect(self._stands)

    def _stands(self, answer: tuple[Sent, JobState]) -> None:
        sent, state = answer
        if sent is not self._followed:
            return
        self._say(state.sentence, _TONES.get(state.stage, "info"))
        self._looks += 1
        if not state.over and self._looks < MOST_LOOKS:
            self._timer.start(LOOK_MS if self._looks < SOON else LATER_MS)

    def _say(self, sentence: str, tone: str = "plain") -> None:
        self.state.say(sentence, tone)
        self.state.setVisible(bool(sentence))


def side_words() -> dict[str, str]:
    """The ways to print on the sides of a sheet, in words."""
    return {
        "one": tr("One side"),
        "book": tr("Both sides, turned like a book"),
        "calendar": tr("Both sides, turned like a wall calendar"),
    }


def by_dialog() -> bool:
    """Whether the system prints by its own dialog instead of by queues.

    On Linux Qt would look for a print system over the network where none is on this computer.
    """
    if sys.platform == "linux" and not _PRINT_SYSTEM.exists():
        return False
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())
