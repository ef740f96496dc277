"""Idle hands and words that cannot be saved: nobody gets in, and nothing is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from secondop_desktop.ui.cover import Parting
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.vault.errors import NoRoom


@pytest.fixture
def full(notebook, monkeypatch):
    """A disk on which nothing can be written; put something else than True into it to make room."""
    real, state = notebook.write, [True]

    def write():
        if state[0] is True:
            raise NoRoom
        return real()

    monkeypatch.setattr(notebook, "write", write)
    return state


@pytest.fixture
def inside(window, work, rooms, qtbot, full):
    """The window with a word that the full disk does not take, and nobody there."""
    window.show_rooms(work, "Margaret’s case", rooms=rooms)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    screen = window.rooms.shown()
    screen.frame.addWidget(label("Grade 1, hormone sensitive"))
    screen.stays = True
    screen.typed = "last words"
    return window


def leave_until_kept(screen):
    """Behave like the real screens: hold the words until they are in the case."""
    held = screen.typed

    def leave():
        if held not in screen.work.vault.lines:
            screen.work.write(screen, lambda session: session.append(held))
            screen.work.flush()
        return held in screen.work.vault.lines

    screen.leave = leave


def told(node):
    """Everything a screen reader is told below a node of the accessibility tree."""
    found = [node.text(QAccessible.Text.Name), node.text(QAccessible.Text.Description)]
    found += [node.text(QAccessible.Text.Value)]
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and child.isValid():
            found += told(child)
    return [text for text in found if text]


def all_told():
    return " | ".join(told(QAccessible.queryAccessibleInterface(QApplication.instance())))


def seen(window):
    return " ".join(text.text() for text in window.findChildren(QLabel) if text.isVisible())


def test_the_page_is_hidden_from_eyes_and_from_screen_readers(qtbot, inside):
    assert "Grade 1" in all_told()
    leave_until_kept(inside.rooms.shown())
    with qtbot.assertNotEmitted(inside.lock_asked):
        inside.lock_unattended()
    assert "Your page is hidden" in seen(inside)
    assert "Your page is hidden" in all_told()
    for secret in ("Grade 1", "Margaret", "Records"):
        assert secret not in seen(inside)
        assert secret not in all_told()
    assert inside.windowTitle() == "SecondOp"


def test_once_the_words_are_saved_the_case_is_locked(qtbot, inside, full, notebook):
    leave_until_kept(inside.rooms.shown())
    inside.lock_unattended()
    qtbot.mouseClick(inside.cover.again, Qt.MouseButton.LeftButton)
    assert "could still not be saved" in seen(inside)
    assert notebook.lines == []
    full[0] = False
    with qtbot.waitSignal(inside.lock_asked):
        qtbot.keyClick(inside.cover.again, Qt.Key.Key_Space)
    assert notebook.lines == ["last words"]


def test_the_cover_tries_by_itself(qtbot, inside, full, notebook):
    leave_until_kept(inside.rooms.shown())
    inside.lock_unattended()
    inside.cover._timer.setInterval(1)
    full[0] = False
    qtbot.waitSignal(inside.lock_asked).wait()
    assert notebook.lines == ["last words"]


def test_no_key_leads_around_the_cover(qtbot, inside):
    leave_until_kept(inside.rooms.shown())
    inside.lock_unattended()
    cover, screen = inside.cover, inside.rooms.shown()
    screen.escapes = 1
    control = Qt.KeyboardModifier.ControlModifier
    for key, modifier in ((Qt.Key.Key_1, control), (Qt.Key.Key_K, control), (Qt.Key.Key_F10, control),
                          (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
                          (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)):  # fmt: skip
        qtbot.keyClick(inside, key, modifier)
    inside.actions_.menu.aboutToShow.emit()
    assert "Records" not in [action.text() for action in inside.actions_.menu.actions()]
    assert screen.escapes == 1
    assert inside.cover is cover
    assert "Grade 1" not in all_told()
    assert inside.rooms.place == Place("home")


def test_dialogs_over_the_page_are_shut_too(qtbot, inside):
    leave_until_kept(inside.rooms.shown())
    dialog = QDialog(inside)
    dialog.setAccessibleName("Rename the letter of Dr Okafor")
    dialog.open()
    inside.lock_unattended()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: "Okafor" not in all_told())


def test_idle_hands_with_everything_saved_lock_at_once(qtbot, inside, full):
    full[0] = False
    inside.rooms.shown().stays = False
    with qtbot.waitSignal(inside.lock_asked):
        inside.lock_unattended()
    assert isinstance(inside.cover, Parting)
    assert inside.rooms.parent() is None, "what is still being closed is not on the screen any more"
    assert inside.windowTitle() == "SecondOp"


def test_a_person_who_locks_is_told_and_keeps_the_page(qtbot, inside):
    leave_until_kept(inside.rooms.shown())
    with qtbot.assertNotEmitted(inside.lock_asked):
        inside.ask_to_lock()
    assert any("The case was not locked" in sentence for sentence in inside.notices.sentences())
    assert inside.cover is None
    assert "Grade 1" in seen(inside)


def test_without_a_case_there_is_nothing_to_hide(qtbot, window):
    with qtbot.assertNotEmitted(window.lock_asked):
        window.lock_unattended()
        window.ask_to_lock()
    assert window.cover is None


def test_the_cover_goes_with_the_rooms_and_the_notices_come_back(qtbot, inside):
    leave_until_kept(inside.rooms.shown())
    inside.lock_unattended()
    inside.show_door(label("Unlock"))
    inside.notices.tell("Here again.")
    assert inside.cover is None
    qtbot.waitUntil(lambda: "Here again." in seen(inside))
