"""The job of Windows, asked of a kernel that only notes what it was asked; Windows itself is not here."""

import ctypes
import sys

import pytest

from secondop_desktop.reading import job


class Kernel:
    """Gives handles, and notes every call; those named in `fails` answer 0."""

    def __init__(self, *fails):
        self.fails, self.calls, self.limits = fails, [], None

    def __getattr__(self, name):
        def call(*given):
            self.calls.append(name)
            if name == "SetInformationJobObject" and given[1] == 9:
                where = ctypes.cast(given[2], ctypes.POINTER(job._Limits)).contents
                self.limits = where.basic.flags, where.basic.most_processes, where.memory_of_one
                assert given[3] == ctypes.sizeof(job._Limits)
            return 0 if name in self.fails else 77

        return call


def test_the_shapes_are_as_large_as_windows_has_them():
    assert (ctypes.sizeof(job._Basic), ctypes.sizeof(job._Limits)) == (64, 144)


def test_a_worker_has_a_limit_of_memory_and_no_second_process_and_keeps_no_handle():
    kernel = Kernel()
    assert job.lock_in(512 << 20, kernel)
    assert kernel.limits == (0x8 | 0x100 | 0x400, 1, 512 << 20)
    assert kernel.calls.count("SetInformationJobObject") == 2
    assert kernel.calls[-2:] == ["AssignProcessToJobObject", "CloseHandle"]


@pytest.mark.parametrize(
    "fails", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject", "OpenProcess"]
)
def test_a_job_that_cannot_be_had_is_left_out(fails):
    kernel = Kernel(fails)
    assert job.lock_in(1, kernel) is (fails == "OpenProcess")
    assert job.end_with_us(5, Kernel(fails)) is False
    assert (kernel.calls.count("CloseHandle") == 1) is (fails != "CreateJobObjectW")


def test_all_workers_end_with_the_program():
    kernel = Kernel()
    assert job.end_with_us(5, kernel)
    assert job.end_with_us(6, kernel)
    assert kernel.limits[0] == 0x2000
    assert kernel.calls.count("CreateJobObjectW") == 1  # one job for all, held until the end
    assert kernel.calls.count("CloseHandle") == 2  # those of the two processes


@pytest.mark.skipif(sys.platform == "win32", reason="asks what happens elsewhere")
def test_elsewhere_there_are_no_jobs():
    with pytest.raises(OSError, match="Windows"):
        job.lock_in(1)


def test_a_worker_that_stands_back_runs_below_the_usual_ones_and_leaves_no_handle():
    kernel = Kernel()
    assert job.stand_back(4711, kernel)
    assert kernel.calls == ["OpenProcess", "SetPriorityClass", "CloseHandle"]


@pytest.mark.parametrize("call", ["OpenProcess", "SetPriorityClass"])
def test_a_worker_that_cannot_be_put_back_goes_on_as_it_was(call):
    assert not job.stand_back(4711, Kernel(call))
