"""The parts of the page of questions: the card of one, the answers beside each other, the catalogue."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.ui.widgets.answers_beside import AnswerColumn, AnswersBeside
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.catalogue_pane import ALL, CataloguePane, Offer
from secondop_desktop.ui.widgets.question_card import AskChoice, QuestionCard

OFFERS = [
    Offer("a", "What stage is it?", "It decides a lot.", "stage", ("confirm",)),
    Offer("b", "Is there a trial for me?", "Trials test new drugs.", "trials", ("trial", "confirm")),
    Offer("c", "How long can I wait?", "Time to think.", "timing", ("peace",)),
]


@pytest.fixture
def put(qtbot):
    def put(widget, width=700, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return put


@pytest.fixture
def pane(put):
    phases = [("stage", "Stage and spread"), ("trials", "Clinical trials"), ("timing", "Time")]
    pane = put(CataloguePane(phases, [("confirm", "To be sure"), ("peace", "Peace of mind")]))
    pane.show_offers(OFFERS, {"c": "Because you want time.", "a": "Because you want to be sure."})
    return pane


@pytest.fixture
def card(put):
    card = put(QuestionCard())
    card.show_question("What if I wait?", "Time matters less than most people fear.")
    card.show_places([AskChoice("visit 1", "Dr B, Thursday", True), AskChoice("doctor 2", "Dr C", False)])
    return card


def ids(pane):
    return [row.id for row in pane.list.rows()]


def columns_of(beside):
    return sorted({sheet.x() for sheet in beside.findChildren(Card)})


def test_answers_have_as_many_columns_as_there_is_room_for(qtbot, put):
    beside = put(AnswersBeside(), 900, 400)
    beside.show_answers([AnswerColumn(f"Dr {n}", "May", "Words", ("Important",)) for n in "ABC"])
    qtbot.waitUntil(lambda: len(columns_of(beside)) == 3)
    widths = {sheet.width() for sheet in beside.findChildren(Card)}
    assert max(widths) - min(widths) <= 2
    beside.resize(300, 400)
    qtbot.waitUntil(lambda: len(columns_of(beside)) == 1)
    beside.show_answers([AnswerColumn("Dr A", "", "Alone")])
    assert beside.columns() == 1


def test_answers_can_be_marked_and_copied(put):
    beside = put(AnswersBeside())
    beside.show_answers([AnswerColumn("Dr A", "May", "Words")])
    (words,) = [said for said in beside.findChildren(QLabel) if said.text() == "Words"]
    assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_showing_a_question_tells_nobody_that_it_was_typed(qtbot, card):
    heard = []
    card.typed.connect(lambda: heard.append(card.words.value()))
    card.show_question("Another?", "")
    assert heard == []
    assert not card.why.isVisible()
    qtbot.keyClicks(card.words.editor, "x")
    assert heard == ["xAnother?"]


def test_a_tick_says_where_the_question_shall_be_asked(qtbot, card):
    heard = []
    card.asked.connect(lambda key, on: heard.append((key, on)))
    first, second = card.ticks()
    assert (first.isChecked(), second.isChecked()) == (True, False)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert heard == [("visit 1", False), ("doctor 2", True)]


def test_ticks_stay_the_same_widgets_while_only_their_state_changes(card):
    before = card.ticks()
    card.show_places([AskChoice("visit 1", "Dr B, Thursday", False), AskChoice("doctor 2", "Dr C", True)])
    assert card.ticks() == before
    assert [tick.isChecked() for tick in before] == [False, True]
    card.show_places([])
    assert card.ticks() == []


def test_a_question_that_can_only_be_read_has_no_delete_button(card):
    card.set_writable(False)
    assert card.words.editor.isReadOnly()
    assert not card.delete.isVisible()
    card.show_places([AskChoice("visit 9", "Dr Z", False)])
    assert not card.ticks()[0].isEnabled()


def test_suggestions_come_in_their_order_with_the_reason_under_each(pane):
    assert [(row.id, row.subtitle) for row in pane.list.rows()] == [
        ("c", "Because you want time."),
        ("a", "Because you want to be sure."),
    ]


def test_what_is_added_stays_in_its_place_and_is_marked(pane):
    mine = Offer("c", "How long can I wait?", "Time to think.", "timing", ("peace",), mine=True)
    pane.show_offers([*OFFERS[:2], mine], {"a": "Because you want to be sure.", "b": "Because of trials."})
    assert ids(pane) == ["c", "a", "b"]
    first = pane.list.rows()[0]
    assert (first.chip, first.icon, first.subtitle) == ("On your list", "check", "Because you want time.")
    pane.start_anew()
    pane.show_offers([*OFFERS[:2], mine], {"a": "Because you want to be sure."})
    assert ids(pane) == ["a"]


def test_all_questions_are_found_by_word_part_and_reason(qtbot, pane):
    qtbot.mouseClick(pane.which._buttons[ALL], Qt.MouseButton.LeftButton)
    assert ids(pane) == ["a", "b", "c"]
    assert pane.found.text() == "3 questions. Press one to add it to your list."
    pane.reason.set_value("confirm")
    assert ids(pane) == ["a", "b"]
    pane.phase.set_value("trials")
    assert ids(pane) == ["b"]
    pane.reason.set_value("peace")
    assert ids(pane) == []
    assert "Nothing fits" in pane.found.text()
    pane.reason.set_value("")
    pane.phase.set_value("")
    qtbot.keyClicks(pane.search.line, "TIME think")
    assert ids(pane) == ["c"]


def test_choosing_with_the_keys_explains_and_enter_picks(qtbot, pane):
    picked = []
    pane.picked.connect(picked.append)
    pane.list.setFocus()
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    assert pane.why.text() == "It decides a lot."
    assert picked == []
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert picked == ["a"]
