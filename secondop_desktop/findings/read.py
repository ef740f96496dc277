"""Reads what a page of a pathology report seems to state; nothing is entered by it, it only offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secondop_desktop.findings.finding import GRADE, NODES, SIZE, Finding
from secondop_desktop.findings.labels import EXAMINED, GROUP, INVOLVED, LABEL, topic_of, unit_of
from secondop_desktop.findings.statements import Statement, statements
from secondop_desktop.findings.told import told
from secondop_desktop.findings.values import READ, count, grade_group, lead, size, undone

_I = re.IGNORECASE
_OF_OTHERS = re.compile(
    r"\b(?:prior|previous(?:ly)?|history of|known|outside|clinical(?:ly)? (?:stage|staged)|biops(?:y|ied)"
    r" (?:in|of|from|dated)|earlier|original biopsy|family|mother|sister|reference (?:range|value)"
    r"|normal range"
    r"|(?:is|are) (?:considered|defined|regarded|reported as|classified)|considered (?:low|high|positive"
    r"|negative)"
    r"|defined as|cut-?off|threshold|per asco|asco/cap|cap guidelines?|guidelines?|e\.g\.|for example"
    r"|control(?:s)?\b"
    r"|internal control|external control|scores? (?:of )?0[^.]*negative|benign control|proficiency|fda)\b",
    _I,
)
"""A statement with such words tells of another tissue, another time, or of what counts as what."""
_BESIDE = re.compile(
    r"\b(?:dcis|lcis|in[- ]situ (?:component|carcinoma)|distance|closest|from (?:the )?(?:nearest"
    r"|closest)|section|block"
    r"|specimen (?:size|measures|dimensions?)|(?:size of )?(?:largest )?(?:nodal |metasta)"
    r"|metastatic (?:focus|deposit)"
    r"|fibroadenoma|adenoma|polyp|cyst|nevus|nuclear)\b",
    _I,
)
"""A size or a grade beside such words is not that of the cancer."""
_LONGEST = 200


def read(page: str) -> list[Finding]:
    """What a page says about the topics, in the order of the page, each thing once."""
    found: list[Finding] = []
    said = [one for one in statements(page) if not _OF_OTHERS.search(one.text)]
    for place, statement in enumerate(said):
        found.extend(_of_statement(statement, said[place + 1 : place + 2]))
    return _once([*found, *_counted(said)])


def _of_statement(statement: Statement, following: Sequence[Statement]) -> Iterator[Finding]:
    labelled = _labelled(statement, following)
    rest = 0
    if labelled is not None:
        yield labelled
        rest = sum(place < labelled.end for place in statement.places)
    for topic, start, end, meaning in told(statement.text[rest:]):
        if topic not in (SIZE, GRADE) or not _BESIDE.search(_near(statement.text, rest + start, rest + end)):
            yield _finding(statement, topic, rest + start, rest + end, meaning)


def _near(text: str, start: int, end: int) -> str:
    """The words around a value, up to the next comma on the right."""
    return text[max(0, start - 40) : end] + text[end : end + 30].partition(",")[0]


def _labelled(statement: Statement, following: Sequence[Statement]) -> Finding | None:
    label = LABEL.match(statement.text)
    if label is None:
        return None
    topic = topic_of(label)
    if topic in (EXAMINED, INVOLVED) or _BESIDE.search(label[0]):
        return None
    start = label.end()
    if start >= len(statement.text.rstrip()):
        return _from_next(topic, unit_of(label), following)
    return _value(statement, topic, start, unit_of(label))


def _from_next(topic: str, unit: str, following: Sequence[Statement]) -> Finding | None:
    """The value when it stands on the line below its label."""
    if not following or LABEL.match(following[0].text):
        return None
    return _value(following[0], topic, 0, unit)


def _value(statement: Statement, topic: str, start: int, unit: str) -> Finding | None:
    start += lead(statement.text[start:])
    words = statement.text[start : start + _LONGEST]
    kind = GRADE if topic == GROUP else topic
    if topic == GROUP:
        read_it = undone(words) or grade_group(words)
    elif topic == SIZE:
        read_it = undone(words) or size(words, unit)
    else:
        read_it = undone(words) or READ[topic](words)
    if read_it is None:
        return None
    length, meaning = read_it
    return _finding(statement, kind, start, start + length, meaning)


def _counted(said: Sequence[Statement]) -> Iterator[Finding]:
    """Lymph nodes that a form counts on two lines: how many were examined, and how many hold cancer."""
    halves: dict[str, tuple[Statement, int, int, str]] = {}
    for statement in said:
        half = _half(statement)
        if half is not None:
            halves.setdefault(half[0], half[1:])
    if len(halves) == len((EXAMINED, INVOLVED)):
        positive, examined = halves[INVOLVED], halves[EXAMINED]
        if int(positive[3]) <= int(examined[3]):
            yield _finding(*positive[:1], NODES, *positive[1:3], f"{positive[3]}/{examined[3]}")


def _half(statement: Statement) -> tuple[str, Statement, int, int, str] | None:
    """One of the two counts, also behind a label of its own: "Axillary nodes: Number examined: 4"."""
    start = 0
    while label := LABEL.match(statement.text[start:]):
        topic, start = topic_of(label), start + label.end()
        if topic in (EXAMINED, INVOLVED):
            start += lead(statement.text[start:])
            value = count(statement.text[start:])
            return (topic, statement, start, start + value[0], value[1]) if value is not None else None
        if topic != NODES:
            break
    return None


def _finding(statement: Statement, topic: str, start: int, end: int, meaning: str) -> Finding:
    text = statement.text
    while start < end and not (text[start].isalnum() or text[start] in "<>≥≤~("):
        start += 1
    while end > start and text[end - 1] in " ,;:.-":
        end -= 1
    first, last = statement.span(start, end)
    return Finding(topic, " ".join(text[start:end].split()), first, last, meaning)


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Each topic and meaning once, where it stands first."""
    first: dict[tuple[str, str], Finding] = {}
    for one in sorted(found, key=lambda finding: finding.start):
        first.setdefault((one.topic, one.meaning), one)
    return list(first.values())
