"""Small promises of opening, copying and reading that nothing else would miss at once."""

import io
import os
import stat
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import doctors
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.vault import (
    case_file,
    cipher,
    keychain,
    keys,
    new_passphrase,
    pages,
    recovery,
    snapshot,
)
from secondop_desktop.vault.blob_errors import BlobsReadOnly, DamagedBlob, MissingBlob, UnreadableBlob
from secondop_desktop.vault.case_file import DATABASE, unlock
from secondop_desktop.vault.lock_file import CaseInUse
from secondop_desktop.vault.snapshot import Snapshot
from tests.encrypted_case import PASSPHRASE
from tests.vault.blob_parts import SEGMENT, content_of, keep, path_of

FLAGS = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO


def mode(path):
    return stat.S_IMODE(path.stat().st_mode) & FLAGS


def test_a_new_case_holds_exactly_these_files(vault, folder):
    vault.close()
    there = {path.name for path in folder.iterdir() if path.is_file() and "lock" not in path.name}
    assert there - {"case.db-journal"} == {"case.db", "case.spare", "README.txt"}
    assert (folder / "blobs").is_dir()
    (line,) = (folder / "README.txt").read_text("utf-8").splitlines(keepends=True)
    assert line.startswith("This folder is an encrypted file of the program SecondOp. ")
    assert line.endswith("Only SecondOp and its passphrase open it.\n")


@pytest.mark.parametrize("secret", ["short", "passphrase passphrase"])
def test_a_weak_passphrase_is_refused_with_what_is_wrong_with_it(vault, folder, ways, tmp_path, secret):
    for attempt in (
        lambda: case_file.create(tmp_path / "other", secret, ways),
        lambda: new_passphrase.change(vault, secret, ways),
    ):
        with pytest.raises(FieldError) as raised:
            attempt()
        assert raised.value.field == "passphrase"
        assert raised.value.what.endswith((".", "better."))
    assert not (tmp_path / "other").exists()


def test_a_file_in_the_place_of_a_new_case_is_left_alone(folder, ways):
    folder.write_bytes(b"a letter")
    with pytest.raises(FieldError) as raised:
        case_file.create(folder, PASSPHRASE, ways)
    assert raised.value.field == "folder"
    assert folder.read_bytes() == b"a letter"


def test_two_empty_cases_are_not_the_same_case(vault, tmp_path, ways):
    other = case_file.create(tmp_path / "other", PASSPHRASE, ways)
    assert vault.same_rows_as(vault)
    assert not vault.same_rows_as(other)
    assert vault.case_id != other.case_id
    other.close()
    again = unlock(tmp_path / "other", PASSPHRASE, ways)
    assert again.case_id == other.case_id
    assert again.same_rows_as(other)
    with again.write() as session:
        doctors.keep(session, Doctor(name="Dr A"))
    assert not again.same_rows_as(other)
    again.close()


def test_a_closed_case_no_longer_holds_its_key(vault):
    assert len(vault.key) == 32
    vault.close()
    assert vault.key == b""


def test_a_case_that_is_open_elsewhere_is_looked_at_also_with_the_recovery_sheet(vault, folder, ways):
    sheet = "\n".join(recovery.sheet(vault.key))
    for secret in (sheet, PASSPHRASE):
        with pytest.raises(CaseInUse):
            unlock(folder, secret, ways)
        seen = unlock(folder, secret, ways, or_look=True)
        assert seen.read_only
        assert "another window" in seen.why_read_only
        with pytest.raises(UserError, match="another window"), seen.write():
            pass
        with pytest.raises(BlobsReadOnly):
            keep(seen.blobs, b"a letter")
        assert seen.blobs.read_only
        seen.close()


