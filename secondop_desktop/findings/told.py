"""Facts in running text: "ER positive (95%)", "2 of 14 lymph nodes", "invasive ductal carcinoma, grade 2"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from secondop_desktop.findings.finding import (
    ESTROGEN,
    GRADE,
    HER2,
    KI67,
    MARGINS,
    NODES,
    PROGESTERONE,
    SIZE,
    STAGE,
    TYPE,
)
from secondop_desktop.findings.types import TYPE_NAME, type_form
from secondop_desktop.findings.values import (
    NUMBER_WORDS,
    grade,
    her2,
    ki67,
    lead,
    receptor,
    size,
    stage,
    tnm_form,
    undone,
)

Told = tuple[str, int, int, str]
"""A topic, where its words begin and end in a statement, and their meaning."""
_I = re.IGNORECASE

_RECEPTOR_NAME = {
    ESTROGEN: r"(?:o?estrogen[- ]receptors?(?: \(ER\))?|(?<![A-Za-z])ER(?![A-Za-z]))",
    PROGESTERONE: r"(?:progesterone[- ]receptors?(?: \(P[gG]?R\))?|(?<![A-Za-z])Pg?R(?![A-Za-z]))",
}
_HER2_NAME = r"(?:her[- ]?2(?:\s?[/-]\s?neu)?(?: \(?erbb2\)?)?|c-?erbb-?2)"
_IS = r"\s*(?:,|:|\(|(?:status|expression|protein|gene)?\s*(?:is|are|was|were|shows?|stains?|tests?)?\s*)\s*"
_BOTH = re.compile(
    r"(?<![A-Za-z])(?:ER|o?estrogen(?: receptors?)?)\s*(?:,|/|and|&)\s*(?:PR|PgR"
    r"|progesterone(?: receptors?)?)"
    r"(?P<third>\s*(?:,|/|and|&|,\s*and)\s*her-?2(?:/neu)?)?\s+(?:are|is|were|both|all|receptors?|\s)*\s*"
    r"(?P<word>positive|negative)",
    _I,
)
_FOR = re.compile(
    r"(?P<word>positive|negative)\s+for\s+(?P<names>(?:(?:,|/|and|both|or|\s|o?estrogen|progesterone"
    r"|receptors?"
    r"|\(?(?:ER|PgR|PR)\)?|her-?2(?:/neu)?(?: overexpression)?)+))",
    _I,
)
_PLUS = re.compile(r"(?<![A-Za-z0-9])(?P<name>ER|PgR|PR|HER-?2)\s?(?P<sign>[+-]|\(\s?[+-]\s?\))(?![\d%])")
_NODES = re.compile(
    r"(?:(?P<a>\d{1,3}|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|all)\b)\s*"
    r"(?:\(\d{1,3}\)\s*)?(?:/|of|out of|of the)\s*(?P<b>\d{1,3}|\b(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty)\b)\s*(?:\(\d{1,3}\)\s*)?"
    r"(?:\(?\s*\d{1,3}/\d{1,3}\s*\)?\s*)?"
    r"(?:regional |sentinel |axillary |pelvic |examined |mesenteric |pericolic |identified |level \w+ )*"
    r"(?:lymph )?nodes?\b[^.;]{0,50})",
    _I,
)
_NODES_AFTER = re.compile(
    r"(?P<lead>(?:regional |sentinel |axillary |pelvic |mesenteric "
    r"|pericolic )*(?:lymph )?nodes?\b[^.;:]{0,50}?)"
    r"[\s,:(]+(?P<a>\d{1,3})\s*(?:/|of|out of)\s*(?P<b>\d{1,3})\)?(?!\s*(?:cm|mm|%))",
    _I,
)
_MARGINS = re.compile(
    r"(?:(?:all|the|surgical|resection|inked|final|specimen|excision)\s+)*margins?\s+(?:(?:are|is|were"
    r"|of (?:excision"
    r"|resection)|appear)\s+)*(?:(?P<clear>clear|free|negative|uninvolved|not involved)|(?P<hit>positive"
    r"|involved))\b"
    r"(?:\s+(?:of|for|by)\s+[^.;,]{0,40})?"
    r"|(?:carcinoma|tumou?r)\s+(?:is\s+)?(?P<hit2>present at|extends to|involves"
    r"|transects)\s+(?:the\s+)?[^.;]{0,30}margin"
    r"|no\s+(?:invasive\s+)?(?:carcinoma|tumou?r)\s+(?:is\s+)?(?P<clear2>at|on|identified at|seen at"
    r"|present at)\s+"
    r"(?:the\s+)?(?:inked\s+|surgical\s+|resection\s+)*margins?",
    _I,
)
_SIZE = re.compile(
    r"(?:tumou?r|carcinoma|(?:invasive )?(?:cancer|lesion|focus|component))\s+(?:(?:size|is|that|which"
    r"|focus)\s+)*"
    r"(?:measures?|measuring|spans?|spanning|size)\s+(?=\D{0,30}\d)",
    _I,
)
_GRADE = re.compile(
    r"(?P<lead>(?:nottingham|histologic(?:al)?|overall|combined|bloom-richardson|figo|who|isup|tumou?r|,)\s+"
    r"(?:histologic(?:al)?\s+|combined\s+)?(?:grade|G)\s*(?=[1-4I])|,\s*(?=G\s?[1-4]\b)"
    r"|(?=gleason\s+(?:score|pattern|grade)?\W{0,3}[1-5]\s*\+)"
    r"|(?=(?:well|moderately|poorly)(?:\s*(?:to|-)\s*(?:moderately|poorly))?[\s-]+differentiated))",
    _I,
)
_STAGE = re.compile(
    r"(?<![A-Za-z])FIGO\s+(?=(?:I{1,3}|IV)[ABC]?\d?(?![A-Za-z]))|(?<![A-Za-z])(?=[ymrc]{0,2}pT\s?(?:\d|is"
    r"|x)|p[Nn]\s?\d)|(?:(?:AJCC|FIGO|UICC|pathologic(?:al)?)"
    r"(?:\s+(?:8th|7th)(?:\s+edition)?)?\s+(?:prognostic\s+)?(?=stage\s+(?:0|I|IV)))",
)
_KI67 = re.compile(
    r"(?:ki[- ]?67|mib-?1)(?: \(mib-?1\))?(?:\s+(?:proliferation|proliferative|labell?ing|index|rate"
    r"|fraction|score"
    r"|stain(?:ing)?|shows?|highlights|is|in|of|positive|cells|labels|stains|tumou?r)){0,6}\s*[:=,(]?\s*",
    _I,
)
_NEGATED = re.compile(
    r"\b(?:no (?:evidence|sign|features?|definite|residual|convincing)[^,;]{0,40}|negative for|absence of"
    r"|rule out"
    r"|r/o|without(?: evidence of)?|exclude[ds]?|not|no|versus|vs\.?|suspicious for|suggestive of"
    r"|favou?r(?:s|ed)?"
    r"|possible|probable|differential (?:diagnosis )?includes?|cannot exclude|mimics?|family history of)\s+"
    r"(?:(?:an?|any|the|in[- ]situ|invasive|or|residual|high[- ]grade)\s+)*$",
    _I,
)

_DENIED = re.compile(
    r"\W*(?:\((?:dcis|lcis)\))?\W*(?:component\W+)?(?:(?:is|was|are|were)\W+)?(?:not (?:identified|seen"
    r"|present|found)"
    r"|absent|none|negative|no evidence|cannot be (?:excluded|confirmed)|is excluded)",
    _I,
)


def told(text: str) -> Iterator[Told]:
    """Everything a statement says without a label."""
    for reader in (_types, _receptors, _her2s, _both, _shares, _sizes, _grades, _nodes, _edges, _stages):
        yield from reader(text)


def _types(text: str) -> Iterator[Told]:
    for found in TYPE_NAME.finditer(text):
        if not _NEGATED.search(text[: found.start()]) and not _DENIED.match(text[found.end() :]):
            yield TYPE, found.start(), found.end(), type_form(found[0])


def _after(text: str, name: str, topic: str, read: Callable[[str], tuple[int, str] | None]) -> Iterator[Told]:
    for found in re.finditer(name + _IS, text, _I if "her" in name else 0):
        start = found.end() + lead(text[found.end() :])
        value = undone(text[start:]) or read(text[start:])
        if value is not None:
            yield topic, found.start(), start + value[0], value[1]


def _receptors(text: str) -> Iterator[Told]:
    for topic, name in _RECEPTOR_NAME.items():
        flags = name.replace("o?estrogen", "[Oo]?[Ee]strogen").replace("progesterone", "[Pp]rogesterone")
        yield from _after(text, flags, topic, receptor)


def _her2s(text: str) -> Iterator[Told]:
    yield from _after(text, _HER2_NAME, HER2, her2)


def _both(text: str) -> Iterator[Told]:
    for found in _BOTH.finditer(text):
        for topic in (ESTROGEN, PROGESTERONE, *((HER2,) if found["third"] else ())):
            yield topic, found.start(), found.end(), found["word"].casefold()
    for found in _FOR.finditer(text):
        names = found["names"].casefold()
        end = found.end() - (len(names) - len(names.rstrip(" ,/")))
        for topic, sign in (
            (ESTROGEN, r"estrogen|\ber\b"),
            (PROGESTERONE, r"progest|\bpg?r\b"),
            (HER2, "her-?2"),
        ):
            if re.search(sign, names):
                yield topic, found.start(), end, found["word"].casefold()
    for found in _PLUS.finditer(text):
        topic = {"e": ESTROGEN, "p": PROGESTERONE, "h": HER2}[found["name"][0].casefold()]
        yield topic, found.start(), found.end(), "positive" if "+" in found["sign"] else "negative"


def _shares(text: str) -> Iterator[Told]:
    for found in _KI67.finditer(text):
        value = undone(text[found.end() :]) or ki67(text[found.end() :])
        if value is not None:
            yield KI67, found.start(), found.end() + value[0], value[1]


def _sizes(text: str) -> Iterator[Told]:
    for found in _SIZE.finditer(text):
        value = size(text[found.end() :])
        if value is not None:
            yield SIZE, found.start(), found.end() + value[0], value[1]


def _grades(text: str) -> Iterator[Told]:
    done = 0
    for found in _GRADE.finditer(text):
        if found.start() < done:
            continue
        value = grade(text[found.end() :])
        if value is not None and not re.search(
            r"\b(?:nuclear|architectural|cytologic\w*)\s*$", text[: found.start()], _I
        ):
            start = found.start() + len(found[0]) - len(found[0].lstrip(", "))
            done = found.end() + value[0]
            yield GRADE, start, done, value[1]


def _nodes(text: str) -> Iterator[Told]:
    for found in [*_NODES.finditer(text), *_NODES_AFTER.finditer(text)]:
        positive, examined = (_number(found[part]) for part in ("a", "b"))
        if examined is None or positive is None:
            continue
        positive = examined if positive < 0 else positive
        rest = found[0].casefold()
        clear = re.search(r"\b(?:negative|uninvolved|free)\b", rest) and not re.search(r"0\s*/", rest)
        if clear and positive:
            continue  # "12 of 12 nodes negative" counts the clear ones: it can be read two ways
        if positive <= examined:
            yield NODES, found.start(), found.start() + len(found[0].rstrip()), f"{positive}/{examined}"


def _number(word: str) -> int | None:
    word = word.casefold()
    if word == "all":
        return -1
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word)


def _edges(text: str) -> Iterator[Told]:
    for found in _MARGINS.finditer(text):
        clear = found["clear"] or found["clear2"]
        yield MARGINS, found.start(), found.end(), "clear" if clear else "involved"


def _stages(text: str) -> Iterator[Told]:
    end = 0
    for found in _STAGE.finditer(text):
        if found.start() < end:
            continue
        value = stage(text[found.end() :])
        if value is not None:
            end = found.end() + value[0]
            words = text[found.end() : end].strip()
            meaning = tnm_form(words) if re.search(r"[TN]\s?(?:\d|is|x|X)", words) else value[1]
            yield STAGE, found.start(), end, meaning
