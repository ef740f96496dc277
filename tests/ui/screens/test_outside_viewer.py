"""A record is opened in another program only when asked for, warned of, private, and taken away again."""

import stat

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from secondop_desktop.base import passing_files, paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.flows import open_outside
from secondop_desktop.ui import outside_viewer as module
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.places import RECORD, Place
from secondop_desktop.ui.screens.record import RecordScreen
from tests.ui.screens.paperwork import put, tray, with_tray

assert put
assert tray
assert with_tray

WORDS = b"Core biopsy of Margaret, grade 2\n"


class Viewer(QObject):
    """Stands where the other program is: reads what it is given."""

    def __init__(self):
        super().__init__()
        self.files = []

    @Slot("QUrl")
    def read(self, url):
        self.files.append(url.toLocalFile())


@pytest.fixture
def viewer(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "runtime_folder", lambda: paths.private_folder(tmp_path / "run"))
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "read")
    yield viewer
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def screen(enter, with_tray, put):
    identity = put(WORDS, name="Biopsy of Margaret.txt", title="Biopsy of Margaret")
    return enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)


@pytest.fixture
def agreed(monkeypatch):
    """What the person answers; the question is remembered."""
    answer = {"yes": True, "asked": []}

    def confirm(_parent, *words, **_more):
        answer["asked"].append(words)
        return answer["yes"]

    monkeypatch.setattr(module, "confirm", confirm)
    return answer


def press(qtbot, screen):
    qtbot.mouseClick(screen.outside.open, Qt.MouseButton.LeftButton)


def test_after_a_plain_warning_another_program_gets_a_private_copy(qtbot, screen, viewer, agreed, notices):
    press(qtbot, screen)
    qtbot.waitUntil(lambda: viewer.files != [])
    (title, text, verb) = agreed["asked"][0]
    assert (title, verb) == ("Open this record in another program?", "Open it there")
    assert "may keep a copy" in text
    file = next((paths.runtime_folder() / "outside").rglob("*.txt"))
    assert viewer.files == [str(file)]
    assert file.read_bytes() == WORDS
    assert stat.S_IMODE(file.stat().st_mode) == 0o400
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert file.name == "record.txt"
    assert "Margaret" not in str(file)
    assert "on its way" in notices.told[-1]


def test_the_copy_can_be_deleted_at_once(qtbot, screen, viewer, agreed, notices):
    press(qtbot, screen)
    qtbot.waitUntil(lambda: notices.undos != [])
    notices.undos[-1]()
    assert notices.told[-1] == "The copy is deleted."
    assert list((paths.runtime_folder() / "outside").iterdir()) == []


def test_a_copy_that_the_other_program_holds_fast_is_told_of(
    qtbot, screen, viewer, agreed, notices, monkeypatch
):
    press(qtbot, screen)
    qtbot.waitUntil(lambda: notices.undos != [])
    monkeypatch.setattr(passing_files, "sweep", lambda: False)
    notices.undos[-1]()
    assert "still holds the copy" in notices.problems[-1].sentence


def test_who_says_no_gives_nothing_away(qtbot, screen, viewer, agreed, work):
    agreed["yes"] = False
    press(qtbot, screen)
    work.flush()
    assert viewer.files == []
    assert not list(paths.runtime_folder().rglob("*.txt"))


def test_without_a_program_for_it_the_copy_is_deleted_again(
    qtbot, screen, viewer, agreed, notices, monkeypatch
):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    press(qtbot, screen)
    qtbot.waitUntil(lambda: notices.problems != [])
    assert "no program" in notices.problems[-1].sentence
    assert list((paths.runtime_folder() / "outside").iterdir()) == []


def test_a_full_disk_is_told_and_the_case_is_safe(vault, screen, monkeypatch):
    def refuse(*_args):
        raise OSError

    monkeypatch.setattr(passing_files, "put", refuse)
    with pytest.raises(UserError, match="Your case is safe"):
        open_outside.lay_out(vault, screen._data.leaf.record)


def test_what_nobody_knows_how_to_open_is_not_offered(enter, with_tray, put, viewer):
    identity = put(b"\x00\x01MZ\x90", name="letter.exe")
    screen = enter(RecordScreen, Place(RECORD, identity), in_house=with_tray)
    assert not screen.outside.open.isVisible()


def test_the_question_is_one_that_comes_back_after_a_lock(qtbot, screen, viewer):
    seen = []

    def look():
        (ask,) = [w for w in screen.findChildren(Ask) if w.isVisible()]
        seen.append((ask.windowTitle(), " ".join(label.text() for label in ask.findChildren(QLabel))))
        ask.reject()
        return True

    QTimer.singleShot(0, look)
    screen.dialogs()[module.OutsideViewer.title()]()
    assert seen[0][0] == "Open this record in another program?"
    assert viewer.files == []
