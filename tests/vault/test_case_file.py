"""Making and opening a case: nothing readable, nothing half-made, and each refusal with its own sentence."""

import os
import sqlite3

import pytest

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import person, tasks
from secondop_desktop.case.person import Person
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file, cipher, recovery
from secondop_desktop.vault.case_file import DATABASE, Ways, is_case, open_with_key, unlock
from secondop_desktop.vault.errors import CaseDamaged, CaseNewer, CipherMissing, NotACase, WrongSecret
from secondop_desktop.vault.lock_file import CaseInUse
from tests.encrypted_case import PASSPHRASE


@pytest.fixture
def closed(vault, folder):
    """A case with one entry, closed; its folder."""
    with vault.write() as session:
        person.keep(session, Person(name="Margaret Canary"))
    vault.close()
    return folder


def bytes_of(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_case_holds_nothing_readable(closed):
    everything = b"".join(bytes_of(closed).values())
    for word in (b"Margaret", b"Canary", b"SQLite format", b"CREATE TABLE", b"person", PASSPHRASE.encode()):
        assert word not in everything


def test_a_case_is_private_to_its_owner_whatever_the_umask(folder, ways):
    old = os.umask(0)
    try:
        case_file.create(folder, PASSPHRASE, ways).close()
    finally:
        os.umask(old)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir() if p.is_file()} == {0o600}


def test_the_passphrase_opens_what_it_closed(closed, ways):
    opened = unlock(closed, PASSPHRASE, ways)
    with opened.read() as session:
        assert person.known(session).name == "Margaret Canary"
    opened.close()


def test_the_recovery_sheet_opens_the_case_without_the_passphrase(folder, ways):
    vault = case_file.create(folder, PASSPHRASE, ways)
    sheet = "\n".join(recovery.sheet(vault.key))
    vault.close()
    unlock(folder, sheet, ways).close()


def test_a_recovery_sheet_of_another_case_is_told_apart(closed, tmp_path, ways):
    other = case_file.create(tmp_path / "other", PASSPHRASE, ways)
    sheet = "\n".join(recovery.sheet(other.key))
    other.close()
    with pytest.raises(WrongSecret):
        unlock(closed, sheet, ways)


def test_a_wrong_passphrase_changes_nothing(closed, ways):
    before = bytes_of(closed)
    with pytest.raises(WrongSecret):
        unlock(closed, "seven grey herons over the wier", ways)
    assert bytes_of(closed) == before


def test_a_weak_passphrase_makes_no_case(folder, ways):
    with pytest.raises(FieldError) as refusal:
        case_file.create(folder, "short", ways)
    assert refusal.value.field == "passphrase"
    assert not folder.exists()


def test_a_folder_with_something_in_it_is_left_alone(folder, ways):
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(FieldError) as refusal:
        case_file.create(folder, PASSPHRASE, ways)
    assert refusal.value.field == "folder"
    assert bytes_of(folder) == {(folder / "letter.txt").relative_to(folder): b"mine"}


def test_a_folder_that_cannot_be_written_gives_a_sentence(tmp_path, ways):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="could not be made"):
        case_file.create(tmp_path / "file" / "case", PASSPHRASE, ways)


def make_missing(folder):
    (folder / DATABASE).unlink()


def make_empty(folder):
    (folder / DATABASE).write_bytes(b"")


def make_cut(folder):
    (folder / DATABASE).write_bytes((folder / DATABASE).read_bytes()[:5000])


def make_plain(folder):
    (folder / DATABASE).unlink()
    plain = sqlite3.connect(folder / DATABASE)
    plain.execute("CREATE TABLE t (a)")
    plain.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (make_missing, "no case in this folder"),
        (make_empty, "empty or cut short"),
        (make_cut, "empty or cut short"),
        (make_plain, "not encrypted"),
    ],
)
def test_what_is_no_case_is_said_and_no_empty_case_is_made(closed, ways, spoil, words):
    spoil(closed)
    before = bytes_of(closed)
    with pytest.raises(NotACase, match=words):
        unlock(closed, PASSPHRASE, ways)
    assert bytes_of(closed) == before
    assert not is_case(closed)


def flip(folder, at):
    content = bytearray((folder / DATABASE).read_bytes())
    content[at] ^= 1
    (folder / DATABASE).write_bytes(content)


def test_a_damaged_first_page_is_told_apart_from_a_wrong_passphrase(closed, ways):
    flip(closed, 3000)
    with pytest.raises(CaseDamaged):
        unlock(closed, PASSPHRASE, ways)
    with pytest.raises(WrongSecret):
        unlock(closed, "quite another passphrase", ways)


