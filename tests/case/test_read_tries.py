"""Files that take their reader down are counted, across restarts too; a stop in good order is not."""

from sqlalchemy import text

from secondop_desktop.case import read_tries

FILE = "0199-a-file"


def test_a_first_try_has_nothing_against_it(session):
    assert read_tries.begin(session, FILE)


def test_a_page_over_which_the_program_ended_again_and_again_is_not_tried_for_ever(session):
    read_tries.begin(session, FILE)
    read_tries.go_on(session, FILE, 7)
    session.flush()
    tries = []
    for _ in range(read_tries.MOST_DEATHS):
        tries.append(read_tries.begin(session, FILE))
        read_tries.go_on(session, FILE, 7)
    assert tries == [True] * 4 + [False]


def test_a_program_that_ends_over_other_pages_each_time_has_other_troubles(session):
    for page in range(1, 20):
        assert read_tries.begin(session, FILE)
        session.flush()
        read_tries.go_on(session, FILE, page)


def test_a_try_that_was_stopped_in_good_order_counts_for_nothing(session):
    for _ in range(5):
        assert read_tries.begin(session, FILE)
        session.flush()
        read_tries.go_on(session, FILE, 3)
        read_tries.rest(session, FILE)


def test_a_file_that_took_its_reader_down_twice_is_not_tried_again_after_a_restart_either(session):
    read_tries.begin(session, FILE)
    session.flush()
    assert read_tries.crashed(session, FILE)
    read_tries.rest(session, FILE)
    assert read_tries.begin(session, FILE)
    assert not read_tries.crashed(session, FILE)
    read_tries.rest(session, FILE)
    assert not read_tries.begin(session, FILE)


def test_what_is_forgotten_begins_anew(session):
    read_tries.begin(session, FILE)
    session.flush()
    for _ in range(2):
        read_tries.crashed(session, FILE)
    read_tries.forget(session, FILE)
    session.flush()
    assert read_tries.begin(session, FILE)


def test_a_file_nobody_is_reading_has_nothing_to_note(session):
    for note in (read_tries.rest, read_tries.forget, lambda s, file: read_tries.go_on(s, file, 1)):
        note(session, FILE)
    assert read_tries.crashed(session, FILE)


def test_files_are_counted_apart(session):
    for file in (FILE, "another"):
        read_tries.begin(session, file)
        session.flush()
    for _ in range(2):
        read_tries.crashed(session, FILE)
    assert not read_tries.begin(session, FILE)
    assert read_tries.begin(session, "another")


def test_tries_are_sealed_and_have_no_history(vault):
    with vault.write() as session:
        read_tries.begin(session, FILE)
    with vault.connection() as connection:
        assert len(connection.scalar(text("SELECT digest FROM read_try"))) == 32
        assert connection.scalar(text("SELECT count(*) FROM version")) == 0
    assert vault.adds_up()
