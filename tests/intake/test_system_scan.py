"""The scan windows of Windows and macOS: what is called, and what is said when that fails; none runs here."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.intake import system_scan


@pytest.fixture
def calls(monkeypatch):
    """What was called; `calls.answer` is what comes back."""
    calls = SimpleNamespace(made=[], answer=lambda: SimpleNamespace(returncode=0, stdout=b"PNG"))

    def run(command, **options):
        calls.made.append((command, options))
        return calls.answer()

    monkeypatch.setattr(subprocess, "run", run)
    return calls


@pytest.mark.parametrize(("system", "way"), [("win32", "windows"), ("darwin", "macos"), ("linux", "")])
def test_each_system_has_its_way_or_none(monkeypatch, system, way):
    monkeypatch.setattr(sys, "platform", system)
    assert system_scan.way() == way


def test_windows_gives_the_picture_through_a_pipe_and_no_file(calls):
    assert system_scan.page_from_windows() == b"PNG"
    ((command, options),) = calls.made
    assert command[0].endswith("powershell.exe")
    assert "ShowAcquireImage" in command[-1]
    assert "SaveFile" not in command[-1]
    assert options["capture_output"]


@pytest.mark.parametrize("error", [OSError(), subprocess.TimeoutExpired("x", 1)])
def test_windows_without_a_scanner_says_so(calls, error):
    def fail():
        raise error

    calls.answer = fail
    with pytest.raises(UserError, match="found no scanner"):
        system_scan.page_from_windows()


def test_an_error_of_the_window_of_windows_is_a_sentence(calls):
    calls.answer = lambda: SimpleNamespace(returncode=1, stdout=b"")
    with pytest.raises(UserError, match="found no scanner"):
        system_scan.page_from_windows()


def test_macos_opens_its_own_program(calls):
    system_scan.open_image_capture()
    assert calls.made[0][0] == ["/usr/bin/open", "-a", "Image Capture"]

    def fail():
        raise subprocess.CalledProcessError(1, "open")

    calls.answer = fail
    with pytest.raises(UserError, match="Image Capture could not be opened"):
        system_scan.open_image_capture()
