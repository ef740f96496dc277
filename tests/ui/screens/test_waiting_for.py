"""The home page says what somebody owes: late things first, a few of them, each one press away."""

from datetime import timedelta

import pytest

from secondop_desktop.case import pieces, requests
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.requests import Request
from secondop_desktop.ui.places import EXAMINATION, HOME, REQUESTS, WHERE, Place
from secondop_desktop.ui.screens.home import HomeScreen
from secondop_desktop.ui.waiting_card import MOST_ROWS
from tests.ui.screens import custody


@pytest.fixture
def ids(keep, frozen_clock):
    made = keep(lambda session: custody.plan(session, frozen_clock))
    frozen_clock.move_on(timedelta(minutes=5))
    return made


def test_the_late_request_comes_before_what_is_on_its_way(enter, ids):
    screen = enter(HomeScreen, Place(HOME))
    rows = screen.waiting_for.rows
    assert [row.accessibleName() for row in rows] == ["City Hospital", "Image files: MRI"]
    assert rows[0].accessibleDescription() == (
        "City Hospital has had your request for 34 days. The rule is 30 days. Ring them: 555-0102."
    )
    for row in rows:
        row.click()
    screen.waiting_for.all.click()
    assert screen.went == [Place(REQUESTS), Place(EXAMINATION, ids["mri"], ids["images"]), Place(WHERE)]


def test_nothing_is_shown_when_nobody_owes_anything(enter):
    assert not enter(HomeScreen, Place(HOME)).waiting_for.isVisible()


def test_only_a_few_are_shown_and_the_others_are_counted(enter, keep, frozen_clock):
    def add(session):
        for number in range(MOST_ROWS + 3):
            requests.ask(session, Request(facility=f"Place {number}"), [], frozen_clock)

    keep(add)
    screen = enter(HomeScreen, Place(HOME))
    assert len(screen.waiting_for.rows) == MOST_ROWS
    assert screen.waiting_for.all.text() == "See 3 more"


def test_it_goes_away_when_the_last_thing_has_come(enter, keep, work, frozen_clock):
    made = keep(lambda s: pieces.start(s, Examination(what="CT"), ["report"])[1][0].id)
    keep(lambda s: pieces.move(s, [made], pieces.ASKED, {}, frozen_clock))
    screen = enter(HomeScreen, Place(HOME))
    assert screen.waiting_for.isVisible()
    frozen_clock.move_on(timedelta(minutes=1))
    keep(lambda s: pieces.move(s, [made], pieces.RECEIVED, {}, frozen_clock))
    work.flush()
    assert not screen.waiting_for.isVisible()
