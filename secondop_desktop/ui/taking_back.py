"""Undo and redo by key, in the menu and in Ctrl+K, each with the name of what it takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.places import NEW, QUESTIONS, Place
from secondop_desktop.ui.undo import WayBack, WayForth

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.notices import Notice
    from secondop_desktop.ui.rooms import Room
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.undo import Done, UndoStack

UNDO, REDO = ("Ctrl+Z",), ("Ctrl+Shift+Z", "Ctrl+Y")
_ONE_OF_A_LIST = {QUESTIONS: "question"}
"""Rooms that show a list and can be asked for one of it, and the family of that."""
Editor = QTextEdit | QPlainTextEdit | QLineEdit


class TakingBack(QObject):
    """Lasts as long as the rooms of a case: it goes where something was taken back, and says so.

    In an editor the keys take back what was typed there; when nothing is left of that, they are for the case.
    In a case that may only be looked at it does nothing.
    """

    def __init__(self, house: House, rooms: RoomsView, actions: Actions) -> None:
        super().__init__(rooms)
        self._work, self._notices, self._rooms = house.work, house.notices, rooms
        self._stack: UndoStack = house.work.undo
        self._stack.where = self._where
        self._told: Notice | None = None
        self._watched: QWidget | None = None
        self._offered: Done | None = None
        self._from_editor = False
        if house.read_only:
            return
        self.undo = actions.add("edit", tr("Undo"), " ".join(UNDO), self.take_back)
        self.redo = actions.add("edit", tr("Redo"), " ".join(REDO), self.do_again)
        self._stack.changed.connect(self._entitle)
        self._stack.undone.connect(self._undone)
        self._stack.redone.connect(self._redone)
        self._entitle()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
            self._focus_moved(None, app.focusWidget())

    def take_back(self) -> None:
        """Undo the newest command, once all before it are through; say so when there is none.

        Who only wanted typing back, in an editor that has nothing more to give, is asked first: the key once
        more, or the button, does it.
        """
        self._work.flush()
        newest, from_editor, self._from_editor = self._stack.newest(), self._from_editor, False
        if newest is not None and from_editor and newest is not self._offered:
            self._offer(newest)
            return
        self._offered = None
        if not self._stack.undo():
            self._say_nothing(tr("There is nothing to undo since you opened the case."))

    def do_again(self) -> None:
        """Redo what was undone last."""
        self._work.flush()
        if not self._stack.redo():
            self._say_nothing(tr("There is nothing to redo."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys are for the editor while it has something to give back, else for the window."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, Editor):
            return False
        keys = QKeySequence(event.keyCombination())
        undo, redo = _among(keys, UNDO), _among(keys, REDO)
        if not (undo or redo):
            return False
        can = _can_undo(watched) if undo else _can_redo(watched)
        self._from_editor = undo and not can and kind == QEvent.Type.ShortcutOverride
        if can and kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif can:
            self._offered = None
            (watched.undo if undo else watched.redo)()
        return True

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if isinstance(now, Editor) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _entitle(self) -> None:
        undo, redo = self._stack.undo_name(), self._stack.redo_name()
        _name(self.undo, tr("Undo: {what}", what=undo) if undo else tr("Undo"), idle=not undo)
        _name(self.redo, tr("Redo: {what}", what=redo) if redo else tr("Redo"), idle=not redo)

    def _where(self) -> Place | None:
        shown = self._rooms.shown()
        return shown.here() if shown is not None else None

    def _undone(self, done: Done) -> None:
        target = done.asked_at
        if isinstance(target, Place) and target.room in _ONE_OF_A_LIST:
            asked = [row.item for row in done.step if row.family.__tablename__ == _ONE_OF_A_LIST[target.room]]
            target = Place(target.room, asked[0]) if len(asked) == 1 else target
        self._go(target)
        self._tell(tr("Undone: {what}.", what=done.name), done, again=True)

    def _redone(self, done: Done) -> None:
        self._go(done.went_to)
        self._tell(tr("Done again: {what}.", what=done.name), done, again=False)

    def _offer(self, newest: Done) -> None:
        """The offer stands as long as its notice."""
        self._put_away()
        sentence = tr("Nothing is left to undo here. What you did last: {what}.", what=newest.name)
        self._told = self._notices.answer(sentence, WayBack(newest, self._stack), tr("Undo"))
        self._offered = newest
        if self._told is not None:
            self._told.gone.connect(self._withdrawn)

    def _withdrawn(self) -> None:
        self._offered = None

    def _tell(self, sentence: str, done: Done, *, again: bool) -> None:
        self._put_away()
        self._notices.withdraw(done)
        turn = WayForth(done, self._stack) if again else WayBack(done, self._stack)
        self._told = self._notices.answer(sentence, turn, tr("Redo") if again else tr("Undo"))

    def _say_nothing(self, sentence: str) -> None:
        self._put_away()
        advice = tr("What was thrown away before is in the bin.")
        self._told = self._notices.answer(f"{sentence} {advice}")

    def _put_away(self) -> None:
        if self._told is not None and shiboken6.isValid(self._told):
            self._told.put_away()
        self._told = None

    def _go(self, target: object) -> None:
        """Show where it happened; a visit that goes on in appointment mode is never left by it."""
        present = self._room(self._rooms.place)
        if not isinstance(target, Place) or (present is not None and present.wide):
            return
        room = self._room(target)
        if room is not None and target.part == NEW:
            target = Place(room.under or room.key)
        here = self._where() or self._rooms.place
        if room is not None and not room.wide and (target.room, target.item) != (here.room, here.item):
            self._rooms.go(target)

    def _room(self, place: Place) -> Room | None:
        return next((room for room in self._rooms.rooms if room.key == place.room), None)


def _name(action: QAction, words: str, *, idle: bool) -> None:
    """An idle action keeps its key, but stands in no menu."""
    action.setText(words.replace("&", "&&"))
    action.setProperty("idle", idle)


def _among(keys: QKeySequence, those: tuple[str, ...]) -> bool:
    return any(keys.matches(QKeySequence(one)) == QKeySequence.SequenceMatch.ExactMatch for one in those)


def _can_undo(editor: Editor) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.isUndoAvailable()
    return editor.document().isUndoAvailable() and not editor.isReadOnly()


def _can_redo(editor: Editor) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.isRedoAvailable()
    return editor.document().isRedoAvailable() and not editor.isReadOnly()
