"""The kinds of files that are told apart: what each is called on the way, and the endings that promise it."""

from __future__ import annotations

AUDIO = ("m4a", "mp3", "wav", "ogg", "flac", "amr", "aac")
VIDEO = ("mp4", "mov", "3gp", "avi", "mkv", "wmv")
OFFICE = ("xlsx", "pptx", "ods", "odp", "xls", "ppt")
"""Tables and slides, which are kept but not read."""
CONTAINERS = ("zip", "email", "msg")
INSIDE = "-inside"
"""Put behind the kind of a container that came out of another one; what is in it is not taken out."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "text": "text/plain",
    "html": "text/html",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "odt": "application/vnd.oasis.opendocument.text",
    "email": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "zip": "application/zip",
    "doc": "application/msword",
    **dict.fromkeys((*OFFICE, *AUDIO, *VIDEO, "program", "locked", "unknown"), "application/octet-stream"),
}
MEDIA_TYPES |= {kind + INSIDE: MEDIA_TYPES[kind] for kind in CONTAINERS}

KEPT = ("doc", "zip-inside", "program", "locked", "unknown", *OFFICE, *AUDIO, *VIDEO)
"""Kinds that are kept as they are; no worker reads them."""

_ENDINGS = {
    "jpeg": "jpg jpeg jpe jfif",
    "tiff": "tif tiff",
    "heic": "heic heif hif",
    "text": "txt text md csv tsv log xml json bat",
    "html": "html htm",
    "email": "eml",
    "ogg": "ogg oga opus",
    "mkv": "mkv webm",
    "program": "exe com",
    "locked": "",
    "unknown": "",
}
_SPELLED = {kind: _ENDINGS.get(kind, kind) for kind in MEDIA_TYPES if not kind.endswith(INSIDE)}
_PROMISED = {word: kind for kind, words in _SPELLED.items() for word in words.split()}
_NEARLY: tuple[frozenset[str], ...] = (
    frozenset({"docx", "docm"}),
    *(frozenset({"locked", kind}) for kind in ("docx", "docm", "doc", *OFFICE)),
    frozenset({"doc", "rtf"}),  # Word has saved rich text under the ending of its own for decades
    frozenset((*AUDIO, *VIDEO)),  # sound alone often lies in the same container as a film
    frozenset({"text", "html", "email", "program"}),  # all of them may be written in letters
)


def bare_kind(kind: str) -> str:
    """The kind without the mark of what came out of a container."""
    return kind.removesuffix(INSIDE)


def promised(ending: str) -> str:
    """The kind that a familiar ending promises, or nothing."""
    return _PROMISED.get(ending, "")


def nearly_same(one: str, other: str) -> bool:
    """Whether nobody was misled when a file of one kind has an ending of the other."""
    return one == other or any({one, other} <= group for group in _NEARLY)
