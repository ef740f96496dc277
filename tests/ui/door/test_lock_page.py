"""What the unlock page adds after it is painted, and what nobody gets around: the wait and the lock."""

import threading

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows.make_sample import PASSPHRASE
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.patience import Patience
from tests.ui.door.test_door import SIX_WORDS, Keeper, words

WRONG = UserError("This passphrase does not open the case.", "Nothing was changed.")


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def entered():
    return []


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "My case.secondop"


@pytest.fixture
def stand_before(qtbot, keeper, entered):
    """Make a door to one case and show it."""

    def make(*cases, locked=False):
        door = Door(keeper.calls(), cases, None, locked=locked)
        qtbot.addWidget(door)
        door.entered.connect(entered.append)
        door.resize(800, 700)
        door.show()
        return door

    return make


def looked_at(qtbot, door, keeper):
    """Wait until the door has found out what it can."""
    qtbot.waitUntil(lambda: bool(keeper.looked) and not door._asides.running())
    return door


def guess(qtbot, door, keeper, tries):
    """Type wrong passphrases; the seconds between them pass at once, and the last wait stands still."""
    keeper.refusal = WRONG
    for count in range(1, tries + 1):
        for _ in range(door.page.patience.left):
            door.page.patience.tick()
        door.page.passphrase.set_value("a guess")
        door.page.open.click()
        qtbot.waitUntil(lambda count=count: door.page.patience.tries == count)
        door.page.patience._second.stop()
    keeper.refusal = None


def test_a_remembered_key_opens_the_case_without_the_passphrase(qtbot, stand_before, keeper, entered, mine):
    keeper.remembered = {mine.name}
    door = stand_before(mine)
    assert keeper.looked == [], "the keychain is not asked before the window is painted"
    qtbot.waitUntil(lambda: door.page.without is not None)
    assert keeper.looked == [(mine.name, False)]
    assert door.page.passphrase.line is door.focusWidget()
    qtbot.mouseClick(door.page.without, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(entered))
    assert (entered[0].vault, entered[0].folder) == ("vault", mine)
    assert keeper.asked == [("open without", mine.name)]
    assert keeper.threads != [threading.main_thread()]


def test_a_case_that_is_not_remembered_offers_no_way_around(qtbot, stand_before, keeper, mine):
    door = looked_at(qtbot, stand_before(mine), keeper)
    assert door.page.without is None
    assert "without the passphrase" not in words(door)


def test_behind_the_lock_the_keychain_is_not_even_asked(qtbot, stand_before, keeper, tmp_path):
    sample = tmp_path / "Sample case.secondop"
    keeper.remembered = {sample.name}
    door = stand_before(sample, locked=True)
    qtbot.waitUntil(lambda: PASSPHRASE in words(door))
    assert keeper.looked == []
    assert door.page.without is None


def test_a_remembered_key_that_fits_no_more_leads_back_to_the_passphrase(
    qtbot, stand_before, keeper, entered, mine
):
    keeper.remembered, keeper.key_fits = {mine.name}, False
    door = stand_before(mine)
    qtbot.waitUntil(lambda: door.page.without is not None)
    door.page.without.click()
    qtbot.waitUntil(lambda: door.page.without is None)
    assert "Please type the passphrase" in door.page.passphrase.problem()
    assert door.page.patience.tries == 0
    assert door.page.open.isEnabled()
    assert entered == []


def test_a_keychain_that_fails_is_no_wrong_passphrase(qtbot, stand_before, keeper, mine):
    keeper.remembered = {mine.name}
    door = stand_before(mine)
    qtbot.waitUntil(lambda: door.page.without is not None)
    keeper.refusal = UserError("The keychain of this computer is locked.", "Your case is safe.")
    door.page.without.click()
    qtbot.waitUntil(lambda: "is locked" in door.problem())
    assert door.page.patience.tries == 0
    assert door.page.passphrase.isEnabled()
    assert door.page.without.isEnabled()


def test_each_known_case_is_looked_up_when_its_page_comes(qtbot, stand_before, keeper, mine, tmp_path):
    aunt = tmp_path / "Aunt Rosa.secondop"
    keeper.remembered = {aunt.name}
    door = looked_at(qtbot, stand_before(mine, aunt), keeper)
    door.page.another.emit(str(aunt))
    qtbot.waitUntil(lambda: door.page.without is not None)
    assert [name for name, _ in keeper.looked] == [mine.name, aunt.name]


