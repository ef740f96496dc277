"""What does this word mean? By key and by menu, for every word that can be chosen or stands at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from secondop_desktop.base import language
from secondop_desktop.base.language import tr
from secondop_desktop.case import captured, questions
from secondop_desktop.case.questions import Question
from secondop_desktop.ui import theme
from secondop_desktop.ui.glossary_card import GlossaryCard
from secondop_desktop.ui.places import APPOINTMENT_MODE, GLOSSARY, Place
from secondop_desktop.ui.word_at import AskedWord, Editor, is_secret, word_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.glossary import Glossary
    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.widgets.page_canvas import PageCanvas

KEY = "F2"
Offer = Callable[[QWidget, QPoint], list[QAction]]


class WordHelp(QObject):
    """Lasts as long as the rooms of a case.

    It makes the one menu of all editors: each of `offers`, called with the editor and the place of the mouse
    in it, gives actions for the top of the menu.
    """

    def __init__(self, house: House, rooms: RoomsView, actions: Actions) -> None:
        super().__init__(rooms)
        self._house, self._rooms = house, rooms
        self._watched: list[QWidget] = []
        self._cards: dict[QWidget, GlossaryCard] = {}
        self.offers: list[Offer] = []
        self.action = actions.add("edit", tr("What does this word mean?"), KEY, self.ask)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
            self._focus_moved(None, app.focusWidget())

    def ask(self) -> None:
        """Say what the chosen word means, or the one at the cursor; pressed again, go into the card."""
        at = QApplication.focusWidget()
        card = self.card(at) if at is not None else None
        if card is not None and not card.isHidden() and not card.has_focus():
            asked = self._asked(at)
            if asked is None or asked.words == card.words():
                card.take_focus()
                return
        if card is not None and card.has_focus():
            card.put_away()
            return
        asked = self._asked(at)
        if at is not None and asked is not None:
            self._show(asked, at)
        elif self._may_go():
            self._rooms.go(Place(GLOSSARY))
        elif at is not None:
            self._show(AskedWord("", QRect(at.mapToGlobal(_cursor_of(at)), QSize(1, 1))), at)

    def card(self, at: QWidget) -> GlossaryCard | None:
        """The card over the rooms, or over the dialog of a widget, if one was ever shown there."""
        card = self._cards.get(self._top_of(at))
        return card if card is not None and shiboken6.isValid(card) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show our menu for the editor or label that has the focus; hear the key in dialogs too."""
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            return isinstance(watched, QWidget) and self._show_menu(watched, event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        ours = QKeySequence(event.keyCombination()) == QKeySequence(KEY)
        if ours:
            self.ask()
        return ours

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if now is None or is_secret(now):
            return
        if isinstance(now, QTextEdit | QPlainTextEdit):
            self._watched = [now, now.viewport()]
        elif isinstance(now, QLineEdit | QLabel):
            self._watched = [now]
        elif (page := _page_of(now)) is not None:
            self._watched = [now, page]
        for widget in self._watched:
            widget.installEventFilter(self)

    def _asked(self, at: QWidget | None, spot: QPoint | None = None) -> AskedWord | None:
        if at is None:
            return None
        page = _page_of(at)
        return _on_page(page) if page is not None else word_of(at, self._glossary(), spot)

    def _show_menu(self, watched: QWidget, event: QContextMenuEvent) -> bool:
        at = self._watched[0]
        by_mouse = event.reason() != QContextMenuEvent.Reason.Keyboard
        spot = event.pos() if by_mouse and isinstance(at, Editor) else None
        menu = _menu_of(at, spot)
        if menu is None:
            return False
        usual = menu.actions()
        place = event.pos() if by_mouse else _cursor_of(at)
        ours = [action for offer in self.offers for action in offer(at, place)]
        asked = self._asked(at, spot)
        if asked is not None:
            ours.append(self._asking(menu, asked, at))
        if usual and ours:
            menu.insertActions(usual[0], ours)
            menu.insertSeparator(usual[0])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if by_mouse else watched.mapToGlobal(place))
        return True

    def _asking(self, menu: QMenu, asked: AskedWord, at: QWidget) -> QAction:
        action = QAction(theme.icon("book-open"), tr("What does this word mean?"), menu)
        action.setShortcut(QKeySequence(KEY))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _on=False: self._show(asked, at))
        return action

    def _show(self, asked: AskedWord, at: QWidget) -> None:
        card = self.card(at)
        if card is None:
            top = self._top_of(at)
            card = self._cards[top] = GlossaryCard(top, self._glossary)
            card.kept.connect(self._keep)
            card.all_asked.connect(lambda key: self._go(Place(GLOSSARY, key)))
        card.all.setVisible(self._may_go())
        card.ask(asked.words, asked.line, at, may_keep=not self._house.read_only)

    def _top_of(self, at: QWidget) -> QWidget:
        """What the card lies over: the rooms, and not the window, so that it goes with them at the lock."""
        return self._rooms if self._rooms.isAncestorOf(at) else at.window()

    def _go(self, place: Place) -> None:
        if self._may_go():
            self._rooms.go(place)

    def _may_go(self) -> bool:
        """From a dialog, and from the doctor's room, one does not leave for a list."""
        return not self._rooms.calm() and QApplication.activeModalWidget() is None

    def _keep(self, words: str) -> None:
        """Keep a word to ask about: in the doctor's room with the visit, else as a question of the list."""
        card, place = self.sender(), self._rooms.place
        if not isinstance(card, GlossaryCard):
            return
        in_the_room = place.room == APPOINTMENT_MODE and bool(place.item)
        now, by = self._house.clock.now(), self._who()

        def command(session: Session) -> None:
            if in_the_room:
                captured.add(session, place.item, captured.WORD, words, now, **by)
            else:
                questions.keep(session, Question(text=tr("What does “{word}” mean?", word=words)))

        room = tr("Kept with this visit. You find it after the visit, under words to look up.")
        elsewhere = tr("Kept. It is a question in your list now.")
        self._house.work.write(
            self,
            command,
            lambda _: card.say_kept(room if in_the_room else elsewhere) if shiboken6.isValid(card) else None,
            name=tr("keep a word to ask about"),
        )

    def _who(self) -> dict[str, str]:
        """Who writes in the doctor's room, and which question is open there."""
        shown = getattr(self._rooms.shown(), "shown", None)
        stamps = getattr(shown, "stamps", None)
        return {"asking_id": getattr(shown, "asking", ""), "initials": getattr(stamps, "writer", "")}

    @staticmethod
    def _glossary() -> Glossary:
        from secondop_desktop import glossary

        return glossary.load(language.code())


