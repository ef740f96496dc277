"""Years of keeping copies, lived through fast: work, clocks that jump, disks that fill, places that vanish.

Beside the program stands a list of what each copy must hold and an own reckoning of which must be kept.
"""

import contextlib
import errno
import io
import os
import random
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.case import documents, tasks
from secondop_desktop.case.documents import Document
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, open_case, restore
from secondop_desktop.vault import case_file, copy_place, generations
from secondop_desktop.vault.errors import CaseDamaged
from tests.encrypted_case import PASSPHRASE, cheap_ways

BEGIN = datetime(2026, 1, 1, 8, tzinfo=UTC)
MOST_ENTRIES = 25
TROUBLES = ("full", "gone", "closed", "damaged", "half", "lost")
TOLD = {
    "full": "full disks",
    "gone": "pulled out",
    "closed": "read-only",
    "damaged": "damaged cases",
    "half": "half-made files",
    "lost": "damaged files",
}
TOTALS = (("%Y%m%d%H", 24), ("%Y%m%d", 14), ("%G%V", 8), ("%Y%m", 24))


@dataclass(frozen=True)
class Moment:
    """What the case held when a copy of it was made, and with what it was locked."""

    rows: int
    words: tuple
    files: frozenset
    passphrase: str


def to_keep(made):
    """Which of these (number, moment) the rule keeps, reckoned another way than the program does."""
    kept = {number for number, _ in sorted(made)[-10:]}
    for label, most in TOTALS:
        newest = {}
        for number, moment in sorted(made):
            newest[moment.strftime(label)] = number
        kept.update(sorted(newest.values())[-most:])
    return kept


class TinyDisk:
    """A disk of its own for the second place, where one can be mounted; else its errors are played."""

    def __init__(self, folder, patch):
        self.folder = folder
        self.patch = patch
        folder.mkdir()
        self.real = not _run("mount", "-t", "tmpfs", "-o", "size=2g", "tmpfs", str(folder))

    @contextlib.contextmanager
    def full(self):
        """Room for less than any copy takes."""
        if not self.real:
            with self._failing(errno.ENOSPC):
                yield
            return
        used = shutil.disk_usage(self.folder).used
        _run("mount", "-o", f"remount,size={used + 300_000}", str(self.folder))
        yield
        _run("mount", "-o", "remount,size=2g", str(self.folder))

    @contextlib.contextmanager
    def closed(self):
        """For reading only."""
        if not self.real:
            with self._failing(errno.EROFS):
                yield
            return
        _run("mount", "-o", "remount,ro", str(self.folder))
        yield
        _run("mount", "-o", "remount,rw", str(self.folder))

    @contextlib.contextmanager
    def gone(self):
        """Pulled out, and put in again."""
        inside = self.folder / back_up.COPIES
        inside.rename(inside.with_name("pulled"))
        yield
        inside.with_name("pulled").rename(inside)

    @contextlib.contextmanager
    def _failing(self, number):
        def fail(_file):
            raise OSError(number, os.strerror(number))

        with self.patch.context() as patch:
            patch.setattr(copy_place, "flush", fail)
            yield

    def remove(self):
        """Take it away."""
        if self.real:
            _run("umount", "-l", str(self.folder))


def _run(*words):
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode
    except OSError:
        return 1


