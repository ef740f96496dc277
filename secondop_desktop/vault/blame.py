"""When the database says that a file is damaged: whether it is, or the disk did not give it just now.

SQLite tells a page that could not be read as a damaged file (its unixRead turns EIO into
SQLITE_IOERR_CORRUPTFS, which reaches the caller as SQLITE_CORRUPT). To a person these are two things: one is
mended by a plug, the other by a copy.
"""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.vault import cipher
from secondop_desktop.vault.pages import SealedPages


def is_the_disk(database: Path, key: bytes, salt: bytes) -> bool:
    """Whether the disk is to blame: the file cannot be read at all, or all of it is whole.

    Only while this process has no connection to the file. A few places that cannot be read among others that
    can are damage. Reads the whole file, so only after an error.
    """
    try:
        with database.open("rb") as file:
            pages = SealedPages(file, key, salt)
            whole = [pages.whole(number) for number in range(1, pages.count + 1)]
            if whole and pages.unreadable == len(whole):
                return True
    except OSError:
        return True
    return bool(whole) and all(whole) and _adds_up_inside(database, key, salt)


def _adds_up_inside(database: Path, key: bytes, salt: bytes) -> bool:
    """Whether the database itself finds nothing wrong, its indexes and the one for searching included."""
    try:
        connection = cipher.connect(database, key, salt)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        finally:
            connection.close()
    except cipher.module().Error:
        return False
