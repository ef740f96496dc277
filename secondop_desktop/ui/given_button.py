"""A button that says how many papers were given out for a visit or to a doctor, and leads to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from secondop_desktop.base.language import trn
from secondop_desktop.case import sharings
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.ui.places import GIVEN, Place
from secondop_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import House


class GivenButton(Button):
    """Goes to a place when it is pressed; it hides itself while nothing was given."""

    def __init__(self, house: House, to: Callable[[Place], object]) -> None:
        super().__init__("", "quiet", "share-2", then=lambda: to(Place(GIVEN, part=self._of)))
        self._work, self._of = house.work, ""
        self.flush()
        self.hide()
        house.work.changed.connect(self._changed)

    def show_for(self, item: str) -> None:
        """Count what was given for the visit, or to the doctor, with this id."""
        self._of = item

        def query(session: Session) -> tuple[str, int]:
            found = sharings.everything(session)
            return item, sum(item in (one.doctor_id, one.appointment_id) for one in found)

        if item:
            self._work.read(self, query, self._counted)

    def _counted(self, answer: tuple[str, int]) -> None:
        item, count = answer
        if item == self._of:
            self.say(trn("See the {n} paper that was given", "See the {n} papers that were given", count))
            self.setHidden(not count)

    def _changed(self, kinds: frozenset[type]) -> None:
        if Sharing in kinds and self._of:
            self.show_for(self._of)
