"""In the doctor's room: every word is kept, the hands stay on the keys, and nothing takes the cursor away."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from secondop_desktop.case import appointments, bin, doctors, notes, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.ui import theme
from secondop_desktop.ui.places import APPOINTMENT_MODE, BACK, QUESTIONS, VISIT, Place
from secondop_desktop.ui.saver import RETRY_MS
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.screens.appointment_mode import AppointmentModeScreen
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.window import Window
from secondop_desktop.vault import case_file
from secondop_desktop.vault.errors import NoRoom
from tests.ui.screens import typist

CTRL = Qt.KeyboardModifier.ControlModifier
TEXTS = ("What did the biopsy show?", "Do you agree with the first opinion?", "What if I wait?")


def plan(session, texts=TEXTS, doctor_only=False):
    """A visit tomorrow with these questions; with `doctor_only` they wait for the doctor."""
    doctor = doctors.keep(session, Doctor(name="Dr Nguyễn Thị Hạnh", hospital="St Anne’s"))
    session.flush()
    visit = appointments.keep(
        session, Appointment(day="2026-03-03", hour="10:30", place="St Anne’s Hospital", doctor_id=doctor.id)
    )
    session.flush()
    for text in texts:
        question = questions.keep(session, Question(text=text, phase="timing"))
        session.flush()
        if doctor_only:
            questions.ask_doctor(session, question.id, doctor.id)
        else:
            questions.ask_at(session, question.id, visit.id)
    return visit.id


@pytest.fixture
def visit_id(keep):
    return keep(plan)


@pytest.fixture
def screen(enter, visit_id):
    return enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))


@pytest.fixture
def answers(fetch):
    """What the case holds for each question of a visit."""

    def answers(visit_id):
        def query(session):
            entries = questions.for_appointment(session, appointments.one(session, visit_id))
            return {entry.question.text: entry.asking for entry in entries}

        return fetch(query)

    return answers


def focused(screen):
    return screen.window().focusWidget()


def press(qtbot, screen, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(focused(screen), key, modifier)


def write(qtbot, screen, text):
    qtbot.keyClicks(focused(screen), text)


def test_it_says_with_whom_when_and_where_and_starts_at_the_first_open_question(screen):
    view = screen.view
    assert view.bar.who.text() == "Dr Nguyễn Thị Hạnh"
    assert view.bar.when.text() == "Tuesday 3 March 2026, 10:30. St Anne’s Hospital"
    assert view.bar.clock.text() == "09:30"
    assert view.answer.title.text() == TEXTS[0]
    assert view.answer.overline.text() == "Question 1 of 3"
    assert view.pane.count.text() == "0 of 3 answered"
    assert view.bar.saved.text() == "Saved"
    assert focused(screen) is view.answer.note


def test_three_questions_are_answered_by_keyboard_alone(qtbot, screen, work, visit_id, answers):
    for number, text in enumerate(("Grade one.", "Yes, mostly.", "Three months.")):
        write(qtbot, screen, text)
        if number == 1:
            press(qtbot, screen, Qt.Key.Key_U, CTRL)
        if number == 2:
            press(qtbot, screen, Qt.Key.Key_I, CTRL)
            press(qtbot, screen, Qt.Key.Key_R, CTRL)
        press(qtbot, screen, Qt.Key.Key_Return, CTRL)
        assert focused(screen) is screen.view.answer.note
    work.flush()
    kept = answers(visit_id)
    assert [kept[text].answer for text in TEXTS] == ["Grade one.", "Yes, mostly.", "Three months."]
    assert all(asking.answered_at and asking.answered_by for asking in kept.values())
    assert kept[TEXTS[1]].not_understood
    assert kept[TEXTS[2]].important
    assert kept[TEXTS[2]].ask_again
    assert screen.view.pane.count.text() == "3 of 3 answered"


def test_the_arrows_choose_in_the_list_and_enter_goes_to_the_answer(qtbot, screen):
    rows = screen.view.pane.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert screen.view.answer.title.text() == TEXTS[1]
    assert focused(screen) is rows
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert focused(screen) is screen.view.answer.note
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    assert screen.view.answer.title.text() == TEXTS[2]
    press(qtbot, screen, Qt.Key.Key_PageUp, CTRL)
    press(qtbot, screen, Qt.Key.Key_PageUp, CTRL)
    assert screen.view.answer.title.text() == TEXTS[0]
    assert not screen.view.answer.previous.isEnabled()


def test_the_answer_left_behind_is_saved_when_moving_on(qtbot, screen, visit_id, answers):
    write(qtbot, screen, "left behind")
    screen.view.pane.list.setFocus()
    qtbot.keyClick(screen.view.pane.list, Qt.Key.Key_Down)
    assert screen.view.answer.note.text() == ""
    qtbot.waitUntil(lambda: answers(visit_id)[TEXTS[0]].answer == "left behind", timeout=200)


def test_words_are_in_the_case_a_quarter_of_a_second_after_a_pause(qtbot, screen, visit_id, answers):
    write(qtbot, screen, "soon")
    qtbot.waitUntil(lambda: not screen.saver.dirty(), timeout=250)
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


@pytest.fixture
def full_disk(vault, monkeypatch):
    """A switch: while it is on, nothing can be written."""
    real, full = vault.write, threading.Event()

    def write():
        if full.is_set():
            raise NoRoom
        return real()

    monkeypatch.setattr(vault, "write", write)
    return full


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
    assert [type(problem) for problem in notices.problems] == [NoRoom]
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


def test_the_free_page_takes_the_time_and_is_kept(qtbot, screen, visit_id, fetch):
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    assert focused(screen) is screen.view.page.note
    press(qtbot, screen, Qt.Key.Key_T, CTRL)
    write(qtbot, screen, "She drew a picture.")
    assert screen.leave()
    note = fetch(lambda session: notes.of_visit(session, visit_id))
    assert note.text == "09:30 She drew a picture."


def test_the_free_page_comes_first_when_there_are_no_questions(qtbot, enter, keep, fetch):
    visit_id = keep(lambda session: plan(session, ()))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    assert focused(screen) is screen.view.page.note
    assert screen.view.answer.isHidden()
    assert not screen.view.bar.switch.isEnabled()
    write(qtbot, screen, "only this")
    press(qtbot, screen, Qt.Key.Key_Return, CTRL)
    press(qtbot, screen, Qt.Key.Key_P, CTRL)
    assert screen.leave()
    assert fetch(lambda session: notes.of_visit(session, visit_id)).text.startswith("only this")


def test_a_question_that_comes_to_mind_is_added_by_keyboard(qtbot, screen, work, visit_id, answers):
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "May I call you?")
    press(qtbot, screen, Qt.Key.Key_Return)
    work.flush()
    assert "May I call you?" in answers(visit_id)
    assert screen.view.answer.overline.text() == "Question 1 of 4"
    assert focused(screen) is screen.view.pane.line


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


def test_a_visit_that_is_gone_leads_back(qtbot, enter, notices, work):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, "nowhere"))
    assert notices.problems[0].what == "This entry is no longer there."
    assert screen.escape()
    assert screen.went == [BACK]


def test_a_half_typed_question_is_kept_when_one_leaves(qtbot, screen, visit_id, answers):
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    write(qtbot, screen, "And who will")
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert "And who will" in answers(visit_id)


def test_ticks_and_stars_in_the_list_are_kept(qtbot, screen, work, visit_id, answers, notices, keep):
    rows = screen.view.pane.list
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    work.flush()
    assert answers(visit_id)[TEXTS[0]].answered_at is not None
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    work.flush()
    assert answers(visit_id)[TEXTS[0]].answered_at is None
    qtbot.keyClicks(rows, "*")
    work.flush()
    assert [q.starred for q in keep(questions.everything)] == [True, False, False]


def test_questions_that_waited_for_the_doctor_belong_to_the_visit_that_answered_them(
    qtbot, enter, keep, answers, work
):
    visit_id = keep(lambda session: plan(session, doctor_only=True))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    write(qtbot, screen, "answered")
    press(qtbot, screen, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, screen, Qt.Key.Key_U, CTRL)
    assert screen.leave()
    work.flush()
    assert [asking.appointment_id for asking in answers(visit_id).values()] == [visit_id, visit_id, None]


def test_finish_marks_the_visit_done_and_says_what_is_open(qtbot, screen, work, fetch, visit_id, notices):
    write(qtbot, screen, "only one")
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    visit = fetch(lambda session: appointments.one(session, visit_id))
    assert visit.status == "done"
    assert screen.went == [Place(VISIT, visit_id)]
    assert notices.told == ["2 questions have no answer yet."]


def test_coming_back_to_a_finished_visit_does_not_finish_it_again(qtbot, enter, keep, fetch, work):
    visit_id = keep(plan)
    early = keep(lambda session: appointments.one(session, visit_id)).starts
    keep(lambda session: appointments.finish(session, appointments.one(session, visit_id), early))
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id))
    qtbot.mouseClick(screen.view.bar.finish, Qt.MouseButton.LeftButton)
    work.flush()
    assert fetch(lambda session: appointments.one(session, visit_id)).finished_at == early


def test_keys_are_explained_and_everything_else_can_be_hidden(qtbot, screen):
    view = screen.view
    press(qtbot, screen, Qt.Key.Key_F1)
    assert not view.keys.isHidden()
    assert "Ctrl+Enter" in [words.text() for words in view.keys.findChildren(QLabel)]
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert view.keys.isHidden()
    press(qtbot, screen, Qt.Key.Key_F11)
    assert view.bar.isHidden()
    assert view.pane.isHidden()
    assert focused(screen) is view.answer.note
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert not view.bar.isHidden()
    assert screen.went == []


def test_in_a_narrow_window_the_list_folds_behind_a_button(qtbot, enter, visit_id):
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size=(800, 600))
    view = screen.view
    assert view.pane.isHidden()
    qtbot.mouseClick(view.answer.all_questions, Qt.MouseButton.LeftButton)
    assert not view.pane.isHidden()
    assert view.answer.isHidden()
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_Return)
    assert view.pane.isHidden()
    assert view.answer.title.text() == TEXTS[1]
    press(qtbot, screen, Qt.Key.Key_N, CTRL)
    assert focused(screen) is view.pane.line


@pytest.mark.parametrize(("size", "text_size"), [((1024, 600), 100), ((1366, 768), 200), ((1024, 600), 200)])
def test_no_word_is_cut_and_every_target_is_large_enough(enter, house, look, visit_id, size, text_size):
    look.text_size = text_size
    house.settings_changed()
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), size)
    assert (screen.width(), screen.height()) == size
    for button in screen.findChildren(QPushButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 44, button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
            right = button.mapTo(screen, button.rect().topRight()).x()
            assert right < size[0], button.accessibleName()
    look.text_size = 100
    house.settings_changed()


def test_a_case_that_is_only_read_cannot_be_written_in(qtbot, enter, house, visit_id, answers, work):
    reading = House(house.work, house.notices, house.settings, house.lock, house.lock, "", True, house.clock)
    screen = enter(AppointmentModeScreen, Place(APPOINTMENT_MODE, visit_id), in_house=reading)
    write(qtbot, screen, "no")
    press(qtbot, screen, Qt.Key.Key_Return, CTRL)
    press(qtbot, screen, Qt.Key.Key_T, CTRL)
    assert screen.leave()
    assert screen.view.bar.saved.text() == "Only to read"
    assert screen.view.bar.finish.isHidden()
    assert answers(visit_id)[TEXTS[0]].answer == ""


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


@pytest.fixture
def window(qtbot, qapp, work, look, visit_id):
    """The real window of the program with this visit going on."""
    window = Window(look, lambda _settings: None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    rooms = window.show_rooms(work, "Margaret")
    rooms.go(Place(APPOINTMENT_MODE, visit_id))
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), NoteEdit))
    yield window
    window.put_down()


def test_in_the_window_the_keys_of_the_page_come_before_those_of_the_window(qtbot, window):
    view = window.rooms.shown().view
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F11)
    assert view.bar.isHidden()
    assert not window.isFullScreen()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_N, CTRL)
    assert window.focusWidget() is view.pane.line
    assert not view.bar.isHidden()


@pytest.mark.parametrize("way", ["lock", "close", "another room", "hide"])
def test_every_way_out_of_the_window_saves_the_last_keystroke(qtbot, window, work, visit_id, answers, way):
    qtbot.keyClicks(window.focusWidget(), "the last word")
    if way == "lock":
        window.ask_to_lock()
    elif way == "close":
        window.close()
    elif way == "another room":
        window.rooms.go(Place(QUESTIONS))
    else:
        window.rooms.shown().hide()
        work.flush()
    assert answers(visit_id)[TEXTS[0]].answer == "the last word"


def test_the_theme_may_change_while_one_writes(qtbot, screen, qapp, look):
    write(qtbot, screen, "words")
    look.theme = "dark"
    theme.apply(qapp, look)
    assert screen.view.answer.note.text() == "words"
    look.theme = "light"
    theme.apply(qapp, look)
