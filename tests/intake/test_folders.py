"""What a person means who drops folders: every file in them, and nothing that a system left behind."""

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.intake import folders
from secondop_desktop.intake.folders import files_meant


@pytest.fixture
def disc(tmp_path):
    folder = tmp_path / "disc"
    left_out = (".DS_Store", ".hidden/c.txt", "Thumbs.db", "__MACOSX/x.pdf", "My case.secondop/case.db")
    for name in ("b.txt", "a.txt", "scans/d.pdf", *left_out):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_a_folder_brings_its_files_but_not_what_is_hidden_or_left_by_a_system(disc, tmp_path):
    other = tmp_path / "letter.pdf"
    crowd = files_meant([disc, other])
    assert [file.relative_to(tmp_path).as_posix() for file in crowd.files] == [
        "disc/a.txt",
        "disc/b.txt",
        "disc/scans/d.pdf",
        "letter.pdf",
    ]
    assert (crowd.folders, crowd.too_many) == (1, False)


def test_a_case_is_no_folder_of_records(disc):
    crowd = files_meant([disc / "My case.secondop"])
    assert (crowd.files, crowd.folders) == ((), 1)


def test_files_alone_are_taken_as_they_are_also_hidden_and_missing_ones(tmp_path):
    files = [tmp_path / ".bashrc", tmp_path / "gone.pdf"]
    assert files_meant(files).files == tuple(files)
    assert files_meant(files).folders == 0


def test_a_file_named_twice_comes_once(disc):
    assert len(files_meant([disc, disc / "scans"]).files) == 3


def test_a_link_to_the_folder_itself_does_not_go_round_for_ever(disc):
    (disc / "again").symlink_to(disc)
    assert len(files_meant([disc]).files) == 3


def test_a_folder_of_very_many_files_is_not_walked_to_its_end(disc, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FILES", 2)
    crowd = files_meant([disc])
    assert (len(crowd.files), crowd.too_many) == (2, True)


def test_the_walk_can_be_stopped(disc):
    with pytest.raises(Cancelled):
        files_meant([disc], Progress(stopped=lambda: True))
