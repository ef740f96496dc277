"""What others can see of the window: its title, and pictures of the screen on systems that can hide it."""

import ctypes

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from secondop_desktop.base import passing_files
from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import clipboard, objc, screen_capture
from secondop_desktop.ui.privacy_settings import PrivacySettings


@pytest.fixture
def inside(window, work, rooms, qtbot):
    window.show_rooms(work, "Margaret", rooms=rooms)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def can_hide(monkeypatch):
    """A system that keeps windows out of pictures; gives back what was asked of it."""
    asked = []
    monkeypatch.setattr(screen_capture, "possible", lambda: True)
    monkeypatch.setattr(screen_capture, "exclude", lambda window, on: asked.append((window, on)))
    return asked


def test_the_title_tells_no_name_unless_it_is_wanted(inside):
    assert inside.windowTitle() == "SecondOp"
    inside.settings.neutral_title = False
    inside.apply_settings()
    assert inside.windowTitle() == "Margaret – SecondOp"
    inside.settings.neutral_title = True
    inside.apply_settings()
    assert inside.windowTitle() == "SecondOp"


def test_a_name_in_the_title_goes_with_the_rooms(inside):
    inside.settings.neutral_title = False
    inside.apply_settings()
    inside.lock_unattended()
    assert inside.windowTitle() == "SecondOp"


def test_settings_that_were_never_asked_are_the_careful_ones():
    assert Settings().neutral_title
    assert not Settings().hide_from_capture


def test_on_this_system_hiding_from_pictures_is_offered_only_where_it_can_be_done(qtbot, house, monkeypatch):
    for can in (False, True):
        monkeypatch.setattr(screen_capture, "possible", lambda can=can: can)
        part = PrivacySettings(house)
        qtbot.addWidget(part)
        assert (part.capture is not None) == can


def test_a_choice_counts_at_once(qtbot, house, can_hide):
    told = []
    object.__setattr__(house, "settings_changed", lambda: told.append(1))
    part = PrivacySettings(house)
    qtbot.addWidget(part)
    part.show()
    for tick in (part.title, part.capture):
        qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert (house.settings.neutral_title, house.settings.hide_from_capture) == (False, True)
    assert len(told) == 2
    part.show_settings()
    assert part.capture.isChecked()


def test_every_window_that_opens_is_kept_out_of_pictures(qtbot, inside, can_hide):
    inside.settings.hide_from_capture = True
    inside.apply_settings()
    assert (int(inside.winId()), True) in can_hide
    dialog = QDialog(inside)
    dialog.show()
    assert (int(dialog.winId()), True) in can_hide
    dialog.close()
    inside.settings.hide_from_capture = False
    inside.apply_settings()
    assert can_hide[-1][1] is False
    before = len(can_hide)
    inside.hide()
    inside.show()
    assert len(can_hide) == before


def test_copying_is_explained_once_and_only_inside(window, work, rooms):
    told = []
    window.notices.tell = told.append
    window.privacy.clipboard.copied.emit()
    window.show_rooms(work, "Margaret", rooms=rooms)
    for _ in range(2):
        window.privacy.clipboard.copied.emit()
    assert len(told) == 1
    assert "30 seconds" in told[0]


def test_at_the_lock_copies_for_other_programs_are_gone(inside):
    file = passing_files.put(b"Grade 1", "record.txt")
    inside.lock_unattended()
    assert not file.exists()


def test_only_two_systems_can_hide_a_window():
    assert [screen_capture.possible(name) for name in ("linux", "win32", "darwin")] == [False, True, True]
    assert not screen_capture.exclude(7, True, "linux")


@pytest.mark.parametrize(
    ("on", "works", "asked"),
    [(True, [True], [(7, 0x11)]), (True, [False, True], [(7, 0x11), (7, 0x01)]), (False, [True], [(7, 0)])],
)
def test_windows_hides_or_blackens_a_window(monkeypatch, on, works, asked):
    done, answers = [], iter(works)

    class User32:
        @staticmethod
        def SetWindowDisplayAffinity(window, how):
            done.append((window.value, how))
            return next(answers)

    monkeypatch.setattr(screen_capture, "_user32", User32)
    assert screen_capture.exclude(7, on, "win32")
    assert done == asked


class Runtime:
    """Stands where the runtime of Objective-C is, and remembers every call; each name is a number."""

    def __init__(self, nothing=()):
        self.calls, self._names, self._nothing = [], {}, nothing

    def __getitem__(self, name):
        def call(*given):
            if name == "objc_msgSend":
                told = [self._names.get(value, value) for value in given]
                if told[1] == "stringWithUTF8String:":
                    return self._number(ctypes.string_at(told[2]).decode())
                self.calls.append(told)
                return 0 if told[1] in self._nothing else self._number(told[1])
            return self._number(given[0].decode())

        return call

    def _number(self, name):
        number = 1000 + len(self._names)
        self._names[number] = name
        return number


def test_macos_hides_the_window_of_a_view(monkeypatch):
    for nothing, hidden in (((), True), (("window",), False)):
        runtime = Runtime(nothing)
        monkeypatch.setattr(objc, "library", lambda runtime=runtime: runtime)
        assert screen_capture.exclude(7, True, "darwin") is hidden
        assert runtime.calls[0] == [7, "window"]
        assert runtime.calls[1:] == ([["window", "setSharingType:", 0]] if hidden else [])


def test_macos_is_told_that_what_is_copied_is_secret(monkeypatch):
    runtime = Runtime()
    monkeypatch.setattr(objc, "library", lambda: runtime)
    clipboard.conceal_on_macos()
    assert ["generalPasteboard", "setString:forType:", "", clipboard.MAC_TYPE] in runtime.calls
    assert any(call[1] == "addTypes:owner:" for call in runtime.calls)


def test_the_library_of_macos_is_asked_for_by_its_name(monkeypatch):
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", asked.append)
    objc.library()
    assert asked == [objc.LIBRARY]