def _page_of(widget: QWidget) -> PageCanvas | None:
    """The picture of the page of a record to which a widget belongs."""
    above: QWidget | None = widget
    while above is not None and not hasattr(above, "canvas"):
        above = above.parentWidget()
    return getattr(above, "canvas", None)


def _on_page(canvas: PageCanvas) -> AskedWord | None:
    words, box = " ".join(canvas.choice.text().split()), canvas.choice.last_box()
    if not words or box is None:
        return None
    rect = canvas.rect_of(box).toAlignedRect()
    rect.moveTopLeft(canvas.mapToGlobal(rect.topLeft()))
    return AskedWord(words, rect)


def _menu_of(at: QWidget, spot: QPoint | None) -> QMenu | None:
    """The usual menu of an editor; on a label or a page "Copy"; None where nothing is chosen there."""
    if isinstance(at, QTextEdit):
        return at.createStandardContextMenu(spot) if spot is not None else at.createStandardContextMenu()
    if isinstance(at, QPlainTextEdit | QLineEdit):
        return at.createStandardContextMenu()
    page = _page_of(at)
    chosen = at.selectedText() if isinstance(at, QLabel) else ""
    words = page.choice.text() if page is not None else chosen
    if not words:
        return None
    menu = QMenu(at)
    menu.addAction(theme.icon("copy"), tr("Copy"), lambda: QGuiApplication.clipboard().setText(words))
    return menu


def _cursor_of(at: QWidget) -> QPoint:
    if isinstance(at, QTextEdit | QPlainTextEdit | QLineEdit):
        rect = at.cursorRect()
        return QPoint(rect.left(), rect.bottom())
    return at.rect().center()
