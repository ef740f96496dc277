"""The spell check of the open case: its dictionary, the person's own words, and what the menu offers.

The dictionary is read on a thread when the first words are looked at. It never changes a word by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction, QFont, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets import waves
from secondop_desktop.ui.widgets.waves import Waves, Words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.spelling.speller import Speller
    from secondop_desktop.ui.screen import House

MOST_LINES = 3_000
"""So many lines are remembered with their mistakes; each takes less than a kilobyte."""


class Spelling(QObject):
    """Lasts as long as the rooms of a case, and is the Checker of every editor meanwhile."""

    def __init__(self, house: House, parent: QObject, offers: list[Callable[..., list[QAction]]]) -> None:
        super().__init__(parent)
        self._house, self._work = house, house.work
        self._language = ""
        self._base: Speller | None = None
        self._speller: Speller | None = None
        self._loading = False
        self._lines: dict[str, Words] = {}
        self._own: frozenset[str] = frozenset()
        offers.append(self.offer)
        house.work.changed.connect(self._records_changed)
        self.destroyed.connect(lambda: waves.stop_using(self))
        waves.use(self)
        self.follow_settings()

    @Slot()
    def follow_settings(self) -> None:
        """Check in the language that is chosen now, or not at all."""
        from secondop_desktop.flows import spelling

        language = spelling.language_of(self._house.settings.spelling)
        if language != self._language:
            self._language, self._base, self._speller, self._loading = language, None, None, False
            self._forget()

    def wrong(self, text: str) -> Words:
        """Where words are that may be wrong; none as long as the dictionary is being read."""
        found = self._lines.get(text)
        if found is not None or not self._language:
            return found or ()
        if self._speller is None:
            self._load()
            return ()
        if len(self._lines) >= MOST_LINES:
            self._lines.clear()
        found = self._lines[text] = _mistakes(self._speller, text)
        return found

    def offer(self, editor: QWidget, place: QPoint) -> list[QAction]:
        """What the menu of an editor offers for the word at a place: suggestions first."""
        at, speller = getattr(editor, "waves", None), self._speller
        if not isinstance(at, Waves) or speller is None or not isinstance(editor, waves.Editor):
            return []
        position = _position(editor, place)
        found = at.word_at(position)
        if found is None:
            return self._offer_own(editor, position)
        word = _text_of(editor)[found[0] : found[1]]
        actions = []
        if not editor.isReadOnly():
            for better in speller.suggestions(word):
                actions.append(_action(editor, better, partial(_replace, editor, found, better), bold=True))
        if not self._house.read_only:
            add = tr("Add to my words: {word}", word=word)
            actions.append(_action(editor, add, lambda: self._add(word)))
        actions.append(_action(editor, tr("Ignore here: {word}", word=word), lambda: at.ignore(word)))
        return [*actions, _between(editor)]

    def _offer_own(self, editor: waves.Editor, position: int) -> list[QAction]:
        word = _word_around(_text_of(editor), position)
        if self._house.read_only or word not in self._own:
            return []
        said = tr("Take out of my words: {word}", word=word)
        return [_action(editor, said, lambda: self._take_out(word)), _between(editor)]

    def _add(self, word: str) -> None:
        from secondop_desktop.case import own_spellings

        name = tr("add a word to my words")
        self._work.write(self, lambda session: own_spellings.add(session, word), name=name)

    def _take_out(self, word: str) -> None:
        from secondop_desktop.case import own_spellings

        name = tr("take a word out of my words")
        self._work.write(self, lambda session: own_spellings.forget(session, word), name=name)

    def _load(self) -> None:
        """Read the dictionary once it is needed; the words of the case come when it is there."""
        if self._loading or self._base is not None:
            return
        self._loading, language = True, self._language
        job = self._work.start(tr("Reading the dictionary"), lambda _v, _p: _dictionary(language), quiet=True)
        job.finished.connect(lambda speller: self._came(language, speller))

    def _came(self, language: str, speller: Speller) -> None:
        if language == self._language:
            self._base, self._loading = speller, False
            self._ask_case()

    def _records_changed(self, kinds: frozenset[type]) -> None:
        from secondop_desktop.flows import spelling

        if self._base is not None and kinds & spelling.SHOWS:
            self._ask_case()

    def _ask_case(self) -> None:
        from secondop_desktop.case import own_spellings
        from secondop_desktop.flows import spelling

        def query(session: Session) -> tuple[frozenset[str], frozenset[str]]:
            return spelling.case_words(session), own_spellings.everything(session)

        self._work.read(self, query, self._learn)

    def _learn(self, words: tuple[frozenset[str], frozenset[str]]) -> None:
        if self._base is not None:
            self._own = words[1]
            self._speller = self._base.with_words(words[0])
            self._forget()

    def _forget(self) -> None:
        self._lines.clear()
        waves.draw_anew()


@cache
def _dictionary(language: str) -> Speller:
    from secondop_desktop.flows import spelling

    return spelling.dictionary(language)


def _mistakes(speller: Speller, text: str) -> Words:
    from secondop_desktop.spelling.checkable import words_to_check

    return tuple((start, end) for start, end, word in words_to_check(text) if not speller.knows(word))


def _position(editor: waves.Editor, place: QPoint) -> int:
    if isinstance(editor, QLineEdit):
        return editor.cursorPositionAt(place)
    return editor.cursorForPosition(place).position()


def _text_of(editor: waves.Editor) -> str:
    return waves.as_units(editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())


def _word_around(text: str, position: int) -> str:
    start, end = position, position
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _replace(editor: waves.Editor, found: tuple[int, int], better: str) -> None:
    """Put a word in place of another one, so that Ctrl+Z takes it back."""
    if isinstance(editor, QLineEdit):
        editor.setSelection(found[0], found[1] - found[0])
        editor.insert(better)
    elif isinstance(editor, QTextEdit | QPlainTextEdit):
        cursor = QTextCursor(editor.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(better)


def _action(editor: QWidget, words: str, call: Callable[[], object], *, bold: bool = False) -> QAction:
    action = QAction(words.replace("&", "&&"), editor)
    action.triggered.connect(lambda _on=False: call())
    if bold:
        font = QFont(theme.font())
        font.setBold(True)
        action.setFont(font)
    return action


def _between(editor: QWidget) -> QAction:
    line = QAction(editor)
    line.setSeparator(True)
    return line
