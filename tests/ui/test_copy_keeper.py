"""Safe copies are made by themselves, quietly and in time, and stand in nobody's way."""

import shutil
import threading
import time
from datetime import timedelta

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import back_up, drill
from secondop_desktop.flows.drill import Drilled
from secondop_desktop.ui import copy_keeper
from secondop_desktop.ui.copy_keeper import AT_LOCK, CopyKeeper
from secondop_desktop.ui.work import Work
from secondop_desktop.vault import case_file, copy_place, generations
from tests.encrypted_case import PASSPHRASE

LONG = 15_000
MINUTE = timedelta(minutes=1)


class Heard:
    def __init__(self):
        self.told, self.problems = [], []

    def tell(self, sentence, undo=None):
        self.told.append(sentence)

    def problem(self, error):
        self.problems.append(error.sentence)


@pytest.fixture(autouse=True)
def cheap(monkeypatch, ways):
    monkeypatch.setattr(copy_keeper, "usual_ways", lambda: ways)


@pytest.fixture
def known():
    return Settings()


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def work(qapp, vault):
    made = Work(vault)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def keeper(work, heard, known, frozen_clock, vault):
    kept = []
    made = CopyKeeper(work, heard, known, lambda: kept.append(1), frozen_clock)
    made.kept = kept
    yield made
    made.deleteLater()
    shutil.rmtree(back_up.first_place(vault), ignore_errors=True)


@pytest.fixture
def here(vault):
    return back_up.first_place(vault)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def no_drill(known, vault, frozen_clock):
    """The month of the drill has just begun."""
    back_up.entry_of(known, vault.case_id, back_up.first_place(vault))["drilled"] = (
        frozen_clock.today().isoformat()
    )


def write(work, text):
    work.write(work, lambda session: tasks.keep(session, Task(text=text)))
    work.flush()


def rested(qtbot, keeper):
    qtbot.waitUntil(lambda: not keeper.is_copying(), timeout=LONG)


def look(qtbot, keeper):
    keeper.look()
    rested(qtbot, keeper)


def test_a_copy_is_made_soon_after_the_case_is_opened_and_noted(qtbot, keeper, here, known, vault, no_drill):
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1
    (entry,) = known.copies[vault.case_id]
    assert entry["made"] == vault.clock.now().isoformat()
    assert keeper.kept, "the settings were saved"
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1


def test_each_hour_what_was_changed_is_copied(qtbot, keeper, work, here, frozen_clock, no_drill):
    look(qtbot, keeper)
    for _ in range(59):
        frozen_clock.move_on(MINUTE)
        write(work, "still typing")
        look(qtbot, keeper)
    assert len(generations.listed(here)) == 1
    frozen_clock.move_on(MINUTE)
    write(work, "still typing")
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 2


def test_in_a_pause_a_copy_is_made_early(qtbot, keeper, work, here, frozen_clock, no_drill):
    look(qtbot, keeper)
    frozen_clock.move_on(9 * MINUTE)
    write(work, "a few words")
    frozen_clock.move_on(MINUTE)
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1
    frozen_clock.move_on(MINUTE)
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 2


def test_a_stick_that_is_not_connected_is_no_trouble_and_gets_its_copy_when_it_is(
    qtbot, keeper, work, stick, heard, vault, frozen_clock, no_drill
):
    keeper.take_place(stick)
    place = back_up.place_in(stick, vault.case_id)
    look(qtbot, keeper)
    assert len(generations.listed(place)) == 1
    away = stick.with_name("pulled out")
    stick.rename(away)
    write(work, "typed meanwhile")
    frozen_clock.move_on(60 * MINUTE)
    look(qtbot, keeper)
    assert heard.problems == []
    assert not stick.exists(), "nothing is written where the stick was"
    away.rename(stick)
    frozen_clock.move_on(MINUTE)
    look(qtbot, keeper)
    assert len(generations.listed(place)) == 2


