"""A new passphrase: a new file that was proved equal, and never neither of the two."""

import pytest

from secondop_desktop.base.errors import FieldError
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import new_passphrase
from secondop_desktop.vault.case_file import DATABASE, unlock
from secondop_desktop.vault.check import check
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret

OLD = "seven grey herons over the weir"
NEW = "a kettle and nine brass buttons"


@pytest.fixture
def filled(vault):
    with vault.write() as session:
        for number in range(50):
            tasks.keep(session, Task(text=f"Task {number} " + "x" * 1000))
    return vault


def test_only_the_new_passphrase_opens_and_everything_is_there(filled, folder, ways):
    changed = new_passphrase.change(filled, NEW, ways)
    assert check(changed).good
    with changed.read() as session:
        assert len(tasks.everything(session)) == 50
    changed.close()
    with pytest.raises(WrongSecret):
        unlock(folder, OLD, ways)
    unlock(folder, NEW, ways).close()


def test_the_old_file_stays_until_it_is_forgotten(filled, folder, ways):
    new_passphrase.change(filled, NEW, ways).close()
    kept = folder / new_passphrase.KEPT
    assert kept.stat().st_mode & 0o777 == 0o600
    aside = folder.parent / "aside"
    aside.mkdir()
    (aside / DATABASE).write_bytes(kept.read_bytes())
    unlock(aside, OLD, ways).close()
    new_passphrase.forget_old(folder)
    assert not kept.exists()


def test_the_changed_case_can_be_written_and_searched(filled, ways):
    changed = new_passphrase.change(filled, NEW, ways)
    with changed.write() as session:
        tasks.keep(session, Task(text="after"))
    assert changed.adds_up()
    changed.close()


def test_a_weak_new_passphrase_changes_nothing(filled, folder, ways):
    with pytest.raises(FieldError):
        new_passphrase.change(filled, "short", ways)
    with filled.write() as session:
        tasks.keep(session, Task(text="still open"))
    assert not (folder / new_passphrase.KEPT).exists()


def test_a_copy_that_is_not_equal_is_not_put_in_place(filled, folder, ways, monkeypatch):
    monkeypatch.setattr(type(filled), "same_rows_as", lambda self, other: False)
    with pytest.raises(CaseDamaged):
        new_passphrase.change(filled, NEW, ways)
    assert not (folder / f"{DATABASE}.new").exists()
    filled.close()
    unlock(folder, OLD, ways).close()
