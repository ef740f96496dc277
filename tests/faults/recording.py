"""Records what a program does to a folder: `recorder.c` is told to inside of it, its log is read later."""

import ctypes
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path

CREATE, FOLDER, WRITE, TRUNCATE, ALLOCATE, SYNC = "C", "D", "W", "T", "E", "S"
RENAME, LINK, UNLINK, RMDIR, NOTE, UNSEEN = "R", "L", "U", "Q", "A", "X"
_HEADER = struct.Struct("<cHHQqI")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: its kind, the paths and the inode it was done to, where, with what bytes."""

    kind: str
    path: str = ""
    other: str = ""
    inode: int = 0
    offset: int = 0
    data: bytes = b""


@dataclass(frozen=True)
class Recording:
    """What lay below `folder` before, as inode and bytes by path (None for a folder), and what was done."""

    folder: str
    before: dict[str, tuple[int, bytes | None]]
    steps: list[Step] = field(default_factory=list)

    @property
    def notes(self):
        """The acknowledgements, in order."""
        return [json.loads(step.data) for step in self.steps if step.kind == NOTE]


def what_lies_in(folder: Path):
    """Inode and bytes of everything below a folder, by its path; None as the bytes of a folder."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        found[str(path)] = (path.stat().st_ino, None if path.is_dir() else path.read_bytes())
    return found


def read_log(log: Path, *, to_play=True):
    """The steps in a log; ValueError when it was cut short or, `to_play`, holds what cannot be played."""
    content, at, steps = log.read_bytes(), 0, []
    while at < len(content):
        header = content[at : at + _HEADER.size].ljust(_HEADER.size, b"\0")
        kind, path_length, other_length, inode, offset, length = _HEADER.unpack(header)
        at += _HEADER.size
        pieces = []
        for size in (path_length, other_length, length):
            pieces.append(content[at : at + size])
            at += size
        step = Step(kind.decode(), pieces[0].decode(), pieces[1].decode(), inode, offset, pieces[2])
        if at > len(content) or (to_play and step.kind == UNSEEN):
            raise ValueError(f"this cannot be played: {step.path or step.kind} {step.other}")
        steps.append(step)
    return steps


class Recorder:
    """The recorder of this very process, which must have been started with `recorder.c` in front of it."""

    def __init__(self, folder: Path, log: Path):
        self._library = ctypes.CDLL(None)
        self._folder, self._log = str(folder), str(log)

    def __enter__(self):
        if self._library.recorder_start(self._folder.encode(), self._log.encode()) != 0:
            raise OSError(f"no log can be written here: {self._log}")
        return self

    def note(self, promise):
        """Acknowledge: from now on this must outlive a power cut. `promise` is anything JSON can hold."""
        text = json.dumps(promise).encode()
        self._library.recorder_note(text, len(text))

    def __exit__(self, kind, error, trace):
        if self._library.recorder_stop() != 0 and error is None:
            raise OSError("the log could not be written to its end")
