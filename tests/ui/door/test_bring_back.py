"""A case whose folder is gone or damaged comes back from its safe copies, also with only the sheet."""

import shutil

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, open_case
from secondop_desktop.flows import restore as restoring
from secondop_desktop.ui import restore_part
from secondop_desktop.ui.door import restore as restore_page
from secondop_desktop.ui.door.door import Door
from tests.a_desktop import door_calls
from tests.encrypted_case import PASSPHRASE

CLICK = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture(autouse=True)
def cheap(monkeypatch, ways):
    for module in (restore_part, restore_page):
        monkeypatch.setattr(module, "usual_ways", lambda: ways)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def copied(vault, stick, private_home):
    """The places of a case with one reminder, copied to this computer and to a stick, then closed."""
    with vault.write() as session:
        tasks.keep(session, Task(text="call the ward"))
    places = [back_up.first_place(vault), back_up.prepare_chosen(vault, stick)]
    assert all(one.problem is None for one in back_up.back_up(vault, places))
    lines = open_case.recovery_lines(vault)
    vault.close()
    yield places, lines
    shutil.rmtree(places[0])


@pytest.fixture
def entered():
    return []


@pytest.fixture
def stand_before(qtbot, ways, entered, copied):
    def make(*cases, places=None, gone=None):
        calls = door_calls(ways, places_of=lambda _folder: copied[0] if places is None else places)
        door = Door(calls, cases, gone=gone)
        qtbot.addWidget(door)
        door.entered.connect(entered.append)
        door.resize(900, 900)
        door.show()
        return door

    return make


def close(entered):
    for one in entered:
        one.vault.close()


def restored(qtbot, door):
    part = door.page.part
    qtbot.waitUntil(part.beside.isVisible, timeout=LONG)
    qtbot.mouseClick(part.restore, CLICK)
    qtbot.waitUntil(part.ended.isVisible, timeout=LONG)
    return part


def test_a_folder_that_is_gone_is_told_and_brought_back_with_the_passphrase(
    qtbot, stand_before, entered, folder
):
    shutil.rmtree(folder)
    door = stand_before(gone=folder)
    door.page.bring_back.emit()
    door.page.passphrase.set_value("not this one")
    qtbot.mouseClick(door.page.search, CLICK)
    qtbot.waitUntil(lambda: bool(door.page.passphrase.problem()), timeout=LONG)
    door.page.passphrase.set_value(PASSPHRASE)
    qtbot.keyClick(door.page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(door.page.part.isVisible, timeout=LONG)
    assert not door.page.ask.isVisible()
    part = restored(qtbot, door)
    assert "My case of " in part.done.text()
    qtbot.mouseClick(part.open, CLICK)
    qtbot.waitUntil(lambda: bool(entered), timeout=LONG)
    with entered[0].vault.read() as session:
        assert [task.text for task in tasks.everything(session)] == ["call the ward"]
    close(entered)


def test_a_case_without_its_database_offers_its_copies_beside_the_reason(
    qtbot, stand_before, entered, folder, copied
):
    (folder / "case.db").unlink()
    left = sorted(folder.rglob("*"))
    door = stand_before(folder)
    door.page.asked.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: door.page.copy is not None or bool(entered), timeout=LONG)
    assert entered == []
    qtbot.mouseClick(door.page.copy, CLICK)
    door.page.turn.click()
    door.page.sheet.set_value("\n".join(copied[1]))
    qtbot.mouseClick(door.page.search, CLICK)
    qtbot.waitUntil(door.page.part.isVisible, timeout=LONG)
    part = restored(qtbot, door)
    qtbot.mouseClick(part.open, CLICK)
    qtbot.waitUntil(lambda: bool(entered), timeout=LONG)
    assert entered[0].folder != folder
    assert sorted(folder.rglob("*")) == left, "what is left of the case stays as it was"
    close(entered)


def test_a_wrong_passphrase_offers_no_copies(qtbot, stand_before, folder):
    door = stand_before(folder)
    door.page.asked.emit("not this one")
    qtbot.waitUntil(lambda: bool(door.page.passphrase.problem()), timeout=LONG)
    assert door.page.copy is None


def test_a_stick_is_looked_on_when_it_is_chosen(qtbot, stand_before, folder, stick, monkeypatch):
    door = stand_before(folder, places=[])
    door.bring_back(folder)
    door.page.passphrase.set_value(PASSPHRASE)
    qtbot.mouseClick(door.page.search, CLICK)
    qtbot.waitUntil(lambda: "No safe copy was found." in door.page.passphrase.problem(), timeout=LONG)
    choices = iter([None, stick])
    monkeypatch.setattr(restore_page, "choose_folder", lambda *_: next(choices))
    door.page.other.click()
    door.page.other.click()
    qtbot.waitUntil(door.page.part.isVisible, timeout=LONG)
    assert len(door.page.part.list.rows()) == 1


def test_nothing_typed_is_asked_for_and_back_leads_to_the_lock(qtbot, stand_before, folder):
    door = stand_before(folder)
    door.page.bring_back.emit()
    qtbot.mouseClick(door.page.search, CLICK)
    assert "Please type the passphrase" in door.page.passphrase.problem()
    door.page.turn.click()
    qtbot.mouseClick(door.page.search, CLICK)
    assert "Please type the lines" in door.page.sheet.problem()
    door.page.turn.click()
    assert door.page.passphrase.isVisible()
    door.page.back.emit()
    assert door.page.passphrase.isVisible()
    assert door.page.folder == folder


def test_a_mistake_of_the_program_is_not_hidden(qtbot, stand_before, folder, monkeypatch):
    def broken(_places):
        raise ZeroDivisionError

    monkeypatch.setattr(restoring, "generations", broken)
    door = stand_before(folder)
    door.bring_back(folder)
    door.page.passphrase.set_value(PASSPHRASE)
    with qtbot.captureExceptions() as caught:
        qtbot.mouseClick(door.page.search, CLICK)
        qtbot.waitUntil(lambda: bool(caught), timeout=LONG)
    assert caught[0][0] is ZeroDivisionError
