"""Cancer centers that the National Cancer Institute of the United States has named, by state and city."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from secondop_desktop.base import shipped
from secondop_desktop.base.dates import PartialDate

_FILE = "directory/nci_cancer_centers.toml"


@dataclass(frozen=True, slots=True)
class Center:
    """One center that treats patients; `state` is the two letters of the postal service."""

    name: str
    city: str
    state: str


@dataclass(frozen=True, slots=True)
class Centers:
    """All of them by state, city and name, when they were counted, and where the official list is."""

    as_of: PartialDate
    official_list: str
    centers: tuple[Center, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The states that have one."""
        return tuple(sorted({center.state for center in self.centers}))

    def in_state(self, state: str) -> tuple[Center, ...]:
        """The centers of one state; how far they are is not known, and not guessed."""
        return tuple(center for center in self.centers if center.state == state)


@cache
def load() -> Centers:
    """The list as it ships; names, cities and states only, because the rest changes too often."""
    file = shipped.table(_FILE)
    year, month = str(file["as_of"]).split("-")
    found = [Center(one["name"], one["city"], one["state"]) for one in file["center"]]
    ordered = sorted(found, key=lambda center: (center.state, center.city, center.name))
    return Centers(PartialDate(int(year), int(month)), str(file["official_list"]), tuple(ordered))
