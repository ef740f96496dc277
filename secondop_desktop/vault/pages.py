"""Reads the pages of an encrypted file ourselves: their seals, and what is in them where SQLCipher gives up.

SQLCipher seals each page with HMAC-SHA-512 under a key derived from the file key (PBKDF2-HMAC-SHA-512, two
rounds, salt xor 0x3a) over the encrypted content, the initialisation vector and the little-endian page
number, and encrypts it with AES-256-CBC (SQLCipher design, "Per-Page HMAC" and "Encryption"). If any page
fits, the key is right and it is the file that is damaged.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from secondop_desktop.vault.cipher import PAGE_SIZE, SALT_SIZE

_SALT_MASK = 0x3A
_IV_SIZE = 16
_SEAL_SIZE = 64
USABLE = PAGE_SIZE - _IV_SIZE - _SEAL_SIZE
"""How many bytes of a page the database itself uses."""
_MOST_PAGES = 256


def key_fits_some_page(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether at least one of the first pages of a file was sealed with this key.

    Raises OSError when the disk gives none of them: then nothing is known of the key.
    """
    with path.open("rb") as file:
        pages = SealedPages(file, key, salt)
        tried = min(_MOST_PAGES, pages.count)
        fits = any(pages.whole(number) for number in range(1, tried + 1))
    if tried and pages.unreadable == tried:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return fits


class SealedPages:
    """The pages of an encrypted database file, numbered from 1; nothing is ever written.

    `unreadable` counts the reads that the disk refused.
    `file` must never be closed while SQLite has the same file open in this process: that drops its locks.
    """

    def __init__(self, file: BinaryIO, key: bytes, salt: bytes) -> None:
        self._file, self._key = file, key
        self.unreadable = 0
        mask = bytes(byte ^ _SALT_MASK for byte in salt)
        self._seal_key = hashlib.pbkdf2_hmac("sha512", key, mask, 2, 32)

    @property
    def count(self) -> int:
        """How many pages there are; a piece at the end that is no whole page counts too."""
        return -(-self._file.seek(0, 2) // PAGE_SIZE)

    def whole(self, number: int) -> bool:
        """Whether a page is one that was written at this place with this key."""
        page = self._read(number)
        if len(page) < PAGE_SIZE:
            return False
        sealed, seal = page[_start(number) : -_SEAL_SIZE], page[-_SEAL_SIZE:]
        own = hmac.digest(self._seal_key, sealed + number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(own, seal)

    def content(self, number: int) -> bytes:
        """What decryption gives for a page, USABLE bytes, proven or not; empty when there is no such page."""
        page = self._read(number)
        if len(page) < PAGE_SIZE:
            return b""
        start = _start(number)
        decryptor = Cipher(AES(self._key), CBC(page[USABLE : USABLE + _IV_SIZE])).decryptor()
        return bytes(start) + decryptor.update(page[start:USABLE])

    def _read(self, number: int) -> bytes:
        try:
            self._file.seek((number - 1) * PAGE_SIZE)
            return self._file.read(PAGE_SIZE)
        except OSError:  # the disk does not give it
            self.unreadable += 1
            return b""
        except ValueError:  # there is no such place
            return b""


def _start(number: int) -> int:
    """Where the encrypted part begins: the first page begins with the salt."""
    return SALT_SIZE if number == 1 else 0
