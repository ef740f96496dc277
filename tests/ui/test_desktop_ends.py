"""However the program is ended or locked: the last words are kept, and the page leaves the screen."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QTimer

from secondop_desktop.case import tasks
from secondop_desktop.flows import open_case
from secondop_desktop.ui.cover import Cover, Parting
from secondop_desktop.ui.leftovers import keep_as_reminder
from secondop_desktop.vault.errors import NoRoom
from tests.a_desktop import living
from tests.encrypted_case import PASSPHRASE

WORDS = "ask about the parking at the ward"


@pytest.fixture
def exits(qapp, monkeypatch):
    codes = []
    monkeypatch.setattr(type(qapp), "exit", lambda _app, code=0: codes.append(code), raising=False)
    return codes


@pytest.fixture
def stay(qapp, qtbot, folder, ways, exits):
    open_case.create(folder, PASSPHRASE, "Margaret", ways).vault.close()
    with living(qapp, folder, ways) as stay:
        stay.exits = exits
        yield stay


@pytest.fixture
def inside(stay, qtbot):
    """The open case, with a reminder typed just now that is not written yet."""
    stay.unlock(qtbot)
    keep_as_reminder(stay.window.rooms.shown(), WORDS)
    return stay


@pytest.fixture
def full(inside, monkeypatch):
    """A disk without room, until it is given some."""
    real, state = inside.desktop._vault.write, [True]

    def write():
        if state[0]:
            raise NoRoom
        return real()

    monkeypatch.setattr(inside.desktop._vault, "write", write)
    return state


def kept(folder, ways):
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        with vault.read() as session:
            return [task.text for task in tasks.everything(session)]
    finally:
        vault.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_saves_the_last_words_closes_the_case_and_ends(qtbot, inside, folder, ways, name):
    os.kill(os.getpid(), getattr(signal, name))
    qtbot.waitUntil(lambda: inside.exits == [0], timeout=5000)
    assert inside.replaced == []
    assert kept(folder, ways) == [WORDS]


def test_asked_to_end_on_a_full_disk_it_hides_waits_and_ends_when_there_is_room(
    inside, full, exits, folder, ways
):
    inside.desktop.end()
    assert isinstance(inside.window.cover, Cover)
    assert exits == []
    full[0] = False
    inside.window.cover.asked.emit()
    assert exits == [0]
    assert kept(folder, ways) == [WORDS]


def test_before_a_case_is_open_it_just_ends(stay):
    stay.desktop.end()
    assert stay.exits == [0]


class Session:
    """The end of a session, which may be called off."""

    def __init__(self):
        self.called_off = False

    def cancel(self):
        self.called_off = True


def test_the_end_of_the_session_saves_and_lets_it_end(inside, folder, ways):
    session = Session()
    inside.desktop._session_ends(session)
    assert not session.called_off
    inside.desktop._put_away()
    assert kept(folder, ways) == [WORDS]


def test_the_end_of_the_session_is_put_off_for_words_that_cannot_be_saved(inside, full):
    session = Session()
    inside.desktop._session_ends(session)
    assert session.called_off


def test_a_system_that_goes_locks_the_case(inside, folder, ways):
    inside.desktop._system.left.emit()
    assert inside.replaced == [folder]
    assert isinstance(inside.window.cover, Parting)
    assert kept(folder, ways) == [WORDS]


def test_while_the_case_is_being_closed_nothing_of_it_is_on_the_screen(inside, monkeypatch):
    seen = []
    close = inside.desktop._work.close

    def look():
        seen.append((type(inside.window.cover), inside.window.windowTitle(), inside.window.rooms.isVisible()))
        close()

    monkeypatch.setattr(inside.desktop._work, "close", look)
    inside.window.ask_to_lock()
    assert seen == [(Parting, "SecondOp", False)]


def test_a_bug_while_the_words_are_put_down_covers_the_page(inside, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: told.append(str(error)))

    def broken():
        raise ValueError("a mistake")

    monkeypatch.setattr(inside.window.rooms, "put_down", broken)
    inside.window.lock_unattended()
    assert told == ["a mistake"]
    assert isinstance(inside.window.cover, Cover)
    assert inside.replaced == []


@pytest.mark.parametrize("where", ["last_copy", "close"])
def test_a_bug_while_the_case_is_closed_locks_all_the_same(inside, folder, ways, monkeypatch, where):
    def broken(*_words):
        raise ValueError("a mistake")

    if where == "last_copy":
        monkeypatch.setattr(inside.desktop._copies, "last_copy", broken)
    else:
        monkeypatch.setattr(inside.desktop._vault, "close", after(inside.desktop._vault.close, broken))
    with pytest.raises(ValueError, match="a mistake"):
        inside.desktop.lock()
    assert inside.replaced == [folder]
    assert inside.desktop._vault is None
    assert kept(folder, ways) != ["nothing"], "it can be opened again"


def after(first, then):
    def both():
        first()
        then()

    return both


def test_a_program_that_was_taken_away_ends_instead_of_staying_open(qapp, qtbot, folder, ways, exits):
    open_case.create(folder, PASSPHRASE, "Margaret", ways).vault.close()

    def gone(_folder):
        raise FileNotFoundError

    with living(qapp, folder, ways, replace=gone) as stay:
        stay.unlock(qtbot)
        stay.window.ask_to_lock()
        assert exits == [1]
        assert isinstance(stay.window.cover, Parting)


def broken_slot():
    raise ValueError("a mistake")


@pytest.mark.parametrize("where", ["slot", "thread"])
def test_an_error_nobody_caught_is_shown_and_every_word_stays(inside, qtbot, monkeypatch, where):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    inside.window.catch_bugs()
    page = inside.window.rooms.shown()
    if where == "slot":
        QTimer.singleShot(0, broken_slot)
    else:
        error = ValueError("a mistake")
        threading.Thread(target=lambda: sys.excepthook(ValueError, error, None)).start()
    qtbot.waitUntil(lambda: inside.window._bugs is not None)
    assert inside.window.rooms.shown() is page
    assert inside.replaced == []
    inside.window._bugs._open.reject()


def test_what_listens_to_the_system_is_not_loaded_before_a_case_is_open():
    ask = (
        "import sys; import secondop_desktop.ui.desktop;"
        "print([m for m in sys.modules if 'system_' in m and 'secondop' in m or 'QtDBus' in m])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
