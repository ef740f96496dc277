"""Rows that are read without the mapper are proven like any other."""

import pytest

from secondop_desktop.case import documents, tasks
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault.errors import RowDamaged
from secondop_desktop.vault.plain_rows import proven


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
