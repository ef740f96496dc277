"""Says what kind of file a stream holds and how big it is; looks at bytes, never at the name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import BinaryIO

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.intake.names import bare_name, ending
from secondop_desktop.intake.plain import LooksLikeText

STEP = 256 * 1024
"""Bytes held in memory at a time."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "text": "text/plain",
    "unknown": "application/octet-stream",
}

_ENDINGS = {
    "pdf": "pdf",
    "jpeg": "jpg jpeg jpe jfif",
    "png": "png",
    "tiff": "tif tiff",
    "heic": "heic heif hif",
    "webp": "webp",
    "bmp": "bmp",
    "text": "txt text md csv tsv log xml html htm json eml bat",
}
_PROMISED = {word: kind for kind, words in _ENDINGS.items() for word in words.split()}

_MARKS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    *((mark, "tiff") for mark in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
)
_PDF_WITHIN = 1024  # ISO 32000-1, implementation note 13: readers accept the header in the first 1024 bytes
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_OTHER_THAN_TEXT = (b"{\\rtf", b"%!PS")  # written in letters, but not for a person to read


@dataclass(frozen=True)
class Examined:
    """What a file is. `kind` is a key of MEDIA_TYPES, `size` is in bytes.

    `name_lies` says that the name's ending promises something else than what is inside.
    """

    kind: str
    media_type: str
    size: int
    name: str
    name_lies: bool


def examine(stream: BinaryIO, name: str) -> Examined:
    """Look at as much of `stream` as its kind needs, in steps; the stream must be able to go back.

    Raises UserError when there is nothing in it.
    """
    shown = bare_name(name)
    head = stream.read(STEP)
    if not head:
        raise UserError(
            tr("The file “{name}” is empty, so there is nothing to keep.", name=shown),
            tr("If it should hold something, please save or send it again and then add it."),
        )
    kind = _kind_by_mark(head) or ("text" if _is_text(head, stream) else "unknown")
    size = stream.seek(0, os.SEEK_END)
    return Examined(kind, MEDIA_TYPES[kind], size, shown, _lies(shown, kind))


def _kind_by_mark(head: bytes) -> str:
    """The kind that the first bytes of a file announce, or nothing."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head[4:8] == b"ftyp":
        return "heic" if _is_heic(head) else "unknown"
    return "pdf" if re.search(rb"%PDF-\d", head[:_PDF_WITHIN]) else ""


def _is_heic(head: bytes) -> bool:
    """Whether the brands of an ISO media file (ISO 14496-12, `ftyp`) are those of HEIF with HEVC pictures."""
    end = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end, 4))]
    if any(brand in (b"avif", b"avis") for brand in brands):
        return False
    return any(brand[:3] in (b"hei", b"hev") or brand in (b"mif1", b"msf1") for brand in brands)


def _is_text(head: bytes, stream: BinaryIO) -> bool:
    """Whether everything is plain text; the first step that is not ends the look."""
    letters = LooksLikeText()
    step = head
    while step and letters.so_far():
        letters.see(step)
        step = stream.read(STEP)
    return letters.so_far() and not head.startswith(_OTHER_THAN_TEXT)


def _lies(name: str, kind: str) -> bool:
    promised = _PROMISED.get(ending(name), "" if not ending(name) else "other")
    if not promised or promised == kind:
        return False
    return promised != "other" or kind not in ("unknown", "text")
