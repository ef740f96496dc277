"""Drafts through crashes, full disks, drafts of another time, and cases that are only looked at."""

import pytest

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import questions
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.ui.finder import Finder
from secondop_desktop.ui.places import DOCTOR, HOME, NEW, QUESTIONS, VISIT, Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from secondop_desktop.vault.errors import NoRoom
from tests.ui.unlocking import doctors_of, go, kept, leave, reminders, unlocked, visit_id

assert kept
assert leave
assert unlocked
assert visit_id


def test_words_come_back_also_when_nobody_locked(qtbot, unlocked, kept):
    with unlocked() as window:
        screen = go(window, DOCTOR, "", NEW)
        qtbot.keyClicks(screen.new.form.field("name").control, "Dr Mira")
        qtbot.waitUntil(lambda: window.drafts._kept != {}, timeout=2000)
    assert kept()["typed"]["new"]["name"] == "Dr Mira"
    with unlocked() as window:
        assert window.rooms.shown().new.form.raw()["name"] == "Dr Mira"


def test_leaving_the_page_ends_its_draft(qtbot, unlocked, kept):
    with unlocked() as window:
        screen = go(window, QUESTIONS)
        qtbot.keyClicks(screen.line.line, "Half")
        qtbot.waitUntil(lambda: window.drafts._kept != {}, timeout=2000)
        go(window, HOME)
        qtbot.waitUntil(lambda: window.drafts._kept == {}, timeout=2000)
    assert kept() == {}
    assert "Half" in [q.text for q in kept(lambda session: list(questions.everything(session)))]


def test_a_full_disk_is_told_once_and_the_draft_is_written_when_there_is_room(qtbot, unlocked):
    with unlocked() as window:
        vault, told, tries = window._work.vault, [], []
        window._work.failed.connect(told.append)
        window.drafts._retry.setInterval(1)
        real = vault.write

        def full():
            tries.append(1)
            raise NoRoom

        vault.write = full
        screen = go(window, DOCTOR, "", NEW)
        qtbot.keyClicks(screen.new.form.field("name").control, "Dr Mira")
        qtbot.waitUntil(lambda: told != [], timeout=2000)
        with qtbot.assertNotEmitted(window.lock_asked):
            window.ask_to_lock()
        qtbot.waitUntil(lambda: len(tries) > 3)
        assert len(told) == 1
        vault.write = real
        qtbot.waitUntil(lambda: window.drafts._kept != {}, timeout=2000)


def test_what_stood_there_is_kept_also_from_behind_the_cover(qtbot, unlocked):
    with unlocked() as window:
        vault = window._work.vault
        screen = go(window, DOCTOR, "", NEW)
        qtbot.keyClicks(screen.new.form.field("name").control, "Dr Mira")
        window._find()
        real = vault.write

        def full():
            raise NoRoom

        vault.write = full
        window.lock_unattended()
        assert window.cover is not None
        vault.write = real
        with qtbot.waitSignal(window.lock_asked):
            window.lock_unattended()
    with unlocked() as window:
        assert window.rooms.shown().new.form.raw()["name"] == "Dr Mira"
        qtbot.waitUntil(lambda: window.findChildren(Finder) != [])


def test_a_page_that_is_not_there_any_more_gives_its_words_to_a_reminder(qtbot, unlocked, leave):
    leave({"place": [VISIT, "no such visit", "", ""], "typed": {"doctor": {"name": "Dr Mi"}}})
    with unlocked(calm=False) as window:
        assert window.drafts._waits
        go(window, HOME)
        qtbot.waitUntil(lambda: reminders(window) == ["Dr Mi"])


@pytest.mark.parametrize("place", [["cellar", "", "", ""], 3, ["home", "", "", 7]])
def test_a_draft_of_another_time_does_no_harm_and_loses_nothing(qtbot, unlocked, leave, place):
    leave({"place": place, "typed": {"line": "Half"}})
    with unlocked() as window:
        assert window.rooms.place == Place(HOME)
        qtbot.waitUntil(lambda: reminders(window) == ["Half"])


def test_a_case_that_is_only_looked_at_keeps_no_drafts(qtbot, vault):
    work, window = Work(vault), Window(Settings(theme="light"), keep=lambda _: None)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "rooms", None))
    window.show_rooms(work, "My case", why_read_only="It is open elsewhere.", resume=True)
    assert window.drafts is None
    work.close()


def test_two_doctors_of_one_name_are_not_made_by_a_crash_after_saving(qtbot, unlocked):
    with unlocked() as window:
        screen = go(window, DOCTOR, "", NEW)
        qtbot.keyClicks(screen.new.form.field("name").control, "Dr Mira")
        qtbot.waitUntil(lambda: window.drafts._kept != {}, timeout=2000)
        screen.new.add_it.click()
        qtbot.waitUntil(lambda: isinstance(doctors_of(window)[-1], Doctor) and len(doctors_of(window)) == 2)
        window._work.flush()
        qtbot.waitUntil(lambda: window.drafts._kept == {}, timeout=300)
