"""What a timeline is made of, as plain data, and each of its entries in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.paper.time_axis import first_day, last_day

DIAGNOSIS, OPINION, TREATMENT, VISIT, EVENT = "diagnosis", "opinion", "treatment", "visit", "event"
KINDS = (DIAGNOSIS, OPINION, TREATMENT, VISIT, EVENT)
"""In the order in which a picture shows them, from above."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a timeline, of one of KINDS: on a day, or from `start` to `end`.

    `going_on` says that it has no end yet, `planned` that it has not begun. `note` is a word or two that
    belong to the name. `key` is only for whoever wants to open it.
    """

    key: str
    kind: str
    words: str
    start: PartialDate | None
    end: PartialDate | None = None
    going_on: bool = False
    planned: bool = False
    note: str = ""

    @property
    def turned(self) -> bool:
        """Whether it is written that it ended before it began."""
        return bool(self.start and self.end and last_day(self.end) < first_day(self.start))

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that it may have had; none when no day at all is known."""
        known = self.start or self.end
        if known is None:
            return None
        end = known if self.end is None or self.turned else self.end
        return first_day(known), max(last_day(known), last_day(end))

    def when(self) -> str:
        """Its days in words; never empty."""
        return _when(self)

    def said(self) -> str:
        """All of it in one line, for who cannot see the picture."""
        name = tr("{what} ({note})", what=self.words, note=self.note) if self.note else self.words
        return tr("{what}: {when}", what=name, when=self.when())


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in any order, and the day on which somebody looks at them."""

    entries: tuple[Entry, ...]
    today: date


def kind_words() -> dict[str, str]:
    """The headings of KINDS."""
    return {
        DIAGNOSIS: tr("Diagnosis"),
        OPINION: tr("Opinions"),
        TREATMENT: tr("Treatments"),
        VISIT: tr("Other visits"),
        EVENT: tr("What happened"),
    }


def _when(entry: Entry) -> str:
    start = entry.start.short_words() if entry.start else ""
    end = entry.end.short_words() if entry.end else ""
    if not start and not end:
        words = tr("no date written down")
    elif not start:
        words = tr("until {end}, no beginning written down", end=end)
    elif entry.turned:
        words = tr("{start}; as its end an earlier day is written, {end}", start=start, end=end)
    elif entry.going_on and not end:
        words = tr("since {start}, still going on", start=start)
    elif not end and entry.kind == TREATMENT and not entry.planned:
        words = tr("from {start}, no end written down", start=start)
    else:
        words = tr("{start} to {end}", start=start, end=end) if end and end != start else start
    return tr("planned: {when}", when=words) if entry.planned else words
