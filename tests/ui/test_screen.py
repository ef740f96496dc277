"""A screen asks for its data when seen, and again when it changed."""

from secondop_desktop.ui.places import Place


def test_a_screen_loads_when_it_is_first_seen(qtbot, lines_screen, notebook):
    notebook.lines = ["one"]
    assert lines_screen.shown == []
    lines_screen.show()
    qtbot.waitUntil(lambda: lines_screen.shown == [["one"]])


def test_a_commit_reloads_a_visible_screen(qtbot, lines_screen, work):
    lines_screen.show()
    work.flush()
    work.write(work, lambda session: session.append("new"))
    qtbot.waitUntil(lambda: lines_screen.shown[-1:] == [["new"]])


def test_a_hidden_screen_waits_until_it_is_seen(lines_screen, work):
    work.write(work, lambda session: session.append("new"))
    work.flush()
    assert lines_screen.shown == []
    lines_screen.show()
    work.flush()
    assert lines_screen.shown == [["new"]]


def test_a_commit_about_something_else_changes_nothing(lines_screen, work):
    lines_screen.show()
    work.flush()
    work.changed.emit(frozenset({int}))
    work.flush()
    assert len(lines_screen.shown) == 1


def test_only_the_latest_answer_is_shown(lines_screen, work):
    lines_screen.show()
    for _ in range(3):
        lines_screen.refresh()
    work.flush()
    assert len(lines_screen.shown) == 1


def test_another_item_is_fetched_and_the_same_one_is_not(lines_screen, work):
    lines_screen.show()
    lines_screen.go(Place("record", "1"))
    work.flush()
    before = len(lines_screen.shown)
    lines_screen.go(Place("record", "1"))
    work.flush()
    assert len(lines_screen.shown) == before
    lines_screen.go(Place("record", "2"))
    work.flush()
    assert len(lines_screen.shown) == before + 1
