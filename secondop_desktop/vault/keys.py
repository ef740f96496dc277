"""How a passphrase becomes the key of a case, and how one key becomes several."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

KEY_BYTES = 32
SALT_BYTES = 16
_ARGON2_VERSION = 0x13  # version 1.3, the one of RFC 9106
_MIB = 1024  # KiB
_LITTLE_MEMORY = 2 * 1024**3  # bytes; below this, 256 MiB for a moment may fail or make the machine crawl
_MEMORY_INFO = Path("/proc/meminfo")


@dataclass(frozen=True)
class KdfProfile:
    """What Argon2id (RFC 9106) costs: memory in KiB, passes over it, and lanes that run side by side."""

    number: int
    memory_kib: int
    time_cost: int
    lanes: int


#: Newest first. A number is never used again for other costs: old cases are opened by trying each.
PROFILES = (
    KdfProfile(number=1, memory_kib=256 * _MIB, time_cost=3, lanes=4),
    KdfProfile(number=2, memory_kib=64 * _MIB, time_cost=3, lanes=4),
)
_FULL, _LITTLE = PROFILES


def normal(passphrase: str) -> str:
    """The passphrase in the one form (Unicode NFKC) that is measured and turned into a key."""
    return unicodedata.normalize("NFKC", passphrase)


def derive(passphrase: str, salt: bytes, profile: KdfProfile) -> bytes:
    """The 32-byte file key for `passphrase` and the 16 bytes of `salt` that `case.db` begins with.

    Takes about half a second on purpose. Raises UserError when the computer has too little memory left,
    and ValueError for a salt of another length.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("the salt must be 16 bytes")
    try:
        return hash_secret_raw(
            normal(passphrase).encode("utf-8", "surrogatepass"),
            salt,
            time_cost=profile.time_cost,
            memory_cost=profile.memory_kib,
            parallelism=profile.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
            version=_ARGON2_VERSION,
        )
    except (HashingError, MemoryError) as error:
        raise UserError(
            tr("This computer has too little free memory to open the lock of your case. Your case is safe."),
            tr("Close some other programs and try again."),
        ) from error


def profile_for_new_case(free_memory: int | None = None) -> KdfProfile:
    """The strongest profile this computer can bear now; `free_memory` in bytes is measured when not given."""
    free = memory_free() if free_memory is None else free_memory
    return _LITTLE if free is not None and free < _LITTLE_MEMORY else _FULL


def memory_free(info: Path = _MEMORY_INFO) -> int | None:
    """Bytes of memory that can be had without swapping; None where the system does not say."""
    try:
        lines = info.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        label, _, rest = line.partition(":")
        if label == "MemAvailable":
            return int(rest.split()[0]) * 1024
    return None


def subkey(root: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose out of `root` (HKDF-SHA256, RFC 5869); one never tells about another."""
    return expand(root, purpose, KEY_BYTES)


def expand(root: bytes, purpose: str, length: int, salt: bytes | None = None) -> bytes:
    """`length` bytes out of `root` for one purpose; a random `salt` makes them differ each time."""
    info = b"secondop/" + purpose.encode("utf-8")
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(root)
