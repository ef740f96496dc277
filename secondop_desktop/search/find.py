"""Looks for what was typed everywhere in a case and says where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.search import own_words, same_words, slips
from secondop_desktop.search import pages as page_texts
from secondop_desktop.search.excerpts import Finder
from secondop_desktop.search.hits import Hit
from secondop_desktop.search.limits import EVERYWHERE, Limits, limits_of
from secondop_desktop.search.match import expression
from secondop_desktop.search.own_words import Asked
from secondop_desktop.search.query import AnyOf, Both, Query, Term, parse, replaced
from secondop_desktop.search.vocabulary import Vocabulary, can_be_misspelt, nearest
from secondop_desktop.search.words import folded

MOST_HITS = 50
IN_RECORDS = frozenset({"document", "page", "pin"})


@dataclass(frozen=True)
class Found:
    """What a search found.

    `hits`: the person's own words first, then pages, the best match first. `also` are other words that were
    found beside the typed ones. `instead` is the line that was searched because nothing was found for the
    typed one. `remarks` are sentences about limits in the line. `more` says that there may be more hits.
    """

    hits: tuple[Hit, ...] = ()
    also: tuple[str, ...] = ()
    instead: str = ""
    remarks: tuple[str, ...] = ()
    more: bool = False
    terms: tuple[Term, ...] = ()

    def words_in(self, hit: Hit) -> str:
        """The words of a hit that were meant, to be marked where it is shown."""
        return " ".join(Finder(self.terms).words(hit.text))


def find(
    session: Session,
    typed: str,
    most: int = MOST_HITS,
    *,
    within: frozenset[str] = EVERYWHERE,
    spelling: bool = True,
    today: date | None = None,
) -> Found:
    """Everything that fits a typed line (search/query.py tells the language), at most `most` hits.

    `within` names the kinds of hits that are wanted. With `spelling`, a line for which nothing is found is
    searched once more with words of the case that look like the typed ones. No line is an error.
    """
    query = parse(typed, today or SYSTEM_CLOCK.today())
    found = _look(session, query, most, within)
    if found.hits or not spelling or not query.wanted:
        return found
    better = _spelled(session, query)
    if not better:
        return found
    again = find(session, better, most, within=within, spelling=False, today=today)
    return replace(again, instead=better) if again.hits else found


def pages(session: Session, typed: str, most: int = MOST_HITS) -> list[Hit]:
    """The pages of records on which the typed words stand, best match first."""
    return list(find(session, typed, most, within=frozenset({"page"}), spelling=False).hits)


def _look(session: Session, query: Query, most: int, within: frozenset[str]) -> Found:
    limits = replace(limits_of(query), within=within)
    if not query:
        return Found(remarks=limits.remarks)
    ways = same_words.widened(query, same_words.load())
    asked, terms = _asked(query, ways, limits)
    own = own_words.entries(session, asked, most)
    on_pages = page_texts.pages(session, asked, most)
    slipped = ways if len(own) + len(on_pages) >= most else _with_slips(session, ways)
    if slipped != ways:
        asked, terms = _asked(query, slipped, limits)
        known = {(hit.item, hit.page) for hit in on_pages}
        others = page_texts.pages(session, asked, most)
        on_pages += [hit for hit in others if (hit.item, hit.page) not in known]
    found = _both(own, on_pages, most)
    more = max(len(own), len(on_pages)) >= most or len(own) + len(on_pages) > most
    return Found(found, _also(terms, found), remarks=limits.remarks, more=more, terms=terms)


def _asked(query: Query, ways: tuple[AnyOf, ...], limits: Limits) -> tuple[Asked, tuple[Term, ...]]:
    """What to look for, and every term of it, the typed ones first."""
    found = dict.fromkeys(term for way in ways for both in way for term in both)
    terms = tuple(sorted(found, key=lambda term: not term.was_typed))
    unwanted = expression([tuple((term,) for term in query.unwanted)]) if query.unwanted else ""
    return Asked(expression(ways, query.unwanted), unwanted, limits, Finder(terms)), terms


def _both(own: list[Hit], on_pages: list[Hit], most: int) -> tuple[Hit, ...]:
    """Own words and pages; when there are too many of both, each gets its share."""
    return tuple([*own[: max(most // 2, most - len(on_pages))], *on_pages][:most])


def _also(terms: Sequence[Term], hits: Sequence[Hit]) -> tuple[str, ...]:
    """What was found that nobody typed: other names for it, and slips of OCR."""
    others = [term for term in terms if not term.was_typed]
    if not others:
        return ()
    finder = Finder(others)
    there = {term for hit in hits for term in finder.terms_in(hit.text)}
    return tuple(dict.fromkeys(term.typed for term in others if term in there))


def _with_slips(session: Session, ways: tuple[AnyOf, ...]) -> tuple[AnyOf, ...]:
    """The ways, and beside them forms in which OCR may have read a typed word, as far as there are any."""
    terms = {term for way in ways for both in way for term in both}
    single = (term for term in terms if term.was_typed and len(term.words) == 1 and not term.exact)
    forms = {term: slips.forms(term.text) for term in single}
    there = Vocabulary(session).there(set().union(*forms.values())) if any(forms.values()) else set()
    if not there:
        return ways
    return tuple((*way, *(slip for both in way for slip in _slipped(both, forms, there))) for way in ways)


def _slipped(both: Both, forms: dict[Term, set[str]], there: set[str]) -> Iterator[Both]:
    for place, term in enumerate(both):
        for form in sorted(forms.get(term, set()) & there):
            yield (*both[:place], Term((form,), typed=form), *both[place + 1 :])


def _spelled(session: Session, query: Query) -> str:
    """The typed line with words of the case in place of those that stand nowhere in it; else empty."""
    vocabulary = Vocabulary(session)
    known = same_words.load().words
    better = []
    for term in (term for way in query.wanted for (term,) in way if not term.exact):
        for place, word in enumerate(term.words):
            plain = folded(word)
            stands = vocabulary.begins if term.begins and place == len(term.words) - 1 else vocabulary.has
            if not can_be_misspelt(plain) or plain in known or stands(plain):
                continue
            meant = nearest(plain, vocabulary.near(plain), known)
            if meant:
                better.append((term, word, meant))
    return replaced(query, better) if better else ""
