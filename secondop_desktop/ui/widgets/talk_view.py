"""How appointment mode is laid out: the bar, the questions and the page, folded where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.key_panel import KeyPanel
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.question_pane import QuestionPane
from secondop_desktop.ui.widgets.talk_bar import FREE_PAGE, QUESTIONS, TalkBar
from secondop_desktop.ui.widgets.writing_page import AnswerPage, WritingPage

LIST_FOLDS_UNDER = 58
SMALL_TITLE_UNDER = 50


class TalkView(QWidget):
    """Shows the list beside one page: the answer, the free page or the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.pane, self.answer = TalkBar(), QuestionPane(), AnswerPage()
        self.page = WritingPage(
            tr("Anything you want to remember"),
            tr("Write here whatever matters. You can add questions at any time."),
            spoken=tr("Free page"),
        )
        self.keys = KeyPanel(tr("Keys that help here"), key_words())
        self._key = QUESTIONS
        self._folded = self._list_wanted = self._bare = self._keys_shown = False
        self._answerable = False
        self._build()
        self.bar.page_chosen.connect(self.turn_to)
        self.bar.keys_asked.connect(self.toggle_keys)
        self.keys.closed.connect(self.toggle_keys)
        for page in (self.answer, self.page):
            page.list_asked.connect(self.toggle_list)

    def note(self) -> NoteEdit:
        """The editor of the page that is turned to."""
        return self.page.note if self._key == FREE_PAGE else self.answer.note

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        for part in (self.answer, self.page, self.pane):
            part.set_writable(on)
        self.bar.finish.setVisible(on)

    def allow_answers(self, on: bool) -> None:
        """Whether there is a question to answer; without one only the free page is left."""
        self._answerable = on
        self.bar.switch.setEnabled(on)
        if not on:
            self._key = FREE_PAGE
        self._arrange()

    def turn_to(self, key: str) -> None:
        """Show QUESTIONS or FREE_PAGE and put the cursor there."""
        self._key = key if self._answerable else FREE_PAGE
        self._keys_shown = self._list_wanted = False
        self._arrange()
        self.note().setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_over(self) -> None:
        """Change between the questions and the free page."""
        self.turn_to(QUESTIONS if self._key == FREE_PAGE else FREE_PAGE)

    def toggle_keys(self) -> None:
        """Show what keys do, or go back to the words."""
        self._keys_shown = not self._keys_shown
        self._arrange()
        (self.keys.back if self._keys_shown else self.note()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_list(self) -> None:
        """Show the folded list instead of the page, or the page again."""
        self._list_wanted = not self._list_wanted
        self._arrange()
        (self.pane.list if self._list_wanted else self.note()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_bare(self) -> None:
        """Hide everything but the page, or show it again."""
        self._bare = not self._bare
        self._arrange()
        self.note().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_line(self) -> None:
        """Put the cursor into the line for a new question."""
        self._bare, self._list_wanted = False, True
        self._arrange()
        self.pane.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_topmost(self) -> bool:
        """Close the keys, the bare page or the folded list; False when none of them is open."""
        if self._keys_shown:
            self.toggle_keys()
        elif self._bare:
            self.toggle_bare()
        elif self._folded and self._list_wanted:
            self.toggle_list()
        else:
            return False
        return True

    def standing(self) -> dict[str, Any]:
        """Which page is turned to, and what is folded away."""
        return {
            "page": self._key,
            "bare": self._bare,
            "list": self._list_wanted,
            "keys": self._keys_shown,
        }

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Show again what `standing` told."""
        if state.get("page") in (QUESTIONS, FREE_PAGE):
            self.turn_to(state["page"])
        self._bare, self._list_wanted = bool(state.get("bare")), bool(state.get("list"))
        self._keys_shown = bool(state.get("keys"))
        self._arrange()

    def reflow(self, em: float) -> None:
        """Fold the list where there is no room for two columns."""
        self._folded = em < LIST_FOLDS_UNDER
        self.bar.reflow(em)
        for page in (self.answer, self.page):
            page.grow_title(em >= SMALL_TITLE_UNDER)
        self._arrange()

    def _build(self) -> None:
        whole = column("none", "none", self)
        whole.addWidget(self.bar)
        beside = row("none")
        beside.addWidget(self.pane, 2)
        for page in (self.answer, self.page, self.keys):
            beside.addWidget(page, 5)
            page.hide()
        whole.addLayout(beside, 1)
        self.page.say(tr("This visit"), tr("Free page"))

    def _arrange(self) -> None:
        list_only = self._folded and self._list_wanted and not self._keys_shown
        self.bar.setVisible(not self._bare)
        self.bar.switch.choose(self._key)
        self.pane.setVisible(not self._bare and (list_only or not self._folded))
        self.pane.widen(list_only)
        self.keys.setVisible(self._keys_shown)
        shown = not self._keys_shown and not list_only
        self.answer.setVisible(shown and self._key == QUESTIONS)
        self.page.setVisible(shown and self._key == FREE_PAGE)
        self.answer.show_only_the_page(self._bare)
        for page in (self.answer, self.page):
            page.show_list_button(self._folded and not self._bare)


def key_words() -> list[tuple[str, str]]:
    """The keys of appointment mode, with what they do in plain words."""
    return [
        (tr("Ctrl+Enter"), tr("Answered. Go to the next question.")),
        (tr("Ctrl+Page Up, Ctrl+Page Down"), tr("The question before, the question after.")),
        (tr("Ctrl+N"), tr("Type a new question. Enter adds it.")),
        (tr("Ctrl+U"), tr("I did not understand this.")),
        (tr("Ctrl+I"), tr("This is important.")),
        (tr("Ctrl+R"), tr("Ask this again later.")),
        (tr("Ctrl+P"), tr("Change between the questions and the free page.")),
        (tr("Ctrl+T"), tr("Write the time where the cursor is.")),
        (tr("Up, Down, Enter"), tr("In the list: choose a question, then write its answer.")),
        (tr("F11"), tr("Hide everything but the page, and show it again.")),
        (tr("F1"), tr("Show or hide these keys.")),
        (tr("Esc"), tr("Close what is on top, or leave. Every word is saved first.")),
    ]
