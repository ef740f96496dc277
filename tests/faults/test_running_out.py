"""Somebody types and the disk, the stick or the program runs out: typing goes on, nothing typed is lost."""

import errno
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from secondop_desktop.base import settings as settings_file
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import permissions, recordings
from secondop_desktop.case.permissions import YES, Permission
from secondop_desktop.flows import open_case
from secondop_desktop.ui.places import APPOINTMENT_MODE, APPOINTMENTS, Place
from tests.a_desktop import living
from tests.a_sound_server import needs_sound, sound_server, tone
from tests.encrypted_case import PASSPHRASE
from tests.faults import typist
from tests.faults.preload import built, environment
from tests.faults.typing_room import ROOM_AGAIN_S, TypingRoom

assert sound_server

ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).parent / "inside_running_out.py"
SMALL = "size=6m"
WORDS = "she said the margins are clear"


def test_whatever_the_disk_does_typing_goes_on_and_is_saved_in_the_end():
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", str(INSIDE)]
    surroundings = environment(built("failing.c"))
    done = subprocess.run(words, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert "passed" in done.stdout
    assert "skipped" not in done.stdout


@contextmanager
def mounted(place):
    """A small disk of its own at `place`; only whoever runs the computer may make one."""
    place.mkdir()
    made = _mount("-t", "tmpfs", "-o", SMALL, "tmpfs", place)
    if made.returncode:
        pytest.skip("a small disk of its own can only be mounted by the administrator of this computer")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def _mount(*words):
    if not Path("/bin/mount").exists():
        pytest.skip("this system has no mount")
    return subprocess.run(["mount", *words], capture_output=True, check=False)


@pytest.fixture
def stick(tmp_path):
    with mounted(tmp_path / "STICK") as place:
        yield place


@pytest.fixture
def room(qtbot, stick):
    made = TypingRoom(qtbot, stick / "My case.secondop", "answer")
    yield made
    made.leave()


def fill(place):
    """Leave no room on a disk; the answer is the file that takes it."""
    file = place / "holiday.mov"
    with file.open("wb", buffering=0) as out:
        for size in (1 << 16, 1 << 9, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    return file


def test_a_real_disk_fills_up_and_gets_room_again(room, stick):
    room.type_for(0.5)
    in_the_way = fill(stick)
    room.type_for(2.5)
    assert room.typist.typed() == room.struck()
    assert room.is_told_once(), room.notices()
    assert "no room left" in room.notices()[0]
    in_the_way.unlink()
    assert room.seconds_until_saved() < ROOM_AGAIN_S
    room.rest_until_saved()
    room.until_nothing_is_told()


@needs_sound
def test_a_disk_that_fills_up_while_sound_is_recorded_costs_no_sound(qtbot, room, stick, sound_server):
    with room.vault.write() as session:
        said = Permission(
            appointment_id=room.ids[0], asked_whom="Dr Mensah", answer=YES, asked_at=SYSTEM_CLOCK.now()
        )
        permissions.keep(session, said)
    sound_server.play(tone(120))
    screen = room.typist.rooms.shown()
    recorder, begun = screen.sound.recorder, SYSTEM_CLOCK.monotonic()
    recorder.toggle()
    qtbot.waitUntil(lambda: bool(recordings_in(room)), timeout=30_000)
    in_the_way = fill(stick)
    room.type_for(4.0)
    assert room.typist.typed() == room.struck()
    assert recorder.recording()
    assert recorder._recorder.status().unsaved is not None
    assert "Your notes go on" in screen.view.bar.word.sentence.text()
    in_the_way.unlink()
    room.rest_until_saved()
    qtbot.waitUntil(lambda: recorder._recorder.status().unsaved is None, timeout=10_000)
    lasted = recorder._recorder.status().seconds
    assert recorder.stop_and_keep()
    qtbot.waitUntil(lambda: recordings_in(room)[0].state == recordings.WHOLE, timeout=20_000)
    (kept,) = recordings_in(room)
    assert len(kept.timeline()) == 1, "there is a gap in it"
    assert abs(kept.seconds - lasted) < 1
    assert lasted < SYSTEM_CLOCK.monotonic() - begun


def recordings_in(room):
    with room.vault.read() as session:
        return recordings.of_visit(session, room.ids[0])


def test_a_write_protected_stick_opens_to_be_looked_at_and_later_to_be_written(stick, ways):
    folder = stick / "My case.secondop"
    open_case.create(folder, PASSPHRASE, "Margaret", ways).vault.close()
    assert _mount("-o", "remount,ro", stick).returncode == 0
    looked = open_case.open_case(folder, PASSPHRASE, ways, or_look=True)
    assert "opens for reading only" in looked.why_read_only
    looked.close()
    assert _mount("-o", "remount,rw", stick).returncode == 0
    vault = open_case.open_case(folder, PASSPHRASE, ways, or_look=True)
    assert not vault.read_only
    vault.close()


@pytest.fixture
def inside(qapp, qtbot, folder, ways, monkeypatch):
    """The whole program with an open case, somebody sitting in appointment mode; and its exit codes."""
    codes = []
    monkeypatch.setattr(type(qapp), "exit", lambda _app, code=0: codes.append(code), raising=False)
    made = open_case.create(folder, PASSPHRASE, "Margaret", ways).vault
    ids = typist.furnish(made)
    made.close()
    with living(qapp, folder, ways) as stay:
        stay.unlock(qtbot)
        stay.exits, stay.ids, stay.folder, stay.ways = codes, ids, folder, ways
        stay.window.rooms.go(Place(APPOINTMENT_MODE, ids[0]))
        stay.note = stay.window.rooms.shown().view.answer.note
        qtbot.waitUntil(stay.note.isVisible)
        stay.note.setFocus()
        yield stay


def in_the_case(stay):
    """What the case has of the answer, opened anew."""
    vault = open_case.open_case(stay.folder, PASSPHRASE, stay.ways)
    try:
        with vault.read() as session:
            return typist.DESKS["answer"].words(session, *stay.ids)
    finally:
        vault.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_right_after_the_last_key_loses_no_letter(qtbot, inside, name):
    QTest.keyClicks(inside.note, WORDS)
    os.kill(os.getpid(), getattr(signal, name))
    qtbot.waitUntil(lambda: inside.exits == [0], timeout=10_000)
    assert in_the_case(inside) == WORDS


def test_logging_out_right_after_the_last_key_loses_no_letter(inside):
    QTest.keyClicks(inside.note, WORDS)
    inside.desktop._session_ends(None)
    inside.desktop._put_away()
    assert in_the_case(inside) == WORDS


def test_a_bug_in_the_window_right_after_the_last_key_loses_no_letter(qtbot, inside, monkeypatch):
    def broken():
        QTest.keyClicks(inside.note, WORDS)
        raise ValueError("a mistake")

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    inside.window.catch_bugs()
    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: inside.window._bugs is not None)
    saver = inside.window.rooms.shown().saver
    qtbot.waitUntil(lambda: not saver.dirty(), timeout=2000)
    assert inside.window._bugs._open is None  # nothing interrupts in the room of the doctor
    inside.window.rooms.go(Place(APPOINTMENTS))
    inside.window._bugs._open.reject()  # but it is told as soon as the room is left
    inside.desktop._put_away()
    assert in_the_case(inside) == WORDS


def test_a_home_without_room_for_the_settings_keeps_nobody_out(qapp, qtbot, folder, ways, monkeypatch):
    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    open_case.create(folder, PASSPHRASE, "Margaret", ways).vault.close()
    with living(qapp, folder, ways) as stay:
        monkeypatch.setattr(settings_file, "save", full)
        monkeypatch.setattr(stay.window, "_keep", full)
        stay.unlock(qtbot)
        assert stay.window.rooms is not None
