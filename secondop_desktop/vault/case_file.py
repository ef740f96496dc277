"""A case as a folder on the disk: made, opened, and told apart from everything that is no case."""

from __future__ import annotations

import contextlib
import hmac
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.ids import new_id
from secondop_desktop.base.language import tr
from secondop_desktop.vault import cipher, half_made, history, manifest, passphrases, recovery, spare
from secondop_desktop.vault.blame import is_the_disk
from secondop_desktop.vault.digest import RowSeal
from secondop_desktop.vault.errors import (
    CaseDamaged,
    CaseNewer,
    DiskSilent,
    FileDamaged,
    NoAnswer,
    NotACase,
    UpgradeRefused,
    WrongSecret,
    damaged_file,
    is_damage,
    not_as_written,
)
from secondop_desktop.vault.keys import PROFILES, KdfProfile, derive, profile_for_new_case, subkey
from secondop_desktop.vault.lock_file import CannotLock, CaseInUse, CaseLock
from secondop_desktop.vault.manifest import Manifest
from secondop_desktop.vault.pages import key_fits_some_page
from secondop_desktop.vault.snapshot import Snapshot
from secondop_desktop.vault.vault import META_DDL, Vault

DATABASE = "case.db"
FRESH = "case.new"
READ_ME = "README.txt"
BLOBS = "blobs"
_TRIES = 20
_MOMENT = 0.01  # seconds, longer after each try
Steps = Sequence[tuple[int, Sequence[str]]]
"""The numbered migrations of the tables: (version, statements) in order."""


@dataclass(frozen=True)
class Ways:
    """What opening a case depends on, so that a test can change it in one place.

    `before_upgrade` gets the case, open under its old schema, before its tables are changed; when it raises
    UserError they are not.
    """

    steps: Steps
    clock: Clock = SYSTEM_CLOCK
    profiles: tuple[KdfProfile, ...] = PROFILES
    profile_for_new_case: Callable[[], KdfProfile] = profile_for_new_case
    before_upgrade: Callable[[Vault], None] = lambda _vault: None

    @property
    def version(self) -> int:
        """The schema's version: the number of the last step."""
        return self.steps[-1][0]


def create(folder: Path, passphrase: str, ways: Ways) -> Vault:
    """Make a new encrypted case in `folder` and open it.

    Raises FieldError("passphrase") for a weak passphrase, FieldError("folder") when the folder holds
    something. Nothing is left behind when it fails; a half-made case never looks like a case.
    """
    judged = passphrases.judge(passphrase)
    if not judged.ok:
        raise FieldError("passphrase", judged.sentence)
    must_be_free(folder)
    salt = secrets.token_bytes(cipher.SALT_SIZE)
    key = derive(passphrase, salt, ways.profile_for_new_case())
    try:
        _make(folder, key, salt, ways)
        return open_with_key(folder, key, ways)
    except (OSError, cipher.module().Error, UserError) as error:
        half_made.clear(folder)
        raise UserError(
            tr("The case could not be made in this folder."),
            tr("Nothing was changed. Please choose a folder that you can write in and that has room."),
        ) from error


def _make(folder: Path, key: bytes, salt: bytes, ways: Ways) -> None:
    database, fresh = folder / DATABASE, folder / FRESH
    paths.private_folder(folder)
    paths.private_folder(folder / BLOBS)
    build(fresh, key, salt, ways)
    paths.write_safely(folder / READ_ME, read_me())
    fresh.replace(database)
    paths.sync_folder(folder)
    paths.sync_folder(folder.parent)


def must_be_free(folder: Path) -> None:
    """Raise FieldError("folder") when something lies where a case is to be."""
    if folder.exists() and not (folder.is_dir() and half_made.is_half_made(folder)):
        raise FieldError(
            "folder",
            tr("There is something in this place already."),
            tr("Nothing was changed. Please choose another name or an empty folder."),
        )


def read_me() -> bytes:
    """What the file README.txt of a case folder says."""
    sentence = tr(
        "This folder is an encrypted file of the program SecondOp. Only SecondOp and its passphrase open it."
    )
    return (sentence + "\n").encode()


