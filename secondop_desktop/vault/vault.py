"""An open case: short transactions one at a time, and word of what each of them changed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.vault import cipher, manifest, spare
from secondop_desktop.vault.blame import is_the_disk
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.digest import RowSeal, SetDigest
from secondop_desktop.vault.errors import (
    KeptAfterAll,
    NoAnswer,
    StaleEdit,
    in_words,
    looks_like_damage,
    not_as_written,
)
from secondop_desktop.vault.history import History, latest_stamp
from secondop_desktop.vault.keys import subkey
from secondop_desktop.vault.ledger import LEDGER, SEAL, Ledger
from secondop_desktop.vault.manifest import Manifest
from secondop_desktop.vault.pages import SealedPages
from secondop_desktop.vault.steps import Step

_STEPS = 1_000  # of the database between two looks at whether a copy shall stop: some milliseconds

Changes = frozenset[type]
Listener = Callable[[Changes], None]

META_DDL = ("CREATE TABLE vault_meta (name VARCHAR PRIMARY KEY, value BLOB NOT NULL)",)


def _never() -> bool:
    return False


class Vault:
    """Gives out sessions. All of them share one connection, so that no other program can write meanwhile.

    `folder` is the case folder. `read_only` says that write() refuses, and `why_read_only` says why in a
    sentence. Threads take turns; a second session inside the first one is a bug and raises RuntimeError.
    """

    def __init__(
        self,
        folder: Path,
        database: Path,
        key: bytes,
        salt: bytes,
        *,
        clock: Clock,
        why_read_only: str = "",
        on_close: Callable[[], None] = lambda: None,
        hold: Callable[[], None] = lambda: None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.why_read_only = why_read_only
        self._database = database
        self._key, self._salt = key, salt
        self._on_close = on_close
        self._listeners: list[Listener] = []
        self._turn = threading.Lock()
        self._turn_of: int | None = None
        self._watched: dict[int, Step] = {}
        self._file: BinaryIO | None = None
        self._unsure: tuple[Manifest, Changes] | None = None
        self._doubt = self._damaged = False
        self._late: Changes = frozenset()
        self._engine = _engine(database, key, salt, hold)
        self._reading = sessionmaker(self._engine, autoflush=False, expire_on_commit=False)
        self._writing = sessionmaker(self._engine.execution_options(writing=True), expire_on_commit=False)
        try:
            with _translated(), self._engine.connect() as connection:
                secret = _meta(connection, "secret")
                self.case_id = _meta(connection, "case_id").decode("ascii")
                self._seal = RowSeal(subkey(secret, "rows"))
                self._manifest = Manifest.read(connection, self._seal)
                self._history = History(self._seal, clock, latest_stamp(connection))
        except BaseException:
            self._engine.dispose()
            raise
        self.blobs = BlobStore(folder / "blobs", subkey(secret, "blobs"), read_only=self.read_only)

    @property
    def read_only(self) -> bool:
        """Whether this case may only be looked at."""
        return bool(self.why_read_only)

    @property
    def key(self) -> bytes:
        """The file key, for the recovery sheet and the keychain."""
        return self._key

    @property
    def public_name(self) -> str:
        """What the case may be called outside of itself: the salt of its file, which tells nothing."""
        return self._salt.hex()

    @property
    def seal(self) -> RowSeal:
        """What makes and checks row digests."""
        return self._seal

    def adds_up(self) -> bool:
        """Whether all rows together are what the last commit left behind."""
        with self.connection() as connection:
            found = manifest.add_up(connection, manifest.sealed_tables(connection))
            return found == Manifest.read(connection, self._seal).rows

    def same_rows_as(self, other: Vault) -> bool:
        """Whether another open case holds exactly the same rows, by the sum over all of them."""
        return self._manifest.rows == other._manifest.rows and self.case_id == other.case_id

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the changed families after each commit, on the committing thread.

        The call that comes back takes the listener off again.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session whose changes are never kept. Damaged rows raise RowDamaged."""
        with self._taking_turns(), self._border(), self._reading() as session:
            session.info[SEAL] = self._seal
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: all of it is kept, or nothing. Listeners hear of it after the commit.

        Raises StaleEdit when a record was changed meanwhile, UserError when the disk refuses, KeptAfterAll
        when the change before this one was refused in words but kept in fact.
        """
        if self.read_only:
            raise UserError(self.why_read_only, tr("You can look at this case, but not change it."))
        with self._taking_turns():
            self._settle()
            late, self._late = self._late, frozenset()
            changes = late or (yield from self._transaction())
        if changes:
            for listener in tuple(self._listeners):
                listener(changes)
        if late:
            raise KeptAfterAll

    def _transaction(self) -> Generator[Session, None, Changes]:
        rows = SetDigest(self._manifest.rows.total, self._manifest.rows.rows)
        watched = self._watched.get(threading.get_ident())
        ledger = Ledger(self._seal, rows, self._history, None if watched is None else Step())
        with self._border(), self._writing() as session:
            session.info.update({SEAL: self._seal, LEDGER: ledger})
            yield session
            session.flush()
            if ledger.families:
                coming = self._manifest.next(rows)
                coming.write(session.connection(), self._seal)
                self._commit(session, coming, frozenset(ledger.families))
                self._manifest = coming
        if watched is not None and ledger.step is not None:
            watched.join(ledger.step)
        return frozenset(ledger.families)

    @contextmanager
    def watch(self) -> Iterator[Step]:
        """Note what this thread's transactions change meanwhile, as one step that `steps.put_back` takes."""
        me = threading.get_ident()
        step = self._watched[me] = Step()
        try:
            yield step
        finally:
            del self._watched[me]

    def _commit(self, session: Session, coming: Manifest, families: Changes) -> None:
        """Commit; after an error look whether it was kept all the same before anyone tries again."""
        try:
            session.commit()
        except DBAPIError:
            with contextlib.suppress(DBAPIError):
                session.rollback()
            session.close()
            self._engine.dispose()
            self._unsure, self._doubt = (coming, families), True
            self._settle()  # the same error, told better, when the disk still does not answer
            if not self._late:
                raise
            self._late = frozenset()

    def _settle(self) -> None:
        """After an error, learn from the file what its last commit is; `_late` says what it changed if ours.

        A commit that ended in an error may have been kept, and a disk that was away may come back with what
        another computer wrote.
        """
        if not self._doubt:
            return
        with self._border(), self._engine.connect() as connection:
            self._manifest = Manifest.read(connection, self._seal)
            self._history.catch_up(latest_stamp(connection))
        unsure, self._unsure, self._doubt = self._unsure, None, False
        if unsure is not None and unsure[0].token == self._manifest.token:
            self._late = unsure[1]

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection for the vault's own checks and copies; it takes its turn like any session."""
        with self._taking_turns(), self._border():
            self._settle()
            with self._engine.connect() as connection:
                yield connection

    @contextmanager
    def _border(self) -> Iterator[None]:
        """Tell the database's errors in sentences, and never use a connection again that met one.

        After some of them SQLite refuses everything on that connection for good, also when the disk is well
        again. A new one rolls back what was left half-way.
        """
        with _translated():
            try:
                yield
            except (DBAPIError, cipher.module().Error) as error:
                self._engine.dispose()
                self._doubt = True
                if looks_like_damage(getattr(error, "orig", error)) and self._blames_the_disk():
                    raise NoAnswer from error
                raise

    def _blames_the_disk(self) -> bool:
        """Whether what looks like damage is only a disk that does not answer; damage is looked for once."""
        self._damaged = self._damaged or not is_the_disk(self._database, self._key, self._salt)
        return not self._damaged

    def keep_spare(self) -> None:
        """Write the spare of the salt and the secret, unless it is there; OSError when that cannot be."""
        spare.keep(self.folder, self._key, self._salt, self.inner())

    def inner(self) -> spare.Inner:
        """The secret that rows and attached files are sealed with, and the name the case has for itself."""
        with self.connection() as connection:
            return spare.Inner(_meta(connection, "secret"), self.case_id)

    @contextmanager
    def sealed_pages(self) -> Iterator[SealedPages]:
        """The pages of the file as they lie on the disk, while nobody writes.

        The file stays open until the case is closed: closing it earlier would drop SQLite's locks on it.
        """
        with self._taking_turns():
            if self._file is None:
                self._file = self._database.open("rb")
            yield SealedPages(self._file, self._key, self._salt)

    @property
    def rows(self) -> SetDigest:
        """What all rows together must add up to, as the last commit left it."""
        return SetDigest(self._manifest.rows.total, self._manifest.rows.rows)

    def copy_into(self, file: Path, stop_asked: Callable[[], bool] = _never) -> SetDigest:
        """Copy the database into the empty `file`, under the same key; answer what its rows must add up to.

        Nobody writes meanwhile. Errors of the disk come as the driver's own, because only the caller knows
        whether they speak of the case or of the place of the copy; it is one of them when `stop_asked` says
        yes meanwhile. What was copied never changes from now on: typing that goes on makes a new version.
        """
        with self.connection() as connection:
            raw: cipher.Connection = connection.connection.driver_connection
            try:
                raw.set_progress_handler(stop_asked, _STEPS)
                raw.execute("VACUUM INTO ?", (str(file),))
                raw.set_progress_handler(None, 0)
            except cipher.module().Error:
                connection.invalidate()  # after some errors it would refuse everything for good
                raise
            self._history.leave()
            return self.rows

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._turn_of == me:
            message = "a session was opened inside another one"
            raise RuntimeError(message)
        with self._turn:
            self._turn_of = me
            try:
                yield
            finally:
                self._turn_of = None

    @property
    def token(self) -> str:
        """The name of the last commit."""
        return self._manifest.token

    def give_way(self, token: str, swap: Callable[[], None]) -> None:
        """Let go of the file, let `swap` put another one in its place, then close; nobody writes in between.

        Raises UserError when something was written after the commit `token`. When that or `swap` fails, the
        case is open as before.
        """
        with self._turn:
            if self._manifest.token != token:
                raise UserError(
                    tr("Something was written in the case meanwhile, so this was not done."),
                    tr("Nothing was lost. Please try again."),
                )
            self._let_go()
            swap()
            self._end()

    def close(self) -> None:
        """Let go of the file, its lock and everything that was derived from the key."""
        with self._turn:
            self._let_go()
            self._end()

    def _let_go(self) -> None:
        self._engine.dispose()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _end(self) -> None:
        self._key = b""
        self._on_close()
        self._on_close = _nothing


def _nothing() -> None:
    pass


def _meta(connection: Connection, name: str) -> bytes:
    row = connection.exec_driver_sql("SELECT value FROM vault_meta WHERE name = ?", (name,)).first()
    if row is None:
        raise not_as_written()
    return bytes(row[0])


def _engine(database: Path, key: bytes, salt: bytes, hold: Callable[[], None]) -> Engine:
    """An engine of exactly one connection: in exclusive mode a second one could not even read.

    `hold` is called before each connection: it raises when somebody else has the case by now.
    """

    def connect() -> cipher.Connection:
        hold()
        return cipher.connect(database, key, salt)

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=cipher.module(),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # what a person typed belongs into no error and no log
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing: Any = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the database's errors into sentences at the border."""
    try:
        yield
    except StaleDataError as error:
        raise StaleEdit from error
    except DBAPIError as error:
        known = in_words(error)
        if known is None:
            raise
        raise known from error
