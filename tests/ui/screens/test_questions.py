"""The list of questions: order, stars, words, where each is asked, what doctors said, and the catalogue."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from secondop_desktop.case import appointments, doctors, questions, reasons
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import GAP, Question
from secondop_desktop.ui.places import QUESTIONS, Place
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.questions import QuestionsScreen
from secondop_desktop.ui.widgets.labels import Label
from secondop_desktop.vault.errors import NoRoom

TEXTS = ("What did the biopsy show?", "Do you agree?", "What if I wait?", "Who operates?")


@pytest.fixture
def listed(keep):
    """Four questions, by their texts."""

    def write(session):
        made = [questions.keep(session, Question(text=text)) for text in TEXTS]
        session.flush()
        return {question.text: question.id for question in made}

    return keep(write)


@pytest.fixture
def team(keep):
    """Dr A was seen, Dr B will be, Dr C has no visit; gives back the ids by short names."""

    def write(session):
        made = {name: doctors.keep(session, Doctor(name=f"Dr {name}")) for name in "ABC"}
        session.flush()
        past = Appointment(day="2026-02-20", hour="09:00", doctor_id=made["A"].id, status="done")
        coming = Appointment(day="2026-03-05", hour="10:30", doctor_id=made["B"].id)
        visits = {"past": appointments.keep(session, past), "coming": appointments.keep(session, coming)}
        session.flush()
        return {key: record.id for key, record in (made | visits).items()}

    return keep(write)


@pytest.fixture
def screen(enter, listed):
    return enter(QuestionsScreen, Place(QUESTIONS))


@pytest.fixture
def order(fetch):
    return lambda: [question.text for question in fetch(questions.everything)]


def shown(screen):
    return [card.title for card in screen.list.rows()]


def test_the_list_stands_in_the_persons_order_with_the_first_one_beside(screen):
    assert shown(screen) == list(TEXTS)
    assert screen.list.selected() == screen.list.rows()[0].id
    assert screen.card.words.value() == TEXTS[0]
    assert screen.card.no_answers.text() == "No doctor has answered this yet."


def test_a_place_names_the_question_or_the_catalogue(enter, listed, work):
    screen = enter(QuestionsScreen, Place(QUESTIONS, listed["What if I wait?"]))
    assert screen.card.words.value() == "What if I wait?"
    assert screen.catalogue.isHidden()
    screen.go(Place(QUESTIONS, part="catalogue"))
    work.flush()
    assert screen.catalogue.isVisible()
    screen.go(Place(QUESTIONS, listed["Do you agree?"]))
    work.flush()
    assert screen.catalogue.isHidden()
    assert screen.card.words.value() == "Do you agree?"


def test_a_question_of_ones_own_is_added_with_enter(qtbot, screen, work, order):
    qtbot.keyClicks(screen.line.line, "May I call you?")
    qtbot.keyClick(screen.line.line, Qt.Key.Key_Return)
    work.flush()
    assert order() == [*TEXTS, "May I call you?"]
    assert screen.card.words.value() == "May I call you?"
    assert screen.line.value() == ""


def test_a_question_that_is_half_typed_is_kept_when_one_leaves(qtbot, screen, order, work):
    qtbot.keyClicks(screen.line.line, "And who will")
    assert screen.leave()
    work.flush()
    assert order()[-1] == "And who will"


def test_keys_move_a_question_and_the_order_is_kept(qtbot, screen, work, order):
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(screen.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    work.flush()
    assert order() == [TEXTS[1], TEXTS[2], TEXTS[0], TEXTS[3]]
    assert shown(screen) == order()


def test_a_fourth_star_is_refused_kindly_and_taken_off_again(qtbot, screen, work, notices, fetch):
    for row in screen.list.rows():
        screen.list.select(row.id)
        qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    work.flush()
    assert [card.starred for card in screen.list.rows()] == [True, True, True, False]
    assert sum(question.starred for question in fetch(questions.everything)) == 3
    assert notices.problems[0].what == "Three questions already have a star."


def test_words_are_saved_while_they_are_typed_and_the_cursor_stays(qtbot, screen, fetch, listed):
    editor = screen.card.words.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Please: ")
    qtbot.waitUntil(lambda: not screen.saver.dirty(), timeout=5000)
    assert fetch(lambda session: questions.one(session, listed[TEXTS[0]])).text == f"Please: {TEXTS[0]}"
    assert editor.textCursor().position() == len("Please: ")
    screen.line.line.setFocus()
    screen.work.flush()
    assert shown(screen)[0] == f"Please: {TEXTS[0]}"


def test_an_emptied_question_keeps_its_words(qtbot, screen, order):
    screen.card.words.editor.setFocus()
    screen.card.words.editor.selectAll()
    qtbot.keyClick(screen.card.words.editor, Qt.Key.Key_Delete)
    screen.line.line.setFocus()
    screen.work.flush()
    assert order() == list(TEXTS)
    assert screen.card.words.value() == TEXTS[0]


def test_nobody_leaves_while_an_edit_cannot_be_kept(qtbot, screen, vault, monkeypatch, notices):
    def full():
        raise NoRoom

    with monkeypatch.context() as patch:
        patch.setattr(vault, "write", full)
        qtbot.keyClicks(screen.card.words.editor, "x")
        assert not screen.leave()
    assert "not saved yet" in notices.problems[-1].what
    assert screen.leave()


def test_a_deleted_question_comes_back_with_undo(qtbot, screen, work, order, notices):
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    work.flush()
    assert order() == list(TEXTS[1:])
    assert screen.card.words.value() == TEXTS[1]
    notices.undos[-1]()
    work.flush()
    assert order() == list(TEXTS)


def test_a_question_is_put_to_visits_and_doctors_by_ticks(qtbot, enter, listed, team, work, fetch):
    screen = enter(QuestionsScreen, Place(QUESTIONS, listed["Do you agree?"]))
    ticks = {tick.accessibleName(): tick for tick in screen.card.ticks()}
    assert list(ticks) == [
        "Dr B, Thursday 5 March 2026, 10:30",
        "Dr A, when a visit is planned",
        "Dr C, when a visit is planned",
    ]
    for name in ("Dr B, Thursday 5 March 2026, 10:30", "Dr C, when a visit is planned"):
        qtbot.mouseClick(ticks[name], Qt.MouseButton.LeftButton)
    work.flush()
    asked = fetch(questions.askings)[listed["Do you agree?"]]
    assert {(a.appointment_id, a.doctor_id) for a in asked} == {(team["coming"], None), (None, team["C"])}
    for tick in screen.card.ticks():
        if tick.isChecked():
            qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    work.flush()
    assert fetch(questions.askings) == {}


def test_the_answers_of_two_doctors_stand_in_neighbouring_columns(enter, listed, team, keep, work):
    def answer(session):
        for visit, text in (("past", "Soon."), ("coming", "There is time.")):
            asking = questions.ask_at(session, listed["What if I wait?"], team[visit])
            questions.write_answer(session, asking.id, text)
        questions.flag(session, asking.id, "important", True)

    keep(answer)
    screen = enter(QuestionsScreen, Place(QUESTIONS, listed["What if I wait?"]))
    beside = screen.card.answers
    assert beside.columns() == 2
    said = {words.text(): words for words in beside.findChildren(Label)}
    assert {"Dr A", "20 February 2026", "Soon.", "Dr B", "5 March 2026", "There is time."} <= set(said)
    left, right = (
        said[text].mapTo(screen, said[text].rect().topLeft()) for text in ("Soon.", "There is time.")
    )
    assert left.x() + 100 < right.x()
    assert "Answered" in [card.chip for card in screen.list.rows()]


def test_suggestions_come_first_each_with_its_reason_and_one_click_adds(
    qtbot, enter, keep, work, order, fetch
):
    keep(lambda session: reasons.choose(session, {"confirm_diagnosis": ""}))
    screen = enter(QuestionsScreen, Place(QUESTIONS, part="catalogue"))
    first = screen.catalogue.list.rows()[0]
    assert first.subtitle.startswith("Because you ")
    at = screen.catalogue.list.visualRect(screen.catalogue.list.model().index(0, 0)).center()
    qtbot.mouseClick(screen.catalogue.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    work.flush()
    assert order() == [first.title]
    now = screen.catalogue.list.rows()[0]
    assert (now.id, now.chip) == (first.id, "On your list")
    assert now.subtitle == first.subtitle
    assert fetch(questions.everything)[0].why
    qtbot.mouseClick(screen.catalogue.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    work.flush()
    assert order() == [first.title]
    assert screen.catalogue.isHidden()
    assert screen.card.words.value() == first.title


def test_the_catalogue_is_searched_by_word_part_and_reason(qtbot, enter, work):
    screen = enter(QuestionsScreen, Place(QUESTIONS, part="catalogue"))
    pane = screen.catalogue
    qtbot.mouseClick(pane.which._buttons["all"], Qt.MouseButton.LeftButton)
    everything = len(pane.list.rows())
    assert everything == len(screen._known.questions)
    qtbot.keyClicks(pane.search.line, "Second LAB")
    some = len(pane.list.rows())
    assert 0 <= some < everything
    pane.search.line.clear()
    pane.phase.set_value("trials")
    trials = len(pane.list.rows())
    assert 0 < trials < everything
    assert {card.subtitle for card in pane.list.rows()} == {"Clinical trials"}
    pane.reason.set_value(screen._known.in_phase("trials")[0].reasons[0])
    assert 0 < len(pane.list.rows()) <= trials
    qtbot.keyClicks(pane.search.line, "zzzz")
    assert "Nothing fits" in pane.found.text()


def test_an_empty_list_says_what_it_is_for_beside_suggestions(enter):
    screen = enter(QuestionsScreen, Place(QUESTIONS))
    assert screen.empty.isVisible()
    assert screen.catalogue.isVisible()
    assert screen.catalogue.list.rows()
    assert screen.choose.isHidden()


def test_the_catalogue_stays_while_one_chooses_the_first_questions(enter, order, work):
    screen = enter(QuestionsScreen, Place(QUESTIONS))
    first, second = screen.catalogue.list.rows()[:2]
    for offer in (first, second):
        screen.catalogue.picked.emit(offer.id)
        work.flush()
        assert screen.catalogue.isVisible()
    assert order() == [first.title, second.title]
    assert screen.choose.text() == "Done choosing"


def test_in_a_narrow_window_one_thing_is_shown_at_a_time(qtbot, enter, listed):
    screen = enter(QuestionsScreen, Place(QUESTIONS), size=(700, 600))
    assert screen.card.isHidden() or not screen.card.isVisible()
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert screen.card.isVisible()
    assert not screen.list.isVisible()
    assert screen.escape()
    assert screen.list.isVisible()
    qtbot.mouseClick(screen.choose, Qt.MouseButton.LeftButton)
    assert screen.catalogue.isVisible()
    qtbot.mouseClick(screen.choose, Qt.MouseButton.LeftButton)
    assert screen.list.isVisible()
    screen.resize(1366, 768)
    assert screen.list.isVisible()
    assert screen.card.isVisible()


def test_in_a_case_that_is_only_read_nothing_can_be_changed(qtbot, enter, house, listed, team, order):
    reading = House(house.work, house.notices, house.settings, house.lock, house.lock, "", True, house.clock)
    screen = enter(QuestionsScreen, Place(QUESTIONS), in_house=reading)
    assert screen.line.isHidden()
    assert screen.choose.isHidden()
    qtbot.keyClicks(screen.card.words.editor, "x")
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    assert screen.leave()
    assert order() == list(TEXTS)
    assert not any(card.starred for card in screen.list.rows())
    assert not any(tick.isEnabled() for tick in screen.card.ticks())


@pytest.mark.slow
def test_ten_thousand_questions_stay_usable(qtbot, enter, vault, work):
    with vault.write() as session:
        session.add_all([Question(text=f"Question number {n}?", rank=n * GAP) for n in range(1, 10_001)])
    screen = enter(QuestionsScreen, Place(QUESTIONS))
    assert len(screen.list.rows()) == 10_000
    data = screen._data
    screen.list.set_rows([])
    begun = time.thread_time()
    screen.show_data(data)
    screen.list.viewport().grab()
    took = time.thread_time() - begun
    assert took < 1, f"showing the list took {took:.2f} s"
    begun = time.thread_time()
    screen.list.select(screen.list.rows()[9_999].id)
    screen._choose(screen.list.selected())
    took = time.thread_time() - begun
    assert took < 1, f"choosing the last one took {took:.2f} s"
    assert screen.card.words.value() == "Question number 10000?"


def test_a_question_that_could_not_be_added_comes_back_into_its_line(qtbot, screen, vault, work, monkeypatch):
    def full():
        raise NoRoom

    with monkeypatch.context() as patch:
        patch.setattr(vault, "write", full)
        qtbot.keyClicks(screen.line.line, "May I call you?")
        qtbot.keyClick(screen.line.line, Qt.Key.Key_Return)
        assert not screen.leave()
    assert screen.line.value() == "May I call you?"
    assert screen.leave()


@pytest.mark.parametrize(("size", "text_size"), [((1024, 600), 100), ((1366, 768), 200), ((1024, 600), 200)])
def test_nothing_is_cut_off_at_the_side_in_large_print_or_small_windows(
    qtbot, enter, house, look, listed, team, size, text_size
):
    look.text_size = text_size
    house.settings_changed()
    screen = enter(QuestionsScreen, Place(QUESTIONS, listed["What if I wait?"]), size)
    assert (screen.width(), screen.height()) == size

    def shown():
        return [button for button in screen.findChildren(QAbstractButton) if button.isVisible()]

    qtbot.waitUntil(lambda: all(min(button.width(), button.height()) >= 44 for button in shown()))
    for button in shown():
        assert button.mapTo(screen, button.rect().topRight()).x() < size[0], button.accessibleName()
    look.text_size = 100
    house.settings_changed()
