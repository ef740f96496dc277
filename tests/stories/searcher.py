"""Looks for words in files as somebody would who has the disk: encoded and compressed in many ways."""

import base64
import re
import struct
import zlib

STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|PK\x03\x04")
GZIP_OR_ZLIB, BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
ZIPPED = struct.Struct("<26xHH")
"""The head of a file in a zip archive (APPNOTE 4.3.7), up to the lengths of its name and its extra field."""
DEEPEST = 3


def disguises(word):
    """The bytes that would show `word`: plain, UTF-16, hex, and the part of base64 that does not depend on
    what stands before and after it.
    """
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), word.encode("utf-16-be"))
    yield from (plain.hex().encode(), plain.hex().upper().encode(), plain[::-1])
    for written in (plain, word.encode("utf-16-le")):
        for before in range(3):
            packed = base64.b64encode(b"\0" * before + written + b"\0\0\0")
            whole = (before + len(written)) // 3 * 4
            yield packed[4 if before else 0 : whole]


def openings(content, depth=0):
    """The content itself, and whatever can be unpacked from inside it."""
    yield content
    if depth == DEEPEST:
        return
    for found in STREAM.finditer(content):
        at, how = found.start(), GZIP_OR_ZLIB
        if found.group() == b"PK\x03\x04" and len(content) >= at + ZIPPED.size:
            at, how = at + ZIPPED.size + sum(ZIPPED.unpack_from(content, at)), BARE
        try:
            unpacked = zlib.decompressobj(how).decompress(content[at:])
        except zlib.error:
            continue
        if len(unpacked) > 4:
            yield from openings(unpacked, depth + 1)


def words_in(content, words):
    """Which of the words can be found in some bytes, whatever their case."""
    found = set()
    for opened in openings(content):
        small = opened.lower()
        for word in words:
            if any(d in opened or d.lower() in small for d in disguises(word)):
                found.add(word)
    return found


def words_below(folder, words):
    """`(file, word)` for each word in the content or the path of each file below a folder."""
    faults = []
    for path in sorted(folder.rglob("*")):
        told = str(path.relative_to(folder)).casefold()
        found = {word for word in words if word.casefold() in told}
        if path.is_file() and not path.is_symlink():
            found |= words_in(path.read_bytes(), words)
        faults += [(str(path.relative_to(folder)), word) for word in sorted(found)]
    return faults
