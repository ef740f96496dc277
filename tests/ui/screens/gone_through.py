"""A finished visit with lines that were caught, and hands that go through it page by page."""

from datetime import timedelta

import pytest

from secondop_desktop.case import appointments, captured, notes, questions
from secondop_desktop.ui.places import AFTER_VISIT, Place
from secondop_desktop.ui.screens.after_visit import AfterVisitScreen
from tests.ui.screens import visits

CAUGHT = (
    ("step", "Send the slides to Dr Nguyễn"),
    ("date", "Come back 14 May"),
    ("test", "Breast MRI"),
    ("medicine", "Letrozole"),
    ("trial", "NCT 0421"),
    ("word", "margin"),
)


@pytest.fixture
def visited(keep, frozen_clock):
    """A finished visit with three questions, one of them answered, and six lines that were caught."""

    def fill(session):
        visit_id = visits.plan(session)
        visit = appointments.one(session, visit_id)
        entries = questions.for_appointment(session, visit)
        questions.write_answer(session, entries[0].asking.id, "Grade 1.")
        notes.write(session, visit_id, "She drew a picture.", frozen_clock.now())
        for number, (kind, text) in enumerate(CAUGHT):
            captured.add(session, visit_id, kind, text, frozen_clock.now() + timedelta(seconds=number))
        appointments.finish(session, visit, frozen_clock.now())
        return visit_id

    return keep(fill)


@pytest.fixture
def come_in(enter, qtbot, work):
    """Enter the room after a visit; every line that was caught has become what it is."""

    def come_in(visit_id, part="", **more):
        screen = enter(AfterVisitScreen, Place(AFTER_VISIT, visit_id, part), **more)
        qtbot.waitUntil(lambda: not work.jobs())
        work.flush()
        return screen

    return come_in


def go_on(screen, work):
    """Press Next."""
    screen.walk.on.click()
    work.flush()


def go_to(screen, work, key):
    while screen.walk.shown() != key:
        go_on(screen, work)


def field(screen, step, name, number=0):
    row = list(screen.steps[step].list.rows.values())[number]
    return row.form.field(row.key(name))
