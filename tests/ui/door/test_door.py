"""The door: the first run, the unlock page, and what goes through."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.base import paths
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.ui.door import unlock as unlock_module
from secondop_desktop.ui.door.calls import DoorCalls, FirstAnswers
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.first_run import free_folder
from secondop_desktop.ui.door.patience import wait_after

SIX_WORDS = "copper lantern walnut river seven glove"
LINES = ("A7K-QM2P", "9XW-3RTB")


@dataclass
class Judged:
    ok: bool
    sentence: str
    strength: int


@dataclass
class Made:
    vault: object
    recovery_lines: tuple


class Keeper:
    """Stands behind the door and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.places = []
        self.threads = []
        self.refusal = None
        self.remembered = set()
        self.looked = []
        self.key_fits = True

    def calls(self):
        return DoorCalls(
            offer_passphrase=lambda: SIX_WORDS,
            judge_passphrase=self.judge,
            create=self.create,
            open=self.open,
            recovery_pdf=lambda lines, name: f"%PDF {name} {len(lines)}".encode(),
            sample=self.sample,
            check_line=self.check_line,
            check_place=self.check_place,
            places_of=lambda _folder: list(self.places),
            remembers=self.remembers,
            open_remembered=self.open_remembered,
        )

    def remembers(self, folder):
        self.looked.append((folder.name, threading.current_thread() is threading.main_thread()))
        return folder.name in self.remembered

    def open_remembered(self, folder):
        self._came("open without", folder.name)
        return "vault" if self.key_fits else None

    def check_line(self, vault, number, typed):
        if typed != LINES[number - 1]:
            raise UserError(f"This is not line {number}.")

    def check_place(self, vault, folder):
        if "case" in folder.name:
            raise UserError("This folder is inside your case.", "Please choose another one.")

    def judge(self, text):
        return Judged(
            len(text) >= 15, "Strong." if len(text) >= 15 else "This is too short.", min(4, len(text) // 5)
        )

    def create(self, folder, passphrase, name):
        self._came("create", folder.name, passphrase, name)
        return Made("vault", LINES)

    def open(self, folder, secret):
        self._came("open", folder.name, secret)
        return "vault"

    def sample(self, folder):
        self._came("sample", folder.name)
        return "vault"

    def _came(self, *what):
        self.asked.append(what)
        self.threads.append(threading.current_thread())
        if self.refusal is not None:
            raise self.refusal


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def entered():
    return []


@pytest.fixture
def open_door(qtbot, keeper, entered, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "usual_case_folder", lambda: tmp_path)

    def make(cases=(), warm=None):
        door = Door(keeper.calls(), cases, warm)
        qtbot.addWidget(door)
        door.entered.connect(entered.append)
        door.resize(800, 700)
        door.show()
        return door

    return make


def words(door):
    return " ".join(label.text() for label in door.findChildren(QLabel) if label.isVisible())


def fill_in(door, name="Margaret", passphrase=SIX_WORDS, again=SIX_WORDS):
    door.begin()
    door.page.name.set_value(name)
    door.page.passphrase.set_value(passphrase)
    door.page.again.set_value(again)
    door.page.make.click()


def test_a_new_case_is_made_off_the_gui_thread_and_goes_all_the_way(
    qtbot, open_door, keeper, entered, tmp_path
):
    door = open_door()
    fill_in(door)
    qtbot.waitUntil(lambda: "Your recovery sheet" in words(door))
    assert keeper.asked == [("create", "My case.secondop", SIX_WORDS, "Margaret")]
    assert keeper.threads != [threading.main_thread()]
    assert all(line in words(door) for line in LINES)
    assert not door.page.go_on.isEnabled()
    door.page.tick.click()
    door.page.go_on.click()
    assert "A second place for safe copies" in words(door)
    assert not door.page.go_on.isEnabled()
    door.page.skip.click()
    door.page.happened.set_value("A lump was found.")
    door.page.appointment.line.setText("14 May 2027")
    door.page.go_on.click()
    (through,) = entered
    assert (through.vault, through.folder) == ("vault", tmp_path / "My case.secondop")
    assert through.answers == FirstAnswers("A lump was found.", PartialDate(2027, 5, 14), "")
    assert (through.second_place, through.sheet_read) == (None, False)


def test_the_questions_can_be_skipped_and_the_sheet_printed_later(qtbot, open_door, entered):
    door = open_door()
    fill_in(door)
    qtbot.waitUntil(lambda: "Your recovery sheet" in words(door))
    door.page.later.click()
    door.page.skip.click()
    door.page.skip.click()
    assert entered[0].answers == FirstAnswers()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Please type a name"),
        ({"passphrase": "short", "again": "short"}, "passphrase", "too short"),
        ({"again": "another one entirely"}, "again", "not the same"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(open_door, keeper, typed, field, sentence):
    door = open_door()
    fill_in(door, **typed)
    assert sentence in door.page.form.field(field).problem()
    assert keeper.asked == []


def test_a_place_that_is_taken_is_refused(open_door, tmp_path, keeper):
    door = open_door()
    door.begin()
    (tmp_path / "Taken.secondop").mkdir()
    door.page.where.set_value(str(tmp_path / "Taken"))
    door.page.name.set_value("Margaret")
    door.page.offer()
    door.page.make.click()
    assert "already" in door.page.form.field("folder").problem()
    assert keeper.asked == []


def test_six_words_are_offered_shown_and_judged(open_door):
    door = open_door()
    door.begin()
    door.page.offer()
    assert door.page.passphrase.value() == door.page.again.value() == SIX_WORDS
    assert door.page.passphrase.line.displayText() == SIX_WORDS
    assert door.page.strength.text() == "Strong."


def test_a_folder_that_cannot_be_used_leaves_everything_typed(qtbot, open_door, keeper):
    keeper.refusal = UserError("This folder cannot be written to.", "Please choose another one.")
    door = open_door()
    fill_in(door)
    qtbot.waitUntil(lambda: "cannot be written to" in door.problem())
    assert door.page.name.value() == "Margaret"
    assert door.page.make.isEnabled()


def test_a_new_case_never_takes_a_name_that_is_there(tmp_path):
    (tmp_path / "My case.secondop").mkdir()
    (tmp_path / "My case 2.secondop").mkdir()
    assert free_folder(tmp_path).name == "My case 3.secondop"


def test_the_sheet_is_saved_as_a_pdf_for_this_person_only(qtbot, open_door, tmp_path):
    door = open_door()
    fill_in(door)
    qtbot.waitUntil(lambda: "Your recovery sheet" in words(door))
    target = tmp_path / "sheet.pdf"
    door.page.save_to(target)
    assert target.read_bytes() == b"%PDF Margaret 2"
    assert target.stat().st_mode & 0o077 == 0
    door.page.save_to(tmp_path / "missing" / "sheet.pdf")
    assert "could not be saved" in door.problem()


def test_the_right_passphrase_opens_the_case(qtbot, open_door, keeper, entered, tmp_path):
    door = open_door([tmp_path / "My case.secondop"])
    assert "Open “My case”" in words(door)
    qtbot.keyClicks(door.page.passphrase.line, SIX_WORDS)
    qtbot.keyClick(door.page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered))
    assert keeper.asked == [("open", "My case.secondop", SIX_WORDS)]
    assert (entered[0].vault, entered[0].answers) == ("vault", None)


def test_nothing_is_asked_twice_while_the_case_opens(
    qtbot, open_door, keeper, entered, tmp_path, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()

    def slow(folder, secret):
        begun.set()
        go_on.wait(5)
        return "vault"

    monkeypatch.setattr(keeper, "open", slow)
    door = open_door([tmp_path / "My case.secondop"])
    door.page.passphrase.set_value("x")
    door.page.open.click()
    assert begun.wait(5)
    assert not door.page.open.isEnabled()
    assert "This takes a moment" in words(door)
    go_on.set()
    qtbot.waitUntil(lambda: len(entered) == 1)


def test_a_wrong_passphrase_is_said_and_later_tries_have_to_wait(qtbot, open_door, keeper, tmp_path):
    keeper.refusal = UserError("This passphrase does not open the case. Nothing was changed.")
    door = open_door([tmp_path / "My case.secondop"])
    for tries in range(1, 4):
        door.page.passphrase.set_value(f"wrong {tries}")
        door.page.open.click()
        qtbot.waitUntil(lambda tries=tries: door.page.patience.tries == tries)
    assert "does not open the case" in door.page.passphrase.problem()
    assert "try again in 2 seconds" in door.page.passphrase.problem()
    assert not door.page.open.isEnabled()
    door.page._ask()
    assert len(keeper.asked) == 3
    for _ in range(2):
        door.page.patience.tick()
    assert door.page.open.isEnabled()
    assert "try again" not in door.page.passphrase.problem()


def test_the_wait_grows_to_a_minute_and_no_further():
    assert [wait_after(tries) for tries in range(1, 10)] == [0, 0, 2, 4, 8, 16, 32, 60, 60]


def test_the_recovery_sheet_opens_the_case_instead(qtbot, open_door, keeper, entered, tmp_path):
    door = open_door([tmp_path / "My case.secondop"])
    door.page.turn.click()
    door.page.open.click()
    assert "type the lines" in door.page.sheet.problem()
    door.page.sheet.set_value("\n".join(LINES))
    door.page.open.click()
    qtbot.waitUntil(lambda: bool(entered))
    assert keeper.asked == [("open", "My case.secondop", "\n".join(LINES))]
    door.page.turn.click()
    assert door.page.sheet is None
    assert door.page.passphrase.isVisible()


def test_another_known_case_is_one_press_away(open_door, tmp_path):
    door = open_door([tmp_path / "My case.secondop", tmp_path / "Aunt Rosa.secondop"])
    door.page.another.emit(str(tmp_path / "Aunt Rosa.secondop"))
    assert "Open “Aunt Rosa”" in words(door)
    assert unlock_module.case_words(Path("/x/Aunt Rosa.secondop")) == "Aunt Rosa"


def test_a_case_is_chosen_by_its_folder(open_door, tmp_path, monkeypatch):
    door = open_door()
    monkeypatch.setattr("secondop_desktop.ui.dialogs.files.choose_folder", lambda *_: None)
    door.choose_case()
    assert "one step at a time" in words(door)
    monkeypatch.setattr(
        "secondop_desktop.ui.dialogs.files.choose_folder", lambda *_: tmp_path / "Old.secondop"
    )
    door.choose_case()
    assert "Open “Old”" in words(door)


def test_the_sample_case_is_one_press_away(qtbot, open_door, keeper, entered):
    door = open_door()
    door.page.look_around.emit()
    qtbot.waitUntil(lambda: bool(entered))
    assert entered[0].sample
    assert keeper.asked == [("sample", "Sample case.secondop")]


def test_back_leads_to_where_one_came_from(open_door, tmp_path):
    door = open_door()
    door.begin()
    door.page.back.emit()
    assert "one step at a time" in words(door)
    door = open_door([tmp_path / "My case.secondop"])
    door.begin()
    door.page.back.emit()
    assert "Open “My case”" in words(door)


def test_slow_imports_begin_once_the_page_is_shown(qtbot, open_door):
    warmed = []
    door = open_door(warm=lambda: warmed.append(threading.current_thread()))
    assert warmed == []
    door.grab()
    qtbot.waitUntil(lambda: bool(warmed))
    assert warmed != [threading.main_thread()]


def test_the_tab_key_comes_to_everything_on_the_page(qtbot, open_door):
    door = open_door()
    door.begin()
    with qtbot.waitActive(door):
        door.activateWindow()
    assert door.page.name.line.hasFocus()
    reached = set()
    for _ in range(12):
        qtbot.keyClick(door.window().focusWidget(), Qt.Key.Key_Tab)
        reached.add(door.window().focusWidget().text())
    assert {"Back", "Make my case", "Offer me six words"} <= reached
