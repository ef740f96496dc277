"""What the pages have in common that go through what came of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import captured
from secondop_desktop.flows import after_visit
from secondop_desktop.ui.after.rows import AddLine, RowForm, RowList
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.see_after import After
    from secondop_desktop.ui.form_saver import FormSaver
    from secondop_desktop.ui.saver import Saver
    from secondop_desktop.ui.screen import Screen, State


class Step(QWidget):
    """One page: its title, what it is for, and its body; everything in it is saved as it is typed.

    `told` when `saved_words` may say something else.
    """

    key = ""
    told = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.room = screen
        self.work, self.clock = screen.work, screen.house.clock
        self.data: After | None = None
        self.body = column("m", "none", self)

    def title(self) -> str:
        """The question of the page."""
        raise NotImplementedError

    def why(self) -> str:
        """One or two sentences below it."""
        raise NotImplementedError

    def is_needed(self, data: After) -> bool:
        """Whether there is anything to do or to say on this page."""
        return True

    def show_after(self, data: After) -> None:
        """Show what came of the visit; what is being typed stays."""
        self.data = data

    def clear(self) -> None:
        """Forget the visit that was shown."""
        self.data = None

    def savers(self) -> list[FormSaver]:
        """Those that look after its fields."""
        return []

    def note_saver(self) -> Saver | None:
        """The one that looks after its page of free text, when it has one."""
        return None

    def saved_words(self) -> tuple[str, str]:
        """How safe its words are, as the text and the tone of a chip."""
        for saver in self.savers():
            words, tone = saver.words()
            if tone != "ok":
                return words, tone
        return tr("Saved"), "ok"

    def settle(self) -> None:
        """Hand over what stands in a line to add something."""

    def waits(self) -> bool:
        """Whether words stand in such a line that could not be added."""
        return False

    def half_typed(self) -> State:
        """What stands only on this page."""
        found: State = {}
        for saver in self.savers():
            found |= saver.half_typed()
        return found

    def take_up(self, state: State) -> None:
        """Put it back."""
        for saver in self.savers():
            saver.take_up(state)

    def visit_id(self) -> str:
        """The visit that is gone through."""
        return self.data.visit.id if self.data is not None else ""


class ListStep(Step):
    """A page with entries and a line that adds one; `kinds` are kinds of lines as in case/captured.py."""

    def __init__(self, screen: Screen, nothing: str) -> None:
        super().__init__(screen)
        self.list = RowList(self.make_row, nothing)
        self.list.changed.connect(self.told)
        self.body.addWidget(self.list)
        self.add: AddLine | None = None

    def make_row(self, entry_id: str) -> RowForm:
        """The form of one entry."""
        raise NotImplementedError

    def put_add(self, made: AddLine) -> None:
        """Put a line below the entries that adds one."""
        self.add = made
        made.added.connect(self._added)
        self.body.addWidget(made)

    def clear(self) -> None:
        """Forget the visit that was shown."""
        super().clear()
        self.list.clear()
        if self.add is not None:
            self.add.line.set_value("")

    def savers(self) -> list[FormSaver]:
        """Those that look after the entries."""
        return self.list.savers()

    def settle(self) -> None:
        """Add what stands in the line."""
        if self.add is not None and self.add.half_typed():
            self.add.give()

    def waits(self) -> bool:
        """Whether words stand in the line that could not be added."""
        return self.add is not None and bool(self.add.half_typed())

    def half_typed(self) -> State:
        """Fields that cannot be read, and the line."""
        line: dict[str, Any] = self.add.half_typed() if self.add is not None else {}
        return {**super().half_typed(), **({"add": line} if line else {})}

    def take_up(self, state: State) -> None:
        """Put it back."""
        super().take_up(state)
        if self.add is not None and isinstance(state.get("add"), dict):
            self.add.take_up(state["add"])

    def line_of(self, entry_id: str) -> str:
        """The line that an entry came from; empty for one that was written down elsewhere."""
        if self.data is None:
            return ""
        step = next((each for each in self.data.steps if each.task.id == entry_id), None)
        return step.line_id if step is not None else self.data.line_of.get(entry_id, "")

    def leave_out(self, row: RowForm, said: str, text: str, entry_id: str = "") -> None:
        """Put a button there that says that nothing is needed of an entry, when it came from a line."""
        key = entry_id or row.id
        if not self.line_of(key):
            return
        made = Button(tr("Not needed"), "quiet", "x", then=lambda: self.give_up(self.line_of(key), said))
        made.setAccessibleName(tr("Not needed: {text}", text=text))
        row.tool(made.flush())

    def give_up(self, line_id: str, said: str) -> None:
        """Nothing is needed of a line: what was made of it goes into the bin, and can come back."""
        clock, work, room = self.clock, self.work, self.room
        if not line_id:
            return

        def then(_: object) -> None:
            room.notices.tell(said, work.undo.way_back())

        work.write(
            room,
            lambda session: after_visit.drop(session, line_id, clock),
            then,
            name=tr("leave out a line of the visit"),
        )

    def _added(self, kind: str, text: str) -> None:
        visit_id, now, add = self.visit_id(), self.clock.now(), self.add

        def command(session: Session) -> None:
            line = captured.add(session, visit_id, kind, text, now)
            session.flush()
            after_visit.turn(session, line.id)

        def failed(error: Exception) -> None:
            if add is not None:
                add.give_back(kind, text)
            self.work.failed.emit(error)

        self.work.write(self.room, command, None, failed, name=tr("add to what came of the visit"))
