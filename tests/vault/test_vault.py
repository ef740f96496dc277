"""Sessions: one transaction at a time, sealed rows, stale edits, and what listeners hear."""

import threading

import pytest
from sqlalchemy import text, update

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import doctors, tasks
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import cipher
from secondop_desktop.vault.errors import NoRoom, RowDamaged, StaleEdit


def add_doctor(vault, name="Dr Ama Mensah"):
    with vault.write() as session:
        return doctors.keep(session, Doctor(name=name))


def test_what_was_written_is_read_back_whole(vault):
    kept = add_doctor(vault, "Bác sĩ Nguyễn Thị Hạnh 🌷 د. سلمى")
    with vault.read() as session:
        assert doctors.one(session, kept.id).name == "Bác sĩ Nguyễn Thị Hạnh 🌷 د. سلمى"


def test_records_can_be_used_after_their_session_has_ended(vault):
    kept = add_doctor(vault)
    assert (kept.name, kept.revision, len(kept.digest)) == ("Dr Ama Mensah", 1, 32)


def test_a_failed_transaction_leaves_no_trace(vault):
    def fail_half_way(session):
        doctors.keep(session, Doctor(name="Dr Nobody"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), vault.write() as session:
        fail_half_way(session)
    with vault.read() as session:
        assert not doctors.everyone(session)
    assert vault.adds_up()


def test_a_stale_edit_is_refused(vault):
    kept = add_doctor(vault)
    with vault.read() as session:
        one = doctors.one(session, kept.id)
    with vault.read() as session:
        other = doctors.one(session, kept.id)
    one.phone, other.phone = "111", "222"
    with vault.write() as session:
        doctors.keep(session, one)
    with pytest.raises(StaleEdit), vault.write() as session:
        doctors.keep(session, other)
    with vault.read() as session:
        assert doctors.one(session, kept.id).phone == "111"


def test_listeners_hear_once_after_each_commit_that_changed_something(vault):
    heard = []
    forget = vault.on_change(heard.append)
    with vault.write() as session:
        doctors.keep(session, Doctor(name="Dr A"))
        doctors.keep(session, Doctor(name="Dr B"))
        tasks.keep(session, Task(text="Ring the office"))
    with vault.write() as session:
        doctors.everyone(session)
    with pytest.raises(UserError), vault.write() as session:
        doctors.keep(session, Doctor(name=" "))
    forget()
    add_doctor(vault)
    assert heard == [frozenset({Doctor, Task})]


def test_a_read_session_never_changes_the_case(vault):
    kept = add_doctor(vault)
    with vault.read() as session:
        doctors.one(session, kept.id).name = "Somebody else"
    with vault.read() as session:
        assert doctors.one(session, kept.id).name == "Dr Ama Mensah"


def test_writing_in_a_read_session_is_a_bug_that_is_told(vault):
    with vault.read() as session:
        session.add(Doctor(name="Dr X"))
        with pytest.raises(RuntimeError, match=r"inside Vault\.write"):
            session.flush()


def test_bulk_changes_that_would_go_past_the_seals_are_refused(vault):
    add_doctor(vault)
    with pytest.raises(RuntimeError, match="one by one"), vault.write() as session:
        session.execute(update(Doctor).values(name="X"))


def test_a_session_inside_a_session_is_told_instead_of_hanging(vault):
    with pytest.raises(RuntimeError, match="inside another"), vault.read(), vault.read():
        pass


def test_threads_take_turns_and_lose_nothing(vault):
    def write_some(start):
        for number in range(start, start + 20):
            with vault.write() as session:
                tasks.keep(session, Task(text=f"Task {number}"))

    threads = [threading.Thread(target=write_some, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with vault.read() as session:
        assert len(tasks.everything(session)) == 80
    assert vault.adds_up()


def test_a_row_changed_behind_our_back_is_not_shown(vault):
    kept = add_doctor(vault)
    with vault.connection() as connection:
        connection.execute(text("UPDATE doctor SET name = 'Dr Wrong'"))
        connection.commit()
    with pytest.raises(RowDamaged) as damage, vault.read() as session:
        doctors.one(session, kept.id)
    assert (damage.value.family, damage.value.item) == ("doctor", kept.id)


def test_an_older_row_put_back_does_not_add_up(vault):
    kept = add_doctor(vault)
    with vault.connection() as connection:
        old = connection.execute(text("SELECT * FROM doctor")).mappings().one()
    with vault.write() as session:
        doctors.one(session, kept.id).note = "takes 10 mg, not 90"
    with vault.connection() as connection:
        statement = "UPDATE doctor SET note = :note, revision = :revision, digest = :digest"
        connection.execute(text(statement), {k: old[k] for k in ("note", "revision", "digest")})
        connection.commit()
    with vault.read() as session:
        assert doctors.one(session, kept.id).note == ""  # authentic, yet old: only the sum can tell
    assert not vault.adds_up()


def test_a_row_that_vanished_does_not_add_up(vault):
    add_doctor(vault)
    with vault.connection() as connection:
        connection.execute(text("DELETE FROM doctor"))
        connection.commit()
    assert not vault.adds_up()


def test_the_connection_keeps_to_the_recipe(vault):
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "page_size": 16384,
        "auto_vacuum": 0,
    }
    with vault.connection() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert {name: type(wanted[name])(value) for name, value in found.items()} == wanted


def test_a_pragma_that_does_not_take_hold_is_told(tmp_path):
    cipher.make_private(tmp_path / "x.db")
    connection = cipher.connect(tmp_path / "x.db", b"k" * 32, b"s" * 16)
    with pytest.raises(RuntimeError, match="refused"):
        cipher._set(connection, "journal_mode", "nonsense")
    connection.close()


class CommitFails:
    """Stands between a session and its commit, like a disk that answers too late."""

    def __init__(self, patch, error, before):
        from sqlalchemy.orm import Session

        whole = Session.commit

        def commit(session):
            patch.setattr(Session, "commit", whole)
            if before:
                session.rollback()
            else:
                whole(session)
            raise error

        patch.setattr(Session, "commit", commit)


def database_error(message):
    from sqlalchemy.exc import OperationalError

    return OperationalError("COMMIT", {}, Exception(message))


def test_a_commit_that_failed_late_but_was_kept_is_not_repeated(vault, monkeypatch):
    CommitFails(monkeypatch, database_error("disk I/O error"), before=False)
    kept = add_doctor(vault)
    with vault.read() as session:
        assert [d.id for d in doctors.everyone(session)] == [kept.id]
    assert vault.adds_up()


def test_a_commit_that_was_not_kept_is_told_and_can_be_tried_again(vault, monkeypatch):
    CommitFails(monkeypatch, database_error("database or disk is full"), before=True)
    with pytest.raises(NoRoom):
        add_doctor(vault)
    add_doctor(vault)
    with vault.read() as session:
        assert len(doctors.everyone(session)) == 1
    assert vault.adds_up()


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("attempt to write a readonly database", "may not write"),
        ("disk I/O error", "did not answer"),
        ("Could not decode to UTF-8 column 'name'", "damaged"),
        ("database is locked", "Another program"),
    ],
)
def test_each_trouble_of_the_disk_has_its_own_sentence(vault, monkeypatch, message, words):
    CommitFails(monkeypatch, database_error(message), before=True)
    with pytest.raises(UserError, match=words):
        add_doctor(vault)


def test_an_unknown_database_error_stays_a_bug(vault, monkeypatch):
    from sqlalchemy.exc import OperationalError

    CommitFails(monkeypatch, database_error("no such table"), before=True)
    with pytest.raises(OperationalError):
        add_doctor(vault)
