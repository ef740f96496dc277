"""What goes wrong when a case is given out is told, and nothing is left half done."""

import errno
import os
import shutil
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from secondop_desktop.base import outside_files, paths
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.case import documents, questions
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import give_out as giving
from secondop_desktop.flows import give_story
from secondop_desktop.flows.give_out import give_out
from secondop_desktop.vault import case_file
from tests.flows.given_case import LETTER, bring, filled, nothing_new, out, stops_after

FIXTURES = (bring, filled, out)
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize("zipped", [False, True])
def test_a_stop_at_any_moment_leaves_nothing(filled, tmp_path, zipped):
    steps = 0
    while True:
        try:
            give_out(filled, tmp_path / "out", stops_after(steps), zipped=zipped)
        except Cancelled:
            assert nothing_new(tmp_path)
        else:
            break
        steps += 3
    assert steps > 6


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to see which file is flushed")
@pytest.mark.parametrize("zipped", [False, True])
def test_a_disk_that_refuses_is_told_and_leaves_nothing(filled, tmp_path, monkeypatch, zipped):
    real = os.fsync
    for code in (errno.ENOSPC, errno.EROFS):

        def fsync(handle, code=code):
            if str(Path(f"/proc/self/fd/{handle}").readlink()).endswith(("whole", "files.jsonl")):
                raise OSError(code, "no")
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(UserError) as told:
            give_out(filled, tmp_path / "out", zipped=zipped)
        assert "Your case is safe." in told.value.what
        assert ("room" in told.value.what) is (code == errno.ENOSPC)
        assert nothing_new(tmp_path)


def test_too_little_room_is_told_before_anything_is_written(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(giving.shutil, "disk_usage", lambda _place: Usage(1, 1, 1000))
    with pytest.raises(UserError, match="not enough room"):
        give_out(filled, tmp_path / "out")
    assert nothing_new(tmp_path)


def test_what_is_there_is_never_written_over_but_a_zip_file_that_was_chosen(filled, tmp_path):
    (tmp_path / "out").mkdir()
    for zipped in (False, True):
        with pytest.raises(UserError, match="something in this place"):
            give_out(filled, tmp_path / "out", zipped=zipped)
    (tmp_path / "old.zip").write_bytes(b"old")
    give_out(filled, tmp_path / "old.zip", zipped=True)
    assert zipfile.is_zipfile(tmp_path / "old.zip")


def test_nothing_is_written_into_the_case_itself(filled):
    with pytest.raises(UserError, match="belongs to your encrypted case"):
        give_out(filled, filled.folder / "blobs" / "out")


def test_a_damaged_file_is_named_and_the_rest_goes_out_and_comes_in(filled, tmp_path, bring):
    (blob,) = [file for file in (filled.folder / "blobs").rglob("*") if file.is_file()]
    blob.write_bytes(blob.read_bytes()[:-40] + bytes(40))
    done = give_out(filled, tmp_path / "out")
    assert done.lost == ("Blood tests",)
    assert not (done.place / "records").exists()
    made = bring(done.place)
    assert made.troubles == ("“Blood tests”: its file was lost before it was given out.",)
    with made.vault.read() as session:
        (record,) = documents.everything(session)
    with pytest.raises(UserError, match="not in the folder"):
        made.vault.blobs.open(record.blob)


def test_who_goes_on_typing_gets_everything_or_nothing_of_it(filled, tmp_path, monkeypatch, bring):
    """Each look at the entries is followed by a change; in the end the case is held."""
    real, changes = give_story.given_entries.batch, iter(range(1000))

    def batch(vault, family, after):
        found = real(vault, family, after)
        if family is Question and not after:
            with vault.write() as session:
                questions.keep(session, Question(text=f"Typed {next(changes)}"))
        return found

    monkeypatch.setattr(give_story.given_entries, "batch", batch)
    done = give_out(filled, tmp_path / "out")
    made = bring(done.place)
    assert made.troubles == ()
    with made.vault.read() as session:
        assert len(questions.everything(session)) > 1


def test_a_case_that_can_only_be_looked_at_goes_out_but_is_not_noted(filled, folder, ways, tmp_path):
    looked = case_file.look(folder, filled.key, ways, "Only to be looked at.")
    done = give_out(looked, tmp_path / "out")
    looked.close()
    assert not done.logged
    assert (done.place / "records" / "blood-tests.pdf").read_bytes() == LETTER.read_bytes()


def test_what_a_power_cut_leaves_is_taken_away_at_the_next_start(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "rmtree", lambda *_a, **_k: None)
    with pytest.raises(Cancelled):
        give_out(filled, tmp_path / "out", stops_after(3))
    monkeypatch.undo()
    (left,) = [one for one in tmp_path.iterdir() if one.name.startswith(".unfinished")]
    notes_of = paths.data_folder() / "unfinished"
    (notes_of / "note").write_bytes(os.fsencode(left))  # in a real cut the note would still be there
    outside_files.sweep()
    assert not left.exists()
