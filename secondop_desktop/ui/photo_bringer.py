"""Takes photos of paper in as the pages of one record, and asks whether they are that at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import photos
from secondop_desktop.flows.photos import Added

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.work import Work

Choice = tuple[str, "Callable[[], object]"]
MOST_ASKED = 60
"""Of more pictures at once it is not asked; they are hardly the pages of one paper."""


class PhotoBringer(QObject):
    """`made(record id)` when photos have become pages, so that they can be looked at."""

    made = Signal(str)

    def __init__(self, work: Work, notices: NoticeStrip, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._notices, self._clock = work, notices, clock

    def take(self, files: Sequence[Path], document_id: str = "") -> None:
        """Make one record of photos, or put them behind the pages of a record."""
        if not files:
            return
        clock, named = self._clock, list(files)
        job = self._work.start(
            tr("Adding photos."),
            lambda vault, progress: photos.add_photos(vault, named, None, progress, clock, document_id),
            name=tr("add photos"),
        )
        job.finished.connect(self._added)

    def _added(self, added: Added) -> None:
        if added.problems:
            self._notices.problem(UserError("\n".join(dict.fromkeys(added.problems))))
        if added.photos:
            self.made.emit(added.document_id)


def may_be_pages(files: Sequence[Path]) -> bool:
    """Whether to ask: several files, and each a photo. It opens them, so it is not for the GUI thread."""
    return 1 < len(files) <= MOST_ASKED and photos.are_photos(files)


def one_or_several(
    count: int, one: Callable[[], object], several: Callable[[], object]
) -> tuple[str, list[Choice]]:
    """The question what photos are, and its answers with what each does."""
    sentence = trn(
        "This is {n} photo. Does it belong to a paper?",
        "These are {n} photos. Are they the pages of one paper?",
        count,
    )
    yes = trn("One record of {n} page", "One record of {n} pages", count)
    no = trn("{n} record", "{n} records", count)
    return sentence, [(yes, one), (no, several)]
