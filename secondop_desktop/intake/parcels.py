"""Tells apart the files that share an outer form: archives, and the files that office programs write.

The lists of names in them are looked at as bytes, within limits; nothing is unpacked here.
"""

from __future__ import annotations

import os
import re
import struct
from typing import BinaryIO

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
LONGEST_LIST = 4 << 20
"""Bytes of an archive's list of contents that are looked at."""
_TAIL = 66 * 1024  # the end record and the longest remark behind it: APPNOTE.TXT, 4.3.16
_ENTRY = struct.Struct("<4s24xHHH12x")  # APPNOTE.TXT, 4.3.12: mark, then lengths of name, extra and remark

_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE_PARTS = {
    "EncryptedPackage": "locked",  # [MS-OFFCRYPTO], 2.3.4.4
    "WordDocument": "doc",
    "__properties_version1.0": "msg",
    "Workbook": "xls",
    "PowerPoint Document": "ppt",
}


def is_parcel(head: bytes) -> bool:
    """Whether the first bytes are those of a zip archive or of Microsoft's compound files."""
    return head.startswith((ZIP, OLE, _EMPTY_ZIP))


def kind_of_parcel(head: bytes, stream: BinaryIO) -> str:
    """What a parcel is, by the names in it; `unknown` when it says nothing that can be relied on."""
    return _kind_of_ole(head, stream) if head.startswith(OLE) else _kind_of_zip(head, stream)


def _kind_of_zip(head: bytes, stream: BinaryIO) -> str:
    if head[26:38] == b"\x08\0" + head[28:30] + b"mimetype":
        return _kind_by_mimetype(head)
    names = _names(stream) or _first_names(head)
    if b"[Content_Types].xml" not in names:
        return "unknown" if b"META-INF/MANIFEST.MF" in names else "zip"
    if b"word/document.xml" in names:
        return "docm" if b"word/vbaProject.bin" in names else "docx"
    folders = {name.partition(b"/")[0] for name in names}
    return "xlsx" if b"xl" in folders else "pptx" if b"ppt" in folders else "unknown"


def _kind_by_mimetype(head: bytes) -> str:
    """OpenDocument and others begin with a part that is their type, not packed (ODF 1.3, part 2, 3.3)."""
    at = 38 + int.from_bytes(head[28:30], "little")
    said = head[at : at + int.from_bytes(head[18:22], "little")]
    return _MIMETYPES.get(said.removesuffix(b"-template"), "unknown")


def _names(stream: BinaryIO) -> set[bytes]:
    """The names in an archive's list of contents, as they are written there."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        return set()
    length, at = struct.unpack_from("<II", tail, end + 12)
    end += max(0, size - _TAIL)
    # What stands in front of an archive moves it; its list ends where the end record begins.
    stream.seek(max(0, end - length) if at + length != end else at)
    content = stream.read(min(length, LONGEST_LIST))
    names, place = set(), 0
    while place + _ENTRY.size <= len(content):
        mark, name, extra, remark = _ENTRY.unpack_from(content, place)
        if mark != b"PK\x01\x02":
            break
        names.add(content[place + 46 : place + 46 + name].replace(b"\\", b"/"))
        place += 46 + name + extra + remark
    return names


def _first_names(head: bytes) -> set[bytes]:
    """The names of the first parts, for an archive whose list at the end was cut off."""
    found = re.finditer(rb"PK\x03\x04.{22}(.)(.)..", head, re.DOTALL)
    return {head[part.end() : part.end() + part[1][0] + 256 * part[2][0]] for part in found}


def _kind_of_ole(head: bytes, stream: BinaryIO) -> str:
    """Which program wrote a compound file, by the names in its directory ([MS-CFB], 2.2 and 2.6)."""
    sector = 1 << min(16, int.from_bytes(head[30:32], "little"))
    stream.seek((int.from_bytes(head[48:52], "little") + 1) * sector)
    directory = stream.read(8 * sector) + head
    for name, kind in _OLE_PARTS.items():
        wide = name.encode("utf-16-le") + b"\0\0"
        if wide in directory:
            return kind
    return "unknown"
