"""Damage that a check finds is repaired from the settings: into a new case, which can be opened at once."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base import paths
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.ui import case_check, repair_dialog, repair_part, theme
from secondop_desktop.ui.case_check import CaseCheck
from secondop_desktop.ui.dialogs.tall import TallAsk
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.repair_dialog import RepairDialog
from secondop_desktop.ui.screen import House
from secondop_desktop.ui.work import Work
from tests.encrypted_case import PASSPHRASE

CLICK = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture(autouse=True)
def cheap(monkeypatch, ways):
    for module in (case_check, repair_dialog):
        monkeypatch.setattr(module, "usual_ways", lambda: ways)


@pytest.fixture
def locked():
    return []


@pytest.fixture
def house(qapp, vault, locked, frozen_clock):
    """A case with eight reminders, one of which is damaged together with its history."""
    with vault.write() as session:
        for number in range(8):
            tasks.keep(session, Task(text=f"call {number}"))
    with vault.connection() as connection:
        connection.exec_driver_sql("UPDATE task SET text = 'other' || text")
        connection.commit()
    look = Settings(theme="light")
    theme.apply(qapp, look)
    work = Work(vault)
    yield House(
        work, NoticeStrip(), look, lambda: None, lambda: locked.append(True), "Margaret", clock=frozen_clock
    )
    work.close()


@pytest.fixture
def check(qtbot, house):
    """The part of the settings, after it found the damage."""
    went_back = []
    part = CaseCheck(house, lambda: went_back.append(True))
    part.went_back = went_back
    qtbot.addWidget(part)
    part.show()
    qtbot.mouseClick(part.check, CLICK)
    qtbot.waitUntil(part.check.isEnabled, timeout=LONG)
    return part


@pytest.fixture
def dialog(qtbot, check):
    qtbot.mouseClick(check.repair, CLICK)
    dialog = check.findChild(RepairDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_what_is_damaged_is_listed_and_a_long_list_is_shown_on_request(qtbot, check):
    assert len(check.sentences()) > case_check.MOST_LINES
    assert "Reminder “call 0”: damaged. Its history still has it." in check.sentences()
    qtbot.mouseClick(check.all, CLICK)
    shown = check.findChild(TallAsk)
    assert shown.inside.count() == len(check.sentences()) + 1
    shown.reject()


def test_going_back_to_a_copy_is_offered_as_well(qtbot, check):
    qtbot.mouseClick(check.back, CLICK)
    assert check.went_back == [True]


def test_a_repair_makes_a_new_case_and_opens_it_behind_the_lock(qtbot, dialog, folder, ways, locked):
    part = dialog.part
    assert part.where.value().endswith("My case (repaired).secondop")
    qtbot.mouseClick(part.start, CLICK)
    assert not part.start.isEnabled()
    qtbot.waitUntil(part.open.isVisible, timeout=LONG)
    assert "Done." in part.done.text()
    assert part.done.tone() == "ok"
    qtbot.mouseClick(part.open, CLICK)
    assert locked == [True]
    mended = open_case.open_case(folder.with_name("My case (repaired).secondop"), PASSPHRASE, ways)
    with mended.read() as session:
        assert {task.text for task in tasks.everything(session)} == {f"call {n}" for n in range(8)}
    mended.close()


def test_the_keeper_of_copies_learns_which_case_comes_next(qtbot, check, house, folder):
    class Keeper:
        open_next = None

    dialog = RepairDialog(check, replace(house, copies=Keeper()))
    dialog._open(folder)
    assert dialog._house.copies.open_next == folder


def test_a_folder_that_is_taken_is_refused_at_its_field(qtbot, dialog, folder):
    dialog.part.where.set_value(str(folder))
    qtbot.mouseClick(dialog.part.start, CLICK)
    qtbot.waitUntil(dialog.part.start.isEnabled, timeout=LONG)
    assert dialog.part.open.isHidden() or not dialog.part.open.isVisible()
    dialog.reject()


def test_a_disk_that_refuses_is_said_beside_the_button(qtbot, dialog, tmp_path):
    (tmp_path / "file").write_text("no folder")
    dialog.part.where.set_value(str(tmp_path / "file" / "deep"))
    qtbot.mouseClick(dialog.part.start, CLICK)
    qtbot.waitUntil(dialog.part.trouble.isVisible, timeout=LONG)
    assert "as it was" in dialog.part.trouble.text()
    dialog.reject()


def test_another_place_can_be_chosen_and_an_empty_one_does_nothing(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(repair_part, "choose_folder", lambda *_: None)
    before = dialog.part.where.value()
    qtbot.mouseClick(dialog.part.elsewhere, CLICK)
    assert dialog.part.where.value() == before
    monkeypatch.setattr(repair_part, "choose_folder", lambda *_: tmp_path / "stick")
    qtbot.mouseClick(dialog.part.elsewhere, CLICK)
    name = f"My case (repaired){paths.CASE_SUFFIX}"
    assert dialog.part.where.value() == str(tmp_path / "stick" / name)
    dialog.part.where.set_value("")
    qtbot.mouseClick(dialog.part.start, CLICK)
    assert dialog.part.start.isEnabled()
    dialog.reject()


def test_closing_the_dialog_stops_the_repair(qtbot, dialog, house, monkeypatch):
    going = threading.Event()

    def slow(_vault, _folder, _ways, _places, progress, **_more):
        going.set()
        while True:
            progress.at(0.5)

    monkeypatch.setattr(repair_dialog.repair, "repair", slow)
    qtbot.mouseClick(dialog.part.start, CLICK)
    qtbot.waitUntil(going.is_set)
    assert dialog.close_button.text() == "Stop"
    qtbot.mouseClick(dialog.close_button, CLICK)
    qtbot.waitUntil(lambda: not house.work.jobs(), timeout=LONG)
