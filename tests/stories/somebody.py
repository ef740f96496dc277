"""Somebody before the window, who knows nothing but the words on it."""

import re
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from secondop_desktop.app import _outside
from secondop_desktop.ui.desktop import Desktop
from secondop_desktop.ui.one_window import OneWindow
from secondop_desktop.ui.widgets.card_list import CardList

A_MOMENT, A_WHILE = 15_000, 90_000
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Person:
    """`hands` are a qtbot, or whatever clicks, types and waits as one does."""

    def __init__(self, desktop, hands, locked):
        self.desktop, self.window, self.locked = desktop, desktop.window, locked
        self._hands = hands

    # --- what she sees ---

    def sees(self, words, patience=A_MOMENT):
        """Wait until these words stand somewhere on the window."""
        self._wait(lambda: words in self.everything(), f"{words!r} is not to be seen", patience)

    def everything(self):
        """All the words on the window."""
        labels = [label.text() for label in self._visible(QLabel)]
        buttons = [button.text().replace("&&", "&") for button in self._visible(QAbstractButton)]
        rows = [row.words() for each in self._visible(CardList) for row in each.rows()]
        return "\n".join([self.window.windowTitle(), *labels, *buttons, *rows])

    def reads(self, label):
        """What stands in the field with this label."""
        field = self._field(label)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def waits_to_read(self, words, of):
        """Wait until these words stand in the field with this label."""
        self._wait(lambda: self.reads(of) == words, f"{words!r} does not stand in {of!r}")

    def lines_of_the_sheet(self):
        """The recovery sheet as it stands on the window, without the numbers of its lines."""
        found = (re.match(r" ?\d+  ([A-Z0-9 ]+)$", label.text()) for label in self._visible(QLabel))
        return [line.group(1) for line in found if line]

    # --- what she does ---

    def presses(self, words):
        """Click the button with these words."""
        self._hands.mouseClick(self._one(QAbstractButton, words), LEFT)

    def ticks(self, beginning):
        """Tick the box whose words begin like this."""

        def look():
            return next((w for w in self._visible(QAbstractButton) if w.text().startswith(beginning)), None)

        box = self._wait(look, f"no box begins with {beginning!r}")
        self._hands.mouseClick(box, LEFT)
        self._wait(box.isChecked, f"{beginning!r} is not ticked")

    def goes_to(self, room):
        """Click a room in the sidebar."""
        self.presses(room)
        self._wait(lambda: self._one(QAbstractButton, room).isChecked(), f"{room!r} does not open")

    def writes(self, words, into):
        """Click into the field with this label and type."""
        field = self._field(into)
        self._hands.mouseClick(getattr(field, "viewport", lambda: field)(), LEFT)
        self.types(words)

    def types(self, words):
        """Type where the cursor is; what no plain key has comes from an input method."""
        for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", words):
            if part.isprintable() and part.isascii():
                self._hands.keyClicks(self.window.focusWidget(), part)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(part)
                QApplication.sendEvent(self.window.focusWidget(), composed)

    def strikes(self, keys):
        """Strike keys such as Ctrl+Return."""
        self.window.activateWindow()
        self._wait(self.window.isActiveWindow, "the window does not hear the keyboard")
        combination = QKeySequence(keys)[0]
        self._hands.keyClick(self.window.focusWidget(), combination.key(), combination.keyboardModifiers())

    def chooses(self, words, under):
        """Choose an entry of the list under this label."""
        box = self._field(under, QComboBox)
        self._wait(lambda: box.findText(words) >= 0, f"{words!r} cannot be chosen")
        box.setFocus()
        while box.currentText() != words:
            self._hands.keyClick(box, Qt.Key.Key_Down)

    def picks(self, words, of):
        """Click the row that begins with these words in the list of that name."""
        rows, at = self._row(words, of)
        self._hands.mouseClick(rows.viewport(), LEFT, pos=rows.visualRect(at).center())

    def opens(self, words, of):
        """Pick a row and strike Enter."""
        self.picks(words, of)
        self.strikes("Return")

    def drops(self, file):
        """Drag a file over the middle of the window and let it go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        under = self.window.windowHandle()  # where the system brings it, before any part of the window
        copy, middle = Qt.DropAction.CopyAction, self.window.rect().center()
        over = QDragEnterEvent(middle, copy, data, LEFT, NO_KEY)
        QApplication.sendEvent(under, over)
        assert over.isAccepted(), "the window does not want the file"
        QApplication.sendEvent(under, QDropEvent(QPointF(middle), copy, data, LEFT, NO_KEY))

    def unlocks(self, secret):
        """Type the passphrase at the lock screen and go in."""
        self.writes("", into="Passphrase")
        self.strikes("Ctrl+A")
        self.types(secret)
        self.strikes("Return")
        self.sees("Lock now", A_WHILE)

    # --- below ---

    def _visible(self, kind):
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible()]

    def _one(self, kind, words):
        def look():
            there = (w for w in self._visible(kind) if w.isEnabled())
            return next((w for w in there if words in {w.text(), w.accessibleName()}), None)

        return self._wait(look, f"there is no {words!r} to press")

    def _field(self, label, kinds=(QLineEdit, QPlainTextEdit)):
        kinds = kinds if isinstance(kinds, tuple) else (kinds,)
        return self._wait(
            lambda: next((w for k in kinds for w in self._visible(k) if w.accessibleName() == label), None),
            f"there is no field {label!r}",
        )

    def _row(self, words, of):
        def look():
            rows = next((each for each in self._visible(CardList) if each.accessibleName() == of), None)
            shown = rows.rows() if rows is not None else []
            at = next((n for n, row in enumerate(shown) if row.words().startswith(words)), None)
            return None if at is None else (rows, rows.model().index(at, 0))

        rows, at = self._wait(look, f"no row begins with {words!r} in {of!r}", A_WHILE)
        rows.scrollTo(at)
        return rows, at

    def _wait(self, look, otherwise, patience=A_MOMENT):
        found = []

        def seen():
            found[:] = [look()]
            assert found[0], f"{otherwise}. The window says:\n{self.everything()}"

        self._hands.waitUntil(seen, timeout=patience)
        return found[0]


@contextmanager
def started(app, hands, case=None):
    """The program as it starts, up to the point where it would put a fresh process in its place."""
    locked, one_window = [], OneWindow()
    one_window.be_the_first()
    desktop = Desktop(app, replace(_outside(), replace=locked.append), one_window, case)
    hands.addWidget(desktop.window)
    desktop.window.resize(1366, 768)
    with hands.waitActive(desktop.window):
        desktop.show()
        desktop.window.activateWindow()
    try:
        yield Person(desktop, hands, locked)
    finally:
        desktop.window.put_down()
        desktop.window.hide()
        desktop._put_away()
        desktop._idle.stop()
        one_window.stop()