def test_trouble_is_told_once_and_not_every_hour(
    qtbot, keeper, work, heard, frozen_clock, monkeypatch, no_drill, here
):
    real = copy_place.flush

    def full(_file):
        raise OSError(copy_place.NO_ROOM, "")

    monkeypatch.setattr(copy_place, "flush", full)
    for _ in range(3):
        look(qtbot, keeper)
        frozen_clock.move_on(60 * MINUTE)
    assert len(heard.problems) == 1
    assert "could not be made" in heard.problems[0]
    assert "is full" in heard.problems[0]
    assert "Your case is safe" in heard.problems[0]
    frozen_clock.move_on(timedelta(days=7))
    look(qtbot, keeper)
    assert len(heard.problems) == 2
    monkeypatch.setattr(copy_place, "flush", real)
    frozen_clock.move_on(60 * MINUTE)
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1
    assert heard.told == []


def test_a_copy_that_was_asked_for_is_told(qtbot, keeper, heard, stick, here):
    keeper.take_place(stick)
    keeper.copy_now()
    keeper.copy_now()
    rested(qtbot, keeper)
    assert len(heard.told) == 1
    assert heard.told[0].startswith("A safe copy was made on this computer and ")
    shutil.rmtree(stick)
    keeper.copy_now()
    rested(qtbot, keeper)
    assert "it is not connected" in heard.told[1]
    assert len(generations.listed(here)) == 2


def test_at_the_lock_what_is_behind_is_copied(keeper, work, here):
    write(work, "the last words")
    keeper.last_copy()
    assert len(generations.listed(here)) == 1
    keeper.last_copy()
    assert len(generations.listed(here)) == 1


def test_a_slow_place_is_not_waited_for_at_the_lock_but_at_the_end(keeper, work, stick, vault, known):
    keeper.take_place(stick)
    place = back_up.place_in(stick, vault.case_id)
    keeper.last_copy()
    assert generations.listed(place) == [], "nobody knows yet how fast it is"
    back_up.entry_of(known, vault.case_id, place)["took"] = "1.2"
    write(work, "more")
    keeper.last_copy()
    assert generations.listed(place) == []
    keeper.last_copy(at_exit=True)
    assert len(generations.listed(place)) == 1


def test_the_lock_never_waits_long_for_a_copy(keeper, monkeypatch, here):
    def endless(_vault, _places, progress, *, always):
        while True:
            progress.at(0.5)

    monkeypatch.setattr(back_up, "back_up", endless)
    began = time.perf_counter()
    keeper.last_copy()
    assert time.perf_counter() - began < AT_LOCK + 0.4
    assert not [t for t in threading.enumerate() if t.name == "last-copy"]
    assert generations.listed(here) == []


def test_once_a_month_a_copy_is_tried_out(qtbot, keeper, known, vault, frozen_clock, heard):
    look(qtbot, keeper)
    look(qtbot, keeper)
    assert drill.last_drill(known, vault.case_id) == frozen_clock.today()
    first = frozen_clock.today()
    frozen_clock.move_on(timedelta(days=29))
    look(qtbot, keeper)
    assert drill.last_drill(known, vault.case_id) == first
    frozen_clock.move_on(timedelta(days=1))
    look(qtbot, keeper)
    assert drill.last_drill(known, vault.case_id) == frozen_clock.today()
    assert (heard.told, heard.problems) == ([], [])


def test_a_copy_that_cannot_be_brought_back_is_told_and_tried_again_the_next_day(
    qtbot, keeper, heard, frozen_clock, monkeypatch
):
    tries = []

    def bad(vault, places, ways, progress):
        tries.append(1)
        return Drilled(frozen_clock.today(), None, False, "The newest copy is damaged.", ())

    look(qtbot, keeper)
    monkeypatch.setattr(drill, "drill_and_mend", bad)
    for _ in range(3):
        look(qtbot, keeper)
    assert len(tries) == 1
    assert heard.problems == ["The newest copy is damaged."]
    frozen_clock.move_on(timedelta(days=1))
    look(qtbot, keeper)
    assert len(tries) == 2


def test_a_case_that_is_only_looked_at_is_never_copied(qtbot, vault, folder, ways, heard, known, qapp):
    looked = case_file.unlock(folder, PASSPHRASE, ways, or_look=True)
    assert looked.read_only
    work = Work(looked)
    keeper = CopyKeeper(work, heard, known, lambda: None)
    keeper.begin()
    keeper.look()
    keeper.copy_now()
    keeper.last_copy()
    assert not keeper.is_copying()
    assert not back_up.first_place(looked).exists()
    work.close()
    looked.close()


