"""Rich Text Format: its text, and the photos in it. Runs in the parser only."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.written import Written

_PICTURE = re.compile(rb"(?:89504e470d0a1a0a|ffd8ff)[0-9a-f\s]{200,}", re.IGNORECASE)
"""PNG and JPEG as RTF holds them, in letters (Rich Text Format 1.9.1, "Pictures")."""


def rich_text(data: bytes) -> Written:
    """An .rtf file; raises Refused when it is too long or broken."""
    if len(data) > limits.LONGEST_MEMBER:
        raise Refused(errors.TOO_BIG)
    pictures = [_bytes(found[0]) for found in _PICTURE.finditer(data)]
    writing = _PICTURE.sub(b"", data)
    if len(writing) > limits.LONGEST_PLAIN:
        raise Refused(errors.TOO_BIG)
    try:
        text: str = rtf_to_text(writing.decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError) as error:
        raise Refused(errors.BROKEN) from error
    return Written("rtf", _whole_letters(text), pictures)


def _bytes(letters: bytes) -> bytes:
    digits = b"".join(letters.split())
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _whole_letters(text: str) -> str:
    """Letters beyond the first plane are written as two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
