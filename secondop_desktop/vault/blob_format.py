"""How the bytes of one blob lie in its file: a header, sealed segments, a seal over name and size.

    magic 8 | salt 32 | segment 0 | segment 1 | ... | last segment | seal 32

Each segment is 256 KiB of content (the last one what is left, an empty blob one empty segment) under
AES-256-GCM with its 16-byte tag. Key and nonces follow the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizar ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015,
section 7): the nonce is 7 bytes of prefix, 4 bytes of segment number and 1 byte that is 1 only for the last
segment; the header is associated data of each. So a segment that was changed, moved, left out, added or taken
from another blob is refused.

The size is not in the header, because nobody knows it when the header is written and a header that is written
twice could be lost half-way. It follows from the length of the file, and the seal at the end, an HMAC over
name and size, proves it without reading a segment. The seal also proves that the file bears its own name.

The name is a keyed hash of the content, so that the same content is kept once. It is HMAC-SHA-256 over the
GMAC of the content and its size: a universal hash under a secret key, hidden behind a pseudo-random function
(Wegman and Carter 1981; Shoup, "On Fast and Provably Secure Message Authentication Based on Universal
Hashing", CRYPTO 1996). Two contents of up to a tebibyte that nobody made with the key in hand get the same
name with a chance below 2**-91. It takes a tenth of the time of SHA-256, which the first version took over
the whole content; its files are read as before.
"""

from __future__ import annotations

import hmac
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from secondop_desktop.vault.keys import expand, subkey

FIRST = b"SOBLOB\x00\x01"
MAGIC = b"SOBLOB\x00\x02"
SALT_BYTES = 32
HEADER_BYTES = len(MAGIC) + SALT_BYTES
SEGMENT = 256 * 1024
TAG_BYTES = 16
SEAL_BYTES = 32
_PREFIX_BYTES = 7
_GMAC_NONCE = 12
SEALED = SEGMENT + TAG_BYTES
_MOST_SEGMENTS = 2**32


class NotAuthentic(Exception):
    """The bytes are not the ones that were written here."""


class Cut(NamedTuple):
    """Where one segment lies: offset and length in the file, and whether it is the last one."""

    offset: int
    length: int
    last: bool


def size_of(file_bytes: int) -> int:
    """How many bytes of content a file of that length holds; raises NotAuthentic for an impossible length."""
    body = file_bytes - HEADER_BYTES - SEAL_BYTES
    whole, rest = divmod(body, SEALED)
    # Only the one segment of an empty blob is nothing but a tag.
    if body < TAG_BYTES or 0 < rest < TAG_BYTES or (rest == TAG_BYTES and whole):
        raise NotAuthentic
    return body - TAG_BYTES * (whole + (rest > 0))


def segments(size: int) -> int:
    """How many segments a content of `size` bytes has."""
    return max(1, -(-size // SEGMENT))


def cut(size: int, number: int) -> Cut:
    """Where segment `number` of a content of `size` bytes lies."""
    last = number == segments(size) - 1
    length = (size - number * SEGMENT if last else SEGMENT) + TAG_BYTES
    return Cut(HEADER_BYTES + number * SEALED, length, last)


class Name:
    """The name of a content that is told piece by piece; `header` is that of its file."""

    def __init__(self, blob_key: bytes, header: bytes = MAGIC) -> None:
        self._size = 0
        self._old: hmac.HMAC | None = None
        if header.startswith(FIRST):
            self._old = hmac.new(subkey(blob_key, "blob name"), digestmod="sha256")
        else:
            self._name_key = subkey(blob_key, "blob name 2")
            # One nonce for all is right here: no tag is ever shown, and nothing is encrypted.
            self._gmac = Cipher(AES(subkey(blob_key, "blob content")), GCM(bytes(_GMAC_NONCE))).encryptor()

    def add(self, piece: bytes) -> None:
        """The next piece of the content."""
        self._size += len(piece)
        if self._old is not None:
            self._old.update(piece)
        else:
            self._gmac.authenticate_additional_data(piece)

    def hex(self) -> str:
        """The name, 64 hex digits; nothing can be added any more."""
        if self._old is not None:
            return self._old.hexdigest()
        self._gmac.finalize()
        told = self._gmac.tag + self._size.to_bytes(8, "big")
        return hmac.digest(self._name_key, told, "sha256").hex()


class BlobCipher:
    """Seals and opens the segments of one blob."""

    def __init__(self, blob_key: bytes, header: bytes) -> None:
        if len(header) != HEADER_BYTES or not header.startswith((MAGIC, FIRST)):
            raise NotAuthentic
        secret = expand(blob_key, "blob", 32 + _PREFIX_BYTES + 32, salt=header[len(MAGIC) :])
        self._header = header
        self._room = bytearray(SEALED)
        self._gcm = AESGCM(secret[:32])
        self._prefix = secret[32 : 32 + _PREFIX_BYTES]
        self._seal_key = secret[32 + _PREFIX_BYTES :]

    def lock(self, number: int, last: bool, content: bytes) -> memoryview:
        """The segment as it is written; good until the next call, which writes in the same place.

        A fresh piece of memory for each segment took five times as long as the encryption.
        """
        sealed = memoryview(self._room)[: len(content) + TAG_BYTES]
        self._gcm.encrypt_into(self._nonce(number, last), content, self._header, sealed)
        return sealed

    def unlock(self, number: int, last: bool, sealed: memoryview) -> bytes:
        """The content of a segment; raises NotAuthentic when it is not the one that was written there."""
        try:
            return self._gcm.decrypt(self._nonce(number, last), sealed, self._header)
        except InvalidTag as error:
            raise NotAuthentic from error

    def seal(self, name: str, size: int) -> bytes:
        """What the file ends with."""
        return hmac.digest(self._seal_key, f"{name} {size}".encode("ascii"), "sha256")

    def check_seal(self, name: str, size: int, found: memoryview) -> None:
        """Raise NotAuthentic when the file is not the blob `name` with `size` bytes of content."""
        if not hmac.compare_digest(self.seal(name, size), found):
            raise NotAuthentic

    def _nonce(self, number: int, last: bool) -> bytes:
        if number >= _MOST_SEGMENTS:
            raise ValueError("a blob holds at most one pebibyte")
        return self._prefix + number.to_bytes(4, "big") + bytes([last])
