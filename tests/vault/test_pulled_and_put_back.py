"""The disk of an open case goes and comes back: nothing is made in its place, nobody is overwritten."""

import shutil

import pytest
from sqlalchemy.exc import OperationalError

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file
from secondop_desktop.vault.case_file import DATABASE
from secondop_desktop.vault.lock_file import HOLDER, LOCK, CaseInUse
from tests.encrypted_case import PASSPHRASE


def add(vault, text):
    with vault.write() as session:
        tasks.keep(session, Task(text=text))


def meet_an_error(vault):
    """After an error the connection is made anew, as when a disk came back."""
    with pytest.raises(OperationalError), vault.connection() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")


def copied(folder):
    """The stick as another computer sees it: the same files, no lock of this one."""
    other = folder.with_name("at the other computer")
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns(LOCK, HOLDER))
    return other


def put_back(stick, folder):
    shutil.rmtree(folder)
    stick.rename(folder)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_nothing_is_made_where_the_case_was(vault, folder, what):
    add(vault, "before")
    gone = folder if what == "folder" else folder / DATABASE
    away = gone.with_name("away")
    meet_an_error(vault)
    gone.rename(away)
    with pytest.raises(UserError):
        add(vault, "meanwhile")
    assert not gone.exists()
    away.rename(gone)
    add(vault, "after")
    assert vault.adds_up()


def test_what_another_computer_wrote_meanwhile_is_taken_for_true(vault, folder, ways):
    add(vault, "here")
    stick = copied(folder)
    there = case_file.unlock(stick, PASSPHRASE, ways)
    add(there, "there")
    there.close()
    meet_an_error(vault)
    put_back(stick, folder)
    add(vault, "here again")
    with vault.read() as session:
        assert {task.text for task in tasks.everything(session)} == {"here", "there", "here again"}
    assert vault.adds_up()
    with pytest.raises(CaseInUse):
        case_file.unlock(folder, PASSPHRASE, ways)


def test_a_case_that_another_program_took_meanwhile_is_not_written_until_it_is_free(vault, folder, ways):
    add(vault, "here")
    stick = copied(folder)
    meet_an_error(vault)
    put_back(stick, folder)
    other = case_file.unlock(folder, PASSPHRASE, ways)
    with pytest.raises(CaseInUse):
        add(vault, "not now")
    add(other, "the other one")
    other.close()
    add(vault, "here again")
    assert vault.adds_up()
    vault.close()
    case_file.unlock(folder, PASSPHRASE, ways).close()
