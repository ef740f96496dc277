"""What a power cut leaves in the folders of a case and of its copies is cleared away or mended."""

from secondop_desktop.vault import case_file, copy_place
from tests.encrypted_case import PASSPHRASE


def test_a_half_written_note_of_the_lock_is_gone_after_opening(vault, folder, ways):
    vault.close()
    for name in (".holder.json.4711.part", ".case.spare.4711.part", ".README.txt.4711.part"):
        (folder / name).write_bytes(b"half")
    case_file.unlock(folder, PASSPHRASE, ways).close()
    assert not list(folder.glob(".*"))


def test_an_empty_page_of_advice_beside_copies_is_written_again(tmp_path):
    place = tmp_path / "stick" / "copies"
    copy_place.prepare(place)
    written = (place / copy_place.README).read_bytes()
    (place / copy_place.README).write_bytes(b"")
    copy_place.prepare(place)
    assert (place / copy_place.README).read_bytes() == written != b""