class Years:
    """One case, its two places, and what is known of every copy that was ever made."""

    def __init__(self, folder, seed, patch):
        self.chance = random.Random(seed)  # noqa: S311 - a life that repeats itself
        self.clock = StoppedClock(BEGIN)
        self.ways = cheap_ways(self.clock)
        self.folder = folder / "My case.secondop"
        self.passphrase = PASSPHRASE
        self.vault = case_file.create(self.folder, self.passphrase, self.ways)
        self.disk = TinyDisk(folder / "KINGSTON", patch)
        self.places = [back_up.first_place(self.vault), back_up.prepare_chosen(self.vault, self.disk.folder)]
        self.days = 0
        self.known = {}
        self.expected = {place: {} for place in self.places}
        self.happened = Counter()
        self.wrong = []

    def day(self, hourly):
        """A day of use: work and copies, `hourly` of them while it is open and one when it is closed."""
        self.clock.move_on(timedelta(days=1))
        for _ in range(hourly):
            self.work()
            self.clock.move_on(timedelta(hours=1))
            self.copy(always=False)
        self.work()
        self.copy()
        self.days += 1
        for happening, each in ((self._trouble, 7), (self._jump, 30), (self._new_passphrase, 200)):
            if self.days % each == each // 2:
                happening()
        if self.chance.random() < 0.2:
            self._again()

    def work(self):
        """Some words more, less or other than before, and now and then a record."""
        with self.vault.write() as session:
            known = tasks.everything(session)
            if len(known) >= MOST_ENTRIES:
                session.delete(known[self.chance.randrange(len(known))])
            elif known and self.chance.random() < 0.6:
                known[self.chance.randrange(len(known))].text = f"word {self.chance.random()}"
            else:
                tasks.keep(session, Task(text=f"word {self.chance.random()}"))
        if self.chance.random() < 0.02:
            self._attach()

    def _attach(self):
        content = self.chance.randbytes(self.chance.randrange(1, 20_000))
        name = self.vault.blobs.keep(io.BytesIO(content)).name
        with self.vault.write() as session:
            documents.keep(session, Document(title="Record", blob=name, added_at=self.clock.now()))
        return name

    def copy(self, always=True):
        """Copy, and hold what each place has against what it must have now."""
        moment = self._moment()
        copied = back_up.back_up(self.vault, self.places, always=always)
        for one in copied:
            if one.generation is not None:
                self.known[one.generation.file.name] = moment
                self.expected[one.place][one.generation.number] = one.generation.made
                kept = to_keep(list(self.expected[one.place].items()))
                self.expected[one.place] = {n: m for n, m in self.expected[one.place].items() if n in kept}
            self._compare(one.place)
        return copied

    def _moment(self):
        with self.vault.read() as session:
            words = tuple(sorted(task.text for task in tasks.everything(session)))
            files = frozenset(document.blob for document in documents.everything(session))
        return Moment(self.vault.rows.total, words, files, self.passphrase)

    def _compare(self, place):
        found = {one.number for one in generations.listed(place)}
        if found != set(self.expected[place]):
            self.wrong.append(f"{place.parent.name}: {sorted(found ^ set(self.expected[place]))}")

    def _trouble(self):
        which = TROUBLES[self.days // 7 % len(TROUBLES)]
        self.happened[TOLD.get(which, which)] += 1
        if which in ("full", "gone", "closed"):
            self._bad_place(which)
        elif which == "damaged":
            self._damaged_case()
        elif which == "half":
            origin = generations.origin_of(self.vault)
            (self.places[0] / copy_place.GENERATIONS / f"{origin}-00.part").write_bytes(b"half a copy")
            self.copy()
        else:
            self._lost_in_the_place()

    def _bad_place(self, which):
        self._attach()
        with getattr(self.disk, which)():
            here, there = self._copy_with_trouble(which)
        if not here.safe or there.generation is not None or there.problem is None:
            self.wrong.append(f"{which}: here {here.safe}, there {there.problem}")

    def _copy_with_trouble(self, which):
        if which != "gone":
            return self.copy()
        places, self.places = self.places, self.places[:1]
        here = self.copy()
        self.places = places
        return [*here, *back_up.back_up(self.vault, places[1:])]

    def _damaged_case(self):
        """A row changes behind the program's back: no copy is made and none goes, until it is put right."""
        with self.vault.connection() as connection:
            row = connection.execute(text("SELECT id, text FROM task LIMIT 1")).one()
            connection.execute(text("UPDATE task SET text = 'x' WHERE id = :id"), {"id": row.id})
            connection.commit()
        copied = back_up.back_up(self.vault, self.places)
        if not all(isinstance(one.problem, CaseDamaged) for one in copied):
            self.wrong.append("a damaged case was copied")
        for place in self.places:
            self._compare(place)
        with self.vault.connection() as connection:
            connection.execute(text("UPDATE task SET text = :text WHERE id = :id"), row._asdict())
            connection.commit()

    def _lost_in_the_place(self):
        """A file in a place is damaged; the next copy that reads every file puts it right."""
        self._attach()
        self.copy()
        place = self.chance.choice(self.places)
        name = self.chance.choice(sorted(back_up.blob_names(self.vault)))
        file = place / copy_place.BLOBS / name[:2] / name
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
        back_up.back_up(self.vault, [place], always=False, thorough=True)

    def _jump(self):
        """The clock jumps by years, works on there for a while, and sometimes is put right again."""
        self.happened["clock jumps"] += 1
        right = self.clock.moment
        self.clock.moment += timedelta(days=self.chance.choice((-9000, -3000, -400, -31, 31, 400, 4000)))
        for _ in range(self.chance.randrange(1, 25)):
            self.work()
            self.copy()
            self.clock.move_on(timedelta(hours=self.chance.choice((0, 1, 24))))
        if self.chance.random() < 0.8:
            self.clock.moment = right

    def _new_passphrase(self):
        self.happened["new passphrases"] += 1
        self.copy(always=False)
        self.passphrase = f"nine brown otters number {self.chance.random()}"
        # The copies around it go where the settings say: here, to the first place.
        moment = self._moment()
        changed = open_case.change_passphrase(self.vault, self.passphrase, ways=self.ways)
        self.vault = changed.vault
        (one,) = changed.copied
        self.known[one.generation.file.name] = moment
        self.expected[one.place][one.generation.number] = one.generation.made
        kept = to_keep(list(self.expected[one.place].items()))
        self.expected[one.place] = {n: m for n, m in self.expected[one.place].items() if n in kept}
        self._compare(one.place)

    def _again(self):
        """The program ends and starts again."""
        self.vault.close()
        self.vault = open_case.open_case(self.folder, self.passphrase, self.ways)

    def compare_all(self, into=None):
        """Open every copy that is kept, or restore it into a folder, and hold it against its moment."""
        compared = 0
        keys = {}
        for place in self.places:
            for one in generations.listed(place):
                moment = self.known[one.file.name]
                salt = generations.salt_of(one)
                if salt not in keys:
                    keys[salt] = restore.key_of(one, moment.passphrase, self.ways)
                if not self._is_as_then(one, keys[salt], moment, into):
                    self.wrong.append(f"{one.file.name} in {place.parent.name} is not as it was")
                compared += 1
        return compared

    def _is_as_then(self, one, key, moment, into):
        if into is None:
            copy = generations.opened(one, key, self.ways)
        else:
            if restore.restore(one, key, into, self.ways).missing:
                return False
            copy = case_file.open_with_key(into, key, self.ways)
        try:
            with copy.read() as session:
                words = tuple(sorted(task.text for task in tasks.everything(session)))
                files = frozenset(document.blob for document in documents.everything(session))
            for name in files:
                copy.blobs.verify(name)
            return (copy.rows.total, words, files) == (moment.rows, moment.words, moment.files)
        finally:
            copy.close()
            if into is not None:
                shutil.rmtree(into)

    def end(self):
        """Close the case and take the disk away."""
        self.vault.close()
        self.disk.remove()
