"""The floors: bare connections to SQLCipher and SQLite with the settings that the vault uses."""

import sqlite3

from sqlcipher3 import dbapi2 as sqlcipher

PAGE_SIZE = 16384
SETTINGS = (
    "locking_mode = exclusive",
    "journal_mode = truncate",
    "synchronous = full",
    "temp_store = memory",
    "secure_delete = on",
    "trusted_schema = off",
    "cell_size_check = on",
    "foreign_keys = on",
)


def encrypted(path, key, salt):
    """A bare connection to an encrypted file."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA cipher_default_page_size = {PAGE_SIZE}")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return _set(connection)


def unencrypted(path):
    """A bare connection to a plain file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    return _set(connection)


def _set(connection):
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def all_digests(connection):
    """Read the digest of every row, which is what the check at unlock cannot do without."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%digest BLOB%'").fetchall()
    for (table,) in tables:
        connection.execute(f'SELECT digest FROM "{table}"').fetchall()  # noqa: S608 - a name from the schema


def all_rows(connection, tables):
    """Read every column of every row of some tables."""
    for table in tables:
        connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a name from this folder
