"""A case comes back from a copy: seen before, built beside, proved before it has its name, never over one."""

import errno
import io
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from secondop_desktop.base.errors import Cancelled, FieldError, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import appointments, documents, questions
from secondop_desktop.case import bin as bin_
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.questions import Question
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.flows import back_up, check_case, open_case, restore
from secondop_desktop.vault import cipher, copy_place, generations
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret
from tests.encrypted_case import PASSPHRASE
from tests.vault.copy_parts import attach, blob_in, failing, flip, note, words_in

NEW = "nine brown otters under the bridge"


@pytest.fixture
def stick(tmp_path):
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    return stick


@pytest.fixture
def place(vault, stick):
    return back_up.prepare_chosen(vault, stick)


@pytest.fixture
def back(tmp_path):
    return tmp_path / "restored" / "My case.secondop"


def copy(vault, place):
    (copied,) = back_up.back_up(vault, [place])
    assert copied.safe
    return copied.generation


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_case_of_a_copy_is_as_it_was_and_can_be_written_on(vault, place, back, ways):
    name = attach(vault, title="Letter")
    note(vault, "before")
    made = copy(vault, place)
    rows = vault.rows
    note(vault, "after")
    restored = restore.restore(made, vault.key, back, ways)
    assert restored == restore.Restored(back, ())
    again = open_case.open_case(back, PASSPHRASE, ways)
    assert again.rows == rows
    assert words_in(again) == ["before"]
    assert check_case.check_case(again).good
    with again.blobs.open(name) as blob:
        assert blob.read_all().startswith(b"a letter")
    note(again, "going on")
    again.close()
    assert words_in(vault) == ["after", "before"]


def test_it_comes_back_where_the_live_case_is_gone_with_the_passphrase_or_the_sheet(
    vault, stick, place, back, ways, folder
):
    note(vault, "kept")
    lines = "\n".join(open_case.recovery_lines(vault))
    copy(vault, place)
    vault.close()
    shutil.rmtree(folder)
    (found,) = restore.generations(restore.places_under(stick))
    for number, secret in enumerate((PASSPHRASE, lines)):
        key = restore.key_of(found, secret, ways)
        folder = restore.restore(found, key, back.with_name(str(number)), ways).folder
        again = open_case.open_case(folder, PASSPHRASE, ways)
        assert words_in(again) == ["kept"]
        again.close()


def test_only_the_owner_may_look_into_what_came_back(vault, place, back, ways):
    attach(vault)
    restore.restore(copy(vault, place), vault.key, back, ways)
    modes = {path.stat().st_mode & 0o777 for path in back.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (back, back / "blobs")} == {0o700}
    assert left_in(back) == ["README.txt", "blobs", "case.db"]


def test_nothing_is_ever_restored_over_something(vault, place, back, ways, folder):
    made = copy(vault, place)
    with pytest.raises(FieldError) as refused:
        restore.restore(made, vault.key, folder, ways)
    assert refused.value.field == "folder"
    back.mkdir(parents=True)
    restore.restore(made, vault.key, back, ways)
    with pytest.raises(FieldError):
        restore.restore(made, vault.key, back, ways)


def test_another_key_brings_nothing_back(vault, place, back, ways):
    with pytest.raises(WrongSecret):
        restore.restore(copy(vault, place), bytes(32), back, ways)
    assert left_in(back.parent) == []
    with pytest.raises(WrongSecret):
        restore.key_of(generations.listed(place)[0], NEW, ways)


def spoil(generation, key):
    raw = cipher.connect(generation.file, key, generations.salt_of(generation))
    raw.execute("UPDATE person SET name = 'Somebody else'")
    raw.close()


def test_a_damaged_copy_brings_nothing_back(vault, place, back, ways):
    made = copy(vault, place)
    spoil(made, vault.key)
    with pytest.raises(CaseDamaged):
        restore.restore(made, vault.key, back, ways)
    assert left_in(back.parent) == []


def test_a_file_that_is_not_whole_in_the_copy_is_taken_from_another_place_or_named(
    vault, place, back, ways, tmp_path
):
    damaged, gone, hidden = (
        attach(vault, title.encode() * 90_000, title) for title in ("Scan", "Letter", "Old")
    )
    other = back_up.prepare_chosen(vault, _made(tmp_path / "other"))
    made = copy(vault, place)
    copy(vault, other)
    with vault.write() as session:
        bin_.throw_away(session, "document", _document(session, hidden))
    flip(blob_in(place, damaged), 280_000)
    blob_in(place, gone).unlink()
    blob_in(other, gone).unlink()
    restored = restore.restore(made, vault.key, back, ways, more_places=[other])
    assert restored.missing == ("Letter",)
    again = open_case.open_case(back, PASSPHRASE, ways)
    assert sorted(again.blobs.names()) == sorted([damaged, hidden])
    again.close()


