"""Writes what can be rescued of a damaged case into a new one; not one byte of the damaged one is changed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import case_file, cipher, history, spare
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.case_file import DATABASE, Ways
from secondop_desktop.vault.digest import RowSeal, SetDigest, raw_from_database
from secondop_desktop.vault.errors import CaseDamaged, CaseNewer, WrongSecret
from secondop_desktop.vault.gather import Gathered, Row, Table, gather, meta_of, tables_of
from secondop_desktop.vault.history import Change, History
from secondop_desktop.vault.keys import subkey
from secondop_desktop.vault.manifest import Manifest
from secondop_desktop.vault.pages import SealedPages, key_fits_some_page
from secondop_desktop.vault.rescue import How, Key, Rescue, differs
from secondop_desktop.vault.snapshot import Snapshot
from secondop_desktop.vault.vault import Vault

_SCHEMA_VERSION = slice(60, 64)  # of the first page: SQLite's user_version


@dataclass(frozen=True)
class Wreck:
    """A case file that may be damaged, and what is needed to read what is left of it."""

    folder: Path
    pages: SealedPages
    key: bytes
    salt: bytes
    inner: spare.Inner
    tables: Mapping[str, Table]

    @property
    def seal(self) -> RowSeal:
        """What proves its rows."""
        return RowSeal(subkey(self.inner.secret, "rows"))

    def blobs(self, folder: Path | None = None) -> BlobStore:
        """The attached files of the case, or those that lie in another `folder` under the same secret."""
        return BlobStore(folder or self.folder / "blobs", subkey(self.inner.secret, "blobs"), read_only=True)

    def gather(self, progress: Progress = NO_PROGRESS) -> Gathered:
        """Everything that can still be read of it."""
        return gather(self.pages, self.seal, tuple(self.tables.values()), progress)

    def gather_copy(self, file: Path, progress: Progress = NO_PROGRESS) -> Gathered | None:
        """Everything in a copy of its database; None when that has another key or cannot be read."""
        try:
            salt = cipher.read_salt(file)
            with file.open("rb") as opened:
                pages = SealedPages(opened, self.key, salt)
                if not key_fits_some_page(file, self.key, salt):
                    return None
                return gather(pages, self.seal, tuple(self.tables.values()), progress)
        except (UserError, OSError):
            return None


@contextmanager
def of_vault(vault: Vault, ways: Ways) -> Iterator[Wreck]:
    """An open case as it lies on the disk; nobody writes in it meanwhile."""
    inner = vault.inner()
    with vault.sealed_pages() as pages:
        salt = bytes.fromhex(vault.public_name)
        yield Wreck(vault.folder, pages, vault.key, salt, inner, _tables(ways))


@contextmanager
def of_folder(folder: Path, secret: str, ways: Ways, copies: Sequence[Path] = ()) -> Iterator[Wreck]:
    """A closed case; `secret` is its passphrase or its typed recovery sheet, `copies` are safe copies.

    All is done on a private copy of the database, with a half-done change taken back in the copy. Raises
    WrongSecret, NotACase, CaseNewer, FieldError for a mistyped sheet, and CaseDamaged when nothing is left
    that could be proved.
    """
    cipher.read_salt(folder / DATABASE)
    snapshot = Snapshot.of(folder / DATABASE, what_reads=True)
    try:
        key, salt = _key_of(folder, snapshot.database, secret, ways, copies)
        with contextlib.suppress(UserError, cipher.module().Error):
            cipher.connect(snapshot.database, key, salt).close()
        with snapshot.database.open("rb") as file:
            pages = SealedPages(file, key, salt)
            _must_be_known(pages, ways)
            inner = _inner_of(pages, folder, key, copies)
            yield Wreck(folder, pages, key, salt, inner, _tables(ways))
    finally:
        snapshot.remove()


def _tables(ways: Ways) -> Mapping[str, Table]:
    steps = tuple((number, tuple(statements)) for number, statements in ways.steps)
    return {table.name: table for table in tables_of(steps)}


def _salts(folder: Path, database: Path, copies: Sequence[Path]) -> Iterator[bytes]:
    """What may be the salt of the passphrase, the likeliest first."""
    yield cipher.read_salt(database)
    kept = spare.read(folder)
    if kept is not None:
        yield kept.salt
    for file in copies:
        with contextlib.suppress(UserError, OSError):
            yield cipher.read_salt(file)


def _key_of(
    folder: Path, database: Path, secret: str, ways: Ways, copies: Sequence[Path]
) -> tuple[bytes, bytes]:
    """The key and the salt that fit some page of the damaged file, or at least its spare."""
    kept = spare.read(folder)
    for salt in dict.fromkeys(_salts(folder, database, copies)):
        for key in case_file.keys_of(secret, salt, ways):
            if key_fits_some_page(database, key, salt):
                return key, salt
            if kept is not None and kept.salt == salt and kept.open(key):
                return key, salt
    raise WrongSecret


def nothing_left() -> CaseDamaged:
    """So much is destroyed that nothing of the case can be proved."""
    return CaseDamaged(
        tr("So much of this case file is destroyed that nothing can be rescued from it."),
        tr("Nothing was changed. Please go back to your newest safe copy."),
    )


def _must_be_known(pages: SealedPages, ways: Ways) -> None:
    if pages.whole(1) and int.from_bytes(pages.content(1)[_SCHEMA_VERSION]) > ways.version:
        raise CaseNewer


def _inner_of(pages: SealedPages, folder: Path, key: bytes, copies: Sequence[Path]) -> spare.Inner:
    """The secret of the case: from its own page, else from its spare, else from a safe copy."""
    found = meta_of(pages)
    kept = spare.read(folder)
    if len(found) < 2 and kept is not None and (inner := kept.open(key)) is not None:
        return inner
    for file in copies if len(found) < 2 else ():
        with contextlib.suppress(UserError, OSError), file.open("rb") as opened:
            found = {**meta_of(SealedPages(opened, key, cipher.read_salt(file))), **found}
    if len(found) < 2:
        raise nothing_left()
    return spare.Inner(found["secret"], found["case_id"].decode("ascii"))


def write(
    database: Path, wreck: Wreck, ways: Ways, done: Rescue, progress: Progress = NO_PROGRESS
) -> list[Key]:
    """Make a new database of what was rescued, under the key of the damaged one.

    Where the history does not lead to an entry, a version is added that does; an entry of which nothing but
    pieces of its history is left counts as deleted there. Answers which entries have no
    place beside the others: two that claim the same one.
    """
    case_file.build(database, wreck.key, wreck.salt, ways, wreck.inner)
    vault = Vault(database.parent, database, wreck.key, wreck.salt, clock=ways.clock)
    try:
        with vault.connection() as connection:
            writer = _Writer(connection, wreck.seal, wreck.tables)
            writer.write(done, ways, progress)
            connection.commit()
            return writer.dropped
    finally:
        vault.close()


class _Writer:
    """Puts rows into the empty tables of a new case."""

    def __init__(self, connection: Connection, seal: RowSeal, tables: Mapping[str, Table]) -> None:
        self._connection, self._seal, self._tables = connection, seal, tables
        self._rows = SetDigest()
        self._used: dict[str, set[object]] = {}
        self.dropped: list[Key] = []

    def write(self, done: Rescue, ways: Ways, progress: Progress) -> None:
        """All rows and what they add up to, in one transaction."""
        text = tr("Writing what was rescued")
        for row in done.versions.values():
            self._insert(history.TABLE, row)
        for place, (key, rescued) in enumerate(done.items.items()):
            progress.at(place / len(done.items), text)
            row = rescued.row
            if rescued.how is not How.WHOLE:
                row = {**row, "digest": self._seal.of(key[0], raw_from_database(row))}
            if not self._insert(key[0], row):
                self.dropped.append(key)
        self._amend(done, ways)
        manifest = Manifest.empty().next(self._rows)
        manifest.write(self._connection, self._seal)

    def _insert(self, table: str, row: Row) -> bool:
        used = self._used.setdefault(table, set())
        row = row if row.get("seq") not in used else {**row, "seq": None}
        used.add(row.get("seq"))
        columns = self._tables[table].columns
        marks = ", ".join("?" for _ in columns)
        statement = f'INSERT INTO "{table}" VALUES ({marks})'  # noqa: S608 - a name from the schema
        try:
            self._connection.exec_driver_sql(statement, tuple(row.get(column) for column in columns))
        except IntegrityError:
            return False
        self._rows.add(bytes(row["digest"]))  # type: ignore[arg-type] # every row has one by now
        return True

    def _amend(self, done: Rescue, ways: Ways) -> None:
        """Let the history of every entry lead to what the entry is now."""
        versions = Gathered(rows={history.TABLE: done.versions}).versions()
        latest = max((str(row["clock"]) for row in done.versions.values()), default="")
        writer = History(self._seal, ways.clock, latest)
        for key, rescued in done.items.items():
            known = versions.get(key[1], [])
            changes = differs(rescued.row, known)
            if changes and key not in self.dropped and key[0] not in done.derived:
                kind = Change.EDIT if known else Change.NEW
                writer.note(self._connection, *key, kind, changes, self._rows)
        for item, known in versions.items():
            key = known[-1].family, item
            written = key in done.items and key not in self.dropped
            if not written and known[-1].kind is not Change.GONE:
                writer.note(self._connection, *key, Change.GONE, {}, self._rows)


def prove(
    database: Path, wreck: Wreck, ways: Ways, finish: Callable[[Vault], None], check: Callable[[Vault], bool]
) -> bool:
    """Open the new database, let `finish` have its last words, and prove all of it with `check`."""
    vault = Vault(database.parent, database, wreck.key, wreck.salt, clock=ways.clock)
    try:
        finish(vault)
        good = vault.adds_up() and check(vault)
    finally:
        vault.close()
    cipher.drop_journal(database)
    with database.open("rb+") as file:
        os.fsync(file.fileno())
    return good
