"""Changes the passphrase: a whole new database file, proved equal, put in place of the old one.

The key is never changed in place, because a power cut in the middle would leave a file that no key opens.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from sqlalchemy import Connection

from secondop_desktop.base import paths
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import cipher, passphrases
from secondop_desktop.vault.case_file import DATABASE, Ways, open_with_key
from secondop_desktop.vault.errors import not_as_written
from secondop_desktop.vault.keys import derive
from secondop_desktop.vault.vault import Vault

KEPT = "case.db.before-new-passphrase"


def change(vault: Vault, passphrase: str, ways: Ways, progress: Progress = NO_PROGRESS) -> Vault:
    """Close `vault` and open it again under a new passphrase.

    The old file stays beside it, under its old passphrase, until the new one has opened the case once more
    (see `forget_old`). Raises FieldError("passphrase") for a weak passphrase; then nothing has happened.
    """
    judged = passphrases.judge(passphrase)
    if not judged.ok:
        raise FieldError("passphrase", judged.sentence)
    folder = vault.folder
    fresh = folder / f"{DATABASE}.new"
    salt = secrets.token_bytes(cipher.SALT_SIZE)
    progress.at(0.1)
    key = derive(passphrase, salt, ways.profile_for_new_case())
    progress.at(0.4)
    try:
        with vault.connection() as connection:
            _write_fresh(connection, fresh, key, salt)
        progress.at(0.7)
        _prove(vault, fresh, key, salt, ways)
        _swap(vault, fresh)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return open_with_key(folder, key, ways)


def _write_fresh(connection: Connection, fresh: Path, key: bytes, salt: bytes) -> None:
    """Export every table into a new file under the new key."""
    cipher.make_private(fresh)
    raw: cipher.Connection = connection.connection.driver_connection
    version = raw.execute("PRAGMA main.user_version").fetchone()[0]
    if raw.in_transaction:
        raw.execute("ROLLBACK")  # a file cannot be attached inside a transaction
    raw.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.hex()}{salt.hex()}'\"", (str(fresh),))
    try:
        raw.execute("SELECT sqlcipher_export('fresh')").fetchall()
        raw.execute(f"PRAGMA fresh.user_version = {int(version)}")
    finally:
        raw.execute("DETACH DATABASE fresh")


def _prove(old: Vault, fresh: Path, key: bytes, salt: bytes, ways: Ways) -> None:
    """The new file opens, holds exactly the old one's rows, and lies on the disk."""
    copy = Vault(old.folder, fresh, key, salt, clock=ways.clock, why_read_only="proof")
    try:
        if not (old.adds_up() and copy.adds_up() and copy.same_rows_as(old)):
            raise not_as_written()
    finally:
        copy.close()
    cipher.drop_journal(fresh)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _swap(vault: Vault, fresh: Path) -> None:
    folder = vault.folder
    vault.close()
    kept = folder / KEPT
    part = folder / f"{KEPT}.part"
    shutil.copyfile(folder / DATABASE, part)
    part.chmod(0o600)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(kept)
    paths.sync_folder(folder)
    fresh.replace(folder / DATABASE)
    paths.sync_folder(folder)


def forget_old(folder: Path) -> None:
    """Delete the file under the old passphrase; the new one has proved itself."""
    (folder / KEPT).unlink(missing_ok=True)
