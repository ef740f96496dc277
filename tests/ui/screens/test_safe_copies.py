"""The settings say in words where the safe copies are, and let a person change that and go back to one."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, open_case
from secondop_desktop.ui import copy_keeper, restore_part, safe_copies
from secondop_desktop.ui.copy_keeper import CopyKeeper
from secondop_desktop.ui.places import HOME, SETTINGS, Place
from secondop_desktop.ui.restore_dialog import RestoreDialog
from secondop_desktop.ui.screens.home import HomeScreen
from secondop_desktop.ui.screens.settings import SettingsScreen
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE

CLICK = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture(autouse=True)
def cheap(monkeypatch, ways):
    for module in (restore_part, copy_keeper, open_case):
        monkeypatch.setattr(module, "usual_ways", lambda: ways)


@pytest.fixture
def copies(work, notices, look, frozen_clock, vault):
    keeper = CopyKeeper(work, notices, look, lambda: None, frozen_clock)
    yield keeper
    shutil.rmtree(back_up.first_place(vault), ignore_errors=True)


@pytest.fixture
def with_copies(house, copies):
    return replace(house, copies=copies)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def screen(qtbot, enter, with_copies):
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_copies)
    qtbot.waitUntil(lambda: bool(screen.copies.places), timeout=LONG)
    return screen


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def copied(qtbot, screen):
    qtbot.mouseClick(screen.copies.now, CLICK)
    qtbot.waitUntil(lambda: screen.copies.now.isEnabled() and "today" in words(screen.copies), timeout=LONG)


def choose(monkeypatch, folder):
    monkeypatch.setattr(safe_copies, "choose_folder", lambda *_: folder)


def test_without_any_copy_the_page_says_so(screen):
    assert "There is no safe copy yet on this computer." in words(screen.copies)
    assert "There is no second place yet." in words(screen.copies)
    assert "No copy was tested yet." in screen.copies.drill.text()
    assert not screen.copies.stop.isVisible()


def test_a_copy_is_made_now_and_told_with_its_time(qtbot, screen, notices):
    copied(qtbot, screen)
    assert screen.copies.places[0].text() == "Last safe copy: today 09:30, on this computer."
    assert screen.copies.places[0].tone() == "ok"
    assert notices.told == ["A safe copy was made on this computer."]


def test_a_second_place_on_the_same_disk_is_warned_of_and_then_used(
    qtbot, screen, stick, look, vault, monkeypatch
):
    asked = []

    def confirm(_parent, _title, text, _verb, **_more):
        asked.append(text)
        return len(asked) > 1

    choose(monkeypatch, stick)
    monkeypatch.setattr(safe_copies, "warnings_about", lambda *_: ["It is on the same disk."])
    monkeypatch.setattr(
        safe_copies, "confirm", lambda *said, **_: bool(asked.append(said[2])) or len(asked) > 1
    )
    screen.copies.choose.click()
    assert look.second_place == {}
    assert "same disk" in asked[0]
    screen.copies.choose.click()
    assert look.second_place == {vault.case_id: str(stick)}
    qtbot.waitUntil(lambda: len(screen.copies.places) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: words(screen.copies).count("today") == 2, timeout=LONG)
    assert screen.copies.choose.text() == "Choose another place"


def test_no_folder_and_one_of_no_use_change_nothing(screen, folder, look, notices, monkeypatch):
    monkeypatch.setattr(safe_copies, "warnings_about", lambda *_: [])
    for chosen in (None, folder):
        choose(monkeypatch, chosen)
        screen.copies.choose.click()
    assert look.second_place == {}
    assert "inside the case itself" in notices.problems[0].sentence


def test_a_place_that_is_away_says_so_and_how_old_its_copy_is(
    qtbot, screen, stick, copies, look, frozen_clock
):
    copies.take_place(stick)
    look.place_names[str(stick)] = "stick KINGSTON"
    copied(qtbot, screen)
    shutil.rmtree(stick)
    frozen_clock.move_on(timedelta(days=1))
    screen.copies.refresh()
    away = "Last safe copy: yesterday 09:30, on USB stick KINGSTON. It is not connected now."
    qtbot.waitUntil(lambda: away in words(screen.copies), timeout=LONG)
    assert screen.copies.places[1].tone() == "info"
    frozen_clock.move_on(timedelta(days=7))
    screen.copies.refresh()
    qtbot.waitUntil(lambda: "2 March 2026, 09:30, on USB" in words(screen.copies), timeout=LONG)
    assert screen.copies.places[1].tone() == "warn"


def test_a_place_is_left_and_taken_back(qtbot, screen, stick, copies, look, notices):
    copies.take_place(stick)
    qtbot.waitUntil(screen.copies.stop.isVisible, timeout=LONG)
    qtbot.mouseClick(screen.copies.stop, CLICK)
    assert look.second_place == {}
    assert "The copies that are there stay." in notices.told[0]
    notices.undos[0]()
    assert list(look.second_place.values()) == [str(stick)]


def test_a_case_that_is_only_looked_at_can_still_go_back(qtbot, enter, with_copies):
    screen = enter(
        SettingsScreen, Place(SETTINGS), in_house=replace(with_copies, why_read_only="It is open elsewhere.")
    )
    assert not screen.copies.now.isVisible()
    assert screen.copies.back.isVisible()


@pytest.fixture
def going_back(qtbot, screen, keep, work):
    """The dialog, with a copy that lacks the second of two reminders."""
    keep(lambda session: tasks.keep(session, Task(text="call the ward")))
    copied(qtbot, screen)
    keep(lambda session: tasks.keep(session, Task(text="typed after the copy")))
    qtbot.mouseClick(screen.copies.back, CLICK)
    dialog = next(d for d in screen.findChildren(RestoreDialog) if d.isVisible())
    qtbot.waitUntil(dialog.part.beside.isVisible, timeout=LONG)
    yield dialog
    dialog.reject()


def test_a_copy_tells_what_it_holds_and_what_it_has_not(qtbot, going_back):
    (row,) = going_back.part.list.rows()
    assert row.title == "Today 09:30"
    assert row.subtitle == "On this computer. 1 reminder"
    qtbot.waitUntil(lambda: "Not in this copy: 1 reminder." in words(going_back.part.inside), timeout=LONG)
    assert "This copy holds" in words(going_back.part.inside)


def test_it_is_brought_back_beside_and_the_present_case_is_not_touched(
    qtbot, going_back, ways, folder, vault, monkeypatch
):
    part = going_back.part
    assert part.where.value() == str(folder.with_name("My case of 2 March 2026.secondop"))
    qtbot.mouseClick(part.restore, CLICK)
    qtbot.waitUntil(part.ended.isVisible, timeout=LONG)
    assert "Nothing else was changed." in part.done.text()
    back = open_case.open_case(folder.with_name("My case of 2 March 2026.secondop"), PASSPHRASE, ways)
    with back.read() as session:
        assert [task.text for task in tasks.everything(session)] == ["call the ward"]
    back.close()
    with vault.read() as session:
        assert len(tasks.everything(session)) == 2


def test_it_is_never_brought_back_over_something(qtbot, going_back, folder, tmp_path):
    part = going_back.part
    before = sorted(folder.iterdir())
    part.where.set_value(str(folder))
    qtbot.mouseClick(part.restore, CLICK)
    qtbot.waitUntil(lambda: bool(part.where.problem()), timeout=LONG)
    assert part.restore.isEnabled()
    assert sorted(folder.iterdir()) == before
    monkey = tmp_path / "elsewhere"
    monkey.mkdir()
    part.where.set_value(str(monkey / "again"))
    qtbot.mouseClick(part.restore, CLICK)
    qtbot.waitUntil(part.ended.isVisible, timeout=LONG)
    assert (monkey / "again.secondop" / "case.db").exists()


def test_it_is_opened_at_once_behind_the_lock(qtbot, enter, with_copies, copies):
    locks = []
    screen = enter(
        SettingsScreen, Place(SETTINGS), in_house=replace(with_copies, lock=lambda: locks.append(1))
    )
    copied(qtbot, screen)
    qtbot.mouseClick(screen.copies.back, CLICK)
    dialog = next(d for d in screen.findChildren(RestoreDialog) if d.isVisible())
    qtbot.waitUntil(dialog.part.beside.isVisible, timeout=LONG)
    qtbot.mouseClick(dialog.part.restore, CLICK)
    qtbot.waitUntil(dialog.part.ended.isVisible, timeout=LONG)
    qtbot.mouseClick(dialog.part.open, CLICK)
    assert locks == [1]
    assert copies.open_next.name == "My case of 2 March 2026.secondop"


def test_a_copy_under_another_passphrase_asks_for_it(qtbot, enter, with_copies, tmp_path, ways, monkeypatch):
    other = case_file.create(tmp_path / "Other.secondop", "nine brown otters under the bridge", ways)
    place = back_up.prepare_chosen(other, tmp_path)
    back_up.back_up(other, [place])
    other.close()
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_copies)
    qtbot.mouseClick(screen.copies.back, CLICK)
    dialog = next(d for d in screen.findChildren(RestoreDialog) if d.isVisible())
    qtbot.waitUntil(dialog.part.none.isVisible, timeout=LONG)
    monkeypatch.setattr("secondop_desktop.ui.restore_dialog.choose_folder", lambda *_: tmp_path)
    qtbot.mouseClick(dialog.other, CLICK)
    qtbot.waitUntil(dialog.part.older.isVisible, timeout=LONG)
    for typed, said in (("", "Please type the passphrase"), ("not this one", "does not open")):
        dialog.part.secret.set_value(typed)
        qtbot.mouseClick(dialog.part.unlock, CLICK)
        qtbot.waitUntil(lambda said=said: said in dialog.part.secret.problem(), timeout=LONG)
    dialog.part.secret.set_value("nine brown otters under the bridge")
    qtbot.keyClick(dialog.part.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.part.beside.isVisible, timeout=LONG)
    assert "Nothing was written in it yet." in words(dialog.part.inside)
    qtbot.waitUntil(lambda: "cannot be compared" in words(dialog.part.inside), timeout=LONG)
    dialog.reject()


def test_home_reminds_among_the_small_things_until_it_is_put_off(qtbot, enter, with_copies, look, vault):
    screen = enter(HomeScreen, Place(HOME), in_house=with_copies)
    assert "on this computer only" in words(screen.copies)
    qtbot.mouseClick(screen.copies.look, CLICK)
    assert screen.went == [Place(SETTINGS)]
    qtbot.mouseClick(screen.copies.not_now, CLICK)
    assert not screen.copies.isVisible()
    assert look.reminded == {vault.case_id: "2026-04-01"}
