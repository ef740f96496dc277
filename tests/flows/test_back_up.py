"""Copies in safe places: each place on its own, the truth about each, and the case never harmed by any."""

import errno
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from secondop_desktop.base import settings
from secondop_desktop.base.errors import Cancelled, FieldError
from secondop_desktop.base.progress import Progress
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import back_up
from secondop_desktop.vault import case_file, copy_place, generations
from secondop_desktop.vault.copy_place import PlaceTrouble
from secondop_desktop.vault.errors import CaseDamaged
from tests.vault.copy_parts import attach, blob_in, failing, flip, lose_row, note, parts_in, words_in

NEW = "nine brown otters under the bridge"


@pytest.fixture
def first(vault):
    place = back_up.first_place(vault)
    yield place
    shutil.rmtree(place.parent, ignore_errors=True)


@pytest.fixture
def stick(tmp_path):
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    return stick


@pytest.fixture
def second(vault, stick):
    return back_up.prepare_chosen(vault, stick)


def held(place):
    return [one.number for one in generations.listed(place)]


def test_the_first_copy_goes_to_this_computer_and_the_second_where_the_person_chose(vault, first, second):
    attach(vault)
    copied = back_up.back_up(vault, [first, second])
    assert [(one.place, one.problem, one.safe) for one in copied] == [
        (first, None, True),
        (second, None, True),
    ]
    assert {one.generation.file.name for one in copied} == {generations.listed(first)[0].file.name}
    assert held(first) == held(second) == [1]


def test_a_case_that_is_only_looked_at_is_not_copied(vault, first, folder, ways):
    looked = case_file.look(folder, vault.key, ways, "because")
    assert back_up.back_up(looked, [first]) == []
    assert not first.exists()
    looked.close()


def test_a_copy_changes_nothing_in_the_case(vault, first):
    attach(vault)
    before = vault.rows
    back_up.back_up(vault, [first])
    assert vault.rows == before
    assert vault.adds_up()


def test_words_typed_after_a_copy_do_not_reach_back_into_it(vault, first, ways):
    kept = note(vault, "as copied")
    (copied,) = back_up.back_up(vault, [first])
    with vault.write() as session:
        session.merge(kept).text = "typed on"
    copy = generations.opened(copied.generation, vault.key, ways)
    assert words_in(copy) == ["as copied"]
    copy.close()


def test_somebody_may_go_on_writing_while_copies_are_made(vault, first, ways):
    stop = threading.Event()
    written = []

    def type_on():
        while not stop.is_set():
            written.append(note(vault, f"word {len(written)}"))

    typist = threading.Thread(target=type_on)
    typist.start()
    try:
        copied = [one for _ in range(5) for one in back_up.back_up(vault, [first])]
    finally:
        stop.set()
        typist.join()
    assert [one.problem for one in copied] == [None] * 5
    for one in copied:
        copy = generations.opened(one.generation, vault.key, ways)
        assert set(words_in(copy)) == {f"word {n}" for n in range(len(words_in(copy)))}
        copy.close()
    assert len(words_in(vault)) == len(written)


