"""A large file leaves the case piece by piece; one that is damaged leaves nothing behind."""

import tracemalloc

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import documents
from secondop_desktop.flows import take_in
from secondop_desktop.flows.save_copy import save_copy
from tests.flows.papers import report


def record(vault, found):
    with vault.read() as session:
        return documents.one(session, found.document_id)


def test_a_film_is_saved_without_being_in_memory(vault, tmp_path):
    film = tmp_path / "visit.mp4"
    with film.open("wb") as out:
        out.write(b"\0\0\0\x18ftypmp42" + bytes(12))
        out.truncate(100 << 20)
    (found,) = take_in.take_in(vault, [film])
    kept = record(vault, found)
    tracemalloc.start()
    try:
        save_copy(vault, kept, tmp_path / "copy.mp4")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 16 << 20
    assert (tmp_path / "copy.mp4").stat().st_size == 100 << 20
    with (tmp_path / "copy.mp4").open("rb") as copy:
        assert copy.read(28) == b"\0\0\0\x18ftypmp42" + bytes(16)


def test_a_damaged_file_leaves_no_half_copy_and_the_older_one_stays(vault, tmp_path):
    kept = record(vault, take_in.take_in_bytes(vault, report("words") + bytes(600_000), "r.pdf"))
    blob = next((vault.folder / "blobs").rglob(kept.blob))
    content = bytearray(blob.read_bytes())
    content[-20] ^= 1
    blob.write_bytes(content)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "copy.pdf").write_bytes(b"older")
    with pytest.raises(UserError):
        save_copy(vault, kept, tmp_path / "out" / "copy.pdf")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["copy.pdf"]
    assert (tmp_path / "out" / "copy.pdf").read_bytes() == b"older"
