"""Everything that can be printed, in the order in which it is offered: one line for each kind of sheet.

A new sheet is a file of its own here in flows, with `KIND = SheetKind(...)`, and one line below.
"""

from __future__ import annotations

from secondop_desktop.flows import (
    after_visit_sheet,
    companion_card,
    decision_sheet,
    doctors_sheet,
    letter_sheet,
    medicines_sheet,
    missing_sheet,
    opinions_sheet,
    question_sheets,
    results_sheet,
    summary_sheet,
    timeline_sheet,
)
from secondop_desktop.flows.sheet_kinds import SheetKind

_IN_ORDER: tuple[SheetKind, ...] = (
    question_sheets.QUESTION_SHEET,
    question_sheets.DOCTOR_COPY,
    companion_card.KIND,
    after_visit_sheet.KIND,
    summary_sheet.KIND,
    medicines_sheet.LIST,
    medicines_sheet.CARD,
    opinions_sheet.KIND,
    doctors_sheet.KIND,
    decision_sheet.KIND,
    timeline_sheet.KIND,
    results_sheet.KIND,
    missing_sheet.KIND,
    letter_sheet.KIND,
)

KINDS: dict[str, SheetKind] = {kind.key: kind for kind in _IN_ORDER}
