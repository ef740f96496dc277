"""Lists as files for a spreadsheet, in which no cell is ever taken for a formula; and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Without it, a well-known spreadsheet takes UTF-8 for the letters of some code page."""
_HARMLESS = "'"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula may begin: OWASP, "CSV Injection"; the wide forms count in East Asian spreadsheets."""


def write(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file in the form of RFC 4180; a cell that could be a formula gets an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + out.getvalue()).encode("utf-8", "ignore")


def harmless(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would calculate, or what looks like such a one."""
    clean = cell.replace("\x00", "")
    return _HARMLESS + clean if clean.startswith((*_FORMULAS, _HARMLESS)) else clean


def read(content: bytes) -> list[list[str]]:
    """The cells as they were before they were made harmless, the head first."""
    text = content.decode("utf-8").removeprefix(BOM)
    before = csv.field_size_limit(len(text) + 1)
    try:
        return [[_as_it_was(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    finally:
        csv.field_size_limit(before)


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell.startswith(_HARMLESS) else cell
