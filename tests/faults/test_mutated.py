"""Broken files of every kind, read by the real worker: it may end, the program may not; no byte changes.

A worker usually gets one file. Here it gets many, one after the other, which is harder on it and far quicker;
a worker that ends is followed by a new one, as in the program. A part of the files goes the whole way through
the case, one worker a file.
"""

import io
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import documents
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.save_copy import save_copy
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.intake.examine import examine
from secondop_desktop.reading import limits
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.reader import Reader
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE
from tests.faults import figures, mutants, seeds

FILES_OF_ONE_WORKER = 500
WIDTH = 60
"""Pixels across of the pictures that are asked for: the decoders do the same work, the pipe does not."""
MEMORY = limits.PARSER_MEMORY >> 10  # in KiB, as the system counts


class ReaderOfMany(Reader):
    """A reader whose worker stays for the next file; `renew` ends it."""

    def __init__(self):
        super().__init__()
        self.workers, self.most_memory = set(), 0

    def close(self):
        if self.pid:
            self.workers.add(self.pid)
        self._file = None

    def renew(self):
        if self._child is not None and self._child.alive:
            self.most_memory = max(self.most_memory, memory_of(self.pid))
        super().close()


def memory_of(pid):
    """KiB that a process had in memory at its worst."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


@pytest.fixture
def quick_vault(tmp_path, ways):
    """An encrypted case in memory where there is such a place; the disk is not what is tried here."""
    memory = Path("/dev/shm")
    folder = (memory if memory.is_dir() else tmp_path) / f"mutated-{tmp_path.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    vault = case_file.create(folder / "My case.secondop", PASSPHRASE, ways)
    yield vault
    vault.close()
    shutil.rmtree(folder)


def kept_as_it_is(vault, content):
    """Store bytes as a record's are, read them back, and make room again."""
    name = vault.blobs.keep(io.BytesIO(content)).name
    with vault.blobs.open(name) as blob:
        same = blob.read_all() == content
    vault.blobs._path(name).unlink()
    return same


def read_by(reader, content, kind):
    """What became of a file: a word for a result or for a told reason. Anything else raises."""
    try:
        pages = reader.open(content, kind).pages
        for number in {1, pages}:
            reader.page_text(number)
        reader.picture(1, WIDTH)
    except Unreadable as told:
        return told.reason if told.what.endswith(".") else "not told"
    return "read"


def mutants_of(count):
    """That many mutants, each with what it was made of."""
    chosen = seeds.all_of_them()
    alike = {kind: [c for k, _, c in chosen if k == kind] for kind, _, _ in chosen}
    for number in range(count):
        kind, name, content = chosen[number % len(chosen)]
        others = alike[kind] if number % 3 else [c for _, _, c in chosen]
        yield kind, name, mutants.mutant(content, kind, others, number)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a worker is read in /proc")
def test_no_broken_file_ends_the_program_or_changes(many, quick_vault):
    count = many(1_500, 100_000)
    outcomes, changed, slowest = Counter(), 0, 0.0
    reader = ReaderOfMany()
    try:
        for number, (kind, name, content) in enumerate(mutants_of(count)):
            found = examine(io.BytesIO(content), name)
            changed += not kept_as_it_is(quick_vault, content)
            begun = time.perf_counter()
            outcomes[read_by(reader, content, found.kind if found.kind != "unknown" else kind)] += 1
            slowest = max(slowest, time.perf_counter() - begun)
            if number % FILES_OF_ONE_WORKER == FILES_OF_ONE_WORKER - 1:
                reader.renew()
    finally:
        reader.close()
        reader.renew()
    ended = outcomes["stopped"] + outcomes["too slow"]
    reached = (
        f"{sum(outcomes.values()):,} of {count:,} answered ({outcomes['read']:,} read, {ended} ended their "
        f"worker); largest worker {reader.most_memory >> 10} MiB; {changed} changed"
    )
    assert outcomes["read"] > count // 20, "mutants that are all refused at the first byte show nothing"
    held = sum(outcomes.values()) == count and not changed and 0 < reader.most_memory <= MEMORY
    figures.keep("mutated", reached, held=held and slowest < 3 * limits.PARSER_WALL)


def test_a_broken_file_goes_the_whole_way_and_comes_out_as_it_went_in(many, quick_vault, tmp_path):
    count = many(8, 200)
    given = {}
    step = 997  # other mutants than the first ones, of every seed in turn
    for number, (_, name, content) in enumerate(mutants_of(count * step)):
        if number % step == 0:
            taken = take_in_bytes(quick_vault, content, name)
            assert taken.document_id or taken.problem
            given[taken.document_id] = content
    done = read_waiting(quick_vault)
    assert done.documents == len(given)
    with quick_vault.read() as session:
        records = [documents.one(session, name) for name in given]
    for record in records:
        assert record.state in (documents.READ, documents.UNREADABLE), record.state
        assert record.problem or record.state == documents.READ
        save_copy(quick_vault, record, tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == given[record.id]


def test_a_worker_that_ends_is_counted(pretend_end):
    """The control: were a worker to end over a file, this is what would be seen."""
    with pytest.raises(UserError) as told:
        pretend_end.open(b"x", "text")
    assert told.value.reason == "not started"


@pytest.fixture
def pretend_end(monkeypatch):
    from secondop_desktop.reading import child

    reader = ReaderOfMany()
    monkeypatch.setattr(child, "worker_command", lambda _kind: ["/bin/true"])
    yield reader
    reader.renew()
