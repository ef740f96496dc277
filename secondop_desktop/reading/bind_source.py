"""Files of which a worker gets only the pieces that it asks for, so that large ones need no more memory.

Runs in the binder only.
"""

from __future__ import annotations

import io
import os
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from secondop_desktop.reading import limits

Fetch = Callable[[int, int, int], bytes]
"""Bytes of source `number`, from `offset` on, so many of them."""
WINDOW = limits.BIND_WINDOW


class Windows:
    """The pieces that were fetched last, of all sources together."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def window(self, source: int, number: int, size: int) -> bytes:
        """Piece `number` of a source of `size` bytes; shorter only at its end."""
        found = self._kept.get((source, number))
        if found is not None:
            self._kept.move_to_end((source, number))
            return found
        begin = number * WINDOW
        found = self._fetch(source, begin, min(WINDOW, size - begin))
        self._kept[source, number] = found
        while len(self._kept) > limits.BIND_WINDOWS:
            self._kept.popitem(last=False)
        return found


class Source(io.RawIOBase):
    """One file, as a library wants to see it.

    It is called from inside a library that takes every exception for a damaged file: `trouble` remembers what
    happened, to be raised afterwards.
    """

    def __init__(self, windows: Windows, number: int, size: int) -> None:
        super().__init__()
        self.number, self.size = number, size
        self.trouble: Exception | None = None
        self._windows = windows
        self._at = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place, never outside of the file."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = min(max(0, start + offset), self.size)
        return self._at

    def readinto(self, room: Any) -> int:  # noqa: ANN401 - whatever a library fills
        """Fill `room` with what comes next; 0 at the end."""
        target = memoryview(room).cast("B")
        filled = 0
        try:
            while filled < len(target) and self._at < self.size:
                number, within = divmod(self._at, WINDOW)
                window = self._windows.window(self.number, number, self.size)
                piece = window[within : within + len(target) - filled]
                if not piece:
                    break
                target[filled : filled + len(piece)] = piece
                filled += len(piece)
                self._at += len(piece)
        except Exception as error:
            self.trouble = error
            raise
        return filled

    def whole(self) -> bytes:
        """All of it, for formats that cannot be read in pieces."""
        self.seek(0)
        return self.read() or b""

    def tell_trouble(self) -> None:
        """Raise what happened since the last time."""
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble


class Outlet(io.RawIOBase):
    """Where the finished file goes, in pieces of some size, while it is written."""

    def __init__(self, give: Callable[[bytes], object]) -> None:
        super().__init__()
        self._give = give
        self._kept = bytearray()
        self.written = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """No: what is written is gone."""
        return False

    def tell(self) -> int:
        """How much was written."""
        return self.written

    def write(self, content: Any) -> int:  # noqa: ANN401 - whatever a library writes
        """Take some bytes; they are given on when there are enough of them."""
        self._kept += content
        self.written += len(content)
        if len(self._kept) >= limits.BIND_PIECE:
            self.end()
        return len(content)

    def end(self) -> None:
        """Give on what is left."""
        if self._kept:
            given, self._kept = bytes(self._kept), bytearray()
            self._give(given)
