"""Puts the history of a case that was given out into a new case, each version looked at first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BufferedReader
from typing import Any, BinaryIO, cast

from secondop_desktop.base.dates import LATEST_YEAR
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows.bring_in_entries import Troubles
from secondop_desktop.handover import lines, rows
from secondop_desktop.handover.mark import Mark, listed
from secondop_desktop.handover.parcel_in import Broken, NotThere, ParcelIn
from secondop_desktop.vault import earlier_history
from secondop_desktop.vault.digest import Raw
from secondop_desktop.vault.history import Change, Version
from secondop_desktop.vault.vault import Vault

LONGEST_VERSION = 4 << 20
_BATCH = 500
_CLOCK = re.compile(r"\d{13}-\d{6,9}")
_WRITER = re.compile(r"[0-9a-f]{32}")
_ITEM = re.compile(r"[0-9A-Za-z._:-]{1,80}")
_WRONG_CLOCKS = timedelta(days=1)
"""So much later than the giving out may a version be; all that is written here will be later than it."""


@dataclass
class Past:
    """The versions of before; `files` are the names of attached files in the new case by their paths."""

    vault: Vault
    parcel: ParcelIn
    mark: Mark
    files: Mapping[str, str]
    troubles: Troubles
    _names: dict[str, str] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)
    _open: dict[str, str] = field(default_factory=dict)
    _bad: int = 0

    def bring(self, progress: Progress) -> None:
        """All versions that can be read, before the entries come in."""
        known = self.mark.history
        if known is None:
            return
        try:
            stream = listed(self.parcel, known)
        except (NotThere, Broken):
            self.troubles.add(tr("The history is missing, so the new case begins a new one."))
            return
        done = 0
        with BufferedReader(stream) as lined:
            for batch in _batches(self._versions(cast("BinaryIO", lined))):
                progress.at(min(1.0, done / max(1, known.entries)), tr("Writing the history"))
                with self.vault.write() as session:
                    earlier_history.bring(session, batch)
                done += len(batch)
            if self._bad or not stream.whole:
                self.troubles.add(tr("A part of the history cannot be read and was left out."))

    def close(self, there: Mapping[str, set[str]]) -> None:
        """What the history tells of and did not come in is gone from now on."""
        gone = [(family, item) for item, family in self._open.items() if item not in there.get(family, ())]
        if gone:
            with self.vault.write() as session:
                earlier_history.end(session, gone)

    def _versions(self, stream: BinaryIO) -> Iterator[Version]:
        latest = f"{int((self._made_at() + _WRONG_CLOCKS).timestamp() * 1000):013d}"
        last = ""
        for _, told in lines.objects(stream, flat=False, longest=LONGEST_VERSION):
            version = self._version(told or {})
            if version is None or version.id in self._made or not last <= version.clock <= latest:
                self._bad += 1
                continue
            last = version.clock
            self._made.add(version.id)
            self._names[str((told or {}).get("id"))] = version.id
            if version.kind is Change.GONE:
                self._open.pop(version.item, None)
            else:
                self._open[version.item] = version.family
            yield version

    def _made_at(self) -> datetime:
        """When the case was given out, as it says itself; this computer's clock may be wrong as well."""
        try:
            made = datetime.fromisoformat(self.mark.made)
        except ValueError:
            made = self.vault.clock.now()
        return made if made.tzinfo and made.year < LATEST_YEAR else self.vault.clock.now()

    def _version(self, told: Mapping[str, Any]) -> Version | None:
        """A version with the names it has here; None when it is none of a family that has a history."""
        family = rows.families().get(str(told.get("family")))
        texts = [str(told.get(name, "")) for name in ("item", "writer", "began", "clock")]
        shapes = (_ITEM, _WRITER, _CLOCK, _CLOCK)
        sound = all(shape.fullmatch(text) for shape, text in zip(shapes, texts, strict=True))
        changes, parents = told.get("changes"), told.get("parents")
        if (
            family is None
            or getattr(family, "DERIVED", False)
            or not sound
            or told.get("kind") not in list(Change)
        ):
            return None
        if (
            not isinstance(changes, dict)
            or not isinstance(parents, list)
            or not isinstance(told.get("id"), str)
        ):
            return None
        mine = {one.name: one.kind for one in rows.fields_of(family)}
        kept = {name: self._raw(mine[name], value) for name, value in changes.items() if name in mine}
        item, writer, began, clock = texts
        before = tuple(self._names[one] for one in parents if isinstance(one, str) and one in self._names)
        version = Version(
            "", str(told["family"]), item, Change(told["kind"]), before, writer, began, clock, 1, kept
        )
        return earlier_history.named(version)

    def _raw(self, kind: str, value: object) -> Raw:
        """A value as the database keeps it; an attached file has another name here."""
        if kind == rows.FILE and isinstance(value, str):
            return self.files.get(value, "")
        if isinstance(value, str):
            return value.encode("utf-8", "ignore").decode("utf-8")
        return value if isinstance(value, int | float) or value is None else str(value)


def _batches(versions: Iterator[Version]) -> Iterator[list[Version]]:
    batch: list[Version] = []
    for version in versions:
        batch.append(version)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
