"""Suggestions for a record out of its own pages: only for fields that nobody filled in, only when agreed."""

from datetime import date

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Page
from secondop_desktop.flows import suggest
from secondop_desktop.flows.take_in import Details, take_in_bytes
from tests.intake.made_up_reports import PAPERS

TODAY = date(2026, 5, 10)


@pytest.fixture
def paper(vault):
    """A record whose first page says what a made-up paper says."""

    def paper(name, **details):
        identity = take_in_bytes(vault, name.encode(), "Scan 1.txt", Details(**details)).document_id
        with vault.write() as session:
            documents.keep_page(session, Page(document_id=identity, number=1, text=PAPERS[name].text))
        return identity

    return paper


@pytest.fixture
def found(vault):
    def found(identity):
        with vault.read() as session:
            clues = suggest.suggestions(session, identity, TODAY)
        return {field: str(clues[0].value) for field, clues in suggest.by_field(clues).items()}

    return found


def test_the_empty_fields_are_suggested_and_nothing_is_filled_in(vault, paper, found):
    identity = paper("biopsy of the breast")
    assert found(identity) == {
        "kind": "pathology",
        "dated": "2026-02-17",
        "facility": "Larch Valley Medical Center",
        "title": "Surgical pathology report",
    }
    with vault.read() as session:
        record = documents.one(session, identity)
        assert (record.kind, record.dated, record.facility, record.title) == ("other", None, "", "Scan 1")


def test_what_a_person_wrote_is_never_asked_about(paper, found):
    identity = paper("biopsy of the breast", title="My biopsy", dated=PartialDate(2026, 2), kind="imaging")
    assert found(identity) == {"facility": "Larch Valley Medical Center"}


def test_a_record_whose_fields_are_all_filled_in_is_not_even_read(vault, paper, monkeypatch):
    identity = paper(
        "biopsy of the breast", title="My biopsy", dated=PartialDate(2026), kind="pathology", facility="Home"
    )
    monkeypatch.setattr(documents, "page", lambda *_: pytest.fail("a page was read"))
    with vault.read() as session:
        assert suggest.suggestions(session, identity, TODAY) == []


def test_what_was_agreed_to_is_kept_and_can_be_taken_back(vault, paper, found):
    identity = paper("biopsy of the breast")
    with vault.write() as session:
        clue = next(c for c in suggest.suggestions(session, identity, TODAY) if c.field == "dated")
        before = suggest.accept(session, identity, clue)
        assert documents.one(session, identity).dated == PartialDate(2026, 2, 17)
    assert "dated" not in found(identity)
    with vault.write() as session:
        suggest.fill_in(session, identity, "dated", before)
    assert found(identity)["dated"] == "2026-02-17"


def test_a_record_that_was_not_read_yet_suggests_nothing(vault, found):
    assert found(take_in_bytes(vault, b"x", "Scan.txt").document_id) == {}
