"""Tells a wrong key from a damaged file by checking the seals of single pages ourselves.

SQLCipher seals each page with HMAC-SHA-512 under a key derived from the file key (PBKDF2-HMAC-SHA-512, two
rounds, salt xor 0x3a) over the encrypted content, the initialisation vector and the little-endian page number
(SQLCipher design, "Per-Page HMAC"). If any page fits, the key is right and it is the file that is damaged.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from secondop_desktop.vault.cipher import PAGE_SIZE, SALT_SIZE

_SALT_MASK = 0x3A
_IV_SIZE = 16
_SEAL_SIZE = 64
_RESERVED = _IV_SIZE + _SEAL_SIZE
_MOST_PAGES = 256


def key_fits_some_page(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether at least one of the first pages of a file was sealed with this key."""
    mask = bytes(byte ^ _SALT_MASK for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, mask, 2, 32)
    with path.open("rb") as file:
        for number in range(1, _MOST_PAGES + 1):
            page = file.read(PAGE_SIZE)
            if len(page) < PAGE_SIZE:
                return False
            if _fits(page, number, seal_key):
                return True
    return False


def _fits(page: bytes, number: int, seal_key: bytes) -> bool:
    start = SALT_SIZE if number == 1 else 0
    sealed, seal = page[start : PAGE_SIZE - _RESERVED + _IV_SIZE], page[PAGE_SIZE - _SEAL_SIZE :]
    own = hmac.new(seal_key, sealed + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(own, seal)
