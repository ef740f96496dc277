"""How loud sound is, for a meter and for the question whether any arrives at all."""

from __future__ import annotations

import array
import math
import sys

QUIETEST_DB = -60.0
"""What the meter shows as nothing; speech at a table is between -40 and -10."""
HUSHED = 4
"""A microphone that is switched on hisses; one that is muted gives zeros, or these few smallest steps."""


def loudest(numbers: bytes) -> int:
    """The largest step away from zero among 16-bit samples; 0 when there are none."""
    read = array.array("h", numbers)
    if sys.byteorder == "big":
        read.byteswap()
    if not read:
        return 0
    highest, lowest = max(read), min(read)
    return max(highest, -lowest)


def share(loudest: int) -> float:
    """How much of the meter is filled, from 0 to 1, on the scale of decibels that ears work on."""
    if loudest <= 0:
        return 0.0
    decibels = 20 * math.log10(loudest / 32768)
    return min(1.0, max(0.0, 1 - decibels / QUIETEST_DB))
