"""Pictures in the window: the same shapes as on paper, reached by mouse and keys, told to a screen reader."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.settings import Settings
from secondop_desktop.paper.picture import Drawn, Room
from secondop_desktop.paper.results_data import Value
from secondop_desktop.paper.results_picture import results_pictures
from secondop_desktop.paper.timeline_data import Entry, Timeline
from secondop_desktop.paper.timeline_picture import timeline_picture
from secondop_desktop.ui import picture_view, theme
from secondop_desktop.ui.picture_view import PicturePart, PictureView
from secondop_desktop.ui.widgets.page import Page
from tests.paper.pictures import collisions

ENTRIES = (
    Entry("diagnosis:", "diagnosis", "Early breast cancer", PartialDate(2026, 3, 3)),
    Entry("treatment:a", "treatment", "Radiation", PartialDate(2026, 6), PartialDate(2026, 7, 2)),
    Entry("event:b", "event", "Fever", PartialDate(2026, 6, 20)),
    Entry("event:c", "event", "Something without a day", None),
)
TIMELINE = Timeline(ENTRIES, date(2026, 11, 21))
VALUES = tuple(
    Value(f"result:{n}", str(20 + n), 20.0 + n, PartialDate(2026, n, 3), "U/mL", high="25", high_number=25.0)
    for n in range(1, 9)
)


def make_timeline(room):
    return timeline_picture(TIMELINE, room)


def make_results(room):
    other = [Value("result:x", "0.1", 0.1, PartialDate(2026, 5, 1), "kU/mL")]
    return results_pictures("CA 15-3", [*VALUES, *other], room)


@pytest.fixture
def show(qtbot, qapp):
    """Show a picture in a look: `show(make, theme="light", size=100, width=700)`."""

    def show(make, look="light", size=100, width=700):
        theme.apply(qapp, Settings(theme=look, text_size=size))
        view = PictureView("Timeline")
        qtbot.addWidget(view)
        view.resize(width, 100)
        view.show_picture(make)
        view.resize(width, view.heightForWidth(width))
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        return view

    yield show
    theme.apply(qapp, Settings(theme="light"))


def test_the_window_draws_the_same_picture_as_paper_does(show):
    view = show(make_timeline)
    room = Room(view.width() - 6, theme.tokens().type("small"), picture_view.measure())
    assert view.drawn() == make_timeline(room)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [100, 200])
def test_every_look_paints_words_and_lines_in_its_own_colours(show, look, size):
    view = show(make_timeline, look, size)
    image = view.grab().toImage()
    colours = theme.colours()
    wanted = QColor(colours.text).rgb()
    seen = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert wanted in seen
    for picture in view.drawn().pictures:
        assert not collisions(picture, picture_view.measure())


def test_a_screen_reader_hears_all_of_it(show):
    view = show(make_results)
    assert view.accessibleName() == "Timeline"
    assert view.accessibleDescription() == " ".join(p.alt for p in view.drawn().pictures)
    assert "23 U/mL, 3 Mar 2026" in view.accessibleDescription()
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.text(QAccessible.Text.Description) == view.accessibleDescription()


def test_the_arrow_keys_go_from_entry_to_entry_and_enter_opens_it(show, qtbot):
    view = show(make_timeline)
    opened = []
    view.opened.connect(opened.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == []  # nothing is chosen yet
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    assert opened == ["treatment:a"]
    assert view.accessibleName() == "Timeline. 2 of 3: Radiation: Jun 2026 to 2 Jul 2026"
    for key in (Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Enter):
        qtbot.keyClick(view, key)
    assert opened == ["treatment:a", "event:b", "diagnosis:"]


def test_a_click_opens_the_entry_also_a_little_beside_it(show, qtbot):
    view = show(make_results)
    opened = []
    view.opened.connect(opened.append)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of("result:3").toPoint())
    beside = view.place_of("result:x").toPoint() + QPoint(18, 18)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=beside)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=beside)
    assert opened == ["result:3", "result:x"]


def test_the_mouse_is_told_what_it_rests_on(show, qtbot):
    view = show(make_results)
    where = view.place_of("result:3").toPoint()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, where, view.mapToGlobal(where)))
    qtbot.waitUntil(lambda: QToolTip.text() == "23 U/mL, 3 Mar 2026")
    qtbot.mouseMove(view, where)
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.PointingHandCursor)


def test_a_narrow_picture_is_higher_and_larger_letters_make_it_higher_too(show, qapp):
    view = show(make_timeline)
    wide, narrow = view.heightForWidth(1000), view.heightForWidth(300)
    assert narrow > wide
    theme.apply(qapp, Settings(theme="light", text_size=200))
    assert view.heightForWidth(1000) > wide


def test_what_the_picture_cannot_show_stands_above_it(qtbot, qapp):
    part = PicturePart("Timeline")
    qtbot.addWidget(part)
    part.show_picture(make_timeline)
    part.show()
    words = part.view.drawn().told
    assert words == ("Without a date, so not in the picture: Something without a day.",)
    assert part._told.text() == words[0]
    assert part._told.isVisible()
    part.show_picture(lambda room: Drawn(make_timeline(room).pictures))
    assert not part._told.isVisible()


def test_two_hundred_entries_are_drawn_at_once(show, qtbot):
    days = [PartialDate(2020 + n % 6, n % 12 + 1, 3) for n in range(200)]
    entries = tuple(Entry(f"event:{n}", "event", f"event {n}", day) for n, day in enumerate(days))
    many = Timeline(entries, date(2026, 11, 21))
    view = show(lambda room: timeline_picture(many, room), width=1050)
    assert len(view.spots()) == 200
    assert not view.grab().isNull()


def test_the_page_scrolls_to_the_entry_that_the_keys_are_at(qtbot, qapp):
    page = Page("My health")
    part = PicturePart("Timeline")
    part.show_picture(make_results)
    page.add(part)
    page.finish()
    qtbot.addWidget(page)
    page.resize(700, 300)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    part.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.verticalScrollBar().value() == 0
    qtbot.keyClick(part.view, Qt.Key.Key_End)
    last = part.view.spots()[-1]
    where = part.view.mapTo(page.viewport(), part.view.place_of(last.key).toPoint())
    assert page.viewport().rect().contains(where)
    assert page.verticalScrollBar().value() > 0
    qtbot.keyClick(part.view, Qt.Key.Key_Home)
    first = part.view.mapTo(page.viewport(), part.view.place_of(part.view.spots()[0].key).toPoint())
    assert page.viewport().rect().contains(first)