def test_what_is_looked_at_is_copied_for_its_owner_only_and_deleted(vault, folder, ways):
    seen = unlock(folder, PASSPHRASE, ways, or_look=True)
    (copy,) = [one for one in snapshot._home().iterdir() if one.is_dir()]
    assert {path.name: mode(path) for path in copy.iterdir()} == {"case.db": 0o600, "in-use.lock": 0o600}
    assert mode(copy) == mode(copy.parent) == 0o700
    snapshot.sweep()
    assert (copy / "case.db").exists(), "a copy in use was swept"
    seen.close()
    assert not copy.exists()


def test_a_copy_is_steady_only_when_nothing_changed_meanwhile(tmp_path, monkeypatch):
    original = tmp_path / "case.db"
    original.write_bytes(b"a" * 100)
    whole = snapshot.shutil.copyfile
    still = Snapshot.of(original)
    assert still.steady
    assert still.database.read_bytes() == b"a" * 100
    still.remove()
    assert not Snapshot.empty().steady

    def grows(source, target):
        whole(source, target)
        original.write_bytes(b"a" * 101)

    def gets_a_journal(source, target):
        whole(source, target)
        (tmp_path / "case.db-journal").write_bytes(b"")

    for change in (grows, gets_a_journal):
        monkeypatch.setattr(snapshot.shutil, "copyfile", change)
        moved = Snapshot.of(original)
        assert not moved.steady
        moved.remove()


def test_a_driver_that_is_just_new_enough_is_taken(monkeypatch):
    monkeypatch.setattr(cipher, "LEAST_SQLITE", cipher.module().sqlite_version_info)
    assert cipher.module()


def test_a_file_of_one_page_has_a_salt_and_one_byte_less_has_none(tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 64)
    assert cipher.read_salt(tmp_path / "a") == bytes(range(16))
    (tmp_path / "b").write_bytes((bytes(range(256)) * 64)[:-1])
    with pytest.raises(UserError, match="cut short"):
        cipher.read_salt(tmp_path / "b")


def test_nothing_is_begun_that_was_not_asked_for(tmp_path):
    """A transaction that the driver begins by itself would hold the file for longer than is known."""
    cipher.make_private(tmp_path / "x.db")
    connection = cipher.connect(tmp_path / "x.db", b"k" * 32, b"s" * 16)
    connection.execute("CREATE TABLE a (b)")
    connection.execute("INSERT INTO a VALUES (1)")
    assert not connection.in_transaction
    connection.close()


def test_a_range_is_read_to_the_byte_and_nothing_beyond_its_end(store):
    content = content_of(2 * SEGMENT)
    with store.open(keep(store, content).name) as reader:
        for offset, length in ((0, 1), (SEGMENT - 1, 2), (SEGMENT, SEGMENT), (2 * SEGMENT - 1, 9), (5, 0)):
            assert reader.read_range(offset, length) == content[offset : offset + length]
        for offset in (2 * SEGMENT, 2 * SEGMENT + 1):
            assert reader.read_range(offset, 5) == b""
        for wrong in ((-1, 1), (0, -1)):
            with pytest.raises(ValueError, match=r"^offset and length cannot be negative$"):
                reader.read_range(*wrong)


def test_a_range_reads_no_segment_that_it_does_not_touch(store):
    name = keep(store, content_of(2 * SEGMENT)).name
    path = path_of(store, name)
    with path.open("r+b") as file:
        file.seek(40 + SEGMENT + 16 + 100)
        file.write(b"damaged")
    with store.open(name) as reader:
        assert reader.read_range(0, SEGMENT) == content_of(2 * SEGMENT)[:SEGMENT]
        with pytest.raises(DamagedBlob):
            reader.read_range(SEGMENT - 1, 2)


def test_an_error_about_an_attached_file_names_it(store, monkeypatch):
    name = keep(store, b"a letter").name
    with pytest.raises(DamagedBlob) as damaged:
        store.open("../../etc/passwd")
    assert damaged.value.name == "../../etc/passwd"
    path_of(store, name).unlink()
    with pytest.raises(MissingBlob) as missing:
        store.open(name)
    assert missing.value.name == name
    path_of(store, name).symlink_to("/dev/null")
    with pytest.raises(UnreadableBlob) as unreadable:
        store.open(name)
    assert unreadable.value.name == name


