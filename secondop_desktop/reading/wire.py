"""How the main process and a worker speak: a short JSON header, then bytes, both with a length in front.

Neither side trusts a length: what is longer than agreed is refused, and memory is taken only for bytes that
came.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Header = dict[str, Any]
Frame = tuple[Header, bytes]

PAGE_NUMBERS = (
    *("confidence", "width", "height", "pictures", "letters_on_pictures", "turn"),
    *("off_ink", "strokes"),
)
"""The fields of a page that travel in the header."""
LONGEST_NAME = 1_000
"""Letters of the name of a file inside another one, as it travels in the header."""
LONGEST_HEADER = 64 * 1024
STEP = 1 << 20
_LENGTHS = struct.Struct(">IQ")


class BadFrame(Exception):
    """The other side ended, or sent something that is not a frame or longer than agreed."""


def send(stream: IO[bytes], header: Header, payload: bytes | memoryview = b"") -> None:
    """Write one frame; raises OSError when the other side is gone."""
    text = json.dumps(header).encode("ascii")
    if len(text) > LONGEST_HEADER:
        raise ValueError("a header is a few words, everything else is payload")
    stream.write(_LENGTHS.pack(len(text), len(payload)) + text)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes], longest: int) -> Frame:
    """Read one frame with a payload of at most `longest` bytes; raises BadFrame."""
    header_length, length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if header_length > LONGEST_HEADER or length > longest:
        raise BadFrame
    header = loaded(_exactly(stream, header_length))
    if not isinstance(header, dict):
        raise BadFrame
    return header, _exactly(stream, length)


def loaded(text: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value out of bytes that nobody vouches for; raises BadFrame."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame from error


def _exactly(stream: IO[bytes], count: int) -> bytes:
    parts: list[bytes] = []
    missing = count
    while missing:
        part = stream.read(min(missing, STEP))
        if not part:
            raise BadFrame
        parts.append(part)
        missing -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
