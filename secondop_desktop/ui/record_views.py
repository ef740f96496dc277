"""The chips that lead from the files to where everything is, and to what was asked for."""

from __future__ import annotations

from collections.abc import Callable

from secondop_desktop.base.language import tr
from secondop_desktop.ui.places import RECORDS, REQUESTS, WHERE
from secondop_desktop.ui.widgets.filters import FilterRow


class RecordViews(FilterRow):
    """Each view is a room of its own; `then(room)` is called with the one that was pressed."""

    def __init__(self, here: str, then: Callable[[str], object]) -> None:
        words = [
            (RECORDS, tr("Files")),
            (WHERE, tr("Where everything is")),
            (REQUESTS, tr("Requests")),
        ]
        super().__init__(tr("What is shown of the records"), words, here)
        self._here, self._then = here, then
        self.chosen.connect(self._leave)

    def _leave(self, room: str) -> None:
        self.choose(self._here)
        self._then(room)
