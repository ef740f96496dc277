"""How the program and a process that touches the sound device speak: a kind, a number, and bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO

RATE = 16_000
"""Samples a second of all sound in here: one channel of 16-bit whole numbers, which is enough for speech."""
STARTED, SOUND, PLAYED, FORGET, TROUBLE = b"S", b"P", b"A", b"X", b"E"
_HEAD = struct.Struct(">cdI")
_LONGEST = 1 << 22


@dataclass(frozen=True)
class Frame:
    """One message; what `number` means depends on the kind."""

    kind: bytes
    number: float
    content: bytes


class Ended(Exception):
    """The other side is gone, or sent something that is no frame."""


def send(stream: IO[bytes], kind: bytes, number: float = 0.0, content: bytes = b"") -> None:
    """Write one frame; raises OSError when the other side is gone."""
    stream.write(_HEAD.pack(kind, number, len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> Frame:
    """Read one frame; raises Ended."""
    kind, number, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    if length > _LONGEST:
        raise Ended
    return Frame(kind, number, _exactly(stream, length))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    try:
        content = stream.read(count)
    except (OSError, ValueError) as error:
        raise Ended from error
    if len(content) < count:
        raise Ended
    return content
