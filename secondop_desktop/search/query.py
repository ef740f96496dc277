"""What was typed into a search line, read into a small tree of words to find and limits to keep.

The language: words that must all be there; "words in quotes" that follow each other; `or` between two that
may stand for each other; a minus sign or NOT before what must not be there; and limits such as kind:note,
from:lee, after:2026-03 and before:2026-05. Nothing anybody types is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from secondop_desktop.base.dates import PartialDate, read_date
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.search.words import folded

MOST_TERMS = 24
"""More words than that make no search clearer; the rest is left out."""
MOST_WORDS = 12
"""Of one phrase."""
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(
    r"(?P<minus>-)?(?:(?P<limit>[^\W\d_]+):)?"
    r'(?:"(?P<quoted>[^"]*)(?P<end>"?)|(?P<bare>[^\s"]*))'
)
_SIGNS = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("−–—", "-"), "：": ":"})
_LIMITS = {
    "kind": "kind", "tipo": "kind", "clase": "kind",
    "from": "from", "de": "from",
    "after": "after", "since": "after", "despues": "after", "desde": "after",
    "before": "before", "antes": "before",
}  # fmt: skip
_BEFORE_MINUS = ("", " ", "\t", "\n", '"', "(")
_DATE_PIECES = 3
""""3 March 2026" is a date of three pieces, typed without quotes as well."""


@dataclass(frozen=True)
class Term:
    """A word, or words that follow each other; with `begins` the last one may be the beginning of a word.

    `exact` ones were typed in quotes: nothing else is searched in their place. `typed` is
    the piece of the line it came from, and `start` and `end` say where that stands.
    """

    words: tuple[str, ...]
    begins: bool = False
    typed: str = ""
    start: int = 0
    end: int = 0
    exact: bool = False

    @property
    def was_typed(self) -> bool:
        """Whether a person typed it; the others are names and forms that were put beside it."""
        return self.end > 0

    @property
    def text(self) -> str:
        """Its words, folded, with blanks between: what it is compared by."""
        return " ".join(folded(word) for word in self.words)


Both = tuple[Term, ...]
"""Terms that must all be there."""
AnyOf = tuple[Both, ...]
"""Ways to say one thing: any of them will do."""


@dataclass(frozen=True)
class Query:
    """What to find: all of `wanted`, nothing of `unwanted`, inside the limits; `remarks` tell about these."""

    typed: str = ""
    wanted: tuple[AnyOf, ...] = ()
    unwanted: tuple[Term, ...] = ()
    kinds: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    after: PartialDate | None = None
    before: PartialDate | None = None
    remarks: tuple[str, ...] = ()

    @property
    def limited(self) -> bool:
        """Whether there is any limit beside the words."""
        return bool(self.kinds or self.origins or self.after or self.before)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.limited)


@dataclass
class _Piece:
    """One piece of the line, between blanks or in quotes."""

    text: str
    start: int
    end: int
    minus: bool = False
    limit: str = ""
    quoted: bool = False
    closed: bool = False


@dataclass
class _Reading:
    """The query while the line is being read."""

    today: date
    wanted: list[AnyOf] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    dates: dict[str, PartialDate] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def parse(typed: str, today: date) -> Query:
    """Read a line; `today` is needed for dates such as "yesterday"."""
    line = unicodedata.normalize("NFC", typed).translate(_SIGNS)
    pieces = _pieces(line)
    reading = _Reading(today)
    joined = excluded = False
    while pieces:
        piece = pieces.pop(0)
        if piece.limit:
            _take_limit(reading, piece, pieces)
        elif _is_not(piece) and pieces:
            excluded = True
        elif _joins(piece, "or") and reading.wanted:
            joined = True
        elif _joins(piece, "and") and reading.wanted:
            joined = False
        else:
            term = _term(piece, last=not pieces and piece.end == len(line))
            _take_term(reading, term, excluded=excluded or piece.minus, joined=joined)
            joined = excluded = False
    return Query(
        typed,
        tuple(reading.wanted),
        tuple(reading.unwanted),
        tuple(reading.kinds),
        tuple(reading.origins),
        reading.dates.get("after"),
        reading.dates.get("before"),
        tuple(reading.remarks),
    )


def _pieces(line: str) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(line):
        if not match.group():
            continue
        name = match["limit"] or ""
        limit = _LIMITS.get(folded(name), "")
        quoted = match["quoted"] is not None
        text = match["quoted"] if quoted else match["bare"]
        if name and not limit:
            text = f"{name}:{text}"
        minus = bool(match["minus"]) and line[: match.start()][-1:] in _BEFORE_MINUS
        found.append(_Piece(text, *match.span(), minus, limit, quoted, bool(match["end"])))
    return found


def _is_not(piece: _Piece) -> bool:
    """NOT counts in capitals only: "why not wait" is a search for these words."""
    return piece.text in ("NOT", tr("NOT")) and not piece.quoted


def _joins(piece: _Piece, word: str) -> bool:
    said = {"and": ("and", tr("and")), "or": ("or", tr("or"))}[word]
    return piece.text.casefold() in said and not piece.quoted and not piece.minus


def _term(piece: _Piece, *, last: bool) -> Term:
    words = tuple(_WORD.findall(piece.text))[:MOST_WORDS]
    asked = piece.text.endswith("*") and not piece.quoted
    half = last and not piece.closed and piece.text[-1:].isalnum()
    long = bool(words) and len(words[-1]) > 1 and not words[-1].isdigit()
    begins = bool(words) and (asked or (half and long))
    return Term(words, begins, piece.text, piece.start, piece.end, piece.quoted)


def _take_term(reading: _Reading, term: Term, *, excluded: bool, joined: bool) -> None:
    if not term.words or len(reading.wanted) + len(reading.unwanted) >= MOST_TERMS:
        return
    if excluded:  # whole words only: "-me" on the way to "-metal" must not hide "mets"
        whole = replace(term, begins=term.typed.endswith("*"))
        reading.unwanted.append(whole)
    elif joined:
        reading.wanted[-1] = (*reading.wanted[-1], (term,))
    else:
        reading.wanted.append(((term,),))


def _take_limit(reading: _Reading, piece: _Piece, rest: list[_Piece]) -> None:
    """Read one limit; its words may stand after a blank. What may not be is said with words only."""
    if not piece.text.strip() and rest and not rest[0].limit:
        piece.text = rest.pop(0).text
    value = piece.text.strip()
    if piece.minus:
        reading.remarks.append(
            tr("A minus sign works before words only, so “{limit}” was left out.", limit=value)
        )
    if piece.minus or not value:
        return
    if piece.limit == "kind":
        reading.kinds.append(value)
    elif piece.limit == "from":
        reading.origins.append(value)
    else:
        _take_date(reading, piece.limit, value, rest)


def _take_date(reading: _Reading, limit: str, value: str, rest: list[_Piece]) -> None:
    more = [piece.text for piece in rest[: _DATE_PIECES - 1] if not piece.limit and not piece.minus]
    tries = [(0, value), *((n, " ".join([value, *more[:n]])) for n in range(len(more), 0, -1))]
    problem = ""
    for taken, text in tries:
        try:
            reading.dates[limit] = read_date(text, reading.today)
        except FieldError as error:
            problem = problem or error.what
            continue
        del rest[:taken]
        return
    if rest or len(value) > _DATE_PIECES:  # else it is still being typed
        reading.remarks.append(tr("{problem} So all dates were searched.", problem=problem))


def replaced(query: Query, better: Sequence[tuple[Term, str, str]]) -> str:
    """The typed line with other words in place of some: each a term, its word, and the other word."""
    line = unicodedata.normalize("NFC", query.typed)
    for term, word, other in sorted(better, key=lambda change: change[0].start, reverse=True):
        line = line[: term.start] + line[term.start :].replace(word, other, 1)
    return line
