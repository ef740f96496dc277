"""What had to be left out of a file that was read, in sentences; the worker only counts."""

from __future__ import annotations

from collections.abc import Mapping

from secondop_desktop.base.language import tr, trn

PICTURES_LEFT = "pictures"
"""Pictures that cannot be shown here, or more than are shown."""
MEMBERS_LEFT, MEMBERS_LOCKED, MEMBERS_TOO_MANY = "members", "locked", "too many"
"""Files inside that are not taken out: too large or damaged, locked with a password, or too many at all."""
FAR_PICTURES = "far pictures"
"""Pictures that a page wants from the internet; they are never fetched."""
MOVING = "moving"
"""A picture that moves."""
NAMES = (MOVING, PICTURES_LEFT, MEMBERS_LEFT, MEMBERS_LOCKED, MEMBERS_TOO_MANY, FAR_PICTURES)
_MOST = 1_000_000


def checked(given: object) -> dict[str, int]:
    """The counts in a worker's answer, which may hold anything."""
    if not isinstance(given, dict):
        return {}
    counts = {name: given.get(name) for name in NAMES}
    return {name: n for name, n in counts.items() if type(n) is int and 0 < n <= _MOST}


def said(counts: Mapping[str, int]) -> str:
    """All of it in sentences; nothing when nothing was left out."""
    return " ".join(_sentence(name, counts[name]) for name in NAMES if counts.get(name))


def _sentence(name: str, n: int) -> str:
    if name == MOVING:
        return tr("This picture moves. Its first picture is shown and read.")
    if name == PICTURES_LEFT:
        return trn(
            "It also holds {n} picture that cannot be shown here. To see it, open the file outside.",
            "It also holds {n} pictures that cannot be shown here. To see them, open the file outside.",
            n,
        )
    if name == MEMBERS_LOCKED:
        return trn(
            "{n} file in it is locked with a password, so it was not taken out.",
            "{n} files in it are locked with a password, so they were not taken out.",
            n,
        )
    if name == MEMBERS_TOO_MANY:
        return trn(
            "It holds {n} file, which is more than is taken out at once. It is kept whole.",
            "It holds {n} files, which is more than are taken out at once. It is kept whole. You can "
            "unpack it on your computer and add the files you need.",
            n,
        )
    if name == FAR_PICTURES:
        return trn(
            "{n} picture of it lies on the internet. SecondOp never goes there, so it is not shown.",
            "{n} pictures of it lie on the internet. SecondOp never goes there, so they are not shown.",
            n,
        )
    return trn(
        "{n} file in it was not taken out. It is still there, inside the file that is kept.",
        "{n} files in it were not taken out. They are still there, inside the file that is kept.",
        n,
    )