def build(database: Path, key: bytes, salt: bytes, ways: Ways, inner: spare.Inner | None = None) -> None:
    """Make an empty encrypted database at `database`, and make sure that it is not plain text.

    `inner` is the secret and the name of the case when it is not a new one.
    """
    cipher.make_private(database)
    connection = cipher.connect(database, key, salt)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*META_DDL, *manifest.DDL, *history.DDL):
            connection.execute(statement)
        _migrate(connection, 0, ways.steps)
        inner = inner or spare.Inner(secrets.token_bytes(32), new_id())
        rows = [("secret", inner.secret), ("case_id", inner.case_id.encode("ascii"))]
        connection.executemany("INSERT INTO vault_meta VALUES (?, ?)", rows)
        connection.execute(*Manifest.empty().statement(RowSeal(subkey(inner.secret, "rows"))))
        connection.execute("COMMIT")
    finally:
        connection.close()
    cipher.drop_journal(database)
    if cipher.read_salt(database) != salt:
        database.unlink()
        message = "the new file does not begin with its salt"
        raise RuntimeError(message)


def _migrate(connection: cipher.Connection, present: int, steps: Steps) -> None:
    for number, statements in steps:
        if number > present:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def unlock(folder: Path, secret: str, ways: Ways, *, or_look: bool = False) -> Vault:
    """Open a case with its passphrase or its typed recovery sheet.

    Raises WrongSecret, NotACase, CaseDamaged, CaseInUse, CannotLock, or FieldError("secret") that names a
    wrong line of a recovery sheet. With `or_look` a case that cannot be written is opened to
    be looked at instead.
    """
    with _disk_answers():
        key = key_for(folder / DATABASE, secret, ways)
    return open_with_key(folder, key, ways, or_look=or_look)


def key_for(database: Path, secret: str, ways: Ways) -> bytes:
    """The file key that a passphrase or a typed recovery sheet gives for an encrypted file.

    Raises WrongSecret, NotACase, CaseDamaged when the secret is right and no page fits it any more, or
    FieldError("secret") that names a wrong line of a recovery sheet.
    """
    salt = cipher.read_salt(database)
    for key in keys_of(secret, salt, ways):
        if key_fits_some_page(database, key, salt):
            return key
    found = spare.read(database.parent)
    if found is not None and any(found.open(key) for key in keys_of(secret, found.salt, ways)):
        raise damaged_file()
    raise WrongSecret


def keys_of(secret: str, salt: bytes, ways: Ways) -> Iterator[bytes]:
    """The file keys that a passphrase or a typed recovery sheet may stand for, the likeliest first."""
    if recovery.looks_like_sheet(secret):
        yield recovery.read(secret)
    else:
        for profile in ways.profiles:
            yield derive(secret, salt, profile)


def open_with_key(
    folder: Path, key: bytes, ways: Ways, *, or_look: bool = False, take_over: bool = False
) -> Vault:
    """Open a case with its file key; `take_over` ignores a lock that another computer left behind."""
    with _disk_answers():
        salt = cipher.read_salt(folder / DATABASE)
        if not key_fits_some_page(folder / DATABASE, key, salt):
            found = spare.read(folder)
            raise damaged_file() if found is not None and found.open(key) else WrongSecret
        try:
            lock = CaseLock.take(folder, take_over=take_over)
        except (CaseInUse, CannotLock) as error:
            if not or_look:
                raise
            return look(folder, key, ways, error.what)
        try:
            if cipher.read_salt(folder / DATABASE) != salt:  # it got a new passphrase just before
                raise WrongSecret
            return _open_locked(folder, key, salt, ways, lock, or_look=or_look)
        except BaseException:
            lock.release()
            raise


@contextmanager
def _disk_answers() -> Iterator[None]:
    """Tell an error of the disk in a sentence."""
    try:
        yield
    except (OSError, NoAnswer, cipher.module().Error) as error:
        raise damaged_file() if is_damage(error) else DiskSilent() from error


@contextmanager
def _blamed(database: Path, key: bytes, salt: bytes) -> Iterator[None]:
    """Tell damage from a disk that does not answer: SQLite says the same of both."""
    try:
        yield
    except FileDamaged as error:
        raise DiskSilent if is_the_disk(database, key, salt) else error from error
    except cipher.module().Error as error:
        if is_damage(error) and not is_the_disk(database, key, salt):
            raise damaged_file() from error
        raise DiskSilent from error


