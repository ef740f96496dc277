"""The running program: from the door into the rooms, behind the lock, and one window per person."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.flows.first_answers import keep_first_answers
from secondop_desktop.reading.warm import SPARE
from secondop_desktop.ui.desktop import Desktop, Outside
from secondop_desktop.ui.door.calls import DoorCalls, Entered, FirstAnswers
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.leftovers import keep_as_reminder
from secondop_desktop.ui.one_window import OneWindow
from secondop_desktop.ui.places import APPOINTMENT_MODE, HOME, Place
from secondop_desktop.vault.errors import NoRoom
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.ui.conftest import ask_nobody
from tests.ui.screens.visits import plan


@pytest.fixture
def ways():
    return cheap_ways()


@pytest.fixture
def folder(tmp_path, ways):
    open_case.create(tmp_path / "My case.secondop", PASSPHRASE, "Margaret", ways).vault.close()
    return tmp_path / "My case.secondop"


@pytest.fixture
def replaced():
    return []


@pytest.fixture
def desktop(qapp, qtbot, ways, folder, replaced):
    def keep(vault, entered):
        answers = entered.answers
        keep_first_answers(vault, answers.what_happened, answers.next_appointment, answers.why)

    calls = DoorCalls(
        offer_passphrase=open_case.offer_passphrase,
        judge_passphrase=open_case.judge_passphrase,
        create=lambda where, passphrase, name: open_case.create(where, passphrase, name, ways),
        open=lambda where, secret: open_case.open_case(where, secret, ways, or_look=True),
        recovery_pdf=lambda _lines, _name: b"%PDF-",
        sample=lambda _where: pytest.fail("nobody asked for the sample"),
        check_line=lambda *_: pytest.fail("nobody asked for that"),
        check_place=lambda *_: pytest.fail("nobody asked for that"),
        places_of=lambda *_: pytest.fail("nobody asked for that"),
        remembers=lambda _where: False,
        open_remembered=lambda _where: pytest.fail("nobody asked for that"),
    )
    one_window = OneWindow()
    one_window.be_the_first()
    desktop = Desktop(qapp, Outside(calls, lambda: None, keep, replaced.append), one_window, folder)
    qtbot.addWidget(desktop.window, before_close_func=ask_nobody)
    desktop.show()
    yield desktop
    desktop._put_away()
    desktop._system.stop()
    desktop._idle.stop()
    one_window.stop()
    desktop.window.hide()


def unlock(desktop, qtbot):
    desktop.window.door.page.asked.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.window.rooms is not None, timeout=10_000)


def test_the_passphrase_leads_through_the_door_into_the_rooms(desktop, qtbot, folder):
    assert isinstance(desktop.window.door, Door)
    unlock(desktop, qtbot)
    assert desktop.settings.recent_cases[0] == str(folder)
    assert desktop.window.windowTitle() == "SecondOp"


def test_the_lock_saves_closes_and_asks_for_a_fresh_process(desktop, qtbot, folder, replaced, ways):
    unlock(desktop, qtbot)
    desktop._work.write(desktop.window, lambda session: tasks.keep(session, Task(text="typed just now")))
    desktop.window.ask_to_lock()
    assert replaced == [folder]
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    with vault.read() as session:
        assert [t.text for t in tasks.everything(session)] == ["typed just now"]
    vault.close()


def test_idle_hands_lock_the_case_like_a_person_would(desktop, qtbot, replaced):
    unlock(desktop, qtbot)
    desktop._idle.idle.emit()
    assert len(replaced) == 1
    desktop.lock()
    assert len(replaced) == 1


def test_in_a_visit_it_takes_four_times_as_long_until_idle_hands_lock_and_that_is_said_before(
    desktop, qtbot, replaced
):
    unlock(desktop, qtbot)
    with desktop._vault.write() as session:
        visit_id = plan(session)
    idle, rooms, clock = desktop._idle, desktop.window.rooms, StoppedClock(datetime(2026, 3, 2, tzinfo=UTC))
    idle._clock = clock
    rooms.go(Place(APPOINTMENT_MODE, visit_id))
    idle.touch()
    word = rooms.shown().view.bar.word
    clock.move_on(timedelta(minutes=4 * desktop.settings.lock_after_minutes - 1))
    idle.look()
    assert word.sentence.text() == "Move the mouse or press a key to stay; everything is saved."
    qtbot.keyClick(desktop.window, Qt.Key.Key_Shift)
    assert not word.says_something()
    rooms.go(Place(HOME))
    clock.move_on(timedelta(minutes=desktop.settings.lock_after_minutes))
    idle.look()
    assert len(replaced) == 1


def test_first_answers_are_kept_on_the_way_in(desktop, qtbot, folder, ways):
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    answers = FirstAnswers("A lump.", PartialDate(2031, 5, 14), "Operate?")
    desktop._enter(Entered(vault, folder, answers))
    from secondop_desktop.case import diagnosis

    with vault.read() as session:
        assert diagnosis.known(session).sentence == "A lump."


def test_closing_the_window_closes_the_case(desktop, qtbot, folder, ways):
    unlock(desktop, qtbot)
    desktop.window.close()
    open_case.open_case(folder, PASSPHRASE, ways).close()


def test_a_parser_is_kept_ready_while_a_case_is_open_and_no_longer(desktop, qtbot, monkeypatch):
    monkeypatch.setattr("secondop_desktop.ui.desktop.SPARE_AFTER_MS", 0)
    unlock(desktop, qtbot)
    qtbot.waitUntil(lambda: SPARE._waking is not None)
    SPARE.settle()
    ready = SPARE._child
    assert ready.alive
    desktop.window.close()
    assert not ready.alive
    assert SPARE.take() is None


def test_a_second_start_raises_the_first_window_with_its_wish(desktop, qtbot, tmp_path):
    second = OneWindow()
    with qtbot.waitSignal(desktop._one_window.raised, timeout=3000) as raised:
        assert second.ask_the_first(str(tmp_path / "Other.secondop"))
    assert raised.args == [str(tmp_path / "Other.secondop")]
    assert desktop.window.door.page.folder == Path(tmp_path / "Other.secondop")


def test_without_a_first_window_the_second_start_is_the_first(qapp, desktop):
    desktop._one_window.stop()
    alone = OneWindow()
    assert not alone.ask_the_first("")
    alone.be_the_first()
    alone.be_the_first()
    alone.stop()


def test_a_change_of_settings_reaches_the_idle_watch(desktop):
    desktop.settings.lock_after_minutes = 3
    desktop.window.apply_settings()
    assert desktop._idle._seconds == 180


def test_a_full_disk_hides_an_idle_case_and_locks_it_as_soon_as_there_is_room(
    desktop, qtbot, folder, replaced, ways, monkeypatch
):
    unlock(desktop, qtbot)
    real, room = desktop._vault.write, threading.Event()

    def write():
        if not room.is_set():
            raise NoRoom
        return real()

    monkeypatch.setattr(desktop._vault, "write", write)
    desktop.window.rooms.go(Place(HOME))
    home = desktop.window.rooms.shown()
    keep_as_reminder(home, "call the ward about the parking")
    desktop._idle.idle.emit()
    assert replaced == []
    assert desktop.window.cover is not None
    assert "My case" not in desktop.window.windowTitle()
    room.set()
    desktop.window.cover.again.click()
    assert replaced == [folder]
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    with vault.read() as session:
        assert [t.text for t in tasks.everything(session)] == ["call the ward about the parking"]
    vault.close()