def test_a_late_answer_of_the_keychain_does_not_land_on_another_page(
    qtbot, stand_before, keeper, mine, tmp_path, monkeypatch
):
    asked, answer = threading.Event(), threading.Event()

    def slow(folder):
        keeper.looked.append(folder.name)
        asked.set()
        answer.wait(5)
        return folder == mine

    monkeypatch.setattr(keeper, "remembers", slow)
    door = stand_before(mine, tmp_path / "Aunt Rosa.secondop")
    qtbot.waitUntil(asked.is_set)
    door.page.another.emit(str(tmp_path / "Aunt Rosa.secondop"))
    answer.set()
    qtbot.waitUntil(lambda: len(keeper.looked) == 2 and not door._asides.running())
    assert keeper.looked == [mine.name, "Aunt Rosa.secondop"]
    assert door.page.without is None


def test_a_case_is_opened_only_when_nobody_reads_its_file(
    qtbot, stand_before, keeper, entered, mine, monkeypatch
):
    reading, read = threading.Event(), threading.Event()
    order = []

    def remembers(_folder):
        reading.set()
        read.wait(5)
        order.append("read")
        return False

    def opens(_folder, _secret):
        order.append("open")
        return "vault"

    monkeypatch.setattr(keeper, "remembers", remembers)
    monkeypatch.setattr(keeper, "open", opens)
    door = stand_before(mine)
    qtbot.waitUntil(reading.is_set)
    door.page.asked.emit(SIX_WORDS)
    read.set()
    qtbot.waitUntil(lambda: bool(entered))
    assert order == ["read", "open"]


def test_a_case_that_is_open_is_not_looked_at_any_more(qtbot, stand_before, keeper, entered, mine):
    door = stand_before(mine)
    door.page.asked.emit(SIX_WORDS)
    qtbot.waitUntil(lambda: bool(entered))
    door._begin_slow_things()
    assert keeper.looked == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("Sample case.secondop", True), ("Sample case 2.secondop", True), ("My case.secondop", False)],
)
def test_the_sample_case_tells_its_passphrase(qtbot, stand_before, keeper, tmp_path, name, told):
    door = looked_at(qtbot, stand_before(tmp_path / name), keeper)
    assert (f"Its passphrase is: {PASSPHRASE}" in words(door)) is told


def test_the_wait_stays_when_the_page_is_made_anew(qtbot, stand_before, keeper, mine):
    door = stand_before(mine)
    guess(qtbot, door, keeper, 4)
    assert door.page.patience.left == 4
    door.begin()
    door.page.back.emit()
    assert not door.page.open.isEnabled()
    assert "try again in 4 seconds" in door.page.passphrase.problem()
    door.page.passphrase.set_value("a guess")
    door.page._ask()
    assert len(keeper.asked) == 4
    for _ in range(4):
        door.page.patience.tick()
    assert door.page.open.isEnabled()
    assert door.page.passphrase.problem() == ""
    assert door.page.patience.tries == 4


def test_the_wait_goes_on_while_another_page_is_shown(qtbot, stand_before, keeper, mine, tmp_path):
    door = stand_before(mine)
    guess(qtbot, door, keeper, 3)
    patience = door.page.patience
    door.ask_for(tmp_path / "Aunt Rosa.secondop")
    assert door.page.open.isEnabled(), "each case has its own wait"
    patience.tick()
    door.ask_for(mine)
    assert "try again in 1 second." in door.page.passphrase.problem()


def test_a_wrong_passphrase_counts_also_when_the_page_was_left_meanwhile(
    qtbot, stand_before, keeper, mine, monkeypatch
):
    go_on = threading.Event()

    def slow(_folder, _secret):
        go_on.wait(5)
        raise WRONG

    monkeypatch.setattr(keeper, "open", slow)
    door = stand_before(mine)
    patience = door.page.patience
    door.page.asked.emit("a guess")
    door.begin()
    go_on.set()
    qtbot.waitUntil(lambda: patience.tries == 1)
    assert door.page.make.isEnabled()


def test_the_seconds_are_counted_by_themselves(qtbot, qapp):
    patience = Patience(qapp)
    for _ in range(3):
        patience.wrong()
    patience._second.setInterval(1)
    qtbot.waitUntil(lambda: patience.left == 0)
    assert not patience._second.isActive()
