"""A process of its own for the sound device.

The libraries below PortAudio may hang, print or end their process when a device is pulled or the sound server
stops. Here that ends one small process, and neither the notes nor what was recorded. A new process also sees
the devices that were plugged in meanwhile, which PortAudio looks for only when it starts.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from secondop_desktop.base import own_process
from secondop_desktop.sound import frames
from secondop_desktop.sound.frames import Ended, Frame
from secondop_desktop.sound.troubles import OTHER, SoundTrouble

FROZEN_SWITCH = "--sound-worker"
"""How the packaged program is told to be such a process: `secondop --sound-worker microphone`."""
MICROPHONE, SPEAKER = "microphone", "speaker"
_GOODBYE = 5.0


def command(kind: str) -> list[str]:
    """What to run for the process of a kind, `microphone` or `speaker`."""
    return own_process.command("secondop_desktop.sound.worker", FROZEN_SWITCH, kind)


class SoundProcess:
    """One process; `receive` and `send` are each for one thread, `kill` for any."""

    def __init__(self, kind: str) -> None:
        try:
            self._process = subprocess.Popen(
                command(kind),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # PortAudio and ALSA write there
                close_fds=True,
                cwd=Path(sys.executable).anchor,
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise SoundTrouble(OTHER) from error

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def receive(self) -> Frame:
        """The next frame; raises Ended, and SoundTrouble when the process tells of one."""
        frame = frames.receive(_pipe(self._process.stdout))
        if frame.kind == frames.TROUBLE:
            raise SoundTrouble(frame.content.decode("ascii", "replace"))
        return frame

    def send(self, kind: bytes, number: float = 0.0, content: bytes = b"") -> None:
        """Send a frame; raises Ended."""
        try:
            frames.send(_pipe(self._process.stdin), kind, number, content)
        except (OSError, ValueError) as error:
            raise Ended from error

    def kill(self) -> None:
        """End it at once; whoever waits for a frame gets Ended."""
        self._process.kill()

    def close(self) -> None:
        """End it and give back what it held; not while another thread waits for a frame."""
        self._process.kill()
        self._process.wait(_GOODBYE)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None or pipe.closed:
        raise Ended
    return pipe
