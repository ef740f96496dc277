"""A card that says what a word means, beside the line in which it stands and never over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Canvas, ScrollPage
from secondop_desktop.ui.widgets.word_entry import WordEntry

if TYPE_CHECKING:
    from secondop_desktop.glossary import Entry, Glossary

WIDTH, GAP = 460, 8
LEAST_HEIGHT = 150
MOST_LETTERS = 60
"""A longer choice is a sentence, and no word to keep."""


class GlossaryCard(QFrame):
    """`kept(words)` when a word that is not in the list shall be kept; `all_asked(key)` for the whole list.

    It lies over `top`, a window or all its rooms, as a part of it. The cursor stays where one writes; the key
    that opened the card goes into it when it is pressed again, and Esc closes it from both places.
    """

    kept = Signal(str)
    all_asked = Signal(str)

    def __init__(self, top: QWidget, glossary: Callable[[], Glossary]) -> None:
        super().__init__(top)
        self.hide()
        self.setObjectName("wordcard")
        self._top, self._load = top, glossary
        self._asker: QWidget | None = None
        self._line = QRect()
        self._words, self._may_keep, self._way = "", True, list[str]()
        self.entry = WordEntry(titled=False)
        self.title, self.said = self.entry.term, label("")
        self.meant = Button("", then=self._show_meant)
        self.keep = Button(tr("Keep it as a word to ask about"), "normal", "bookmark", then=self._keep)
        self.back = Button("", "quiet", "arrow-left", then=self._go_back)
        self.all = Button(tr("All words"), "quiet", "book-open", then=self._ask_all)
        self.shut = icon_button(tr("Close (Esc)"), "x", self.put_away)
        self._inside = Canvas()
        self._outer, self._body = column("xs", "m", self), column("xs", "none", self._inside)
        self._scroll = ScrollPage(self._inside, clear=True)
        self._build()
        self.entry.asked.connect(self._follow)

    def ask(self, words: str, line: QRect, asker: QWidget, *, may_keep: bool = True) -> None:
        """Say what `words` mean beside `line`, a place on the screen, while `asker` keeps the cursor."""
        self._leave_asker()
        self._words, self._line, self._may_keep, self._way = words, line, may_keep, []
        self._asker = asker
        asker.installEventFilter(self)
        if isinstance(asker, QTextEdit | QPlainTextEdit):
            asker.cursorPositionChanged.connect(self._follow_cursor)
        found = self._load().look_up(words)
        if found is not None:
            self._show(found)
        else:
            self._show_unknown()
        self._come()

    def take_focus(self) -> None:
        """Put the focus into the card; Esc gives it back."""
        buttons = [*self.entry.buttons(), self.meant, self.keep, self.all]
        first = next((made for made in buttons if made.isVisible() and made.isEnabled()), self.shut)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        """Close the card; the cursor is where it was."""
        inside = self.has_focus()
        asker = self._asker
        self._leave_asker()
        self.hide()
        if inside and asker is not None and shiboken6.isValid(asker):
            asker.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the focus is in the card."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def words(self) -> str:
        """What was asked about."""
        return self._words

    def say_kept(self, sentence: str) -> None:
        """Say where the word is now."""
        self.keep.hide()
        self.said.setText(sentence)
        self._come()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the editor closes the card first; when the window changes, the card goes."""
        if watched is self._top:
            if event.type() == QEvent.Type.Resize:
                self.put_away()
            return False
        if watched is self._asker and isinstance(event, QKeyEvent) and _is_escape(event):
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
            event.accept()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card; Page Up and Page Down scroll it where it is larger than its place."""
        bar = self._scroll.verticalScrollBar()
        pages = {Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_PageDown: bar.pageStep()}
        if _is_escape(event):
            self.put_away()
        elif event.key() in pages:
            bar.setValue(bar.value() + pages[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc is for the card while the focus is in it, whatever the page would do with it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_escape(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def place(self) -> None:
        """Lie below the line, else above it; where neither has the room, on the larger side, and scroll."""
        px, gap = theme.tokens().px, theme.tokens().px(GAP)
        whole = self._top.rect().adjusted(gap, gap, -gap, -gap)
        line = QRect(self._top.mapFromGlobal(self._line.topLeft()), self._line.size())
        width = min(px(WIDTH), whole.width())
        wanted = self._height(width)
        below, above = whole.bottom() - line.bottom() - gap, line.top() - whole.top() - gap
        under = below >= wanted or below >= above
        height = min(wanted, max(below if under else above, min(px(LEAST_HEIGHT), whole.height())))
        y = line.bottom() + gap if under else line.top() - gap - height
        x = max(whole.left(), min(line.left(), whole.right() - width))
        self.setGeometry(x, max(whole.top(), min(y, whole.bottom() - height)), width, height)

    def _build(self) -> None:
        head = row("s")
        head.addWidget(self.title, 1)
        head.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)
        self._foot = FlowRow(self.keep, self.back, self.all)
        for part in (self.said, self.meant, self.entry, self._foot):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._scroll.setMinimumHeight(1)  # in a low window this is what scrolls, however little is left
        self._outer.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._top.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _show(self, entry: Entry) -> None:
        if self.has_focus():
            self.shut.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that has it may go now
        self._key = entry.key
        self.entry.show_entry(entry, self._load().linked(entry))
        for part in (self.said, self.meant, self.keep):
            part.hide()
        self.entry.show()
        before = self._load().by_key.get(self._way[-1]) if self._way else None
        self.back.setVisible(before is not None)
        if before is not None:
            self.back.say(tr("Back to {word}", word=before.term))
        self.setAccessibleName(entry.term)
        self._tell(self.entry.spoken())

    def _show_unknown(self) -> None:
        self._key = ""
        self.entry.hide()
        self.back.hide()
        is_word = len(self._words) <= MOST_LETTERS and any(c.isalpha() for c in self._words)
        other = tr("This is more than one word") if self._words else tr("No word is chosen")
        self.title.setText(self._words if is_word else other)
        said = tr("This word is not in the list of words.")
        self.said.setText(said if is_word else tr("Choose a word, or put the cursor on it, and ask again."))
        meant = self._load().nearly(self._words) if is_word else None
        self.meant.setVisible(meant is not None)
        if meant is not None:
            self._meant = meant
            self.meant.say(tr("Did you mean {word}?", word=meant.term))
        self.said.show()
        self.keep.setVisible(is_word and self._may_keep)
        self.setAccessibleName(self.title.text())
        self._tell(f"{self.title.text()}. {self.said.text()}")

    def _come(self) -> None:
        self.place()
        self.show()
        self.raise_()
        self._foot.setHidden(all(part.isHidden() for part in (self.keep, self.back, self.all)))
        self._scroll.verticalScrollBar().setValue(0)
        self.place()  # once more: only now every part knows how high it is

    def _height(self, width: int) -> int:
        """As high as all its words need, without scrolling."""
        self._inside.ensurePolished()
        margins = self.contentsMargins() + self._outer.contentsMargins()
        across = width - margins.left() - margins.right()
        for part in (self.entry, self._foot, *self.entry.buttons()):
            part.ensurePolished()
        for layout in (self.entry.layout(), self._body, self._outer):
            if layout is not None:
                layout.invalidate()
        inside = self._body.totalHeightForWidth(across)
        gap = self._outer.spacing()
        shut = self.shut.sizeHint().expandedTo(self.shut.minimumSize())
        head = max(shut.height(), self.title.heightForWidth(across - shut.width() - gap))
        return inside + head + 2 * gap + margins.top() + margins.bottom()

    def _show_meant(self) -> None:
        self._show(self._meant)
        self._come()
        self.take_focus()

    def _follow(self, key: str) -> None:
        if self._key:
            self._way.append(self._key)
        self._show(self._load().by_key[key])
        self._come()
        self.take_focus()

    def _go_back(self) -> None:
        if self._way:
            self._show(self._load().by_key[self._way.pop()])
            self._come()
            self.take_focus()

    def _keep(self) -> None:
        self.kept.emit(self._words)

    def _ask_all(self) -> None:
        key = self._key
        self.put_away()
        self.all_asked.emit(key)

    def _follow_cursor(self) -> None:
        """The line that is written is never covered, also when it moves."""
        asker = self._asker
        if self.isHidden() or not isinstance(asker, QTextEdit | QPlainTextEdit):
            return
        rect, view = asker.cursorRect(), asker.viewport()
        line = QRect(view.mapToGlobal(rect.topLeft()), rect.size())
        line.setWidth(view.width())
        line.moveLeft(view.mapToGlobal(view.rect().topLeft()).x())
        if line.top() != self._line.top():
            self._line = line
            self.place()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go when one goes on somewhere else; a menu or another window takes the focus for a moment only."""
        if self.isHidden() or now is None or now is self._asker or self.has_focus():
            return
        if now.window() is self.window():
            self.put_away()

    def _leave_asker(self) -> None:
        asker, self._asker = self._asker, None
        if asker is None or not shiboken6.isValid(asker):
            return
        asker.removeEventFilter(self)
        if isinstance(asker, QTextEdit | QPlainTextEdit):
            asker.cursorPositionChanged.disconnect(self._follow_cursor)

    def _tell(self, sentence: str) -> None:
        """Have a screen reader say it, although the focus stays in the editor."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape and not event.modifiers()
