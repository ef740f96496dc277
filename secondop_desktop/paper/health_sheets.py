"""What the sheets of the timeline and of the results say, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from secondop_desktop.paper.results_data import Value
from secondop_desktop.paper.timeline_data import Timeline


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the table beside a timeline: when, what kind, all of its words, and who says so."""

    when: str
    kind: str
    what: str
    source: str = ""
    more: tuple[str, ...] = ()

    def details(self) -> str:
        """The kind and whatever else there is, in one paragraph; nothing is said twice."""
        parts = dict.fromkeys((self.kind, *self.more))
        return "; ".join(part for part in parts if part and part not in self.what)


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """A timeline as a picture and, in the same order, as a table."""

    person: str
    printed_on: str
    timeline: Timeline
    table: tuple[Told, ...] = ()
    birth_date: str = ""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One value in a table, in words; `outside` when it is outside the range the laboratory printed."""

    when: str
    value: str
    printed_range: str
    source: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """All values of one marker: those of the picture, and the lines of the table, the latest first."""

    name: str
    values: tuple[Value, ...]
    table: tuple[ResultLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsSheet:
    """Results over time, a part for each marker."""

    person: str
    printed_on: str
    markers: tuple[Marker, ...]
    birth_date: str = ""
