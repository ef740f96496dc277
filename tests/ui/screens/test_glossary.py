"""All words on one page: by typing, by letter, by what they are about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secondop_desktop import glossary
from secondop_desktop.ui.places import BACK, GLOSSARY, Place
from secondop_desktop.ui.screens.glossary import GlossaryScreen

ALL = len(glossary.load("en").entries)


@pytest.fixture
def screen(enter):
    return enter(GlossaryScreen, Place(GLOSSARY))


def terms(screen):
    return [row.title for row in screen.list.rows()]


def test_every_word_is_there_by_the_alphabet(screen):
    assert len(terms(screen)) == ALL
    assert terms(screen) == sorted(terms(screen), key=str.casefold)
    assert screen.entry.term.text() == terms(screen)[0]
    assert screen._said.text() == f"{ALL} words"


def test_typing_narrows_the_list_and_shows_the_best_word(qtbot, screen):
    qtbot.keyClicks(screen.line, "her2-")
    assert screen.entry.term.text() == "HER2-low"
    assert all(
        "her2" in row.title.casefold() or "her2" in row.subtitle.casefold() for row in screen.list.rows()
    )


def test_other_names_and_short_forms_lead_to_the_word(qtbot, screen):
    qtbot.keyClicks(screen.line, "nsclc")
    assert terms(screen) == ["non-small cell lung cancer"]
    screen.line.setText("Herzog")
    assert terms(screen) == []
    assert screen._said.text() == "This word is not in the list. You can write it down as a question."


def test_a_slip_of_the_hand_shows_the_nearest_word_and_says_so(screen):
    screen.line.setText("mamogram")
    assert terms(screen) == ["mammogram"]
    assert screen._said.text() == "Nothing begins like that. The nearest word is mammogram."


def test_groups_and_letters_narrow_the_list(screen):
    screen.group.set_value("numbers")
    assert len(terms(screen)) == len(
        next(g for g in glossary.load("en").groups if g.key == "numbers").entries
    )
    screen.letter.set_value("M")
    assert terms(screen) == ["median", "median survival"]
    screen.line.setText("median s")
    assert terms(screen) == ["median survival"]


def test_a_word_that_goes_with_it_is_shown_also_when_the_list_is_narrowed(qtbot, screen):
    screen.group.set_value("numbers")
    screen.letter.set_value("M")
    prognosis = next(made for made in screen.entry.buttons() if made.text() == "median survival")
    prognosis.click()
    assert screen.entry.term.text() == "median survival"
    next(made for made in screen.entry.buttons() if made.text() == "five-year survival").click()
    assert screen.entry.term.text() == "five-year survival"
    assert screen.list.selected() == "five-year-survival"
    assert len(terms(screen)) == ALL


def test_the_arrows_go_through_the_words(qtbot, screen):
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.entry.term.text() == terms(screen)[1]


def test_a_place_names_a_word(enter):
    screen = enter(GlossaryScreen, Place(GLOSSARY, "hospice"))
    assert screen.entry.term.text() == "hospice"
    assert screen.list.selected() == "hospice"


def test_a_place_with_a_word_that_is_not_there_shows_the_list(enter):
    assert len(terms(enter(GlossaryScreen, Place(GLOSSARY, "no-such-word")))) == ALL


def test_where_it_is_narrow_the_word_takes_the_place_of_the_list_and_escape_brings_it_back(qtbot, screen):
    screen.reflow(30)
    assert screen._word_card.isHidden()
    assert not screen.escape()
    screen.list.opened.emit("biopsy")
    assert not screen._word_card.isHidden()
    assert screen._list_card.isHidden()
    assert screen.escape()
    assert not screen._list_card.isHidden()
    screen.reflow(80)
    assert not screen._word_card.isHidden()


def test_what_was_looked_for_stands_there_again(enter, screen):
    screen.line.setText("radi")
    screen.list.chosen.emit("radiologist")
    again = enter(GlossaryScreen, Place(GLOSSARY))
    again.take_up(screen.standing())
    assert terms(again) == terms(screen)
    assert again.entry.term.text() == "radiologist"


def test_the_way_back_leads_where_one_was(qtbot, screen):
    with qtbot.waitSignal(screen.asked_for) as asked:
        next(b for b in screen.findChildren(QPushButton) if b.text() == "Back").click()
    assert asked.args == [BACK]
