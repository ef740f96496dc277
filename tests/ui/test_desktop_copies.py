"""Locking and closing leave a safe copy behind, in time; what the first day chose is taken along."""

import shutil
import time

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, open_case
from secondop_desktop.ui.door.calls import Entered, FirstAnswers
from secondop_desktop.vault import generations
from tests.a_desktop import living
from tests.encrypted_case import PASSPHRASE, cheap_ways


@pytest.fixture
def ways():
    return cheap_ways()


@pytest.fixture
def folder(tmp_path, ways):
    open_case.create(tmp_path / "My case.secondop", PASSPHRASE, "Margaret", ways).vault.close()
    return tmp_path / "My case.secondop"


@pytest.fixture
def stay(qapp, qtbot, folder, ways):
    with living(qapp, folder, ways) as stay:
        yield stay
    for place in back_up.all_first_places():
        shutil.rmtree(place)


def copies_of(desktop):
    return generations.listed(back_up.first_place(desktop._vault))


def type_something(stay):
    work = stay.desktop._work
    work.write(stay.window, lambda session: tasks.keep(session, Task(text="typed just now")))


def test_the_lock_leaves_a_copy_with_the_last_words(qtbot, stay, folder, ways):
    stay.unlock(qtbot)
    place, key = back_up.first_place(stay.desktop._vault), stay.desktop._vault.key
    type_something(stay)
    stay.window.ask_to_lock()
    assert stay.replaced == [folder]
    (made,) = generations.listed(place)
    copy = generations.opened(made, key, ways)
    with copy.read() as session:
        assert [task.text for task in tasks.everything(session)] == ["typed just now"]
    copy.close()


def test_a_lock_right_after_a_copy_makes_no_second_one(qtbot, stay):
    stay.unlock(qtbot)
    stay.desktop._copies.last_copy()
    assert len(copies_of(stay.desktop)) == 1
    place = back_up.first_place(stay.desktop._vault)
    stay.desktop.lock()
    assert len(generations.listed(place)) == 1


def test_a_copy_that_hangs_does_not_hold_the_lock(qtbot, stay, folder, monkeypatch):
    def endless(_vault, _places, progress, *, always):
        while True:
            progress.at(0.5)

    stay.unlock(qtbot)
    monkeypatch.setattr(back_up, "back_up", endless)
    began = time.perf_counter()
    stay.window.ask_to_lock()
    assert time.perf_counter() - began < 3
    assert stay.replaced == [folder]


def test_a_copy_that_is_being_made_does_not_hold_the_lock(qtbot, stay, folder, monkeypatch):
    begun = []

    def endless(_vault, _places, progress, *, always):
        begun.append(1)
        while True:
            progress.at(0.5)

    stay.unlock(qtbot)
    monkeypatch.setattr(back_up, "back_up", endless)
    stay.desktop._copies.look()
    qtbot.waitUntil(lambda: bool(begun))
    stay.window.ask_to_lock()
    assert stay.replaced == [folder]


def test_closing_the_window_leaves_a_copy_out_of_sight(qtbot, stay, monkeypatch):
    stay.unlock(qtbot)
    seen, real = [], back_up.back_up

    def watched(*given, **more):
        seen.append(stay.window.isVisible())
        return real(*given, **more)

    monkeypatch.setattr(back_up, "back_up", watched)
    place = back_up.first_place(stay.desktop._vault)
    stay.window.close()
    assert len(generations.listed(place)) == 1
    assert seen == [False]


def test_what_the_first_day_chose_is_taken_along(qtbot, stay, folder, ways, tmp_path, monkeypatch):
    monkeypatch.setattr(
        stay.desktop, "_outside", stay.desktop._outside.__class__(
            stay.desktop._outside.calls, lambda: None, lambda *_: None, stay.replaced.append
        )
    )  # fmt: skip
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    stay.desktop._enter(Entered(vault, folder, FirstAnswers(), second_place=stick, sheet_read=True))
    settings = stay.desktop.settings
    assert settings.second_place[vault.case_id] == str(stick)
    assert settings.sheet_read[vault.public_name] == SYSTEM_CLOCK.today().isoformat()
    assert settings.case_ids[str(folder)] == vault.case_id


def test_a_case_that_was_brought_back_is_asked_for_after_the_lock(qtbot, stay, folder):
    stay.unlock(qtbot)
    stay.desktop._copies.open_next = folder.with_name("My case of 3 March 2026.secondop")
    stay.window.ask_to_lock()
    assert stay.replaced == [folder.with_name("My case of 3 March 2026.secondop")]
