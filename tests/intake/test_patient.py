"""A file is read as it is, however slow its disk; what goes wrong is heard of, and nothing waits for ever."""

import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.intake import patient
from secondop_desktop.intake.patient import open_patiently


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "scan.bin"
    made.write_bytes(os.urandom(100_000))
    return made


@settings(max_examples=20)
@given(moves=st.lists(st.tuples(st.integers(0, 120_000), st.integers(0, 50_000)), max_size=6))
def test_it_reads_the_same_as_the_file_itself(tmp_path_factory, moves):
    made = tmp_path_factory.mktemp("same") / "scan.bin"
    made.write_bytes(bytes(range(256)) * 400)
    with made.open("rb") as plain, open_patiently(made) as slow:
        for place, count in moves:
            assert slow.seek(place) == plain.seek(place)
            assert slow.read(count) == plain.read(count)
            assert slow.tell() == plain.tell()
        assert slow.seek(0, os.SEEK_END) == plain.seek(0, os.SEEK_END)


def test_its_thread_ends_with_it(file):
    before = set(threading.enumerate())  # others may end meanwhile: only its own is looked at
    with open_patiently(file) as stream:
        assert stream.read(10) == file.read_bytes()[:10]
        (own,) = [one for one in threading.enumerate() if one not in before and one.name == "patient file"]
        assert own.is_alive()
    own.join(5)
    assert not own.is_alive()


def test_what_is_missing_says_so_like_any_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_patiently(tmp_path / "gone.pdf")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UserError, match="not a file with content"):
        open_patiently(tmp_path)


def test_a_disk_that_falls_silent_in_the_middle_is_given_up(file, monkeypatch):
    monkeypatch.setattr(patient, "LONGEST_SILENCE", 0.2)
    answers = threading.Event()
    stream = open_patiently(file)
    whole = stream.raw._file

    class Silent:
        close = whole.close

        def read(self, _count):
            answers.wait(30)
            return b""

    stream.raw._file = Silent()
    try:
        with pytest.raises(UserError, match="does not answer"):
            stream.read(10)
    finally:
        answers.set()
        stream.close()


def test_a_stop_is_heard_while_a_disk_is_slow(file):
    stopped = threading.Event()
    stream = open_patiently(file, stopped.is_set)
    assert len(stream.read(10)) == 10
    stopped.set()
    with pytest.raises(Cancelled):
        stream.raw.read(10)
    stopped.clear()
    stream.close()
