"""How the text of a letter is read: which lines are headings, points, boxes and blanks to write on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_BLANK = re.compile(r"_{3,}")
_POINT = re.compile(r"^[•*\-–]\s+(?=\S)|^[•*\-–]\s+$")
_BOX = re.compile(r"(?:☐|☑|\[ ?\])\s*")
_HEADING = re.compile(r"^#+\s+(?=\S)")

Kind = Literal["text", "heading", "point", "boxes", "blank", "space"]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line: `words` without its mark; `blank` when a place to write comes after them.

    `choices` are the words of each box, or of each blank where several stand side by side.
    """

    kind: Kind
    words: str = ""
    blank: bool = False
    choices: tuple[str, ...] = ()


def lines(body: str) -> list[LetterLine]:
    """The text line by line; empty lines are spaces, never two in a row and none at the ends.

    A line that begins with # is a heading, with • or - a point, with ☐ a box to tick; ____ at its end is a
    place to write on. Everything else is text.
    """
    found: list[LetterLine] = []
    for raw in body.split("\n"):
        line = _line(raw.strip())
        if line.kind != "space" or (found and found[-1].kind != "space"):
            found.append(line)
    while found and found[-1].kind == "space":
        found.pop()
    return found


def _line(text: str) -> LetterLine:
    if not text:
        return LetterLine("space")
    if head := _HEADING.match(text):
        return LetterLine("heading", text[head.end() :])
    words, blank = _without_blank(text)
    if box := _BOX.match(words):
        choices = tuple(part.strip() for part in _BOX.split(words[box.end() :]))
        return LetterLine("boxes", words, blank, choices)
    if point := _POINT.match(f"{words} " if blank else words):
        return LetterLine("point", words[point.end() :].strip(), blank)
    beside = _side_by_side(text) if blank else ()
    return LetterLine("blank" if blank else "text", words, blank, beside if len(beside) > 1 else ())


def _side_by_side(text: str) -> tuple[str, ...]:
    """The labels of several blanks in one line, "Day: ____ Time: ____"; none when it is a sentence."""
    labels = [part.strip() for part in _BLANK.split(text)[:-1]]
    return tuple(labels) if all(label.endswith((":", "?")) for label in labels) else ()


def _without_blank(text: str) -> tuple[str, bool]:
    """The words before a blank at the end of a line."""
    at_end = re.search(r"_{3,}\.?$", text)
    if at_end is None:
        return text, False
    return text[: at_end.start()].rstrip(), True


def wide_blanks(text: str, width: int = 16) -> str:
    """A text in which each blank is wide enough to write in."""
    return _BLANK.sub("_" * width, text)


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """A letter or call sheet as it is printed; what is empty is left out.

    A `letter` has a head and a line to sign on; a sheet beside the telephone has neither. `notes` are what
    is good to know, each with where it stands, and `tips`; after a letter both come on a page of their own,
    which is no part of it. `law` says that the notes tell rules of law.
    """

    subject: str
    body: str
    letter: bool = True
    sender: str = ""
    dated: str = ""
    recipient: str = ""
    address: str = ""
    signer: str = ""
    enclosed: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    tips: tuple[str, ...] = ()
    law: bool = False
