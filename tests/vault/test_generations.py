"""A generation counts only when it was proved; none is lost to a bad disk, a bad case or a bad clock."""

import errno
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.vault import case_file, cipher, copy_place, generations
from secondop_desktop.vault.copy_place import PlaceTrouble
from secondop_desktop.vault.errors import CaseDamaged, NotACase, WrongSecret
from secondop_desktop.vault.generations import Generation
from tests.encrypted_case import PASSPHRASE
from tests.vault.copy_parts import (
    attach,
    blob_in,
    failing,
    flip,
    lose_row,
    names_of,
    note,
    spoil_row,
    words_in,
)


@pytest.fixture
def place(tmp_path):
    place = tmp_path / "stick" / "copies"
    copy_place.prepare(place)
    return place


@pytest.fixture
def other(tmp_path):
    other = tmp_path / "other"
    copy_place.prepare(other)
    return other


def files(place):
    return sorted(file.name for file in (place / "generations").iterdir())


def opened(generation, vault, ways):
    return generations.opened(generation, vault.key, ways)


def test_a_copy_holds_what_the_case_held_and_opens_with_its_key(vault, place, ways):
    note(vault, "before")
    made = generations.make(vault, place)
    note(vault, "after")
    copy = opened(made, vault, ways)
    assert copy.read_only
    assert words_in(copy) == ["before"]
    assert copy.case_id == vault.case_id
    copy.close()
    assert words_in(vault) == ["after", "before"]


def test_a_copy_opens_with_the_passphrase_of_the_case(vault, place, ways):
    made = generations.make(vault, place)
    assert case_file.key_for(made.file, PASSPHRASE, ways) == vault.key
    assert generations.salt_of(made).hex() == vault.public_name


def test_a_copy_is_for_its_owner_only_and_holds_no_plain_words(vault, place):
    note(vault, "carcinoma")
    made = generations.make(vault, place)
    assert made.file.stat().st_mode & 0o777 == 0o600
    content = made.file.read_bytes()
    assert not content.startswith(cipher.PLAIN_HEADER)
    assert b"carcinoma" not in content
    assert files(place) == [made.file.name]


def test_a_copy_tells_its_number_its_moment_and_where_it_came_from(vault, place, frozen_clock):
    made = generations.make(vault, place)
    origin = generations.origin_of(vault)
    assert made == Generation(made.file, 1, frozen_clock.now(), origin)
    assert made.file.name == f"000001-20260302T153000Z-{origin}.db"
    assert made.place == place
    assert generations.listed(place) == [made]


def test_numbers_rise_also_when_the_clock_goes_back_by_years(vault, place, frozen_clock):
    first = generations.make(vault, place)
    frozen_clock.moment = datetime(970, 1, 1, tzinfo=UTC)
    second = generations.make(vault, place)
    assert [one.number for one in generations.listed(place)] == [2, 1]
    assert generations.listed(place) == [second, first]
    assert generations.next_number([place]) == 3


def test_two_case_folders_are_told_apart_and_one_is_the_same_each_day(vault, ways, tmp_path):
    another = case_file.create(tmp_path / "another", PASSPHRASE, ways)
    assert generations.origin_of(another) != generations.origin_of(vault)
    assert generations.origin_of(vault) == generations.origin_of(vault)
    another.close()


@pytest.mark.parametrize("spoil", [spoil_row, lose_row])
def test_a_damaged_case_makes_no_copy_and_harms_none(vault, place, ways, spoil):
    note(vault, "whole")
    before = generations.make(vault, place)
    spoil(vault)
    with pytest.raises(CaseDamaged):
        generations.make(vault, place)
    assert files(place) == [before.file.name]
    copy = opened(before, vault, ways)
    assert words_in(copy) == ["whole"]
    copy.close()


def test_a_disk_that_does_not_keep_what_was_written_gets_no_copy(vault, place, monkeypatch):
    monkeypatch.setattr(generations.copy_place, "flush", lambda file: flip(file, 20_000))
    with pytest.raises(PlaceTrouble, match="did not keep what was written"):
        generations.make(vault, place)
    assert files(place) == []


