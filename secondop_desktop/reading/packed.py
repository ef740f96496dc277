"""Archives: names and parts, within limits whatever an archive says of itself. Runs in the parser only."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.remarks import MEMBERS_LEFT, MEMBERS_LOCKED, MEMBERS_TOO_MANY
from secondop_desktop.reading.written import Member, Written

FAULTS = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError),
    *(ValueError, LookupError, ArithmeticError),
)
"""What the library raises for broken archives."""
_LOCKED, _UTF8 = 0x1, 0x800  # APPNOTE.TXT, 4.4.4
_STEP = 1 << 20
_DUST = {"thumbs.db", "desktop.ini"}
"""What systems leave behind in archives, and nobody put there; hidden files as well."""


class Packed:
    """An open archive; raises Refused when it is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = [part for part in self._zip.infolist() if not part.is_dir()]
        except FAULTS as error:
            raise Refused(errors.BROKEN) from error

    def parts(self) -> list[zipfile.ZipInfo]:
        """The parts that a person put there."""
        return [part for part in self._parts if not _is_dust(name_of(part))]

    def named(self, name: str) -> bytes:
        """A part by its name, empty when there is none."""
        found = next((part for part in self._parts if name_of(part) == name), None)
        return self.content(found, limits.LONGEST_XML) if found is not None else b""

    def content(self, part: zipfile.ZipInfo, most: int) -> bytes:
        """The bytes of a part, at most `most` of them; Refused for more, and for what is broken or locked."""
        if part.file_size > most or _swells(part):
            raise Refused(errors.TOO_BIG)
        found = bytearray()
        try:
            with self._zip.open(part) as stream:
                while step := stream.read(_STEP):
                    found += step
                    if len(found) > most:
                        raise Refused(errors.TOO_BIG)
        except FAULTS as error:
            raise Refused(errors.BROKEN) from error
        return bytes(found)


def archive(data: bytes) -> Written:
    """An archive as a file of writing: its names are the text, and its parts can be taken out."""
    packed = Packed(data)
    parts = packed.parts()
    names = "\n".join(name_of(part) for part in parts[: limits.MOST_NAMES])
    if not parts:
        raise Refused(errors.EMPTY)
    if len(parts) > limits.MOST_MEMBERS:
        return Written("zip", names, remarks={MEMBERS_TOO_MANY: len(parts)})
    locked = sum(bool(part.flag_bits & _LOCKED) for part in parts)
    left = [part for part in parts if part.file_size > limits.LONGEST_MEMBER or _swells(part)]
    members = [
        Member(name_of(part), lambda part=part: packed.content(part, limits.LONGEST_MEMBER))  # type: ignore[misc]
        for part in parts
        if part not in left and not part.flag_bits & _LOCKED
    ]
    return Written("zip", names, members=members, remarks={MEMBERS_LOCKED: locked, MEMBERS_LEFT: len(left)})


def name_of(part: zipfile.ZipInfo) -> str:
    """A part's name; some programs write UTF-8 without saying so."""
    name = part.filename
    if not part.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _swells(part: zipfile.ZipInfo) -> bool:
    """Whether a large part comes out of suspiciously little."""
    return part.file_size > limits.SWELLING and part.file_size > part.compress_size * limits.MOST_SWELLING


def _is_dust(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith(".") or last.lower() in _DUST
