"""Pictures of pages that were drawn before, as many as fit into so much memory; the oldest go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage

MOST_BYTES = 64 << 20
"""Three pages of the largest size at which a whole page is drawn, or some twenty of the usual size."""


class PageStore:
    """Keeps pictures by any key, at most `most` bytes of pixels; a picture too large alone is not kept."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[Hashable, QImage] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """Bytes of all pictures."""
        return self._bytes

    def get(self, key: Hashable) -> QImage | None:
        """A picture that is still there; it becomes the youngest."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, image: QImage) -> None:
        """Keep a picture."""
        old = self._kept.pop(key, None)
        self._bytes -= old.sizeInBytes() if old is not None else 0
        if image.sizeInBytes() > self._most:
            return
        self._kept[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._most:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.sizeInBytes()

    def clear(self) -> None:
        """Let go of all."""
        self._kept.clear()
        self._bytes = 0
