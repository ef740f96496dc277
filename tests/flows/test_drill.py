"""Copies are tried out: brought back into a private folder, proved, deleted, and mended when not whole."""

import errno
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import back_up, drill, open_case
from secondop_desktop.vault import case_file, generations
from tests.encrypted_case import PASSPHRASE
from tests.vault.copy_parts import attach, blob_in, failing, flip, note

NEW = "nine brown otters under the bridge"


@pytest.fixture
def first(vault):
    place = back_up.first_place(vault)
    yield place
    shutil.rmtree(place.parent, ignore_errors=True)


@pytest.fixture
def second(vault, tmp_path):
    (tmp_path / "KINGSTON").mkdir()
    return back_up.prepare_chosen(vault, tmp_path / "KINGSTON")


@pytest.fixture
def tried(vault, ways, frozen_clock):
    """Try out the copies in these places, and see that nothing of the try is left."""

    def run(*places):
        drilled = drill.drill(places, vault.key, ways, frozen_clock)
        assert list((paths.cache_folder() / "looking").iterdir()) == []
        return drilled

    return run


def damage(generation):
    flip(generation.file, 40_000)
    flip(generation.file, 20_000)


def test_the_newest_copy_is_brought_back_and_deleted_again(vault, first, tried, frozen_clock):
    attach(vault)
    back_up.back_up(vault, [first])
    drilled = tried(first)
    assert drilled == drill.Drilled(
        date(2026, 3, 2),
        generations.listed(first)[0],
        True,
        "The copy of 2 Mar was brought back for a try. Every entry and every file in it is whole.",
        (first,),
    )


def test_each_place_is_tried_and_one_that_is_not_whole_is_told(vault, first, second, tried):
    name = attach(vault)
    back_up.back_up(vault, [first, second])
    assert tried(first, second).places == (first, second)
    flip(blob_in(second, name), 280_000)
    drilled = tried(first, second)
    assert (drilled.ok, drilled.places, drilled.generation.place) == (False, (first,), second)
    assert drilled.sentence.startswith("1 file in the newest copy is damaged or missing.")


def test_without_a_copy_it_says_so(first, tried, tmp_path):
    assert tried(first, tmp_path).sentence == "There is no copy of this case yet."
    assert not tried().ok


def test_a_damaged_copy_is_told(vault, first, tried):
    note(vault)
    back_up.back_up(vault, [first])
    damage(generations.listed(first)[0])
    drilled = tried(first)
    assert "is damaged. Your case is safe" in drilled.sentence
    assert drilled.generation is not None


def test_a_copy_under_an_earlier_passphrase_is_told(vault, first, ways, frozen_clock):
    back_up.back_up(vault, [first])
    drilled = drill.drill([first], bytes(32), ways, frozen_clock)
    assert "earlier passphrase" in drilled.sentence


def test_two_troubles_are_told_one_at_a_time(vault, first, second, tried):
    name = attach(vault)
    back_up.back_up(vault, [first, second])
    for place in (first, second):
        blob_in(place, name).unlink()
    assert tried(first, second).generation.place == first


def test_a_place_that_does_not_answer_is_told(vault, first, tried, monkeypatch):
    back_up.back_up(vault, [first])
    with monkeypatch.context() as patch:
        patch.setattr(drill, "bring_back", failing(errno.EIO))
        drilled = tried(first)
    assert "cannot be reached" in drilled.sentence


def test_without_room_for_the_files_they_are_read_where_they_lie(vault, first, tried, monkeypatch):
    name = attach(vault)
    back_up.back_up(vault, [first])
    monkeypatch.setattr(drill, "_SPARE_ROOM", 2**60)
    monkeypatch.setattr(drill, "bring_back", None)
    assert tried(first).ok
    flip(blob_in(first, name), 280_000)
    assert not tried(first).ok


def test_what_is_not_whole_is_mended_from_the_case(vault, first, ways):
    name = attach(vault)
    back_up.back_up(vault, [first])
    flip(blob_in(first, name), 280_000)
    drilled = drill.drill_and_mend(vault, [first], ways)
    assert drilled.ok
    assert drilled.sentence.startswith("The newest copy was damaged, so a new one was made.")
    assert drill.drill([first], vault.key, ways, vault.clock).ok


def test_a_damaged_newest_copy_gets_a_whole_one_above_it(vault, first, ways):
    note(vault)
    back_up.back_up(vault, [first])
    damage(generations.listed(first)[0])
    assert drill.drill_and_mend(vault, [first], ways).generation.number == 2


def test_the_first_copy_is_made_by_a_try_that_finds_none(vault, first, ways):
    drilled = drill.drill_and_mend(vault, [first], ways)
    assert drilled.sentence.startswith("The copy of 2 Mar was brought back")
    assert drill.drill_and_mend(vault, [first], ways).generation.number == 1


def test_what_cannot_be_mended_is_told(vault, first, ways, monkeypatch):
    name = attach(vault)
    back_up.back_up(vault, [first])
    for folder in (first / "blobs", vault.blobs.folder):
        flip(folder / name[:2] / name, 280_000)
    assert "damaged or missing" in drill.drill_and_mend(vault, [first], ways).sentence


def test_a_case_that_is_only_looked_at_mends_nothing(vault, first, folder, ways):
    looked = case_file.look(folder, vault.key, ways, "because")
    assert not drill.drill_and_mend(looked, [first], ways).ok
    assert generations.listed(first) == []
    looked.close()


def test_a_try_is_due_each_month_and_when_the_clock_went_back(vault, first, tried, frozen_clock):
    known = Settings()
    assert drill.due(known, vault.case_id, frozen_clock)
    back_up.back_up(vault, [first])
    drill.note(known, vault.case_id, tried(first))
    assert drill.last_drill(known, vault.case_id) == date(2026, 3, 2)
    assert not drill.due(known, vault.case_id, frozen_clock)
    frozen_clock.move_on(timedelta(days=29))
    assert not drill.due(known, vault.case_id, frozen_clock)
    frozen_clock.move_on(timedelta(days=1))
    assert drill.due(known, vault.case_id, frozen_clock)
    frozen_clock.moment = datetime(2020, 1, 1, tzinfo=UTC)
    assert drill.due(known, vault.case_id, frozen_clock)


def test_what_the_settings_tell_is_read_with_care(vault):
    known = Settings(copies={vault.case_id: [{"drilled": "soon"}, {}, {"drilled": "2026-01-05"}]})
    assert drill.last_drill(known, vault.case_id) == date(2026, 1, 5)


def test_after_a_new_passphrase_the_newest_copy_opens_with_it(vault, first, ways, frozen_clock):
    changed = open_case.change_passphrase(vault, NEW, ways=ways).vault
    assert drill.drill([first], changed.key, ways, frozen_clock).ok
    changed.close()
    assert PASSPHRASE != NEW
    assert Path(first).is_dir()
