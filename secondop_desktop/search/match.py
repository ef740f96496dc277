"""From a query to the MATCH expression of SQLite's full-text index.

Every word goes in between quotes and holds letters and digits only, so nothing that is typed can become part
of the expression: https://sqlite.org/fts5.html, 3.1 "FTS5 Strings".
"""

from __future__ import annotations

from collections.abc import Iterable

from secondop_desktop.search.query import AnyOf, Both, Term


def expression(wanted: Iterable[AnyOf], unwanted: Iterable[Term] = ()) -> str:
    """What is to be matched; empty when nothing is wanted."""
    found = " AND ".join(f"({any_of(ways)})" for ways in wanted)
    without = " OR ".join(phrase(term) for term in unwanted)
    return f"({found}) NOT ({without})" if found and without else found


def any_of(ways: AnyOf) -> str:
    """One of some ways to say the same thing."""
    return " OR ".join(_both(way) for way in ways)


def _both(terms: Both) -> str:
    said = " AND ".join(phrase(term) for term in terms)
    return f"({said})" if len(terms) > 1 else said


def phrase(term: Term) -> str:
    """Words that follow each other, the last one perhaps unfinished."""
    words = " ".join("".join(c for c in word if c.isalnum()) for word in term.words)
    return f'"{words}"' + ("*" if term.begins else "")
