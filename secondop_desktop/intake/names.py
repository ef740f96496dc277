"""Readable titles out of file names, and names to save a copy under; neither is ever a path."""

from __future__ import annotations

import re
import unicodedata

from secondop_desktop.base.language import tr

LONGEST_NAME = 255
LONGEST_TITLE = 120
LONGEST_ON_DISK, LONGEST_ENDING = 200, 20
"""Bytes of a name that is saved, and of its ending; systems take 255, and a copy being written needs some."""
_ENDINGS = """
    pdf jpg jpeg jpe jfif png tif tiff heic heif hif webp bmp gif avif txt text md csv tsv log xml html htm
    json doc docx docm odt rtf xls xlsx ods odp ppt pptx eml msg zip gz 7z rar tar dcm ps exe com bat
    mp3 m4a wav ogg oga opus flac amr aac mp4 mov avi mkv webm wmv 3gp
"""
ENDINGS = frozenset(_ENDINGS.split())
"""Endings that say what a file is; anything else after a dot is part of the name."""

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c\ufe68]')
_AT_THE_START = re.compile(r"^[\s.~-]+")
_AT_THE_END = " ."
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_JOINERS = "\u200c\u200d"  # needed to write Persian and several Indian languages


def bare_name(name: str) -> str:
    """A file's own name: no folders of any system, NFC, nothing invisible, at most 255 characters."""
    last = re.split(r"[/\\]", _visible(name).rstrip("/\\ "))[-1]
    if len(last) > LONGEST_NAME:
        start, dot, ending = last.rpartition(".")
        room = LONGEST_NAME - len(ending) - 1
        last = f"{start[:room]}{dot}{ending}" if start and room > 0 else last[:LONGEST_NAME]
    return last.strip()


def name_for_disk(name: str) -> str:
    """A name that every system takes as one plain, visible file of the folder where it is put, or nothing.

    Signs that part folders, drives or streams become dashes; no name begins with a sign that programs read as
    an option, a home folder or a hidden file; those that Windows keeps for devices get a line in front
    (Microsoft, "Naming Files, Paths, and Namespaces"). At most LONGEST_ON_DISK bytes, the ending kept.
    """
    plain = _AT_THE_START.sub("", _NOT_IN_NAMES.sub("-", bare_name(name)))
    plain = _shortened_to_bytes(plain.rstrip(_AT_THE_END))
    return f"_{plain}" if _DEVICES.fullmatch(plain) else plain


def _shortened_to_bytes(name: str) -> str:
    if len(name.encode()) <= LONGEST_ON_DISK:
        return name
    start, dot, last = name.rpartition(".")
    if not start or len(last.encode()) > LONGEST_ENDING:
        start, dot, last = name, "", ""
    room = LONGEST_ON_DISK - len((dot + last).encode())
    return start.encode()[:room].decode("utf-8", "ignore").rstrip(_AT_THE_END) + dot + last


def ending(name: str) -> str:
    """The familiar ending of a name in small letters, without its dot, or nothing."""
    _, dot, last = name.rpartition(".")
    return last.lower() if dot and last.lower() in ENDINGS else ""


def clean_title(name: str) -> str:
    """A title for a document, made from the name of its file; never empty, at most 120 characters."""
    title = bare_name(name)
    while ending(title):
        title = title.rpartition(".")[0]
    title = title.replace("_", " ").replace("%20", " ")
    title = re.sub(r"\s+", " ", title).strip(" .-")
    return _shortened(title) or tr("Record without a name")


def _visible(text: str) -> str:
    """Text in NFC without controls, halves of characters and marks that turn the writing direction."""
    whole = unicodedata.normalize("NFC", text)
    blanks = (" " if c.isspace() else c for c in whole)
    return "".join(c for c in blanks if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: LONGEST_TITLE - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > LONGEST_TITLE // 2 else cut).rstrip() + "…"
