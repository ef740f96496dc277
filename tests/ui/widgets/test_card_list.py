"""The list of cards works by mouse and by keyboard alone, with thousands of rows."""

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent

from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.card_list import CardList
from secondop_desktop.ui.widgets.card_rows import CardModel, CardRow

ROWS = [
    CardRow("a", "What did the biopsy show?", "Diagnosis", ticked=True, starred=False),
    CardRow(
        "b", "What happens if I wait three months before deciding anything at all?", "Options", ticked=False
    ),
    CardRow("c", "How often do you do this?", "Surgeon", chip="Waiting", tone="warn", starred=True),
]


@pytest.fixture
def cards(qtbot):
    made = CardList("My questions", stars=True, movable=True)
    qtbot.addWidget(made)
    made.resize(360, 400)
    made.set_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def heard(cards):
    events = []
    for name in ("chosen", "opened", "ticked", "starred", "moved"):
        getattr(cards, name).connect(lambda *values, name=name: events.append((name, *values)))
    return events


def middle(cards, row):
    return cards.visualRect(cards.model().index(row, 0)).center()


def test_the_model_keeps_the_rules_of_models(qtmodeltester, qapp):
    model = CardModel(qapp)
    model.set_rows(ROWS)
    qtmodeltester.check(model)


def test_a_row_is_spoken_with_everything_it_shows(cards):
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [cards.model().index(row, 0).data(role) for row in range(3)]
    assert spoken[0] == "What did the biopsy show?. Diagnosis. ticked"
    assert spoken[2] == "How often do you do this?. Surgeon. Waiting. starred"


def test_a_click_chooses_and_a_double_click_opens(qtbot, cards, heard):
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle(cards, 1))
    qtbot.mouseDClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle(cards, 1))
    assert heard == [("chosen", "b"), ("opened", "b")]


def test_one_click_opens_where_that_is_wanted(qtbot):
    cards = CardList("Doctors", one_click=True)
    qtbot.addWidget(cards)
    cards.set_rows([CardRow("x", "Dr Okafor")])
    cards.show()
    with qtbot.waitSignal(cards.opened) as opened:
        qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle(cards, 0))
    assert opened.args == ["x"]


def test_arrows_choose_enter_opens_space_ticks_and_a_star_stars(qtbot, cards, heard):
    cards.select("a")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down):
        qtbot.keyClick(cards, key)
    qtbot.keyClicks(cards, "*")
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    assert heard == [
        ("chosen", "b"), ("opened", "b"), ("ticked", "b", True),
        ("chosen", "c"), ("starred", "c", False), ("starred", "c", True),
    ]  # fmt: skip


def test_a_press_on_the_tick_or_the_star_leaves_the_selection_alone(qtbot, cards, heard):
    cards.select("c")
    top = cards.visualRect(cards.model().index(0, 0))
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=top.topLeft() + QPoint(28, 26))
    star = QPoint(cards.viewport().width() - 30, top.y() + 30)
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert heard == [("ticked", "a", False), ("starred", "a", True)]
    assert cards.selected() == "c"
    assert cards.rows()[0].ticked is False


def test_alt_and_arrows_move_a_row_and_stop_at_the_ends(qtbot, cards, heard):
    cards.select("a")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(cards, key, Qt.KeyboardModifier.AltModifier)
    assert heard == [("moved", "a", 1), ("moved", "a", 2), ("moved", "a", 1)]
    assert [row.id for row in cards.rows()] == ["b", "a", "c"]
    assert cards.selected() == "a"


@pytest.mark.parametrize(
    ("dragged", "onto", "below", "order"),
    [
        ("a", 2, True, "bca"),
        ("c", 0, False, "cab"),
        ("a", 1, False, "abc"),
        ("a", 1, True, "bac"),
        ("c", 0, True, "acb"),
    ],
)
def test_a_dragged_row_lands_where_it_is_let_go(cards, heard, monkeypatch, dragged, onto, below, order):
    cards.select(dragged)
    where = cards.visualRect(cards.model().index(onto, 0))
    point = QPointF(50, where.bottom() - 4 if below else where.top() + 4)
    monkeypatch.setattr(QDropEvent, "source", lambda _self: cards)
    mime = QMimeData()
    drop = QDropEvent(
        point, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    cards.dropEvent(drop)
    assert "".join(row.id for row in cards.rows()) == order
    assert heard == ([] if order == "abc" else [("moved", dragged, order.index(dragged))])


def test_new_rows_keep_the_selected_one_and_emit_nothing(cards, heard):
    cards.select("b")
    cards.set_rows([CardRow("z", "New"), *ROWS])
    assert cards.selected() == "b"
    cards.set_rows([CardRow("z", "New")])
    assert cards.selected() == ""
    assert heard == []


def test_coming_in_by_tab_chooses_nothing(qtbot, cards, heard):
    cards.activateWindow()
    cards.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(cards.hasFocus)
    assert heard == []


def test_long_titles_wrap_and_large_print_makes_rows_higher(qtbot, qapp, cards):
    heights = [cards.sizeHintForIndex(cards.model().index(row, 0)).height() for row in range(3)]
    assert heights[1] > heights[0] >= 64
    theme.apply(qapp, Settings(theme="light", text_size=200))
    assert cards.sizeHintForIndex(cards.model().index(0, 0)).height() > 1.5 * heights[0]


def test_the_menu_key_asks_for_a_menu_at_the_row(qtbot, cards):
    cards.select("b")
    with qtbot.waitSignal(cards.menu_asked) as asked:
        qtbot.keyClick(cards, Qt.Key.Key_Menu)
        from PySide6.QtGui import QContextMenuEvent

        cards.contextMenuEvent(
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        )
    assert asked.args[0] == "b"


def test_ten_thousand_rows_are_on_the_screen_at_once(qtbot, qapp):
    cards = CardList("Records")
    qtbot.addWidget(cards)
    cards.resize(360, 600)
    cards.show()
    rows = [
        CardRow(str(n), f"Record number {n} with a title that is long enough to wrap", "sub")
        for n in range(10_000)
    ]
    began = time.thread_time()
    cards.set_rows(rows)
    cards.repaint()
    assert time.thread_time() - began < 1
    qtbot.waitUntil(lambda: cards.verticalScrollBar().maximum() > 500_000, timeout=20_000)
    cards.select("9999")
    assert cards.selected() == "9999"
