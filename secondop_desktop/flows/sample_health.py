"""The part of the sample story that tells of treatments, of what happened, and of results over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import documents, events, results, treatments
from secondop_desktop.case.events import Event
from secondop_desktop.case.results import Result
from secondop_desktop.case.treatments import Treatment

Told = Mapping[str, Any]


class Health:
    """Tells what the pictures are drawn of; `day` turns the story's offsets into days."""

    def __init__(self, doctors: Mapping[str, str], day: Callable[[int], date]) -> None:
        self._doctors, self._day = doctors, day

    def tell(self, session: Session, story: Told) -> None:
        """Write all of it into the case; doctors and records of the story have to be there already."""
        for told in story.get("treatments", []):
            values = self._dated(told, started_day="started", ended_day="ended", day="dated")
            values["doctor_id"] = self._doctors.get(values.pop("doctor", ""))
            treatments.keep(session, Treatment(**values))
        for told in story.get("events", []):
            events.keep(session, Event(**self._dated(told, day="day", until_day="until", said_day="dated")))
        records = {record.file_name: record.id for record in documents.everything(session)}
        for told in story.get("results", []):
            values = self._dated(told, day="day")
            values["document_id"] = records.get(values.pop("file", ""))
            results.keep(session, Result(**values))

    def _dated(self, told: Told, **days: str) -> dict[str, Any]:
        """The values with each offset turned into the date column it stands for."""
        values = dict(told)
        month_only = values.pop("month_only", False)
        for key, column in days.items():
            if key in values:
                day = self._day(values.pop(key))
                whole = PartialDate.of(day)
                values[column] = (
                    PartialDate(day.year, day.month) if month_only and column != "dated" else whole
                )
        return values
