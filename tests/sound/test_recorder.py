"""Recording from a real sound server: what arrives, pauses, a pulled microphone, a server that is gone."""

import io
import os
import signal
import threading

import numpy as np
import pytest
import soundfile

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case.recordings import Recording
from secondop_desktop.sound import recorder as recorder_module
from secondop_desktop.sound import troubles
from secondop_desktop.sound.microphone import Block
from secondop_desktop.sound.recorder import Recorder, State
from secondop_desktop.sound.troubles import SoundTrouble
from secondop_desktop.sound.worker import reason_of
from secondop_desktop.vault.errors import NoRoom
from tests.a_sound_server import (
    clicks,
    needs_sound,
    one_sound_server,
    onsets,
    pitch,
    quiet_room,
    sound_server,
    tone,
)

FIXTURES = sound_server, one_sound_server, quiet_room
RATE = 16_000
LONG = 20.0


def until(true, seconds=LONG):
    """Wait for something; the answer is whether it came."""
    waiting = threading.Event()
    end = SYSTEM_CLOCK.monotonic() + seconds
    while not true():
        if SYSTEM_CLOCK.monotonic() > end:
            return False
        waiting.wait(0.02)
    return True


class Kept(list):
    """The pieces that were handed on."""

    @property
    def seconds(self):
        return sum(piece.seconds for piece in self)

    def sound(self):
        read, _ = soundfile.read(io.BytesIO(b"".join(piece.pages for piece in self)), dtype="int16")
        return read

    def recording(self):
        line = [[s.began.isoformat(), s.position] for s in self[-1].stretches]
        return Recording(
            appointment_id="v", started_at=self[-1].stretches[0].began, source="microphone",
            seconds=self.seconds, stretches=str(line).replace("'", '"'),
        )  # fmt: skip


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def recorder(kept, monkeypatch):
    monkeypatch.setattr(recorder_module, "RETRY_S", 0.2)
    made = Recorder(kept.append)
    yield made
    made.stop()


