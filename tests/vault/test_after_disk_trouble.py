"""A disk that failed and is well again: the open case goes on, and nothing is there twice."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import cipher
from secondop_desktop.vault.errors import KeptAfterAll


@pytest.fixture
def silent_disk(vault, monkeypatch):
    """A commit that is kept, after which the disk answers nothing until the call that comes back."""
    commit, connect = Session.commit, cipher.connect

    def commit_and_fail(session):
        commit(session)
        raise _error()

    def no_connection(*_):
        raise cipher.module().OperationalError("disk I/O error")

    def answer_again():
        monkeypatch.setattr(Session, "commit", commit)
        monkeypatch.setattr(cipher, "connect", connect)

    monkeypatch.setattr(Session, "commit", commit_and_fail)
    monkeypatch.setattr(cipher, "connect", no_connection)
    return answer_again


def _error():
    return OperationalError("COMMIT", {}, Exception("disk I/O error"))


def add(vault, text="Ring the office"):
    with vault.write() as session:
        tasks.keep(session, Task(text=text))


def all_tasks(vault):
    with vault.read() as session:
        return [task.text for task in tasks.everything(session)]


def test_what_was_kept_after_all_is_told_before_it_is_written_twice(vault, silent_disk):
    heard = []
    vault.on_change(heard.append)
    with pytest.raises(UserError, match="did not answer"):
        add(vault)
    silent_disk()
    with pytest.raises(KeptAfterAll):
        add(vault)
    assert all_tasks(vault) == ["Ring the office"]
    assert heard == [frozenset({Task})], "the screens were not told of it"
    add(vault, "Once more")
    assert all_tasks(vault) == ["Ring the office", "Once more"]
    assert vault.adds_up()


def test_as_long_as_the_disk_does_not_answer_every_write_is_refused_with_a_sentence(vault, silent_disk):
    for _ in range(3):
        with pytest.raises(UserError, match="did not answer"):
            add(vault)
    silent_disk()
    with pytest.raises(KeptAfterAll):
        add(vault)


def test_a_check_in_between_knows_the_true_sum_and_the_word_is_still_owed(vault, silent_disk):
    with pytest.raises(UserError):
        add(vault)
    silent_disk()
    assert vault.adds_up()
    assert vault.rows.rows == 2  # the task and its version
    with pytest.raises(KeptAfterAll):
        add(vault)


def test_what_was_not_kept_is_simply_written_again(vault, monkeypatch):
    commit, connect = Session.commit, cipher.connect

    def roll_back_and_fail(session):
        session.rollback()
        raise _error()

    def no_connection(*_):
        raise cipher.module().OperationalError("disk I/O error")

    monkeypatch.setattr(Session, "commit", roll_back_and_fail)
    monkeypatch.setattr(cipher, "connect", no_connection)
    with pytest.raises(UserError):
        add(vault)
    monkeypatch.setattr(Session, "commit", commit)
    monkeypatch.setattr(cipher, "connect", connect)
    add(vault)
    assert all_tasks(vault) == ["Ring the office"]


def test_a_connection_that_met_an_error_is_not_used_again(vault, monkeypatch):
    made = []
    connect = cipher.connect
    monkeypatch.setattr(cipher, "connect", lambda *given: made.append(given) or connect(*given))
    with pytest.raises(OperationalError), vault.connection() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    add(vault)
    assert len(made) == 1
