"""When each line was first typed and by whom: taken along while one types, and written with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import line_stamps
from secondop_desktop.case.line_stamps import Stamp
from secondop_desktop.ui.widgets.line_marks import LineMarks, Mark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.ui.saver import Also, Saver, Write


class TalkStamps:
    """The stamps of all texts of the visits shown in this run; `writer` is who types now, by initials."""

    def __init__(self, clock: Clock, saver: Saver) -> None:
        self._clock = clock
        self.writer = ""
        self._marks: dict[str, LineMarks] = {}
        self._gone: dict[str, Mark] = {}
        self._on_the_way: dict[str, int] = {}
        self._kept: dict[str, int] = {}
        saver.kept.connect(self._is_kept)

    def marks(self, key: str, text: str, kept: list[Stamp | None]) -> LineMarks:
        """The marks of the text `key`; `kept` are those of the case, for when it was not touched since."""
        known = self._marks.get(key)
        if known is None or not known.is_of(text):
            known = self._marks[key] = LineMarks(text, kept, self.fresh, self._gone)
            self._kept[key] = known.version
        return known

    def fresh(self) -> Stamp:
        """The stamp of a line whose first letter is written now."""
        return Stamp(self._clock.now(), self.writer)

    def also(self, key: str, visit_id: str) -> Also:
        """What the saver asks when it takes the text: how the stamps get into the case along with it."""

        def take() -> Write | None:
            marks = self._marks[key]
            self._on_the_way[key] = marks.version
            if marks.version == self._kept.get(key):
                return None
            stamps = cast("list[Stamp | None]", marks.everything())

            def write(session: Session, text: str) -> None:
                line_stamps.write(session, key, visit_id, text, stamps)

            return write

        return take

    def words(self, mark: Mark) -> str:
        """A stamp as it stands beside a line: "10:42 ME"."""
        stamp = cast("Stamp", mark)
        return f"{time_words(stamp.at.astimezone(self._clock.zone()))} {stamp.by}".strip()

    def sentence(self, mark: Mark) -> str:
        """A stamp as a sentence."""
        stamp = cast("Stamp", mark)
        time = time_words(stamp.at.astimezone(self._clock.zone()))
        if stamp.by:
            return tr("This line was written at {time} by {initials}.", time=time, initials=stamp.by)
        return tr("This line was written at {time}.", time=time)

    def _is_kept(self, key: str) -> None:
        if key in self._on_the_way:
            self._kept[key] = self._on_the_way[key]
