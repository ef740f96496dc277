"""The requests: how long each has waited, late ones first, written and changed in place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import requests
from secondop_desktop.case.requests import Request
from secondop_desktop.ui.places import RECORDS, REQUESTS, Place
from secondop_desktop.ui.screens.requests import RequestsScreen
from secondop_desktop.ui.widgets.labels import Label
from tests.ui import audit
from tests.ui.screens import custody


@pytest.fixture
def ids(keep, frozen_clock):
    return keep(lambda session: custody.plan(session, frozen_clock))


@pytest.fixture
def screen(enter, ids):
    return enter(RequestsScreen, Place(REQUESTS))


def words(screen):
    return [each.text() for each in audit.parts(screen.list, Label)]


def test_a_late_one_says_its_days_its_rule_and_whom_to_ring(screen):
    assert (
        "City Hospital has had your request for 34 days. The rule is 30 days. Ring them: 555-0102."
        in words(screen)
    )
    assert "Slides or blocks: Core biopsy" in words(screen)
    assert screen._page._subtitle.text() == "1 request is open. 1 is late."


def test_late_ones_come_first_then_the_oldest_and_those_that_are_over_last(enter, ids, keep, frozen_clock):
    today = frozen_clock.today()

    def add(session):
        for place, days, over in (("New", 2, False), ("Old", 9, False), ("Over", 90, True)):
            asked = PartialDate.of(today - timedelta(days=days))
            request = Request(facility=place, asked_on=asked, answered_on=asked if over else None)
            requests.ask(session, request, [], frozen_clock)

    keep(add)
    screen = enter(RequestsScreen, Place(REQUESTS))
    assert [entry.values["facility"] for entry in screen.list._entries] == [
        "City Hospital",
        "Old",
        "New",
        "Over",
    ]


def test_a_request_is_written_down_changed_and_binned(screen, work, notices, fetch, qtbot):
    screen.list.write_new()
    screen.list.form.field("facility").set_value("Brightwater")
    screen.list.save()
    work.flush()
    made = next(r for r in fetch(requests.everything) if r.facility == "Brightwater")
    assert made.asked_on is not None
    entry = next(e for e in screen.list._entries if e.id == made.id)
    screen.list.edit(entry)
    screen.list.form.field("answered_on").set_value(PartialDate(2026, 3, 2))
    screen.list.save()
    work.flush()
    assert "Brightwater answered on 2 March 2026." in words(screen)
    screen.list.deleted.emit(made.id)
    work.flush()
    assert len(fetch(requests.everything)) == 1
    notices.undos[-1]()
    work.flush()
    assert len(fetch(requests.everything)) == 2


def test_an_authorization_asks_who_is_to_get_the_records_and_when_it_ends(screen):
    screen.list.write_new()
    form = screen.list.form
    assert not form.field("receiver").isVisible()
    form.field("kind").set_value("authorization")
    assert form.field("receiver").isVisible()
    assert form.field("expires_on").isVisible()
    assert not form.field("longer_told_on").isVisible()


def test_a_request_without_a_place_is_refused_beside_the_field(screen, work, fetch):
    screen.list.write_new()
    screen.list.save()
    work.flush()
    assert screen.list.is_open()
    assert len(fetch(requests.everything)) == 1


def test_an_empty_page_says_what_it_is_for(enter):
    screen = enter(RequestsScreen, Place(REQUESTS))
    assert screen._none.isVisible()
    assert "30 days" in screen._none.text()


def test_half_a_request_is_kept_when_the_page_is_left(screen, work, fetch):
    screen.list.write_new()
    screen.list.form.field("facility").set_value("Kestrel Bay")
    assert screen.half_typed()
    assert screen.escape()
    work.flush()
    assert any(r.facility == "Kestrel Bay" for r in fetch(requests.everything))


def test_the_views_lead_back_and_who_may_only_look_cannot_add(enter, house, ids):
    read_only = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(RequestsScreen, Place(REQUESTS), in_house=read_only)
    screen.views._buttons[RECORDS].click()
    assert screen.went == [Place(RECORDS)]
    assert not screen.list.add.isVisible()
