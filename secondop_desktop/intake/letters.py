"""Tells apart what is written in letters: plain text, web pages and e-mails."""

from __future__ import annotations

import codecs
import re

_BEGINNING = 64 * 1024
_BEFORE_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,4000}-->)", re.DOTALL)
# One after the other, not as a possessive group: that one finds nothing in the `re` of Python 3.11.2.
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
"""One line of the head of an e-mail with those that go on with it (RFC 5322, 2.2)."""
_BY_POST = re.compile(rb"(?:received|return-path|message-id|mime-version|delivered-to|x-[\w-]+)")
_OTHER = (b"%!PS",)  # written in letters, but not for a person to read


def kind_of_letters(head: bytes) -> str:
    """`html`, `email` or `text` for the beginning of a file that is all text."""
    if head.startswith(_OTHER):
        return "unknown"
    start = _plain(head[:_BEGINNING])
    if _is_page(start):
        return "html"
    return "email" if _is_email(start) else "text"


def _is_page(start: bytes) -> bool:
    """Whether it begins as a web page does, after declarations and comments."""
    place = 0
    while found := _BEFORE_PAGE.match(start, place):
        place = found.end()
    return _PAGE.match(start, place) is not None


def _plain(start: bytes) -> bytes:
    """The beginning in one byte a letter, without the mark of its alphabet."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return start.removeprefix(codecs.BOM_UTF8)


def _is_email(start: bytes) -> bool:
    """Whether it begins with the head of an e-mail that went by post; a memo typed by a person does not."""
    if start.startswith(b"From ") and b"\n" in start:  # how mailboxes part their letters
        start = start[start.index(b"\n") + 1 :]
    names, place = set(), 0
    while found := _HEADER.match(start, place):
        names.add(found[1].lower())
        place = found.end()
    return b"from" in names and any(_BY_POST.fullmatch(name) for name in names)
