"""The one way to connect to an encrypted database file, step by step in the order that is safe."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, cast

from secondop_desktop.base.language import tr
from secondop_desktop.vault.errors import CipherMissing, NotACase, WrongSecret

PAGE_SIZE = 16384
SALT_SIZE = 16
PLAIN_HEADER = b"SQLite format 3\x00"
LEAST_SQLITE = (3, 51, 3)  # older ones carry the write-ahead log reset bug

Connection = Any
"""A DB-API connection of SQLCipher; the module ships no types."""


def module() -> Any:  # noqa: ANN401 - an untyped module
    """The SQLCipher driver; CipherMissing when it is not there or is too old."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - loaded while the passphrase is typed
    except ImportError as error:
        raise CipherMissing from error
    if dbapi2.sqlite_version_info < LEAST_SQLITE:
        raise CipherMissing
    return dbapi2


def connect(path: Path, key: bytes, salt: bytes) -> Connection:
    """Open `path` with a raw 32-byte key and prove the key with one read.

    Raises CipherMissing, or WrongSecret when the first page does not fit the key. A file that is not there
    is an error of the driver: nothing is ever made where a case was (see `make_private` for a new one).
    """
    place = f"{path.absolute().as_uri()}?mode=rw"
    connection = module().connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=5.0)
    try:
        _give_key(connection, key, salt)
        _prove(connection)
        _be_careful(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _give_key(connection: Connection, key: bytes, salt: bytes) -> None:
    if not _one(connection, "PRAGMA cipher_version"):
        raise CipherMissing
    connection.execute("PRAGMA cipher_log_level = NONE")
    # The default, not cipher_page_size: with the latter VACUUM INTO writes a file that nothing can read.
    connection.execute(f"PRAGMA cipher_default_page_size = {PAGE_SIZE}")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")


def _prove(connection: Connection) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module().DatabaseError as error:
        if "not a database" in str(error) or "hmac" in str(error):
            raise WrongSecret from error
        raise


def _be_careful(connection: Connection) -> None:
    _set(connection, "locking_mode", "exclusive")
    _set(connection, "journal_mode", "truncate")
    _set(connection, "synchronous", 2)  # FULL
    if sys.platform == "darwin":  # pragma: no cover - fsync does not reach the disk there
        _set(connection, "fullfsync", 1)
    _set(connection, "temp_store", 2)  # MEMORY: a file would be plain text in the temp folder
    _set(connection, "secure_delete", 1)
    _set(connection, "trusted_schema", 0)
    _set(connection, "cell_size_check", 1)
    _set(connection, "foreign_keys", 1)


def _set(connection: Connection, name: str, value: str | int) -> None:
    """Set a pragma and make sure that it took hold; a silent refusal would break a promise."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()
    if _one(connection, f"PRAGMA {name}") != value:
        message = f"the database refused {name}"
        raise RuntimeError(message)


def _one(connection: Connection, statement: str) -> str | int | None:
    row = connection.execute(statement).fetchone()
    return cast("str | int", row[0]) if row else None


def make_private(path: Path) -> None:
    """Make an empty file for its owner only (0600); SQLite gives its journal the same mode."""
    path.unlink(missing_ok=True)
    drop_journal(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def drop_journal(path: Path) -> None:
    """Delete the journal of a database that was closed and is about to get another name."""
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def read_salt(path: Path) -> bytes:
    """The first 16 bytes of an encrypted file, which salt its key.

    Only before any connection exists: closing our own handle would drop SQLite's locks. Raises NotACase when
    the file is missing, empty, cut short or a plain SQLite file.
    """
    if not path.is_file():
        raise NotACase(
            tr("There is no case in this folder."),
            tr("Nothing was changed. A case folder holds a file named case.db. Please choose another one."),
        )
    with path.open("rb") as file:
        head = file.read(SALT_SIZE)
        size = file.seek(0, 2)
    if head == PLAIN_HEADER:
        raise NotACase(
            tr("The file in this folder is not encrypted, so it is not a SecondOp case."),
            tr("Nothing was changed. Please choose another folder."),
        )
    if size < PAGE_SIZE:
        raise NotACase(
            tr("The case file in this folder is empty or cut short."),
            tr("Nothing was changed. Keep the folder as it is, and open your newest copy of the case."),
        )
    return head
