"""The calm part at the lower edge that says what became of files that came in, or asks about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.tray_words import headline, rows
from secondop_desktop.ui.widgets.boxes import FlowRow, column, row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import Label, label

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.flows.bring import Brought
    from secondop_desktop.ui.widgets.card_rows import CardRow

STAY_MS = 20_000
Choice = tuple[str, "Callable[[], object]"]
"""Words of a button, and what it does."""


class TrayPanel(QFrame):
    """`undo_asked` and `opened(record id)` when the person wants that; `gone` when it was put away.

    A report without problems goes by itself, unless it was opened or the mouse is over it. A question stays
    until it is answered; put away, it counts as a no.
    """

    undo_asked = Signal()
    files_asked = Signal()
    changed = Signal()
    opened = Signal(str)
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.hide()
        self.brought: Brought | None = None
        self._records: dict[str, Document] = {}
        self._being_read = ""
        self._icon = ("info", False)
        self._stays = False
        self._picture = Label("", wrap=False)
        self._words = label("").selectable()
        self._hint = label("", "small")
        self.each = Button(tr("Show each file"), "quiet", "list", then=self._show_files)
        self.open = Button(tr("Open it"), icon="file-text", then=self._open_only)
        self.undo = Button(tr("Undo"), icon="undo-2", then=self.undo_asked.emit)
        self._choices: list[Button] = []
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(STAY_MS)
        self._passing.timeout.connect(self.put_away)
        self._build()
        theme.on_change(self._draw)

    def show_brought(self, brought: Brought, hint: str = "", choices: Sequence[Choice] = ()) -> None:
        """Say what became of files; with more to say, and to do, about where they came from."""
        self._clear()
        self._offer(hint, choices)
        self.brought = brought
        self._say(headline(brought), alert=bool(brought.problems()))
        self.each.setVisible(len(brought.taken) > 1)
        self.open.setVisible(len(brought.ids()) == 1)
        self.undo.setVisible(bool(brought.new_ids()))
        self._come(passes=not brought.problems() and not brought.left)

    def show_records(self, records: Mapping[str, Document], being_read: str = "") -> None:
        """Follow how far the reading of the files has come."""
        self._records, self._being_read = dict(records), being_read
        self.changed.emit()

    def rows(self) -> list[CardRow]:
        """What became of each file."""
        return rows(self.brought, self._records, self._being_read) if self.brought is not None else []

    def ask(self, sentence: str, choices: Sequence[Choice], hint: str = "", *, passes: bool = False) -> None:
        """Ask something, or say something with a thing to do; each button puts the question away."""
        self._clear()
        self._say(sentence)
        self._offer(hint, choices)
        self._come(passes=passes)

    def is_asking(self) -> bool:
        """Whether a question stands here that was not answered."""
        return not self.isHidden() and self.brought is None and not self._passing.isActive()

    def sentence(self) -> str:
        """What is said now; nothing when the panel is away."""
        return "" if self.isHidden() else self._words.text()

    def put_away(self) -> None:
        """Take the panel off the window."""
        self._clear()
        self.hide()
        self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay as long as the mouse is here."""
        super().enterEvent(event)
        self._stays = self._stays or self._passing.isActive()
        self._passing.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        if self._stays:
            self._passing.start()
        self._stays = False

    def _build(self) -> None:
        body = column("xs", "l xs m xs", self)
        head = row("s")
        words = column("xxs")
        words.addWidget(self._words)
        words.addWidget(self._hint)
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        head.addWidget(icon_button(tr("Put this notice away"), "x", self.put_away))
        body.addLayout(head)
        self._buttons = FlowRow(self.open, self.each, self.undo)
        body.addWidget(self._buttons)
        self._clear()

    def _clear(self) -> None:
        self._passing.stop()
        self.brought, self._records = None, {}
        for part in (self._hint, self.each, self.open, self.undo):
            part.hide()
        for made in self._choices:
            made.hide()
            made.setParent(None)
            made.deleteLater()
        self._choices = []

    def _offer(self, hint: str, choices: Sequence[Choice]) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        for words, then in choices:
            made = Button(words, then=self._answering(then))
            self._choices.append(made)
            self._buttons.add(made)
            made.show()

    def _say(self, sentence: str, *, alert: bool = False) -> None:
        self._icon = ("circle-alert" if alert else "info", alert)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._draw()

    def _come(self, *, passes: bool) -> None:
        self.show()
        if passes:
            self._passing.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _answering(self, then: Callable[[], object]) -> Callable[[], None]:
        def answer() -> None:
            self.put_away()
            then()

        return answer

    def _show_files(self) -> None:
        self._passing.stop()
        self.files_asked.emit()

    def _open_only(self) -> None:
        if self.brought is not None:
            self.opened.emit(self.brought.ids()[0])

    def _draw(self) -> None:
        name, alert = self._icon
        shade = theme.colours().danger if alert else theme.colours().on_soft
        self._picture.setPixmap(theme.pixmap(name, theme.tokens().px(20), shade))
