"""What a disk may hold after a power cut, worked out from a recording of what a program did to it.

The rules, for a cut between any two steps of the recording:

*Bytes.* What was written to a file before its last flush (fsync, fdatasync) is there. Of what was written or
cut off since, any part may be there and any part not, in any order: each write is taken apart at the borders
of the disk's sectors (512 bytes, or 4,096), and each piece alone was kept or lost. So a write may be torn in
its middle. A length that had already grown may be kept although the bytes were not; then there are zeros or,
in the strict model, what somebody else had deleted there before.

*Names.* Making, renaming, linking and deleting are all or nothing. A flush of a file's bytes says nothing of
its name: a new name may lead to an empty file, and a file that was flushed may have no name. When names last
is a matter of the file system, so there are two models:

- ORDERED, like the journal of ext4: names change on the disk in the order in which the program changed them,
  and a flush takes everything along up to the last change of that file's or folder's own name.
- STRICT, what POSIX promises and no more: each change of names is kept or lost alone, until the folder itself
  was flushed; a flush of a file does nothing for its name, nor a flush of a folder for its own name above.

A disk that lies about its flushes, a sector that is destroyed while it is written, and a rename that leaves
both names or none (FAT) are outside of these rules.
"""

import hashlib
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import recording as rec
from tests.faults.recording import Recording, Step

SECTORS = (512, 4096)
_CHANCES = (0.1, 0.5, 0.5, 0.9)


@dataclass(frozen=True)
class State:
    """One thing the disk may hold: the bytes of each file by its path (None for a folder).

    `cut` is how many steps were done before the power went, `notes` how many acknowledgements were given;
    `name` is a hash of all of it, the same for the same files.
    """

    cut: int
    notes: int
    files: dict[str, bytes | None]
    manner: str
    name: bytes = b""

    def put_into(self, folder: Path, recorded: str):
        """Make this state real in an empty `folder`, which takes the place of the `recorded` one."""
        for path, content in sorted(self.files.items()):
            real = f"{folder}{path.removeprefix(recorded)}"
            if content is None:
                os.makedirs(real, mode=0o700, exist_ok=True)  # noqa: PTH103 - thousands of times
                continue
            handle = os.open(real, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(content)


@dataclass
class File:
    """A file of the disk: the bytes that were flushed, and what was done to them since."""

    flushed: bytes = b""
    since: list[Step] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    is_folder: bool = False
    _digest: bytes = b""

    def flush(self):
        """Everything done until now is on the disk."""
        if self.since:
            self.flushed, self._digest = self.now(), b""
            self.since, self.marks = [], []

    def now(self):
        """The bytes as the program sees them."""
        return self.after_cut(_everything())

    def after_cut(self, kept: "Kept"):
        """The bytes as they may be found when only some of what was done since the last flush arrived."""
        content = bytearray(self.flushed)
        most = len(content)
        for mark, step in zip(self.marks, self.since, strict=True):
            if step.kind == rec.WRITE:
                for offset, piece in kept.pieces_of(step):
                    if kept.keeps(mark, offset):
                        _put(content, offset, piece)
                most = max(most, step.offset + len(step.data))
            elif kept.keeps(mark, 0):
                longer = step.kind == rec.ALLOCATE
                most = max(len(content), step.offset) if longer else step.offset
                _put(content, most, b"")
                del content[most:]
        if len(content) < most and kept.grows():
            content += kept.filling(most - len(content))
        return bytes(content)

    def digest(self):
        """The hash of the flushed bytes, made once."""
        if not self._digest:
            self._digest = hashlib.sha256(self.flushed).digest()
        return self._digest


def _put(content: bytearray, offset: int, piece: bytes):
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(piece)] = piece


