"""Words that mean the same in a record: abbreviations, spellings, and English beside Spanish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from secondop_desktop.base import shipped
from secondop_desktop.search.query import AnyOf, Both, Query, Term
from secondop_desktop.search.words import folded, words_of

FILE = "search/same-words.toml"
GLOSSARY, SPANISH = "glossary/en.toml", "glossary/es.toml"
"""Read as tables, because the search needs of an entry only what it is called."""
ALONE = ("alt", "cell", "hodgkin-lymphoma", "metastatic", "small-cell-lung-cancer")
"""Left out: their names are a part of their own opposites, stand in another entry, or say too little."""
MOST_WORDS = 6
"""Of the longest name in the file, "human epidermal growth factor receptor two" and its like."""
Entry = tuple[list[str], list[str]]
_SIGNS = str.maketrans("−–", "--")


@dataclass(frozen=True)
class SameWords:
    """By each name, folded, the other names for the same thing; `shouted` ones count in capitals only."""

    others: dict[str, tuple[str, ...]]
    shouted: frozenset[str]

    def of(self, typed: str) -> tuple[str, ...]:
        """The other names for what was typed; none when it has none."""
        name = key(typed)
        if name in self.shouted and not typed.isupper():
            return ()
        return self.others.get(name, ())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every single word that stands in the file, folded: what a word may be meant to be."""
        return frozenset(w for name in self.others for w in words_of(name) if not w.isdigit())


def key(name: str) -> str:
    """How a name is looked up: folded, its words apart; a plus or minus at its end counts ("ER+")."""
    plain = name.strip().translate(_SIGNS)
    sign = plain[-1:] if plain[-1:] in ("+", "-") else ""
    return " ".join(words_of(folded(plain))) + sign


@cache
def load() -> SameWords:
    """The names in the two files that ship with the program."""
    return gathered(entries())


def entries() -> list[Entry]:
    """The names of each thing, and its capitals: what the glossary calls it, and what our own file adds."""
    added = {entry["word"]: entry for entry in shipped.table(FILE)["same"] if "word" in entry}
    spanish = dict(_of_glossary(SPANISH))
    found = [
        _with(entry, spanish.get(key, {}), added.pop(key, {}))
        for key, entry in _of_glossary(GLOSSARY)
        if key not in ALONE
    ]
    if added:
        raise ValueError(f"{FILE}: the glossary has no {', '.join(added)}")
    own = (entry for entry in shipped.table(FILE)["same"] if "word" not in entry)
    found += [(entry["names"], entry.get("capitals", [])) for entry in own]
    # A lone name leads nowhere; a short form with several meanings stands alone in the glossary.
    return [(names, capitals) for names, capitals in found if len(names) > 1]


def _of_glossary(file: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for group in shipped.table(file).values():
        yield from ((key, entry) for key, entry in group.items() if isinstance(entry, dict))


def _with(entry: Mapping[str, str], spanish: Mapping[str, str], more: Mapping[str, list[str]]) -> Entry:
    names = [*_names(entry), *_names(spanish), *more.get("names", [])]
    apart = {key(name): name for name in reversed(names)}  # a hyphen or a blank makes no other name here
    capitals = entry["capitals"].split(", ") if "capitals" in entry else []
    shouted = [name for name in capitals if name.isupper()]
    return list(reversed(apart.values())), [*shouted, *more.get("capitals", [])]


def _names(entry: Mapping[str, str]) -> list[str]:
    also = entry["also"].split(", ") if "also" in entry else []
    return [entry["term"], *also] if entry else []


def gathered(entries: Iterable[Entry]) -> SameWords:
    """Look-up tables of entries: the names of one thing, and those of them that count in capitals only."""
    others: dict[str, list[str]] = defaultdict(list)
    shouted: set[str] = set()
    for names, capitals in entries:
        shouted.update(key(name) for name in capitals)
        keys = [key(name) for name in names]
        for own in (*keys, *map(key, capitals)):
            known = others[own]
            found = (name for name, other in zip(names, keys, strict=True) if other != own)
            known.extend(name for name in found if name not in known)
    return SameWords({name: tuple(found) for name, found in others.items()}, frozenset(shouted))


def widened(query: Query, same: SameWords) -> tuple[AnyOf, ...]:
    """What is wanted, with other names for it beside each word and each run of words that has some."""
    ways, at = [], 0
    while at < len(query.wanted):
        length, names = _longest(query.wanted[at:], same)
        here = query.wanted[at : at + length]
        typed: Both = tuple(term for way in here for term in way[0]) if length > 1 else ()
        own: AnyOf = (typed,) if typed else here[0]
        ways.append((*own, *((other,) for other in _terms(names))))
        at += length
    return tuple(ways)


def _longest(wanted: tuple[AnyOf, ...], same: SameWords) -> tuple[int, tuple[str, ...]]:
    """How many ways from here on are one name together, and its other names."""
    plain = []
    for way in wanted[:MOST_WORDS]:
        if len(way) != 1 or way[0][0].exact:
            break
        plain.append(way[0][0].typed)
    for length in range(len(plain), 1, -1):
        names = same.of(" ".join(plain[:length]))
        if names:
            return length, names
    found = [name for (term,) in wanted[0] if not term.exact for name in same.of(term.typed)]
    return 1, tuple(dict.fromkeys(found))


def _terms(names: tuple[str, ...]) -> list[Term]:
    """Names as what to look for; of "ER+" the index sees only "er", so such a name is only looked up."""
    return [Term(tuple(words_of(name)), typed=name) for name in names if name[-1:] not in ("+", "-", "−")]
