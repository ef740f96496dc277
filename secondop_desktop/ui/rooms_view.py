"""The rooms of an open case: which one is shown, how one got there, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui import places
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.rooms import Room, existing
from secondop_desktop.ui.screen import House, Screen
from secondop_desktop.ui.sidebar import Banner, Sidebar, TopBar
from secondop_desktop.ui.widgets.boxes import row
from secondop_desktop.ui.widgets.reflow import Reflow, ems

FOLDED_UNDER = 62
MOST_STEPS_BACK = 50


class RoomsView(QWidget):
    """Sidebar and screens; `moved(place)` after one arrived somewhere."""

    moved = Signal(object)
    lock_asked = Signal()

    def __init__(self, house: House, menu: QMenu, rooms: tuple[Room, ...] | None = None) -> None:
        super().__init__()
        self._house = house
        self.rooms = existing() if rooms is None else rooms
        self._screens: dict[str, Screen] = {}
        self._trail: list[Place] = []
        self.place = BACK
        self._page_only = False
        self.sidebar = Sidebar(self.rooms, house.case_name, menu)
        self.topbar = TopBar(house.case_name, menu)
        self._stack = QStackedWidget()
        self._stack.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.setAccessibleName(tr("Page"))
        self._build()
        self.sidebar.asked.connect(self._room_asked)
        self.sidebar.lock_asked.connect(self.lock_asked)
        self._reflow = Reflow(self, self._fold)

    def go(self, place: Place) -> bool:
        """Show a place (BACK goes back); False when the present screen stays or there is no such room."""
        if place == BACK:
            return self.back()
        if place == self.place:
            return True
        before = self.place
        if not self._arrive(place):
            return False
        if before != BACK and before.part != places.NEW:
            self._trail = [*self._trail[-MOST_STEPS_BACK:], before]
        return True

    def back(self) -> bool:
        """Return to where one was before; Home when the way is not known."""
        target = self._trail[-1] if self._trail else Place(places.HOME)
        if target == self.place or not self._arrive(target):
            return False
        if self._trail:
            self._trail.pop()
        return True

    def shown(self) -> Screen | None:
        """The screen shown now."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def calm(self) -> bool:
        """Whether one is where nothing may interrupt."""
        return any(room.calm for room in self.rooms if room.key == self.place.room)

    def leave(self) -> bool:
        """Let every screen keep what is half typed; False when one of them wants to stay."""
        # Each is asked, also after one wants to stay: its words have to be written too.
        return all([screen.leave() for screen in self._screens.values()])

    def put_down(self) -> bool:
        """As `leave`, but the shown screen keeps half-typed words where they are: they are kept as drafts."""
        shown = self.shown()
        others = [screen.leave() for screen in self._screens.values() if screen is not shown]
        return all([*others, shown is None or shown.put_down()])

    def resume(self, place: Place, trail: Sequence[Place]) -> bool:
        """Go where one was in another run of the program, with the way back from there."""
        self._trail = list(trail)
        return self._arrive(place)

    def trail(self) -> list[Place]:
        """The way back, the last step at the end."""
        return list(self._trail)

    def show_page_only(self, on: bool) -> None:
        """Hide or show everything but the page."""
        self._page_only = on
        self._fold(ems(self.width()))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if self._house.read_only:
            can_read = tr("You can read here, but not change anything.")
            outer.addWidget(Banner(f"{self._house.why_read_only} {can_read}"))
        outer.addWidget(self.topbar)
        self.topbar.hide()
        beside = row("none")
        beside.addWidget(self.sidebar)
        beside.addWidget(self._stack, 1)
        outer.addLayout(beside, 1)

    def _room_asked(self, key: str) -> None:
        self.go(Place(key))

    def _arrive(self, place: Place) -> bool:
        room = next((room for room in self.rooms if room.key == place.room), None)
        present = self.shown()
        if room is None or (present is not None and not present.leave()):
            return False
        screen = self._screens.get(room.key)
        if screen is None:
            screen = self._screens[room.key] = room.make(self._house)
            screen.asked_for.connect(self.go)
            self._stack.addWidget(screen)
        self.place = place
        self._house.notices.wait(room.calm)
        screen.go(place)
        self._stack.setCurrentWidget(screen)
        self.sidebar.light(room.under or room.key)
        self._fold(ems(self.width()))
        self.moved.emit(place)
        return True

    def _fold(self, em: float) -> None:
        room = next((room for room in self.rooms if room.key == self.place.room), None)
        bare = self._page_only or (room is not None and room.wide)
        folded = em < FOLDED_UNDER
        self.sidebar.setVisible(not bare and not folded)
        self.topbar.setVisible(not bare and folded)
