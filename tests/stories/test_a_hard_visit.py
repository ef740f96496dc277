"""Visits on which everything else goes wrong too: the lid, the clock, the clipboard, another window."""

import random
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from secondop_desktop.base.clock import Clock
from secondop_desktop.case import appointments, bin, notes, questions
from secondop_desktop.flows import open_case
from secondop_desktop.ui.places import APPOINTMENT_MODE, VISIT, Place
from secondop_desktop.vault import history
from tests.a_desktop import living
from tests.encrypted_case import PASSPHRASE
from tests.faults.test_locks import ears_on
from tests.private_bus import LACKING, a_bus, a_stand_in
from tests.ui.screens import visits

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "She said the margins are clear."
THREE_HOURS, EVERY = timedelta(hours=3), timedelta(minutes=3)
FULL_PAGE = 100_000
MOST_MEGABYTES = 30


class InTheRoom:
    """Somebody in appointment mode, in the whole program."""

    def __init__(self, qtbot, stay):
        self.qtbot, self.stay = qtbot, stay

    @property
    def screen(self):
        return self.stay.window.rooms.shown()

    @property
    def note(self):
        """The editor that hears the keyboard."""
        return self.screen.view.note()

    def sit_down(self, visit):
        """Begin the visit."""
        self.stay.window.rooms.go(Place(APPOINTMENT_MODE, visit))
        self.qtbot.waitUntil(self.note.isVisible, timeout=10_000)
        self.note.setFocus()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key where the keyboard is heard."""
        QTest.keyClick(self.stay.window.focusWidget(), key, modifier)

    def type(self, words):
        """Type where the keyboard is heard."""
        QTest.keyClicks(self.stay.window.focusWidget(), words)

    def cursor(self):
        return self.note.textCursor().position()

    def write(self, command):
        """As if it were done in another window."""
        self.screen.work.flush()
        with self.screen.work.vault.write() as session:
            found = command(session)
        self.screen.work.flush()
        return found


@pytest.fixture
def visit(folder, ways):
    """A case with a visit and three questions for it; the visit's id."""
    vault = open_case.create(folder, PASSPHRASE, "Margaret", ways).vault
    with vault.write() as session:
        found = visits.plan(session)
    vault.close()
    return found


@pytest.fixture(autouse=True)
def computer_clock(frozen_clock, monkeypatch):
    """The clock of the computer itself, for whoever is given no other."""
    monkeypatch.setattr(Clock, "now", lambda _: frozen_clock.now())
    monkeypatch.setattr(Clock, "zone", lambda _: frozen_clock.zone())
    return frozen_clock


@pytest.fixture
def inside(qapp, qtbot, folder, ways):
    """`with inside() as somebody`: the program with the case unlocked, as after each start."""

    @contextmanager
    def inside():
        with living(qapp, folder, ways) as stay:
            stay.unlock(qtbot)
            yield InTheRoom(qtbot, stay)

    return inside


@pytest.fixture
def in_the_room(inside, visit):
    with inside() as somebody:
        somebody.sit_down(visit)
        yield somebody


@contextmanager
def opened(folder, ways):
    """The case by itself, once nobody has it open."""
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        assert vault.adds_up()
        with vault.read() as session:
            yield session
    finally:
        vault.close()


def page_of(session, visit):
    return notes.of_visit(session, visit).text


def answers_of(session, visit):
    found = questions.for_appointment(session, appointments.one(session, visit))
    return [entry.asking.answer for entry in found]


@pytest.mark.skipif(bool(LACKING), reason=f"no bus of its own can be had here; missing: {LACKING}")
def test_the_lid_is_closed_and_opened_and_one_writes_on_in_the_middle_of_the_word(
    qtbot, inside, visit, folder, ways, frozen_clock
):
    with a_bus() as address, a_stand_in(address) as orders:
        with ears_on(address, "closed"), inside() as somebody:
            somebody.sit_down(visit)
            somebody.press(Qt.Key.Key_PageDown, CTRL)
            somebody.type("She d it.")
            for _ in range(4):
                somebody.press(Qt.Key.Key_Left)
            ears = somebody.stay.desktop._system._watches[-1]
            qtbot.waitUntil(ears.holds_delay, timeout=10_000)
            orders.emit("sleep")
            qtbot.waitUntil(lambda: bool(somebody.stay.replaced), timeout=10_000)
        frozen_clock.sleep(timedelta(hours=2))
        with ears_on(address, "opened"), inside() as somebody:
            orders.emit("sleep", on=False)
            qtbot.waitUntil(lambda: somebody.cursor() == 5, timeout=10_000)
            assert somebody.screen.view.answer.overline.text() == "Question 2 of 3"
            assert somebody.stay.window.focusWidget() is somebody.note
            assert somebody.screen.view.bar.clock.text() == "11:30"
            somebody.type("rew")
            assert somebody.screen.saver.flush()
    with opened(folder, ways) as session:
        assert answers_of(session, visit) == ["", "She drew it.", ""]


