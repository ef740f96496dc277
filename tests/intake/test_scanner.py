"""Scanning through SANE: devices, what they can, one page in memory, and every trouble in words."""

import os
import subprocess
import sys
import threading

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.intake import scanner
from secondop_desktop.intake.scanner import Abilities, Device, Wish, abilities, devices, scan
from secondop_desktop.intake.scanner_words import FeederEmpty, NotThere, SilentScanner, trouble
from tests.a_scanner import needs_sane, plug_in, stand_in

TEST = Device("test:0", "Noname frontend-tester")
SMALL = Wish(scanner.COLOUR, 150, size=(40, 50))


@pytest.fixture
def plugged_in(monkeypatch, tmp_path):
    plug_in(monkeypatch, tmp_path / "sane", devices=2)


@needs_sane
def test_every_scanner_is_found_with_its_name(plugged_in):
    assert [device.name for device in devices()] == ["test:0", "test:1"]
    assert [device.words for device in devices()] == [
        "Noname frontend-tester (test:0)",
        "Noname frontend-tester (test:1)",
    ]


@needs_sane
def test_what_a_scanner_can_is_read_from_its_own_list(plugged_in):
    can = abilities(TEST)
    assert can.modes == {scanner.COLOUR: "Color", scanner.GREY: "Gray"}
    assert can.resolutions == (150, 200, 300, 400, 600)
    assert (can.glass, can.feeder) == ("Flatbed", "Automatic Document Feeder")
    assert (can.width, can.height, can.depth) == (200.0, 200.0, True)


@needs_sane
@pytest.mark.parametrize(("mode", "bands"), [(scanner.COLOUR, 3), (scanner.GREY, 1)])
def test_a_page_comes_as_bare_pixels_of_the_size_that_was_asked_for(plugged_in, mode, bands):
    seen = []
    raw = scan(TEST, abilities(TEST), Wish(mode, 150, size=(40, 50)), Progress(lambda f, _: seen.append(f)))
    assert (raw.width, raw.height, raw.bands) == (236, 295, bands)
    assert len(raw.pixels) == 236 * 295 * bands
    assert len(set(raw.pixels)) > 1
    assert seen[-1] == 1.0


@needs_sane
def test_paper_larger_than_the_glass_takes_all_of_the_glass(plugged_in):
    can = abilities(TEST)
    raw = scan(TEST, can, Wish(scanner.GREY, 75, size=(210, 297)))
    assert (raw.width, raw.height) == (590, 590)
    assert scan(TEST, can, Wish(scanner.GREY, 75)).height == 590


@needs_sane
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is a program of Linux")
def test_no_file_is_written_anywhere(plugged_in, tmp_path, monkeypatch):
    import shutil

    if shutil.which("strace") is None:
        pytest.skip("the program strace is not installed")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    log = tmp_path / "log"
    stand_in(
        monkeypatch, tmp_path / "bin", f'exec strace -f -e trace=openat,creat,open -o "{log}" "$REAL" "$@"'
    )
    can = Abilities({scanner.GREY: "Gray"}, (75,), "Flatbed", "", 200, 200)
    scan(TEST, can, Wish(scanner.GREY, 75, size=(20, 20)))
    written = [line for line in log.read_text().splitlines() if "O_CREAT" in line or "creat(" in line]
    assert written == []
    assert "scanimage" in log.read_text() or "test.conf" in log.read_text()
    assert list((tmp_path / "home").iterdir()) == []


@needs_sane
@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("SANE_STATUS_DEVICE_BUSY", "The scanner is busy"),
        ("SANE_STATUS_JAMMED", "The paper is stuck in the scanner."),
        ("SANE_STATUS_NO_DOCS", "There is no paper in the feeder"),
        ("SANE_STATUS_COVER_OPEN", "The lid of the scanner"),
        ("SANE_STATUS_IO_ERROR", "The connection to the scanner was lost."),
        ("SANE_STATUS_NO_MEM", "There is not enough memory"),
        ("SANE_STATUS_ACCESS_DENIED", "does not let you use the scanner"),
        ("SANE_STATUS_INVAL", "The scanner could not scan this page."),
    ],
)
def test_each_trouble_of_a_scanner_is_said_in_words(plugged_in, monkeypatch, tmp_path, status, words):
    stand_in(monkeypatch, tmp_path / "bin", f'exec "$REAL" "$@" --read-return-value {status}')
    with pytest.raises(UserError) as caught:
        scan(TEST, Abilities({}, (75,)), Wish(scanner.GREY, 75))
    assert words in caught.value.what
    assert caught.value.advice


