"""The pages, lists, cards and calendars of a case that is given out."""

from __future__ import annotations

from collections.abc import Iterator

from secondop_desktop.handover.given import Given


def lists_of(given: Given) -> Iterator[tuple[str, bytes]]:
    """Each of them as its path and its bytes."""
    yield from ()
