"""Taking in a large record, against copying the file and waiting for the disk."""

import os
import shutil

import pytest

from secondop_desktop.flows import open_case
from secondop_desktop.flows.take_in import take_in
from tests.benchmarks.measure import SHORT, in_turn, timed

MIB = 1024 * 1024
SIZE = (16 if SHORT else 1024) * MIB
TRIES = 3 if SHORT else 5
ATTACH_GOAL = None if SHORT else 1.3  # a small file pays for its transaction, which no copy has
MANY = 20 if SHORT else 500
PIECE = 256 * 1024


@pytest.fixture
def vault(tmp_path, cheap_ways):
    made = open_case.create(tmp_path / "case", "seven grey herons over the weir", "Margaret", cheap_ways)
    yield made.vault
    made.vault.close()


def write_random(file):
    with file.open("wb") as stream:
        for _ in range(SIZE // MIB):
            stream.write(os.urandom(MIB))


def another_file(file):
    """The same bytes but for the first sixteen: another file to the case, which keeps each only once."""
    with file.open("r+b") as stream:
        stream.write(os.urandom(16))
        stream.flush()
        os.fsync(stream.fileno())


def copy_and_wait(file, to):
    shutil.copyfile(file, to)
    for place, flags in ((to, os.O_RDWR), (to.parent, os.O_RDONLY)):
        handle = os.open(place, flags)
        os.fsync(handle)
        os.close(handle)


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be waited for on this system")
def test_attaching_takes_little_longer_than_copying(table, vault, tmp_path):
    file, copy = tmp_path / "scan.bin", tmp_path / "copy.bin"
    write_random(file)

    def attach():
        another_file(file)
        found = []
        seconds = timed(lambda: found.extend(take_in(vault, [file])))
        assert found[0].document_id, found[0].problem
        for blob in vault.blobs.names():
            vault.blobs._path(blob).unlink()
        return seconds

    def plain_copy():
        seconds = timed(lambda: copy_and_wait(file, copy))
        copy.unlink()
        return seconds

    plain_copy()
    ours, floor = in_turn(attach, plain_copy, TRIES)
    table.medians(f"attach {SIZE // MIB} MiB (floor: cp and fsync)", ours, floor, goal=ATTACH_GOAL)


def test_reading_a_record_back_takes_little_longer_than_reading_a_file(table, vault, tmp_path):
    file = tmp_path / "scan.bin"
    write_random(file)
    assert take_in(vault, [file])[0].document_id
    name = next(iter(vault.blobs.names()))

    def ours():
        with vault.blobs.open(name) as blob:
            for _ in blob:
                pass

    def cat():
        with file.open("rb") as stream:
            while stream.read(PIECE):
                pass

    cat()
    taken, floor = in_turn(lambda: timed(ours), lambda: timed(cat), TRIES)
    table.medians(f"read {SIZE // MIB} MiB (floor: cat)", taken, floor, goal=2.5)


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be waited for on this system")
def test_many_records_are_taken_in_one_after_the_other(table, vault, tmp_path):
    files = [tmp_path / f"{number}.pdf" for number in range(MANY)]
    for file in files:
        file.write_bytes(b"%PDF-1.7\n" + os.urandom(MIB))
    copies = tmp_path / "copies"
    copies.mkdir()

    def ours():
        assert all(one.document_id for one in take_in(vault, files))

    def floor():
        for file in files:
            copy_and_wait(file, copies / file.name)

    both = [timed(ours)], [timed(floor)]
    table.medians(f"take in {MANY} PDFs of 1 MiB (floor: cp and fsync of each)", *both, ceiling=200)
