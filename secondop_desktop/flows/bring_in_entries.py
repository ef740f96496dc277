"""Puts the entries of a case that was given out into a new case, each looked at first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from typing import Any

from sqlalchemy.exc import IntegrityError

from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case.table import Kept
from secondop_desktop.flows.item_words import ItemWords, family_words
from secondop_desktop.handover import checks, lines, mark, rows
from secondop_desktop.handover.mark import Mark
from secondop_desktop.handover.parcel_in import Broken, NotThere, ParcelIn
from secondop_desktop.handover.rows import NotReadable
from secondop_desktop.vault.vault import Vault

_BATCH = 500
MOST_TROUBLES = 200


@dataclass
class Troubles:
    """Sentences on what could not be brought in as it was; after many of them they are only counted."""

    sentences: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, sentence: str) -> None:
        """One more."""
        if len(self.sentences) < MOST_TROUBLES:
            self.sentences.append(sentence)
        else:
            self.more += 1

    def told(self) -> tuple[str, ...]:
        """All of them, and how many more there were."""
        more = trn("{n} more entry has such a trouble.", "{n} more entries have such a trouble.", self.more)
        return (*self.sentences, *((more,) if self.more else ()))


@dataclass
class Entries:
    """Brings in family by family, what others point to first. `files` are names in the new case by path.

    `there` are the ids of the entries that came in, by family.
    """

    vault: Vault
    parcel: ParcelIn
    mark: Mark
    files: Mapping[str, str]
    troubles: Troubles
    written: int = 0
    there: dict[str, set[str]] = field(default_factory=dict)
    _taken: set[tuple[object, ...]] = field(default_factory=set)

    def bring(self, progress: Progress) -> None:
        """All families that this version knows; others are named."""
        known = rows.families()
        for name in sorted(set(self.mark.families) - set(known)):
            self.troubles.add(
                tr("Entries of the kind “{kind}” are not known to this version and were left out.", kind=name)
            )
        told = tr("Writing the entries")
        total = max(1, sum(one.entries for one in self.mark.families.values()))
        for name, family in known.items():
            self.there[name] = set()
            if name in self.mark.families:
                for batch in _batches(self._records(name, family)):
                    progress.at(min(1.0, self.written / total), told)
                    self._write(batch)
                    self.written += len(batch)

    def _records(self, name: str, family: type[Kept]) -> Iterator[Kept]:
        """The entries of one family that can be kept."""
        known = self.mark.families[name]
        entries = trn("{n} entry", "{n} entries", known.entries)
        try:
            stream = mark.listed(self.parcel, known)
        except (NotThere, Broken):
            self.troubles.add(
                tr("The file {path} with {entries} is missing.", path=known.path, entries=entries)
            )
            return
        with BufferedReader(stream) as lined:
            unknown: set[str] = set()
            for number, told in lines.objects(lined):
                record = self._record(name, family, told, number)
                unknown |= set(told or ()) - {one.name for one in rows.fields_of(family)}
                if record is not None:
                    yield record
            for one in sorted(unknown)[:20]:
                self.troubles.add(
                    tr(
                        "“{field}” of “{kind}” is not known to this version and was left out.",
                        field=one,
                        kind=name,
                    )
                )
            if not stream.whole:
                self.troubles.add(
                    tr(
                        "The file {path} was changed or damaged after it was given out. What can be read of "
                        "it is here. Please look through it.",
                        path=known.path,
                    )
                )

    def _record(self, name: str, family: type[Kept], told: dict[str, Any] | None, number: int) -> Kept | None:
        if told is None:
            called = _called(name, told, number)
            self.troubles.add(tr("{entry}: left out, because it cannot be read.", entry=called))
            return None
        try:
            record = rows.from_json(family, told, self.files)
            said = checks.mended(record)
            self._keep_apart(name, record)
            lost = self._pointing_nowhere(family, record)
        except NotReadable as error:
            called, field = _called(name, told, number), error.field or "id"
            self.troubles.add(
                tr("{entry}: left out, because its “{field}” cannot be kept.", entry=called, field=field)
            )
            return None
        self.there[name].add(record.id)
        if said:
            self.troubles.add(f"{_called(name, told, number)}: {said}")
        for one in lost:
            called = _called(name, told, number)
            self.troubles.add(
                tr("{entry}: what its “{field}” points to is not here.", entry=called, field=one)
            )
        return record

    def _keep_apart(self, name: str, record: Kept) -> None:
        """Refuse what claims the place of an entry that is there already."""
        places = [
            (name, group, *(getattr(record, one) for one in group))
            for group in rows.unique_fields(type(record))
        ]
        for place, group in zip(places, rows.unique_fields(type(record)), strict=True):
            if place in self._taken:
                raise NotReadable(group[0])
        self._taken.update(places)

    def _pointing_nowhere(self, family: type[Kept], record: Kept) -> list[str]:
        """Empty the fields that point to an entry that is not here; NotReadable where one must be."""
        lost = []
        for one in rows.fields_of(family):
            target = getattr(record, one.name) if one.points_to else None
            if target is not None and target not in self.there.get(one.points_to, ()):
                if not one.empty:
                    raise NotReadable(one.name)
                setattr(record, one.name, None)
                lost.append(one.name)
        return lost

    def _write(self, batch: list[Kept]) -> None:
        try:
            with self.vault.write() as session:
                session.add_all(batch)
        except IntegrityError:  # a rule that the looks above do not know; then one by one
            for record in batch:
                self._write_alone(record)

    def _write_alone(self, record: Kept) -> None:
        copy = type(record)(**{one.name: getattr(record, one.name) for one in rows.fields_of(type(record))})
        try:
            with self.vault.write() as session:
                session.add(copy)
        except IntegrityError:
            name = type(record).__tablename__  # type: ignore[attr-defined] # every family has one
            known = {one.name: getattr(record, one.name) for one in rows.fields_of(type(record))}
            self.troubles.add(
                tr("{entry}: left out, because it has no place here.", entry=_called(name, known, 0))
            )


def _batches(records: Iterator[Kept]) -> Iterator[list[Kept]]:
    batch: list[Kept] = []
    for record in records:
        batch.append(record)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _called(family: str, told: Mapping[str, Any] | None, number: int) -> str:
    """What to call an entry to a person: by its own words, else by its kind and where it stands."""
    known = {name: value for name, value in (told or {}).items() if isinstance(value, str)}
    identity = known.get("id", "")
    words = ItemWords(lambda key: known if key == (family, identity) else None)
    with contextlib.suppress(ValueError, TypeError, LookupError, ArithmeticError):  # odd values, as it came
        if known:
            return words.name((family, identity))
    return tr("{what} (line {n})", what=family_words(family), n=number)
