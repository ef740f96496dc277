"""A whole case as plain entries, ready to be written in other forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from secondop_desktop.case.table import Kept
from secondop_desktop.handover.words import plain

Family = TypeVar("Family", bound=Kept)

FORMAT, FORMAT_VERSION = "secondop-whole-case", 1
MARK = "data/case.json"
"""The file that says what this is; it is written last, so half an export never looks like one."""
NOT_SHOWN = frozenset({"page", "draft", "read_try", "line_stamp", "sound_part", "share_choice"})
"""Families that only the JSON files hold: texts have files of their own, the others are the program's own."""


@dataclass(frozen=True)
class Given:
    """The entries by family in the order of their ids, also those in the bin, without NOT_SHOWN.

    `paths` are those of attached files by their names in the case, `lost` the names of those that could not
    be given out, `texts` the paths of texts by the id of their record. `made` is an instant, `zone` where
    the person is. `vocabulary` has the words for the keys of the question catalogue.
    """

    entries: Mapping[str, Sequence[Kept]]
    paths: Mapping[str, str]
    made: datetime
    zone: ZoneInfo
    texts: Mapping[str, str] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    vocabulary: Mapping[str, str] = field(default_factory=dict)

    def of(self, family: type[Family]) -> list[Family]:
        """The entries of a family that are not in the bin."""
        return [one for one in self.all_of(family) if one.binned_at is None]

    def all_of(self, family: type[Family]) -> list[Family]:
        """The entries of a family, also those in the bin."""
        found: Any = self.entries.get(family.__tablename__, ())  # type: ignore[attr-defined] # every one has it
        return list(found)

    def only(self, family: type[Family]) -> Family | None:
        """The entry of a family that has only one."""
        return next(iter(self.of(family)), None)

    def word(self, key: str) -> str:
        """What a key of the question catalogue means; without its underscores when nobody knows."""
        return self.vocabulary.get(key, plain(key))

    def file(self, blob: str | None) -> str:
        """The path of an attached file; nothing when there is none."""
        return self.paths.get(blob or "", "") if blob not in self.lost else ""
