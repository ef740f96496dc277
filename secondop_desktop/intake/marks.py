"""The kind that the first bytes of a file announce; the marks are those of the formats' own descriptions."""

from __future__ import annotations

import re

_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    *((mark, "tiff") for mark in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    (b"{\\rtf", "rtf"),
    *((b"ID3" + bytes([version]), "mp3") for version in (2, 3, 4)),
    (b"OggS\0", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
    (b"\x1aE\xdf\xa3", "mkv"),  # EBML, RFC 8794: Matroska and WebM
    (b"0&\xb2u\x8ef\xcf\x11", "wmv"),
    *((mark, "program") for mark in (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_PDF_WITHIN = 1024  # ISO 32000-1, implementation note 13: readers accept the header in the first 1024 bytes
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_SOUND = (b"M4A ", b"M4B ", b"M4P ")
_FILM = (b"isom", b"iso", b"mp4", b"avc1", b"dash", b"M4V", b"mmp4", b"msnv", b"f4v")
_MP3_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Thousand bits a second of MPEG 1, layer III (ISO 11172-3, 2.4.2.3)."""
_MP3_SPEEDS = (44_100, 48_000, 32_000)


def kind_by_mark(head: bytes) -> str:
    """The kind that the first bytes of a file announce, or nothing."""
    for mark, kind in _STARTS:
        if head.startswith(mark):
            return kind
    return _by_two_marks(head) or _sound_without_a_head(head)


def _by_two_marks(head: bytes) -> str:
    """The kind of a file that is known by two places together."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head[:2] == b"MZ" and _is_windows_program(head):
        return "program"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return "pdf" if re.search(rb"%PDF-\d", head[:_PDF_WITHIN]) else ""


def _is_windows_program(head: bytes) -> bool:
    """Whether the place that an old program names holds the head of a Windows program (PE/COFF, 2.4)."""
    at = int.from_bytes(head[60:64], "little")
    return head[at : at + 2] in (b"PE", b"NE", b"LE")


def _by_brand(head: bytes) -> str:
    """What an ISO media file is, by the brands it names (ISO 14496-12, `ftyp`)."""
    end = min(int.from_bytes(head[:4], "big"), 256)
    major = head[8:12]
    brands = [major, *(head[at : at + 4] for at in range(16, end, 4))]
    if any(brand in (b"avif", b"avis") for brand in brands):
        return "unknown"
    if any(brand[:3] in (b"hei", b"hev") or brand in (b"mif1", b"msf1") for brand in brands):
        return "heic"
    if major in _SOUND:
        return "m4a"
    if major == b"qt  ":
        return "mov"
    if major.startswith(b"3g"):
        return "3gp"
    return "mp4" if major.startswith(_FILM) else "unknown"


def _sound_without_a_head(head: bytes) -> str:
    """MP3 or AAC that begins at once with sound: two frames, the second where the first one ends."""
    if len(head) < 8 or head[0] != 0xFF:
        return ""
    if head[1] in (0xF0, 0xF1, 0xF8, 0xF9):  # ADTS, ISO 13818-7, 6.2
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return "aac" if length > 7 and head[length : length + 2] == head[:2] else ""
    if head[1] not in (0xFA, 0xFB):
        return ""
    rate, speed = head[2] >> 4, head[2] >> 2 & 3
    if rate in (0, 15) or speed == 3:
        return ""
    length = 144 * _MP3_RATES[rate] * 1000 // _MP3_SPEEDS[speed] + (head[2] >> 1 & 1)
    return "mp3" if head[length : length + 2] == head[:2] else ""
