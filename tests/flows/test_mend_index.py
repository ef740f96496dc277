"""Indexes that do not fit the entries are noticed after an unlock, and made anew from the entries."""

import pytest

from secondop_desktop.case import documents, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import mend_index as flow
from secondop_desktop.flows.mend_index import mend_index
from secondop_desktop.search.find import pages
from secondop_desktop.vault import case_file, indexes
from secondop_desktop.vault.errors import CaseDamaged

UNINDEX = "INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', 1, 'carcinoma')"


@pytest.fixture
def visit(vault, frozen_clock):
    """A visit with two questions, and a page of text."""
    with vault.write() as session:
        visit = Appointment(day="2026-04-01")
        session.add(visit)
        session.flush()
        for text in ("Why?", "How?"):
            question = questions.keep(session, Question(text=text))
            session.flush()
            questions.ask_at(session, question.id, visit.id)
        document = documents.keep(session, Document(title="R", blob="0" * 64, added_at=frozen_clock.now()))
        documents.keep_page(session, Page(document_id=document.id, number=1, text="carcinoma"))
    return visit.id


def drop_from_index(vault):
    """Make an index that misses a row, as an older page of it does: it is built while the row is away."""
    with vault.connection() as connection:
        raw = connection.connection.driver_connection
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_asking_appointment_id'"
        ).fetchone()
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("CREATE INDEX fewer ON asking (appointment_id) WHERE answer = 'no such answer'")
        raw.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'fewer')"
            " WHERE name = 'ix_asking_appointment_id'"
        )
        raw.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'fewer'", (root,))
        raw.execute("PRAGMA writable_schema = RESET")


def seen(vault, visit):
    with vault.read() as session:
        return len(questions.for_appointment(session, session.get(Appointment, visit)))


def test_a_case_whose_indexes_fit_is_left_alone(vault, visit):
    assert mend_index(vault) is False


def test_rows_that_an_index_hides_come_back(vault, visit, folder, ways):
    drop_from_index(vault)
    key = vault.key
    vault.close()
    opened = case_file.open_with_key(folder, key, ways)
    try:
        assert seen(opened, visit) == 0, "the index should hide the rows"
        assert opened.adds_up()
        assert mend_index(opened) is True
        assert seen(opened, visit) == 2
        assert mend_index(opened) is False
    finally:
        opened.close()


def test_words_that_the_search_does_not_find_any_more_are_found_again(vault, visit):
    with vault.connection() as connection:
        connection.exec_driver_sql(UNINDEX)
        connection.commit()
    with vault.read() as session:
        assert pages(session, "carcinoma") == []
    assert mend_index(vault) is True
    with vault.read() as session:
        assert len(pages(session, "carcinoma")) == 1


def test_very_many_texts_are_left_to_the_check_of_the_whole_case(vault, visit, monkeypatch):
    monkeypatch.setattr(flow, "MOST_PAGES", 0)
    with vault.connection() as connection:
        connection.exec_driver_sql(UNINDEX)
        connection.commit()
    assert mend_index(vault) is False


def test_nothing_is_made_anew_from_entries_that_do_not_add_up(vault, visit):
    with vault.connection() as connection:
        connection.exec_driver_sql(UNINDEX)
        connection.exec_driver_sql("DELETE FROM version")
        connection.commit()
    with pytest.raises(CaseDamaged):
        mend_index(vault)
    assert not indexes.texts_whole(vault)


def test_a_case_that_may_only_be_looked_at_says_that_its_index_is_damaged(vault, visit, folder, ways):
    with vault.connection() as connection:
        connection.exec_driver_sql(UNINDEX)
        connection.commit()
    looking = case_file.look(folder, vault.key, ways, "only to look at")
    try:
        with pytest.raises(CaseDamaged):
            mend_index(looking)
    finally:
        looking.close()
