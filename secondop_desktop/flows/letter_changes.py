"""What a letter would say if it were filled anew, set against what the person made of it."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MARK_BYTES = 6


@dataclass(frozen=True)
class Change:
    """One place where the case says something else by now: the lines `before` would become `after`.

    `start` is the number of the first line in the person's text. `edited` says that the person has changed
    this place, so that nothing is offered to be thrown away unasked. `field` names a line outside the text.
    """

    start: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    edited: bool = False
    field: str = ""


def mark(line: str) -> str:
    """A short digest of a line: enough to know it again, without keeping the letter twice."""
    return hashlib.sha256(line.strip().encode()).hexdigest()[: 2 * _MARK_BYTES] if line.strip() else ""


def marks(text: str) -> list[str]:
    """The digest of each line of a text."""
    return [mark(line) for line in text.split("\n")]


def changes(filled: Sequence[str], mine: str, fresh: str) -> list[Change]:
    """What differs between the text as it was `filled` (its marks) and `fresh`, placed in `mine`."""
    lines, new = mine.split("\n"), fresh.split("\n")
    where = _kept(filled, marks(mine))
    found: list[Change] = []
    for tag, start, end, new_start, new_end in _matcher(filled, marks(fresh)).get_opcodes():
        if tag == "equal":
            continue
        pairs = [(start + n, start + n + 1, new_start + n, new_start + n + 1) for n in range(end - start)]
        if end - start != new_end - new_start or not _apart(where, start, end):
            pairs = [(start, end, new_start, new_end)]
        for one, two, new_one, new_two in pairs:
            first, last, edited = _place(where, one, two, len(lines))
            before, after = tuple(lines[first:last]), tuple(new[new_one:new_two])
            if before != after and any(line.strip() for line in (*before, *after)):
                _add(found, Change(first, before, after, edited), lines)
    return found


def _add(found: list[Change], change: Change, lines: Sequence[str]) -> None:
    """Add a change; one that is about the same lines as the last becomes one with it."""
    last = found[-1] if found else None
    if last is None or change.start >= last.start + len(last.before):
        found.append(change)
        return
    end = max(last.start + len(last.before), change.start + len(change.before))
    found[-1] = Change(last.start, tuple(lines[last.start : end]), (*last.after, *change.after), edited=True)


def _apart(where: dict[int, int], start: int, end: int) -> bool:
    """Whether each of these lines can be changed by itself: no two the person changed stand together."""
    changed = [number not in where for number in range(start - 1, end + 1)]
    return not any(one and other for one, other in itertools.pairwise(changed))


def applied(mine: str, chosen: Iterable[Change]) -> str:
    """The text with the chosen changes made."""
    lines = mine.split("\n")
    for change in reversed(sorted(chosen, key=lambda one: one.start)):
        lines[change.start : change.start + len(change.before)] = change.after
    return "\n".join(lines)


def _matcher(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one, other, autojunk=False)


def _kept(filled: Sequence[str], mine: Sequence[str]) -> dict[int, int]:
    """Where each line that the person left as it was stands now."""
    return {
        block.a + step: block.b + step
        for block in _matcher(filled, mine).get_matching_blocks()
        for step in range(block.size)
    }


def _place(where: dict[int, int], start: int, end: int, total: int) -> tuple[int, int, bool]:
    """The lines of the person's text that stand for lines `start` to `end`, and whether they were edited."""
    now = [where[number] for number in range(start, end) if number in where]
    after_last = next((where[n] for n in range(end, end + len(where) + 1) if n in where), total)
    before_first = next((where[n] + 1 for n in range(start - 1, -1, -1) if n in where), 0)
    if start == end:
        return before_first, before_first, before_first != after_last
    if len(now) == end - start and now[-1] - now[0] == end - start - 1:
        return now[0], now[-1] + 1, False
    return before_first, max(before_first, after_last), True
