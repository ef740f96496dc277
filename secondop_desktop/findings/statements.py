"""A report cut into its statements: wrapped lines joined, sections known, every letter's place remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SKIPPED = re.compile(
    r"(?:clinical|relevant)?\s*(?:history|information|details|indication|diagnosis and history)"
    r"|clinical (?:history|data|diagnosis|impression|details|information)|pre-?operative diagnosis"
    r"|gross(?: description| examination)?|macroscopic(?: description| examination| appearance)?|macroscopy"
    r"|specimens?(?:\(s\))?(?: received| submitted| type)?|methods?|methodology|technical (?:information"
    r"|notes?)"
    r"|references?|reference (?:ranges?|values?)|interpretation(?: guide(?:lines?)?| key| criteria)?"
    r"|scoring (?:guide(?:lines?)?|system|criteria)|disclaimer|notes? to (?:the )?(?:patient|clinician)"
    r"|previous (?:reports?|pathology|results?)|prior (?:reports?|pathology|results?|biops(?:y|ies))"
    r"|controls?"
    r"|intra-?operative (?:consultation|diagnosis)|frozen section(?: diagnosis)?"
)
"""Sections that tell what was cut, known before, or counts as what: not what was found in this tissue."""
_HEARD = re.compile(
    r"(?:final |pathologic(?:al)? |histologic(?:al)? |microscopic |surgical |amended )*(?:diagnos[ei]s)"
    r"|diagnosis and comment|microscop(?:y|ic)(?: description| examination| findings)?|conclusions?|summary"
    r"|synoptic (?:report|summary|data)|(?:cancer |tumou?r )?(?:case )?summary|final report|results?"
    r"|(?:biomarkers?|receptors?|immunohistochemi\w+|prognostic markers?|ancillary studies|special studies)"
    r"(?: results?| report| studies| panel)?|comments?|addendum(?: report)?|findings?"
    r"|tumou?r(?: characteristics)?"
    r"|staging|pathologic stag(?:e|ing).*|breast markers?"
    r"|histology(?: report)?|pathology report|opinion|proforma|(?:minimum )?data ?set|reporting proforma"
)
_BULLET = re.compile(r"^[\s>*+•·▪●◦–—-]*(?:\(?(?:\d{1,2}|[A-Za-z])[.)]\s+)?[\s>*+•·▪-]*")
_CUT = re.compile(
    r";\s+|(?<=[a-z0-9)%+\]])\.\s+(?=[A-Z(]|[yc]?pT\s?[0-4isxX])|\s\|\s(?=[A-Z][\w ()/-]{1,40}:)"
)
_GAP = re.compile(r"\s{3,}|\t|\.{3,}|_{2,}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `text` is in the report's own letters, `places` holds where each stands on the page."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to `end` of the statement stand on the page."""
        return self.places[start], self.places[end - 1] + 1


def statements(page: str) -> list[Statement]:
    """What a page says, statement by statement; sections that tell of something else are left out."""
    heard = True
    found: list[Statement] = []
    for text, places in _logical_lines(page):
        heard, rest = _section(text) or (heard, 0)
        if heard:
            found.extend(_cut(text[rest:], places[rest:]))
    return found


def _section(line: str) -> tuple[bool, int] | None:
    """Whether a section that begins here is heard, and where its text starts on the line; None if none."""
    bare = line.strip().rstrip(":").strip()
    if len(bare) <= 60 and (line.rstrip().endswith(":") or bare.isupper()):
        return _known(bare, len(line))
    head, colon, _ = line.partition(":")
    if colon and head.strip().isupper() and len(head) <= 60:
        return _known(head.strip(), len(head) + 1)
    return None


def _known(name: str, rest: int) -> tuple[bool, int] | None:
    name = re.sub(r"\(.*?\)|[^a-z -]", "", name.casefold()).strip()
    if _SKIPPED.fullmatch(name):
        return False, rest
    return (True, rest) if _HEARD.fullmatch(name) else None


def _logical_lines(page: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Lines as they were meant: what was wrapped is joined again, a word that was divided is whole."""
    text: list[str] = []
    places: list[int] = []
    start = 0
    for raw in page.split("\n"):
        line = raw.rstrip()
        if text and not _goes_on("".join(text), line):
            yield "".join(text), tuple(places)
            text, places = [], []
        if text:
            line_at = len(line) - len(line.lstrip())
            if text[-1] == "-" and len(text) > 1 and text[-2].islower() and line.lstrip()[:1].islower():
                text.pop(), places.pop()
            else:
                text.append(" ")
                places.append(start - 1)
        else:
            line_at = 0
        text.extend(line[line_at:])
        places.extend(range(start + line_at, start + len(line)))
        start += len(raw) + 1
    if text:
        yield "".join(text), tuple(places)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of the one before: it was full, ended in the middle, and begins small."""
    new = line.strip()
    if not new or not before.strip() or _GAP.search(before.strip()):
        return False
    if re.match(r"[\s]*(?:[*+•·▪●◦>]|\(?(?:\d{1,2}|[A-Za-z])[.)]\s)", line):
        return False
    ended = before.rstrip()[-1] in ".:;"
    if ended or re.match(r"[\w ()/-]{2,70}(?::|\s\||\t|\s{3,}|\s?\.{3,})", new):
        return False
    return new[0].islower() or before.rstrip()[-1] in ",-/(" or (len(before) > 60 and not _section(line))


def _cut(text: str, places: tuple[int, ...]) -> Iterator[Statement]:
    begin = 0
    bullet = _BULLET.match(text)
    if bullet is not None:
        begin = bullet.end()
    for cut in [*_CUT.finditer(text, begin), None]:
        end = len(text) if cut is None else cut.start()
        piece = text[begin:end]
        if piece.strip():
            yield Statement(piece, places[begin:end])
        if cut is not None:
            begin = cut.end()
