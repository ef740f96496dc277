"""Saving in the doctor's room: soon, in order, through full and slow disks and the death of the program."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin, notes, questions
from secondop_desktop.ui.places import APPOINTMENT_MODE, VISIT, Place
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from secondop_desktop.ui.unsaved import RETRY_MS, NotSavedYet
from secondop_desktop.vault import case_file
from tests.ui.screens import typist
from tests.ui.screens.visits import CTRL, TEXTS, press, write


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


def test_the_answer_left_behind_is_saved_when_moving_on(qtbot, screen, visit_id, answers):
    write(qtbot, screen, "left behind")
    screen.view.pane.list.setFocus()
    qtbot.keyClick(screen.view.pane.list, Qt.Key.Key_Down)
    assert screen.view.answer.note.text() == ""
    qtbot.waitUntil(lambda: answers(visit_id)[TEXTS[0]].answer == "left behind", timeout=5000)


def test_words_are_in_the_case_soon_after_a_pause(qtbot, screen, visit_id, answers):
    write(qtbot, screen, "soon")
    qtbot.waitUntil(lambda: not screen.saver.dirty(), timeout=5000)
    assert answers(visit_id)[TEXTS[0]].answer == "soon"
    assert screen.view.bar.saved.text() == "Saved just now"


def test_after_a_minute_the_time_of_saving_is_said(qtbot, screen, frozen_clock):
    write(qtbot, screen, "x")
    assert screen.leave()
    frozen_clock.move_on(timedelta(minutes=12))
    screen._tick.timeout.emit()
    assert screen.view.bar.saved.text() == "Saved at 09:30"
    assert screen.view.bar.clock.text() == "09:42"


def test_typing_while_a_slow_commit_is_under_way_loses_nothing_and_the_cursor_stays(
    qtbot, screen, vault, visit_id, answers, monkeypatch
):
    let_go, inside, real = threading.Event(), threading.Event(), questions.write_answer

    def slowly(*args):
        inside.set()
        assert let_go.wait(10)
        return real(*args)

    monkeypatch.setattr(questions, "write_answer", slowly)
    note = screen.view.answer.note
    write(qtbot, screen, "first words")
    qtbot.waitUntil(inside.is_set)
    for _ in range(5):
        qtbot.keyClick(note, Qt.Key.Key_Left)
    write(qtbot, screen, "slow ")
    screen.refresh()
    let_go.set()
    qtbot.waitUntil(lambda: not screen.saver.dirty())
    screen.work.flush()
    assert note.text() == "first slow words"
    assert note.textCursor().position() == len("first slow ")
    assert answers(visit_id)[TEXTS[0]].answer == "first slow words"
    assert note.document().isUndoAvailable()


def test_saving_does_not_make_the_page_fetch_anything(qtbot, screen, monkeypatch):
    monkeypatch.setattr(screen, "refresh", lambda: pytest.fail("the page was fetched again"))
    write(qtbot, screen, "words")
    assert screen.leave()


def test_what_changes_elsewhere_is_shown_without_touching_what_is_being_typed(qtbot, screen, keep, work):
    write(qtbot, screen, "half a sen")
    first = keep(questions.everything)[0]

    def rename(session):
        questions.one(session, first.id).text = "What exactly did the biopsy show?"

    keep(rename)
    work.flush()
    assert screen.view.answer.title.text() == "What exactly did the biopsy show?"
    assert screen.view.answer.note.text() == "half a sen"
    assert screen.view.answer.note.textCursor().position() == len("half a sen")


def test_a_full_disk_is_said_in_words_once_and_saving_goes_on_when_there_is_room(
    qtbot, screen, notices, visit_id, answers, full_disk
):
    full_disk.set()
    write(qtbot, screen, "precious")
    qtbot.waitUntil(lambda: screen.view.bar.saved.text() == "Not saved yet")
    assert screen.view.bar.trouble.text() == (
        "Not saved yet: there is no room left on this disk. Keep typing, your words are kept here."
    )
    write(qtbot, screen, " words")
    assert not screen.saver.flush()
    assert [type(problem) for problem in notices.problems] == [NotSavedYet]
    full_disk.clear()
    qtbot.waitUntil(lambda: not screen.saver.dirty(), timeout=RETRY_MS + 500)
    assert answers(visit_id)[TEXTS[0]].answer == "precious words"
    assert screen.view.bar.saved.text() == "Saved just now"
    assert not screen.view.bar.trouble.text()


def test_nobody_leaves_while_words_are_not_safe(qtbot, screen, notices, full_disk):
    full_disk.set()
    write(qtbot, screen, "precious")
    press(qtbot, screen, Qt.Key.Key_Escape)
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    assert screen.went == []
    assert "not saved yet" in notices.problems[-1].what
    full_disk.clear()
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.went == [Place(VISIT, screen.place.item)]


def test_two_pages_that_wait_for_room_are_both_kept(qtbot, screen, visit_id, answers, fetch, full_disk):
    full_disk.set()
    write(qtbot, screen, "an answer")
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    write(qtbot, screen, "a thought")
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    assert screen.view.answer.note.text() == "an answer"
    full_disk.clear()
    assert screen.leave()
    assert answers(visit_id)[TEXTS[0]].answer == "an answer"
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text == "a thought"


def test_a_question_that_could_not_be_added_comes_back_into_its_line(qtbot, screen, work, full_disk):
    full_disk.set()
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "May I call you?")
    press(qtbot, screen, Qt.Key.Key_Return)
    work.flush()
    assert screen.view.pane.line.text() == "May I call you?"


def test_nobody_leaves_while_a_new_question_cannot_be_added(qtbot, screen, full_disk, visit_id, answers):
    full_disk.set()
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "And who")
    assert not screen.leave()
    assert screen.view.pane.line.text() == "And who"
    full_disk.clear()
    assert screen.leave()
    assert "And who" in answers(visit_id)


def test_a_half_typed_question_is_kept_when_one_leaves(qtbot, screen, visit_id, answers):
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "And who will")
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert "And who will" in answers(visit_id)


def test_a_question_thrown_away_meanwhile_keeps_its_words(qtbot, screen, keep, work, visit_id):
    write(qtbot, screen, "words of a question that goes")
    first = keep(questions.everything)[0].id
    keep(lambda session: bin.throw_away(session, "question", first))
    assert screen.leave()
    work.flush()
    assert screen.view.answer.title.text() == TEXTS[1]
    keep(lambda session: bin.bring_back(session, "question", first))
    (asking,) = keep(lambda session: questions.askings(session, [first]))[first]
    assert asking.answer == "words of a question that goes"


def test_when_the_program_dies_all_that_is_older_than_a_second_is_in_the_case(tmp_path):
    folder = tmp_path / "case"
    died = subprocess.run(
        [sys.executable, str(Path(typist.__file__)), str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert died.returncode == 9, died.stderr
    typed = [(float(at), int(length)) for at, length in (line.split() for line in died.stdout.splitlines())]
    end = typed[-1][0]
    safe = max(length for at, length in typed if at <= end - 1.0)
    vault = case_file.unlock(folder, typist.PASSPHRASE, typist.ways())
    with vault.read() as session:
        ((asking,),) = questions.askings(session).values()
    vault.close()
    whole = (typist.LETTERS * 20)[: typed[-1][1]]
    assert safe > 30
    assert whole.startswith(asking.answer)
    assert len(asking.answer) >= safe
