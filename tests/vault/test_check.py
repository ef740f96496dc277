"""Check my case: damage of every kind is found and named; a whole case is found whole."""

import io

import pytest
from sqlalchemy import text

from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.vault.check import check, check_blobs
from secondop_desktop.vault.errors import RowDamaged


@pytest.fixture
def blob(vault, frozen_clock):
    """The name of one stored file, with a document that speaks of it and a page of text."""
    name = vault.blobs.keep(io.BytesIO(b"report " * 100_000)).name
    with vault.write() as session:
        document = documents.keep(session, Document(title="R", blob=name, added_at=frozen_clock.now()))
        documents.keep_page(session, Page(document_id=document.id, number=1, text="carcinoma"))
    return name


def look(vault, wanted):
    found = check(vault)
    check_blobs(vault.blobs, wanted, wanted, found)
    return found


def spoil(vault, statement):
    with vault.connection() as connection:
        connection.execute(text(statement))
        connection.commit()


def test_a_whole_case_is_found_whole(vault, blob):
    found = look(vault, {blob})
    assert found.good
    assert (found.rows, found.blobs) == (3, 1)


def test_a_changed_row_is_named(vault, blob):
    spoil(vault, "UPDATE document SET title = 'Other'")
    found = look(vault, {blob})
    assert not found.good
    assert [family for family, _ in found.damaged_rows] == ["document"]
    assert found.adds_up


def test_a_row_with_something_else_where_its_digest_belongs_is_named(vault, blob):
    spoil(vault, "UPDATE document SET digest = 5")  # as a row of another table has it, on a page put back
    found = look(vault, {blob})
    assert not found.good
    assert [family for family, _ in found.damaged_rows] == ["document"]
    assert not found.adds_up
    with pytest.raises(RowDamaged), vault.read() as session:
        documents.everything(session)


def test_a_missing_row_is_noticed(vault, blob):
    spoil(vault, "DELETE FROM version")
    found = look(vault, {blob})
    assert not found.good
    assert not found.adds_up
    assert found.damaged_rows == []


def test_a_damaged_index_is_noticed(vault, blob):
    spoil(vault, "INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', 1, 'carcinoma')")
    found = look(vault, {blob})
    assert not found.index_whole
    assert not found.good


def test_damaged_and_missing_files_are_named(vault, blob):
    path = vault.folder / "blobs" / blob[:2] / blob
    content = bytearray(path.read_bytes())
    content[300_000] ^= 1
    path.write_bytes(content)
    missing = "0" * 64
    found = look(vault, {blob, missing})
    assert (found.damaged_blobs, found.missing_blobs) == ([blob], [missing])
    assert not found.good
