"""Messages that Outlook saved (.msg): the same as an e-mail. Runs in the parser only.

The numbers are those of [MS-OXMSG] and [MS-OXPROPS]; the compound file itself is read by olefile.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import olefile

from secondop_desktop.base.language import tr
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.mail import of_parts
from secondop_desktop.reading.plain import decoded
from secondop_desktop.reading.remarks import MEMBERS_LEFT
from secondop_desktop.reading.written import Member, Written

_FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_SUBJECT, _SENDER, _ADDRESS, _TO, _CC = "0037", "0C1A", "5D01", "0E04", "0E03"
_BODY, _PAGE, _NAME, _SHORT_NAME, _CONTENT, _MESSAGE = "1000", "1013", "3707", "3704", "3701", "3701000D"
_SENT = b"\x40\0\x39\0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # FILETIME, [MS-DTYP] 2.3.3
_HEAD, _ENTRY = 32, 16


def message(data: bytes) -> Written:
    """A .msg file; raises Refused when it is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _read(file)
    except _FAULTS as error:
        raise Refused(errors.BROKEN) from error


def _read(file: olefile.OleFileIO) -> Written:
    sender = " ".join(part for part in (_text(file, _SENDER), _in_angles(_text(file, _ADDRESS))) if part)
    heads = {
        "From": sender,
        "To": _text(file, _TO),
        "Cc": _text(file, _CC),
        "Date": _sent(file),
        "Subject": _text(file, _SUBJECT),
    }
    members, left = _attachments(file)
    page = _stream(file, f"__substg1.0_{_PAGE}0102")
    written = of_parts(heads, [_text(file, _BODY)], [page] if page else [], [], members)
    written.remark(MEMBERS_LEFT, left)
    return written


def _attachments(file: olefile.OleFileIO) -> tuple[list[Member], int]:
    """The files that came along, and how many are whole messages, which are not taken out."""
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach_version1.0_")})
    members, left = [], 0
    for folder in folders:
        if file.exists(f"{folder}/__substg1.0_{_MESSAGE}"):
            left += 1
            continue
        content = _stream(file, f"{folder}/__substg1.0_{_CONTENT}0102")
        name = _text(file, _NAME, f"{folder}/") or _text(file, _SHORT_NAME, f"{folder}/")
        members.append(Member(name or tr("Attachment"), lambda content=content: content))  # type: ignore[misc]
    return members, left


def _text(file: olefile.OleFileIO, number: str, folder: str = "") -> str:
    """A value in letters: as UTF-16, or in the older alphabets."""
    wide = _stream(file, f"{folder}__substg1.0_{number}001F")
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return decoded(_stream(file, f"{folder}__substg1.0_{number}001E"))[0].rstrip("\0")


def _stream(file: olefile.OleFileIO, name: str) -> bytes:
    if not file.exists(name) or file.get_size(name) > limits.LONGEST_MEMBER:
        return b""
    with file.openstream(name) as stream:
        return bytes(stream.read())


def _sent(file: olefile.OleFileIO) -> str:
    """When it was sent, in the words of Greenwich; nothing when that is not said."""
    properties = _stream(file, "__properties_version1.0")
    for at in range(_HEAD, len(properties) - _ENTRY + 1, _ENTRY):
        if properties[at : at + 4] == _SENT:
            ticks = int.from_bytes(properties[at + 8 : at + 16], "little")
            try:
                return f"{_EPOCH + timedelta(microseconds=ticks // 10):%Y-%m-%d %H:%M} UTC"
            except OverflowError:
                return ""
    return ""


def _in_angles(address: str) -> str:
    return f"<{address}>" if address else ""
