"""Files that take their reader down are counted, across restarts too; a stop in good order is not."""

from sqlalchemy import text

from secondop_desktop.case import read_tries

FILE = "0199-a-file"


def test_a_first_try_has_nothing_against_it(session):
    assert read_tries.begin(session, FILE) == 0


def test_a_try_whose_end_nobody_noted_counts_as_a_crash(session):
    for crashes in range(4):
        assert read_tries.begin(session, FILE) == crashes
        read_tries.go_on(session, FILE, 7)
        session.flush()


def test_a_try_that_was_stopped_in_good_order_counts_for_nothing(session):
    for _ in range(3):
        assert read_tries.begin(session, FILE) == 0
        read_tries.go_on(session, FILE, 3)
        read_tries.rest(session, FILE)
        session.flush()


def test_a_crash_of_the_reader_alone_is_counted_once(session):
    read_tries.begin(session, FILE)
    assert read_tries.crashed(session, FILE) == 1
    assert read_tries.crashed(session, FILE) == 2
    read_tries.rest(session, FILE)
    session.flush()
    assert read_tries.begin(session, FILE) == read_tries.MOST_CRASHES


def test_what_is_forgotten_begins_anew(session):
    read_tries.begin(session, FILE)
    session.flush()
    read_tries.forget(session, FILE)
    session.flush()
    assert read_tries.begin(session, FILE) == 0


def test_a_file_nobody_is_reading_has_nothing_to_note(session):
    for note in (read_tries.rest, read_tries.forget, lambda s, file: read_tries.go_on(s, file, 1)):
        note(session, FILE)
    assert read_tries.crashed(session, FILE) == 0


def test_files_are_counted_apart(session):
    read_tries.begin(session, FILE)
    session.flush()
    assert read_tries.begin(session, "another") == 0
    assert read_tries.begin(session, FILE) == 1


def test_tries_are_sealed_and_have_no_history(vault):
    with vault.write() as session:
        read_tries.begin(session, FILE)
    with vault.connection() as connection:
        assert len(connection.scalar(text("SELECT digest FROM read_try"))) == 32
        assert connection.scalar(text("SELECT count(*) FROM version")) == 0
    assert vault.adds_up()