def test_a_copy_of_other_rows_does_not_count(vault, place, monkeypatch):
    note(vault)
    copy_into = vault.copy_into

    def older(file, _stop_asked):
        rows = copy_into(file)
        rows.add(b"one more row than was copied")
        return rows

    monkeypatch.setattr(vault, "copy_into", older)
    with pytest.raises(PlaceTrouble):
        generations.make(vault, place)
    assert files(place) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [("database or disk is full", "is full"), ("disk I/O error", "did not keep what was written")],
)
def test_what_the_database_says_about_the_place_is_told_of_the_place(vault, place, monkeypatch, said, told):
    def refuse(_file, _stop_asked):
        raise cipher.module().OperationalError(said)

    monkeypatch.setattr(vault, "copy_into", refuse)
    with pytest.raises(PlaceTrouble, match=told):
        generations.make(vault, place)
    spoil_row(vault) if note(vault) else None
    with pytest.raises(CaseDamaged):
        generations.make(vault, place)


@pytest.fixture
def tiny_disk(tmp_path):
    """A real disk of 512 KiB, where the tests may mount one."""
    disk = tmp_path / "tiny"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_place_that_is_really_full_is_told_and_the_case_goes_on(vault, tiny_disk):
    copy_place.prepare(tiny_disk)
    for number in range(40):
        note(vault, f"{number} " * 9000)
    with pytest.raises(PlaceTrouble, match="full"):
        generations.make(vault, tiny_disk)
    assert files(tiny_disk) == []
    note(vault, "and on")
    assert vault.adds_up()


def test_a_disk_that_cannot_be_written_is_told(vault, place, monkeypatch):
    monkeypatch.setattr(generations.cipher, "make_private", failing(errno.EROFS))
    with pytest.raises(PlaceTrouble, match="may not write"):
        generations.make(vault, place)
    with pytest.raises(PlaceTrouble, match="may not write"):
        generations.carry(Generation(place / "x", 1, vault.clock.now(), "0" * 8), place)


def test_a_stop_leaves_nothing_behind(vault, place):
    told = []
    stopping = Progress(lambda fraction, _: told.append(fraction), lambda: bool(told) and told[-1] >= 0.4)
    with pytest.raises(Cancelled):
        generations.make(vault, place, stopping)
    assert files(place) == []


@pytest.mark.parametrize(("looks_before", "where"), [(3, "copying"), (12, "reading back")])
def test_a_copy_stops_at_once_in_the_middle_of_its_work(vault, place, monkeypatch, looks_before, where):
    monkeypatch.setattr("secondop_desktop.vault.vault._STEPS", 100 if where == "copying" else 1_000_000)
    monkeypatch.setattr(generations, "_LOOK_EVERY", 5)
    for number in range(60):
        note(vault, f"{number} " * 200)
    looks = []

    def stopped():
        looks.append(1)
        return len(looks) > looks_before

    with pytest.raises(Cancelled):
        generations.make(vault, place, Progress(stopped=stopped))
    assert files(place) == []
    assert len(looks) <= looks_before + 2, "nothing else was done after the stop"
    note(vault, "and the case goes on")
    assert len(words_in(vault)) == 61
    generations.make(vault, place)


def test_what_a_crash_left_half_made_is_swept_by_the_next_run_but_not_what_another_computer_makes(
    vault, place
):
    half = place / "generations" / f"{generations.origin_of(vault)}-0123.part"
    foreign = place / "generations" / "ffffffff-0123.part"
    for file in (half, foreign, half.with_name(half.name + "-journal")):
        file.write_bytes(b"half")
    made = generations.make(vault, place)
    assert files(place) == sorted([made.file.name, foreign.name])


def test_what_cannot_be_swept_is_no_obstacle(vault, place, monkeypatch):
    (place / "generations" / f"{generations.origin_of(vault)}-0123.part").mkdir()
    assert generations.make(vault, place).number == 1


