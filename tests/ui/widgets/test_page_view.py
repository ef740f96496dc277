"""The page view: leafs, zooms, turns, marks, and says a sentence instead of showing nothing."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from secondop_desktop.ui.widgets.page_view import PageView


@pytest.fixture
def view(qtbot):
    """A view with a file of three upright pages; `view.asked` collects what it wanted."""
    view = PageView()
    view.asked = []
    view.wanted.connect(view.asked.append)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    view.begin()
    qtbot.waitUntil(lambda: bool(view.asked))
    view.set_pages(3)
    bring(view)
    return view


def bring(view, width=600, height=800):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    view.show_picture(image)


def test_it_is_never_empty_without_a_sentence(view):
    assert view.sentence() == ""
    view.begin()
    assert view.sentence() == "The page is being drawn."
    view.clear("The file is damaged.")
    assert view.sentence() == "The file is damaged."
    assert not view.sheet.isVisible()


def test_it_asks_for_as_many_pixels_as_it_shows(qtbot, view):
    page, across = view.asked[-1]
    assert page == 1
    assert across > 600
    many = len(view.asked)
    view.zoom(1)
    view.zoom(1)
    qtbot.waitUntil(lambda: len(view.asked) > many)
    assert view.asked[-1][1] > across * 1.3


def test_buttons_leaf_and_stop_at_the_ends(qtbot, view):
    assert not view.back.isEnabled()
    qtbot.mouseClick(view.on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.on, Qt.MouseButton.LeftButton)
    assert view.page == 3
    assert not view.on.isEnabled()
    view.turn_to(99)
    assert view.page == 3
    qtbot.waitUntil(lambda: view.asked[-1][0] == 3)


def test_page_down_scrolls_and_leafs_on_at_the_end(qtbot, view):
    bar = view.sheet.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(view.sheet, Qt.Key.Key_PageDown)
    assert view.page == 1
    assert bar.value() > 0
    qtbot.keyClick(view.sheet, Qt.Key.Key_End)
    qtbot.keyClick(view.sheet, Qt.Key.Key_PageDown)
    assert view.page == 2
    qtbot.keyClick(view.sheet, Qt.Key.Key_Home)
    qtbot.keyClick(view.sheet, Qt.Key.Key_PageUp)
    assert view.page == 1


def test_ctrl_and_the_wheel_zoom_and_a_button_fits_the_width(view):
    before = view.canvas.page_rect().width()
    for turn in (120, 120, -120):
        spot = QPointF(50, 50)
        wheel = QWheelEvent(
            spot, spot, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.canvas, wheel)
    assert view.canvas.page_rect().width() > before * 1.2
    view.zoom(0)
    assert view.canvas.page_rect().width() == pytest.approx(before, abs=20)


def test_turning_the_view_turns_the_page_and_its_marks(view):
    view.set_marks([(0.1, 0.2, 0.3, 0.25)])
    upright = view.canvas.mark_rects()[0]
    assert upright.width() > upright.height()
    view.rotate()
    turned, page = view.canvas.mark_rects()[0], view.canvas.page_rect()
    assert turned.height() > turned.width()
    assert page.width() > page.height()
    assert page.contains(turned)
    for _ in range(3):
        view.rotate()
    assert view.canvas.mark_rects()[0] == upright


def test_the_first_mark_is_brought_into_view(qtbot, view):
    view.set_marks([(0.1, 0.95, 0.3, 0.97)], go=True)
    assert view.sheet.verticalScrollBar().value() > 0


def test_a_whole_page_fits_into_its_view(qtbot):
    view = PageView(whole=True)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    bring(view)
    assert view.canvas.page_rect().height() <= view.sheet.viewport().height()


def test_the_page_is_dragged_with_the_mouse(qtbot, view):
    bar = view.sheet.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    qtbot.mouseMove(view.canvas, QPoint(200, 240))
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 240))
    view.sheet.drag(QPointF(0, -60))
    assert bar.value() >= 60


def test_every_tool_has_a_name_and_is_large_enough(view):
    for tool in view.tools.findChildren(QAbstractButton):
        assert tool.accessibleName()
        assert min(tool.width(), tool.height()) >= 44
    assert view.sheet.accessibleName()
    assert view.canvas.accessibleName() == "Page 1 of 3"


def test_a_bare_view_only_leafs(qtbot):
    view = PageView(tools=False)
    qtbot.addWidget(view)
    assert len(view.tools.findChildren(QAbstractButton)) == 2
