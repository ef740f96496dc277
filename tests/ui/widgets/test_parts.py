"""Buttons, labels, pages and rows: small, but everything rests on them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, row, show_new, stand
from secondop_desktop.ui.widgets.buttons import KINDS, button, icon_button
from secondop_desktop.ui.widgets.cards import Badge, Card, Connector, Rule
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.empty import EmptyState
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page
from secondop_desktop.ui.widgets.reflow import Reflow, ems


@pytest.fixture
def stage(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayout(QVBoxLayout())
    widget.resize(600, 400)

    def put(*children):
        for child in children:
            widget.layout().addWidget(child)
        widget.show()
        widget.activateWindow()
        return widget

    return put


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_is_high_enough_and_named(stage, kind):
    made = button("Save & close", kind, "check")
    stage(made)
    assert made.height() >= 44
    assert made.width() >= 44
    assert made.accessibleName() == "Save & close"
    assert made.shortcut().isEmpty()


def test_an_icon_button_is_named_though_it_shows_no_word(stage):
    made = icon_button("Put away", "x")
    stage(made)
    assert (made.text(), made.accessibleName(), made.toolTip()) == ("", "Put away", "Put away")


@pytest.mark.parametrize(
    ("reason", "ring"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.BacktabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.OtherFocusReason, False),
    ],
)
def test_the_focus_ring_is_for_the_keyboard(qtbot, stage, reason, ring):
    other, made = button("Other"), button("Go on")
    with qtbot.waitActive(stage(other, made)):
        pass
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    made.setFocus(reason)
    qtbot.waitUntil(made.hasFocus)
    assert bool(made.property("ring")) is ring
    before = made.sizeHint().width()
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert made.property("ring") in {False, None}
    assert made.sizeHint().width() == before, "the ring must not push its neighbours"


def test_the_ring_is_still_there_when_one_comes_back_to_the_window(qtbot, stage):
    made = button("Go on")
    with qtbot.waitActive(stage(button("Other"), made)):
        pass
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(made.hasFocus)
    for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
        QApplication.sendEvent(made, QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason))
    assert made.property("ring") is True


def test_enter_presses_a_button(qtbot, stage):
    pressed = []
    made = button("Go on", then=lambda: pressed.append(1))
    stage(made)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert pressed == [1, 1]


def test_labels_show_text_as_it_is_typed(stage):
    made = label("<b>5 < 6</b>")
    stage(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert label("Step", spoken="Step 1 of 3, done").accessibleName() == "Step 1 of 3, done"


def test_a_chip_changes_words_and_tone_together(stage):
    made = chip("Waiting", "warn")
    stage(made)
    set_chip(made, "Here", "ok")
    assert (made.text(), made.property("tone")) == ("Here", "ok")


def test_a_flow_row_goes_on_in_the_next_line(stage):
    buttons = [button(f"Button number {n}") for n in range(6)]
    flow = FlowRow(*buttons)
    widget = stage(flow)
    assert len({made.y() for made in buttons}) > 1
    assert all(made.geometry().right() <= flow.width() for made in buttons)
    assert flow.layout().heightForWidth(5000) == 44
    assert widget.minimumSizeHint().width() < 300
    flow.clear()
    assert flow.layout().count() == 0


def test_a_flow_row_begins_on_the_right_in_languages_written_so(stage):
    first, second = button("One"), button("Two")
    flow = FlowRow(first, second)
    flow.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage(flow)
    assert first.x() > second.x()


def test_boxes_can_be_turned_and_emptied(stage):
    box, inner = row("s"), column()
    inner.addWidget(label("Inside"))
    box.addWidget(label("Outside"))
    box.addLayout(inner)
    holder = QWidget()
    holder.setLayout(box)
    stage(holder)
    stand(box, upright=True)
    assert box.direction() == box.Direction.TopToBottom
    empty_out(box)
    assert box.count() == 0


@pytest.mark.parametrize("text_size", [100, 200])
def test_a_page_never_scrolls_sideways_nor_pushes_its_window(qtbot, qapp, text_size):
    theme.apply(qapp, Settings(theme="light", text_size=text_size))
    page = Page(
        "A rather long title of a page that has to wrap",
        "And a sentence below it that says what the page is for, at some length.",
        [button("Add a record", "primary", "plus"), button("Open")],
        back="All records",
    )
    page.add(FlowRow(*[button(f"Filter {n}", "filter") for n in range(5)]))
    page.add(label("Unbreakable" * 12))
    page.finish()
    qtbot.addWidget(page)
    page.resize(480, 400)
    page.reflow(ems(480))
    page.show()
    assert (page.width(), page.height()) == (480, 400)
    assert page.widget().width() <= page.viewport().width()
    assert page.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert page.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_way_back_is_shown_only_where_there_is_one(qtbot):
    with_back, without = Page("Dr Okafor", back="All doctors"), Page("Doctors")
    for page in (with_back, without):
        qtbot.addWidget(page)
        page.show()
    assert with_back.back.isVisible()
    assert not without.back.isVisible()
    with qtbot.waitSignal(with_back.back_asked):
        with_back.back.click()
    without.set_title("Team", "Two people.")
    assert without._subtitle.isVisible()


def test_a_badge_looks_different_in_each_state(stage):
    badges = [Badge(state, "3") for state in ("done", "now", "later")]
    stage(*badges, Connector(True), Rule(), Card(label("x"), soft=True, flat=True))
    pictures = [badge.grab().toImage() for badge in badges]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    badges[2].set_state("done")
    assert badges[2].grab().toImage() == pictures[0]


def test_an_empty_page_says_what_it_is_for(stage):
    empty = EmptyState("Here you keep your letters.", button("Add a letter"), "folder-open")
    stage(empty)
    empty.set_sentence("Nothing was found.")
    assert empty._words.text() == "Nothing was found."


def test_one_filter_is_on_at_a_time_and_each_can_be_reached_by_tab(qtbot, stage):
    filters = FilterRow("Kind", [("all", "All"), ("letters", "Letters")])
    stage(filters)
    chosen = []
    filters.chosen.connect(chosen.append)
    letters = filters._buttons["letters"]
    for _ in range(2):
        qtbot.mouseClick(letters, Qt.MouseButton.LeftButton)
    assert chosen == ["letters"]
    assert filters.key() == "letters"
    assert [made.isChecked() for made in filters._buttons.values()] == [False, True]
    assert all(made.focusPolicy() & Qt.FocusPolicy.TabFocus for made in filters._buttons.values())
    filters.say("letters", "Letters (2)")
    assert letters.accessibleName() == "Letters (2)"


def test_reflow_counts_in_letters_and_hears_of_larger_ones(qtbot, qapp, stage):
    heard, widget = [], QWidget()
    stage(widget)
    Reflow(widget, heard.append)
    widget.resize(320, 100)
    theme.apply(qapp, Settings(theme="light", text_size=200))
    assert heard[-1] == widget.width() / 32


def test_showing_what_is_new_leaves_the_list_of_a_choice_shut(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    inside = column("none", "none", outer)
    outer.show()
    choice = ChoiceField("Kind", [("a", "Letter"), ("b", "Image")])
    inside.addWidget(choice)
    choice.control.view()
    show_new(outer)
    assert choice.isVisible()
    assert not choice.control.view().isVisible()
    assert QApplication.activePopupWidget() is None


def test_a_button_keeps_all_its_words_where_room_is_short(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    beside = row("none", "none", outer)
    short, long = button("No"), button("All appointments and visits")
    for each in (short, long):
        beside.addWidget(each)
    outer.resize(60, 50)
    outer.show()
    outer.grab()
    assert long.width() >= long.fontMetrics().horizontalAdvance(long.text())
    assert short.width() >= theme.tokens().control
