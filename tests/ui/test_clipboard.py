"""What is copied is marked as secret and taken away soon, is never lost by that, and never another's."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from secondop_desktop.ui.clipboard import MARKS, ClipboardGuard, marks
from secondop_desktop.ui.dialogs.problem import ProblemDialog
from secondop_desktop.ui.widgets.fields import PassphraseField

ROOT = Path(__file__).parents[2]
CTRL = Qt.KeyboardModifier.ControlModifier
HINT = next(iter(marks()))


@pytest.fixture
def board():
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


@pytest.fixture
def ours(monkeypatch):
    """Whether the clipboard is ours: a screen that is not there does not tell. Change the first entry."""
    answer = [True]
    monkeypatch.setattr(ClipboardGuard, "_is_ours", lambda _self, _mode: answer[0])
    return answer


@pytest.fixture
def page(qtbot, board, ours):
    """A window with every kind of field a text can be copied from, and its guard."""
    window, middle = QMainWindow(), QWidget()
    window.setCentralWidget(middle)
    fields = QVBoxLayout(middle)
    window.fields = [QLineEdit("Grade 1"), QPlainTextEdit("Grade 1"), QTextEdit("Grade 1")]
    for field in window.fields:
        fields.addWidget(field)
    window.guard = ClipboardGuard(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.guard.hold("")


def copies(qtbot, field, key=Qt.Key.Key_C):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, key, CTRL)


def time_passes(guard):
    guard.timer.stop()
    guard.timer.timeout.emit()


@pytest.mark.parametrize("number", range(3))
def test_what_is_copied_in_any_field_is_marked_and_taken_away(qtbot, page, board, number):
    with qtbot.waitSignal(page.guard.copied):
        copies(qtbot, page.fields[number])
    assert board.text() == "Grade 1"
    assert bytes(board.mimeData().data(HINT).data()) == b"secret"
    assert set(board.mimeData().formats()) == {"text/plain", HINT}
    assert page.guard.timer.isActive()
    assert page.guard.timer.interval() == 30_000
    time_passes(page.guard)
    assert board.text() == ""


def test_at_the_lock_it_is_taken_away_at_once(qtbot, page, board):
    copies(qtbot, page.fields[0])
    page.guard.clear()
    assert board.text() == ""
    assert not page.guard.timer.isActive()


def test_what_another_program_copied_since_then_stays(qtbot, page, board, ours):
    copies(qtbot, page.fields[0])
    ours[0] = False
    board.setText("of another program")
    assert page.guard.held() == ""
    time_passes(page.guard)
    page.guard.clear()
    assert board.text() == "of another program"
    assert HINT not in board.mimeData().formats()


def test_words_that_were_cut_can_be_pasted_here_also_after_the_time(qtbot, page, board):
    first, second = page.fields[:2]
    copies(qtbot, first, Qt.Key.Key_X)
    assert first.text() == ""
    time_passes(page.guard)
    assert board.text() == ""
    second.setFocus()
    second.selectAll()
    qtbot.keyClick(second, Qt.Key.Key_V, CTRL)
    assert second.toPlainText() == "Grade 1"
    assert HINT in board.mimeData().formats()
    assert page.guard.timer.isActive()


def test_the_menu_of_a_field_offers_them_again_too(qtbot, page, board):
    copies(qtbot, page.fields[0], Qt.Key.Key_X)
    time_passes(page.guard)
    page.fields[0].setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    qtbot.mouseClick(page.fields[0], Qt.MouseButton.RightButton)
    page.guard._offer_again()
    assert board.text() == "Grade 1"


def test_words_held_in_another_run_can_be_pasted_here(qtbot, page):
    page.guard.hold("Ask about the margin")
    page.fields[0].setFocus()
    page.fields[0].selectAll()
    qtbot.keyClick(page.fields[0], Qt.Key.Key_V, CTRL)
    assert page.fields[0].text() == "Ask about the margin"


def test_nothing_takes_the_place_of_what_another_program_offers(qtbot, page, board, ours):
    page.guard.hold("Ask about the margin")
    ours[0] = False
    board.setText("of another program")
    page.fields[0].setFocus()
    page.fields[0].selectAll()
    qtbot.keyClick(page.fields[0], Qt.Key.Key_V, CTRL)
    assert page.fields[0].text() == "of another program"
    assert page.guard.held() == ""


def test_a_passphrase_is_held_nowhere(qtbot, page):
    field = PassphraseField("Passphrase")
    page.centralWidget().layout().addWidget(field)
    field.set_value("seven grey herons")
    field.show_typed(True)
    field.show()
    copies(qtbot, field.line)
    assert QGuiApplication.clipboard().text() == "seven grey herons"
    assert page.guard.held() == ""


def test_what_is_copied_in_a_dialog_is_marked_and_not_held(qtbot, page, board):
    dialog = ProblemDialog(page, ValueError())
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    with qtbot.waitSignal(page.guard.copied):
        dialog.copy()
    assert HINT in board.mimeData().formats()
    assert page.guard.held() == ""
    assert isinstance(dialog, QDialog)


def test_pictures_are_marked_like_words(page, board):
    data = QMimeData()
    data.setData("image/png", QByteArray(b"\x89PNG"))
    board.setMimeData(data)
    assert set(board.mimeData().formats()) == {"image/png", HINT}
    assert bytes(board.mimeData().data("image/png").data()) == b"\x89PNG"


def test_an_empty_clipboard_is_left_alone(page, board):
    board.setMimeData(QMimeData())
    assert not page.guard.timer.isActive()


def test_a_system_that_forgets_the_mark_is_not_told_for_ever(page, board, monkeypatch):
    monkeypatch.setattr("secondop_desktop.ui.clipboard._is_marked", lambda _data: False)
    told = []
    page.guard.copied.connect(lambda: told.append(1))
    board.setText("Grade 1")
    assert len(told) < 10


def test_each_kind_of_computer_has_its_mark():
    assert marks("linux") == marks("freebsd") == {"x-kde-passwordManagerHint": b"secret"}
    assert {name.split('"')[1] for name in marks("win32")} >= {
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
    }
    assert marks("win32")['application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'] == bytes(4)
    assert set(MARKS) == {"linux", "win32", "darwin"}


def test_where_there_is_no_selection_nothing_is_asked_of_it(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    guard = ClipboardGuard(window)
    assert not guard._is_ours(QClipboard.Mode.Selection)
    guard._selected()
    guard.clear()


ON_A_SCREEN = """
import os, subprocess, sys
from PySide6.QtCore import QEventLoop, QProcess, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
from secondop_desktop.ui.clipboard import ClipboardGuard
app, window, field = QApplication([]), QMainWindow(), QPlainTextEdit("Grade 1")
window.setCentralWidget(field)
window.show()
guard = ClipboardGuard(window)
def asked(*how):
    loop, other = QEventLoop(), QProcess()
    other.finished.connect(loop.quit)
    other.start("xclip", ["-o", *how])
    loop.exec()
    return bytes(other.readAllStandardOutput().data()).decode()
field.selectAll()
field.copy()
for board in ("clipboard", "primary"):
    if board == "primary":
        app.clipboard().setText("Grade 1", app.clipboard().Mode.Selection)
    print(board, asked("-selection", board), asked("-selection", board, "-t", "x-kde-passwordManagerHint"))
guard.clear()
print("cleared", asked("-selection", "clipboard"), asked("-selection", "primary"))
field.copy()
print("again", asked("-selection", "clipboard"))
sys.stdout.flush()
os.execv("/bin/sh", ["sh", "-c", "echo replaced $(xclip -o -selection clipboard 2>/dev/null)"])
"""


@pytest.mark.skipif(
    not all(map(shutil.which, ("xclip", "xvfb-run", "xauth"))), reason="no X screen to try on"
)
def test_on_a_real_screen_others_see_the_mark_and_nothing_is_left_after_the_lock(private_home):
    run = ["xvfb-run", "-a", sys.executable, "-c", ON_A_SCREEN]
    env = {"PATH": "/usr/bin:/bin", "HOME": str(private_home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.splitlines() == [
        "clipboard Grade 1 secret",
        "primary Grade 1 secret",
        "cleared  ",
        "again Grade 1",
        "replaced",
    ], done.stderr
