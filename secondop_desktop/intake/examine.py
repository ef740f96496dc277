"""Says what kind of file a stream holds and how big it is; looks at bytes, never at the name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.intake.kinds import MEDIA_TYPES, nearly_same, promised
from secondop_desktop.intake.letters import kind_of_letters
from secondop_desktop.intake.marks import kind_by_mark
from secondop_desktop.intake.names import bare_name, ending
from secondop_desktop.intake.parcels import is_parcel, kind_of_parcel
from secondop_desktop.intake.plain import LooksLikeText

STEP = 256 * 1024
"""Bytes held in memory at a time."""


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
    kind = _kind(head, stream)
    size = stream.seek(0, os.SEEK_END)
    return Examined(kind, MEDIA_TYPES[kind], size, shown, _lies(shown, kind))


def _kind(head: bytes, stream: BinaryIO) -> str:
    if is_parcel(head):
        return kind_of_parcel(head, stream)
    return kind_by_mark(head) or (kind_of_letters(head) if _is_text(head, stream) else "unknown")


def _is_text(head: bytes, stream: BinaryIO) -> bool:
    """Whether everything is plain text; the first step that is not ends the look."""
    letters = LooksLikeText()
    step = head
    while step and letters.so_far():
        letters.see(step)
        step = stream.read(STEP)
    return letters.so_far()


def _lies(name: str, kind: str) -> bool:
    shown = ending(name)
    said = promised(shown)
    if not said:  # a familiar ending of something that is not told apart here, such as .xyz or .dcm
        return bool(shown) and kind not in ("unknown", "text", "zip")
    return not nearly_same(said, kind)
