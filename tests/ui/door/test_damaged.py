"""A case that is too damaged to be opened is repaired at the door, and opened right away."""

import shutil

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, restore
from secondop_desktop.ui import restore_part
from secondop_desktop.ui.door import damaged
from secondop_desktop.ui.door import restore as restore_page
from secondop_desktop.ui.door.damaged import DamagedPage
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.restore import RestorePage
from secondop_desktop.ui.door.unlock import UnlockPage
from secondop_desktop.vault import case_file
from tests.a_desktop import door_calls
from tests.encrypted_case import PASSPHRASE

CLICK = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture
def entered():
    return []


@pytest.fixture
def stick(tmp_path):
    return tmp_path / "KINGSTON"


@pytest.fixture
def spoilt(vault, folder, stick):
    """The folder of a closed case whose first page is destroyed; a copy of it is on a stick."""
    with vault.write() as session:
        tasks.keep(session, Task(text="call the ward"))
    stick.mkdir()
    assert back_up.back_up(vault, [back_up.prepare_chosen(vault, stick)])[0].problem is None
    vault.close()
    content = (folder / "case.db").read_bytes()
    (folder / "case.db").write_bytes(bytes(16384) + content[16384:])
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def door(qtbot, ways, spoilt, stick, entered, monkeypatch):
    """The door after the right passphrase was typed."""
    for module in (damaged, restore_part, restore_page):
        monkeypatch.setattr(module, "usual_ways", lambda: ways)
    door = Door(door_calls(ways, places_of=lambda _folder: restore.places_under(stick)), [spoilt])
    qtbot.addWidget(door)
    door.entered.connect(entered.append)
    door.show()
    door.page.asked.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(door.page, DamagedPage), timeout=LONG)
    return door


def test_it_is_repaired_with_the_passphrase_that_was_typed_and_opened(qtbot, door, entered, spoilt):
    before = (spoilt / "case.db").read_bytes()
    qtbot.mouseClick(door.page.part.start, CLICK)
    assert not door.page.restore.isEnabled()
    qtbot.waitUntil(door.page.part.open.isVisible, timeout=LONG)
    assert "Done." in door.page.part.done.text()
    qtbot.mouseClick(door.page.part.open, CLICK)
    qtbot.waitUntil(lambda: bool(entered), timeout=LONG)
    with entered[0].vault.read() as session:
        assert [task.text for task in tasks.everything(session)] == ["call the ward"]
    entered[0].vault.close()
    assert (spoilt / "case.db").read_bytes() == before


def test_one_may_leave_again(qtbot, door):
    qtbot.mouseClick(door.page.leave, CLICK)
    assert isinstance(door.page, UnlockPage)


def test_a_wrong_passphrase_is_not_told_that_the_case_is_damaged(qtbot, door):
    qtbot.mouseClick(door.page.leave, CLICK)
    door.page.asked.emit("not this one at all")
    qtbot.waitUntil(lambda: "does not open" in door.page.passphrase.problem(), timeout=LONG)


def test_one_goes_back_to_a_safe_copy_without_typing_the_passphrase_again(qtbot, door, entered, spoilt):
    before = sorted((one, one.read_bytes()) for one in spoilt.rglob("*") if one.is_file())
    door.resize(900, 900)
    qtbot.mouseClick(door.page.restore, CLICK)
    page = door.page
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(page.part.beside.isVisible, timeout=LONG)
    qtbot.mouseClick(page.part.restore, CLICK)
    qtbot.waitUntil(page.part.ended.isVisible, timeout=LONG)
    qtbot.mouseClick(page.part.open, CLICK)
    qtbot.waitUntil(lambda: bool(entered), timeout=LONG)
    with entered[0].vault.read() as session:
        assert [task.text for task in tasks.everything(session)] == ["call the ward"]
    assert entered[0].folder != spoilt
    entered[0].vault.close()
    assert sorted((one, one.read_bytes()) for one in spoilt.rglob("*") if one.is_file()) == before


def test_copies_that_another_passphrase_opens_are_asked_for(qtbot, door, stick, ways):
    other = stick.parent / "Other.secondop"
    made = case_file.create(other, "the passphrase of another case", ways)
    for place in restore.places_under(stick):
        shutil.rmtree(place)
    assert back_up.back_up(made, [back_up.prepare_chosen(made, stick)])[0].problem is None
    made.close()
    qtbot.mouseClick(door.page.leave, CLICK)
    door.page.asked.emit(PASSPHRASE)
    qtbot.waitUntil(lambda: isinstance(door.page, DamagedPage), timeout=LONG)
    qtbot.mouseClick(door.page.restore, CLICK)
    qtbot.waitUntil(lambda: bool(door.page.passphrase.problem()), timeout=LONG)
    assert door.page.ask.isVisible()
    assert not door.page.part.isVisible()
