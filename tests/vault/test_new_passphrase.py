"""A new passphrase: a new file that was proved equal, and never neither of the two."""

import pytest

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import cipher, new_passphrase
from secondop_desktop.vault.case_file import DATABASE, unlock
from secondop_desktop.vault.check import check
from secondop_desktop.vault.errors import CaseDamaged, DiskSilent, WrongSecret
from secondop_desktop.vault.new_passphrase import ChangedAndClosed, NotChanged

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
    with pytest.raises(NotChanged):
        new_passphrase.change(filled, NEW, ways)
    assert not (folder / f"{DATABASE}.new").exists()
    filled.close()
    unlock(folder, OLD, ways).close()


def still_open(vault, folder, ways):
    """The case is open as before, under the old passphrase, with nothing half-done beside it."""
    with vault.write() as session:
        tasks.keep(session, Task(text="still open"))
    vault.close()
    assert not list(folder.glob("*.new*"))
    unlock(folder, OLD, ways).close()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), None])
def test_a_disk_that_refuses_leaves_the_case_open_as_it_was(filled, folder, ways, monkeypatch, error):
    def refuse(*_given):
        raise error or cipher.module().OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(new_passphrase, "_write_fresh", refuse)
        with pytest.raises(NotChanged, match="was not changed"):
            new_passphrase.change(filled, NEW, ways)
    still_open(filled, folder, ways)


def test_a_refusal_in_the_middle_of_the_swap_leaves_the_case_open_as_it_was(
    filled, folder, ways, monkeypatch
):
    def refuse(*_given):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(new_passphrase, "_keep_beside", refuse)
        with pytest.raises(NotChanged):
            new_passphrase.change(filled, NEW, ways)
    still_open(filled, folder, ways)


@pytest.mark.parametrize("when", ["before the proof", "after it"])
def test_what_is_written_meanwhile_is_not_lost(filled, folder, ways, monkeypatch, when):
    prove = new_passphrase._prove

    def prove_while_somebody_writes(vault, *given):
        if when == "before the proof":
            add(vault)
        prove(vault, *given)
        if when == "after it":
            add(vault)

    def add(vault):
        with vault.write() as session:
            tasks.keep(session, Task(text="meanwhile"))

    with monkeypatch.context() as patch:
        patch.setattr(new_passphrase, "_prove", prove_while_somebody_writes)
        with pytest.raises(UserError, match="meanwhile"):
            new_passphrase.change(filled, NEW, ways)
    with filled.read() as session:
        assert "meanwhile" in {task.text for task in tasks.everything(session)}
    still_open(filled, folder, ways)


def test_nobody_else_gets_in_while_the_files_change_places(filled, folder, ways, monkeypatch):
    seen = []
    swap = new_passphrase._swap

    def look_and_swap(where):
        try:
            unlock(folder, OLD, ways)
        except UserError as error:
            seen.append(type(error).__name__)
        swap(where)

    monkeypatch.setattr(new_passphrase, "_swap", look_and_swap)
    new_passphrase.change(filled, NEW, ways).close()
    assert seen == ["CaseInUse"]


def test_a_changed_case_that_does_not_open_again_at_once_says_which_passphrase_counts(
    filled, folder, ways, monkeypatch
):
    def refuse(*_given):
        raise DiskSilent

    with monkeypatch.context() as patch:
        patch.setattr(new_passphrase, "open_with_key", refuse)
        with pytest.raises(ChangedAndClosed, match="has its new passphrase"):
            new_passphrase.change(filled, NEW, ways)
    assert not filled.key
    unlock(folder, NEW, ways).close()


def test_where_a_file_can_have_one_name_only_the_old_one_is_copied(filled, folder, ways, monkeypatch):
    def one_name_only(*_given):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(type(folder), "hardlink_to", one_name_only)
    new_passphrase.change(filled, NEW, ways).close()
    kept = folder / new_passphrase.KEPT
    assert kept.stat().st_mode & 0o777 == 0o600
    aside = folder.parent / "aside"
    aside.mkdir()
    (aside / DATABASE).write_bytes(kept.read_bytes())
    unlock(aside, OLD, ways).close()


def test_what_a_crash_left_is_swept_with_the_old_file(filled, folder, ways):
    new_passphrase.change(filled, NEW, ways).close()
    for name in (f"{new_passphrase.KEPT}.part", f"{DATABASE}.new", f"{DATABASE}.new-journal"):
        (folder / name).write_bytes(b"half")
    new_passphrase.forget_old(folder)
    assert not [path for path in folder.iterdir() if "new" in path.name]


def test_a_case_that_does_not_add_up_gets_no_new_passphrase(filled, ways):
    with filled.connection() as connection:
        connection.exec_driver_sql("DELETE FROM task")
        connection.commit()
    with pytest.raises(CaseDamaged):
        new_passphrase.change(filled, NEW, ways)


def test_a_new_file_that_cannot_be_read_back_is_no_damage_of_the_case(filled, folder, ways, monkeypatch):
    def spoiled(*given):
        write(*given)
        with given[1].open("rb+") as file:
            file.write(b"\0" * 64)

    write = new_passphrase._write_fresh
    with monkeypatch.context() as patch:
        patch.setattr(new_passphrase, "_write_fresh", spoiled)
        with pytest.raises(NotChanged):
            new_passphrase.change(filled, NEW, ways)
    still_open(filled, folder, ways)
