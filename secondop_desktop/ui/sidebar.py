"""The way between the rooms: a sidebar, or a bar with a Menu button when the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.rooms import Room
from secondop_desktop.ui.tokens import SIDEBAR_WIDTH
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import Label, label


class _Mark(Label):
    """The app's own mark."""

    def __init__(self, size: int) -> None:
        super().__init__("", wrap=False)
        self._size = size
        self._draw()
        theme.on_change(self._draw)

    def _draw(self) -> None:
        side = theme.tokens().px(self._size)
        self.setPixmap(theme.pixmap("mark", side, theme.colours().primary))
        self.setFixedSize(QSize(side, side))


class Sidebar(QFrame):
    """Mark, case name and one button a room; `asked(key)` for a room, `lock_asked` for Lock now."""

    asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, rooms: Sequence[Room], case_name: str, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Rooms"))
        self._menu = menu
        self._buttons: dict[str, Button] = {}
        inside = column("hair", "s m s m", self)
        inside.addLayout(self._head(case_name))
        inside.addSpacing(theme.tokens().space("s"))
        for side in ("top", "bottom"):
            for room in rooms:
                if room.side == side:
                    inside.addWidget(self._button(room))
            if side == "top":
                inside.addStretch(1)
        self.menu_button = Button(tr("Menu"), "nav", "menu", tr("Everything you can do here"), self._open)
        inside.addWidget(self.menu_button)
        inside.addWidget(Button(tr("Lock now"), "nav", "lock", tr("Ctrl+L"), self.lock_asked.emit))
        self._measure()
        theme.on_change(self._measure)

    def light(self, key: str) -> None:
        """Show which room one is in."""
        for each, made in self._buttons.items():
            made.setChecked(each == key)

    def button(self, key: str) -> Button:
        """The button of a room."""
        return self._buttons[key]

    def minimumSizeHint(self) -> QSize:
        """Never push the window high."""
        return QSize(super().minimumSizeHint().width(), theme.tokens().px(100))

    def _head(self, case_name: str) -> QBoxLayout:
        head, words = row("s", "xs none xs none"), column("none")
        words.addWidget(label("SecondOp", "h3"))
        words.addWidget(label(case_name, "small"))
        head.addWidget(_Mark(36), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _button(self, room: Room) -> Button:
        made = Button(room.title(), "nav", room.icon, then=lambda: self._press(room.key))
        made.setCheckable(True)
        self._buttons[room.key] = made
        return made

    def _press(self, key: str) -> None:
        # A press on a checkable button turns it off by itself; only arriving lights a room.
        self._buttons[key].setChecked(not self._buttons[key].isChecked())
        self.asked.emit(key)

    def _open(self) -> None:
        self._menu.popup(self.menu_button.mapToGlobal(QPoint(0, -self._menu.sizeHint().height())))

    def _measure(self) -> None:
        self.setFixedWidth(theme.tokens().px(SIDEBAR_WIDTH))


class TopBar(QFrame):
    """What is left of the sidebar in a narrow window: the Menu button and where one is."""

    def __init__(self, case_name: str, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._menu = menu
        inside = row("s", "m xs m xs", self)
        self.menu_button = Button(tr("Menu"), "normal", "menu", then=self.open_menu)
        inside.addWidget(self.menu_button)
        inside.addWidget(_Mark(32))
        inside.addWidget(label(case_name or "SecondOp", "h3"), 1)

    def open_menu(self) -> None:
        """Open the menu below its button."""
        self._menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))


class Banner(QFrame):
    """A sentence across the window that stays, such as that nothing can be changed."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(sentence)
        row("s", "l xs l xs", self).addWidget(label(sentence))
