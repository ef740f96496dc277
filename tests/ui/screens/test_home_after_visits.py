"""The first page tells what visits left open, leads to where it is settled, and says who does what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, captured, closings, doctors, task_origins, tasks
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import after_visit, see_after
from secondop_desktop.ui.places import AFTER_VISIT, HOME, Place
from secondop_desktop.ui.screens.home import HomeScreen
from tests.ui.screens import visits

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def left_open(keep, frozen_clock):
    """A visit of 28 February with three open questions, a test without a day and a report that is late."""

    def fill(session):
        visit_id = visits.plan(session)
        visit = appointments.one(session, visit_id)
        visit.day = "2026-02-20"
        doctors.one(session, visit.doctor_id).phone = "555 0100"
        line = captured.add(session, visit_id, "test", "Breast MRI", frozen_clock.now())
        session.flush()
        after_visit.turn(session, line.id)
        closings.write(session, visit_id, report_due=PartialDate(2026, 2, 26))
        appointments.finish(session, visit, frozen_clock.now())
        return visit_id

    return keep(fill)


def words_on(widget):
    return [made.text() for made in widget.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def come_in(enter):
    return lambda: enter(HomeScreen, Place(HOME))


def test_what_is_open_stands_there_the_late_report_first(come_in, left_open):
    card = come_in().open_ends
    assert [row.text() for row in card.rows] == [
        "The report has not come",
        "Questions without an answer",
        "Tests without a day",
    ]
    assert card.rows[0].accessibleDescription() == (
        "The report of Dr Nguyễn Thị Hạnh was expected by 26 February 2026. It is 4 days late. "
        "Ring 555 0100 and ask for it."
    )
    assert "Late" in words_on(card)


def test_each_line_leads_to_the_page_where_it_is_settled(come_in, left_open, qtbot):
    screen = come_in()
    for row, step in zip(screen.open_ends.rows, ("report", "open", "tests"), strict=True):
        qtbot.mouseClick(row, LEFT)
        assert screen.went[-1] == Place(AFTER_VISIT, left_open, step)
    screen._to_stage("compare")
    assert screen.went[-1] == Place(AFTER_VISIT, left_open, "report")


def test_what_was_settled_goes_away(come_in, left_open, keep, work, frozen_clock):
    screen = come_in()

    def settle(session):
        closings.write(session, left_open, report_came=PartialDate(2026, 3, 1))
        came = see_after.after(session, left_open, frozen_clock.now())
        for each in came.open:
            see_after.decide(session, each.asking_id, see_after.LET_GO)
        came.tests[0].examination.dated = PartialDate(2026, 3, 9)

    keep(settle)
    work.flush()
    assert screen.open_ends.isHidden()


def test_a_case_without_visits_shows_no_such_card(come_in):
    assert come_in().open_ends.isHidden()


def test_a_reminder_says_who_does_it_by_when_and_who_said_so(come_in, keep):
    def fill(session):
        for text, owner, due in (
            ("Send the slides", "Tom", PartialDate(2026, 3, 5)),
            ("Ring the office", "", PartialDate(2026, 2, 27)),
            ("Rest", "Maggie", None),
        ):
            task = tasks.keep(session, Task(text=text, due=due))
            session.flush()
            source = "Dr Lee said, 20 February 2026" if owner == "Tom" else ""
            task_origins.keep(session, TaskOrigin(task_id=task.id, owner=owner, source=source))

    keep(fill)
    screen = come_in()
    assert words_on(screen.reminders) == [
        "It was due by Fri 27 Feb.",
        "Tom, by Thu 5 Mar",
        "Dr Lee said, 20 February 2026",
        "Maggie does it.",
    ]


def test_somebody_is_named_for_a_reminder_of_ones_own(come_in, keep, work, fetch):
    keep(lambda s: tasks.keep(s, Task(text="Water the iris")))
    screen = come_in()
    screen.reminders.edit(screen.reminders._entries[0])
    screen.reminders.form.field("owner").line.setText("Tom")
    screen.reminders.save()
    work.flush()
    (task,) = fetch(tasks.everything)
    assert fetch(lambda s: task_origins.of_task(s, task.id)).owner == "Tom"
    screen.reminders.edit(screen.reminders._entries[0])
    screen.reminders.form.field("owner").line.setText("")
    screen.reminders.save()
    work.flush()
    assert fetch(lambda s: task_origins.of_task(s, task.id)).owner == ""
