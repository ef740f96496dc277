"""What a sheet says that sets several doctors side by side, as plain data; it never ranks them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is written down of a doctor, and in small words where and when it comes from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One doctor."""

    name: str


@dataclass(frozen=True, slots=True)
class Point:
    """One row: what it is about and what each doctor said, in the order of the columns.

    `standing` is how they stand to each other in a sentence, and `marked` makes the row stand out. `empty` is
    what a cell without words says in this row, for each column, where it is not what the sheet says.
    """

    topic: str
    cells: tuple[tuple[Said, ...], ...]
    standing: str = ""
    marked: bool = False
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Doctors in columns and points in rows; more columns than a page holds go on further pages.

    `facts` are a label and its words at the head, `hint` one sentence there, `notes` more of them at the end
    on how to read the sheet; `nothing` are the words in a cell without any, and `nobody` those of a row of
    which no doctor has a word. `to_fill` rows are empty, to be
    written on. Without columns `missing` is said, and two empty columns are there to be written on.
    """

    title: str
    corner: str
    nothing: str
    nobody: str = ""
    person: str = ""
    printed_on: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    points: tuple[Point, ...] = ()
    to_fill: int = 0
    missing: str = ""
