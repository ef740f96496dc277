"""New scans are offered, never taken unasked; a folder that vanishes or hangs disturbs nobody."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from secondop_desktop.case import documents, seen_scans
from secondop_desktop.intake.scan_folder import STEADY_LOOKS, Look
from secondop_desktop.ui import scan_watch
from secondop_desktop.ui.scan_settings import ScanSettings
from secondop_desktop.ui.scan_watch import SILENT_AFTER, ScanWatch
from secondop_desktop.ui.screens.settings import SettingsScreen
from tests.flows.papers import report
from tests.ui.screens.paperwork import LONG, put, titles, tray, with_tray

assert put
assert titles
assert tray
assert with_tray
LOOKING = "SecondOp looks here for new scans."


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "Scans"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(work, tray, look):
    made = tray.scans = ScanWatch(work, tray, look)
    made._timer.setInterval(10**9)  # the tests tick
    return made


@pytest.fixture
def chosen(watch, scans, work):
    """The folder is chosen, and its first look is over."""
    watch.begin()
    work.flush()
    watch.choose(scans)
    ticks(watch, work, 2)
    return watch


def ticks(watch, work, times=STEADY_LOOKS + 2):
    for _ in range(times):
        watch.tick()
        watch._thread.join(LONG / 1000)
    watch._take_answers()
    work.flush()


def drop(folder, *names):
    for name in names:
        (folder / name).write_bytes(report(name))


def test_a_new_scan_is_offered_and_not_taken(chosen, tray, work, scans, titles):
    drop(scans, "scan1.pdf", "scan2.pdf")
    ticks(chosen, work)
    assert tray.panel.sentence() == "2 new scans lie in the folder of your scanner. Take them in?"
    assert [button.text() for button in tray.panel._choices] == ["Take them in", "No, not these"]
    assert titles() == []


def test_agreed_to_they_come_in_and_the_person_hears_where_the_originals_lie(
    qtbot, chosen, tray, work, scans, titles
):
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    with qtbot.waitSignal(tray.came, timeout=LONG):
        tray.panel._choices[0].click()
    assert titles() == ["scan1"]
    assert tray.panel.sentence() == "“scan1.pdf” is in your records now."
    assert tray.panel._hint.text().startswith("The scan stays in that folder too, unencrypted.")
    assert [button.text() for button in tray.panel._choices] == ["Show the folder"]
    assert (scans / "scan1.pdf").exists()
    tray.panel.put_away()
    ticks(chosen, work)
    assert tray.panel.sentence() == ""


def test_refused_they_are_not_offered_again_even_after_the_next_start(chosen, tray, work, scans, look, fetch):
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    tray.panel._choices[1].click()
    ticks(chosen, work)
    assert tray.panel.sentence() == ""
    assert len(fetch(seen_scans.seen)) == 1
    later = ScanWatch(work, tray, look)
    later._timer.setInterval(10**9)
    later.begin()
    work.flush()
    ticks(later, work)
    assert tray.panel.sentence() == ""
    drop(scans, "scan2.pdf")
    ticks(later, work)
    assert tray.panel.sentence() == "1 new scan lies in the folder of your scanner. Take it in?"


def test_put_away_without_an_answer_they_are_offered_at_the_next_start(chosen, tray, work, scans, look):
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    tray.panel.put_away()
    ticks(chosen, work)
    assert tray.panel.sentence() == ""
    later = ScanWatch(work, tray, look)
    later._timer.setInterval(10**9)
    later.begin()
    work.flush()
    ticks(later, work)
    assert tray.panel.is_asking()


def test_another_scan_joins_the_question_that_stands_there(chosen, tray, work, scans):
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    drop(scans, "scan2.pdf")
    ticks(chosen, work)
    assert tray.panel.sentence().startswith("2 new scans")


def test_what_lies_there_when_the_folder_is_chosen_is_left_alone(watch, tray, work, scans, fetch):
    drop(scans, "old.pdf")
    watch.begin()
    work.flush()
    watch.choose(scans)
    ticks(watch, work)
    assert tray.panel.sentence() == ""
    assert watch.words() == LOOKING


def test_taken_by_itself_only_when_the_person_chose_that(qtbot, chosen, tray, work, scans, titles):
    chosen.take_by_itself(True)
    assert chosen.takes_by_itself()
    drop(scans, "scan1.pdf")
    with qtbot.waitSignal(tray.came, timeout=LONG):
        ticks(chosen, work)
    assert titles() == ["scan1"]
    chosen.take_by_itself(False)
    assert not chosen.takes_by_itself()


def test_nothing_is_offered_in_the_doctors_room_but_afterwards(chosen, tray, work, scans):
    tray.be_quiet(True)
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    assert tray.panel.isHidden()
    tray.be_quiet(False)
    ticks(chosen, work, 2)
    assert tray.panel.is_asking()


def test_an_answer_about_other_files_is_not_pushed_away(qtbot, chosen, tray, work, scans, tmp_path):
    with qtbot.waitSignal(tray.came, timeout=LONG):
        tray.take([tmp_path / "gone.pdf"])
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    assert tray.panel.sentence().startswith("gone.pdf could not be opened.")
    tray.panel.put_away()
    ticks(chosen, work, 2)
    assert tray.panel.is_asking()


def test_a_folder_that_vanishes_is_told_and_found_again(chosen, work, tray, scans):
    scans.rename(scans.with_name("Pulled"))
    ticks(chosen, work, 2)
    assert chosen.words() == "This folder is not there now. SecondOp looks again when it is back."
    scans.with_name("Pulled").rename(scans)
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    assert chosen.words() == LOOKING
    assert tray.panel.is_asking()


def test_a_folder_that_hangs_stops_nobody(chosen, work, monkeypatch):
    go_on = threading.Event()

    def hang(*_):
        go_on.wait(LONG / 1000)
        return Look()

    monkeypatch.setattr(scan_watch, "look", hang)
    chosen._take_answers()
    try:
        for _ in range(SILENT_AFTER + 1):
            chosen.tick()
        assert chosen.words() == "This folder does not answer now. SecondOp goes on trying."
        assert sum(thread.name == "scan folder" for thread in threading.enumerate()) == 1
        work.close()  # a lock does not wait for it
    finally:
        go_on.set()
        chosen._thread.join(LONG / 1000)


def test_no_name_of_a_file_reaches_the_settings(chosen, tray, work, scans, look):
    drop(scans, "biopsy of Margaret.pdf")
    ticks(chosen, work)
    tray.panel._choices[1].click()
    work.flush()
    assert "biopsy" not in str(vars(look))
    assert look.scan_folder == {work.vault.case_id: str(scans)}


def test_another_folder_or_none_ends_the_look_at_the_first(chosen, work, scans, tmp_path, look):
    chosen.choose(tmp_path / "Other")
    assert look.scan_folder == {work.vault.case_id: str(tmp_path / "Other")}
    chosen.choose(None)
    assert look.scan_folder == {}
    assert (chosen.words(), chosen.folder()) == ("", None)
    assert not chosen._timer.isActive()


def test_the_settings_show_the_folder_and_how_things_stand(
    chosen, work, with_tray, scans, monkeypatch, tmp_path
):
    part = ScanSettings(with_tray, chosen)
    holder = QWidget()
    part.setParent(holder)
    assert part.path.text().replace("\u200b", "") == str(scans)
    assert part.state.text() == LOOKING
    assert part.choose.text() == "Choose another folder"
    assert part.cloud.isHidden()
    other = tmp_path / "Dropbox" / "Scans"
    other.mkdir(parents=True)
    monkeypatch.setattr("secondop_desktop.ui.scan_settings.choose_folder", lambda *_: other)
    part.choose.click()
    assert chosen.folder() == other
    assert part.cloud.text() == "This folder is kept in step by Dropbox, so what you scan also goes there."
    part.by_itself.click()
    assert chosen.takes_by_itself()
    part.stop.click()
    assert chosen.folder() is None
    assert part.path.isHidden()
    assert part.choose.text() == "Choose the folder"
    chosen._thread.join(LONG / 1000)


def test_the_folder_is_shown_by_the_system(chosen, monkeypatch, scans):
    shown = []
    monkeypatch.setattr(scan_watch.QDesktopServices, "openUrl", shown.append)
    chosen.show_folder()
    assert [Path(url.toLocalFile()) for url in shown] == [scans]


def test_the_settings_have_the_folder_of_the_scanner(enter, with_tray, watch):
    screen = enter(SettingsScreen, in_house=with_tray)
    assert screen.scans is not None
    assert screen.scans.choose.isVisible()


def test_records_of_scans_are_ordinary_records(qtbot, chosen, tray, work, scans, fetch):
    drop(scans, "scan1.pdf")
    ticks(chosen, work)
    with qtbot.waitSignal(tray.came, timeout=LONG) as came:
        tray.panel._choices[0].click()
    assert fetch(lambda session: documents.one(session, came.args[0][0])).file_kind == "pdf"
