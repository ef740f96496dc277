"""What a value of each topic can look like, and the one form in which two reports can be compared.

The words are those that pathologists use in English reports: College of American Pathologists' protocols,
Royal College of Pathologists' datasets, and free text. Each function looks at the beginning of the words
after a label, and gives the length of the value and its meaning, or None when it does not understand them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from secondop_desktop.findings.finding import (
    ESTROGEN,
    GRADE,
    HER2,
    KI67,
    MARGINS,
    NODES,
    NOT_DONE,
    PROGESTERONE,
    SIZE,
    STAGE,
    TYPE,
)
from secondop_desktop.findings.types import type_at

Value = tuple[int, str]
Read = Callable[[str], Value | None]
_I = re.IGNORECASE

_UNDONE = re.compile(
    r"(?:(?:was|were|is|are)\s+)?(?:not (?:performed|done|tested|assessed|assessable|examined|evaluated"
    r"|submitted|ordered|requested|available|applicable|reported|sampled|identified in this specimen)"
    r"|pending(?:[^.;]{0,40})?|to follow|deferred|awaited|cannot be (?:assessed|determined"
    r"|evaluated)[^.;]{0,40}"
    r"|could not be (?:assessed|determined|evaluated)|n/?a\b|none submitted|insufficient(?: (?:tissue"
    r"|tumou?r))?"
    r"(?: for \w+)?|no (?:lymph )?nodes? (?:submitted|found|sampled|identified|removed)[^.;]{0,30}"
    r"|unknown|in progress|sent out)",
    _I,
)
_REST = r"(?:\s*[,(\[][^;]*?[)\]]|,?\s+(?:in|with|at|of|approximately|about)?\s*[~<>≥≤]?\s*\d[^.;,]{0,60})?"
_PERCENT = r"[~<>≥≤]?\s*\d{1,3}(?:\.\d+)?\s*(?:(?:-|–|to)\s*\d{1,3}\s*)?%"
_RECEPTOR = re.compile(
    rf"(?:{_PERCENT}\s*,?\s*)?"
    r"(?:(?P<low>(?:low|weakly?|focal(?:ly)?)[\s-]+positive)"
    r"|(?P<word>(?:(?:strong(?:ly)?|diffuse(?:ly)?|moderate(?:ly)?)\s+)?positive|negative|equivocal"
    r"|indeterminate))"
    rf"\b{_REST}",
    _I,
)
_ONLY_PERCENT = re.compile(
    rf"(?P<part>(?:(?:in|of)\s+)?{_PERCENT})(?:\s*(?:of\s+)?(?:tumou?r|invasive)?\s*(?:cells|nuclei))?"
    r"(?P<rest>[^.;]{0,60}?(?:staining|intensity|positiv\w+|stain))?",
    _I,
)
_ALLRED = re.compile(r"(?:allred|quick)\s*(?:score)?\W{0,3}(?P<n>[0-8])\s*(?:/\s*8|out of 8)?", _I)
_HER2 = re.compile(
    r"(?P<first>(?:not|non)[\s-]*(?:amplified|over-?expressed)|amplified|over-?expressed|positive|negative"
    r"|equivocal|indeterminate|low\b|(?:score\s*(?:of\s*)?|ihc\s*)?[0-3]\s*\+?(?=[\s,;.()\[]|$))"
    r"(?P<rest>\s*[,(\[][^;]*?[)\]]|\s*[,(]?\s*(?:by|on)\s+(?:ihc|immuno\w+|fish|ish"
    r"|in situ[^.;]{0,30})[^.;]{0,40}"
    r"|,\s*(?:score|ihc|fish)[^.;]{0,40})?",
    _I,
)
_KI67 = re.compile(
    r"(?:(?:is|of|estimated|approximately|about|around|circa|approx\.?|low|high|intermediate|at)\W+){0,3}"
    r"(?P<n>[~<>≥≤]?\s*\d{1,3}(?:\.\d+)?(?:\s*(?:-|–|to)\s*\d{1,3})?)\s*(?:%|percent|per cent)",
    _I,
)
_LENGTH = r"\d{1,3}(?:[.,]\d{1,2})?"
_SIZE = re.compile(
    rf"(?:(?:greatest (?:dimension|diameter)|maximum (?:dimension|diameter)|approximately|about|up to"
    rf"|measures|is)\W+){{0,2}}(?:of\s+[^.;:\d]{{0,60}}\W+)?"
    rf"(?P<one>{_LENGTH})\s*(?P<unit>mm|cm)?(?P<more>(?:\s*[x×]\s*{_LENGTH}\s*(?:mm|cm)?){{0,2}})"
    r"\s*(?P<last>mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?)?",
    _I,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_GRADE = re.compile(
    r"(?:overall\s+)?(?:(?:nottingham|histologic(?:al)?|combined|bloom[- ]richardson|who|figo|fuhrman|isup"
    r"|who/isup|elston)\s+)*(?:grade\W{0,3})?(?:g\s?)?(?P<n>[1-4]|i{1,3}v?|iv)\b"
    r"(?:\s*(?:of|/|out of)\s*(?P<all>[34]|iii|iv)\b)?"
    r"(?P<rest>\s*[,(][^;)]*?(?:score|differentiated|/9|grade)[^;)]*\)?)?",
    _I,
)
_WORDY_GRADE = re.compile(
    r"(?P<w>well|moderately|poorly)(?:\s*(?:to|-)\s*(?P<to>moderately|poorly))?[\s-]+differentiated"
    r"|(?P<u>undifferentiated|anaplastic)|(?P<level>low|intermediate|high)[\s-]+grade\b",
    _I,
)
_WORDY = {"well": "1", "moderately": "2", "poorly": "3"}
_GLEASON = re.compile(
    r"(?:gleason\s*(?:score|pattern|grade)?\W{0,3})?(?P<a>[1-5])\s*\+\s*(?P<b>[1-5])"
    r"(?:\s*=\s*(?:score\s*)?(?P<sum>\d{1,2}))?(?P<rest>\s*[,;(]?\s*(?:who\s*/?\s*isup\s*)?(?:grade group"
    r"|isup grade)"
    r"\s*\W?\s*[1-5]\)?)?",
    _I,
)
_GROUP = re.compile(r"(?:(?:isup\s*)?grade group\W{0,3}|isup grade\W{0,3}|gg)?(?P<n>[1-5])\b", _I)
_FEW = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
NUMBER_WORDS = {"no": 0, "none": 0, "zero": 0} | {word: n for n, word in enumerate((*_FEW, *_TEENS), start=1)}
"""Numbers as reports spell them."""
_PAIR = re.compile(
    r"(?P<a>\d{1,3})\s*(?:/|of|out of|positive of)\s*(?P<b>\d{1,3})"
    r"(?P<rest>[^.;]{0,60}?(?:nodes?|positive|involved|negative)\b)?",
    _I,
)
_NODES_WORD = re.compile(
    r"(?P<neg>(?:all\s+)?(?:negative|uninvolved|not involved|free of (?:tumou?r|carcinoma|malignancy)"
    r"|no (?:metast\w+|tumou?r|carcinoma)[^.;]{0,30})(?:\s*[,(]\s*(?P<a>\d{1,3})\s*(?:/"
    r"|of)\s*(?P<b>\d{1,3})\)?)?)"
    r"|(?P<pos>positive|involved|metasta\w+)(?:\s*[,(]\s*(?P<c>\d{1,3})\s*(?:/|of)\s*(?P<d>\d{1,3})\)?)?",
    _I,
)
_MARGINS = re.compile(
    r"(?:all\s+(?:surgical\s+|resection\s+)?margins?\s+(?:are\s+)?)?(?:(?:are|is|were|appear)\s+)?"
    r"(?:(?P<clear>uninvolved|negative|clear|free|not involved|tumou?r[- ]free|r0\b|no (?:tumou?r"
    r"|carcinoma|invasive"
    r"|residual)[^.;]{0,30}(?:at|on) (?:ink|margins?))"
    r"|(?P<hit>involved|positive|r1\b|(?:tumou?r|carcinoma|invasive[^.;]{0,20}) (?:at|present at"
    r"|extends to)))"
    r"(?P<rest>(?:\s+(?:for|of|by|with)\s+[^.;]{0,60})?)",
    _I,
)
_T = (
    r"[ymcr]{0,2}p?\s?T\s?(?:[0-4](?:mi|[a-d]\d?)?|is(?:\s?\([A-Za-z]+\))?|[xX])(?:\s?\((?:m|\d+)\))?"
    r"(?![A-Za-z0-9])"
)
_N = (
    r"[ycr]{0,2}p?\s?N\s?(?:[0-3](?:mi|[a-c])?|[xX])(?:\s?\((?:sn|i[+-]|mol[+-]|mi|f)\)){0,2}"
    r"(?![A-Za-z0-9])"
)
_M = r"[cr]?p?\s?M\s?(?:[01][a-c]?|[xX])(?:\s?\(i\+\))?(?![A-Za-z0-9])"
_TNM = re.compile(rf"(?P<all>{_T}(?:[\s,;]*{_N})?(?:[\s,;]*{_M})?|(?=[yc]?p){_N}(?:[\s,;]*{_M})?)")
_TOKEN = re.compile(rf"{_T}|{_N}|{_M}")
_GROUPED = re.compile(
    r"(?:(?:ajcc|figo|uicc|pathologic(?:al)?|anatomic|prognostic)\s+)*(?:stage\s+(?:group\w*\W+)?)?"
    r"(?P<s>(?:0|I{1,3}|IV)(?:[ABC]\d?)?)(?![A-Za-z0-9+/-])",
)


def lead(words: str) -> int:
    """How many signs stand before a value: blanks, dashes, an opening bracket."""
    return len(words) - len(words.lstrip(" \t,:(=|–—-"))


def undone(words: str) -> Value | None:
    """Words that say that something was not examined, or is not known yet."""
    found = _UNDONE.match(words)
    return (found.end(), NOT_DONE) if found else None


def receptor(words: str) -> Value | None:
    """A hormone receptor: positive, low positive, negative or equivocal, or a share of the cells."""
    found = _RECEPTOR.match(words)
    if found:
        said = (found["word"] or "").casefold()
        if found["low"] and found["low"].casefold().startswith("low"):
            return found.end(), "low positive"
        meaning = "positive" if found["low"] or said.endswith("positive") else said
        return found.end(), "equivocal" if meaning == "indeterminate" else meaning
    allred = _ALLRED.match(words)
    if allred:
        return allred.end(), "positive" if int(allred["n"]) > 2 else "negative"  # Allred 0 and 2 are negative
    share = _ONLY_PERCENT.match(words)
    if share:
        number = re.search(r"([<>~≥≤]?)\s*(\d+)", share["part"])
        if number and not (number[1] == "<" and number[2] != "1"):
            none = number[1] == "<" or int(number[2]) == 0
            return (
                share.end(),
                "negative" if none else "positive",
            )  # ASCO/CAP 2020: positive from 1 % of the cells
    return None


def her2(words: str) -> Value | None:
    """HER2 by stain or by gene: positive, negative, equivocal or low."""
    found = _HER2.match(words)
    if not found:
        return None
    first, rest = found["first"].casefold(), (found["rest"] or "").casefold()
    score = re.search(r"[0-3]", first)
    if score:
        word = re.match(r"\s*[,(\[]\s*(positive|negative|equivocal)", rest)
        by_score = {"0": "negative", "1": "negative", "2": "equivocal", "3": "positive"}[score[0]]
        return found.end(), word[1] if word else by_score  # ASCO/CAP 2018: 0 and 1+ negative, 2+ equivocal
    if first.startswith(("not", "non", "negative")):
        return found.end(), "negative"
    if first in ("equivocal", "indeterminate"):
        return found.end(), "equivocal"
    return found.end(), "low" if first == "low" else "positive"


def ki67(words: str) -> Value | None:
    """A share of the cells, or from one to another, in percent."""
    found = _KI67.match(words)
    if not found:
        return None
    return found.end(), re.sub(r"\s|~", "", found["n"]).replace("–", "-").replace("to", "-") + "%"


def size(words: str, unit: str = "") -> Value | None:
    """The greatest of up to three measures, in millimetres; `unit` is the one that the label names."""
    found = _SIZE.match(words)
    if not found:
        return None
    among = re.search(r"mm|cm", found["more"] or "", _I)
    named = found["last"] or (among[0] if among else "") or found["unit"] or unit
    if not named:
        return None
    many = [found["one"], *re.findall(_LENGTH, found["more"] or "")]
    numbers = [Decimal(one.replace(",", ".")) for one in many]
    largest = max(numbers) * (10 if named.casefold().startswith("c") else 1)
    if not 0 < largest <= 500:
        return None
    return found.end(), f"{largest.normalize():f} mm"


def grade(words: str) -> Value | None:
    """A grade as a number, in words, or after Gleason."""
    gleason = _GLEASON.match(words)
    if gleason:
        return gleason.end(), f"{gleason['a']}+{gleason['b']}"
    wordy = _WORDY_GRADE.match(words)
    if wordy:
        if wordy["u"]:
            return wordy.end(), "undifferentiated"
        if wordy["level"]:
            return wordy.end(), f"{wordy['level'].casefold()} grade"
        ends = [_WORDY[wordy["w"].casefold()], *([_WORDY[wordy["to"].casefold()]] if wordy["to"] else [])]
        return wordy.end(), "-".join(ends)
    found = _GRADE.match(words)
    if not found:
        return None
    number = found["n"].casefold()
    return found.end(), _ROMAN.get(number, number)


def grade_group(words: str) -> Value | None:
    """A grade group of the prostate, 1 to 5."""
    found = _GROUP.match(words)
    return (found.end(), f"grade group {found['n']}") if found else None


def nodes(words: str) -> Value | None:
    """How many lymph nodes of how many hold cancer, or whether any does."""
    pair = _PAIR.match(words)
    if pair:
        return _of(pair.end(), pair["a"], pair["b"])
    found = _NODES_WORD.match(words)
    if not found:
        return None
    if found["a"] or found["c"]:
        return _of(found.end(), found["a"] or found["c"], found["b"] or found["d"])
    return found.end(), "negative" if found["neg"] else "positive"


def _of(end: int, positive: str, examined: str) -> Value | None:
    return (end, f"{int(positive)}/{int(examined)}") if int(positive) <= int(examined) else None


def count(words: str) -> Value | None:
    """A number of lymph nodes by itself."""
    found = re.match(r"(?:at least\s+)?(?P<n>\d{1,3}|[A-Za-z]+)\b(?![./]\d)", words)
    word = found["n"].casefold() if found else ""
    number = int(word) if word.isdigit() else NUMBER_WORDS.get(word)
    return (found.end(), str(number)) if found and number is not None else None


def margins(words: str) -> Value | None:
    """Whether the edges are clear or involved."""
    found = _MARGINS.match(words)
    return (found.end(), "clear" if found["clear"] else "involved") if found else None


def stage(words: str) -> Value | None:
    """A stage by TNM, or a stage group."""
    tnm = _TNM.match(words)
    if tnm:
        return tnm.end(), tnm_form(tnm["all"])
    found = _GROUPED.match(words)
    return (found.end(), found["s"]) if found else None


def tnm_form(words: str) -> str:
    """TNM without blanks inside a letter and its number: "pT1c pN0(sn) pMX"."""
    parts = [re.sub(r"\s", "", found[0]) for found in _TOKEN.finditer(words)]
    return " ".join(re.sub(r"(?<=[TNM])x", "X", part) for part in parts)


READ: dict[str, Read] = {
    TYPE: type_at,
    SIZE: size,
    GRADE: grade,
    ESTROGEN: receptor,
    PROGESTERONE: receptor,
    HER2: her2,
    KI67: ki67,
    MARGINS: margins,
    NODES: nodes,
    STAGE: stage,
}
