"""What the program writes about itself: events and places in the code, never a value a person typed."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType


class _NoValues(logging.Formatter):
    """Prints where something failed, without the message of the exception, which may quote a value."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return places_of(ei[1]) if ei[1] is not None else ""


def places_of(error: BaseException) -> str:
    """The kinds of an error and its causes and the lines they passed, without their messages."""
    lines = []
    for link in (error, *_causes(error)):
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines.extend(
            f"  {frame.filename.rsplit('secondop_desktop', 1)[-1]}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        )
    return "\n".join(lines)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    link = error.__cause__ or error.__context__
    while link is not None and link not in found:
        found.append(link)
        link = link.__cause__ or link.__context__
    return found


def start(verbose: bool = False) -> None:
    """Log to standard error only; nothing is written to disk."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_NoValues("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("secondop_desktop")
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    root.propagate = False
