"""The printed sheets: plain data in, the bytes of a tagged PDF out, no file in between.

Each takes `fixed`: the same sheet then gives the same bytes, because the time of making is left out.
The drawing library is loaded by the first sheet and not when the program starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondop_desktop.paper.sheets import (
        CompanionCard,
        MissingSheet,
        QuestionSheet,
        RecoverySheet,
        Summary,
    )
    from secondop_desktop.paper.style import PaperStyle


def question_sheet(sheet: QuestionSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The questions to take along, each with a box to tick and lines to write on; any number of pages."""
    from secondop_desktop.paper.question_pages import draw_question_sheet  # noqa: PLC0415 - loads reportlab

    return draw_question_sheet(sheet, style, fixed)


def doctor_copy(sheet: QuestionSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The same questions on one page without lines; it says so when they go on on a second."""
    from secondop_desktop.paper.question_pages import draw_doctor_copy  # noqa: PLC0415 - loads reportlab

    return draw_doctor_copy(sheet, style, fixed)


def summary(data: Summary, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The case on one page; what does not fit moves to page 2, and page 1 names it."""
    from secondop_desktop.paper.summary_page import draw_summary  # noqa: PLC0415 - loads reportlab

    return draw_summary(data, style, fixed)


def missing(sheet: MissingSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """What is missing for each visit, with whom to ring; on one page when it fits in a smaller size."""
    from secondop_desktop.paper.missing_page import draw_missing  # noqa: PLC0415 - loads reportlab

    return draw_missing(sheet, style, fixed)


def companion_card(card: CompanionCard, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """What somebody who comes along does in the room; on one page when it fits in a smaller size."""
    from secondop_desktop.paper.companion_page import draw_companion_card  # noqa: PLC0415 - loads reportlab

    return draw_companion_card(card, style, fixed)


def recovery_sheet(sheet: RecoverySheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The key of a case in large signs and as a square for a camera, with what it is and where to keep it."""
    from secondop_desktop.paper.recovery_page import draw_recovery_sheet  # noqa: PLC0415 - loads reportlab

    return draw_recovery_sheet(sheet, style, fixed)
