"""The page view: leafs, zooms, turns, marks, and says a sentence instead of showing nothing."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from secondop_desktop.ui.widgets.page_marks import PinMark
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


@pytest.fixture
def jumping(qtbot):
    """A view in which a page number can be typed."""
    view = PageView(jump=True)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    view.begin()
    view.set_pages(3)
    bring(view)
    return view


def test_a_page_far_larger_than_the_screen_is_asked_for_in_parts(qtbot, view):
    view.parts = []
    view.part_wanted.connect(view.parts.append)
    for _ in range(12):
        view.zoom(1)
    qtbot.waitUntil(lambda: bool(view.parts))
    page, across, box = view.parts[-1]
    assert (page, across) == (1, view._across())
    assert across > view.asked[-1][1], "the whole page is not drawn as large"
    assert box[2] - box[0] < 0.5
    part = QImage(40, 40, QImage.Format.Format_RGB32)
    part.fill(Qt.GlobalColor.black)
    view.show_part(part, box)
    many = len(view.parts)
    view.sheet.drag(QPointF(0, -5))
    view._ask()
    assert len(view.parts) == many, "a little further the same part still shows"
    view.sheet.verticalScrollBar().setValue(view.sheet.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(view.parts) > many)


def test_what_is_in_the_middle_stays_there_when_the_page_gets_larger(qtbot, view):
    view.zoom(1)
    qtbot.waitUntil(lambda: view.sheet.verticalScrollBar().maximum() > 200)
    view.sheet.verticalScrollBar().setValue(150)
    before = view.canvas.spot_of(view.sheet.seen().center())
    for _ in range(3):
        view.zoom(1)
        qtbot.waitUntil(lambda: view._anchor is None)
    assert view.canvas.spot_of(view.sheet.seen().center()) == pytest.approx(before, abs=0.02)


def test_the_whole_page_or_its_width_fits_and_the_button_says_which(qtbot, view):
    view.fit(True)
    assert view.canvas.page_rect().height() <= view.sheet.viewport().height()
    assert view.tools._fit.accessibleName() == "As wide as there is room (0)"
    qtbot.mouseClick(view.tools._fit, Qt.MouseButton.LeftButton)
    assert view._ratio() == pytest.approx(1.0, abs=0.01)
    assert view.tools._fit.accessibleName() == "The whole page (9)"


def test_each_page_is_turned_for_itself(qtbot, view):
    view.turned = []
    view.rotated.connect(view.turned.append)
    view.set_turns({2: 270})
    assert view.canvas.turn == 0
    view.turn_to(2)
    bring(view)
    assert view.canvas.turn == 270
    view.rotate()
    assert view.turned == [(2, 0)]
    view.rotate(-1)
    assert view.turned[-1] == (2, 270)


def test_a_page_number_is_typed_and_a_wrong_one_becomes_the_last(qtbot, jumping):
    number = jumping.tools.number
    jumping.tools.ask_for_page()
    qtbot.keyClicks(number, "2")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert (jumping.page, number.text()) == (2, "2")
    number.setText("77")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert (jumping.page, number.text()) == (3, "3")
    number.setText("")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert jumping.page == 3
    assert number.accessibleDescription() == "Page 3 of 3"


def test_the_keys_of_the_page_are_kept_from_the_window(qtbot, view):
    pressed = []
    view.sheet.calls |= {"r": lambda: pressed.append("r"), "Ctrl+C": lambda: pressed.append("copy")}
    qtbot.keyClicks(view.sheet, "r")
    qtbot.keyClick(view.sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["r", "copy"]
    qtbot.keyClick(view.sheet, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.page == 3


def test_the_pointer_says_what_a_press_would_do(qtbot, view):
    view.canvas.choice.set_words([("grade", (0.4, 0.2, 0.6, 0.3))])
    view.canvas.set_pins([PinMark("a", 1, (0.2, 0.35))])
    shapes = []
    for spot, above in (((0.5, 0.25), 0), ((0.2, 0.35), 15), ((0.9, 0.3), 0)):
        qtbot.mouseMove(view.canvas, (view.canvas.point_of(spot) - QPointF(0, above)).toPoint())
        shapes.append(view.canvas.cursor().shape())
    cursor = Qt.CursorShape
    assert shapes == [cursor.IBeamCursor, cursor.PointingHandCursor, cursor.OpenHandCursor]


def test_a_place_that_is_asked_for_is_told_once(qtbot, view):
    told = []
    view.canvas.spot_chosen.connect(told.append)
    view.canvas.aim(True)
    at = view.canvas.point_of((0.25, 0.25)).toPoint()
    for _ in range(2):
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert len(told) == 1
    assert told[0] == pytest.approx((0.25, 0.25), abs=0.01)


def test_words_places_and_pins_are_painted_on_a_turned_page_too(qtbot, view):
    plain = view.canvas.grab().toImage()
    view.canvas.choice.set_words([("grade", (0.4, 0.1, 0.6, 0.2))])
    view.canvas.choice.everything()
    view.set_marks([(0.1, 0.1, 0.2, 0.2), (0.1, 0.3, 0.2, 0.4)], present=1)
    view.canvas.set_pins([PinMark("a", 1, (0.5, 0.5)), PinMark("b", 2, (0.7, 0.5))], "b")
    upright = view.canvas.grab().toImage()
    assert upright != plain
    view.rotate()
    assert view.canvas.grab().toImage() != upright
