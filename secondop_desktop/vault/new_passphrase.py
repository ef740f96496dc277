"""Changes the passphrase: a whole new database file, proved equal, put in place of the old one.

The key is never changed in place, because a power cut in the middle would leave a file that no key opens.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from sqlalchemy import Connection

from secondop_desktop.base import paths
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import cipher, passphrases, spare
from secondop_desktop.vault.case_file import DATABASE, Ways, open_with_key
from secondop_desktop.vault.errors import not_as_written
from secondop_desktop.vault.keys import derive
from secondop_desktop.vault.vault import Vault

KEPT = "case.db.before-new-passphrase"
FRESH = f"{DATABASE}.new"
PART = ".part"


class NotChanged(UserError):
    """The disk did not take the new file; the old one is as it was, and the case is open as before."""

    def __init__(self) -> None:
        super().__init__(
            tr("The passphrase was not changed, because the disk did not take all that was written to it."),
            tr(
                "Your case is as it was and opens with the passphrase you have now. Please make some room on "
                "the disk, or check that it is connected, then try again."
            ),
        )


class ChangedAndClosed(UserError):
    """The new passphrase is in force, but the case could not be opened again at once."""

    def __init__(self) -> None:
        super().__init__(
            tr("Your case has its new passphrase, but the disk did not let it be opened again at once."),
            tr(
                "Nothing was lost. Please lock the window and open the case with the new passphrase. Then "
                "print the new recovery sheet in the settings."
            ),
        )


def change(vault: Vault, passphrase: str, ways: Ways, progress: Progress = NO_PROGRESS) -> Vault:
    """Close `vault` and open it again under a new passphrase.

    The old file stays beside it, under its old passphrase, until the new one has opened the case once more
    (see `forget_old`). Raises FieldError("passphrase") for a weak passphrase, NotChanged, or CaseDamaged;
    then `vault` is open as before. Raises ChangedAndClosed when only the last step did not work.
    """
    judged = passphrases.judge(passphrase)
    if not judged.ok:
        raise FieldError("passphrase", judged.sentence)
    folder = vault.folder
    salt = secrets.token_bytes(cipher.SALT_SIZE)
    progress.at(0.1)
    key = derive(passphrase, salt, ways.profile_for_new_case())
    progress.at(0.4)
    try:
        _make_and_swap(vault, key, salt, ways, progress)
    except (OSError, cipher.module().Error) as error:
        raise NotChanged from error
    try:
        return open_with_key(folder, key, ways)
    except (OSError, UserError) as error:
        raise ChangedAndClosed from error


def _make_and_swap(vault: Vault, key: bytes, salt: bytes, ways: Ways, progress: Progress) -> None:
    fresh = vault.folder / FRESH
    try:
        with vault.connection() as connection:
            _write_fresh(connection, fresh, key, salt)
            token = vault.token
        progress.at(0.7)
        _prove(vault, fresh, key, salt, ways, token)
        vault.give_way(token, lambda: _swap(vault.folder))
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
            cipher.drop_journal(fresh)
        raise


def _write_fresh(connection: Connection, fresh: Path, key: bytes, salt: bytes) -> None:
    """Export every table into a new file under the new key."""
    cipher.make_private(fresh)
    raw: cipher.Connection = connection.connection.driver_connection
    version = raw.execute("PRAGMA main.user_version").fetchone()[0]
    if raw.in_transaction:
        raw.execute("ROLLBACK")  # a file cannot be attached inside a transaction
    raw.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.hex()}{salt.hex()}'\"", (str(fresh),))
    try:
        # It is no case yet, and it is flushed and proved before it becomes one: it needs no journal.
        raw.execute("PRAGMA fresh.journal_mode = MEMORY").fetchall()
        raw.execute("PRAGMA fresh.synchronous = OFF")
        raw.execute("SELECT sqlcipher_export('fresh')").fetchall()
        raw.execute(f"PRAGMA fresh.user_version = {int(version)}")
    finally:
        raw.execute("DETACH DATABASE fresh")


def _prove(old: Vault, fresh: Path, key: bytes, salt: bytes, ways: Ways, token: str) -> None:
    """The new file opens, holds exactly what the old one held at the commit `token`, and lies on the disk.

    Raises CaseDamaged when the old one does not add up, NotChanged when it is the new one that does not.
    """
    if not old.adds_up():
        raise not_as_written()
    try:
        copy = Vault(old.folder, fresh, key, salt, clock=ways.clock, why_read_only="proof")
        try:
            proved = copy.adds_up() and (old.token != token or copy.same_rows_as(old))
        finally:
            copy.close()
    except UserError as error:
        raise NotChanged from error
    if not proved:
        raise NotChanged
    cipher.drop_journal(fresh)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _swap(folder: Path) -> None:
    """Put the new file in the place of the old one, which gets another name; no connection is open.

    Until the last rename the old file is the case, from then on the new one. The spare belongs to the old
    one; the next opening writes it anew.
    """
    database = folder / DATABASE
    _keep_beside(database, folder / KEPT)
    (folder / spare.SPARE).unlink(missing_ok=True)
    paths.sync_folder(folder)
    (folder / FRESH).replace(database)
    with contextlib.suppress(OSError):  # it is done; the lock note of the next opening flushes the folder too
        paths.sync_folder(folder)


def _keep_beside(database: Path, kept: Path) -> None:
    """Give the old file a second name, or where the disk knows no such thing a copy."""
    part = kept.with_name(f"{kept.name}{PART}")
    part.unlink(missing_ok=True)
    try:
        part.hardlink_to(database)
    except (OSError, NotImplementedError):
        shutil.copyfile(database, part)
        part.chmod(0o600)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    part.replace(kept)
    part.unlink(missing_ok=True)  # two names of one file are both left by a rename


def forget_old(folder: Path) -> None:
    """Delete the file under the old passphrase, as the new one has proved itself, and what a crash left."""
    for name in (KEPT, f"{KEPT}{PART}", FRESH, f"{FRESH}-journal"):
        with contextlib.suppress(OSError):  # what cannot be deleted now is deleted next time
            (folder / name).unlink(missing_ok=True)
