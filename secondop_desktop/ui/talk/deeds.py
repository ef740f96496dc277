"""What a person does in appointment mode: tick, flag, star and add questions, and write the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import questions
from secondop_desktop.case.questions import Question
from secondop_desktop.vault.errors import DiskTrouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import Screen
    from secondop_desktop.ui.talk.shown import TalkShown
    from secondop_desktop.ui.widgets.talk_view import TalkView


class TalkDeeds:
    """Writes each deed at once, shows it before it is kept, and has the screen fetch what is true then."""

    def __init__(self, screen: Screen, view: TalkView, shown: TalkShown) -> None:
        self._screen, self._view, self._shown = screen, view, shown
        self._house = screen.house

    def previous(self) -> None:
        """Go to the question before."""
        self._shown.step(-1)

    def next(self) -> None:
        """Go to the question after."""
        self._shown.step(1)

    def answered(self) -> None:
        """Tick this question and go to the next one; from the last one to what is still open."""
        entry, talk = self._shown.entry(), self._shown.talk
        if entry is None or talk is None or self._view.answer.isHidden():
            return
        self.tick(entry.asking.id, True)
        after = talk.entries.index(entry) + 1
        self._shown.open(talk.entries[after].asking.id if after < len(talk.entries) else talk.first_open())

    def tick(self, asking_id: str, on: bool) -> None:
        """Note that a question was answered, or that it was not."""
        entry, talk = self._shown.entry(asking_id), self._shown.talk
        if entry is None or talk is None:
            return
        visit_id, doctor, now = talk.visit.id, talk.doctor, self._house.clock.now()
        entry.asking.answered_at = now if on else None

        def command(session: Session) -> None:
            questions.settle_at(session, asking_id, visit_id)
            questions.mark_answered(session, asking_id, now if on else None, doctor)

        self.change(command, name=tr("tick a question") if on else tr("take the tick off a question"))

    def flag(self, flag: str, raised: bool) -> None:
        """Raise or lower a flag of the question in front."""
        entry, talk = self._shown.entry(), self._shown.talk
        if entry is None or talk is None:
            return
        asking_id, visit_id = entry.asking.id, talk.visit.id
        setattr(entry.asking, flag, raised)

        def command(session: Session) -> None:
            questions.settle_at(session, asking_id, visit_id)
            questions.flag(session, asking_id, flag, raised)

        self.change(command, name=tr("mark an answer") if raised else tr("take the mark off an answer"))

    def star(self, asking_id: str, on: bool) -> None:
        """Put a question among the most important ones, or not."""
        entry = self._shown.entry(asking_id)
        if entry is not None:
            question_id = entry.question.id
            name = tr("star a question") if on else tr("take the star off a question")
            self.change(lambda session: questions.star(session, question_id, on), name=name)

    def add(self, text: str) -> None:
        """Add a question; one that cannot be kept stands in its line again."""
        if self._shown.talk is None:
            return
        visit_id = self._shown.talk.visit.id

        def command(session: Session) -> None:
            question = questions.keep(session, Question(text=text))
            session.flush()
            questions.ask_at(session, question.id, visit_id)

        self.change(
            command, lambda: self._view.pane.give_back(text), tr("add the question “{text}”", text=text)
        )

    def stamp(self) -> None:
        """Write the time where the cursor is."""
        editor, clock = self._view.note(), self._house.clock
        if not editor.isReadOnly():
            editor.insertPlainText(f"{time_words(clock.now().astimezone(clock.zone()))} ")
            editor.setFocus()

    def now(self) -> datetime:
        """The present instant."""
        return self._house.clock.now()

    def zone(self) -> tzinfo:
        """The zone of this computer."""
        return self._house.clock.zone()

    def way_back(self) -> Callable[[], object] | None:
        """How to take back the command that was just kept; to be asked in its `done`."""
        return self._screen.work.undo.way_back()

    def change(
        self,
        command: Callable[[Session], object],
        undone: Callable[[], None] | None = None,
        name: str = "",
        done: Callable[[], object] | None = None,
    ) -> None:
        """Write at once, show it before it is kept, and fetch what is true then.

        `name` is what can be undone by it. `undone` is called when it could not be kept, before the person is
        told; `done` when it is.
        """
        screen = self._screen
        if self._house.read_only:
            screen.refresh()
            return
        screen.pass_over()
        self._shown.show_rows()

        def kept(_: object) -> None:
            if done is not None:
                done()
            screen.refresh()

        def failed(error: Exception) -> None:
            if undone is not None:
                undone()
            self.tell(error)
            screen.refresh()

        screen.work.write(screen, command, kept, failed, name=name)

    def tell(self, error: Exception) -> None:
        """Say at once what went wrong: notices wait in this room."""
        if isinstance(error, UserError) and not isinstance(error, DiskTrouble):
            self._view.bar.word.tell(error.sentence)
        else:
            self._screen.work.failed.emit(error)
