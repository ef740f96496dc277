"""A sound server for a test alone: a real PulseAudio with a room that can be played into and a microphone."""

import os
import shutil
import subprocess
import threading
from ctypes.util import find_library

import numpy as np
import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK

RATE = 16_000
PATIENCE = 20
LACKING = ", ".join(
    [
        *(name for name in ("pulseaudio", "pactl", "pacat") if shutil.which(name) is None),
        *(["libportaudio2"] if find_library("portaudio") is None else []),
    ]
)
"""What is missing, in words; empty when all is there."""
needs_sound = pytest.mark.skipif(bool(LACKING), reason=f"not installed: {LACKING}")

ALSA = """
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


class SoundServer:
    """Runs in a folder of its own; programs started meanwhile find it by PULSE_SERVER."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        self.folder.mkdir(mode=0o700)
        self._socket = folder / "native"
        self._alsa = folder / "alsa.conf"
        self._alsa.write_text(ALSA)
        self._patch = monkeypatch
        self._players = []
        self._process = self._ear = None
        monkeypatch.setenv("PULSE_SERVER", f"unix:{self._socket}")
        monkeypatch.setenv("PULSE_COOKIE", str(folder / "cookie"))
        monkeypatch.setenv("ALSA_CONFIG_PATH", f"/usr/share/alsa/alsa.conf:{self._alsa}")

    def start(self):
        """Run it, with a room that nobody hears and a microphone that stands in it."""
        loads = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
            "module-null-sink sink_name=room rate=16000 channels=1",
        ]
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
        command += ["--log-target=stderr", "--log-level=error", "--disable-shm=true"]
        home = {"HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        self._process = subprocess.Popen(
            [*command, *(f"--load={load}" for load in loads)],
            env={**os.environ, **home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait_until_it_answers()
        self.plug_in()
        return self

    def _wait_until_it_answers(self):
        waiting = threading.Event()
        for _ in range(PATIENCE * 20):
            if subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0:
                return
            assert self._process.poll() is None, "the sound server ended"
            waiting.wait(0.05)
        raise AssertionError("the sound server does not answer")

    def plug_in(self):
        """Put the microphone into the room; something listens all the time, or one hears it only late."""
        self.order("load-module", "module-remap-source", "source_name=mic", "master=room.monitor")
        self.order("set-default-source", "mic")
        self._ear = subprocess.Popen(
            ["pacat", "--record", "-d", "room.monitor", "--latency-msec=20", "--rate=16000", "--channels=1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def unplug(self):
        """Pull the microphone, and the room with it: nothing is left to be heard."""
        self._stop(self._ear)
        self.order("unload-module", "module-remap-source")
        self.order("unload-module", "module-null-sink")

    def plug_in_again(self):
        """The room and its microphone are back."""
        self.order("load-module", "module-null-sink", "sink_name=room", "rate=16000", "channels=1")
        self.plug_in()

    def order(self, *words):
        """Have the server do something."""
        subprocess.run(["pactl", *words], check=True, capture_output=True, timeout=PATIENCE)

    def play(self, numbers):
        """Play 16-bit samples into the room; comes back at once."""
        player = subprocess.Popen(
            ["pacat", "--playback", "-d", "room", "--latency-msec=50", "--format=s16le", "--rate=16000",
             "--channels=1"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Thread(target=self._feed, args=(player, numbers), daemon=True).start()
        self._players.append(player)
        return player

    @staticmethod
    def _feed(player, numbers):
        try:
            player.stdin.write(numbers.astype("<i2").tobytes())
            player.stdin.close()
        except OSError:
            return

    def listen(self, seconds):
        """What is heard in the room for so long, and at which moment that ended."""
        reader = subprocess.Popen(
            ["pacat", "--record", "-d", "room.monitor", "--latency-msec=20", "--format=s16le",
             "--rate=16000", "--channels=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        heard = reader.stdout.read(int(seconds * RATE) * 2)
        ended = SYSTEM_CLOCK.monotonic()
        self._stop(reader)
        return np.frombuffer(heard, "<i2"), ended

    def be_quiet(self):
        """End what plays."""
        for player in self._players:
            self._stop(player)
        self._players.clear()

    def stop(self):
        """End all of it."""
        self.be_quiet()
        for process in (self._ear, self._process):
            self._stop(process)

    def crash(self):
        """The server is gone without a word."""
        self._process.kill()
        self._process.wait(PATIENCE)

    @staticmethod
    def _stop(process):
        if process is None:
            return
        process.terminate()
        process.wait(PATIENCE)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue


def tone(seconds, hertz=440, loud=0.4):
    """A steady tone."""
    return loud * 32767 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)


def clicks(seconds, every=1.0, loud=0.6):
    """A short high beep at each full second (or another distance), silence between."""
    made = np.zeros(int(seconds * RATE))
    beep = tone(0.05, 1000, loud)
    for at in np.arange(0, seconds - 0.1, every):
        begin = int(at * RATE)
        made[begin : begin + len(beep)] = beep
    return made


def onsets(numbers, loud=0.1):
    """When, in seconds, something loud begins after at least a fifth of a second of quiet."""
    loud_at = np.flatnonzero(np.abs(np.asarray(numbers, dtype=float)) > loud * 32767)
    if not len(loud_at):
        return []
    starts = loud_at[np.flatnonzero(np.diff(loud_at, prepend=-RATE) > RATE // 5)]
    return [start / RATE for start in starts]


def pitch(numbers):
    """The strongest tone in hertz."""
    read = np.asarray(numbers, dtype=float)
    spectrum = np.abs(np.fft.rfft(read * np.hanning(len(read))))
    return np.argmax(spectrum) * RATE / len(read)


@pytest.fixture
def sound_server(tmp_path, monkeypatch):
    """A running sound server with a room and a microphone in it."""
    server = SoundServer(tmp_path / "sound", monkeypatch)
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def one_sound_server(tmp_path_factory):
    """A sound server for all tests of a file that leave it as it is: its room takes a while to be heard."""
    if LACKING:
        pytest.skip(f"not installed: {LACKING}")
    patch = pytest.MonkeyPatch()
    server = SoundServer(tmp_path_factory.mktemp("sound") / "server", patch)
    yield server.start()
    server.stop()
    patch.undo()


@pytest.fixture
def quiet_room(one_sound_server):
    """That server, with nothing playing before and after."""
    yield one_sound_server
    one_sound_server.be_quiet()
