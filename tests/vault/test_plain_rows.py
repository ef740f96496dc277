"""Rows that are read without the mapper are proven like any other."""

import pytest
from sqlalchemy.exc import DatabaseError

from secondop_desktop.case import documents, tasks
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault.errors import FileDamaged, RowDamaged
from secondop_desktop.vault.plain_rows import numbers, proven


def test_rows_come_in_the_order_of_the_query_with_all_their_columns(vault):
    with vault.write() as session:
        for words in ("one", "two", "three"):
            tasks.keep(session, Task(text=words))
    with vault.read() as session:
        query = "SELECT task.* FROM task WHERE text <> :without ORDER BY text"
        rows = proven(session, "task", query, {"without": "two"})
    assert [row["text"] for row in rows] == ["one", "three"]
    assert set(rows[0]) == {"seq", "id", "revision", "digest", "binned_at", "text", "due", "done_at"}


def test_bytes_and_dates_are_proven_as_they_lie(vault, frozen_clock):
    with vault.write() as session:
        record = documents.keep(session, Document(title="R", blob="ab" * 32, added_at=frozen_clock.now()))
        session.flush()
        documents.keep_page(session, Page(document_id=record.id, number=1, text="ß", words=b"\0\xff"))
    with vault.read() as session:
        (page,) = proven(session, "page", "SELECT page.* FROM page", {})
        (whole,) = proven(session, "document", "SELECT document.* FROM document", {})
    assert (page["text"], page["words"], whole["title"]) == ("ß", b"\0\xff", "R")


def test_a_row_that_is_not_as_it_was_written_is_refused(vault):
    with vault.write() as session:
        kept = tasks.keep(session, Task(text="10 mg"))
        session.flush()
        session.connection().exec_driver_sql("UPDATE task SET text = '90 mg'")
        identity = kept.id
    with vault.read() as session, pytest.raises(RowDamaged) as refused:
        proven(session, "task", "SELECT task.* FROM task", {})
    assert (refused.value.family, refused.value.item) == ("task", identity)


PAGES = "SELECT rowid FROM page_find WHERE page_find MATCH :wanted"
OWN = "SELECT rowid FROM own_find WHERE own_find MATCH :wanted"
BREAK_PAGES = "UPDATE page_find_data SET block = x'00' WHERE id > 10"
BREAK_OWN = "UPDATE own_find_data SET block = x'00' WHERE id > 10"


@pytest.mark.parametrize(("spoil", "query"), [(BREAK_PAGES, PAGES), (BREAK_OWN, OWN)])
def test_an_index_that_cannot_be_read_is_refused_in_words(vault, frozen_clock, spoil, query):
    with vault.write() as session:
        tasks.keep(session, Task(text="carcinoma"))
        record = documents.keep(session, Document(title="R", blob="ab" * 32, added_at=frozen_clock.now()))
        session.flush()
        documents.keep_page(session, Page(document_id=record.id, number=1, text="carcinoma"))
    with vault.connection() as connection:
        connection.exec_driver_sql(spoil)
        connection.commit()
    with pytest.raises(FileDamaged), vault.read() as session:
        numbers(session, query, {"wanted": "carcinoma"})


def test_a_query_that_is_wrong_is_a_bug_and_gets_no_sentence(vault):
    with pytest.raises(DatabaseError, match="no such table"), vault.read() as session:
        numbers(session, "SELECT 1 FROM nowhere", {})
