"""What a visit usually needs, the centre's own list as it is pasted, and what a line of it may mean here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from secondop_desktop.base.language import tidy, tr

MOST_LINES = 200
LONGEST = 300
_OPINION = frozenset({"second_opinion", "third_opinion"})
_FIRST = frozenset({"first_opinion"})
_LATER = frozenset({"follow_up"})
_ANY = frozenset({"first_opinion", "second_opinion", "third_opinion", "test", "follow_up", "other"})
_SIGNS = r"[-*+•◦▪‣·–—☐☑✓✔□■○●>]+\s*"
_NUMBERS = r"\(?\d{1,3}[.):]\s+|\(?[a-zA-Z][.)]\s+|\[[ xX]?\]\s*"
_BULLET = re.compile(rf"^\s*(?:{_SIGNS}|{_NUMBERS})+")
_STOP = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "bring",
        "by",
        "copies",
        "copy",
        "for",
        "from",
        "if",
        "in",
        "is",
        "it",
        "its",
        "last",
        "latest",
        "most",
        "of",
        "on",
        "or",
        "original",
        "originals",
        "our",
        "please",
        "recent",
        "send",
        "that",
        "the",
        "their",
        "this",
        "to",
        "us",
        "we",
        "with",
        "you",
        "your",
    ]
)
_SAME = {
    "pathological": "pathology",
    "histology": "pathology",
    "histopathology": "pathology",
    "biopsies": "biopsy",
    "slide": "slides",
    "blocks": "slides",
    "block": "slides",
    "tissue": "slides",
    "scans": "images",
    "image": "images",
    "imaging": "images",
    "films": "images",
    "film": "images",
    "disc": "images",
    "discs": "images",
    "disk": "images",
    "cd": "images",
    "cds": "images",
    "dvd": "images",
    "reports": "report",
    "mammography": "mammogram",
    "mammograms": "mammogram",
    "sonogram": "ultrasound",
    "surgery": "operation",
    "surgical": "operation",
    "operative": "operation",
    "medication": "medicines",
    "medications": "medicines",
    "meds": "medicines",
    "medicine": "medicines",
    "bloods": "blood",
    "labs": "blood",
    "lab": "blood",
    "laboratory": "blood",
    "genetic": "genes",
    "genomic": "genes",
    "gene": "genes",
    "letters": "letter",
    "notes": "note",
}
"""Words that mean the same on a list as on a record; only for offering, the person decides."""
_GENERAL = frozenset({"report", "images", "slides", "note", "letter", "results", "result", "test", "tests"})
"""Words that alone do not tell which record is meant."""


@dataclass(frozen=True)
class Rule:
    """One line of the usual list: for which visits, and for which types of cancer (empty: for all)."""

    key: str
    words: Callable[[], str]
    visits: frozenset[str]
    required: bool = True
    types: frozenset[str] = frozenset()


RULES: tuple[Rule, ...] = (
    # For a second opinion the pathology report, the slides, the images with their reports, operation
    # reports, hospital records, the plan, the medication list and other results are asked for
    # (design/mission.md, stage 5, and fields.md, 3). What the centre itself wants goes before all of it.
    Rule("pathology_report", lambda: tr("Pathology report of the biopsy"), _OPINION),
    Rule("pathology_slides", lambda: tr("Slides or blocks of the biopsy"), _OPINION),
    Rule("imaging_reports", lambda: tr("Reports of all scans"), _OPINION),
    Rule("imaging_files", lambda: tr("Images of all scans, on a disc or by a link"), _OPINION),
    # Mission.md, stage 5 names the mammogram first among the radiology images.
    Rule("mammogram", lambda: tr("Mammogram images"), _OPINION, True, frozenset({"breast"})),
    # Fields.md, 3: biomarker and receptor reports; ER, PR and HER2 belong to a breast pathology report.
    Rule("receptors", lambda: tr("Results for ER, PR and HER2"), _OPINION, True, frozenset({"breast"})),
    Rule("plan", lambda: tr("Treatment plan of the first doctor"), _OPINION),
    Rule("medicines", lambda: tr("List of medicines and allergies"), _ANY),
    Rule("operation", lambda: tr("Operation reports, if there was one"), _OPINION, False),
    Rule("letters", lambda: tr("Letters of the doctors seen so far"), _OPINION, False),
    Rule("markers", lambda: tr("Biomarker or gene test results, if done"), _OPINION, False),
    Rule("blood", lambda: tr("Blood tests and other results"), _OPINION, False),
    Rule("discharge", lambda: tr("Hospital discharge letters"), _OPINION, False),
    Rule("pathology_first", lambda: tr("Pathology report, if there is one"), _FIRST, False),
    Rule("imaging_first", lambda: tr("Reports of scans, if there are any"), _FIRST, False),
    Rule("results_since", lambda: tr("Results since the last visit"), _LATER, False),
    # Fields.md, 3: referral letter, insurance card and proof of identity.
    Rule("referral", lambda: tr("Referral letter, if they ask for one"), _ANY - _LATER, False),
    Rule("insurance", lambda: tr("Insurance card"), _ANY, False),
    Rule("identity", lambda: tr("Proof of who you are"), _ANY - _LATER, False),
)


def usual(visit_kind: str, cancer_type: str) -> list[Rule]:
    """The lines to begin with, for a kind of visit and a type of cancer (a key of the vocabulary, or "")."""
    return [
        rule for rule in RULES if visit_kind in rule.visits and (not rule.types or cancer_type in rule.types)
    ]


def lines_of(pasted: str) -> list[str]:
    """A list as it was typed or pasted: a line a thing, without bullets, numbers, blanks and doubles."""
    found: dict[str, str] = {}
    for line in tidy(pasted).splitlines():
        words = " ".join(_BULLET.sub("", line).split())[:LONGEST].rstrip()
        if any(character.isalnum() for character in words):
            found.setdefault(words.casefold(), words)
    return list(found.values())[:MOST_LINES]


def match(text: str, names: Mapping[str, str]) -> str:
    """The id of the one name that shares most of the telling words of `text`; empty when none is clear.

    Every telling word of the line has to be in the name, or most of them and more than in any other name.
    """
    wanted = words_of(text)
    if not wanted - _GENERAL:
        return ""
    scored = sorted(((_score(wanted, words_of(name)), key) for key, name in names.items()), reverse=True)
    if not scored or scored[0][0] <= 0:
        return ""
    best = [key for score, key in scored if score == scored[0][0]]
    return best[0] if len(best) == 1 else ""


def words_of(text: str) -> frozenset[str]:
    """The words of a line that tell something, as they are compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return frozenset(_SAME.get(word, word) for word in re.findall(r"\w+", plain)) - _STOP


def _score(wanted: frozenset[str], there: frozenset[str]) -> float:
    shared = wanted & there
    if not shared - _GENERAL:
        return 0.0
    kinds = wanted & {"report", "images", "slides"}
    if kinds and not kinds & there:
        return 0.0
    share = len(shared) / len(wanted)
    return share - 0.01 * len(there - wanted) if share >= 0.5 else 0.0


def as_lines(rules: Sequence[Rule]) -> list[tuple[str, bool, str]]:
    """Rules as text, whether required, and key."""
    return [(rule.words(), rule.required, rule.key) for rule in rules]
