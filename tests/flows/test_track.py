"""What is gathered for the tracker: phones, counts, what is waited for, and the sheet of what is missing."""

from datetime import timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments as visits
from secondop_desktop.case import bin, documents, pieces, requests, wanted
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import see_ready, track
from secondop_desktop.flows.missing_sheet import missing_sheet
from secondop_desktop.paper import gather
from tests.ui.screens import custody


@pytest.fixture
def ids(vault, frozen_clock):
    with vault.write() as session:
        return custody.plan(session, frozen_clock)


def test_a_copy_in_the_case_makes_a_report_here_but_never_slides(vault, ids, frozen_clock):
    today = frozen_clock.today()
    with vault.write() as session:
        record = documents.keep(session, Document(title="Scan", blob="ab" * 32, added_at=frozen_clock.now()))
        session.flush()
        for name in ("slides", "images"):
            pieces.one(session, ids[name]).piece.document_id = record.id
    with vault.read() as session:
        here = {row.id: row.where.here for row in track.rows(session, today)}
    assert here == {ids["report"]: False, ids["slides"]: False, ids["images"]: True}
    with vault.write() as session:
        bin.throw_away(session, "document", record.id, frozen_clock)
    with vault.read() as session:
        assert not any(row.where.here for row in track.rows(session, today))


def test_every_piece_is_counted_once(vault, ids, frozen_clock):
    with vault.read() as session:
        found = track.counts(track.rows(session, frozen_clock.today()))
    assert (found.all, found.mine, found.away, found.owed, found.not_asked, found.late) == (3, 1, 1, 1, 0, 1)


def test_a_number_is_found_by_the_place_or_the_doctor(vault, ids):
    with vault.read() as session:
        phones = track.Phones(session, pieces.everything(session))
    assert phones.of(" city hospital ") == "555-0102"
    assert phones.of("Dr Lee") == phones.of("Kestrel Bay") == "555-0199"
    assert phones.of("Nobody") == phones.of("") == ""


def test_a_piece_under_an_open_request_is_not_waited_for_twice(vault, ids, frozen_clock):
    with vault.read() as session:
        waiting = track.waiting(session, frozen_clock.today())
    assert [(w.title, w.late) for w in waiting] == [("City Hospital", True), ("Image files: MRI", False)]


def test_a_broken_promise_is_told_beside_its_request(vault, ids, frozen_clock):
    frozen_clock.move_on(timedelta(minutes=1))
    due = PartialDate.of(frozen_clock.today() - timedelta(days=2))
    with vault.write() as session:
        pieces.move(session, [ids["slides"]], pieces.PROMISED, {"due": due}, frozen_clock)
    with vault.read() as session:
        waiting = track.waiting(session, frozen_clock.today())
    assert [w.title for w in waiting if w.late] == ["City Hospital", "Slides or blocks: Core biopsy"]
    assert "That was 2 days ago." in waiting[1].sentence


def test_a_request_ends_by_itself_when_everything_has_come(vault, ids, frozen_clock):
    frozen_clock.move_on(timedelta(minutes=1))
    with vault.write() as session:
        pieces.move(session, [ids["slides"]], pieces.RECEIVED, {}, frozen_clock)
    with vault.read() as session:
        (row,) = track.request_rows(session, frozen_clock.today())
    assert row.over
    assert row.sentence == "Everything you asked City Hospital for has come."


def test_late_ones_come_first_then_the_oldest(vault, frozen_clock):
    today = frozen_clock.today()
    with vault.write() as session:
        for place, days in (("Young", 2), ("Late", 31), ("Later", 50), ("Old", 20)):
            asked = PartialDate.of(today - timedelta(days=days))
            requests.ask(session, Request(facility=place, asked_on=asked), [], frozen_clock)
    with vault.read() as session:
        waiting = track.waiting(session, today)
    assert [w.title for w in waiting] == ["Later", "Late", "Old", "Young"]


def test_the_sheet_tells_what_one_visit_lacks_or_what_all_lack(vault, ids, frozen_clock):
    with vault.read() as session:
        (part,) = missing_sheet(session, ids["visit"], frozen_clock).parts
        everything = missing_sheet(session, "", frozen_clock).parts
    assert part == everything[0]
    assert part.doctor == "Dr Lee"
    assert [(line.text, line.ring, line.phone, line.required) for line in part.missing] == [
        ("Biopsy slides", "City Hospital", "555-0102", True),
        ("Card", "", "", False),
    ]
    assert part.there == ("Biopsy report",)


def test_the_summary_names_what_has_not_come(vault, ids, frozen_clock):
    with vault.read() as session:
        summary = gather.summary(session, frozen_clock.today())
    assert summary.records_missing == ("Slides or blocks: Core biopsy",)


def test_a_piece_in_the_bin_is_not_linked_any_more_and_never_ready(vault, ids, frozen_clock):
    with vault.write() as session:
        bin.throw_away(session, "piece", ids["report"], frozen_clock)
    with vault.read() as session:
        found = see_ready.readiness(session, visits.one(session, ids["visit"]), frozen_clock)
    assert [each.thing.there for each in found.listed] == [False, False, False]
    assert "Biopsy report" in found.answer.sentence


def test_what_is_offered_is_never_taken_already(vault, ids, frozen_clock):
    with vault.write() as session:
        wanted.add(session, ids["visit"], [wanted.Line("Slides of the biopsy")])
    with vault.read() as session:
        found = see_ready.readiness(session, visits.one(session, ids["visit"]), frozen_clock)
    assert found.listed[-1].offer == ""


def test_a_record_is_offered_by_its_title(vault, ids, frozen_clock):
    with vault.write() as session:
        record = Document(title="Blood tests", kind="lab", blob="ab" * 32, added_at=frozen_clock.now())
        documents.keep(session, record)
        wanted.add(session, ids["visit"], [wanted.Line("Recent blood results")])
    with vault.read() as session:
        found = see_ready.readiness(session, visits.one(session, ids["visit"]), frozen_clock)
    assert found.listed[-1].offer == "document:" + record.id


def test_an_examination_with_nothing_but_a_name_has_sentences_all_the_same(vault, frozen_clock):
    with vault.write() as session:
        pieces.start(session, Examination(what="X"), pieces.FORMS)
    with vault.read() as session:
        rows = track.rows(session, frozen_clock.today())
        assert [row.sentence for row in rows] == ["Not asked for yet."] * 3
        assert track.waiting(session, frozen_clock.today()) == []
