"""What every screen has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.reflow import Reflow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.settings import Settings
    from secondop_desktop.ui.copy_keeper import CopyKeeper
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.work import Work


State = dict[str, Any]
"""How a part of the window stands, as JSON can hold it."""


def some(**parts: Any) -> State:  # noqa: ANN401 - whatever JSON can hold
    """The parts that hold something."""
    return {name: part for name, part in parts.items() if part}


@dataclass(frozen=True)
class House:
    """What a screen is given when it is made: the bridge to the case, the notices, and how things look.

    `tray` takes records in and has them read, `copies` makes safe copies; either may be missing.
    """

    work: Work
    notices: NoticeStrip
    settings: Settings
    settings_changed: Callable[[], None]
    lock: Callable[[], None]
    case_name: str = ""
    why_read_only: str = ""
    clock: Clock = SYSTEM_CLOCK
    tray: RecordTray | None = None
    copies: CopyKeeper | None = None

    @property
    def read_only(self) -> bool:
        """Whether the case may only be looked at; `why_read_only` says why in a sentence."""
        return bool(self.why_read_only)


class Screen(QWidget):
    """A room: asks for its data when it is seen, and again when a commit touched what it SHOWS.

    A screen emits `asked_for` with the Place it wants to be left for; `BACK` goes back.
    """

    SHOWS: ClassVar[frozenset[type]] = frozenset()
    asked_for = Signal(object)

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.work = house.work
        self.notices = house.notices
        self.place = BACK
        self._stale = True
        self._asked = 0
        self._comes_back: tuple[State, Callable[[], object]] | None = None
        self.frame = column("none", "none", self)
        self._reflow = Reflow(self, self.reflow)
        house.work.changed.connect(self._records_changed)

    def go(self, place: Place) -> None:
        """Turn to `place`; called before the screen is shown, and again for another item."""
        moved = place != self.place
        self.place = place
        if moved:
            self.mark_stale()

    def leave(self) -> bool:
        """Keep what is half typed; called before another place, the lock or the end. False stays here."""
        return True

    def put_down(self) -> bool:
        """Keep in the case what it can take before the lock or the end; `half_typed` tells of the rest.

        False when words that belong into the case could not be written.
        """
        return self.leave()

    def half_typed(self) -> State:
        """What stands only on this screen, to the letter: unfinished entries, dates that cannot be read.

        It is asked for several times a second, so it must be cheap and change nothing.
        """
        return {}

    def standing(self) -> State:
        """How the page stands besides: what is chosen, which part is open."""
        return {}

    def take_up(self, state: State) -> None:
        """Put back what `half_typed` and `standing` gave, in one; called when the data is shown."""

    def come_back(self, state: State, then: Callable[[], object]) -> None:
        """Take `state` up as soon as the data is there, then call `then`."""
        self._comes_back = (state, then)
        self.mark_stale()

    def dialogs(self) -> dict[str, Callable[[], object]]:
        """How each dialog of this screen that may stand open at a lock is opened again, by its title."""
        return {}

    def here(self) -> Place:
        """The place where this screen stands now."""
        return self.place

    def escape(self) -> bool:
        """Close the topmost thing of this screen; False when there is none."""
        return False

    def patience(self) -> int:
        """So many times as long as usual nobody has to touch the computer here before the case locks."""
        return 1

    def lock_is_near(self, near: bool) -> None:
        """Where there is patience: the case locks in a minute unless somebody is here; or somebody is."""

    def reflow(self, em: float) -> None:
        """Arrange anew for a width of `em` letters."""

    def query(self, session: Session) -> Any:  # noqa: ANN401 - each screen has its own data
        """Fetch what this screen shows. Runs off the GUI thread: touch no widget here."""
        raise NotImplementedError

    def show_data(self, data: Any) -> None:  # noqa: ANN401 - what query returned
        """Put fetched data on the screen."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Fetch again; only the latest answer is shown."""
        self._stale = False
        self._asked += 1
        number = self._asked
        self.work.read(self, self.query, lambda data: self._arrived(number, data))

    def pass_over(self) -> None:
        """Do not show an answer that is on its way: it was asked for before a change already shown."""
        self._asked += 1

    def mark_stale(self) -> None:
        """Fetch again now when visible, else when next seen."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Fetch when something changed since the last time."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _arrived(self, number: int, data: Any) -> None:  # noqa: ANN401 - what query returned
        if number != self._asked:
            return
        self.show_data(data)
        if self._comes_back is not None:
            (state, then), self._comes_back = self._comes_back, None
            self.take_up(state)
            then()

    @Slot(object)
    def _records_changed(self, kinds: frozenset[type]) -> None:
        if self.SHOWS & kinds:
            self.mark_stale()