def test_two_that_copy_at_once_take_turns(vault, first):
    both = [threading.Thread(target=back_up.back_up, args=(vault, [first])) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert held(first) == [2, 1]


def test_unless_always_a_place_that_holds_the_present_gets_no_second_copy(vault, first, frozen_clock):
    back_up.back_up(vault, [first])
    frozen_clock.move_on(timedelta(hours=1))
    (again,) = back_up.back_up(vault, [first], always=False)
    assert (held(first), again.made, again.safe) == ([1], frozen_clock.now(), True)
    note(vault)
    back_up.back_up(vault, [first], always=False)
    back_up.back_up(vault, [first])
    assert held(first) == [3, 2, 1]


def test_the_newest_copy_of_another_laptop_is_not_taken_for_ones_own(vault, first):
    back_up.back_up(vault, [first])
    (own,) = generations.listed(first)
    foreign = own.file.with_name(own.file.name.replace("000001", "000007").replace(own.origin, "ffffffff"))
    own.file.rename(foreign)
    back_up.back_up(vault, [first], always=False)
    assert held(first) == [8, 7]


def test_a_place_that_is_not_there_is_told_and_not_made_anew(vault, first, second, stick):
    shutil.rmtree(stick)
    here, gone = back_up.back_up(vault, [first, second])
    assert here.safe
    assert not gone.safe
    assert gone.generation is None
    assert "cannot be reached" in gone.problem.what
    assert not stick.exists()


def test_a_full_place_keeps_what_it_has_and_the_other_one_gets_its_copy(vault, first, second, monkeypatch):
    back_up.back_up(vault, [first, second])
    note(vault)
    make = generations.make

    def full(vault, place, *rest, **named):
        if place == first:
            raise copy_place.trouble(OSError(errno.ENOSPC, ""))
        return make(vault, place, *rest, **named)

    monkeypatch.setattr(generations, "make", full)
    here, there = back_up.back_up(vault, [first, second])
    assert "is full" in here.problem.what
    assert there.safe
    assert (held(first), held(second)) == ([1], [2, 1])


def test_a_place_without_room_for_the_files_may_still_take_the_entries(vault, first, monkeypatch):
    attach(vault)

    def full(*_args, **_named):
        raise copy_place.trouble(OSError(errno.ENOSPC, ""))

    monkeypatch.setattr(generations, "copy_blobs", full)
    (copied,) = back_up.back_up(vault, [first])
    assert copied.generation is not None
    assert not copied.safe
    assert "is full" in copied.problem.what


def test_a_copy_that_cannot_be_carried_is_made_from_the_case_itself(vault, first, second, monkeypatch):
    def refuse(*_args):
        raise copy_place.not_as_written()

    monkeypatch.setattr(generations, "carry", refuse)
    assert [one.safe for one in back_up.back_up(vault, [first, second])] == [True, True]


def test_a_damaged_file_of_the_case_is_told_and_everything_else_is_safe(vault, first):
    attach(vault, b"whole")
    damaged = attach(vault)
    flip(vault.blobs.folder / damaged[:2] / damaged, 280_000)
    (copied,) = back_up.back_up(vault, [first])
    assert copied.safe
    assert copied.problem.what.startswith("1 attached file of the case is damaged")


def test_a_damaged_case_makes_no_copy_and_thins_out_nothing(vault, first):
    note(vault)
    for _ in range(12):
        back_up.back_up(vault, [first])
    before = held(first)
    lose_row(vault)
    (copied,) = back_up.back_up(vault, [first])
    assert isinstance(copied.problem, CaseDamaged)
    assert held(first) == before


def test_only_with_thorough_the_files_in_a_place_are_read_to_their_end(vault, first):
    name = attach(vault)
    back_up.back_up(vault, [first])
    flip(blob_in(first, name), 280_000)
    back_up.back_up(vault, [first])
    assert not vault.blobs.beside(first / "blobs").has(name, thorough=True)
    back_up.back_up(vault, [first], thorough=True)
    assert vault.blobs.beside(first / "blobs").has(name, thorough=True)


def test_what_was_attached_while_the_copy_was_made_is_in_it(vault, first, monkeypatch):
    make = generations.make

    def attach_first(*args, **named):
        late.append(attach(vault, b"late"))
        return make(*args, **named)

    late = []
    monkeypatch.setattr(generations, "make", attach_first)
    back_up.back_up(vault, [first])
    assert blob_in(first, late[0]).exists()


def test_what_is_only_in_the_history_is_copied_too(vault, first):
    name = attach(vault)
    with vault.write() as session:
        from secondop_desktop.case import documents

        session.delete(documents.with_blob(session, name))
    back_up.back_up(vault, [first])
    assert blob_in(first, name).exists()


def test_a_stop_ends_it_and_leaves_nothing_half_made(vault, first):
    attach(vault)
    told = []
    with pytest.raises(Cancelled):
        back_up.back_up(vault, [first], Progress(lambda *said: told.append(said), lambda: len(told) == 4))
    assert parts_in(first) == []


@pytest.mark.parametrize("inside", ["", "blobs", "new"])
def test_the_case_itself_is_no_place_for_its_copies(vault, folder, inside):
    with pytest.raises(FieldError, match="inside the case") as refused:
        back_up.prepare_chosen(vault, folder / inside)
    assert refused.value.field == "folder"


def test_the_first_place_is_no_second_one(vault, first):
    back_up.back_up(vault, [first])
    for folder in (first, first.parent):
        with pytest.raises(FieldError, match="keeps copies in this folder already"):
            back_up.prepare_chosen(vault, folder)


def test_a_link_into_the_case_is_seen_through(vault, folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(FieldError, match="inside the case"):
        back_up.prepare_chosen(vault, tmp_path / "link")


def test_a_folder_that_is_not_there_or_takes_nothing_is_refused(vault, stick, monkeypatch):
    with pytest.raises(FieldError, match="no such folder"):
        back_up.prepare_chosen(vault, stick / "gone")
    monkeypatch.setattr(Path, "mkdir", failing(errno.EROFS))
    with pytest.raises(PlaceTrouble, match="may not write"):
        back_up.prepare_chosen(vault, stick)


def test_a_name_that_leads_elsewhere_makes_no_place(vault, stick):
    vault.case_id = "../../elsewhere"
    for make in (back_up.first_place, lambda case: back_up.prepare_chosen(case, stick)):
        with pytest.raises(CaseDamaged):
            make(vault)


def test_the_chosen_place_is_remembered_and_can_be_forgotten(vault, first, stick):
    known = Settings()
    assert back_up.places_of(known, vault) == [first]
    second = back_up.choose_second_place(known, vault, stick)
    assert back_up.places_of(known, vault) == [first, second]
    back_up.note(known, vault.case_id, back_up.back_up(vault, [first, second]))
    back_up.forget_second_place(known, vault.case_id)
    back_up.forget_second_place(known, vault.case_id)
    assert back_up.places_of(known, vault) == [first]
    assert [one["place"] for one in known.copies[vault.case_id]] == [str(first)]
    assert held(second) == [1]


def test_the_last_safe_copy_is_told_of_each_place(vault, first, stick, frozen_clock):
    known = Settings()
    second = back_up.choose_second_place(known, vault, stick)
    assert back_up.last_safe_copies(known, vault) == []
    back_up.note(known, vault.case_id, back_up.back_up(vault, [first, second]))
    then = frozen_clock.now()
    frozen_clock.move_on(timedelta(days=3))
    back_up.note(known, vault.case_id, back_up.back_up(vault, [first]))
    here, there = back_up.last_safe_copies(known, vault)
    assert (here.made, there.made) == (frozen_clock.now(), then)
    stick.rename(stick.with_name("pulled"))
    here, there = back_up.last_safe_copies(known, vault)
    assert (here.reachable, there.reachable, there.made) == (True, False, then)


def test_copies_that_somebody_removed_are_not_told_as_safe(vault, first):
    known = Settings()
    back_up.note(known, vault.case_id, back_up.back_up(vault, [first]))
    for one in generations.listed(first):
        one.file.unlink()
    assert back_up.last_safe_copies(known, vault) == []


def test_a_copy_that_the_settings_forgot_is_found_in_its_place(vault, first, frozen_clock):
    back_up.back_up(vault, [first])
    (found,) = back_up.last_safe_copies(Settings(), vault)
    assert (found.made, found.reachable) == (frozen_clock.now(), True)


@pytest.mark.parametrize("made", ["2026-03-02T15:30:00", "2026-03-02T15:30:00+00:00", "yesterday"])
def test_what_the_settings_tell_of_a_place_out_of_reach_is_read_with_care(vault, first, frozen_clock, made):
    known = Settings(copies={vault.case_id: [{"place": str(first), "made": made}, {"odd": "entry"}]})
    told = [one.made for one in back_up.last_safe_copies(known, vault)]
    assert told == ([] if made == "yesterday" else [frozen_clock.now()])


def test_a_place_that_does_not_answer_is_told_by_the_settings(vault, first, monkeypatch):
    known = Settings()
    back_up.note(known, vault.case_id, back_up.back_up(vault, [first]))
    monkeypatch.setattr(Path, "iterdir", failing(errno.EIO))
    assert [one.reachable for one in back_up.last_safe_copies(known, vault)] == [False]


def test_a_copy_that_is_not_whole_is_not_noted_as_safe(vault, second, stick):
    shutil.rmtree(stick)
    known = Settings()
    back_up.note(known, vault.case_id, back_up.back_up(vault, [second]))
    assert known.copies == {}


def test_every_case_that_has_copies_here_is_found(vault, first):
    assert back_up.all_first_places() == []
    back_up.back_up(vault, [first])
    (first.parent / "something else").mkdir()
    assert back_up.all_first_places() == [first]


def test_a_moved_case_goes_on_in_its_place_and_thins_out_nothing_older(vault, first, folder, ways, tmp_path):
    for _ in range(12):
        back_up.back_up(vault, [first])
    key = vault.key
    vault.close()
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    again = case_file.open_with_key(moved, key, ways)
    assert back_up.first_place(again) == first
    for _ in range(12):
        back_up.back_up(again, [first])
    again.close()
    assert len(held(first)) == 20
    assert held(first)[0] == 24


def test_the_settings_on_the_disk_say_where_the_copies_go(vault, first, stick):
    known = Settings()
    second = back_up.choose_second_place(known, vault, stick)
    settings.save(known)
    assert [one.place for one in back_up.back_up_now(vault)] == [first, second]
    settings.save(Settings())


def test_every_place_is_known_of_every_case_there_ever_was(vault, first, second, stick):
    assert all(one.problem is None for one in back_up.back_up(vault, [first, second]))
    (first.parent / "not one of them").mkdir()
    known = Settings(second_place={vault.case_id: str(stick)})
    assert back_up.all_places(known) == [first, second]
    shutil.rmtree(first.parent)
    assert back_up.all_places(known) == [second]