def test_a_file_that_only_the_bin_names_is_not_named_as_missing(vault, place, back, ways):
    name = attach(vault)
    with vault.write() as session:
        bin_.throw_away(session, "document", _document(session, name))
    made = copy(vault, place)
    blob_in(place, name).unlink()
    assert restore.restore(made, vault.key, back, ways).missing == ()


def _made(folder):
    folder.mkdir()
    return folder


def _document(session, blob):
    from secondop_desktop.case import documents

    return documents.with_blob(session, blob).id


def test_a_full_or_vanished_disk_is_told_and_leaves_nothing(vault, place, back, ways, monkeypatch):
    made = copy(vault, place)
    for where, what in (("flush", errno.ENOSPC), ("own_folder", errno.EROFS), ("flush_folder", errno.EIO)):
        with monkeypatch.context() as patch:
            patch.setattr(copy_place, where, failing(what))
            with pytest.raises(UserError, match="Your case and its copies are as they were"):
                restore.restore(made, vault.key, back, ways)
        assert left_in(back.parent) == []
    made.file.unlink()
    with pytest.raises(UserError):
        restore.restore(made, vault.key, back, ways)


def test_a_stop_leaves_nothing(vault, place, back, ways):
    attach(vault)
    attach(vault, b"another")
    made = copy(vault, place)
    told = []
    stopping = Progress(lambda fraction, _: told.append(fraction), lambda: bool(told) and told[-1] >= 0.3)
    with pytest.raises(Cancelled):
        restore.restore(made, vault.key, back, ways, stopping)
    assert left_in(back.parent) == []


def test_what_a_crash_left_of_an_earlier_try_is_swept(vault, place, back, ways):
    half = back.parent / f".{back.name}.0123abcd.part"
    half.mkdir(parents=True)
    (half / "case.db").write_bytes(b"half")
    beside = back.parent / ".another.0123abcd.part"
    beside.mkdir()
    restore.restore(copy(vault, place), vault.key, back, ways)
    assert left_in(back.parent) == [beside.name, back.name]


def test_what_is_in_a_copy_is_told_in_words(vault, place, ways, frozen_clock):
    attach(vault, title="Pathology report")
    note(vault)
    note(vault, "Another")
    frozen_clock.move_on(timedelta(hours=2))
    with vault.write() as session:
        questions.keep(session, Question(text="What if I wait?"))
    made = copy(vault, place)
    inside = restore.look_into(made, vault.key, ways)
    assert inside.name == "Margaret Ellison"
    assert inside.counts == ("1 record", "1 question", "2 reminders", "1 entry about you")
    assert inside.documents == ("Pathology report",)
    assert inside.newest == frozen_clock.now()
    assert inside.missing == ()


def test_a_copy_of_an_empty_case_holds_nothing_yet(vault, place, ways, tmp_path):
    empty = open_case.create(tmp_path / "empty", PASSPHRASE, " ", ways).vault
    copied = copy(empty, back_up.prepare_chosen(empty, _made(tmp_path / "other")))
    assert restore.look_into(copied, empty.key, ways) == restore.Inside("", (), (), None, ())
    empty.close()


def test_records_whose_file_is_not_in_the_place_are_named(vault, place, ways):
    name = attach(vault, title="Scan")
    made = copy(vault, place)
    blob_in(place, name).unlink()
    assert restore.look_into(made, vault.key, ways).missing == ("Scan",)


@pytest.mark.parametrize("lost", ["voice", "memo", "page"])
def test_photos_and_recordings_whose_file_is_not_in_the_place_are_named_too(vault, place, ways, lost):
    kept = {name: vault.blobs.keep(io.BytesIO(name.encode())).name for name in ("voice", "memo", "page")}
    now = vault.clock.now()
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-03"))
        letter = documents.keep(session, Document(title="Letter", blob="", file_kind="photos", added_at=now))
        session.flush()
        told = {"appointment_id": visit.id, "started_at": now, "source": "file"}
        voice, memo = Recording(**told, blob=kept["voice"]), Recording(**told, title="Memo")
        session.add_all([voice, memo, Photo(document_id=letter.id, blob=kept["page"])])
        session.flush()
        session.add(SoundOriginal(recording_id=memo.id, blob=kept["memo"]))
    made = copy(vault, place)
    blob_in(place, kept[lost]).unlink()
    names = {"voice": "A recording of a visit", "memo": "Memo", "page": "Letter"}
    assert names[lost] in restore.look_into(made, vault.key, ways).missing


