"""Draws the foundation of the ui as pictures to look at; run by hand: `python tests/ui/gallery.py FOLDER`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.dialogs.problem import ProblemDialog
from secondop_desktop.ui.door.calls import DoorCalls
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.questions import QuestionsPage
from secondop_desktop.ui.door.sheet import SheetPage
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.rooms import ROOMS, Room
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row, stand
from secondop_desktop.ui.widgets.buttons import Button, button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.cards import Badge, Card, Connector
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.date_fields import DateField, TimeField
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import chip, label
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work

ROWS = [
    CardRow("1", "Pathology report, core biopsy", "22 Apr, St Anne’s Hospital, 3 pages", "microscope"),
    CardRow("2", "Letter of the first doctor", "25 Apr, Riverside", "stethoscope", "Read twice", "ok"),
    CardRow("3", "MRI scan on disc", "Asked City Radiology on 3 May", "scan", "Waiting", "warn"),
    CardRow(
        "4", "What exactly did the biopsy show, and how sure are you?", "Diagnosis", ticked=True, done=True
    ),
    CardRow(
        "5", "What happens if I wait three months before deciding?", "Options", ticked=False, starred=True
    ),
    CardRow("6", "How often do you do this operation?", "Surgeon", ticked=False, starred=False),
]


@dataclass(frozen=True)
class Judged:
    """A judgement for the pictures."""

    ok: bool
    sentence: str
    strength: int


class NoVault:
    """A case without anything in it."""

    def on_change(self, _listener: Callable[[frozenset[type]], None]) -> None:
        """Nothing ever changes."""

    @contextmanager
    def read(self) -> Iterator[None]:
        """A session nobody looks at."""
        yield None

    write = read


def calls() -> DoorCalls:
    """Flows that do nothing."""
    return DoorCalls(
        offer_passphrase=lambda: "copper lantern walnut river seven glove",
        judge_passphrase=lambda text: Judged(
            len(text) > 14, "Strong. This would take centuries to guess.", 4
        ),
        create=lambda *_: None,
        open=lambda *_: None,
        recovery_pdf=lambda *_: b"",
        sample=lambda *_: None,
        check_line=lambda *_: None,
        check_place=lambda *_: None,
        places_of=lambda _: [],
        remembers=lambda _: True,
        open_remembered=lambda _: None,
    )


class PartsScreen(Screen):
    """All small parts on one page."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        add = button("Add a record", "primary", "plus")
        self.page = Page(
            "Records", "8 of 11 here. 2 asked for, 1 not started.", [add, button("Open", icon="eye")]
        )
        self.page.add(FilterRow("Kind", [("all", "All"), ("l", "Letters"), ("i", "Images"), ("t", "Tests")]))
        self.side = row("m")
        rows = CardList("Records", stars=True, movable=True)
        rows.set_rows(ROWS)
        rows.select("2")
        rows.setMinimumHeight(theme.tokens().px(470))
        self.side.addWidget(Card(rows, margins="xs"), 2)
        self.side.addWidget(self._form(), 3)
        self.page.add(self.side)
        marks = FlowRow(button("Remove", "danger", "trash-2"), button("Add a reminder", "quiet", "plus"))
        for words, tone in (("8 days", "warn"), ("Here", "ok"), ("5 days", "info"), ("Broken", "danger")):
            marks.add(chip(words, tone))
        self.page.add(marks)
        self.page.add(self._journey())
        note = NoteEdit("What the doctor said")
        note.set_text("She said waiting three months is possible.\n\nShe would not wait longer than that.")
        self.page.add(note)
        self.page.add(EmptyState("Here you keep your letters.", button("Add a letter"), "folder-open"))
        self.frame.addWidget(self.page)

    def reflow(self, em: float) -> None:
        """Below each other when narrow."""
        self.page.reflow(em)
        stand(self.side, em < 50)

    def query(self, _session: object) -> None:
        """Nothing to fetch."""

    def show_data(self, _data: object) -> None:
        """Nothing to show."""

    def _form(self) -> Card:
        form = Form(print)
        form.add("name", LineField("Name of the doctor", "As on the letter.")).refuse(
            "A doctor needs a name."
        )
        date = DateField("Day")
        form.add_beside(("day", date), ("time", TimeField("Time")))
        date.line.setText("14 may")
        form.add("kind", ChoiceField("Kind", [("a", "Report"), ("b", "Letter")]))
        form.add("what", TextField("What happened", placeholder="In your own words"))
        form.add("again", TickField("Remind me in a week if nothing has come by then", value=True))
        return Card(form)

    def _journey(self) -> Card:
        card = Card(label("Your journey", "h2"))
        steps = (("done", "Write down what happened"), ("now", "Gather your records"), ("later", "Decide"))
        for number, (state, words) in enumerate(steps, 1):
            line, badges = row("m"), column("none")
            badges.addWidget(Badge(state, str(number)))
            badges.addWidget(Connector(state == "done"), 1)
            line.addLayout(badges)
            texts = column("hair", "none none s none")
            texts.addWidget(label(words, "h3"))
            texts.addWidget(label("8 of 11 here. 2 asked for, 1 not started.", "small"))
            line.addLayout(texts, 1)
            card.add(line)
        return card


