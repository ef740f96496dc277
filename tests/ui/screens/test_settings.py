"""Settings count at once; the key is shown after the passphrase only; a new passphrase ends at the lock."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import keep_key, open_case
from secondop_desktop.ui import case_check, theme
from secondop_desktop.ui.dialogs.new_passphrase import NewPassphraseDialog
from secondop_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog
from secondop_desktop.ui.places import BIN, SETTINGS, Place
from secondop_desktop.ui.screens.settings import SettingsScreen
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.keychain import Availability, KeychainProblem
from tests.encrypted_case import PASSPHRASE
from tests.ui.screens.paperwork import LONG, put, tray, with_tray

assert put
assert tray
assert with_tray

NEW = "nine brown otters under the bridge"
CLICK = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def cheap(monkeypatch, ways):
    """The key derivation of the tests, wherever a flow would take the real one."""
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)


@pytest.fixture
def shelf(monkeypatch):
    """A keychain in memory."""
    kept = {}
    monkeypatch.setattr(keep_key.keychain, "offered", lambda: Availability(True, "It can keep the key."))
    monkeypatch.setattr(keep_key.keychain, "recall", kept.get)
    monkeypatch.setattr(keep_key.keychain, "remember", kept.__setitem__)
    monkeypatch.setattr(keep_key.keychain, "forget", lambda name: kept.pop(name, None))
    return kept


@pytest.fixture
def screen(enter, with_tray):
    return enter(SettingsScreen, Place(SETTINGS), in_house=with_tray)


def dialog(screen, kind):
    return next(d for d in screen.findChildren(kind) if d.isVisible())


def test_letters_and_colours_change_at_once(screen, look):
    screen.text_size.set_value(150)
    screen.theme.set_value("dark")
    assert (look.text_size, look.theme) == (150, "dark")
    assert theme.tokens().scale == 1.5
    assert theme.tokens().theme == "dark"


def test_the_language_of_the_spelling_counts_at_once_and_nothing_unknown_breaks_it(screen, look):
    assert screen.spelling.value() == ""
    screen.spelling.set_value("es")
    assert look.spelling == "es"
    look.spelling = "xx"
    screen._show_settings()
    assert screen.spelling.value() is not None


def test_a_change_by_key_is_shown_here_too(screen, look, house):
    look.text_size = 175
    house.settings_changed()
    assert screen.text_size.value() == 175


def test_the_minutes_until_the_lock_are_kept(screen, look):
    assert screen.minutes.value() == 10
    screen.minutes.set_value(5)
    assert look.lock_after_minutes == 5
    screen.minutes.set_value(0)
    assert look.lock_after_minutes == 0


def test_the_check_says_in_sentences_that_all_is_well(qtbot, screen, put, work):
    put(b"a few words for a text file", "note.txt")
    check = screen.check
    qtbot.mouseClick(check.check, CLICK)
    assert not check.check.isEnabled()
    qtbot.waitUntil(check.check.isEnabled, timeout=LONG)
    assert check.verdict.text() == "All is well"
    assert "1 file was read to the end." in " ".join(check.sentences())
    assert check.repair.isHidden()


def test_the_check_names_what_is_damaged(qtbot, screen, put, folder):
    put(b"a few words for a text file", "Letter.txt")
    (blob,) = (file for file in (folder / "blobs").rglob("*") if file.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    check = screen.check
    qtbot.mouseClick(check.check, CLICK)
    qtbot.waitUntil(check.check.isEnabled, timeout=LONG)
    assert check.verdict.text() == "Something is damaged"
    assert "Record “Letter”: its file is damaged." in check.sentences()
    assert check.repair.isVisible()
    assert not check.back.isVisible(), "without a keeper of copies there is nothing to go back to"


def test_a_check_can_be_stopped(qtbot, screen, put, monkeypatch):
    put(b"a few words for a text file", "note.txt")
    going = threading.Event()

    def slow(_vault, progress, *_more):
        going.set()
        while True:
            progress.at(0.5)

    monkeypatch.setattr(case_check.check_case, "check_case", slow)
    check = screen.check
    qtbot.mouseClick(check.check, CLICK)
    qtbot.waitUntil(going.is_set)
    qtbot.mouseClick(check.stop, CLICK)
    qtbot.waitUntil(check.check.isEnabled, timeout=LONG)
    assert check.verdict.text() == "The check was stopped"
    assert check.sentences() == []


def test_it_says_where_the_case_is_and_how_full_the_bin_is(qtbot, screen, folder, keep, work):
    assert screen.where.text().replace("\u200b", "") == str(folder)
    assert screen.in_bin.text() == "The bin is empty."
    task = keep(lambda session: tasks.keep(session, Task(text="x")))
    work.write(screen, lambda session: bin_.throw_away(session, "task", task.id))
    qtbot.waitUntil(lambda: screen.in_bin.text() == "1 thing is in the bin.")
    qtbot.mouseClick(screen.bin, CLICK)
    assert screen.went == [Place(BIN)]


def test_without_a_keychain_nothing_can_be_remembered(qtbot, screen):
    qtbot.waitUntil(lambda: "no keychain" in screen.remember_said.text(), timeout=LONG)
    assert not screen.remember.isEnabled()


def test_the_key_is_remembered_and_forgotten_when_the_person_says_so(qtbot, enter, with_tray, shelf, vault):
    house = with_tray
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_tray)
    qtbot.waitUntil(screen.remember.isEnabled, timeout=LONG)
    assert not screen.remember.isChecked()
    screen.remember.click()
    qtbot.waitUntil(lambda: screen.remember.isEnabled() and bool(shelf), timeout=LONG)
    assert shelf == {vault.public_name: vault.key}
    assert house.settings.remembered == [vault.public_name]
    screen.remember.click()
    qtbot.waitUntil(lambda: screen.remember.isEnabled() and not shelf, timeout=LONG)
    assert not screen.remember.isChecked()
    assert house.settings.remembered == []


def test_a_keychain_that_was_never_given_a_key_is_not_asked_for_one(
    qtbot, enter, with_tray, shelf, vault, monkeypatch
):
    shelf[vault.public_name] = vault.key
    asked = []
    monkeypatch.setattr(keep_key.keychain, "recall", lambda name: asked.append(name) or shelf.get(name))
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_tray)
    qtbot.waitUntil(screen.remember.isEnabled, timeout=LONG)
    assert not asked
    assert not screen.remember.isChecked()


def test_a_keychain_that_was_wiped_is_noted(qtbot, enter, with_tray, shelf, vault):
    with_tray.settings.remembered = [vault.public_name]
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_tray)
    qtbot.waitUntil(lambda: not with_tray.settings.remembered, timeout=LONG)
    qtbot.waitUntil(screen.remember.isEnabled, timeout=LONG)
    assert not screen.remember.isChecked()


def test_a_keychain_that_refuses_leaves_no_note(qtbot, enter, with_tray, shelf, notices, monkeypatch):
    def refuses(*_):
        raise KeychainProblem("The keychain of this computer is locked.")

    monkeypatch.setattr(keep_key.keychain, "remember", refuses)
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=with_tray)
    qtbot.waitUntil(screen.remember.isEnabled, timeout=LONG)
    screen.remember.click()
    qtbot.waitUntil(lambda: screen.remember.isEnabled() and not screen.remember.isChecked(), timeout=LONG)
    assert with_tray.settings.remembered == []


def test_the_recovery_sheet_is_shown_after_the_passphrase_only(qtbot, screen, vault, monkeypatch, tmp_path):
    qtbot.mouseClick(screen.sheet, CLICK)
    shown = dialog(screen, RecoverySheetDialog)
    qtbot.keyClicks(shown.passphrase.line, "not this one")
    qtbot.keyClick(shown.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the passphrase" in shown.passphrase.problem(), timeout=LONG)
    assert shown.sheet is None
    shown.passphrase.set_value(PASSPHRASE)
    qtbot.mouseClick(shown.show_button, CLICK)
    qtbot.waitUntil(lambda: shown.sheet is not None, timeout=LONG)
    assert shown.sheet._lines == open_case.recovery_lines(vault)
    assert shown.passphrase.value() == ""
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr("secondop_desktop.ui.dialogs.recovery_sheet.save_file", lambda *_: file)
    qtbot.mouseClick(shown.sheet.save, CLICK)
    assert file.read_bytes().startswith(b"%PDF")
    assert "keep it safe" in shown.sheet.said.text()
    shown.reject()


@pytest.fixture
def changing(qtbot, enter, with_tray):
    """The dialog for a new passphrase, and a list that grows when the window is asked to lock."""
    locks = []
    house = replace(with_tray, lock=lambda: locks.append(1))
    screen = enter(SettingsScreen, Place(SETTINGS), in_house=house)
    qtbot.mouseClick(screen.change, CLICK)
    return dialog(screen, NewPassphraseDialog), locks


def fill(shown, old=PASSPHRASE, new=NEW, again=NEW):
    for field, text in ((shown.old, old), (shown.new, new), (shown.again, again)):
        field.set_value(text)


def test_a_new_passphrase_brings_a_new_sheet_and_then_the_lock(qtbot, changing, folder, ways, work):
    shown, locks = changing
    fill(shown)
    qtbot.mouseClick(shown.change, CLICK)
    assert not shown.form.isEnabled()
    shown.reject()
    assert shown.isVisible(), "it cannot be closed in the middle"
    qtbot.waitUntil(lambda: shown.sheet is not None, timeout=LONG)
    qtbot.waitUntil(lambda: shown.change.text() == "Lock now")
    assert not shown.form.isVisible()
    assert locks == []
    qtbot.mouseClick(shown.change, CLICK)
    assert locks == [1]
    for secret in (NEW, "\n".join(shown.sheet._lines)):
        open_case.open_case(folder, secret, ways).close()
    with pytest.raises(WrongSecret):
        open_case.open_case(folder, PASSPHRASE, ways)


def test_closing_the_dialog_after_the_change_locks_too(qtbot, changing):
    shown, locks = changing
    fill(shown)
    qtbot.keyClick(shown.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.change.text() == "Lock now", timeout=LONG)
    shown.reject()
    assert locks == [1]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [({"old": ""}, "old", "use now"), ({"old": "not this one at all"}, "old", "not the passphrase"),
     ({"new": "short", "again": "short"}, "passphrase", "Please add"),
     ({"again": "other"}, "again", "not the same")],
)  # fmt: skip
def test_a_mistake_is_said_at_its_field_and_changes_nothing(
    qtbot, changing, vault, ways, typed, field, sentence
):
    shown, locks = changing
    fill(shown, **typed)
    qtbot.mouseClick(shown.change, CLICK)
    qtbot.waitUntil(lambda: sentence in shown.form.field(field).problem(), timeout=LONG)
    qtbot.waitUntil(shown.form.isEnabled)
    assert open_case.is_passphrase(vault, PASSPHRASE, ways)
    shown.reject()
    assert locks == []


def test_reading_stops_for_the_change_and_goes_on_after_a_mistake(qtbot, changing, tray):
    shown, _ = changing
    tray.begin()
    fill(shown, old="not this one at all")
    qtbot.mouseClick(shown.change, CLICK)
    assert tray.reader.is_stopped()
    qtbot.waitUntil(lambda: not tray.reader.is_stopped(), timeout=LONG)
    shown.reject()


def test_six_words_are_offered_and_judged(changing):
    shown, _ = changing
    shown._offer()
    assert shown.new.value() == shown.again.value()
    assert len(shown.new.value().split()) == 6
    assert shown._strength.text()
    shown.reject()


def test_a_case_that_is_only_looked_at_keeps_its_passphrase(enter, house):
    screen = enter(
        SettingsScreen, Place(SETTINGS), in_house=replace(house, why_read_only="It is open elsewhere.")
    )
    assert not screen.change.isVisible()
    assert screen.sheet.isVisible()
