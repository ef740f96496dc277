"""A spare parser is ready for the next file, is used once, and lets others go first if nobody waits."""

import os
from pathlib import Path

import pytest

from secondop_desktop.reading import behind
from secondop_desktop.reading.child import Child
from secondop_desktop.reading.reader import Eyes, Reader
from secondop_desktop.reading.warm import Spare

posix = pytest.mark.skipif(os.name != "posix", reason="who goes first is told by a number on POSIX only")


@pytest.fixture
def spare(monkeypatch):
    one = Spare()
    monkeypatch.setattr("secondop_desktop.reading.warm.SPARE", one)
    yield one
    one.settle()
    one.end()


def test_nothing_is_kept_ready_before_somebody_asks_for_it(spare):
    assert spare.take() is None
    with Reader() as reader:
        assert reader.open(b"words", "text").pages == 1


def test_the_parser_that_was_ready_reads_the_next_file_and_another_takes_its_place(spare, pdf_of):
    spare.begin()
    spare.settle()
    ready = spare._child.pid
    with Reader() as reader:
        reader.open(pdf_of([(72, 72, "Grade 2")]), "pdf")
        assert reader.pid == ready
        assert reader.page_text(1).text == "Grade 2"
        spare.settle()
        assert spare._child.pid != ready


def test_a_spare_that_died_is_not_handed_out(spare):
    spare.begin()
    spare.settle()
    spare._child._process.kill()
    spare._child._process.wait(10)
    with Reader() as reader:
        assert reader.open(b"words", "text").pages == 1
    spare.settle()
    child = spare.take()
    assert child.alive
    child.close()


def test_once_it_is_ended_nothing_is_left_running(spare):
    spare.begin()
    spare.settle()
    child = spare._child
    spare.end()
    assert not child.alive
    assert spare.take() is None


def test_one_that_is_still_waking_when_it_is_not_wanted_any_more_is_let_go(spare):
    spare.begin()
    spare.end()
    spare.settle()
    assert spare._child is None


def test_a_spare_that_cannot_be_started_is_nobodys_trouble(spare, monkeypatch):
    monkeypatch.setattr(
        "secondop_desktop.reading.child.worker_command", lambda _kind: ["/there/is/no/program"]
    )
    spare.begin()
    spare.settle()
    assert spare.take() is None
    spare.settle()


@posix
@pytest.mark.parametrize("patient", [False, True])
def test_who_reads_in_the_background_lets_others_go_first(patient):
    with Reader(patient) as reader:
        reader.open(b"words", "text")
        assert os.getpriority(os.PRIO_PROCESS, reader.pid) == (
            behind.NICE if patient else os.getpriority(os.PRIO_PROCESS, 0)
        )


@posix
def test_a_spare_in_the_hands_of_a_patient_reader_stands_back_too(spare):
    spare.begin()
    spare.settle()
    with Reader(patient=True) as reader:
        reader.open(b"words", "text")
        assert os.getpriority(os.PRIO_PROCESS, reader.pid) == behind.NICE


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this system does not group sessions")
def test_where_time_is_shared_between_sessions_the_whole_session_stands_back():
    worker = Child("parser", patient=True)
    try:
        told = Path(f"/proc/{worker.pid}/autogroup").read_text()
    finally:
        worker.close()
    assert not told or told.strip().endswith(f"nice {behind.NICE}")


@posix
def test_a_process_that_is_gone_cannot_stand_back_and_nothing_happens():
    worker = Child("parser")
    worker.close()
    behind.stand_back(worker.pid)


def test_eyes_can_be_patient_too():
    assert Eyes(patient=True)._patient
    assert not Eyes()._patient
