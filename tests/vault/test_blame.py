"""Damage told apart from a disk that does not answer, of which SQLite says the same."""

import errno
import io
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import blame, case_file, cipher
from secondop_desktop.vault import vault as vault_module
from secondop_desktop.vault.blame import is_the_disk
from secondop_desktop.vault.case_file import DATABASE
from secondop_desktop.vault.cipher import PAGE_SIZE
from secondop_desktop.vault.errors import CaseDamaged, DiskSilent, NoAnswer
from secondop_desktop.vault.pages import SealedPages
from tests.encrypted_case import PASSPHRASE


@pytest.fixture
def closed(vault, folder):
    """The database of a closed case with its key and salt."""
    with vault.write() as session:
        for number in range(40):
            tasks.keep(session, Task(text=f"Task {number} " + "x" * 2000))
    key, salt = vault.key, bytes.fromhex(vault.public_name)
    vault.close()
    return folder / DATABASE, key, salt


class BadDisk(io.FileIO):
    """A file of which some places cannot be read."""

    bad = range(0)

    def read(self, size=-1):
        if self.tell() in self.bad:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


@pytest.fixture
def unreadable(monkeypatch):
    """Let the places in a range fail for everybody who opens a file to read it."""

    def fail(places):
        monkeypatch.setattr(BadDisk, "bad", places)
        monkeypatch.setattr(Path, "open", lambda path, _mode="rb": BadDisk(path, "rb"))

    return fail


def spoil(database, page, with_what=b"\0" * 64):
    with database.open("rb+") as file:
        file.seek((page - 1) * PAGE_SIZE + 1000)
        file.write(with_what)


def test_a_whole_file_is_the_disks_fault(closed):
    assert is_the_disk(*closed)


def test_a_file_that_cannot_be_opened_or_read_at_all_is_the_disks_fault(closed, unreadable):
    database, key, salt = closed
    assert is_the_disk(database.with_name("gone"), key, salt)
    unreadable(range(1 << 40))
    assert is_the_disk(*closed)


@pytest.mark.parametrize("page", [1, 2, 5])
def test_a_page_that_is_not_as_written_is_damage(closed, page):
    spoil(closed[0], page)
    assert not is_the_disk(*closed)


def test_one_place_that_cannot_be_read_among_many_is_damage(closed, unreadable):
    unreadable(range(PAGE_SIZE, 2 * PAGE_SIZE))
    assert not is_the_disk(*closed)


@pytest.mark.parametrize("left", [0, 3])
def test_a_file_that_was_cut_is_damage(closed, left):
    with closed[0].open("rb+") as file:
        file.truncate(left * PAGE_SIZE)
    assert not is_the_disk(*closed)


def test_a_place_that_is_no_place_holds_nothing_and_is_no_fault_of_the_disk():
    pages = SealedPages(io.BytesIO(b""), b"k" * 32, b"s" * 16)
    assert pages.content(0) == b""
    assert pages.unreadable == 0


def test_a_file_whose_inside_does_not_add_up_is_damage(closed, monkeypatch):
    monkeypatch.setattr(blame.cipher, "connect", lambda *_: Complaining())
    assert not is_the_disk(*closed)


class Complaining:
    def execute(self, _statement):
        return self

    def fetchone(self):
        return ("row 1 missing from index",)

    def close(self):
        pass


def malformed(*_):
    raise cipher.module().DatabaseError("database disk image is malformed")


def test_at_the_door_a_disk_that_does_not_answer_is_not_called_damage(closed, folder, ways, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(case_file.cipher, "connect", malformed)
        patch.setattr(case_file, "is_the_disk", lambda *_: True)
        with pytest.raises(DiskSilent):
            case_file.unlock(folder, PASSPHRASE, ways, or_look=True)
        patch.setattr(case_file, "is_the_disk", lambda *_: False)
        with pytest.raises(CaseDamaged):
            case_file.unlock(folder, PASSPHRASE, ways)
    case_file.unlock(folder, PASSPHRASE, ways).close()


def test_a_disk_that_gives_nothing_is_no_wrong_passphrase(closed, folder, ways, unreadable):
    unreadable(range(1 << 40))
    with pytest.raises(DiskSilent):
        case_file.unlock(folder, PASSPHRASE, ways)


def test_in_an_open_case_damage_is_looked_for_once(vault, monkeypatch):
    asked = []

    def to_blame(*given):
        asked.append(given)
        return len(asked) == 1

    monkeypatch.setattr(vault_module, "is_the_disk", to_blame)
    for wanted in (NoAnswer, CaseDamaged, CaseDamaged):
        with pytest.raises(wanted), vault.connection():
            raise DatabaseError("SELECT", {}, Exception("database disk image is malformed"))
    assert len(asked) == 2
