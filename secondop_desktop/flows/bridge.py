"""Makes rescued entries fit together again: gaps in an entry are filled, and lost ones get a stand-in.

An answer whose question is destroyed would otherwise be lost with it. A stand-in has the id of the lost
entry, so everything that belonged to it hangs together as before, and says what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Column, Integer
from sqlalchemy.sql.sqltypes import Boolean

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.ids import new_id
from secondop_desktop.base.language import tr
from secondop_desktop.case import photos, questions
from secondop_desktop.case.documents import WAITING
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.table import Record
from secondop_desktop.flows.damage import DOCUMENT, PAGE, points_to
from secondop_desktop.flows.item_words import written_on
from secondop_desktop.vault.gather import Row
from secondop_desktop.vault.history import moment_of
from secondop_desktop.vault.rescue import How, Key, Rescue, Rescued

_STAND_INS: Mapping[str, Callable[[], Row]] = {
    "doctor": lambda: {"name": tr("A doctor whose entry could not be rescued"), "role": "other"},
    "question": lambda: {"text": tr("A question that could not be rescued"), "rank": questions.GAP},
    "appointment": lambda: {"goal": tr("A visit that could not be rescued"), "status": "cancelled"},
    "examination": lambda: {"what": tr("An examination that could not be rescued"), "kind": "other"},
    "request": lambda: {"facility": tr("A request that could not be rescued"), "kind": "access"},
    "piece": lambda: {"form": "report", "extent": tr("What it was could not be rescued")},
}
"""What a stand-in says; a record cannot have one, because it is nothing without its file."""
_PHOTO = Photo.__tablename__
_OWN = frozenset({"id", "revision", "digest"})


class Bridge:
    """Works on one rescue; `stand_ins` are entries that were made up.

    `texts` are the texts of pages whose record is lost: number and text, by the id of the record.
    """

    def __init__(self, done: Rescue, clock: Clock) -> None:
        self._done, self._clock = done, clock
        self.stand_ins: list[Key] = []
        self.texts: dict[str, list[tuple[int, str]]] = {}

    def build(self) -> None:
        """Fill the gaps, then give every entry what it points to."""
        for key, rescued in list(self._done.items.items()):
            if rescued.how is How.PARTS:
                row = self._filled(key, rescued)
                if row is None:
                    self._drop(key)
                else:
                    self._done.items[key] = Rescued(row, How.PARTS, rescued.clock)
        # A record of photos has its files in them, so they bring it back before its pages give it up.
        for key, rescued in sorted(self._done.items.items(), key=lambda item: item[0][0] != _PHOTO):
            for target in points_to(key[0], rescued.row):
                if target not in self._done.items:
                    self._replace(key, target)

    def _drop(self, key: Key) -> None:
        row = self._done.items.pop(key).row
        self._done.lost[key] = row
        if key[0] == PAGE:
            text = int(str(row["number"])), str(row["text"])
            self.texts.setdefault(str(row["document_id"]), []).append(text)

    def _replace(self, key: Key, target: Key) -> None:
        said = _photos_of_nothing(self._done.items[key].row) if key[0] == _PHOTO else {}
        if target[0] not in _STAND_INS and not said:
            if not self._let_go(key, target):
                self._drop(key)
            return
        row = {"id": target[1], "revision": 1, **(said or _STAND_INS[target[0]]())}
        whole = self._with_all_columns(target, row, "")
        self._done.items[target] = Rescued(whole, How.PARTS)
        self._done.lost.pop(target, None)
        self.stand_ins.append(target)
        for further in points_to(target[0], whole):
            if further not in self._done.items:
                self._replace(target, further)

    def _let_go(self, key: Key, target: Key) -> bool:
        """Keep an entry without what it can miss, such as the copy of a report; False when it cannot."""
        rescued = self._done.items[key]
        row = dict(rescued.row)
        for column in Record.metadata.tables[key[0]].columns:
            if column.foreign_keys and row.get(column.name) == target[1]:
                if not column.nullable:
                    return False
                row[column.name] = None
        row.pop("digest", None)  # it was of the row as it is not any more
        self._done.items[key] = replace(rescued, row=row, how=How.PARTS)
        return True

    def _filled(self, key: Key, rescued: Rescued) -> Row | None:
        """The row with something in every column that must not be empty; None when it makes no sense so."""
        if key[0] in (DOCUMENT, _PHOTO) and not rescued.row.get("blob"):
            return None
        return self._with_all_columns(key, dict(rescued.row), rescued.clock)

    def _with_all_columns(self, key: Key, row: Row, clock: str) -> Row:
        for column in Record.metadata.tables[key[0]].columns:
            if column.name not in row and column.name not in _OWN:
                row[column.name] = None if column.nullable else self._empty(key, column, clock)
        return row

    def _empty(self, key: Key, column: Column[object], clock: str) -> str | int:
        if column.foreign_keys:
            return new_id()
        if isinstance(column.type, Integer | Boolean):
            return 0
        moment = moment_of(clock) or self._clock.now()
        if column.name in ("written_at", "added_at"):
            return moment.astimezone(UTC).isoformat(timespec="microseconds")
        if column.name == "day":
            return self._day(key, moment)
        return "UTC" if column.name == "zone" else ""

    def _day(self, key: Key, moment: datetime) -> str:
        return (written_on(key[1], self._clock) or moment.date()).isoformat()


def _photos_of_nothing(photo: Row) -> Row:
    """The record to which photos belong whose own is lost; it is read from them again."""
    said = {"title": tr("Photos of a record that could not be rescued"), "kind": "other"}
    return {**said, "file_kind": photos.KIND, "blob": photo["blob"], "state": WAITING}
