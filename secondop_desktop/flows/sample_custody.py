"""The part of the sample story that tells where the records are, what was asked for and what is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import documents, pieces, requests, wanted
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.requests import Request
from secondop_desktop.case.wanted import Wanted

Told = Mapping[str, Any]


class Custody:
    """Tells the story's examinations; `day` and `noon` turn its offsets into days and instants."""

    def __init__(
        self,
        doctors: Mapping[str, str],
        visits: Mapping[str, str],
        day: Callable[[int], date],
        noon: Callable[[int], datetime],
    ) -> None:
        self._doctors, self._visits = doctors, visits
        self._day, self._noon = day, noon
        self._files: dict[str, str] = {}
        self._requests: dict[str, str] = {}
        self._pieces: dict[str, str] = {}

    def tell(self, session: Session, story: Told) -> None:
        """Write all of it into the case; the records of the story have to be there already."""
        self._files = {record.file_name: record.id for record in documents.everything(session)}
        for told in story.get("requests", []):
            values = self._values(told, "key", day="asked_on", expires_day="expires_on")
            self._requests[told["key"]] = requests.keep(session, Request(**values)).id
        session.flush()
        for told in story.get("examinations", []):
            self._examination(session, told)
        for rank, told in enumerate(story.get("wanted", []), start=1):
            values = self._values(told, "appointment", "piece", "file")
            line = Wanted(appointment_id=self._visits[told["appointment"]], rank=rank, **values)
            line.piece_id = self._pieces.get(told.get("piece", ""))
            line.document_id = self._files.get(told.get("file", ""))
            wanted.keep(session, line)

    def _examination(self, session: Session, told: Told) -> None:
        values = self._values(told, "key", "pieces", "doctor", day="dated")
        doctor = self._doctors.get(told.get("doctor", ""))
        made, _ = pieces.start(session, Examination(doctor_id=doctor, **values), [])
        session.flush()
        for part in told["pieces"]:
            document = self._files.get(part.get("file", ""))
            kept = Piece(examination_id=made.id, document_id=document, **self._values(part, "moves", "file"))
            self._pieces[f"{told['key']} {kept.form}"] = pieces.keep(session, kept).id
            session.flush()
            for number, step in enumerate(part.get("moves", [])):
                self._move(session, kept.id, number, step)

    def _move(self, session: Session, piece_id: str, number: int, told: Told) -> None:
        values = self._values(told, "request", due_day="due")
        values["day"] = PartialDate.of(self._day(told["day"]))
        written = self._noon(told["day"]).replace(second=number)
        request = self._requests.get(told.get("request", ""))
        session.add(Move(piece_id=piece_id, request_id=request, written_at=written, **values))

    def _values(self, told: Told, *without: str, **days: str) -> dict[str, Any]:
        values = {key: value for key, value in told.items() if key not in without}
        for key, column in days.items():
            if key in values:
                values[column] = PartialDate.of(self._day(values.pop(key)))
        return values
