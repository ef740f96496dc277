"""Keeps what is half typed, and where one was, so that both come back after a lock, an end or a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from secondop_desktop.case import drafts
from secondop_desktop.ui import cursor_place
from secondop_desktop.ui.leftovers import keep_as_reminder
from secondop_desktop.ui.places import APPOINTMENT_MODE, BACK, Place
from secondop_desktop.ui.screen import some
from secondop_desktop.ui.unsaved import RETRY_MS, still_here

if TYPE_CHECKING:
    from secondop_desktop.ui.clipboard import ClipboardGuard
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.screen import Screen, State
    from secondop_desktop.ui.work import Work

WINDOW = "window"
# Together they stay well under a second, so that a crash takes no more than the last second of typing.
LOOK_EVERY_MS = 200
JOIN_MS = 450
MOST_OF_TRAIL = 10


class DraftKeeper(QObject):
    """Looks several times a second at the shown screen and keeps what stands nowhere else.

    Nothing is written while nothing is half typed, save in appointment mode, where the question in front and
    the place of the cursor are kept too. `keep_now` at the lock also keeps which room, item and dialog was
    open and where the cursor was. `extra` are dialogs of the window itself, by their titles; words that were
    cut and not pasted yet are held by `clipboard`.
    """

    def __init__(
        self,
        work: Work,
        rooms: RoomsView,
        clipboard: ClipboardGuard,
        extra: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(rooms)
        self._work, self._rooms, self._clipboard, self._extra = work, rooms, clipboard, extra
        self._kept: State = {}
        self._weight: object = None
        self._waits: State = {}
        self._frozen: State | None = None
        self._under_way = self._told = False
        self._look = self._timer(LOOK_EVERY_MS, self.look)
        self._look.setSingleShot(False)
        self._join = self._timer(JOIN_MS, self._write)
        self._retry = self._timer(RETRY_MS, self._write)
        rooms.moved.connect(self._moved)
        self._look.start()

    def resume(self) -> bool:
        """Go back to where the last run was, with everything half typed; False when there is nothing."""
        found: list[State] = []
        self._work.read(self, lambda session: drafts.one(session, WINDOW), found.append)
        self._work.flush()
        self._kept = state = found[0] if found else {}
        self._clipboard.hold(str(state.get("held", "")))
        place = _place(state.get("place"))
        self._waits = state if state.get("typed") or place != BACK else {}
        if place == BACK:
            return False
        trail = [_place(each) for each in state.get("trail", [])]
        if not self._rooms.resume(place, [each for each in trail if each != BACK]):
            return False
        screen = self._rooms.shown()
        if screen is not None:
            both = {**state.get("standing", {}), **state.get("typed", {})}
            screen.come_back(both, lambda: self._is_back(screen))
        return True

    def keep_now(self, *, ending: bool = False) -> bool:
        """Write how the window stands, and wait for it; False when the disk refuses.

        At the end of the program only what is half typed is worth coming back to.
        """
        if not self._work.vault.key:
            return True  # a new passphrase has just closed the case, and nothing was half typed beside it
        state = self.state() if self._frozen is None else self._frozen
        if ending and not state.get("typed"):
            state = some(held=state.get("held"))
        if state != self._kept:
            self._put(state, self._weigh())
            self._work.flush()
        return state == self._kept

    def freeze(self) -> None:
        """The window is about to be hidden: what stands on it now is what counts from here on."""
        if self._frozen is None:
            self._frozen = self.state()
            self._look.stop()

    def look(self) -> None:
        """Notice when something was typed, and write it in a moment.

        What was saved or given up is no draft any more: that is written at once, lest a crash bring it back.
        """
        if self._waits or self._under_way or self._retry.isActive():
            return
        weight = self._weigh()
        if weight is None and self._weight is not None:
            self._write()
        elif weight != self._weight and not self._join.isActive():
            self._join.start()

    def state(self) -> State:
        """How the window stands."""
        if self._waits:
            return self._waits
        screen = self._rooms.shown()
        if screen is None:
            return {}
        return {
            "place": list(astuple(screen.here())),
            "trail": [list(astuple(place)) for place in self._rooms.trail()[-MOST_OF_TRAIL:]],
            "typed": screen.half_typed(),
            "standing": screen.standing(),
            "cursor": cursor_place.of(screen),
            "held": self._clipboard.held(),
            "dialogs": [title for title in _open_dialogs() if title in self._openers(screen)],
        }

    def _weigh(self) -> object:
        """What is worth a write by itself: words that stand nowhere else; in the room also where one is."""
        screen = self._rooms.shown()
        typed = screen.half_typed() if screen is not None else {}
        if screen is not None and screen.place.room == APPOINTMENT_MODE:
            cursor = cursor_place.of(screen)
            cursor.pop("at", None)  # it moves with each letter; how many stand behind it does not
            return (screen.here(), typed, screen.standing(), cursor)
        return (screen.here(), typed) if screen is not None and typed else None

    def _write(self) -> None:
        if not self._work.closed() and not self._under_way:
            weight = self._weigh()
            self._put(self.state() if weight is not None else {}, weight)

    def _put(self, state: State, weight: object) -> None:
        self._join.stop()
        self._retry.stop()
        self._under_way = True

        def kept(_: object) -> None:
            self._kept, self._weight = state, weight
            self._under_way = self._told = False

        def refused(error: Exception) -> None:
            self._under_way = False
            self._retry.start()
            if not self._told:
                self._told = True
                self._work.failed.emit(still_here(error))

        self._work.write(self, lambda session: drafts.keep(session, WINDOW, state), kept, refused)

    def _is_back(self, screen: Screen) -> None:
        """The screen has taken its words up: show the rest, and look after it from here on."""
        state, self._waits = self._waits, {}
        self._weight = self._weigh()
        cursor_place.put_back(screen, state.get("cursor", {}))
        openers = self._openers(screen)
        for title in state.get("dialogs", []):
            if title in openers:
                # Some dialogs are waited for where they are opened, so nothing may stand behind this.
                QTimer.singleShot(0, screen, openers[title])

    def _moved(self, _place: Place) -> None:
        """Somebody went on before the words could be shown: they must not go with the page."""
        screen = self._rooms.shown()
        if self._waits and screen is not None and list(astuple(screen.place)) != self._waits.get("place"):
            state, self._waits = self._waits, {}
            left = "\n".join(drafts.words_of(state.get("typed", {})))
            if left:
                keep_as_reminder(screen, left)
        self.look()

    def _openers(self, screen: Screen) -> dict[str, Callable[[], object]]:
        return {**self._extra, **screen.dialogs()}

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(then)
        return made


def _open_dialogs() -> list[str]:
    shown = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog))
    return [dialog.windowTitle() for dialog in shown if dialog.isVisible()]


def _place(told: Any) -> Place:  # noqa: ANN401 - what a draft holds
    if isinstance(told, list) and len(told) == 4 and all(isinstance(part, str) for part in told):
        return Place(*told)
    return BACK
