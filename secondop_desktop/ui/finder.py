"""Ctrl+K: finds anything by its words (pages of the window, commands, records, notes, questions, people)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments
from secondop_desktop.search import find
from secondop_desktop.search.words import holds_all, words_of
from secondop_desktop.ui import places, theme
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.search.find import Hit
    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.rooms import Room
    from secondop_desktop.ui.work import Work

PAUSE_MS = 120
MOST_HITS = 30
WIDTH, HEIGHT = 640, 480
_HANDED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ICONS = {
    "page": "file-search",
    "document": "file-text",
    "question": "message-circle-question-mark",
    "answer": "notebook-pen",
    "note": "notebook-pen",
    "doctor": "stethoscope",
    "appointment": "calendar-days",
    "task": "list-checks",
}
_ORDER = ("document", "page", "note", "answer", "question", "doctor", "appointment", "task")

Found = tuple[list["Hit"], frozenset[str]]
"""What was found in the case, and the ids of all visits."""


def kind_words() -> dict[str, str]:
    """What a thing that was found is, for the chip of its row."""
    return {
        "page": tr("In a record"),
        "document": tr("Record"),
        "question": tr("Question"),
        "answer": tr("Answer"),
        "note": tr("Note"),
        "doctor": tr("Doctor"),
        "appointment": tr("Visit"),
        "task": tr("Reminder"),
    }


def place_of(hit: Hit, typed: str, visits: frozenset[str]) -> Place:
    """Where to go for something that was found."""
    if hit.kind == "page":
        return Place(places.RECORD, hit.item, str(hit.page), typed)
    if hit.kind in ("answer", "note", "appointment"):
        return Place(places.VISIT if hit.item in visits else places.QUESTIONS, hit.item)
    room = {
        "document": places.RECORD,
        "question": places.QUESTIONS,
        "doctor": places.DOCTOR,
        "task": places.HOME,
    }[hit.kind]
    return Place(room, hit.item if room != places.HOME else "")


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
        self._asked = 0
        self.setWindowTitle(tr("Find anything"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("A page, a record, a note, a question, a doctor"))
        self.line.setAccessibleName(tr("Find anything"))
        self.line.installEventFilter(self)
        self.list = CardList(tr("What was found"), one_click=True)
        self._said = label("", "small")
        body = column("s", "m", self)
        body.addWidget(self.line)
        body.addWidget(self.list, 1)
        body.addWidget(self._said)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._pause.start)
        self.list.opened.connect(self._open)
        self._measure(window)
        self._search()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter are for the list while the cursor stays in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _HANDED_ON:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return super().eventFilter(watched, event)

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
        if not words_of(typed):
            self._show(typed, ([], frozenset()))
            return

        def query(session: Session) -> Found:
            visits = frozenset(visit.id for visit in appointments.everything(session))
            return find.find(session, typed, MOST_HITS), visits

        def then(found: Found) -> None:
            if number == self._asked:
                self._show(typed, found)

        self._work.read(self, query, then)

    def _show(self, typed: str, found: Found) -> None:
        hits, visits = found
        self._calls = {}
        rows = self._places(typed) + self._commands(typed)
        ordered = sorted(hits, key=lambda hit: _ORDER.index(hit.kind))
        for hit in ordered:
            place = place_of(hit, typed, visits)
            if place.room in self._rooms:
                rows.append(self._hit_row(hit, place))
        self.list.set_rows(rows)
        self.list.select(rows[0].id if rows else "")
        keys = tr("Up and Down choose, Enter opens, Esc closes.")
        self._said.setText(keys if rows else tr("Nothing was found. Another word may help."))

    def _places(self, typed: str) -> list[CardRow]:
        rows = []
        for room in self._rooms.values():
            alone = room.side or room.key in (places.BIN, places.STORY)
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

    def _hit_row(self, hit: Hit, place: Place) -> CardRow:
        below = hit.excerpt
        if hit.kind == "page":
            below = tr("Page {page}: {words}", page=hit.page, words=hit.excerpt)
        title = hit.title or hit.excerpt
        return self._row(title, below, _ICONS[hit.kind], kind_words()[hit.kind], self._going(place))

    def _row(self, title: str, below: str, icon: str, chip: str, call: Callable[[], object]) -> CardRow:
        identity = str(len(self._calls))
        self._calls[identity] = call
        return CardRow(identity, title, below, icon, chip)

    def _going(self, place: Place) -> Callable[[], object]:
        return lambda: self._go(place)

    def _open(self, identity: str) -> None:
        call = self._calls.get(identity)
        if call is not None:
            self.accept()
            call()


def _triggering(action: QAction) -> Callable[[], object]:
    return action.trigger
