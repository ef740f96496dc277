"""The line for finding words in a record tells what was typed, and goes from place to place by key."""

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.ui.widgets.find_bar import FindBar


@pytest.fixture
def bar(qtbot):
    made = FindBar()
    qtbot.addWidget(made)
    made.typed_words, made.steps = [], []
    made.typed.connect(made.typed_words.append)
    made.step.connect(made.steps.append)
    made.show()
    return made


def test_what_is_typed_is_told_after_a_pause_or_at_once_with_enter(qtbot, bar):
    with qtbot.waitSignal(bar.typed):
        qtbot.keyClicks(bar.line, "grade")
    qtbot.keyClicks(bar.line, " 2")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert bar.typed_words == ["grade", "grade 2"]
    assert bar.steps == []


def test_enter_goes_on_and_shift_enter_goes_back(qtbot, bar):
    bar.open("grade")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    qtbot.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    assert bar.steps == [1, -1], "the buttons wait until there is another place"
    bar.say("Marked.", "Place 1 of 2.", more=True)
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.before, Qt.MouseButton.LeftButton)
    assert bar.steps == [1, -1, 1, -1]


def test_words_that_are_put_in_are_not_told_as_typed(qtbot, bar):
    bar.open("grade")
    bar.take_focus()
    assert bar.line.selectedText() == "grade"
    assert bar.typed_words == []


def test_it_is_closed_by_its_button(qtbot, bar):
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.close_, Qt.MouseButton.LeftButton)


def test_nothing_to_say_takes_no_room(bar):
    bar.say("Here.", "Found on 2 pages.")
    assert (bar.sentence(), bar.count()) == ("Here.", "Found on 2 pages.")
    bar.say("")
    assert not bar._said.isVisible()
