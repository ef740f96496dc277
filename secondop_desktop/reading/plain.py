"""Plain text files: decoded, and cut into pages of about sixty lines. Runs in the parser only."""

from __future__ import annotations

import codecs

from secondop_desktop.base.language import tidy
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.drawn import HEIGHT, WIDTH, DrawnText
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.pages import TEXT_LAYER, Opened, PageText, Picture

LINES = 60
LETTERS = 100
"""Letters that fit into a line; a longer line counts as several."""


class PlainText:
    """An open text file; raises Refused when it is too long."""

    def __init__(self, data: bytes) -> None:
        if len(data) > limits.LONGEST_PLAIN:
            raise Refused(errors.TOO_BIG)
        text, self._encoding, self._lossy = decoded(data)
        self._pages = paginated(text)
        if len(self._pages) > limits.MOST_PAGES:
            raise Refused(errors.TOO_MANY_PAGES)

    def opened(self) -> Opened:
        """How many pages there are, and how the letters were decoded."""
        return Opened(len(self._pages), "text", encoding=self._encoding, lossy=self._lossy)

    def page_text(self, number: int) -> PageText:
        """The text of a page, with its words where they stand when it is drawn."""
        return text_page(self._text(number))

    def picture(self, number: int, width_px: int) -> Picture:
        """The page drawn on a sheet."""
        return picture_of_text(self._text(number), width_px)

    def _text(self, number: int) -> str:
        if not 1 <= number <= len(self._pages):
            raise Refused(errors.NO_PAGE)
        return self._pages[number - 1]


def text_page(text: str) -> PageText:
    """A page of text; one that cannot be drawn has no size, and its words no places."""
    drawn = DrawnText(text)
    source = TEXT_LAYER if text else ""
    if not drawn.can:
        return PageText(text, source=source)
    return PageText(text, drawn.words(), source, width=WIDTH, height=HEIGHT)


def picture_of_text(text: str, width_px: int) -> Picture:
    """The same page drawn on a sheet; Refused when it cannot be drawn."""
    drawn = DrawnText(text)
    if not drawn.can:
        raise Refused(errors.NO_PICTURE)
    return drawn.picture(width_px)


def decoded(data: bytes) -> tuple[str, str, bool]:
    """The text, the name of its encoding, and whether some characters had to be replaced."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, encoding, "\ufffd" in text
    try:
        return data.decode("utf-8-sig"), "utf-8", False
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        return text, "cp1252", "\ufffd" in text


def paginated(text: str) -> list[str]:
    """Pages of about LINES lines, cut at the end of a line; a form feed begins a page. Never empty."""
    pages: list[str] = []
    for part in text.split("\f"):
        page: list[str] = []
        room = LINES
        for line in _short_lines(tidy(part)):
            needs = 1 + len(line) // LETTERS
            if page and needs > room:
                pages.append("\n".join(page))
                page, room = [], LINES
            page.append(line)
            room -= needs
        pages.append("\n".join(page))
    return [page for page in pages if page] or [""]


def _short_lines(text: str) -> list[str]:
    """Lines of which none is longer than a page; a longer one is cut."""
    longest = LINES * LETTERS
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line[at : at + longest] for at in range(0, len(line), longest)] or [""]
    return lines