def test_how_far_a_file_is_kept_and_proved_is_told_between_nothing_and_all(store):
    seen = []

    class Told:
        def at(self, fraction, _text=""):
            seen.append(fraction)

    name = store.keep(io.BytesIO(content_of(3 * SEGMENT)), Told(), expected=2 * SEGMENT).name
    assert seen == [0.0, 0.5, 1.0]
    seen.clear()
    store.keep(io.BytesIO(content_of(SEGMENT + 1)), Told())
    assert seen == [0.0, 0.0]
    seen.clear()
    store.verify(name, Told())
    assert seen[-1] <= 1.0
    assert seen == sorted(seen)


def test_free_memory_is_looked_up_when_it_is_not_given(monkeypatch):
    monkeypatch.setattr(keys, "memory_free", lambda: 1024)
    assert keys.profile_for_new_case().number == 2
    assert keys.profile_for_new_case(8 * 1024**3).number == 1
    assert keys.profile_for_new_case(2 * 1024**3).number == 1
    assert keys.profile_for_new_case(2 * 1024**3 - 1).number == 2


def test_free_memory_is_read_also_where_a_line_holds_a_second_colon(tmp_path):
    (tmp_path / "info").write_text("Odd: a: b\nMemAvailable: 5 kB: free\n", encoding="ascii")
    assert keys.memory_free(tmp_path / "info") == 5 * 1024


@pytest.mark.parametrize("number", [1, 2, 3])
def test_any_one_whole_page_proves_the_key(vault, folder, number):
    with vault.write() as session:
        doctors.keep(session, Doctor(name="Dr A"))
    key, salt = vault.key, bytes.fromhex(vault.public_name)
    vault.close()
    content = bytearray((folder / DATABASE).read_bytes())
    for other in range(len(content) // cipher.PAGE_SIZE):
        if other != number - 1:
            content[other * cipher.PAGE_SIZE + 200] ^= 1
    (folder / DATABASE).write_bytes(content)
    assert pages.key_fits_some_page(folder / DATABASE, key, salt)
    assert not pages.key_fits_some_page(folder / DATABASE, bytes(32), salt)
    content[(number - 1) * cipher.PAGE_SIZE + 200] ^= 1
    (folder / DATABASE).write_bytes(content)
    assert not pages.key_fits_some_page(folder / DATABASE, key, salt)


def test_what_was_never_a_key_is_not_taken_out_of_a_keychain(monkeypatch):
    class Full:
        def get_password(self, _service, _name):
            return self.text

    full = Full()
    monkeypatch.setattr(keychain, "_backend", lambda: full)
    for full.text in (None, "", "A" * 43 + "\n=", "A" * 40 + "!" * 4 + "AAA=", "XXXX"):
        assert keychain.recall("case") is None
    full.text = "A" * 43 + "="
    assert keychain.recall("case") == bytes(32)


def test_a_file_that_is_only_as_old_as_the_limit_is_not_swept(store):
    name = keep(store, b"a letter").name
    now = datetime(2026, 3, 1, tzinfo=UTC)
    for seconds, found in ((-60, []), (-61, [name])):
        os.utime(path_of(store, name), (0, now.timestamp() + seconds))
        assert store.orphans(set(), 60, now) == found


def test_the_secret_of_a_case_is_as_long_as_its_key(vault):
    with vault.connection() as connection:
        found = {row.name: bytes(row.value) for row in connection.execute(text("SELECT * FROM vault_meta"))}
    assert len(found["secret"]) == 32
    assert vault.inner().secret == found["secret"]
    assert found["case_id"].decode() == vault.inner().case_id == vault.case_id
