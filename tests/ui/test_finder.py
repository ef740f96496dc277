"""Ctrl+K finds rooms, commands and everything written in the case, and opens the right page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, doctors, notes, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.take_in import Details, take_in_bytes
from secondop_desktop.search.hits import Hit
from secondop_desktop.search.limits import limits_of
from secondop_desktop.search.query import parse
from secondop_desktop.search.same_words import load
from secondop_desktop.ui import theme
from secondop_desktop.ui.finder import Finder
from secondop_desktop.ui.places import (
    DOCTOR,
    EXAMINATION,
    GLOSSARY,
    HOME,
    MY_HEALTH,
    PRINT,
    QUESTIONS,
    RECORD,
    REQUESTS,
    SETTINGS,
    STORY,
    VISIT,
    Place,
)
from secondop_desktop.ui.rooms import ROOMS
from secondop_desktop.ui.search_words import how_to_search, kind_words, place_of
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from tests.encrypted_case import cheap_ways
from tests.flows.papers import report

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def vault(tmp_path, frozen_clock):
    ways = cheap_ways(frozen_clock)
    vault = open_case.create(tmp_path / "case", "seven grey herons over the weir", "Margaret", ways).vault
    yield vault
    vault.close()


@pytest.fixture
def ids(vault, frozen_clock):
    """A case that speaks of sequoias in every family; the ids by family."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Sequoia"))
        visit = appointments.keep(session, Appointment(day="2026-03-14", goal="Sequoia plan"))
        question = questions.keep(session, Question(text="Why sequoia?"))
        task = tasks.keep(session, Task(text="Water the sequoia"))
        session.flush()
        asking = questions.ask_at(session, question.id, visit.id)
        session.flush()
        questions.write_answer(session, asking.id, "Because sequoia is tall.")
        notes.write(session, visit.id, "A sequoia in the yard", frozen_clock.now())
        found = {"doctor": doctor.id, "visit": visit.id, "question": question.id, "task": task.id}
    details = Details(title="Tree report")
    found["record"] = take_in_bytes(
        vault, report("Pines", "A sequoia of 14 mm"), "a.pdf", details
    ).document_id
    read_waiting(vault)
    return found


