"""A page to write on in the doctor's room: what it is about, and a large editor that has the room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.capture_row import CaptureRow, Catch
from secondop_desktop.ui.widgets.cards import Rule
from secondop_desktop.ui.widgets.labels import Label, dress_again, label
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.page import ScrollPage

_LEAST_HEIGHT = 60
CHIPS_FROM_HEIGHT = 600
"""In a page lower than this (at 100 %) the chips hide behind one button: the words come first."""


class WritingPage(QWidget):
    """An overline, a title, the editor `note` and under it the chips `capture`.

    `typed()` when the person changed the text; `list_asked()` when the folded list of questions is wanted.
    """

    typed = Signal()
    list_asked = Signal()

    def __init__(self, what: str, placeholder: str, spoken: str = "", catches: Sequence[Catch] = ()) -> None:
        super().__init__()
        self.note = NoteEdit(spoken or what, placeholder)
        self.note.textChanged.connect(self.typed)
        self.note.cursorPositionChanged.connect(self._follow_cursor)
        self.overline, self.title = label("", "overline"), label("", "h1")
        self.stamp = Button(
            tr("Add the time"), "quiet", "clock", tr("Writes the time where the cursor is. Ctrl+T")
        )
        self.all_questions = Button(tr("All questions"), "quiet", "list-checks", then=self.list_asked.emit)
        self.all_questions.hide()
        self.capture = CaptureRow(catches)
        self._top, self._ways, self._bare = QGridLayout(), row("xs"), False
        self._what = Label(what, "field")
        self._what.setBuddy(self.note)
        self._inside = QWidget()
        self.body = column("xs", "xl m xl s", self._inside)
        self._scroll = ScrollPage(self._inside, clear=True)
        # In a low window this part scrolls in what is left, however little that is.
        self._scroll.setMinimumHeight(_LEAST_HEIGHT)
        self.outer = column("none", "none", self)
        self.outer.addWidget(self._scroll, 1)
        self._build()

    def catch(self, kind: str, text: str, identity: str = "") -> None:
        """Open the line of a kind under the editor, in view."""
        self.capture.open(kind, text, identity)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.capture))

    def say(self, overline: str, title: str) -> None:
        """Change what the page is about."""
        self.overline.setText(overline)
        self.title.setText(title)

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        self.note.setReadOnly(not on)
        self.stamp.setVisible(on)
        self.capture.allow(on)

    def show_list_button(self, on: bool) -> None:
        """Offer the list of questions, while it is folded away."""
        self.all_questions.setVisible(on)

    def show_only_the_page(self, on: bool) -> None:
        """Hide everything but the words."""
        self._bare = on
        for words in (self.overline, self.title):
            words.setVisible(not on)
        self.stamp.setVisible(not on and not self.note.isReadOnly())
        self._fit()

    def grow_title(self, large: bool) -> None:
        """A smaller title leaves room for the words where there is little."""
        role = "h1" if large else "h2"
        if self.title.property("role") != role:
            self._lay_top(beside=large)
            self.title.setProperty("role", role)
            dress_again(self.title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the chips where there is room for them."""
        super().resizeEvent(event)
        self._fit()
        # Where not all fits, the words come into view, once everything has its place.
        QTimer.singleShot(0, self, self._follow_cursor)

    def _fit(self) -> None:
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        few = room < self.capture.room_needed() or self.height() < theme.tokens().px(CHIPS_FROM_HEIGHT)
        self.capture.show_few(few, self._bare)

    def _follow_cursor(self) -> None:
        """Keep the line that is written in view, where the whole editor does not fit."""
        place = self.note.viewport().mapTo(self._inside, self.note.cursorRect().bottomLeft())
        self._scroll.ensureVisible(0, place.y(), 0, self.note.cursorRect().height())

    def _lay_top(self, *, beside: bool) -> None:
        """Put the buttons beside the title, or beside what is above it, where the title needs the width."""
        aside = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing
        for part in (self.overline, self.title):
            self._top.removeWidget(part)
        self._top.removeItem(self._ways)
        self._top.addWidget(self.overline, 0, 0)
        self._top.addWidget(self.title, 1, 0, 1, 1 if beside else 2)
        self._top.addLayout(self._ways, 0, 1, 2 if beside else 1, 1, aside)

    def _build(self) -> None:
        for way in (self.all_questions, self.stamp, self.capture.few):
            self._ways.addWidget(way)
        self._top.setProperty("gap", "xxs")
        theme.space_layout(self._top)
        self._top.setColumnStretch(0, 1)
        self._lay_top(beside=True)
        self.body.addLayout(self._top)
        self.body.addWidget(self._what)
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.note, 1)
        self.body.addWidget(self.capture)


class AnswerPage(WritingPage):
    """One question with what the doctor said, three flags and the way on.

    `flagged(key, on)` when the person raises or lowers a flag; `previous_asked()` and `answered()` go on.
    """

    flagged = Signal(str, bool)
    previous_asked = Signal()
    answered = Signal()

    def __init__(self, catches: Sequence[Catch] = ()) -> None:
        hint = tr("Write in your own words. You can tidy it up later.")
        super().__init__(tr("What the doctor said"), hint, catches=catches)
        self.flags = {
            "not_understood": Button(
                tr("I did not understand"),
                icon="circle-question-mark",
                hint=tr("Marks this answer so that you can ask about it again. Ctrl+U"),
            ),
            "important": Button(
                tr("Important"), icon="star", hint=tr("Marks this answer as important. Ctrl+I")
            ),
            "ask_again": Button(
                tr("Ask again later"), icon="rotate-ccw", hint=tr("Keeps this question open. Ctrl+R")
            ),
        }
        for key, flag in self.flags.items():
            flag.setCheckable(True)
            flag.setProperty("key", key)
            flag.clicked.connect(self._flag_pressed)
        self._flags = FlowRow(*self.flags.values())
        self.body.addWidget(self._flags)
        self.previous = Button(
            tr("Previous"), "quiet", "arrow-left", tr("Ctrl+Page Up"), self.previous_asked.emit
        )
        self.next = Button(
            tr("Answered, next question"), "primary", "check", tr("Ctrl+Enter"), self.answered.emit
        )
        self._foot = QWidget()
        self._build_foot()

    def show_flags(self, raised: dict[str, bool]) -> None:
        """Show which flags are up, without telling anybody."""
        for key, flag in self.flags.items():
            flag.setChecked(raised.get(key, False))

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        super().set_writable(on)
        for flag in self.flags.values():
            flag.setEnabled(on)
        self.next.setVisible(on)

    def show_only_the_page(self, on: bool) -> None:
        """Hide everything but the words."""
        super().show_only_the_page(on)
        self._flags.setVisible(not on)
        self._foot.setVisible(not on)

    def _build_foot(self) -> None:
        foot = column("xs", "xl none xl s", self._foot)
        foot.addWidget(Rule())
        ways = row("s")
        ways.addWidget(self.previous)
        ways.addStretch(1)
        ways.addWidget(self.next)
        foot.addLayout(ways)
        self.outer.addWidget(self._foot)

    def _flag_pressed(self, on: bool) -> None:
        sender = self.sender()
        if sender is not None:
            self.flagged.emit(str(sender.property("key")), on)
