"""One entry among what the person wrote, as the search tells it, and the entries beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.table import Kept

SomeKept = TypeVar("SomeKept", bound=Kept)


@dataclass(frozen=True)
class Found:
    """What is told about one entry; `item` is the id to open, and None when it cannot be opened any more.

    `title` says what or where it is, `below` stands under it when the words found are in the title already.
    """

    item: str | None
    title: str
    text: str
    below: str = ""
    dated: PartialDate | None = None
    origin: str = ""
    page: int = 0
    record_kind: str = ""


class Beside:
    """Other entries by id, out of a session; what is in the bin is not there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, family: type[SomeKept], identity: str | None) -> SomeKept | None:
        """One entry, or None."""
        found = self._session.get(family, identity) if identity else None
        return found if found is not None and found.binned_at is None else None

    def doctor(self, identity: str | None) -> str:
        """The name of a doctor, or nothing."""
        doctor = self.get(Doctor, identity)
        return doctor.name if doctor is not None else ""


@dataclass(frozen=True)
class Family:
    """One line of the table; `number` is the one of the migration that made it and stays for ever."""

    number: int
    kind: str
    record: type[Any]
    tell: Callable[[Any, Beside], Found]


def texts(*parts: str) -> str:
    """Those parts that hold words, a line each."""
    return "\n".join(part for part in parts if part)