def test_three_hours_and_a_hundred_thousand_letters_are_all_there(inside, visit, folder, ways, frozen_clock):
    chance, letters = random.Random(3), "etaoin shrdlu etaoin\n"  # noqa: S311 - no secret
    steps = THREE_HOURS // EVERY
    whole = "".join(chance.choices(letters, k=FULL_PAGE))
    with inside() as somebody:
        somebody.sit_down(visit)
        somebody.press(Qt.Key.Key_P, CTRL)
        for step in range(steps):
            frozen_clock.move_on(EVERY)
            somebody.note.insertPlainText(whole[FULL_PAGE * step // steps : FULL_PAGE * (step + 1) // steps])
            assert somebody.screen.saver.flush()
        assert somebody.screen.view.bar.saved.text() == "Saved just now"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert size < MOST_MEGABYTES * 1_000_000
    with opened(folder, ways) as session:
        note = notes.of_visit(session, visit)
        assert note.text == whole
        assert len(history.versions_of(session.connection(), note.id)) == steps
    with inside() as somebody:
        somebody.sit_down(visit)
        somebody.press(Qt.Key.Key_P, CTRL)
        somebody.qtbot.waitUntil(lambda: somebody.note.text() == whole, timeout=10_000)


def test_five_megabytes_are_not_pasted_and_a_long_report_is(in_the_room, folder, ways, visit):
    somebody, clipboard = in_the_room, QGuiApplication.clipboard()
    somebody.type(WORDS)
    clipboard.setText("5 MB " * 1_000_000)
    somebody.press(Qt.Key.Key_V, CTRL)
    assert somebody.note.text() == WORDS
    assert "not pasted" in somebody.screen.view.bar.word.sentence.text()
    report = "Margins clear, 3 µm.\n" * 5_000
    clipboard.setText(report)
    somebody.press(Qt.Key.Key_V, CTRL)
    somebody.type("And so on.")
    clipboard.clear()
    assert somebody.screen.saver.flush()
    assert somebody.write(lambda session: answers_of(session, visit))[0] == WORDS + report + "And so on."


def test_the_clock_goes_back_and_the_time_zone_changes_while_one_writes(
    in_the_room, frozen_clock, visit, qtbot
):
    somebody = in_the_room
    somebody.type("one")
    assert somebody.screen.saver.flush()
    for change in (timedelta(hours=-5), timedelta(days=400), timedelta(days=-800)):
        frozen_clock.moment += change
        frozen_clock.zone_name = "Asia/Tokyo"
        somebody.type(" more")
        somebody.press(Qt.Key.Key_T, CTRL)
        assert somebody.screen.saver.flush()
        kept = somebody.write(lambda session: answers_of(session, visit))
        assert kept[0] == somebody.note.text()
    somebody.screen._tick.timeout.emit()
    assert somebody.screen.view.bar.clock.text() == "19:30"
    assert somebody.screen.view.bar.when.text().startswith("Tuesday 3 March 2026, 10:30")


def test_a_visit_deleted_in_another_window_keeps_every_word_that_is_typed_on(
    qtbot, in_the_room, visit, folder, ways
):
    somebody = in_the_room
    somebody.type("Before.")
    somebody.write(lambda session: bin.throw_away(session, "appointment", visit))
    somebody.type(" After.")
    somebody.press(Qt.Key.Key_P, CTRL)
    somebody.type("On the page.")
    somebody.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: somebody.screen.place.room != APPOINTMENT_MODE, timeout=5_000)
    somebody.write(lambda session: bin.bring_back(session, "appointment", visit))
    assert somebody.write(lambda session: answers_of(session, visit))[0] == "Before. After."
    assert somebody.write(lambda session: page_of(session, visit)) == "On the page."


@pytest.mark.parametrize("status", ["cancelled", "done"])
def test_a_visit_that_was_called_off_or_is_over_can_be_written_in_all_the_same(
    inside, visit, status, frozen_clock
):
    frozen_clock.move_on(timedelta(days=30))
    with inside() as somebody:
        somebody.write(lambda session: setattr(appointments.one(session, visit), "status", status))
        somebody.sit_down(visit)
        somebody.type(WORDS)
        somebody.press(Qt.Key.Key_Escape)
        somebody.qtbot.waitUntil(lambda: somebody.screen.place == Place(VISIT, visit), timeout=5_000)
        assert somebody.write(lambda session: answers_of(session, visit))[0] == WORDS
        assert somebody.write(lambda session: appointments.one(session, visit).status) == status
