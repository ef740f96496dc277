"""Devices that are not here, made up in the place of the sound library: each gives sound or a sentence."""

import sys
from pathlib import Path

import numpy as np
import pytest

import secondop_desktop
from secondop_desktop.sound import process, troubles
from secondop_desktop.sound.microphone import Microphone
from secondop_desktop.sound.player import Player
from secondop_desktop.sound.recorder import Recorder, State
from secondop_desktop.sound.troubles import SoundTrouble
from tests.a_sound_server import pitch
from tests.sound.test_encode_and_decode import pages_of
from tests.sound.test_player import opener
from tests.sound.test_recorder import Kept, until

PROGRAM = str(Path(secondop_desktop.__file__).parents[1])
MADE_UP = """
import math, threading
class PortAudioError(Exception): pass
def query_devices(kind): return {{"default_samplerate": {rate}}}
class RawInputStream:
    active, latency = True, 0.05
    def __init__(self, samplerate, channels, dtype, blocksize, callback):
        if (samplerate, channels) not in {takes}: raise PortAudioError("Error", {error})
        self.say, self.rate, self.channels, self.size = callback, samplerate, channels, blocksize
    def __enter__(self):
        threading.Thread(target=self.run, daemon=True).start()
    def __exit__(self, *_): pass
    def run(self):
        from array import array
        for turn in range(400):
            block = array("h")
            for at in range(turn * self.size, (turn + 1) * self.size):
                block.extend([int(9000 * math.sin(2 * math.pi * 440 * at / self.rate))] * self.channels)
            self.say(block.tobytes(), self.size, None, None)
            threading.Event().wait(0.02)
class RawOutputStream(RawInputStream):
    def run(self):
        for turn in range(400):
            room = bytearray(self.size * 2 * self.channels)
            self.say(room, self.size, None, None)
            threading.Event().wait(0.02)
"""


@pytest.fixture
def device(tmp_path, monkeypatch):
    """Puts a sound library of the test in the place of the real one."""

    def put(text):
        (tmp_path / "sounddevice.py").write_text(text)
        start = (
            f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {PROGRAM!r}]; "
            "from secondop_desktop.sound.worker import main; main()"
        )
        monkeypatch.setattr(process, "command", lambda kind: [sys.executable, "-c", start, kind])

    return put


def made_up(rate=16_000, takes=((16_000, 1),), error=-9997):
    return MADE_UP.format(rate=rate, takes=tuple(takes), error=error)


@pytest.mark.parametrize("takes", [(16_000, 1), (16_000, 2), (48_000, 2), (44_100, 1)])
def test_a_microphone_of_any_rate_and_channels_gives_the_same_sound(device, takes):
    device(made_up(takes[0], [takes]))
    numbers = b""
    with Microphone() as microphone:
        for block in microphone:
            numbers += block.numbers
            if len(numbers) > 2 * 16_000:
                break
    read = np.frombuffer(numbers, "<i2")[2_000:]
    assert pitch(read) == pytest.approx(440, abs=3)
    assert np.abs(read).max() == pytest.approx(9_000, rel=0.1)


@pytest.mark.parametrize(
    ("text", "reason", "word"),
    [
        ("raise OSError('PortAudio library not found')", troubles.NO_LIBRARY, "libportaudio2"),
        (made_up(takes=[(1, 1)], error=-9985), troubles.BUSY, "Another program"),
        (made_up(takes=[(1, 1)], error="-9999, (8, -13, 'Permission denied')"), troubles.REFUSED, "privacy"),
        (
            made_up() + "\ndef query_devices(kind): raise PortAudioError('Error querying device -1')",
            troubles.NO_MICROPHONE,
            "no microphone",
        ),
    ],
)
def test_a_device_that_cannot_be_had_is_a_sentence_and_ends_the_try(device, text, reason, word):
    device(text)
    kept = Kept()
    made = Recorder(kept.append)
    made.start()
    assert until(lambda: made.status().state is State.ENDED)
    assert made.status().trouble.reason == reason
    assert word in made.status().trouble.sentence
    assert made.stop()
    assert not kept


def test_a_library_that_takes_its_process_down_takes_nothing_else(device):
    device("import os; os.abort()")
    with Microphone() as microphone, pytest.raises(SoundTrouble):
        next(iter(microphone))


@pytest.mark.parametrize("takes", [(16_000, 1), (44_100, 2)])
def test_a_loudspeaker_of_any_rate_is_told_the_right_place(device, takes):
    device(made_up(takes[0], [takes]))
    player = Player()
    player.play(opener(b"".join(pages for _, pages, _ in pages_of(np.zeros(16_000 * 4)))), 1.0)
    assert until(lambda: player.status().position > 3)
    assert until(lambda: player.status().state.value == "ended")
    assert player.status().position == pytest.approx(4, abs=0.02)
    player.close()