def test_a_mistake_of_the_program_ends_the_round_and_the_next_one_comes(
    qtbot, keeper, work, monkeypatch, here, frozen_clock, no_drill
):
    errors, real = [], back_up.back_up
    work.failed.connect(errors.append)

    def broken(*_arguments, **_names):
        raise ZeroDivisionError

    monkeypatch.setattr(back_up, "back_up", broken)
    look(qtbot, keeper)
    assert isinstance(errors[0], ZeroDivisionError)
    look(qtbot, keeper)
    assert len(errors) == 1
    monkeypatch.setattr(back_up, "back_up", real)
    frozen_clock.move_on(60 * MINUTE)
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1


def test_the_first_day_takes_the_place_or_reminds_in_a_week(keeper, known, stick, vault, heard, frozen_clock):
    keeper.first_day(None)
    assert keeper.reminder() == ""
    frozen_clock.move_on(timedelta(days=7))
    assert "on this computer only" in keeper.reminder()
    keeper.first_day(stick)
    assert known.second_place == {vault.case_id: str(stick)}
    keeper.first_day(stick / "gone")
    assert "There is no such folder." in heard.problems[0]


def test_not_now_is_a_month(keeper, frozen_clock):
    assert "on this computer only" in keeper.reminder()
    keeper.not_now()
    frozen_clock.move_on(timedelta(days=29))
    assert keeper.reminder() == ""
    frozen_clock.move_on(timedelta(days=1))
    assert "on this computer only" in keeper.reminder()


def test_a_second_place_without_a_copy_for_a_week_is_told(qtbot, keeper, stick, frozen_clock, known):
    keeper.take_place(stick)
    known.place_names[str(stick)] = "stick KINGSTON"
    assert "no safe copy yet on USB stick KINGSTON" in keeper.reminder()
    look(qtbot, keeper)
    assert keeper.reminder() == ""
    frozen_clock.move_on(timedelta(days=6, hours=23))
    assert keeper.reminder() == ""
    frozen_clock.move_on(timedelta(hours=1))
    assert "The last safe copy on USB stick KINGSTON is 7 days old." in keeper.reminder()


def test_leaving_a_place_keeps_what_is_there(qtbot, keeper, stick, known, vault):
    keeper.take_place(stick)
    look(qtbot, keeper)
    keeper.leave_place()
    assert known.second_place == {}
    assert known.place_names == {}
    assert keeper.reminder() == ""
    assert len(generations.listed(back_up.place_in(stick, vault.case_id))) == 1


def test_how_places_stand_is_found_out_on_the_bench(qtbot, keeper, stick, frozen_clock):
    keeper.take_place(stick)
    look(qtbot, keeper)
    answers = []
    keeper.states(answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=LONG)
    first, second = answers[0]
    assert (first.there, first.made, first.disk.words()) == (True, frozen_clock.now(), "on this computer")
    assert (second.there, second.made, second.folder) == (True, frozen_clock.now(), stick)
    shutil.rmtree(stick)
    keeper.states(answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=LONG)
    assert (answers[1][1].there, answers[1][1].made) == (False, frozen_clock.now())


def test_a_bad_folder_is_refused_and_the_old_place_stays(keeper, stick, folder, known, vault):
    keeper.take_place(stick)
    with pytest.raises(UserError, match="inside the case itself"):
        keeper.take_place(folder)
    assert known.second_place == {vault.case_id: str(stick)}


def test_while_something_large_is_done_nothing_is_begun(qtbot, keeper, here, no_drill):
    keeper.pause()
    look(qtbot, keeper)
    keeper.last_copy()
    assert generations.listed(here) == []
    keeper.begin()
    look(qtbot, keeper)
    assert len(generations.listed(here)) == 1


def test_a_case_that_was_closed_or_deleted_is_not_copied(qtbot, keeper, work, vault, here):
    vault.close()
    shutil.rmtree(vault.folder)
    keeper.look()
    keeper.copy_now()
    keeper.last_copy()
    assert not keeper.is_copying()
    assert not here.exists()
    assert not vault.folder.exists()


def test_it_begins_by_itself(qtbot, keeper, monkeypatch, here, no_drill, frozen_clock):
    monkeypatch.setattr(copy_keeper, "FIRST_LOOK_MS", 1)
    keeper.begin()
    qtbot.waitUntil(lambda: len(generations.listed(here)) == 1, timeout=LONG)
    rested(qtbot, keeper)
    assert keeper._clock is not SYSTEM_CLOCK
