"""Files dropped on any page, pasted or chosen; fields keep their words, a locked case takes nothing."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from secondop_desktop.flows.bring import Brought
from secondop_desktop.flows.take_in import TakenIn
from secondop_desktop.ui.places import APPOINTMENT_MODE, Place
from secondop_desktop.ui.tray_files import TrayFiles

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LOCKED = "Your case is locked. Please unlock it first, then drop it again."


@pytest.fixture
def inside(window, work, rooms, qtbot, monkeypatch):
    """The window with its rooms open; `window.taken` collects what came in."""
    window.show_rooms(work, "Margaret’s case", rooms=rooms)
    window.taken = []
    monkeypatch.setattr(window.tray, "paste", lambda data: window.taken.append(data.formats()))
    monkeypatch.setattr(window.tray, "take", window.taken.append)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def files(*names):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/nowhere/{name}") for name in names])
    return data


def words():
    data = QMimeData()
    data.setText("words")
    return data


class Drag:
    """Somebody drags something over a window, as the system tells it."""

    def __init__(self, window, data):
        self._to, self._data = window.windowHandle(), data

    def enter(self):
        event = QDragEnterEvent(QPoint(50, 50), COPY, self._data, LEFT, NO_KEY)
        QApplication.sendEvent(self._to, event)
        return event.isAccepted()

    def move(self):
        event = QDragMoveEvent(QPoint(60, 60), COPY, self._data, LEFT, NO_KEY)
        QApplication.sendEvent(self._to, event)
        return event.isAccepted()

    def leave(self):
        QApplication.sendEvent(self._to, QDragLeaveEvent())

    def drop(self):
        event = QDropEvent(QPointF(60, 60), COPY, self._data, LEFT, NO_KEY)
        QApplication.sendEvent(self._to, event)
        return event.isAccepted()


def test_a_drag_over_any_page_shows_one_place_and_the_drop_takes_it_in(inside):
    drag, place = Drag(inside, files("a.pdf", "b.pdf")), inside.ways_in.drop
    assert drag.enter()
    assert place.isVisible()
    assert place.geometry() == inside.rect()
    assert place.sentence() == "Let go to add 2 items to your records"
    assert drag.move()
    assert drag.drop()
    assert not place.isVisible()
    assert len(inside.taken) == 1


def test_a_drag_that_goes_away_leaves_nothing_behind(inside):
    drag = Drag(inside, files("a.pdf"))
    drag.enter()
    assert inside.ways_in.drop.sentence() == "Let go to add it to your records"
    drag.leave()
    assert not inside.ways_in.drop.isVisible()
    assert inside.taken == []


def test_the_place_covers_a_field_that_would_take_the_path_as_words(inside, qtbot):
    line = QLineEdit(inside)
    line.setGeometry(0, 0, 300, 300)
    line.show()
    drag = Drag(inside, files("a.pdf"))
    assert drag.enter()
    assert drag.drop()
    assert line.text() == ""
    assert len(inside.taken) == 1


def test_words_that_are_dragged_are_for_the_fields(inside):
    drag = Drag(inside, words())
    drag.enter()
    assert not inside.ways_in.drop.isVisible()
    drag.drop()
    assert inside.taken == []


def test_a_picture_out_of_another_program_is_welcome(inside):
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert Drag(inside, data).enter()


def test_a_locked_case_says_so_before_anything_is_let_go(window, qtbot):
    window.show_door(QWidget())
    window.show()
    drag = Drag(window, files("a.pdf"))
    assert not drag.enter()
    assert window.ways_in.drop.sentence() == LOCKED
    drag.leave()
    assert not window.ways_in.drop.isVisible()


def test_what_hides_behind_a_cover_takes_nothing(inside):
    inside.ask_to_lock()
    assert inside.cover is not None
    drag = Drag(inside, files("a.pdf"))
    assert not drag.enter()
    assert inside.ways_in.drop.sentence() == LOCKED
    drag.drop()
    assert inside.taken == []


def test_a_case_that_is_only_looked_at_says_so(window, work, rooms, qtbot):
    window.show_rooms(work, "Margaret’s case", "The stick is locked.", rooms=rooms)
    window.show()
    drag = Drag(window, files("a.pdf"))
    assert not drag.enter()
    assert window.ways_in.drop.sentence() == "You can look at this case, but not add anything to it now."
    drag.leave()
    window.ways_in.choose()
    window.ways_in.paste()
    assert window.notices.sentences()[-1] == "You can look at this case, but not add anything to it now."


def test_ctrl_v_takes_in_what_was_copied_on_any_page(inside, qtbot):
    QGuiApplication.clipboard().setMimeData(files("a.pdf"))
    qtbot.keyClick(inside, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(inside.taken) == 1
    assert "text/uri-list" in inside.taken[0]


def test_ctrl_v_in_a_field_is_for_the_field(inside, qtbot):
    line = QLineEdit(inside)
    line.show()
    line.setFocus()
    QGuiApplication.clipboard().setText("typed elsewhere")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "typed elsewhere"
    assert inside.taken == []


def test_files_and_folders_are_chosen_by_key(inside, qtbot, monkeypatch, tmp_path):
    module = "secondop_desktop.ui.dialogs.files"
    monkeypatch.setattr(f"{module}.choose_files", lambda *_: [tmp_path / "a.pdf"])
    monkeypatch.setattr(f"{module}.choose_folder", lambda *_: tmp_path)
    qtbot.keyClick(inside, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    inside.ways_in.choose_folder()
    assert inside.taken == [[tmp_path / "a.pdf"], [tmp_path]]


def test_the_menu_names_every_way(inside):
    named = [action.text() for action in inside.actions_.everything()]
    for words in ("Add files to your records", "Add a folder to your records"):
        assert words in named


def test_esc_puts_the_answer_away_after_the_notices(inside, qtbot):
    inside.tray.panel.ask("Shall it be added?", [("Add it", lambda: None)])
    inside.notices.tell("Something else.")
    qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert inside.notices.sentences() == []
    assert inside.tray.panel.is_asking()
    qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert inside.tray.panel.isHidden()


def test_the_lock_takes_the_names_of_files_off_the_window(inside):
    panel = inside.tray.panel
    panel.ask("“Biopsy of Margaret.pdf” is new.", [("Add it", lambda: None)])
    assert panel.isVisible()
    inside.ask_to_lock()
    assert not panel.isVisible()


def test_the_doctors_room_makes_the_tray_quiet(inside, monkeypatch):
    heard = []
    monkeypatch.setattr(inside.tray, "be_quiet", heard.append)
    inside.rooms.moved.emit(Place(APPOINTMENT_MODE, "1"))
    inside.rooms.moved.emit(Place("home"))
    assert heard == [True, False]


def test_each_file_is_shown_when_asked_for_and_hidden_by_the_lock(inside):
    taken = (TakenIn("a.pdf", "1"), TakenIn("b.pdf", problem="It could not be opened."))
    inside.tray.panel.show_brought(Brought(taken))
    inside.tray.panel.each.click()
    (files,) = inside.findChildren(TrayFiles)
    assert files.isVisible()
    assert [row.title for row in files.list.rows()] == ["b.pdf", "a.pdf"]
    inside.ask_to_lock()
    assert not files.isVisible()


def test_a_record_that_came_in_is_opened_from_the_answer(inside):
    inside.tray.panel.show_brought(Brought((TakenIn("a.pdf", "1"),)))
    inside.tray.panel.open.click()
    assert inside.rooms.place == Place("record", "1")


def test_the_scan_window_opens_by_key_and_not_for_a_case_one_only_looks_at(inside, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "secondop_desktop.ui.scan_dialog.ScanDialog",
        lambda *_: SimpleNamespace(open=lambda: opened.append("it")),
    )
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(inside, Qt.Key.Key_S, keys)
    assert opened == ["it"]
    monkeypatch.setattr(inside.tray, "refusal", lambda: "Not now.")
    inside.ways_in.scan()
    assert opened == ["it"]
    assert inside.notices.sentences() == ["Not now."]
