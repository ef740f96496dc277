"""Page numbers as a person says them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable


def in_words(numbers: Iterable[int]) -> str:
    """Page numbers in few words and rising order, such as "2, 4–40"."""
    runs = []
    ordered = sorted(set(numbers))
    for _, placed in itertools.groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in placed]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)
