"""Tells plain text from anything else, one step of bytes at a time."""

from __future__ import annotations

import codecs

_LAYOUT = b"\t\n\r\f\x1a"  # the last one ends text files of old DOS programs
_CONTROLS = bytes(byte for byte in range(32) if byte not in _LAYOUT) + b"\x7f"
_CONTROL_LETTERS = frozenset(_CONTROLS.decode("ascii"))
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NOT_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


class LooksLikeText:
    """Watches the bytes of a file go by; `so_far` says whether all of them can be plain text.

    Text is UTF-8 or an 8-bit Western alphabet without control characters, or UTF-16 that begins with its
    mark.
    """

    def __init__(self) -> None:
        self._begun = False
        self._wide: codecs.IncrementalDecoder | None = None
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._western = True
        self._clean = True

    def see(self, step: bytes) -> None:
        """Take note of the next bytes."""
        if not self._begun:
            self._begun = True
            encoding = _MARKS.get(step[:2])
            self._wide = codecs.getincrementaldecoder(encoding)() if encoding else None
        if not self._clean:
            return
        if self._wide is not None:
            self._clean = self._reads(self._wide, step)
            return
        self._clean = step.translate(None, _CONTROLS) == step
        self._western = self._western and step.translate(None, _NOT_IN_CP1252) == step
        if self._utf8 is not None and not self._reads(self._utf8, step):
            self._utf8 = None

    def so_far(self) -> bool:
        """Whether everything seen until now can be plain text."""
        return self._clean and (self._wide is not None or self._utf8 is not None or self._western)

    @staticmethod
    def _reads(decoder: codecs.IncrementalDecoder, step: bytes) -> bool:
        try:
            return _CONTROL_LETTERS.isdisjoint(decoder.decode(step))
        except UnicodeDecodeError:
            return False