def dice(seed: int):
    """Chance that can be had again."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret with it


def _everything():
    return Kept(dice(0), "all")


class Kept:
    """Decides what arrived on the disk: `manner` is "none", "all", "in order" or "any".

    In order means: everything up to some moment, with the write of that moment torn at a sector.
    """

    def __init__(
        self, chance: random.Random, manner: str, *, strict: bool = True, first: int = 0, last: int = 0
    ):
        self.manner, self.strict = manner, strict
        self._random = chance
        self._sector = chance.choice(SECTORS)
        self._likely = chance.choice(_CHANCES)
        self._until = chance.randint(first, last) if manner == "in order" else 0

    def keeps(self, mark: int, _offset: int):
        """Whether a piece of the step number `mark` arrived."""
        if self.manner == "all":
            return True
        if self.manner == "in order":
            return mark < self._until or (mark == self._until and self._random.random() < 0.5)
        return self.manner == "any" and self._random.random() < self._likely

    def pieces_of(self, step: Step):
        """A write taken apart at the borders of sectors, as offsets and bytes."""
        if self.manner in {"all", "none"}:
            yield step.offset, step.data
            return
        at, end = step.offset, step.offset + len(step.data)
        while at < end:
            border = min(end, (at // self._sector + 1) * self._sector)
            yield at, step.data[at - step.offset : border - step.offset]
            at = border

    def grows(self):
        """Whether the length of a file arrived although the bytes at its end did not."""
        return self.manner == "any" and self._random.random() < 0.3

    def filling(self, length: int):
        """What stands where a file grew and no bytes arrived."""
        old = self.strict and self._random.random() < 0.5
        return self._random.randbytes(length) if old else bytes(length)


@dataclass(frozen=True)
class Naming:
    """One change of names: entries (folder, name) that go, and the one that comes with what it leads to."""

    mark: int
    gone: tuple[int, str] | None
    come: tuple[int, str] | None
    file: int

    @property
    def folders(self):
        """The folders whose lists of names it changes."""
        return {entry[0] for entry in (self.gone, self.come) if entry}


class Disk:
    """A disk to which a recording is played step by step."""

    def __init__(self, recording: Recording):
        self.folder = recording.folder
        self.files: dict[int, File] = {}
        self.notes = 0
        self._played = 0
        self._of_inode: dict[int, int] = {}
        self._at: dict[str, int] = {}  # what the program sees: path to file
        self._lasting: dict[tuple[int, str], int] = {}  # names on the disk, whatever happens
        self._namings: list[Naming] = []
        self._flushed: dict[bool, set[int]] = {True: set(), False: set()}  # by strict: marks of namings
        for path, (inode, content) in recording.before.items():
            self._new_file(path, inode, content)
            self._lasting[self._entry(path)] = self._at[path]

    def play(self, step: Step):
        """Do one more step of the recording."""
        self._played += 1
        match step.kind:
            case rec.CREATE | rec.FOLDER:
                self._new_file(step.path, step.inode, None if step.kind == rec.FOLDER else b"")
                self._name(None, step.path)
            case rec.WRITE | rec.TRUNCATE | rec.ALLOCATE:
                file = self.files[self._of_inode[step.inode]]
                file.since.append(step)
                file.marks.append(self._played)
            case rec.SYNC:
                self._flush(self._of_inode[step.inode])
            case rec.RENAME | rec.LINK:
                self._renamed(step.path, step.other, stays=step.kind == rec.LINK)
            case rec.UNLINK | rec.RMDIR:
                self._name(step.path, None)
                del self._at[step.path]
            case rec.NOTE:
                self.notes += 1
            case _:
                raise ValueError(f"no such step: {step.kind}")

    def now(self):
        """What the program sees: the bytes of each file by its path, None for a folder."""
        return {path: self._content(number, _everything()) for path, number in self._at.items()}

    def after_cut(self, kept: Kept):
        """One thing the disk may hold when the power goes now: bytes by path."""
        names = self._names_after_cut(kept)
        found = {}
        waiting = [("", 0, self.folder)]
        inside: dict[int, list[tuple[str, int]]] = {}
        for (folder, name), number in names.items():
            inside.setdefault(folder, []).append((name, number))
        while waiting:
            _, number, path = waiting.pop()
            found[path] = self._content(number, kept)
            if self.files[number].is_folder:
                waiting += [(name, n, f"{path}/{name}") for name, n in inside.get(number, [])]
        return found

    def _content(self, number: int, kept: Kept):
        file = self.files[number]
        if file.is_folder:
            return None
        return file.after_cut(kept) if file.since else file.flushed

    @property
    def open_marks(self):
        """The numbers of the steps that are not safe yet."""
        marks = [mark for file in self.files.values() for mark in file.marks]
        return [*marks, *(n.mark for n in self._namings)] or [self._played]

    def _names_after_cut(self, kept: Kept):
        safe = self._flushed[kept.strict]
        names = dict(self._lasting)
        arriving = True
        for naming in self._namings:
            if naming.mark not in safe:
                keeps = kept.keeps(naming.mark, 0)
                # A journal keeps a beginning of what was done; without one each change stands alone.
                arriving = keeps if kept.strict else arriving and keeps
                if not arriving:
                    continue
            _apply(naming, names)
        return names

    def _new_file(self, path: str, inode: int, content: bytes | None):
        number = len(self.files)
        self.files[number] = File(content or b"", is_folder=content is None)
        self._of_inode[inode] = number
        self._at[path] = number

    def _entry(self, path: str):
        above, _, name = path.rpartition("/")
        return self._at.get(above, -1), name

    def _name(self, gone: str | None, come: str | None):
        number = self._at[come or gone or ""]
        naming = Naming(
            self._played, self._entry(gone) if gone else None, self._entry(come) if come else None, number
        )
        self._namings.append(naming)

    def _renamed(self, path: str, other: str, *, stays: bool):
        number = self._at[path]
        if self._at.get(other) == number:
            return  # two names of one file: rename(2) does nothing
        for below in [name for name in self._at if name.startswith(f"{path}/")]:
            self._at[other + below.removeprefix(path)] = self._at.pop(below)
        self._at[other] = number
        self._name(None if stays else path, other)
        if not stays:
            del self._at[path]

    def _flush(self, number: int):
        file = self.files[number]
        file.flush()
        for strict, safe in self._flushed.items():
            mine = [n for n in self._namings if number in n.folders or (n.file == number and not strict)]
            if not strict and mine:
                mine = [n for n in self._namings if n.mark <= mine[-1].mark]
            safe.update(n.mark for n in mine)
        while self._namings and all(self._namings[0].mark in safe for safe in self._flushed.values()):
            _apply(self._namings.pop(0), self._lasting)


def _apply(naming: Naming, names: dict[tuple[int, str], int]):
    if naming.gone and (naming.come is None or names.get(naming.gone) == naming.file):
        names.pop(naming.gone, None)
    if naming.come:
        names[naming.come] = naming.file


def states_of(recording: Recording, wanted: int, seed: int, *, strict: bool | None = None):
    """Up to `wanted` different states that a power cut during a recording may leave, spread over all of it.

    The same seed gives the same states. With `strict` only one of the models of names is played. States come
    in the order of their cuts, turn after turn; one that comes again with more acknowledgements is given out
    again, because more is asked of it then.
    """
    chance = dice(seed)
    seen: dict[bytes, int] = {}
    for turn in range(_TURNS):
        left = wanted - len(seen)
        if left <= 0 or not recording.steps:
            return
        yield from _one_turn(recording, left, chance, seen, turn, strict)


_TURNS = 12
_MANNERS = ("none", "all", "in order", "any", "any", "any")


def _one_turn(recording, wanted, chance, seen, turn, strict):
    total = len(recording.steps)
    each = max(1, round(1.3 * wanted / total)) + (turn > 0)
    cuts = set(range(1, total + 1))
    if wanted < total:
        cuts = set(chance.sample(range(1, total + 1), wanted)) | {total}
    disk = Disk(recording)
    for cut, step in enumerate(recording.steps, 1):
        disk.play(step)
        for _ in range(each if cut in cuts else 0):
            models = (True, False) if strict is None else (strict,)
            state = _chosen(disk, cut, chance, chance.choice(models))
            if seen.get(state.name, -1) < state.notes:
                wanted -= state.name not in seen
                seen[state.name] = state.notes
                yield state
                if wanted <= 0:
                    return


def _chosen(disk, cut, chance, strict):
    marks = disk.open_marks
    manner = chance.choice(_MANNERS)
    kept = Kept(chance, manner, strict=strict, first=min(marks), last=max(marks))
    files = disk.after_cut(kept)
    whole = hashlib.sha256()
    flushed = {id(file.flushed): file for file in disk.files.values() if not file.is_folder}
    for path, content in sorted(files.items()):
        known = flushed.get(id(content))
        whole.update(path.encode() + b"\0")
        if content is not None:
            whole.update(known.digest() if known else hashlib.sha256(content).digest())
    name = whole.digest()
    return State(cut, disk.notes, files, f"{manner}, {'strict' if strict else 'ordered'}", name)