@pytest.fixture
def window(qtbot, qapp, vault, ids):
    settings = Settings(theme="light")
    theme.apply(qapp, settings)
    window, work = Window(settings, lambda _: None), Work(vault)
    qtbot.addWidget(window)
    rooms = window.show_rooms(work, "Margaret", rooms=tuple(room for room in ROOMS if room.there()))
    window.went = []
    rooms.moved.connect(window.went.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    work.close()


@pytest.fixture
def finder(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    return next(f for f in window.findChildren(Finder) if f.isVisible())


def typed(qtbot, finder, words):
    qtbot.keyClicks(finder.line, words)
    qtbot.waitUntil(lambda: not finder._pause.isActive())
    finder._work.flush()


def rows(finder):
    return [(row.title, row.chip) for row in finder.list.rows()]


def test_it_opens_with_every_room_and_command(finder):
    shown = rows(finder)
    assert ("Records", "Page") in shown
    assert ("Lock now", "Command") in shown
    assert ("Print the question sheet", "Command") in shown
    assert ("Find anything", "Command") not in shown
    assert finder.line.hasFocus()


def test_it_finds_a_word_in_everything_written_in_the_case(qtbot, finder):
    typed(qtbot, finder, "sequoia")
    spoken_of = ("page", "question", "answer", "note", "doctor", "appointment", "task")
    assert sorted(chip for _, chip in rows(finder)) == sorted(kind_words()[kind] for kind in spoken_of)


def test_a_page_of_a_record_opens_with_the_word_to_mark(qtbot, finder, window, ids):
    typed(qtbot, finder, "14 mm")
    assert rows(finder) == [("Tree report", "In a record")]
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.went == [Place(RECORD, ids["record"], "2", "14 mm")]


def test_up_and_down_choose_while_the_cursor_stays_in_the_line(qtbot, finder, window):
    typed(qtbot, finder, "re")
    first = finder.list.selected()
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    assert finder.list.selected() != first
    assert finder.line.hasFocus()
    qtbot.keyClick(finder.line, Qt.Key.Key_Up)
    assert finder.list.selected() == first


def test_enter_right_after_typing_opens_what_was_typed_last(qtbot, finder, window):
    qtbot.keyClicks(finder.line, "settings")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.went == [Place(SETTINGS)]


def test_a_click_opens_a_row(qtbot, finder, window):
    typed(qtbot, finder, "question sheet")
    box = finder.list.visualRect(finder.list.model().index(0, 0))
    qtbot.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert window.went == [Place(PRINT, part="question-sheet")]


def test_a_command_is_carried_out(qtbot, finder, window):
    typed(qtbot, finder, "larger")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.settings.text_size == 115


def test_nothing_found_is_said_and_enter_stays(qtbot, finder, window):
    typed(qtbot, finder, "zebra")
    assert rows(finder) == []
    assert "Nothing was found" in finder._said.text()
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_a_word_of_medicine_can_be_looked_up(qtbot, finder, window):
    typed(qtbot, finder, "lymph nodes")
    assert rows(finder)[-1] == ("lymph node", "What it means")
    qtbot.keyClick(finder.line, Qt.Key.Key_End)
    finder.list.opened.emit(finder.list.rows()[-1].id)
    assert window.went[-1] == Place(GLOSSARY, "lymph-node")


def test_esc_closes_it_and_leaves_everything_as_it_was(qtbot, finder, window):
    qtbot.keyClick(finder.line, Qt.Key.Key_Escape)
    assert window.went == []
    assert not [f for f in window.findChildren(Finder) if f.isVisible()]


@pytest.mark.parametrize(
    ("kind", "item", "place"),
    [("document", "d", Place(RECORD, "d")), ("question", "q", Place(QUESTIONS, "q")),
     ("doctor", "x", Place(DOCTOR, "x")), ("task", "t", Place(HOME)), ("note", "v", Place(VISIT, "v")),
     ("answer", "v", Place(VISIT, "v")), ("answer", "q", Place(QUESTIONS, "q")),
     ("appointment", "v", Place(VISIT, "v")), ("doctor_note", "x", Place(DOCTOR, "x")),
     ("diagnosis", "f", Place(STORY)), ("medicine", "p", Place(MY_HEALTH, "medicine:p")),
     ("wanted", "v", Place(VISIT, "v")),
     ("examination", "e", Place(EXAMINATION, "e")), ("request", "r", Place(REQUESTS, "r")),
     ("treatment", "t", Place(MY_HEALTH, "treatment:t")), ("event", "e", Place(MY_HEALTH, "event:e")),
     ("result", "r", Place(MY_HEALTH, "result:r")), ("pin", "d", Place(RECORD, "d", "0", "word"))],
)  # fmt: skip
def test_each_kind_of_hit_has_its_place(kind, item, place):
    assert place_of(Hit(kind, item, "", ""), "word", frozenset({"v"})) == place


def scan(vault, name, *lines):
    """A record whose second page holds these lines, read already; its id."""
    identity = take_in_bytes(vault, report(name, *lines), f"{name}.pdf", Details(title=name)).document_id
    read_waiting(vault)
    return identity


def test_another_word_is_searched_when_the_typed_one_is_found_nowhere(qtbot, finder):
    typed(qtbot, finder, "seqoia")
    assert ("Tree report", "In a record") in rows(finder)
    assert finder.told.text() == "Showing results for “sequoia”."
    qtbot.mouseClick(finder.as_typed, Qt.MouseButton.LeftButton)
    finder._work.flush()
    assert rows(finder) == []
    assert finder.as_typed.isHidden()
    assert finder.line.hasFocus()
    assert finder.line.text() == "seqoia"


def test_typing_on_after_that_brings_spelling_help_back(qtbot, finder):
    typed(qtbot, finder, "seqoia")
    qtbot.mouseClick(finder.as_typed, Qt.MouseButton.LeftButton)
    typed(qtbot, finder, "h")
    assert finder.told.text() == "Showing results for “sequoia”."


def test_other_names_are_found_told_and_marked(qtbot, finder, window, vault):
    identity = scan(vault, "Scan", "Metastases of 4 mm")
    typed(qtbot, finder, "mets")
    assert finder.told.text() == "Also found: metastases."
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.went == [Place(RECORD, identity, "2", "Metastases")]


def test_the_language_is_spoken_in_the_line(qtbot, finder):
    typed(qtbot, finder, "sequoia kind:note")
    assert [chip for _, chip in rows(finder)] == ["Note"]
    finder.line.clear()
    typed(qtbot, finder, '"sequoia is tall" -yard')
    assert [chip for _, chip in rows(finder)] == ["Answer"]
    finder.line.clear()
    typed(qtbot, finder, "sequoia after:easter x")
    assert "easter" in finder.told.text()


def test_f1_explains_what_can_be_typed_and_goes_back(qtbot, finder):
    height = finder.height()
    qtbot.keyClick(finder.line, Qt.Key.Key_F1)
    assert finder.help.isVisible()
    assert not finder.list.isVisible()
    assert finder.height() == height
    assert finder.line.hasFocus()
    finder.resize(finder.width(), 260)
    qtbot.waitUntil(lambda: finder.help.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(finder.line, Qt.Key.Key_PageDown)
    assert finder.help.verticalScrollBar().value() > 0
    qtbot.keyClick(finder.line, Qt.Key.Key_Escape)
    assert (finder.help.isVisible(), finder.list.isVisible(), finder.isVisible()) == (False, True, True)
    assert finder.line.hasFocus()
    qtbot.keyClick(finder.line, Qt.Key.Key_F1)
    qtbot.keyClick(finder.line, Qt.Key.Key_F1)
    assert finder.list.isVisible()


def test_typing_closes_the_explanation(qtbot, finder):
    qtbot.keyClick(finder.line, Qt.Key.Key_F1)
    typed(qtbot, finder, "sequoia")
    assert finder.list.isVisible()
    assert not finder.help.isVisible()


def test_what_the_explanation_shows_is_understood_as_it_says():
    examples = [example for example, _ in how_to_search()]
    today = date(2026, 3, 10)
    read = {example: parse(example, today) for example in examples}
    assert all(read.values())
    assert not any(query.remarks for query in read.values())
    assert len(read["pain or ache"].wanted) == 1
    assert [term.text for term in read["scan -brain"].unwanted] == ["brain"]
    assert limits_of(read["kind:note"]).kinds == {"note", "captured", "handout"}
    assert load().of("mets")


def test_more_hits_come_when_they_are_asked_for(qtbot, finder, vault):
    with vault.write() as session:
        for number in range(30):
            tasks.keep(session, Task(text=f"zinnia {number}"))
    typed(qtbot, finder, "zinnia")
    assert len(rows(finder)) == 21
    assert rows(finder)[-1] == ("Show more", "")
    finder.list.select(finder.list.rows()[-1].id)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    finder._work.flush()
    assert finder.isVisible()
    assert [title for title, _ in rows(finder)] == [title for title, _ in rows(finder) if "zinnia" in title]
    assert len(rows(finder)) == 30


def test_a_record_that_is_not_read_yet_is_told_of_and_found_as_soon_as_it_is(qtbot, finder, vault):
    """The line says so instead of “nothing”, and the row comes by itself, without another key."""
    take_in_bytes(vault, report("The baobab was seen."), "letter.pdf", Details(title="Letter"))
    typed(qtbot, finder, "baobab")
    assert rows(finder) == []
    assert "1 record is not read yet" in finder.told.text()
    assert "so far" in finder._said.text()
    read_waiting(vault)
    qtbot.waitUntil(lambda: [title for title, _ in rows(finder)] == ["Letter"])
    assert not finder.told.text()


def test_what_was_chosen_stays_chosen_when_more_is_read_meanwhile(qtbot, finder, vault):
    typed(qtbot, finder, "sequoia")
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    chosen = next(card.title for card in finder.list.rows() if card.id == finder.list.selected())
    take_in_bytes(vault, report("A sequoia of another letter."), "letter.pdf", Details(title="Letter"))
    before = len(rows(finder))
    read_waiting(vault)
    qtbot.waitUntil(lambda: len(rows(finder)) > before)
    assert next(card.title for card in finder.list.rows() if card.id == finder.list.selected()) == chosen
