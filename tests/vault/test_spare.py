"""The spare of salt and secret: written at each opening, never needed by a whole case."""

import pytest

from secondop_desktop.vault import case_file, new_passphrase, spare
from secondop_desktop.vault.case_file import unlock
from secondop_desktop.vault.errors import FileDamaged, WrongSecret
from tests.encrypted_case import PASSPHRASE

KEY, SALT = bytes(range(32)), bytes(range(16))
INNER = spare.Inner(b"s" * 32, "01a00000-0000-7000-8000-000000000000")


def test_it_gives_back_what_was_kept_to_whoever_has_the_key(tmp_path):
    spare.keep(tmp_path, KEY, SALT, INNER)
    found = spare.read(tmp_path)
    assert found.salt == SALT
    assert found.open(KEY) == INNER
    assert found.open(bytes(32)) is None
    assert INNER.secret not in (tmp_path / spare.SPARE).read_bytes()
    assert (tmp_path / spare.SPARE).stat().st_mode & 0o777 == 0o600


def test_a_good_one_is_not_written_again(tmp_path):
    spare.keep(tmp_path, KEY, SALT, INNER)
    before = (tmp_path / spare.SPARE).read_bytes()
    spare.keep(tmp_path, KEY, SALT, INNER)
    assert (tmp_path / spare.SPARE).read_bytes() == before
    spare.keep(tmp_path, KEY, bytes(16), INNER)
    assert (tmp_path / spare.SPARE).read_bytes() != before


@pytest.mark.parametrize("content", [b"", b"something else entirely, long enough to be one", b"SOSPARE\x01"])
def test_what_is_no_spare_is_none(tmp_path, content):
    (tmp_path / spare.SPARE).write_bytes(content)
    assert spare.read(tmp_path) is None


@pytest.mark.parametrize("at", [8, 20, 30, -1])
def test_a_damaged_one_opens_nothing(tmp_path, at):
    spare.keep(tmp_path, KEY, SALT, INNER)
    content = bytearray((tmp_path / spare.SPARE).read_bytes())
    content[at] ^= 1
    (tmp_path / spare.SPARE).write_bytes(content)
    assert spare.read(tmp_path).open(KEY) is None


def test_a_case_writes_it_anew_when_it_is_gone_and_after_a_new_passphrase(vault, folder, ways):
    first, inner = spare.read(folder), vault.inner()
    assert first.open(vault.key) == inner
    changed = new_passphrase.change(vault, "a kettle and nine brass buttons", ways)
    key = changed.key
    changed.close()
    assert first.salt != spare.read(folder).salt
    assert spare.read(folder).open(key) == inner
    (folder / spare.SPARE).unlink()
    unlock(folder, "a kettle and nine brass buttons", ways).close()
    assert spare.read(folder).open(key)


def test_a_folder_that_takes_no_spare_opens_all_the_same(vault, folder, ways, monkeypatch):
    vault.close()

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(spare, "keep", full)
    case_file.unlock(folder, PASSPHRASE, ways).close()


def test_the_spare_tells_a_right_passphrase_from_a_wrong_one_when_no_page_is_left(vault, folder, ways):
    vault.close()
    database = folder / "case.db"
    database.write_bytes(bytes(range(256)) * (database.stat().st_size // 256))
    with pytest.raises(FileDamaged):
        unlock(folder, PASSPHRASE, ways)
    with pytest.raises(WrongSecret):
        unlock(folder, "not this one", ways)
    (folder / spare.SPARE).unlink()
    with pytest.raises(WrongSecret):
        unlock(folder, PASSPHRASE, ways)