def test_a_copy_is_carried_to_another_place_under_the_same_name(vault, place, other, ways):
    note(vault, "carried")
    made = generations.make(vault, place)
    carried = generations.carry(made, other)
    assert carried.file.name == made.file.name
    assert carried.file.read_bytes() == made.file.read_bytes()
    assert carried.file.stat().st_mode & 0o777 == 0o600
    assert generations.holds_present(carried, vault)


def test_what_was_carried_wrongly_does_not_count(vault, place, other, monkeypatch):
    made = generations.make(vault, place)
    monkeypatch.setattr(generations.copy_place, "flush", flip)
    with pytest.raises(PlaceTrouble):
        generations.carry(made, other)
    assert files(other) == []


def test_a_copy_is_the_present_until_something_changes(vault, place):
    made = generations.make(vault, place)
    assert generations.holds_present(made, vault)
    note(vault)
    assert not generations.holds_present(made, vault)


def test_a_copy_that_was_damaged_or_has_another_key_is_not_the_present(vault, place, ways, tmp_path):
    made = generations.make(vault, place)
    another = case_file.create(tmp_path / "another", PASSPHRASE, ways)
    assert not generations.holds_present(made, another)
    another.close()
    flip(made.file, 17_000)
    assert not generations.holds_present(made, vault)
    made.file.unlink()
    assert not generations.holds_present(made, vault)


def test_what_is_no_generation_is_passed_over(vault, place):
    made = generations.make(vault, place)
    shelf = place / "generations"
    (shelf / "notes.txt").touch()
    (shelf / "000002-20269999T142033Z-00000000.db").touch()
    (shelf / "000003-20260302T142033Z-00000000.db").mkdir()
    (shelf / "000004-20260302T142033Z-00000000.db").symlink_to(made.file)
    assert generations.listed(place) == [made]


def test_a_place_that_is_not_there_holds_nothing_and_one_that_does_not_answer_says_so(place, monkeypatch):
    assert generations.listed(place / "nowhere") == []
    monkeypatch.setattr(Path, "iterdir", failing(errno.EIO))
    with pytest.raises(PlaceTrouble, match="cannot be reached"):
        generations.listed(place)
    assert generations.next_number([place]) == 1


def test_a_copy_with_another_key_is_not_opened(vault, place, ways):
    made = generations.make(vault, place)
    with pytest.raises(WrongSecret):
        generations.opened(made, bytes(32), ways)
    made.file.write_bytes(b"")
    with pytest.raises(NotACase):
        generations.opened(made, vault.key, ways)
    assert [file.name for file in Path(os.environ["XDG_CACHE_HOME"]).rglob("looking/*")] == []


def test_the_attached_files_of_a_copy_come_from_its_place(vault, place, ways, folder):
    name = attach(vault, b"a letter")
    assert generations.copy_blobs(vault, names_of(vault), place) == []
    made = generations.make(vault, place)
    blob_in(place, name).chmod(0o400)
    (folder / "blobs" / name[:2] / name).unlink()
    copy = opened(made, vault, ways)
    with copy.blobs.open(name) as blob:
        assert blob.read_all() == b"a letter"
    copy.close()


def test_a_proof_reads_every_row_and_every_file(vault, place, ways):
    name = attach(vault)
    generations.copy_blobs(vault, names_of(vault), place)
    made = generations.make(vault, place)
    proof = generations.prove(made, vault.key, ways, names_of)
    assert (proof.blobs, proof.troubled) == (1, ())
    assert proof.rows == vault.rows.rows
    flip(blob_in(place, name), 300_000)
    assert generations.prove(made, vault.key, ways, names_of).troubled == (name,)
    blob_in(place, name).unlink()
    assert generations.prove(made, vault.key, ways, names_of).troubled == (name,)


def test_a_proof_of_a_damaged_copy_fails(vault, place, ways):
    note(vault)
    made = generations.make(vault, place)
    raw = cipher.connect(made.file, vault.key, generations.salt_of(made))
    raw.execute("UPDATE task SET text = 'something else'")
    raw.close()
    with pytest.raises(CaseDamaged):
        generations.prove(made, vault.key, ways, names_of)
