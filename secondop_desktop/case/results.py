"""Results over time: one value of one marker on one day, as the laboratory printed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Mapped, Session, mapped_column

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case import table
from secondop_desktop.case.table import Kept, Record, points_to

_NUMBER = re.compile(r"([<>\u2264\u2265]?)\s*(-?\d+(?:[.,]\d+)?)")
_TEXTS = ("unit", "low", "high", "lab", "note", "source")


class Result(Kept, Record, kw_only=True):
    """One value of `marker`, such as CA 15-3 or haemoglobin.

    `value`, `low` and `high` (the range the laboratory printed) are the words on the paper: "12,3", "<0.5",
    "negative". `document_id` and `page` say on which record it stands.
    """

    __tablename__ = "result"

    marker: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    low: Mapped[str] = mapped_column(default="")
    high: Mapped[str] = mapped_column(default="")
    day: Mapped[PartialDate | None] = mapped_column(default=None)
    document_id: Mapped[str | None] = mapped_column(points_to("document.id"), index=True, default=None)
    page: Mapped[int] = mapped_column(default=0)
    lab: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")

    @property
    def number(self) -> float | None:
        """The value as a number, the limit for "<0.5"; None for words and what may be read two ways."""
        return number_of(self.value)

    @property
    def bound(self) -> str:
        """`<` or `>` when the laboratory gave a limit only ("<0.5"), else nothing."""
        found = _NUMBER.fullmatch(self.value.strip())
        sign = found.group(1) if found else ""
        return {"\u2264": "<", "\u2265": ">"}.get(sign, sign)


def number_of(text: str) -> float | None:
    """A number out of words such as "12.3", "12,3" or "<0.5"; None when it is none or may be read two ways.

    "1,234" may be more than a thousand or a little more than one: such a value is never drawn.
    """
    found = _NUMBER.fullmatch(text.strip())
    if not found or re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", found.group(2)):
        return None
    return float(found.group(2).replace(",", "."))


def everything(session: Session) -> Sequence[Result]:
    """All results that are not in the bin, by marker, the earliest first; those without a day come last."""
    return sorted(table.all_of(session, Result), key=_order)


def one(session: Session, result_id: str) -> Result:
    """One result by id."""
    return table.find(session, Result, result_id)


def keep(session: Session, result: Result) -> Result:
    """Add a result or save an edited one; what was measured and its value are needed."""
    result.marker = table.needed(result.marker, "marker", tr("Please write what was measured."))
    result.value = table.needed(result.value, "value", tr("Please write the value, as it is printed."))
    for field in _TEXTS:
        setattr(result, field, tidy(getattr(result, field)))
    return table.keep(session, result)


def _order(result: Result) -> tuple[str, bool, str, str]:
    day = result.day
    return result.marker.casefold(), day is None, day.iso() if day else "", result.id
