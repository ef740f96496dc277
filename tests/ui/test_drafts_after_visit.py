"""A kill while one goes through a visit takes nothing: the same page opens with everything typed on it."""

from secondop_desktop.case import closings, tasks
from secondop_desktop.ui.places import AFTER_VISIT, Place
from tests.ui.unlocking import go, kept, unlocked, visit_id

assert kept
assert unlocked
assert visit_id


def arrive(window, visit, step):
    """Go through the pages up to one."""
    screen = go(window, AFTER_VISIT, visit)
    while screen.walk.shown() != step:
        screen.walk.on.click()
        window._work.flush()
    return screen


def test_a_half_typed_line_comes_back_on_its_page(qtbot, unlocked, visit_id):
    with unlocked() as window:
        screen = arrive(window, visit_id, "steps")
        qtbot.keyClicks(screen.steps["steps"].add.line.control, "Ring the off")
        qtbot.waitUntil(lambda: "typed" in window.drafts._kept, timeout=5000)
    with unlocked() as window:
        screen = window.rooms.shown()
        assert screen.place == Place(AFTER_VISIT, visit_id, "steps")
        assert screen.walk.shown() == "steps"
        assert screen.steps["steps"].add.line.raw() == "Ring the off"


def test_ones_own_words_are_in_the_case_already(qtbot, unlocked, visit_id, kept):
    with unlocked() as window:
        screen = arrive(window, visit_id, "felt")
        qtbot.keyClicks(screen.steps["felt"].note, "Calmer. ")
        qtbot.waitUntil(lambda: not screen.steps["felt"].saver.dirty(), timeout=5000)
    assert kept(lambda session: closings.of_visit(session, visit_id)).felt == "Calmer. "
    with unlocked() as window:
        assert go(window, AFTER_VISIT, visit_id).walk.shown() == "felt"


def test_leaving_for_another_room_adds_what_was_typed(qtbot, unlocked, visit_id, kept):
    with unlocked() as window:
        screen = arrive(window, visit_id, "steps")
        qtbot.keyClicks(screen.steps["steps"].add.line.control, "Ring the office")
        go(window, "home")
    assert [task.text for task in kept(tasks.everything)] == ["Ring the office"]
