"""What appointment mode shows: the questions, the one in front, the free page, the clock and "Saved"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import as_typed, tr
from secondop_desktop.case import questions
from secondop_desktop.flows.visit_words import when
from secondop_desktop.ui.saver import saved_words
from secondop_desktop.ui.talk.fetched import answer_write, page_key, page_write
from secondop_desktop.ui.talk.stamps import TalkStamps
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.talk_bar import QUESTIONS
from secondop_desktop.ui.words import flag_words

if TYPE_CHECKING:
    from secondop_desktop.case.questions import ForVisit
    from secondop_desktop.ui.saver import Saver, Write
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.talk.fetched import Talk
    from secondop_desktop.ui.widgets.note_edit import NoteEdit
    from secondop_desktop.ui.widgets.talk_view import TalkView


class TalkShown:
    """Puts a `talk` on the `view`; `asking` is the id of the question in front, empty when there is none.

    What is being typed stays as it is, and so does the cursor.
    """

    def __init__(self, house: House, view: TalkView, saver: Saver) -> None:
        self._house, self._view, self._saver = house, view, saver
        self.talk: Talk | None = None
        self.asking = ""
        self._keys: dict[NoteEdit, str] = {}
        self.stamps = TalkStamps(house.clock, saver)
        for page in (view.answer, view.page):
            page.note.lines.words = self.stamps.words
            page.note.show_marks(house.settings.line_times)

    def forget(self) -> None:
        """Nothing of a visit is known until the next `show`."""
        self.talk, self.asking = None, ""
        self._view.hide()

    def show(self, talk: Talk) -> None:
        """Show what was fetched; what is being typed stays as it is, and so does the cursor."""
        first, self.talk = self.talk is None, talk
        visit, view = talk.visit, self._view
        place = tr("{when}. {place}", when=when(visit), place=visit.place) if visit.place else when(visit)
        view.bar.say(talk.doctor or tr("Your visit"), place, when(visit))
        self.show_rows()
        write = page_write(self._house.clock, visit.id)
        self._show_text(view.page.note, page_key(visit.id), talk.page, write)
        view.allow_answers(bool(talk.entries))
        if self.entry() is None:
            self.asking = talk.first_open()
        self.show_answer()
        if first:
            view.show()
            view.turn_to(QUESTIONS)

    def entry(self, asking_id: str = "") -> ForVisit | None:
        """The question with this id, or the one in front."""
        return self.talk.entry(asking_id or self.asking) if self.talk is not None else None

    def show_rows(self) -> None:
        """Show the list of questions as the talk has it now."""
        if self.talk is not None:
            self._view.pane.show_rows([self._row(entry) for entry in self.talk.entries])

    def choose(self, asking_id: str) -> None:
        """Put another question in front; what was typed so far is on its way into the case."""
        self._saver.save_now()
        self.asking = asking_id
        self.show_answer()

    def open(self, asking_id: str) -> None:
        """Put a question in front and the cursor into its answer."""
        self.choose(asking_id)
        self._view.turn_to(QUESTIONS)

    def step(self, by: int) -> None:
        """Go so many questions on, or back."""
        entry = self.entry()
        if entry is not None and self.talk is not None:
            entries = self.talk.entries
            self.open(entries[max(0, min(len(entries) - 1, entries.index(entry) + by))].asking.id)

    def show_answer(self) -> None:
        """Show the question in front with its answer and flags."""
        entry, talk = self.entry(), self.talk
        if entry is None or talk is None:
            return
        answer, asking = self._view.answer, entry.asking
        number = talk.entries.index(entry) + 1
        answer.say(
            tr("Question {number} of {all}", number=number, all=len(talk.entries)), entry.question.text
        )
        answer.show_flags({flag: getattr(asking, flag) for flag in questions.FLAGS})
        answer.previous.setEnabled(number > 1)
        self._view.pane.list.select(asking.id)
        self._show_text(answer.note, asking.id, asking.answer, answer_write(asking.id, talk.visit.id))

    def typed(self, editor: NoteEdit) -> None:
        """The person changed the text of `editor`."""
        if editor in self._keys:
            self._saver.touched(self._keys[editor], lambda: as_typed(editor.text()))

    def toggle_times(self) -> None:
        """Show when each line was written, or only the words; the settings remember which."""
        on = not self._house.settings.line_times
        self._house.settings.line_times = on
        for page in (self._view.answer, self._view.page):
            page.note.show_marks(on)
        self._house.settings_changed()

    def say_line(self, line: int) -> None:
        """Say when a line of the page that is turned to was written, and by whom."""
        mark = self._view.note().lines.mark_at(line)
        if mark is not None:
            self._view.bar.word.tell(self.stamps.sentence(mark))

    def say_time(self) -> None:
        """Show what time it is, and whether all is safe."""
        clock, bar = self._house.clock, self._view.bar
        now = clock.now()
        bar.clock.setText(time_words(now.astimezone(clock.zone())))
        if self._house.read_only:
            bar.show_saved(tr("Only to read"), "plain")
        else:
            bar.show_saved(*saved_words(self._saver.state, now, clock.zone()))

    def _row(self, entry: ForVisit) -> CardRow:
        asking, phases = entry.asking, self.talk.phases if self.talk else {}
        flagged = [words for flag, words in flag_words().items() if getattr(asking, flag)]
        about = [phases.get(entry.question.phase, ""), *flagged]
        done = asking.answered_at is not None
        return CardRow(
            asking.id,
            entry.question.text,
            ". ".join(words for words in about if words),
            ticked=done,
            starred=entry.question.starred,
            done=done,
        )

    def _show_text(self, editor: NoteEdit, key: str, kept: str, write: Write) -> None:
        talk = self.talk
        if talk is None:
            return
        self._saver.settle()  # this editor may hold the last letters of another text
        text = self._saver.begin(key, kept, write, self.stamps.also(key, talk.visit.id))
        marks = self.stamps.marks(key, text, talk.stamps.get(key, []))
        if self._keys.get(editor) != key or as_typed(editor.text()) != text:
            editor.turn_to(key)
            editor.set_text(text, marks)
            editor.moveCursor(QTextCursor.MoveOperation.End)
            self._keys[editor] = key
