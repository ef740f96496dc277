"""The page of a visit that is over leads to what came of it, and to the words as they were in the room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secondop_desktop.case import appointments, closings, notes, questions
from secondop_desktop.ui.places import AFTER_VISIT, VISIT, Place
from secondop_desktop.ui.screens.visit import VisitScreen


def test_a_visit_that_is_over_leads_to_what_came_of_it(enter, keep, qtbot, work, visit_id):
    now = keep(lambda s: appointments.one(s, visit_id)).starts
    keep(lambda s: appointments.finish(s, appointments.one(s, visit_id), now))
    screen = enter(VisitScreen, Place(VISIT, visit_id))
    came = screen.page.came
    assert "two minutes" in came._said.text()
    qtbot.mouseClick(came.go_through, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(AFTER_VISIT, visit_id)]
    keep(lambda s: closings.write(s, visit_id, step="tests", finished_at=now))
    work.flush()
    assert came.go_through.isHidden()
    qtbot.mouseClick(came.look, Qt.MouseButton.LeftButton)
    assert screen.went[-1] == Place(AFTER_VISIT, visit_id, "summary")


def test_a_visit_to_come_has_no_card_of_what_came_of_it(enter, visit_id):
    assert enter(VisitScreen, Place(VISIT, visit_id)).page.came.isHidden()


def test_beside_each_text_that_was_changed_stands_the_way_to_what_it_was(
    enter, keep, qtbot, work, visit_id, frozen_clock
):
    def fill(session):
        visit = appointments.one(session, visit_id)
        for entry in questions.for_appointment(session, visit):
            questions.write_answer(session, entry.asking.id, "As said.")
        notes.write(session, visit_id, "The page", frozen_clock.now())
        session.flush()
        appointments.finish(session, visit, frozen_clock.now())

    keep(fill)
    screen = enter(VisitScreen, Place(VISIT, visit_id))
    links = [b for b in screen.page.findChildren(QPushButton) if "as written in the room" in b.text()]
    assert [b for b in links if not b.isHidden()] == []

    def change(session):
        first = questions.for_appointment(session, appointments.one(session, visit_id))[0]
        questions.write_answer(session, first.asking.id, "Otherwise.")
        notes.write(session, visit_id, "Another page", frozen_clock.now())

    keep(change)
    work.flush()
    links = [b for b in screen.page.findChildren(QPushButton) if "as written in the room" in b.text()]
    assert len([b for b in links if not b.isHidden()]) == 2
    qtbot.mouseClick(screen.page.came.of_page, Qt.MouseButton.LeftButton)
    assert screen.went == [Place(AFTER_VISIT, visit_id, "as_written")]