def test_damage_further_on_is_found_at_unlock(closed, ways):
    size = (closed / DATABASE).stat().st_size
    refused = 0
    for page in range(1, size // cipher.PAGE_SIZE):
        flip(closed, page * cipher.PAGE_SIZE + 200)
        try:
            unlock(closed, PASSPHRASE, ways).close()
        except CaseDamaged:
            refused += 1
        flip(closed, page * cipher.PAGE_SIZE + 200)
    assert refused > 0
    unlock(closed, PASSPHRASE, ways).close()


def test_a_damaged_case_can_still_be_looked_at_and_stays_as_it_is(vault, folder, ways):
    with vault.write() as session:
        tasks.keep(session, Task(text="kept"))
    with vault.connection() as connection:
        connection.exec_driver_sql("DELETE FROM task")
        connection.commit()
    vault.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(CaseDamaged):
        unlock(folder, PASSPHRASE, ways)
    looked = unlock(folder, PASSPHRASE, ways, or_look=True)
    assert looked.read_only
    assert "not as SecondOp last wrote it" in looked.why_read_only
    with pytest.raises(UserError, match="not as SecondOp"), looked.write():
        pass
    looked.close()
    assert (folder / DATABASE).read_bytes() == before


def test_a_newer_case_is_looked_at_and_not_one_byte_is_changed(closed, ways):
    newer = Ways(
        steps=(*ways.steps, (ways.version + 1, ("ALTER TABLE task ADD COLUMN colour VARCHAR",))),
        clock=ways.clock,
        profiles=ways.profiles,
        profile_for_new_case=ways.profile_for_new_case,
    )
    unlock(closed, PASSPHRASE, newer).close()
    before = bytes_of(closed)
    with pytest.raises(CaseNewer):
        unlock(closed, PASSPHRASE, ways)
    looked = unlock(closed, PASSPHRASE, ways, or_look=True)
    assert "newer version" in looked.why_read_only
    with looked.read() as session:
        assert person.known(session).name == "Margaret Canary"
    looked.close()
    after = bytes_of(closed)
    assert {name: content for name, content in after.items() if name in before} == before


def test_a_step_that_was_not_taken_yet_is_taken_once(closed, ways):
    newer = Ways(
        steps=(*ways.steps, (ways.version + 1, ("CREATE TABLE fresh (a)",))),
        clock=ways.clock,
        profiles=ways.profiles,
        profile_for_new_case=ways.profile_for_new_case,
    )
    for _ in range(2):
        opened = unlock(closed, PASSPHRASE, newer)
        with opened.connection() as connection:
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == ways.version + 1
            assert connection.exec_driver_sql("SELECT count(*) FROM fresh").scalar() == 0
        opened.close()


def test_an_open_case_can_be_looked_at_but_not_opened_twice(vault, folder, ways):
    with vault.write() as session:
        tasks.keep(session, Task(text="seen from outside"))
    with pytest.raises(CaseInUse):
        open_with_key(folder, vault.key, ways)
    looked = open_with_key(folder, vault.key, ways, or_look=True)
    with looked.read() as session:
        assert [t.text for t in tasks.everything(session)] == ["seen from outside"]
    looked.close()
    with vault.write() as session:
        tasks.keep(session, Task(text="still writing"))


def test_the_copy_for_looking_is_encrypted_and_removed(vault, folder, ways, private_home):
    looked = case_file.look(folder, vault.key, ways, "because")
    copies = list(private_home.rglob("looking/*/case.db"))
    assert len(copies) == 1
    assert copies[0].stat().st_mode & 0o777 == 0o600
    assert b"SQLite format" not in copies[0].read_bytes()
    looked.close()
    assert not copies[0].exists()


def test_the_wrong_key_is_refused_before_anything_is_opened(closed, ways):
    with pytest.raises(WrongSecret):
        open_with_key(closed, b"x" * 32, ways)


def test_without_the_cipher_nothing_is_made_or_opened(folder, closed, ways, monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(CipherMissing):
        unlock(closed, PASSPHRASE, ways)
    with pytest.raises(CipherMissing):
        case_file.create(tmp_path / "new", PASSPHRASE, ways)
    assert not (tmp_path / "new" / DATABASE).exists()


def test_an_old_sqlite_or_a_plain_one_is_refused(closed, ways, monkeypatch):
    monkeypatch.setattr(cipher.module(), "sqlite_version_info", (3, 50, 0))
    with pytest.raises(CipherMissing):
        unlock(closed, PASSPHRASE, ways)
    monkeypatch.undo()
    monkeypatch.setattr(cipher, "module", lambda: sqlite3)
    with pytest.raises(CipherMissing):
        cipher.connect(closed / DATABASE, b"k" * 32, b"s" * 16)
