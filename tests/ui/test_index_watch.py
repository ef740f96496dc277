"""After a case was opened its indexes are looked at; whoever saw too little sees everything again."""

import pytest

from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.ui.index_watch import look_at_indexes
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.work import Work
from secondop_desktop.vault import case_file

UNINDEX = "INSERT INTO page_find(page_find, rowid, text) VALUES ('delete', 1, 'carcinoma')"


@pytest.fixture
def spoilt(vault, frozen_clock):
    """An open case whose index of texts misses a page."""
    with vault.write() as session:
        document = documents.keep(session, Document(title="R", blob="0" * 64, added_at=frozen_clock.now()))
        documents.keep_page(session, Page(document_id=document.id, number=1, text="carcinoma"))
    with vault.connection() as connection:
        connection.exec_driver_sql(UNINDEX)
        connection.commit()
    return vault


@pytest.fixture
def watch(qtbot):
    """Look at the indexes of a case; what was told, and which families were fetched anew."""

    def look(vault):
        notices = NoticeStrip()
        qtbot.addWidget(notices)
        work = Work(vault)
        told, changed = [], []
        notices.tell = told.append
        work.changed.connect(changed.append)
        look_at_indexes(work, notices)
        qtbot.waitUntil(lambda: not work.jobs())
        work.close()
        return told, changed

    return look


def test_a_damaged_index_is_mended_and_told_and_screens_ask_again(spoilt, watch):
    told, changed = watch(spoilt)
    assert len(told) == 1
    assert "nothing is lost" in told[0]
    assert Document in changed[0]


def test_nothing_is_said_when_all_is_well(spoilt, watch):
    watch(spoilt)
    assert watch(spoilt) == ([], [])


def test_a_case_that_may_only_be_looked_at_is_left_alone(spoilt, watch, folder, ways):
    looking = case_file.look(folder, spoilt.key, ways, "only to look at")
    try:
        assert watch(looking) == ([], [])
    finally:
        looking.close()
