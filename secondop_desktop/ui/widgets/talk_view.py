"""How appointment mode is laid out: the bar, the questions and the page, folded where it is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.capture_row import Catch
from secondop_desktop.ui.widgets.kept_panel import KeptPanel
from secondop_desktop.ui.widgets.key_panel import KeyPanel
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.question_pane import QuestionPane
from secondop_desktop.ui.widgets.room_panel import RoomPanel
from secondop_desktop.ui.widgets.talk_bar import FREE_PAGE, QUESTIONS, TalkBar
from secondop_desktop.ui.widgets.writing_page import AnswerPage, WritingPage

KEYS, KEPT, ROOM = "keys", "kept", "room"
LIST_FOLDS_UNDER = 58
SMALL_TITLE_UNDER = 50


class TalkView(QWidget):
    """Shows the list beside one page: the answer or the free page; a panel may lie in their place.

    `panels` are the parts that are opened for a moment, by their keys; the first of them tells the keys.
    """

    def __init__(
        self, catches: Sequence[Catch] = (), roles: Sequence[tuple[str, str]] = (), usual_role: str = ""
    ) -> None:
        super().__init__()
        self.bar, self.pane, self.answer = TalkBar(), QuestionPane(), AnswerPage(catches)
        self.page = WritingPage(
            tr("Anything you want to remember"),
            tr("Write here whatever matters."),
            spoken=tr("Free page"),
            catches=catches,
        )
        self.kept, self.room = KeptPanel(), RoomPanel(roles, usual_role)
        self.keys = KeyPanel(tr("Keys that help here"), key_words())
        self.panels: dict[str, QWidget] = {}
        self._firsts: dict[str, QWidget] = {}
        self._key, self._panel, self._before_bare = QUESTIONS, "", QUESTIONS
        self._folded = self._list_wanted = self._bare = self._answerable = False
        self._beside, self._below = row("none"), column("none")
        self._build()
        self.bar.page_chosen.connect(self.turn_to)
        self.bar.keys_asked.connect(self.toggle_keys)
        self.keys.closed.connect(self.close_panel)
        self.kept.closed.connect(self.close_panel)
        self.room.closed.connect(self.close_panel)
        for page in (self.answer, self.page):
            page.list_asked.connect(self.toggle_list)

    def writing(self) -> WritingPage:
        """The page that is turned to."""
        return self.page if self._key == FREE_PAGE else self.answer

    def note(self) -> NoteEdit:
        """The editor of the page that is turned to."""
        return self.writing().note

    def add_panel(self, key: str, panel: QWidget, first: QWidget) -> None:
        """Take in a part that is opened in place of the page; the cursor goes to `first` then."""
        self.panels[key], self._firsts[key] = panel, first
        panel.hide()
        self._beside.addWidget(panel, 5)

    def hold_below(self, part: QWidget) -> None:
        """Give a place under the page to a part that shows and hides itself."""
        self._below.addWidget(part)

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        for part in (self.answer, self.page, self.pane, self.room):
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
        self._panel, self._list_wanted = "", False
        self._arrange()
        self.note().setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_over(self) -> None:
        """Change between the questions and the free page."""
        self.turn_to(QUESTIONS if self._key == FREE_PAGE else FREE_PAGE)

    def show_page(self) -> None:
        """Show the page that is turned to, when a panel or the folded list lies over it."""
        if self._panel or self._list_wanted:
            self.turn_to(self._key)

    def key(self) -> str:
        """QUESTIONS or FREE_PAGE, whichever is turned to."""
        return self._key

    def open_panel(self, key: str, first: QWidget | None = None) -> None:
        """Show one of the panels, with the cursor in it, at `first` if that is said."""
        self._panel = key
        self._arrange()
        part, panel = first or self._firsts[key], self.panels[key]
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(panel, QScrollArea) and not isinstance(part, QAbstractButton):
            QTimer.singleShot(0, panel, lambda: panel.ensureWidgetVisible(part))

    def close_panel(self) -> None:
        """Go back from a panel to the words."""
        self._panel = ""
        self._arrange()
        self.note().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_panel(self, key: str, first: QWidget | None = None) -> None:
        """Show a panel, or go back from it to the words; from one place in it another one is gone to."""
        if self._panel == key and (first is None or first.hasFocus()):
            self.close_panel()
        else:
            self.open_panel(key, first)

    def panel(self) -> str:
        """The key of the panel that is open; empty when none is."""
        return self._panel

    def toggle_keys(self) -> None:
        """Show what keys do, or go back to the words."""
        self.toggle_panel(KEYS)

    def toggle_list(self) -> None:
        """Show the folded list instead of the page, or the page again."""
        self._list_wanted = not self._list_wanted
        self._arrange()
        (self.pane.list if self._list_wanted else self.note()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_bare(self) -> None:
        """Show the free page alone, or all the rest again where one was before."""
        if self._bare:
            self._bare = False
            self.turn_to(self._before_bare)
        else:
            self._bare, self._before_bare = True, self._key
            self.turn_to(FREE_PAGE)

    def go_to_line(self) -> None:
        """Put the cursor into the line for a new question."""
        self._bare, self._list_wanted, self._panel = False, True, ""
        self._arrange()
        self.pane.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_topmost(self) -> bool:
        """Close a panel, a line, the page alone or the folded list; False when none of them is open."""
        if self._panel:
            self.close_panel()
        elif self.writing().capture.is_open():
            self.writing().capture.put_off()
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
            "before": self._before_bare,
            "list": self._list_wanted,
            "panel": self._panel,
        }

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Show again what `standing` told."""
        if state.get("page") in (QUESTIONS, FREE_PAGE):
            self.turn_to(state["page"])
        self._before_bare = FREE_PAGE if state.get("before") == FREE_PAGE else QUESTIONS
        self._bare, self._list_wanted = bool(state.get("bare")), bool(state.get("list"))
        panel = state.get("panel")
        self._panel = panel if isinstance(panel, str) and panel in self.panels else ""
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
        self._beside.addWidget(self.pane, 2)
        for page in (self.answer, self.page):
            self._beside.addWidget(page, 5)
            page.hide()
        self.add_panel(KEYS, self.keys, self.keys.back)
        self.add_panel(KEPT, self.kept, self.kept.list)
        self.add_panel(ROOM, self.room, self.room.people.line)
        whole.addLayout(self._beside, 1)
        whole.addLayout(self._below)
        self.page.say(tr("This visit"), tr("Free page"))

    def _arrange(self) -> None:
        list_only = self._folded and self._list_wanted and not self._panel
        self.bar.slim(self._bare)
        self.bar.show_page(self._key)
        self.pane.setVisible(not self._bare and (list_only or not self._folded))
        self.pane.widen(list_only)
        shown = not self._panel and not list_only
        self.answer.setVisible(shown and self._key == QUESTIONS)
        self.page.setVisible(shown and self._key == FREE_PAGE)
        for key, panel in self.panels.items():
            panel.setVisible(key == self._panel)
        for page in (self.answer, self.page):
            page.show_only_the_page(self._bare)
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
        (
            tr("Ctrl+1 to Ctrl+7"),
            tr(
                "Write down 1 a test, 2 a next step, 3 a medicine, 4 a guideline, 5 a trial, 6 a date, "
                "7 a word. Enter keeps it."
            ),
        ),
        (tr("Ctrl+8"), tr("What you wrote down so far: change it, or take it back.")),
        (tr("Ctrl+E"), tr("Who is in the room. Enter adds the one who is offered.")),
        (tr("F4"), tr("Somebody else types now: their initials stand beside the lines.")),
        (tr("Ctrl+G"), tr("Write down a paper you were given.")),
        (tr("Ctrl+M"), tr("Show when each line was written, and by whom.")),
        (tr("Ctrl+J"), tr("Say when the line of the cursor was written.")),
        (tr("Ctrl+Shift+R"), tr("Record sound; pause and go on. You are asked first whether it is fine.")),
        (tr("F6, F7, F8"), tr("Sound: ten seconds back, play or pause, ten seconds on.")),
        (tr("Up, Down, Enter"), tr("In the list: choose a question, then write its answer.")),
        (tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Take back what was done last; do it again.")),
        (tr("F2"), tr("What does this word mean? It says so beside the line.")),
        (tr("F11"), tr("The free page alone, and back again.")),
        (tr("F1"), tr("Show or hide these keys.")),
        (tr("Esc"), tr("Close what is on top, or leave. Every word is saved first.")),
    ]
