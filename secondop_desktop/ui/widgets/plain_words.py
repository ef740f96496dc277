"""What becomes of something pasted or dropped: its plain words, and nothing that could hide in them."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QMimeData

_SOFT = "\u2028"
"""A break of the line that begins no paragraph; editors know it."""
_BREAKS = str.maketrans({"\u2029": "\n", "\v": "\n", "\f": "\n", "\x85": "\n"})


def words_of(source: QMimeData) -> str:
    """The words of a piece of clipboard; none when it holds files or pictures, or only a web page's code."""
    return clean(source.text()) if source.hasFormat("text/plain") and not _are_files(source) else ""


def clean(text: str, one_line: bool = False) -> str:
    """Text with one kind of line end, without NUL, other control characters and half characters."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    if one_line:
        whole = whole.replace(_SOFT, " ").replace("\n", " ")
    if whole.isascii() and whole.replace("\n", "").replace("\t", "").isprintable():
        return whole
    return "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _are_files(source: QMimeData) -> bool:
    """Files are no text: their names would be all that one gets."""
    return source.hasUrls() and all(url.isLocalFile() for url in source.urls())
