"""A spare of the two small things without which a damaged case could not be rescued, in a file beside it.

The first 16 bytes of `case.db` salt the passphrase, and one row inside it holds the secret that opens the
attached files. Either lies on one page. The spare holds the salt as it is and the secret sealed under the
file key (AES-256-GCM, NIST SP 800-38D). Nothing ever depends on it: a case that is opened writes it anew.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secondop_desktop.base import paths
from secondop_desktop.vault.cipher import SALT_SIZE
from secondop_desktop.vault.keys import subkey

SPARE = "case.spare"
_MAGIC = b"SOSPARE\x01"
_NONCE = 12
_MOST_BYTES = 4096
_PURPOSE = "spare"


@dataclass(frozen=True)
class Inner:
    """What is sealed: the secret inside the database, and the name that the case has for itself."""

    secret: bytes
    case_id: str


@dataclass(frozen=True)
class Spare:
    """A spare as it lies on the disk; `salt` is not proven before `open` succeeds."""

    salt: bytes
    sealed: bytes

    def open(self, key: bytes) -> Inner | None:
        """What it holds; None when it is damaged or was written under another file key."""
        nonce, sealed = self.sealed[:_NONCE], self.sealed[_NONCE:]
        try:
            inner = json.loads(AESGCM(subkey(key, _PURPOSE)).decrypt(nonce, sealed, _MAGIC + self.salt))
        except (InvalidTag, ValueError):
            return None
        return Inner(bytes.fromhex(inner["secret"]), inner["case_id"])


def read(folder: Path) -> Spare | None:
    """The spare of the case in `folder`; None when there is none."""
    try:
        with (folder / SPARE).open("rb") as file:
            content = file.read(_MOST_BYTES)
    except OSError:
        return None
    if not content.startswith(_MAGIC) or len(content) < len(_MAGIC) + SALT_SIZE + _NONCE:
        return None
    start = len(_MAGIC)
    return Spare(content[start : start + SALT_SIZE], content[start + SALT_SIZE :])


def keep(folder: Path, key: bytes, salt: bytes, inner: Inner) -> None:
    """Write the spare unless a good one is there; OSError when the folder does not take it."""
    found = read(folder)
    if found is not None and found.salt == salt and found.open(key) == inner:
        return
    content = json.dumps({"secret": inner.secret.hex(), "case_id": inner.case_id}).encode()
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(subkey(key, _PURPOSE)).encrypt(nonce, content, _MAGIC + salt)
    paths.write_safely(folder / SPARE, _MAGIC + salt + nonce + sealed)
