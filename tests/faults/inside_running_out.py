"""Somebody types on in the real window while the disk fails; test_running_out.py runs it with `failing.c`.

It is a file of tests of its own, so that the library is in front of this process only.
"""

import errno
import os
from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.vault import case_file
from secondop_desktop.vault.lock_file import CaseInUse
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults import failing, figures
from tests.faults.failing import Disk, Fault
from tests.faults.typing_room import ROOM_AGAIN_S, TypingRoom, text_in_case
from tests.faults.typist import DESKS

pytestmark = pytest.mark.skipif("failing.so" not in os.environ.get("LD_PRELOAD", ""), reason="not for itself")

FULL = Fault("full", errno.ENOSPC, lasting=True, kinds=failing.FULL_DISK)
DEAD = Fault("dead", errno.EIO, lasting=True, kinds=failing.CHANGES | failing.READ)
WRITE_PROTECTED = Fault("write-protected", errno.EROFS, lasting=True)
SLOW_S = 3
SLOW = Fault("slow", SLOW_S * 1000, lasting=True, manner=failing.SLOW, kinds=failing.SYNC)


@pytest.fixture(params=list(DESKS) if figures.FULL else ["answer"])
def room(request, qtbot, folder):
    made = TypingRoom(qtbot, folder, request.param)
    yield made
    made.leave()


@pytest.fixture
def disk(folder):
    made = Disk(folder.parent)
    yield made
    made.mend()


@pytest.mark.parametrize("fault", [FULL, DEAD, WRITE_PROTECTED], ids=lambda fault: fault.name)
def test_typing_goes_on_and_is_saved_within_two_seconds_of_room(room, disk, fault):
    room.type_for(0.5)
    disk.break_down(fault)
    room.type_for(2.0)
    assert room.typist.typed() == room.struck(), "the window lost a letter"
    assert room.is_told_once(), room.notices()
    disk.mend()
    took = room.seconds_until_saved()
    assert took < ROOM_AGAIN_S, f"saved {took:.1f} s after there was room"
    room.type_for(0.3)
    room.rest_until_saved()
    room.until_nothing_is_told()


def test_a_stick_that_is_pulled_and_put_back(room, disk, folder):
    room.type_for(0.5)
    away = folder.with_name("pulled out")
    folder.rename(away)
    disk.break_down(DEAD)
    room.type_for(2.0)
    assert room.typist.typed() == room.struck()
    assert room.is_told_once(), room.notices()
    assert not folder.exists(), "something was made where the stick was"
    disk.mend()
    away.rename(folder)
    assert room.seconds_until_saved() < ROOM_AGAIN_S
    with pytest.raises(CaseInUse):
        case_file.unlock(folder, PASSPHRASE, cheap_ways())


def test_a_slow_disk_never_holds_up_the_typing(room, disk):
    clock, beats = SYSTEM_CLOCK, []
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: beats.append(clock.monotonic()))
    disk.break_down(SLOW)
    timer.start()
    room.type_for(2 * SLOW_S)
    timer.stop()
    disk.mend()
    gaps = sorted(later - sooner for sooner, later in pairwise(beats))
    assert room.typist.typed() == room.struck()
    assert gaps[int(len(gaps) * 0.99)] < 0.1, f"the slowest answers: {gaps[-5:]}"
    assert gaps[-1] < 0.5, f"the slowest answers: {gaps[-5:]}"
    assert not room.notices(), "slow is no trouble"
    room.rest_until_saved()


def test_a_window_is_not_closed_over_words_that_cannot_be_saved(room, disk):
    room.type_for(0.3)
    disk.break_down(DEAD)
    room.type_for(1.5)
    asked = []
    room.typist.window._close_anyway = lambda: bool(asked.append(1))
    room.typist.window.close()
    assert asked, "it closed without a word"
    assert room.typist.window.isVisible()
    disk.mend()
    room.rest_until_saved()
    assert text_in_case(room) == room.struck()