def _open_locked(
    folder: Path, key: bytes, salt: bytes, ways: Ways, lock: CaseLock, *, or_look: bool
) -> Vault:
    database = folder / DATABASE
    try:
        with _blamed(database, key, salt):
            found = _bring_up_to_date(
                database, key, salt, ways, lambda: _before_upgrade(folder, key, salt, ways)
            )
    except (UpgradeRefused, CaseDamaged) as refused:
        if not or_look:
            raise
        lock.release()
        return look(folder, key, ways, refused.what)
    if found > ways.version:
        if not or_look:
            raise CaseNewer
        lock.release()
        return look(folder, key, ways, CaseNewer().what)
    with _blamed(database, key, salt):
        vault = Vault(folder, database, key, salt, clock=ways.clock, on_close=lock.release, hold=lock.hold)
    problem = _problem_of(vault)
    if problem is None:
        with contextlib.suppress(OSError):  # without it the case is as good; the next opening tries again
            vault.keep_spare()
        return vault
    vault.close()
    if not or_look:
        raise problem
    return look(folder, key, ways, problem.what)


def _problem_of(vault: Vault) -> CaseDamaged | None:
    """What is wrong with the rows of a case that was just opened, if anything."""
    try:
        return None if vault.adds_up() else not_as_written()
    except CaseDamaged as error:
        return error
    except BaseException:
        vault.close()
        raise


def _before_upgrade(folder: Path, key: bytes, salt: bytes, ways: Ways) -> None:
    vault = Vault(folder, folder / DATABASE, key, salt, clock=ways.clock)
    try:
        ways.before_upgrade(vault)
    except CaseDamaged:
        raise
    except UserError as error:
        raise UpgradeRefused(error) from error
    finally:
        vault.close()


def _bring_up_to_date(
    database: Path, key: bytes, salt: bytes, ways: Ways, before: Callable[[], None] = lambda: None
) -> int:
    """Run the steps that this case has not seen, after `before`; answer the schema version that was found."""
    with _connected(database, key, salt) as connection:
        present = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if present == 0:
            raise not_as_written()
    if present < ways.version:
        before()
        with _connected(database, key, salt) as connection:
            connection.execute("BEGIN IMMEDIATE")
            _migrate(connection, present, ways.steps)
            connection.execute("COMMIT")
    return present


@contextmanager
def _connected(database: Path, key: bytes, salt: bytes) -> Iterator[cipher.Connection]:
    try:
        connection = cipher.connect(database, key, salt)
    except WrongSecret as error:  # some page fits the key, so the first one is damaged
        raise damaged_file() from error
    try:
        yield connection
    finally:
        connection.close()


def look(folder: Path, key: bytes, ways: Ways, why: str) -> Vault:
    """Open a copy of the case that can only be looked at; not one byte of the case is changed.

    Another program may be writing meanwhile: a copy that changed under our hands is made anew, some times.
    """
    for attempt in range(_TRIES):
        snapshot = Snapshot.of(folder / DATABASE)
        last = attempt == _TRIES - 1
        try:
            vault = open_copy(folder, snapshot, key, ways, why)
        except CaseDamaged:
            if last or snapshot.steady:
                raise
        else:
            if last or snapshot.steady or _problem_of(vault) is None:
                return vault
            vault.close()
        time.sleep(_MOMENT * (attempt + 1))
    raise AssertionError  # pragma: no cover - the last try returns or raises


def open_copy(folder: Path, snapshot: Snapshot, key: bytes, ways: Ways, why: str) -> Vault:
    """Open the copy; it is deleted when the case is closed, or at once when it cannot be opened.

    `folder` is where the attached files lie.
    """
    try:
        salt = cipher.read_salt(snapshot.database)
        return Vault(
            folder,
            snapshot.database,
            key,
            salt,
            clock=ways.clock,
            why_read_only=why,
            on_close=snapshot.remove,
        )
    except WrongSecret as error:
        snapshot.remove()
        raise damaged_file() from error
    except BaseException:
        snapshot.remove()
        raise


def is_passphrase(vault: Vault, text: str, ways: Ways) -> bool:
    """Whether `text` is the passphrase of an open case; takes as long as opening it."""
    salt = bytes.fromhex(vault.public_name)
    return any(hmac.compare_digest(derive(text, salt, profile), vault.key) for profile in ways.profiles)


def public_name(folder: Path) -> str:
    """What a case may be called outside of itself, such as in a keychain: the salt of its file, in hex.

    It tells nothing of the person, and a new passphrase gives another one. Raises NotACase. Only while this
    process has not opened the case.
    """
    return cipher.read_salt(folder / DATABASE).hex()


def is_case(folder: Path) -> bool:
    """Whether a folder looks like a case, without opening it."""
    try:
        cipher.read_salt(folder / DATABASE)
    except (NotACase, OSError):
        return False
    return True
