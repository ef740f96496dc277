"""The bin: everything thrown away is there, says what it was, and comes back whole."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import doctors, tasks
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.tasks import Task
from secondop_desktop.ui.places import BACK, BIN, Place
from secondop_desktop.ui.screens.bin import BinScreen, family_words


@pytest.fixture
def thrown(keep, frozen_clock):
    """A doctor and a reminder in the bin; their ids."""

    def fill(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        task = tasks.keep(session, Task(text="Ask for the slides"))
        session.flush()
        for family, record in (("doctor", doctor), ("task", task)):
            bin_.throw_away(session, family, record.id, frozen_clock)
        return doctor.id, task.id

    return keep(fill)


@pytest.fixture
def screen(enter, thrown):
    return enter(BinScreen, Place(BIN))


def test_each_thing_says_what_it_was_and_when_it_was_thrown_away(screen):
    rows = {row.title: row.subtitle for row in screen.list.rows()}
    assert rows == {
        "Dr Lee": "Doctor, thrown away on 2 March 2026",
        "Ask for the slides": "Reminder, thrown away on 2 March 2026",
    }


def test_every_family_of_the_bin_has_words():
    assert set(family_words()) == set(bin_.FAMILIES)


def test_a_thing_comes_back_by_button_and_can_be_thrown_away_again(
    qtbot, work, screen, thrown, fetch, notices
):
    screen.list.select(thrown[0])
    qtbot.mouseClick(screen.bring, Qt.MouseButton.LeftButton)
    work.flush()
    assert [d.name for d in fetch(doctors.everyone)] == ["Dr Lee"]
    assert notices.told == ["It is back where it was."]
    qtbot.waitUntil(lambda: len(screen.list.rows()) == 1)
    notices.undos[0]()
    work.flush()
    assert fetch(doctors.everyone) == []


def test_enter_brings_the_chosen_thing_back(qtbot, work, screen, thrown, fetch):
    screen.list.setFocus()
    screen.list.select(thrown[1])
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    work.flush()
    assert [task.text for task in fetch(tasks.everything)] == ["Ask for the slides"]


def test_an_empty_bin_says_so_and_offers_nothing(enter):
    screen = enter(BinScreen, Place(BIN))
    assert screen._empty.isVisible()
    assert not screen.bring.isVisible()
    screen._page.back_asked.emit()
    assert screen.went == [BACK]


def test_nothing_comes_back_in_a_case_that_is_only_looked_at(qtbot, work, enter, house, thrown, fetch):
    screen = enter(BinScreen, Place(BIN), in_house=replace(house, why_read_only="It is open elsewhere."))
    assert not screen.bring.isVisible()
    screen.list.opened.emit(thrown[0])
    work.flush()
    assert fetch(doctors.everyone) == []
