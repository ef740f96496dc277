"""A person can make sure that the sheet on paper is readable, before it is the only way in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.flows import open_case, sheet_drill
from secondop_desktop.ui.dialogs.sheet_drill import SheetDrillDialog
from secondop_desktop.ui.places import SETTINGS, Place
from secondop_desktop.ui.screens.settings import SettingsScreen

CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def lines(vault):
    return open_case.recovery_lines(vault)


@pytest.fixture
def asked(qtbot, enter, monkeypatch):
    """The settings, and the dialog that asks for line 3."""
    monkeypatch.setattr(sheet_drill, "choose_line", lambda: 3)
    screen = enter(SettingsScreen, Place(SETTINGS))
    qtbot.mouseClick(screen.sheet_read.button, CLICK)
    return screen, next(d for d in screen.findChildren(SheetDrillDialog) if d.isVisible())


def test_the_right_line_leaves_a_tick_with_the_day(qtbot, asked, lines, look, vault):
    screen, dialog = asked
    assert "Nobody has checked yet" in screen.sheet_read.said.text()
    assert "type line 3" in " ".join(made.text() for made in dialog.findChildren(QLabel))
    qtbot.keyClicks(dialog.line.field.line, lines[2].split(maxsplit=1)[1].lower())
    qtbot.keyClick(dialog.line.field.line, Qt.Key.Key_Return)
    assert dialog.line.said.text() == "That is right. Your sheet can be read."
    assert dialog.line.field.line.text() == "", "the line does not stay on the screen"
    assert not dialog.line.field.isVisible()
    assert not dialog.check_button.isVisible()
    dialog.close_button.click()
    assert screen.sheet_read.said.text() == "Your recovery sheet could be read on 2 March 2026."
    assert screen.sheet_read.said.tone() == "ok"
    assert look.sheet_read == {vault.public_name: "2026-03-02"}


def test_a_wrong_line_is_named_and_leaves_no_tick(qtbot, asked, lines, look):
    screen, dialog = asked
    for typed, said in ((lines[6], "This is line 7. Please type line 3."), ("", "Please type line 3")):
        dialog.line.field.set_value(typed)
        qtbot.mouseClick(dialog.check_button, CLICK)
        assert said in dialog.line.field.problem()
    shown = " ".join(made.text() for made in dialog.findChildren(QLabel))
    assert not any(group in shown for line in lines for group in line.split()[1:])
    dialog.reject()
    assert look.sheet_read == {}
    assert "Nobody has checked yet" in screen.sheet_read.said.text()


@pytest.mark.parametrize("kept", ["", "soon", "2026-13-40"])
def test_a_damaged_day_counts_as_never(enter, look, vault, kept):
    look.sheet_read[vault.public_name] = kept
    screen = enter(SettingsScreen, Place(SETTINGS))
    assert "Nobody has checked yet" in screen.sheet_read.said.text()


def test_the_tick_of_another_sheet_does_not_count(enter, look):
    look.sheet_read["the salt before the new passphrase"] = "2026-03-01"
    screen = enter(SettingsScreen, Place(SETTINGS))
    assert screen.sheet_read.said.tone() == "info"
