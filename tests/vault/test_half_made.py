"""A new case whose making broke off: its place can be used again, and nothing of a stranger is deleted."""

import pytest

from secondop_desktop.base import paths
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.flows import open_case
from secondop_desktop.vault import case_file, cipher, half_made
from secondop_desktop.vault.errors import DiskSilent, WrongSecret
from tests.encrypted_case import PASSPHRASE

LEFT = ("case.new", "case.new-journal", "README.txt", ".README.txt.4711.part")


@pytest.fixture
def left(folder):
    """A folder as a computer that lost its power while a case was made leaves it."""
    (folder / "blobs").mkdir(parents=True)
    for name in LEFT:
        (folder / name).write_bytes(b"half")
    return folder


def test_a_case_can_be_made_where_the_making_broke_off_before(left, ways):
    case_file.create(left, PASSPHRASE, ways).close()
    case_file.unlock(left, PASSPHRASE, ways).close()


@pytest.mark.parametrize("name", ["letter.pdf", "case.db", "blobs/aa"])
def test_a_folder_with_anything_else_in_it_is_taken(left, ways, name):
    (left / name).write_bytes(b"mine")
    with pytest.raises(FieldError):
        case_file.create(left, PASSPHRASE, ways)
    assert (left / name).read_bytes() == b"mine"


def test_what_a_stranger_put_there_stays_when_it_is_cleared(left):
    (left / "letter.pdf").write_bytes(b"mine")
    half_made.clear(left)
    assert [file.name for file in left.iterdir()] == ["letter.pdf"]
    half_made.clear(left / "nowhere")


def test_small_files_that_were_never_finished_are_swept_when_a_case_is_opened(vault, folder, ways):
    vault.close()
    for name in (".holder.json.4711.part", ".case.spare.4711.part", ".mine.part"):
        (folder / name).write_bytes(b"half")
    open_case.open_case(folder, PASSPHRASE, ways).close()
    assert [file.name for file in folder.iterdir() if file.suffix == ".part"] == [".mine.part"]


def test_a_making_that_fails_at_its_end_leaves_nothing(folder, ways, monkeypatch):
    def full(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paths, "sync_folder", full)
    with pytest.raises(UserError, match="could not be made"):
        case_file.create(folder, PASSPHRASE, ways)
    assert not folder.exists()


def test_a_case_whose_first_name_cannot_be_kept_leaves_nothing(folder, ways, monkeypatch):
    def refuse(*_):
        raise UserError("No room.")

    monkeypatch.setattr(open_case.person, "keep", refuse)
    with pytest.raises(UserError):
        open_case.create(folder, PASSPHRASE, "Margaret", ways)
    assert not folder.exists()


def test_an_error_of_the_driver_while_opening_is_told_in_a_sentence(vault, folder, ways, monkeypatch):
    vault.close()

    def no_answer(*_):
        raise cipher.module().OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(cipher, "connect", no_answer)
        with pytest.raises(DiskSilent):
            case_file.unlock(folder, PASSPHRASE, ways)
    case_file.unlock(folder, PASSPHRASE, ways).close()


def test_a_passphrase_that_was_changed_a_moment_before_no_longer_opens(vault, folder, ways, monkeypatch):
    key = vault.key
    vault.close()
    salts = iter([cipher.read_salt(folder / "case.db"), b"another salt now"])
    monkeypatch.setattr(cipher, "read_salt", lambda _path: next(salts))
    with pytest.raises(WrongSecret):
        case_file.open_with_key(folder, key, ways)
    assert not (folder / "holder.json").exists()
