"""An open encrypted case for each test, and ways to write in it."""

import pytest

from secondop_desktop.case import documents
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.flows import open_case
from secondop_desktop.search.find import find
from tests.encrypted_case import cheap_ways


@pytest.fixture
def vault(tmp_path, frozen_clock):
    ways = cheap_ways(frozen_clock)
    vault = open_case.create(tmp_path / "case", "seven grey herons over the weir", "", ways).vault
    yield vault
    vault.close()


@pytest.fixture
def write_record(vault, frozen_clock):
    """Keep a record with these page texts; its id."""

    def write(title, *pages, **details):
        now, blob = frozen_clock.now(), (title.encode().hex() + "0" * 64)[:64]
        with vault.write() as session:
            made = Document(title=title, blob=blob, added_at=now, state=READ, **details)
            record = documents.keep(session, made)
            session.flush()
            for number, text in enumerate(pages, 1):
                documents.keep_page(session, Page(document_id=record.id, number=number, text=text))
            return record.id

    return write


@pytest.fixture
def look(vault):
    """Search for a line; everything that was found."""

    def search(typed, **how):
        with vault.read() as session:
            return find(session, typed, **how)

    return search
