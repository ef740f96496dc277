"""How much a file may ask for; whatever asks for more is refused with a sentence."""

from __future__ import annotations

import math

MOST_BYTES = 256 << 20
"""Bytes of one file."""
MOST_PAGES = 5_000
MOST_PIXELS = 100_000_000
"""Pixels of one picture inside a file: a sheet of A3 at 600 dpi has 70 million."""
MOST_PIXELS_OUT = 24_000_000
"""Pixels of one picture that is handed over, three bytes each."""
LONGEST_OUT = 10_000
"""Pixels of the longer side of a picture that is handed over."""
MOST_TEXT = 6 << 20
"""Bytes of the text of one page and the places of its words, as JSON."""
LONGEST_PLAIN = 20 << 20
"""Bytes of a plain text file."""

LONGEST_XML = 32 << 20
"""Bytes of one part of a Word or OpenDocument file."""
MOST_PARTS = 40
"""Headers, footers or notes of one kind in such a file."""
MOST_PICTURES = 100
"""Pictures inside a file of writing that become pages."""
SMALLEST_PICTURE_INSIDE = 200 * 200
"""Pixels of such a picture; a smaller one is a logo or a line, and holds no writing."""
MOST_MEMBERS = 200
"""Files that are taken out of an archive or an e-mail; one with more is kept whole."""
MOST_NAMES = 5_000
LONGEST_MEMBER, MOST_TAKEN_OUT = 128 << 20, 512 << 20
"""Bytes of one file that is taken out, and of all of them together."""
SWELLING, MOST_SWELLING = 32 << 20, 200
"""From this size on a part may be at most so many times as large as its packed bytes."""

PARSER_MEMORY = 512 << 20
PARSER_CPU, PARSER_WALL = 8, 20
"""Seconds for one answer of the parser: of computing, and on the clock of a busy computer.

The system counts whole seconds; with eight, a file that only computes is told about within ten.
"""
OCR_MEMORY = 1536 << 20
OCR_CPU, OCR_WALL = 120, 60
"""Seconds for one page; two threads compute at once, and a page may be read turned as well."""
SOUND_CPU = 20
"""Seconds of computing for a piece of sound, or for finding the end of a long file."""
SOUND_WINDOW = 256 << 10
LONGEST_PIECE = 8 << 20
LONGEST_SOUND_S, FASTEST_SOUND = 24 * 3600, 192_000
MOST_SOUND = 24 * 3600 * 48_000 * 2
"""Bytes of sound that one file may become: a day of it, as phones record."""
BIND_CPU, BIND_WALL = 20, 90
"""Seconds between two words of the worker that binds a packet."""
BIND_MEMORY = 1536 << 20
BIND_MUCH, BIND_MOST = 200 << 20, 1100 << 20
"""Bytes of chosen files from which on the worker gets so much memory, and more than which no packet may have:
the library that binds keeps what it copies until the packet is written."""
BIND_WINDOW = 1 << 20
BIND_WINDOWS = 16
"""Pieces of files that it keeps, of all files together: 16 MB."""
BIND_PIECE = 1 << 20
LONGEST_LAID = 64 << 20
"""Bytes of pictures that it lays aside at once; it begins a new pile at LAY_AT."""
LAY_AT = 6 << 20
BIND_WORDS = 16 << 20
BIND_PAGES = 16
"""Pages whose words are handed over at once."""
BIND_SWELLING, BIND_OWN = 3, 256 << 20
"""A packet may have so many times the bytes of its files, and so many more."""
START_WALL = 180
"""Seconds for a worker to start on a computer that is busy."""
PATIENCE = 4
"""So many times as long a worker may take on the clock that lets everything else go first."""


def scale_within(width: float, height: float) -> float:
    """By how much a picture may be enlarged at most before it has too many pixels to be handed over."""
    most = min(math.sqrt(MOST_PIXELS_OUT / (width * height)), LONGEST_OUT / max(width, height))
    return 0.999 * most  # sides are rounded up to whole pixels
