"""Looks at the indexes of a case behind everything else, as soon as it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case.bin import FAMILIES
from secondop_desktop.flows.mend_index import mend_index

if TYPE_CHECKING:
    from secondop_desktop.ui.notices import NoticeStrip
    from secondop_desktop.ui.work import Work


def look_at_indexes(work: Work, notices: NoticeStrip) -> None:
    """Have them made anew when they do not fit the entries, and tell of it; screens then ask again."""
    if work.vault.read_only:
        return

    def looked(made_anew: bool) -> None:
        if made_anew:
            work.changed.emit(frozenset(family for family, _ in FAMILIES.values()))
            notices.tell(
                tr(
                    "The part of your case that helps to find things was damaged."
                    " It is mended, and nothing is lost."
                )
            )

    work.start(tr("Looking at the indexes"), mend_index, quiet=True).finished.connect(looked)