class DemoRoom(Room):
    """A room that shows the parts."""

    def make(self, house: House) -> Screen:
        """Make the demo screen."""
        return PartsScreen(house)


def demo_rooms() -> tuple[Room, ...]:
    """All rooms, each showing the parts."""
    return tuple(DemoRoom(r.key, r.title, r.icon, r.screen, r.side, r.under, r.wide) for r in ROOMS)


def doors(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Each page of the door."""
    case = Path("/home/me/Documents/My case.secondop")
    door = Door(calls())
    window.show_door(door)
    yield "welcome", door
    door.begin()
    door.page.offer()
    yield "new_case", door
    lines = tuple(f"{n}A7K-QM2P-9XWD-3RTB-{n}{n}" for n in range(1, 9))
    door._turn_to(SheetPage(lines, lambda: b"", 3, lambda _number, _typed: None))
    yield "sheet", door
    door._turn_to(QuestionsPage())
    yield "questions", door
    door = Door(calls(), [case, Path("/home/me/Documents/Aunt Rosa.secondop")])
    window.show_door(door)
    yield "unlock", door
    for _ in range(4):
        door.page.refuse("This passphrase does not open the case. Nothing was changed.")
    yield "unlock_wait", door
    door.page._turn()
    yield "unlock_sheet", door


def main(folder: Path, size: tuple[int, int] = (1366, 768)) -> None:
    """Draw everything in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    work = Work(NoVault())
    for name, text_size in (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)):
        settings = Settings(theme=name, text_size=text_size)
        theme.apply(app, settings)
        window = Window(settings, keep=lambda _settings: None)
        window.resize(*size)
        window.show()
        for page, _door in doors(window):
            QTest.qWait(60)
            window.grab().save(str(folder / f"{name}{text_size}_{page}.png"))
        rooms = window.show_rooms(
            work,
            "Margaret’s case",
            why_read_only="This case is open elsewhere." if name == "contrast" else "",
            rooms=demo_rooms(),
        )
        window.notices.tell("The letter is in the bin.", undo=lambda: None)
        QTest.qWait(100)
        window.grab().save(str(folder / f"{name}{text_size}_rooms.png"))
        window.notices.problem(
            UserError("The disk is full. Your last words are kept here.", "Please make room.")
        )
        rooms.shown().page.verticalScrollBar().setValue(560)
        QTest.qWait(60)
        window.grab().save(str(folder / f"{name}{text_size}_rooms_low.png"))
        window.actions_._fill()
        window.actions_.menu.popup(window.pos())
        QTest.qWait(30)
        window.actions_.menu.grab().save(str(folder / f"{name}{text_size}_menu.png"))
        window.actions_.menu.hide()
        problem = ProblemDialog(window, ValueError("x"))
        ask = Ask(
            window, "Delete for good?", "This letter and its text will be gone. It cannot be brought back."
        )
        ask.add_button(Button("Cancel"))
        ask.add_button(Button("Delete for good", "danger"))
        for kind, dialog in (("bug", problem), ("ask", ask)):
            dialog.open()
            QTest.qWait(30)
            dialog.grab().save(str(folder / f"{name}{text_size}_{kind}.png"))
            dialog.done(0)
        window.close()
    work.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