@needs_sane
def test_a_scanner_that_was_pulled_out_is_a_sentence(plugged_in):
    with pytest.raises(UserError, match="could not scan"):
        scan(Device("test:7", "gone"), Abilities({}, ()), SMALL)


def test_without_the_program_it_says_what_brings_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotThere, match="no program that speaks with scanners"):
        devices()


@needs_sane
def test_a_stop_ends_the_program(monkeypatch, tmp_path):
    plug_in(monkeypatch, tmp_path / "sane", delay=True)
    looks = iter(range(1000))
    progress = Progress(stopped=lambda: next(looks) > 3)
    with pytest.raises(Cancelled):
        scan(TEST, Abilities({scanner.GREY: "Gray"}, (300,), "", "", 200, 200), Wish(), progress)
    for thread in threading.enumerate():
        if thread.name == "end of a scan":
            thread.join(20)
    left = subprocess.run(["pgrep", "-P", str(os.getpid()), "scanimage"], capture_output=True, check=False)
    assert left.stdout == b""


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_scanner_that_never_answers_is_given_up(monkeypatch, tmp_path):
    stand_in(monkeypatch, tmp_path / "bin", "exec sleep 60")
    monkeypatch.setattr(scanner, "LONGEST_SEARCH", 0.3)
    with pytest.raises(SilentScanner, match="did not answer for a long time"):
        devices()


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("sane_read: Scanner cover is open", "The lid of the scanner"),
        ("sane_start: Document feeder out of documents", "There is no paper in the feeder"),
        ("sane_read: Error during device I/O", "The connection to the scanner was lost."),
        ("sane_start: Out of memory", "There is not enough memory"),
        ("sane_read: Invalid argument", "The scanner could not scan this page."),
    ],
)
def test_one_that_said_what_went_wrong_and_does_not_end_is_not_waited_for(monkeypatch, tmp_path, said, words):
    stand_in(monkeypatch, tmp_path / "bin", f"echo 'scanimage: {said}' >&2\nexec sleep 60")
    monkeypatch.setattr(scanner, "LONGEST_END", 0.3)
    with pytest.raises(UserError) as caught:
        scan(TEST, Abilities({}, (75,)), Wish(scanner.GREY, 75))
    assert words in caught.value.what


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_mere_remark_is_no_reason_to_wait_less(monkeypatch, tmp_path):
    remark = "scanimage: rounded value of x from 210 to 200"
    stand_in(monkeypatch, tmp_path / "bin", f"echo '{remark}' >&2\nsleep 1\nprintf 'a:1\\tOne\\n'")
    monkeypatch.setattr(scanner, "LONGEST_END", 0.2)
    assert devices() == [Device("a:1", "One")]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_program_that_complains_without_end_blocks_nobody(monkeypatch, tmp_path):
    noise = "head -c 300000 /dev/zero | tr '\\\\0' 'x' >&2"
    stand_in(monkeypatch, tmp_path / "bin", f"{noise}\nprintf 'a:1\\tOne\\n'")
    assert devices() == [Device("a:1", "One")]


def test_the_numbers_of_a_real_list_of_options_are_read(monkeypatch):
    said = """
All options specific to device `x':
  Scan mode:
    --mode Lineart|Halftone|24bit Color[Fast]|True Gray [24bit Color[Fast]]
    --resolution 75|100|150|300|1200dpi [75]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
    --depth 8|16bit [inactive]
  Geometry:
    -x 0..215.9mm [215.9]
    -y 0..297.18mm (in steps of 0.0211639) [297.18]
"""
    monkeypatch.setattr(scanner, "_told", lambda *_: said)
    can = abilities(TEST)
    assert can.modes[scanner.COLOUR] == "24bit Color[Fast]"
    assert can.modes[scanner.GREY] == "True Gray"
    assert can.modes[scanner.BLACK] == "Lineart"
    assert can.resolutions == (150, 300)
    assert (can.glass, can.feeder, can.width, can.height) == ("Flatbed", "ADF", 215.9, 297.18)
    assert not can.depth


def test_a_list_that_says_nothing_still_makes_a_scan_possible(monkeypatch):
    monkeypatch.setattr(scanner, "_told", lambda *_: "")
    can = abilities(TEST)
    assert can == Abilities({}, ())
    assert list(scanner._options(can, Wish())) == []


def test_words_tell_what_the_number_does_not():
    assert isinstance(trouble(1, "scanimage: sane_start: Document feeder out of documents"), FeederEmpty)
    assert "busy" in trouble(1, "open of device x failed: Device busy").what
    assert "could not scan" in trouble(1, "").what
    assert "stopped at the scanner" in trouble(2, "scanimage: sane_read: Operation was cancelled").what
