"""Reads JSON Lines that anybody may have written: one flat object a line, of a length with a limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

LONGEST_LINE = 32 << 20
"""Bytes of one entry. The longest real ones are pages of a record: some hundred kilobytes."""
_STEP = 1 << 16


class _Flat(json.JSONDecoder):
    """Knows neither lists nor objects in objects: of a few bytes those can make any amount of memory."""

    def __init__(self) -> None:
        super().__init__()
        inside: Any = json.decoder.JSONObject  # type: ignore[attr-defined] # its own reader of objects
        self._depth = 0

        def one_object(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - the library's own call
            if self._depth:
                raise ValueError
            self._depth += 1
            try:
                return inside(*arguments, **named)
            finally:
                self._depth -= 1

        self.parse_object = one_object
        self.parse_array = _refused
        scanner: Any = json.scanner  # type: ignore[attr-defined] # the one of it that asks them
        self.scan_once = scanner.py_make_scanner(self)


def _refused(*_arguments: object, **_named: object) -> None:
    raise ValueError


def objects(
    stream: BinaryIO, *, flat: bool = True, longest: int = 0
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Each line by its number from 1, with what it holds; None for one that cannot be read.

    What is not `flat` should have a low limit for the `longest` line.
    """
    decoder = _Flat() if flat else json.JSONDecoder()
    for number, line in enumerate(_lines(stream, longest or LONGEST_LINE), 1):
        try:
            found = decoder.decode(line.decode("utf-8")) if line is not None else None
        except (ValueError, RecursionError):
            found = None
        yield number, found if isinstance(found, dict) else None


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines that are not empty, without their ends; None in place of one that is too long."""
    while piece := stream.readline(longest + 1):
        if not piece.endswith(b"\n") and len(piece) > longest:
            _skip(stream)
            yield None
        elif piece.strip():
            yield piece


def _skip(stream: BinaryIO) -> None:
    """Go on behind the end of a line."""
    while (piece := stream.readline(_STEP)) and not piece.endswith(b"\n"):
        pass
