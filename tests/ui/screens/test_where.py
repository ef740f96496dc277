"""Where everything is: filters, ticks, and one step or one request for several pieces that can be undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin, pieces, requests
from secondop_desktop.ui.places import EXAMINATION, RECORDS, REQUESTS, WHERE, Place
from secondop_desktop.ui.screens.where import WhereScreen
from tests.ui.screens import custody


@pytest.fixture
def ids(keep, frozen_clock):
    made = keep(lambda session: custody.plan(session, frozen_clock))
    frozen_clock.move_on(timedelta(minutes=5))
    return made


@pytest.fixture
def screen(enter, ids):
    return enter(WhereScreen, Place(WHERE))


def shown(screen):
    return {row.title: row.chip for row in screen.page.list.rows()}


def states(fetch):
    return fetch(lambda session: [t.state for t in pieces.everything(session)])


def tick(screen, qtbot, *ids):
    for row in screen.page.list.rows():
        if row.id in ids:
            screen.page.list.select(row.id)
            qtbot.keyClick(screen.page.list, Qt.Key.Key_Space)


def test_every_piece_has_its_state_in_words_and_late_ones_come_first(screen):
    assert list(shown(screen).items()) == [
        ("Slides or blocks: Core biopsy, City Hospital", "Late: asked for"),
        ("Report: Core biopsy, City Hospital", "Received and readable"),
        ("Image files: MRI, Brightwater", "Sent"),
    ]
    rows = screen.page.list.rows()
    assert rows[0].subtitle.startswith("You asked City Hospital for it on ")
    assert screen.page._subtitle.text() == "1 is with you. 1 is with others. 1 is asked for. 1 is late."


@pytest.mark.parametrize(
    ("key", "count"), [("all", 3), ("late", 1), ("owed", 1), ("not_asked", 0), ("mine", 1), ("away", 1)]
)
def test_each_filter_shows_what_it_says(screen, key, count):
    screen.page.filters._buttons[key].click()
    assert len(screen.page.list.rows()) == count
    assert screen.page.none.isHidden() == (count > 0)


def test_only_what_a_visit_needs_can_be_shown(screen, ids):
    screen.page.visit.set_value(ids["visit"])
    assert len(screen.page.list.rows()) == 2


def test_a_place_can_name_a_filter(enter, ids):
    assert len(enter(WhereScreen, Place(WHERE, part="late")).page.list.rows()) == 1


def test_the_same_step_for_several_is_one_step_that_can_be_undone(screen, qtbot, work, notices, fetch, ids):
    before = states(fetch)
    tick(screen, qtbot, ids["report"], ids["slides"])
    assert screen.page.chosen_words.text() == "2 are ticked."
    screen.page.write_step.click()
    form = screen.page.step.form
    form.field("state").set_value(pieces.SENT)
    form.field("doctor_id").set_value(ids["doctor"])
    form.field("carrier").set_value("FedEx")
    form.field("tracking").set_value("7788")
    screen.page.step.save.click()
    work.flush()
    assert states(fetch) == ["sent", "sent", "sent"]
    assert notices.told == ["Written down for 2 pieces: I sent it."]
    sent = fetch(lambda session: pieces.one(session, ids["slides"]).last)
    assert (sent.who, sent.carrier, sent.tracking) == ("Dr Lee", "FedEx", "7788")
    assert not any(row.ticked for row in screen.page.list.rows())
    notices.undos[0]()
    work.flush()
    assert states(fetch) == before


def test_asking_for_several_makes_one_request_with_its_clock(screen, qtbot, work, notices, fetch, ids):
    tick(screen, qtbot, ids["report"])
    screen.page.ask.click()
    form = screen.page.asking.form
    assert form.field("facility").value() == "City Hospital"
    assert form.field("phone").value() == "555-0102"
    screen.page.asking.save.click()
    work.flush()
    assert len(fetch(requests.everything)) == 2
    assert fetch(lambda session: pieces.one(session, ids["report"]).state) == "asked"
    notices.undos[0]()
    work.flush()
    assert len(fetch(requests.everything)) == 1
    assert fetch(lambda session: pieces.one(session, ids["report"]).state) == "checked"


def test_what_an_examination_leaves_behind_is_ticked_by_its_kind_until_somebody_ticks(screen):
    screen.page.new.open_form()
    form = screen.page.new.form

    def ticked(kind):
        form.field("kind").set_value(kind)
        return [name for name in pieces.FORMS if form.field(name).value()]

    assert ticked("biopsy") == ["report", "slides"]
    assert ticked("ct") == ["report", "images"]
    assert ticked("lab") == ["report"]
    form.field("images").set_value(True)
    form.field("slides").set_value(True)
    assert ticked("ct") == ["report", "images", "slides"]
    screen.page.new.open_form()
    assert ticked("other") == ["report", "images"]


def test_an_examination_is_added_with_its_pieces(screen, work, notices, fetch, qtbot):
    screen.page.add_one.click()
    form = screen.page.new.form
    form.field("what").set_value("CT chest")
    form.field("slides").set_value(True)
    screen.page.new.save.click()
    work.flush()
    assert len(screen.page.list.rows()) == 6
    assert screen.page.new.isHidden()
    notices.undos[0]()
    work.flush()
    assert [b.title for b in fetch(bin.contents)] == ["CT chest"]


def test_an_examination_without_a_name_is_refused_beside_the_field(screen, work):
    screen.page.add_one.click()
    screen.page.new.save.click()
    work.flush()
    assert not screen.page.new.isHidden()
    assert len(screen.page.list.rows()) == 3


def test_enter_opens_a_piece_on_its_own_page(screen, qtbot, ids):
    screen.page.list.select(ids["images"])
    qtbot.keyClick(screen.page.list, Qt.Key.Key_Return)
    assert screen.went == [Place(EXAMINATION, ids["mri"], ids["images"])]


def test_the_views_lead_to_the_files_and_the_requests(screen):
    for key in (RECORDS, REQUESTS):
        screen.page.views._buttons[key].click()
    assert screen.went == [Place(RECORDS), Place(REQUESTS)]
    assert screen.page.views.key() == WHERE


def test_an_empty_case_says_what_this_page_is_for(enter):
    screen = enter(WhereScreen, Place(WHERE))
    assert screen.page.empty.isVisible()
    assert not screen.page.box.isVisible()
    screen.page.add_one.click()
    assert not screen.page.empty.isVisible()


def test_esc_closes_an_untouched_form_and_then_unticks(screen, qtbot, ids):
    tick(screen, qtbot, ids["report"])
    screen.page.write_step.click()
    assert screen.escape()
    assert screen.page.step.isHidden()
    assert screen.escape()
    assert not screen.escape()


def test_what_is_half_typed_comes_back_with_its_ticks(screen, qtbot, enter, ids):
    tick(screen, qtbot, ids["report"], ids["images"])
    screen.page.write_step.click()
    screen.page.step.form.field("note").set_value("Left at the desk")
    state = {**screen.half_typed(), **screen.standing()}
    again = enter(WhereScreen, Place(WHERE))
    again.take_up(state)
    assert again.page.step.form.field("note").value() == "Left at the desk"
    assert again._ticked == {ids["report"], ids["images"]}


def test_leaving_with_a_half_typed_form_makes_a_reminder(screen, notices, work):
    screen.page.add_one.click()
    screen.page.new.form.field("what").set_value("PET")
    assert screen.leave()
    work.flush()
    assert "kept as a reminder" in notices.told[0]
    assert screen.page.new.isHidden()


def test_who_may_only_look_has_no_ticks_and_no_buttons(enter, house, ids):
    read_only = replace(house, why_read_only="It is open elsewhere.")
    screen = enter(WhereScreen, Place(WHERE), in_house=read_only)
    assert all(row.ticked is None for row in screen.page.list.rows())
    assert not screen.page.add_one.isVisible()
