"""The numbered steps that make the tables of a case, one SQL script a step, never edited once released."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def steps() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Every step as its number and its SQL statements, in order; the last number is the schema's version."""
    found = []
    for script in sorted(Path(__file__).parent.glob("m[0-9]*.sql")):
        found.append((int(script.name[1:5]), tuple(_statements(script.read_text(encoding="utf-8")))))
    return tuple(found)


def _statements(script: str) -> list[str]:
    """Cut a script into whole statements; a trigger holds semicolons of its own."""
    statements, unfinished = [], ""
    for line in script.splitlines(keepends=True):
        unfinished += line
        if sqlite3.complete_statement(unfinished):
            statements.append(unfinished.strip())
            unfinished = ""
    return statements
