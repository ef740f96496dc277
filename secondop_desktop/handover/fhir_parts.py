"""The small parts that all resources of FHIR R4 are made of."""

from __future__ import annotations

import re
import urllib.parse
from datetime import UTC, datetime
from typing import Any

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.handover import standard_ids

Json = dict[str, Any]
Reference = dict[str, str]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""FHIR R4, datatypes, string: no control characters but tab, line feed and carriage return."""


def resource(kind: str, identity: str, told: Json) -> Json:
    """A resource with an id that FHIR allows."""
    return {"resourceType": kind, "id": standard_ids.as_uuid(identity), **told}


def reference(kind: str, identity: str, display: str = "") -> Reference:
    """A pointer to another resource of the bundle."""
    return {"reference": standard_ids.urn(identity), "type": kind, "display": display}


def concept(words: str) -> Json:
    """A CodeableConcept with text only: no code is made up."""
    return {"text": words}


def note(*words: str) -> list[Json]:
    """An annotation of these words; none without words."""
    said = ". ".join(part.strip() for part in words if part.strip())
    return [{"text": said}] if said else []


def source(words: str, day: PartialDate | None) -> str:
    """Who said it, and when."""
    return ", ".join(part for part in (words.strip(), day.iso() if day else "") if part)


def partial(day: PartialDate | None) -> str | None:
    """A date or dateTime of FHIR; both may end after the year or the month."""
    return day.iso() if day else None


def instant(moment: datetime) -> str:
    """An instant of FHIR: to the second, with its zone."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def in_url(path: str) -> str:
    """The path of a file of the export as a relative URL."""
    return urllib.parse.quote(path)


def pruned(told: Any) -> Any:  # noqa: ANN401 - any JSON
    """Without what is empty: FHIR allows no empty text, list or object."""
    if isinstance(told, dict):
        found = {name: pruned(value) for name, value in told.items()}
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}
    if isinstance(told, list):
        return [value for value in map(pruned, told) if value not in (None, "", [], {})]
    return _CONTROL.sub("", told).strip() if isinstance(told, str) else told