def test_a_copy_that_does_not_add_up_is_said_to_be_damaged(vault, place, ways):
    made = copy(vault, place)
    raw = cipher.connect(made.file, vault.key, generations.salt_of(made))
    raw.execute("DELETE FROM person")
    raw.close()
    with pytest.raises(CaseDamaged):
        restore.look_into(made, vault.key, ways)


def test_what_the_present_has_besides_is_told(vault, place, ways, frozen_clock):
    kept = note(vault, "Ring")
    made = copy(vault, place)
    assert restore.newer_in_present(vault, made, ways) == ()
    frozen_clock.move_on(timedelta(hours=2))
    with vault.write() as session:
        session.merge(kept).text = "Ring on Monday"
    assert restore.newer_in_present(vault, made, ways) == ("Changed since this copy: 1 reminder.",)
    attach(vault)
    with vault.write() as session:
        bin_.throw_away(session, "task", kept.id)
        questions.keep(session, Question(text="Why?"))
    assert restore.newer_in_present(vault, made, ways) == (
        "Not in this copy: 1 record, 1 question.",
        "Changed since this copy: 1 reminder.",
    )


def test_copies_of_all_places_are_listed_once_the_newest_first(vault, place, stick, ways):
    first = back_up.first_place(vault)
    for _ in range(3):
        back_up.back_up(vault, [first, place])
    assert [one.number for one in restore.generations([first, place])] == [3, 2, 1]
    assert {one.place for one in restore.generations([first, place])} == {first}
    shutil.rmtree(first.parent)


def test_a_place_that_does_not_answer_hides_no_other_one(vault, place, tmp_path, monkeypatch):
    made = copy(vault, place)
    listed = generations.listed

    def silent(where):
        if where != place:
            raise copy_place.not_there()
        return listed(where)

    monkeypatch.setattr(restore.copies, "listed", silent)
    assert restore.generations([tmp_path, place]) == [made]


def test_places_are_found_from_the_stick_the_folder_on_it_or_themselves(vault, place, stick, monkeypatch):
    for folder in (stick, stick / "SecondOp copies", place):
        assert restore.places_under(folder) == [place]
    assert restore.places_under(stick / "gone") == []
    monkeypatch.setattr(Path, "iterdir", failing(errno.EIO))
    assert restore.places_under(stick) == []


def test_only_the_copies_that_the_passphrase_opens_are_found_with_it(vault, place, ways, monkeypatch):
    older = copy(vault, place)
    changed = open_case.change_passphrase(vault, NEW, ways=ways).vault
    newer = copy(changed, place)
    damaged = newer.file.with_name(newer.file.name.replace("00000", "00001"))
    damaged.write_bytes(b"")
    found = restore.generations([place])
    worked = []
    derive = restore.case_file.key_for
    monkeypatch.setattr(restore.case_file, "key_for", lambda *a: worked.append(a) or derive(*a))
    assert restore.opened_by(found, NEW, ways) == [(newer, changed.key)]
    assert [one for one, _key in restore.opened_by(found, PASSPHRASE, ways)] == [older]
    assert len(worked) == 4
    shutil.rmtree(back_up.first_place(changed).parent)
    changed.close()


def test_one_passphrase_is_worked_on_once_for_all_copies(vault, place, ways, monkeypatch):
    for _ in range(4):
        copy(vault, place)
    worked = []
    derive = restore.case_file.key_for
    monkeypatch.setattr(restore.case_file, "key_for", lambda *a: worked.append(a) or derive(*a))
    assert len(restore.opened_by(restore.generations([place]), PASSPHRASE, ways)) == 4
    assert len(worked) == 1


def test_a_restored_case_is_copied_beside_the_old_ones_copies(vault, place, back, ways):
    for _ in range(12):
        copy(vault, place)
    older = generations.listed(place)
    restore.restore(older[-1], vault.key, back, ways)
    again = open_case.open_case(back, PASSPHRASE, ways)
    for _ in range(12):
        back_up.back_up(again, [place])
    assert set(older) <= set(generations.listed(place))
    again.close()
