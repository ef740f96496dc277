"""The pages of an Ogg stream (RFC 3533): where one ends, and how much Opus sound they hold (RFC 7845)."""

from __future__ import annotations

from collections.abc import Iterator

MARK = b"OggS"
_HEAD = 27
_NO_PACKET_ENDS = 0xFFFFFFFFFFFFFFFF
TICKS = 48_000
"""An Ogg/Opus stream counts time in these parts of a second, whatever its sound was recorded at."""
HEAD_MARK = b"OpusHead"


def whole_pages(content: bytes) -> int:
    """How many bytes at the beginning of `content` are whole pages."""
    end = 0
    for _at, after in _pages(content):
        end = after
    return end


def last_tick(content: bytes) -> int:
    """The time at which the last page with an end of a packet ends, in TICKS; 0 when there is none."""
    tick = 0
    for at, _after in _pages(content):
        told = int.from_bytes(content[at + 6 : at + 14], "little")
        if told != _NO_PACKET_ENDS:
            tick = max(tick, told)
    return tick


def lead_in(content: bytes) -> int:
    """How many ticks at the beginning are not sound: the pre-skip of the head (RFC 7845, 5.1)."""
    at = content.find(HEAD_MARK)
    return int.from_bytes(content[at + 10 : at + 12], "little") if at >= 0 else 0


def _pages(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each whole page begins and ends; stops at the first thing that is no whole page."""
    at = 0
    while content[at : at + 4] == MARK and len(content) >= at + _HEAD:
        pieces = content[at + 26]
        table = content[at + _HEAD : at + _HEAD + pieces]
        after = at + _HEAD + pieces + sum(table)
        if len(table) < pieces or after > len(content):
            return
        yield at, after
        at = after
