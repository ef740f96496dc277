"""The link of a video visit: found among the words of an invitation, and never opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

_LINK = re.compile(r"https?://[^\s<>\"'\\]{3,2000}", re.IGNORECASE)
_VIDEO = re.compile(
    r"(^|\.)(zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|meet\.google\.com|doxy\.me"
    r"|whereby\.com|gotomeeting\.com|gotomeet\.me|meet\.jit\.si|vsee\.com|doctolib\.\w+|amwell\.com)$",
    re.IGNORECASE,
)
"""Where video visits take place: a link to one of these in a longer text is the one that is meant."""


def meeting(named: Sequence[str], place: str, text: str) -> str:
    """The link to a video visit: one that the file names so, one that is the place, or one in the text."""
    for words in (*named, place):
        found = first(words)
        if found:
            return found
    return next((link for link in every(text) if _VIDEO.search(urlsplit(link).hostname or "")), "")


def first(text: str) -> str:
    """The first link in a text, or nothing."""
    return next(iter(every(text)), "")


def every(text: str) -> list[str]:
    """Every link in a text that a browser could open."""
    found = (link.rstrip(".,;:!?)]}>") for link in _LINK.findall(text))
    return [link for link in found if is_link(link)]


def is_link(text: str) -> bool:
    """Whether a text is one whole web address with a place to go to."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not text.split()[1:]
    except ValueError:
        return False
