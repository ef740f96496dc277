"""Scanning from the window: choose, scan page after page, keep them as one record, lose none to a lock."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import documents
from secondop_desktop.intake import scanner, system_scan
from secondop_desktop.intake.scanner_words import NotThere
from secondop_desktop.ui import scan_dialog as module
from secondop_desktop.ui.scan_dialog import GLASS, ScanDialog
from secondop_desktop.ui.scan_other_ways import OtherWays
from secondop_desktop.ui.scan_watch import ScanWatch
from tests.a_scanner import needs_sane, plug_in, stand_in
from tests.ui.screens.paperwork import LONG, put, titles, tray, with_tray

assert put
assert titles
assert tray
assert with_tray


@pytest.fixture
def plugged_in(monkeypatch, tmp_path):
    plug_in(monkeypatch, tmp_path / "sane", devices=2)


@pytest.fixture
def dialog(qtbot, with_tray, tray, work, look):
    """Open the dialog: `dialog()`."""
    tray.scans = ScanWatch(work, tray, look)

    def dialog():
        made = ScanDialog(None, with_tray, tray)
        qtbot.addWidget(made)
        made.show()
        return made

    return dialog


@pytest.fixture
def ready(qtbot, plugged_in, dialog):
    made = dialog()
    qtbot.waitUntil(made.scan.isVisible, timeout=LONG)
    made.resolution.set_value(150)
    made.paper.set_value(GLASS)
    return made


def scan_a_page(qtbot, dialog):
    before = len(dialog.pages)
    qtbot.mouseClick(dialog.scan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.pages) > before and dialog.scan.isVisible(), timeout=LONG)


def pages_of(vault, fetch, identity):
    record = fetch(lambda session: documents.one(session, identity))
    with vault.blobs.open(record.blob) as content, pikepdf.open(io.BytesIO(b"".join(content))) as pdf:
        return len(pdf.pages)


@needs_sane
def test_scanners_are_found_and_what_they_can_is_offered(ready):
    assert [words for _, words in choices(ready.device)] == [
        "Noname frontend-tester (test:0)",
        "Noname frontend-tester (test:1)",
    ]
    assert [words for _, words in choices(ready.mode)] == ["Color", "Gray"]
    assert ready.mode.value() == scanner.COLOUR
    assert "right for most papers" in dict(choices(ready.resolution))[300]
    assert ready.source.isVisible()
    assert ready.state.text() == "Lay the first page on the glass, or put all pages into the feeder."
    ready._knows(replace(ready._can, feeder=""))
    assert not ready.source.isVisible()
    assert ready.state.text() == "Lay the first page on the glass."
    assert ready.done_button.isHidden()


def choices(field):
    return [(value, field.combo.itemText(at)) for at, value in enumerate(field._values)]


@needs_sane
def test_pages_become_one_record(qtbot, ready, tray, vault, fetch, titles):
    scan_a_page(qtbot, ready)
    assert ready.scan.text() == "Scan the next page"
    assert ready.done_button.text() == "Done: keep 1 page"
    scan_a_page(qtbot, ready)
    assert ready.state.text().startswith("2 pages are scanned.")
    with qtbot.waitSignal(tray.came, timeout=LONG) as came:
        qtbot.mouseClick(ready.done_button, Qt.MouseButton.LeftButton)
    assert titles() == ["Scanned paper"]
    assert pages_of(vault, fetch, came.args[0][0]) == 2
    assert tray.panel.sentence() == "“Scanned paper.pdf” is in your records now."


@needs_sane
def test_a_page_can_be_taken_out_again(qtbot, ready):
    scan_a_page(qtbot, ready)
    scan_a_page(qtbot, ready)
    (out,) = [b for b in ready.strip.findChildren(QPushButton) if b.accessibleName() == "Take out page 2"]
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    assert len(ready.pages) == 1
    assert ready.done_button.text() == "Done: keep 1 page"


@needs_sane
@pytest.mark.parametrize("way", ["close", "reject"])
def test_however_it_is_closed_the_pages_are_kept(qtbot, ready, tray, titles, way):
    scan_a_page(qtbot, ready)
    with qtbot.waitSignal(tray.came, timeout=LONG):
        getattr(ready, way)()
    assert titles() == ["Scanned paper"]


@needs_sane
def test_a_lock_in_the_middle_loses_no_page(qtbot, ready, work, titles):
    scan_a_page(qtbot, ready)
    ready.close()
    work.close()  # as the lock does, before anything could come home
    assert titles() == ["Scanned paper"]


@needs_sane
def test_throwing_away_is_asked_and_then_keeps_nothing(qtbot, ready, titles, monkeypatch, work):
    answers = iter([False, True])
    monkeypatch.setattr(module, "confirm", lambda *_: next(answers))
    scan_a_page(qtbot, ready)
    ready.throw.click()
    assert ready.isVisible()
    ready.throw.click()
    assert not ready.isVisible()
    work.flush()
    assert titles() == []


@needs_sane
def test_a_paper_jam_is_said_and_the_pages_before_stay(qtbot, ready, monkeypatch, tmp_path):
    scan_a_page(qtbot, ready)
    jam = 'case "$*" in *--format=pnm*) set -- "$@" --read-return-value SANE_STATUS_JAMMED;; esac'
    stand_in(monkeypatch, tmp_path / "bin", f'{jam}\nexec "$REAL" "$@"')
    qtbot.mouseClick(ready.scan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "stuck" in ready.state.text(), timeout=LONG)
    assert len(ready.pages) == 1
    assert ready.scan.isVisible()
    assert ready.done_button.isVisible()


@needs_sane
def test_a_scan_can_be_stopped(qtbot, monkeypatch, tmp_path, dialog):
    plug_in(monkeypatch, tmp_path / "sane", delay=True)
    made = dialog()
    qtbot.waitUntil(made.scan.isVisible, timeout=LONG)
    qtbot.mouseClick(made.scan, Qt.MouseButton.LeftButton)
    assert made.stop.isVisible()
    assert not made.form.isVisible()
    qtbot.mouseClick(made.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(made.scan.isVisible, timeout=LONG)
    assert made.pages == []


def test_without_a_scanner_the_folder_is_explained_and_one_can_look_again(qtbot, dialog, monkeypatch):
    def nothing(_progress):
        raise NotThere

    monkeypatch.setattr(module.scan, "look_for_scanners", nothing)
    made = dialog()
    qtbot.waitUntil(made.other_ways.isVisible, timeout=LONG)
    assert made.state.text().startswith("This computer has no program that speaks with scanners.")
    assert not made.scan.isVisible()
    monkeypatch.setattr(module.scan, "look_for_scanners", lambda _progress: [])
    made.again.click()
    qtbot.waitUntil(lambda: made.state.text().startswith("No scanner was found."), timeout=LONG)
    assert made.other_ways.isVisible()


def test_the_scan_window_of_windows_brings_a_picture(qtbot, with_tray, tray, monkeypatch, titles):
    png = b"\x89PNG\r\n\x1a\n and more"
    monkeypatch.setattr(system_scan, "way", lambda: system_scan.WINDOWS)
    monkeypatch.setattr(system_scan, "page_from_windows", lambda: png)
    ways = OtherWays(with_tray, tray)
    qtbot.addWidget(ways)
    assert ways.system.text() == "Scan with Windows"
    with qtbot.waitSignal(tray.came, timeout=LONG):
        ways.system.click()
    assert titles() == ["Scanned paper"]


def test_image_capture_that_does_not_open_is_told(qtbot, with_tray, tray, monkeypatch, notices):
    def fail():
        raise UserError("Image Capture could not be opened.")

    monkeypatch.setattr(system_scan, "way", lambda: system_scan.MAC)
    monkeypatch.setattr(system_scan, "open_image_capture", fail)
    ways = OtherWays(with_tray, tray)
    qtbot.addWidget(ways)
    assert ways.system.text() == "Open Image Capture"
    ways.system.click()
    qtbot.waitUntil(lambda: len(notices.problems) == 1, timeout=LONG)


@needs_sane
def test_pages_that_came_before_a_lock_are_kept(qtbot, ready, work, titles, tmp_path, monkeypatch):
    count = tmp_path / "count"
    count.write_text("")
    slow = f'if [ $(wc -c < "{count}") -ge 2 ]; then sleep 30; fi\nprintf x >> "{count}"\nexec "$REAL" "$@"'
    stand_in(monkeypatch, tmp_path / "bin", slow)
    ready.source.set_value(True)
    qtbot.mouseClick(ready.scan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(ready._arriving) == 2, timeout=LONG)
    ready.close()
    work.close()
    assert titles() == ["Scanned paper"]
