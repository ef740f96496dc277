"""A case that is too damaged to be opened is repaired at the door, and opened right away."""

import shutil

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.ui.door import damaged
from secondop_desktop.ui.door.damaged import DamagedPage
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.unlock import UnlockPage
from tests.a_desktop import door_calls
from tests.encrypted_case import PASSPHRASE

CLICK = Qt.MouseButton.LeftButton
LONG = 15_000


@pytest.fixture
def entered():
    return []


@pytest.fixture
def spoilt(vault, folder):
    """The folder of a closed case whose first page is destroyed."""
    with vault.write() as session:
        tasks.keep(session, Task(text="call the ward"))
    vault.close()
    content = (folder / "case.db").read_bytes()
    (folder / "case.db").write_bytes(bytes(16384) + content[16384:])
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def door(qtbot, ways, spoilt, entered, monkeypatch):
    """The door after the right passphrase was typed."""
    monkeypatch.setattr(damaged, "usual_ways", lambda: ways)
    door = Door(door_calls(ways, places_of=lambda _folder: []), [spoilt])
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
