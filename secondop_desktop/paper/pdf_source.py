"""How things are written in the source of a PDF: a reference to an object, a text, a number."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from reportlab.pdfbase import pdfdoc


def reference(thing: pdfdoc.PDFObject, document: pdfdoc.PDFDocument) -> str:
    """Where an object that is already registered stands in the file."""
    number, version = document.idToObjectNumberAndVersion[thing.__InternalName__]
    return f"{number} {version} R"


def page(number: int, document: pdfdoc.PDFDocument) -> str:
    """The reference of a page, counted from 0."""
    return reference(document.idToObject[f"Page{number + 1}"], document)


def text(words: str) -> str:
    """A text string in UTF-16, which holds every script."""
    return "<FEFF" + words.encode("utf-16-be").hex().upper() + ">"


def numbers(values: Iterable[float]) -> str:
    """Numbers in an array, to a hundredth of a point."""
    return "[" + " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values) + "]"


class Source(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object given as ready source."""

    __RefOnly__ = 1

    def __init__(self, source: str) -> None:
        self._source = source

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        return self._source.encode("ascii")


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream with the entries of its dictionary as ready source; compressed unless `plain`.

    What is used again and again is given `packed`: compressed already.
    """

    __RefOnly__ = 1

    def __init__(self, entries: str, content: bytes, *, plain: bool = False, packed: bool = False) -> None:
        self._entries = entries
        self._plain = plain
        self._packed = packed
        self._content = content

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        content, packed = self._content, ""
        if not self._plain:
            content, packed = content if self._packed else zlib.compress(content), "/Filter /FlateDecode "
        head = f"<< {self._entries} {packed}/Length {len(content)} >>"
        return head.encode("ascii") + b"\nstream\n" + content + b"\nendstream\n"
