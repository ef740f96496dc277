"""What is known of each line of an editor, kept with the line through typing, pasting, splitting and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Mark = object
"""Whatever is known of a line; an editor never looks into it."""
MOST_REMEMBERED = 5_000


@dataclass(frozen=True)
class Edit:
    """One change of the text: from line `first` on, `gone` lines were replaced by the lines `now`.

    `before` letters of the first of them stand as they stood, and `after` letters of the last. `typed`: a
    single letter came, or none; `came_back`: it was undone, or done again.
    """

    first: int
    gone: int
    now: list[str]
    before: int = 0
    after: int = 0
    typed: bool = True
    came_back: bool = False


class LineMarks:
    """The lines of one text, each with a mark or None; `edited` has to be told of each change.

    A line gets a mark from `fresh` when its first letter is written. A line that is taken away and comes
    back, by undo or pasted elsewhere, comes back with its mark: `gone` remembers it, also for other texts.
    `version` grows with each mark that is another one.
    """

    def __init__(
        self, text: str, marks: Sequence[Mark | None], fresh: Callable[[], Mark], gone: dict[str, Mark]
    ) -> None:
        self._lines = text.split("\n")
        missing = len(self._lines) - len(marks)
        self._marks = [*marks[: len(self._lines)], *[None] * missing]
        self._fresh, self._gone = fresh, gone
        self._in_a_run = -1
        self.version = 0

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def at(self, line: int) -> Mark | None:
        """The mark of a line; an empty line has none."""
        there = 0 <= line < len(self._lines) and self._lines[line].strip()
        return self._marks[line] if there else None

    def everything(self) -> list[Mark | None]:
        """A mark or None for each line of the text; one typed with Shift+Enter counts as one of its own."""
        found: list[Mark | None] = []
        for line, mark in zip(self._lines, self._marks, strict=True):
            for part in line.split("\u2028"):
                found.append(mark if part.strip() else None)
        return found

    def is_of(self, text: str) -> bool:
        """Whether these are the lines of `text`."""
        return "\n".join(self._lines).replace("\u2028", "\n") == text

    def edited(self, edit: Edit) -> None:
        """Follow a change of the text."""
        end = edit.first + edit.gone
        old, marks = self._lines[edit.first : end], self._marks[edit.first : end]
        if old == edit.now:
            return
        self._remember(edit, old, marks)
        found = self._in_place(edit, old[0], marks[0]) if len(old) == len(edit.now) == 1 else None
        kept = [found] if found is not None else self._among(edit, old, marks)
        self._lines[edit.first : end] = edit.now
        self._marks[edit.first : end] = kept
        if kept != marks:
            self.version += 1

    def _remember(self, edit: Edit, old: list[str], marks: list[Mark | None]) -> None:
        """Remember lines that may come back; of letters deleted one by one, the line as it was before."""
        deletes = edit.typed and len(old) == 1 and len(edit.now) == 1 and len(edit.now[0]) < len(old[0])
        if deletes and self._in_a_run == edit.first:
            return
        self._in_a_run = edit.first if deletes else -1
        if edit.typed and len(old) == 1 and not deletes and len(edit.now) == 1 and not edit.came_back:
            return
        for line, mark in zip(old, marks, strict=True):
            if mark is not None and line.strip():
                self._gone.pop(line, None)
                self._gone[line] = mark
        while len(self._gone) > MOST_REMEMBERED:
            del self._gone[next(iter(self._gone))]

    def _in_place(self, edit: Edit, old: str, mark: Mark | None) -> Mark | None:
        """The mark of a line that was changed within itself; None when it is not the same line any more."""
        now = edit.now[0]
        if not now.strip():
            return mark
        kept = (old[: edit.before] + old[max(0, len(old) - edit.after) :]).strip()
        if edit.came_back and now in self._gone:
            return self._gone[now]
        return mark if kept or (edit.came_back and mark is not None) else None

    def _among(self, edit: Edit, old: list[str], marks: list[Mark | None]) -> list[Mark | None]:
        """The marks of the new lines: of those that stayed as they are, then of those that were moved."""
        now = edit.now
        least = min(len(old), len(now))
        head = next((at for at in range(least) if old[at] != now[at]), least)
        tail = next((at for at in range(least - head) if old[-1 - at] != now[-1 - at]), least - head)
        middle: list[Mark | None] = []
        for at in range(head, len(now) - tail):
            begins = not head and at == 0 and bool(old[0][: edit.before].strip())
            ends = not tail and at == len(now) - 1 and bool(edit.after and now[-1][-edit.after :].strip())
            mine = marks[0] if begins else marks[-1] if ends else None
            middle.append(self._mark_of(edit, now[at], mine, begins or ends))
        return [*marks[:head], *middle, *marks[len(old) - tail :]]

    def _mark_of(self, edit: Edit, line: str, mine: Mark | None, is_mine: bool) -> Mark | None:
        if not line.strip():
            return None
        if not edit.typed or edit.came_back:
            known = self._gone.get(line)
            if known is not None:
                return known
        return mine if is_mine else self._fresh()
