"""One window: a door, then rooms, a way back, and everything by key."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)  # fmt: skip

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import rooms as registry
from secondop_desktop.ui import window as module
from secondop_desktop.ui.places import BACK, Place
from secondop_desktop.ui.window import Window


@pytest.fixture
def inside(window, work, rooms, qtbot):
    """The window with its rooms open."""
    window.show_rooms(work, "Margaret’s case", rooms=rooms)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window, key, modifier)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_it_opens_at_home_and_lights_the_room_one_is_in(inside):
    assert inside.rooms.place == Place("home")
    assert inside.windowTitle() == "SecondOp"
    inside.rooms.go(Place("record", "1"))
    assert inside.rooms.sidebar.button("records").isChecked()
    assert not inside.rooms.sidebar.button("home").isChecked()


def test_a_room_is_made_when_it_is_first_entered(inside):
    assert set(inside.rooms._screens) == {"home"}
    inside.rooms.sidebar.button("records").click()
    assert set(inside.rooms._screens) == {"home", "records"}
    assert inside.rooms.sidebar.button("records").isChecked()
    inside.rooms.sidebar.button("records").click()
    assert inside.rooms.sidebar.button("records").isChecked()


def test_ctrl_and_a_number_goes_to_a_room_and_alt_left_back(qtbot, inside):
    press(qtbot, inside, Qt.Key.Key_2, CTRL)
    press(qtbot, inside, Qt.Key.Key_3, CTRL)
    assert inside.rooms.place == Place("settings")
    press(qtbot, inside, Qt.Key.Key_Left, ALT)
    assert inside.rooms.place == Place("records")
    press(qtbot, inside, Qt.Key.Key_Left, ALT)
    assert inside.rooms.place == Place("home")
    press(qtbot, inside, Qt.Key.Key_Left, ALT)
    assert inside.rooms.place == Place("home")


def test_a_screen_asks_for_a_place_and_for_the_way_back(inside):
    inside.rooms.shown().asked_for.emit(Place("record", "7"))
    assert inside.rooms.shown().place == Place("record", "7")
    inside.rooms.shown().asked_for.emit(BACK)
    assert inside.rooms.place == Place("home")


def test_a_place_without_a_room_leaves_everything_as_it_is(inside):
    assert not inside.rooms.go(Place("cellar"))
    assert inside.rooms.place == Place("home")


def test_a_screen_that_wants_to_stay_stays(inside):
    inside.rooms.shown().stays = True
    assert not inside.rooms.go(Place("records"))
    assert inside.rooms.place == Place("home")
    inside.rooms.shown().stays = False


def test_what_is_half_typed_is_kept_when_one_goes_locks_or_closes(qtbot, inside, notebook):
    screen = inside.rooms.shown()
    screen.typed = "on leaving"
    inside.rooms.go(Place("records"))
    screen.typed = "at the lock"
    with qtbot.waitSignal(inside.lock_asked):
        press(qtbot, inside, Qt.Key.Key_L, CTRL)
    screen.typed = "at the end"
    with qtbot.waitSignal(inside.closing):
        inside.close()
    assert notebook.lines == ["on leaving", "at the lock", "at the end"]


def test_a_window_whose_case_was_closed_closes_at_once(inside, work):
    inside.rooms.shown().typed = "too late"
    work.close()
    assert inside.put_down()
    assert inside.close()


def test_it_does_not_close_over_words_that_could_not_be_saved(monkeypatch, inside, notebook):
    answers = iter([False, True])
    monkeypatch.setattr("secondop_desktop.ui.dialogs.confirm.confirm", lambda *_: next(answers))

    def no_room():
        raise UserError("The disk is full.")

    monkeypatch.setattr(notebook, "write", no_room)
    screen = inside.rooms.shown()
    screen.typed = "last words"
    assert not inside.close()
    assert inside.notices.sentences() == ["The disk is full."]
    screen.typed = "last words"
    assert inside.close()


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [(Qt.Key.Key_Plus, 100, 115), (Qt.Key.Key_Equal, 175, 200), (Qt.Key.Key_Plus, 200, 200),
     (Qt.Key.Key_Minus, 115, 100), (Qt.Key.Key_Minus, 100, 100), (Qt.Key.Key_0, 175, 100)],
)  # fmt: skip
def test_the_text_size_changes_by_key_and_is_remembered(qtbot, inside, key, before, after):
    inside.settings.text_size = before
    inside.apply_settings()
    press(qtbot, inside, key, CTRL)
    assert inside.settings.text_size == after
    assert inside.kept[-1].text_size == after


def test_a_narrow_window_folds_the_sidebar_behind_a_menu_button(inside):
    rooms = inside.rooms
    assert rooms.sidebar.isVisible()
    assert not rooms.topbar.isVisible()
    inside.resize(900, 700)
    assert not rooms.sidebar.isVisible()
    assert rooms.topbar.isVisible()
    assert rooms.topbar.menu_button.text() == "Menu"


def test_large_print_folds_like_a_small_window_and_does_not_push_it(inside):
    inside.settings.text_size = 200
    inside.apply_settings()
    assert inside.rooms.topbar.isVisible()
    assert (inside.width(), inside.height()) == (1366, 768)
    inside.resize(480, 400)
    assert (inside.width(), inside.height()) == (480, 400)


def test_a_wide_room_has_the_window_to_itself(inside):
    inside.rooms.go(Place("wide"))
    assert not inside.rooms.sidebar.isVisible()
    inside.rooms.back()
    assert inside.rooms.sidebar.isVisible()


def test_f11_shows_only_the_page_and_esc_brings_the_rest_back(qtbot, inside):
    press(qtbot, inside, Qt.Key.Key_F11)
    assert inside.isFullScreen()
    assert not inside.rooms.sidebar.isVisible()
    press(qtbot, inside, Qt.Key.Key_Escape)
    assert not inside.isFullScreen()
    assert inside.rooms.sidebar.isVisible()


def test_esc_closes_the_topmost_thing_only(qtbot, inside):
    inside.rooms.shown().escapes = 1
    inside.notices.tell("Saved.")
    press(qtbot, inside, Qt.Key.Key_Escape)
    assert inside.notices.sentences() == ["Saved."]
    press(qtbot, inside, Qt.Key.Key_Escape)
    assert inside.notices.sentences() == []


def test_every_action_is_in_the_menu_with_its_key(inside):
    inside.actions_.menu.aboutToShow.emit()
    shown = {a.text(): a.shortcut().toString() for a in inside.actions_.menu.actions() if not a.isSeparator()}
    expected = {
        "Home": "Ctrl+1", "Records": "Ctrl+2", "Settings": "Ctrl+3",
        "Back": "Alt+Left", "Lock now": "Ctrl+L", "Open this menu": "F10",
        "Larger text": "Ctrl++", "Smaller text": "Ctrl+-", "Text as it was": "Ctrl+0",
        "Only the page, on the whole screen": "F11", "Close SecondOp": "Ctrl+Q",
    }  # fmt: skip
    assert expected.items() <= shown.items()
    assert all(shown.values()), "every action shows its key"


def test_a_case_that_is_open_elsewhere_says_so_across_the_window(window, work, rooms):
    window.show_rooms(work, "Margaret’s case", why_read_only="This case is open elsewhere.", rooms=rooms)
    texts = [label.text() for label in window.rooms.findChildren(QLabel)]
    assert any("not change anything" in text for text in texts)


def test_the_door_replaces_the_rooms_and_takes_their_keys_along(qtbot, inside):
    door = QWidget()
    inside.show_door(door)
    assert inside.rooms is None
    assert inside.windowTitle() == "SecondOp"
    with qtbot.assertNotEmitted(inside.lock_asked):
        press(qtbot, inside, Qt.Key.Key_L, CTRL)
    assert inside.put_down()


def test_its_place_on_the_screen_is_remembered(qtbot, inside):
    inside.setGeometry(40, 50, 700, 500)
    inside.close()
    again = Window(inside.kept[-1], keep=lambda _settings: None)
    qtbot.addWidget(again)
    assert (
        [again.x(), again.y(), again.width(), again.height()] == inside.kept[-1].window == [40, 50, 700, 500]
    )


def test_a_place_on_a_screen_that_is_gone_is_forgotten(qtbot):
    window = Window(Settings(window=[9000, 9000, 700, 500]), keep=lambda _settings: None)
    qtbot.addWidget(window)
    assert window.x() < 9000
    assert window.width() <= module.USUAL[0]


def test_a_disk_that_keeps_no_settings_does_not_keep_the_window_open(qtbot, look):
    def refuse(_settings):
        raise OSError

    window = Window(look, keep=refuse)
    qtbot.addWidget(window)
    window.show()
    assert window.close()


def test_a_bug_opens_one_dialog(qtbot, inside):
    for _ in range(2):
        inside.notices.bug.emit(ValueError("a value from the case"))
    dialogs = [
        w for w in inside.findChildren(QWidget) if type(w).__name__ == "ProblemDialog" and w.isVisible()
    ]
    assert len(dialogs) == 1
    assert "a value from the case" not in dialogs[0].report.toPlainText()
    dialogs[0].accept()


def test_everything_that_takes_the_focus_has_a_name(inside):
    nameless = [
        type(widget).__name__
        for widget in inside.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and isinstance(
            widget, QAbstractButton | QAbstractItemView | QComboBox | QLineEdit | QPlainTextEdit | QTextEdit
        )
    ]
    stops = [
        type(widget).__name__
        for widget in inside.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, QStackedWidget | QAbstractScrollArea)
        and not widget.accessibleName()
    ]
    assert nameless == stops == []


def test_only_rooms_whose_screens_exist_are_shown():
    keys = {room.key for room in registry.existing()}
    assert keys <= {room.key for room in registry.ROOMS}
    missing = registry.Room("cellar", lambda: "Cellar", "house", "CellarScreen", "top")
    assert not missing.there()


def test_every_room_that_exists_can_be_made(qtbot, house):
    for room in registry.existing():
        screen = room.make(house)
        qtbot.addWidget(screen)
        assert screen.objectName() is not None


def test_a_changed_look_keeps_the_window_icon(inside):
    inside.changeEvent(QEvent(QEvent.Type.PaletteChange))
    assert not inside.windowIcon().isNull()
