"""The printed sheets: plain data in, the bytes of a tagged PDF out, no file in between.

Each takes `fixed`: the same sheet then gives the same bytes, because the time of making is left out.
The drawing library is loaded by the first sheet and not when the program starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondop_desktop.paper.health_sheets import ResultsSheet, TimelineSheet
    from secondop_desktop.paper.letter_text import LetterSheet
    from secondop_desktop.paper.packet_stamps import DrawnStamps
    from secondop_desktop.paper.sheets import (
        CompanionCard,
        MissingSheet,
        QuestionSheet,
        RecoverySheet,
        Summary,
    )
    from secondop_desktop.paper.sheets_compared import SideBySide
    from secondop_desktop.paper.sheets_own import MedicineList, VisitSheet, Worksheet
    from secondop_desktop.paper.sheets_packet import PacketFront, Stamp, WrittenRecord
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


def after_visit(sheet: VisitSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """What came of a visit; on one page when it fits in a smaller size."""
    from secondop_desktop.paper.after_visit_page import draw_after_visit  # noqa: PLC0415 - loads reportlab

    return draw_after_visit(sheet, style, fixed)


def side_by_side(data: SideBySide, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """Doctors in columns on a page that lies on its long side; more of them go on further pages."""
    from secondop_desktop.paper.side_by_side_page import draw_side_by_side  # noqa: PLC0415 - loads reportlab

    return draw_side_by_side(data, style, fixed)


def worksheet(data: Worksheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """A decision to think about on paper, with fields to fill in by hand or on a screen."""
    from secondop_desktop.paper.worksheet_page import draw_worksheet  # noqa: PLC0415 - loads reportlab

    return draw_worksheet(data, style, fixed)


def medicines(data: MedicineList, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The list of medicines on full pages, allergies first."""
    from secondop_desktop.paper.medicines_page import draw_medicines  # noqa: PLC0415 - loads reportlab

    return draw_medicines(data, style, fixed)


def medicine_card(data: MedicineList, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The same as cards to cut out and fold for the wallet; a longer list goes on on further cards."""
    from secondop_desktop.paper.wallet_page import draw_wallet  # noqa: PLC0415 - loads reportlab

    return draw_wallet(data, style, fixed)


def letter(sheet: LetterSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """A letter with a line to sign on, or a call sheet; what is blank in it can be filled in on a screen."""
    from secondop_desktop.paper.letter_page import draw_letter  # noqa: PLC0415 - loads reportlab

    return draw_letter(sheet, style, fixed)


def recovery_sheet(sheet: RecoverySheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The key of a case in large signs and as a square for a camera, with what it is and where to keep it."""
    from secondop_desktop.paper.recovery_page import draw_recovery_sheet  # noqa: PLC0415 - loads reportlab

    return draw_recovery_sheet(sheet, style, fixed)


def timeline(sheet: TimelineSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """All that happened as a picture, and once more as a table; on as many pages as it needs."""
    from secondop_desktop.paper.health_pages import draw_timeline  # noqa: PLC0415 - loads reportlab

    return draw_timeline(sheet, style, fixed)


def results(sheet: ResultsSheet, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """Results over time: a picture for each marker with more than one value, and all values as tables."""
    from secondop_desktop.paper.health_pages import draw_results  # noqa: PLC0415 - loads reportlab

    return draw_results(sheet, style, fixed)


def packet_front(front: PacketFront, style: PaperStyle, *, fixed: bool = False) -> bytes:
    """The cover of a packet and its contents, with page numbers."""
    from secondop_desktop.paper.packet_front import draw_packet_front  # noqa: PLC0415 - loads reportlab

    return draw_packet_front(front, style, fixed)


def packet_stamps(stamps: Sequence[Stamp], style: PaperStyle) -> DrawnStamps:
    """What stands at the foot of each page of a packet, as source for each."""
    from secondop_desktop.paper.packet_stamps import draw_packet_stamps  # noqa: PLC0415 - loads reportlab

    return draw_packet_stamps(stamps, style)


def written_record(record: WrittenRecord, style: PaperStyle) -> bytes:
    """A record that is only words, on as many pages as they need."""
    from secondop_desktop.paper.written_pages import draw_written_record  # noqa: PLC0415 - loads reportlab

    return draw_written_record(record, style)