@needs_sound
def test_what_is_played_into_the_room_is_what_was_recorded(quiet_room, recorder, kept):
    recorder.start()
    assert recorder.status().state is State.WAITING
    quiet_room.play(tone(20, 523))
    assert until(lambda: recorder.status().state is State.RECORDING)
    assert until(lambda: recorder.status().seconds > 2)
    assert recorder.status().level > 0.7
    assert recorder.stop()
    assert recorder.status().state is State.ENDED
    read = kept.sound()
    assert len(read) / RATE == pytest.approx(recorder.status().seconds, abs=0.1)
    assert pitch(read[RATE // 2 : RATE * 3 // 2]) == pytest.approx(523, abs=3)


@needs_sound
def test_a_pause_is_not_recorded_and_the_time_line_knows_it(quiet_room, recorder, kept):
    recorder.start()
    quiet_room.play(clicks(40))
    assert until(lambda: recorder.status().seconds > 1.2)
    recorder.pause()
    assert recorder.status().state is State.PAUSED
    before = recorder.status().seconds
    assert not until(lambda: recorder.status().seconds > before + 0.3, 0.8)
    recorder.go_on()
    resumed = SYSTEM_CLOCK.now()
    assert until(lambda: recorder.status().seconds > before + 1.2)
    stamp = SYSTEM_CLOCK.now()
    assert until(lambda: recorder.status().seconds > before + 2)
    recorder.stop()
    assert len(kept[-1].stretches) == 2
    recording = kept.recording()
    expected = before + (stamp - resumed).total_seconds()
    assert recording.position_of(stamp) == pytest.approx(expected, abs=0.5)
    assert recording.instant_of(0.0) < resumed


@needs_sound
def test_a_silent_room_is_not_called_recording(quiet_room, recorder, monkeypatch):
    monkeypatch.setattr(recorder_module, "HUSHED_S", 0.5)
    recorder.start()
    assert until(lambda: recorder.status().state is State.HUSHED)
    quiet_room.play(tone(5))
    assert until(lambda: recorder.status().state is State.RECORDING)


@needs_sound
def test_a_pulled_microphone_is_told_and_recording_goes_on_when_it_is_back(sound_server, recorder, kept):
    recorder.start()
    sound_server.play(clicks(20))
    assert until(lambda: recorder.status().seconds > 1.5)
    sound_server.unplug()
    assert until(lambda: recorder.status().state is State.TROUBLED)
    assert recorder.status().trouble.reason == troubles.GONE
    before = recorder.status().seconds
    sound_server.plug_in_again()
    sound_server.play(clicks(20))
    assert until(lambda: recorder.status().state is State.RECORDING)
    assert until(lambda: recorder.status().seconds > before + 1.2)
    assert recorder.stop()
    assert len(kept[-1].stretches) >= 2
    assert kept.seconds == pytest.approx(recorder.status().seconds, abs=0.1)


@needs_sound
def test_a_server_that_crashes_ends_nothing_but_the_sound(sound_server, recorder, kept):
    recorder.start()
    sound_server.play(clicks(20))
    assert until(lambda: recorder.status().seconds > 1.5)
    sound_server.crash()
    assert until(lambda: recorder.status().state is State.TROUBLED)
    assert recorder.stop()
    assert kept.seconds > 1.4


@needs_sound
def test_without_any_server_there_is_a_sentence_at_once(sound_server, recorder, kept):
    sound_server.crash()
    recorder.start()
    assert until(lambda: recorder.status().state is State.ENDED)
    trouble = recorder.status().trouble
    assert trouble.reason in (troubles.NO_MICROPHONE, troubles.BUSY, troubles.OTHER)
    assert "Your notes go on." in trouble.advice
    assert not kept


@needs_sound
def test_the_process_that_listens_ends_when_it_is_killed_and_another_takes_over(quiet_room, recorder, kept):
    recorder.start()
    quiet_room.play(clicks(30))
    assert until(lambda: recorder.status().seconds > 1)
    os.kill(recorder._microphone.pid, signal.SIGKILL)
    assert until(lambda: recorder.status().state is State.TROUBLED)
    assert until(lambda: recorder.status().state is State.RECORDING)


class MadeUp:
    """A microphone of the test: blocks that come at once, and then whatever the test wants."""

    def __init__(self, blocks, then=None):
        self.blocks, self.then, self._killed = blocks, then, threading.Event()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __iter__(self):
        yield from self.blocks
        if self.then is not None:
            raise self.then
        self._killed.wait(LONG)
        raise SoundTrouble(troubles.GONE)

    def kill(self):
        self._killed.set()


def blocks_of(numbers):
    now, content = SYSTEM_CLOCK.monotonic(), numbers.astype("<i2").tobytes()
    length = len(content) / 2 / RATE
    return [
        Block(content[at : at + 1_600], now - length + (at + 1_600) / 2 / RATE)
        for at in range(0, len(content), 1_600)
    ]


def test_a_disk_that_is_full_costs_nothing_when_it_takes_again(monkeypatch):
    monkeypatch.setattr(recorder_module, "RETRY_S", 0.05)
    kept, full = Kept(), threading.Event()
    full.set()

    def keep(piece):
        if full.is_set():
            raise NoRoom
        kept.append(piece)

    made = Recorder(keep, microphone=lambda: MadeUp(blocks_of(clicks(8))))
    made.start()
    assert until(lambda: made.status().unsaved is not None)
    assert until(lambda: made.status().seconds >= 8)
    assert not made.stop(0.2)
    full.clear()
    assert until(made.finished)
    assert made.status().unsaved is None
    assert onsets(kept.sound()) == pytest.approx(range(8), abs=0.02)


def test_a_disk_that_stays_full_ends_the_recording_before_the_memory_is_full(monkeypatch):
    monkeypatch.setattr(recorder_module, "RETRY_S", 0.05)
    monkeypatch.setattr(recorder_module, "MOST_UNSAVED", 20_000)

    def keep(_piece):
        raise NoRoom

    made = Recorder(
        keep, microphone=lambda: MadeUp(blocks_of(np.random.default_rng(1).normal(0, 4000, RATE * 60)))
    )
    made.start()
    assert until(lambda: made.status().state is State.ENDED)
    assert made.status().trouble.reason == troubles.MEMORY_FULL
    assert made._waiting_bytes < 40_000
    assert not made.stop(0.1)


def test_a_microphone_that_hangs_is_let_go(monkeypatch):
    monkeypatch.setattr(recorder_module, "STALLED_S", 0.1)
    monkeypatch.setattr(recorder_module, "GIVEN_UP_S", 0.3)
    monkeypatch.setattr(recorder_module, "RETRY_S", 0.1)
    opened = []

    def open_one():
        opened.append(MadeUp(blocks_of(tone(1))))
        return opened[-1]

    made = Recorder(Kept().append, microphone=open_one)
    made.start()
    assert until(lambda: made.status().state is State.WAITING)
    assert until(lambda: len(opened) > 1)
    assert made.stop()


def test_a_clock_that_jumps_begins_a_new_stretch():
    kept = Kept()
    first, second = blocks_of(tone(2)), blocks_of(tone(2))
    later = [Block(block.numbers, block.moment + 3600) for block in second]
    made = Recorder(kept.append, microphone=lambda: MadeUp([*first, *later]))
    made.start()
    assert until(lambda: made.status().seconds >= 4)
    made.stop()
    gap = kept[-1].stretches[1].began - kept[-1].stretches[0].began
    assert gap.total_seconds() == pytest.approx(3600, abs=1)


class PortAudioError(Exception):
    """As sounddevice raises it: words, a number, and what the host said."""


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PortAudioError("Error querying device -1"), troubles.NO_MICROPHONE),
        (PortAudioError("Error opening RawInputStream: Device unavailable", -9985), troubles.BUSY),
        (PortAudioError("Error opening RawInputStream: Invalid device", -9996), troubles.NO_MICROPHONE),
        (PortAudioError("Unanticipated host error", -9999, (8, -13, "Permission denied")), troubles.REFUSED),
        (
            PortAudioError("Unanticipated host error", -9999, (8, -111, "Connection refused")),
            troubles.NO_MICROPHONE,
        ),
        (PortAudioError("Error opening RawInputStream: Invalid sample rate", -9997), troubles.OTHER),
    ],
)
def test_each_error_of_the_device_has_its_reason(error, reason):
    assert reason_of(error, listening=True) == reason


@pytest.mark.parametrize("reason", sorted(troubles._SENTENCES))
def test_each_trouble_says_what_happened_and_what_to_do(reason):
    told = SoundTrouble(reason)
    assert told.what.endswith(".")
    assert told.advice.endswith(".")
    assert SoundTrouble("nobody knows").reason == troubles.OTHER
