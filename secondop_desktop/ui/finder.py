"""Ctrl+K: finds anything by its words (pages of the window, commands, records, notes, questions, people)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from secondop_desktop.base import language
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import appointments, documents
from secondop_desktop.case.documents import Document
from secondop_desktop.search import find
from secondop_desktop.search.words import holds_all
from secondop_desktop.ui import places, theme
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.search_words import ICONS, below_line, how_to_search, kind_words, place_of, told
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.key_panel import KeyPanel
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.plain_edit import PlainLine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.search.find import Found
    from secondop_desktop.search.hits import Hit
    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.rooms import Room
    from secondop_desktop.ui.work import Work

PAUSE_MS = 120
MOST_HITS, MANY_HITS = 20, 200
WIDTH, HEIGHT = 720, 560
_HANDED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_KEYS_OF_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Finder(QDialog):
    """Type, choose with Up and Down, open with Enter; Esc closes. `go` shows a place."""

    def __init__(
        self,
        window: QWidget,
        work: Work,
        rooms: Sequence[Room],
        actions: Actions,
        go: Callable[[Place], object],
    ) -> None:
        super().__init__(window)
        self._work, self._go = work, go
        self._rooms = {room.key: room for room in rooms}
        self._actions = actions.everything()
        self._calls: dict[str, Callable[[], object]] = {}
        self._asked, self._shown = 0, ""
        self._most, self._spelling = MOST_HITS, True
        self.line = PlainLine()
        self.line.setPlaceholderText(tr("A page, a record, a note, a question, a doctor"))
        self.line.setAccessibleName(tr("Find anything"))
        self.line.installEventFilter(self)
        self.list = CardList(tr("What was found"), one_click=True)
        self.told = label("", "small")
        self.as_typed = Button("", "quiet", "undo-2", then=self._search_as_typed)
        self.help = KeyPanel(tr("What you can type here"), how_to_search(), tr("Back to the search"))
        self._said = label("", "small")
        self._build()
        self._measure(window)
        self._search()
        self.line.setFocus()

    def _build(self) -> None:
        self.setWindowTitle(tr("Find anything"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = column("s", "m", self)
        body.addWidget(self.line)
        about = row("s")
        about.addWidget(self.told, 1)
        about.addWidget(self.as_typed)
        body.addLayout(about)
        body.addWidget(self.list, 1)
        body.addWidget(self.help, 1)
        body.addWidget(self._said)
        for part in (self.told, self.as_typed, self.help):
            part.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self._work.changed.connect(self._read_meanwhile)
        self.list.opened.connect(self._open)
        self.help.closed.connect(self._turn_help)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter are for the list while the cursor stays in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _HANDED_ON:
                (self._scroll_help if self.help.isVisible() else self.list.keyPressEvent)(event)
                return True
            if event.key() in _KEYS_OF_ENTER:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 explains what can be typed, and goes back; Esc goes back first."""
        escape = event.key() == Qt.Key.Key_Escape and not self.help.isHidden()
        if event.key() == Qt.Key.Key_F1 or escape:
            self._turn_help()
        else:
            super().keyPressEvent(event)

    def _turn_help(self) -> None:
        going, coming = (self.list, self.help) if self.help.isHidden() else (self.help, self.list)
        going.hide()  # first, or both together would push the dialog off the screen
        coming.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _scroll_help(self, event: QKeyEvent) -> None:
        up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
        step = theme.tokens().px(40 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) else 240)
        bar = self.help.verticalScrollBar()
        bar.setValue(bar.value() + (-step if up else step))

    def _typed(self) -> None:
        self._most, self._spelling = MOST_HITS, True
        if not self.help.isHidden():
            self.help.hide()
            self.list.show()
        self._pause.start()

    def _read_meanwhile(self, kinds: frozenset[type]) -> None:
        """A record that was not read yet when somebody searched may hold the word."""
        if Document in kinds and self.line.text().strip():
            self._pause.start()

    def _search_as_typed(self) -> None:
        self._spelling = False
        self._search()
        self.line.setFocus()

    def _show_more(self) -> None:
        self._most = MANY_HITS
        self._search()

    def _enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
            self._work.flush()
        if self.list.selected():
            self._open(self.list.selected())

    def _measure(self, window: QWidget) -> None:
        px = theme.tokens().px
        width, height = min(px(WIDTH), window.width() - 40), min(px(HEIGHT), window.height() - 60)
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + (window.height() - height) // 4)

    def _search(self) -> None:
        typed = self.line.text()
        self._asked += 1
        number = self._asked
        most, spelling = self._most, self._spelling
        if not typed.strip():
            self._show(typed, find.Found(), frozenset(), 0)
            return

        def query(session: Session) -> tuple[Found, frozenset[str], int]:
            visits = frozenset(visit.id for visit in appointments.everything(session))
            unread = len(documents.waiting(session))
            return find.find(session, typed, most, spelling=spelling), visits, unread

        def then(answer: tuple[Found, frozenset[str], int]) -> None:
            if number == self._asked:
                self._show(typed, *answer)

        self._work.read(self, query, then)

    def _show(self, typed: str, found: Found, visits: frozenset[str], unread: int) -> None:
        chosen = self._chosen() if typed == self._shown else ()
        self._shown, self._calls = typed, {}
        rows = self._places(typed) + self._commands(typed)
        rows += [row for hit in found.hits for row in self._hit_rows(hit, found, visits)]
        rows += self._meaning(typed)
        if found.more and self._most < MANY_HITS:
            rows.append(self._row(tr("Show more"), "", "chevron-down", "", self._show_more))
        self.list.set_rows(rows)
        same = (row.id for row in rows if (row.title, row.subtitle) == chosen)
        self.list.select(next(same, rows[0].id if rows else ""))
        said = [*told(found), *_not_read(unread)]
        self.told.setText(" ".join(said))
        self.told.setVisible(bool(said))
        self.as_typed.say(tr("Search for “{words}” instead", words=typed.strip()))
        self.as_typed.setVisible(bool(found.instead))
        keys = tr("Up and Down choose, Enter opens, Esc closes. F1 explains what you can type.")
        nothing = tr("Nothing was found. Another word may help. F1 explains what you can type.")
        so_far = tr("Nothing was found so far. Another word may help. F1 explains what you can type.")
        self._said.setText(keys if rows else so_far if unread else nothing)

    def _chosen(self) -> tuple[str, ...]:
        """What the chosen row says; rows get new numbers each time."""
        rows = (row for row in self.list.rows() if row.id == self.list.selected())
        return next(((row.title, row.subtitle) for row in rows), ())

    def _places(self, typed: str) -> list[CardRow]:
        rows = []
        for room in self._rooms.values():
            alone = room.side or room.key in (places.BIN, places.STORY, places.GLOSSARY, places.LETTERS)
            if alone and holds_all(room.title(), typed):
                rows.append(self._row(room.title(), "", room.icon, tr("Page"), self._going(Place(room.key))))
        return rows

    def _commands(self, typed: str) -> list[CardRow]:
        rows = []
        words = tr("Print the question sheet")
        if places.PRINT in self._rooms and holds_all(words, typed):
            place = Place(places.PRINT, part="question-sheet")
            rows.append(self._row(words, "", "printer", tr("Command"), self._going(place)))
        titles = {room.title() for room in self._rooms.values()}
        for action in self._actions:
            text = action.text().replace("&&", "&")
            if text not in titles and holds_all(text, typed) and text != self.windowTitle():
                keys = action.shortcut().toString()
                rows.append(self._row(text, keys, "keyboard", tr("Command"), _triggering(action)))
        return rows

    def _meaning(self, typed: str) -> list[CardRow]:
        """A word of the glossary, when the whole line is one."""
        from secondop_desktop import glossary

        entry = glossary.load(language.code()).look_up(typed) if places.GLOSSARY in self._rooms else None
        if entry is None:
            return []
        go = self._going(Place(places.GLOSSARY, entry.key))
        return [self._row(entry.term, entry.plain, "book-open", tr("What it means"), go)]

    def _hit_rows(self, hit: Hit, found: Found, visits: frozenset[str]) -> list[CardRow]:
        """One row, or none when there is no room for it."""
        if place_of(hit, "", visits).room not in self._rooms:
            return []

        def go() -> object:
            return self._go(place_of(hit, found.words_in(hit), visits))

        below = below_line(hit)
        title = hit.title or below
        return [self._row(title, below, ICONS[hit.kind], kind_words()[hit.kind], go)]

    def _row(self, title: str, below: str, icon: str, chip: str, call: Callable[[], object]) -> CardRow:
        identity = str(len(self._calls))
        self._calls[identity] = call
        return CardRow(identity, title, below, icon, chip)

    def _going(self, place: Place) -> Callable[[], object]:
        return lambda: self._go(place)

    def _open(self, identity: str) -> None:
        call = self._calls.get(identity)
        if call == self._show_more:
            call()
        elif call is not None:
            self.accept()
            call()


def _not_read(records: int) -> list[str]:
    """That words may stand in records which nobody has read yet."""
    if not records:
        return []
    return [
        trn(
            "{n} record is not read yet. Its words are found as soon as it is.",
            "{n} records are not read yet. Their words are found as soon as they are.",
            records,
        )
    ]


def _triggering(action: QAction) -> Callable[[], object]:
    return action.trigger
