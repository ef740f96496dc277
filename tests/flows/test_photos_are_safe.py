"""No photo of a paper is ever lost: copies, the check, a restore and a repair all know of it."""

import io

import pytest
from PIL import Image

from secondop_desktop.case import bin, documents, photos
from secondop_desktop.case.documents import WAITING
from secondop_desktop.flows import back_up, check_case, open_case, restore, sweep_leftovers
from secondop_desktop.flows.photos import Added, _Adding
from secondop_desktop.flows.repair import repair
from secondop_desktop.flows.take_in import Details
from secondop_desktop.vault.generations import listed
from tests.encrypted_case import PASSPHRASE
from tests.flows.test_repair import forget, private

TITLE = "Letter of the clinic"


def jpeg(shade):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, shade, 90)).save(out, "JPEG")
    return out.getvalue()


FILES = {f"page {number}.jpg": jpeg(60 * number) for number in (1, 2, 3)}


@pytest.fixture
def record(vault, frozen_clock):
    """A record of three photos, the second in the bin; nothing has looked at them."""
    added = Added()
    adding = _Adding(vault, added, Details(title=TITLE), frozen_clock)
    for name, content in FILES.items():
        adding.take(io.BytesIO(content), name)
    with vault.write() as session:
        bin.throw_away(session, "photo", added.photos[1], frozen_clock)
    return added


@pytest.fixture
def place(vault, record, tmp_path):
    """A place with a copy of the case."""
    place = back_up.prepare_chosen(vault, private(tmp_path / "stick"))
    assert back_up.back_up(vault, [place])[0].safe
    return place


@pytest.fixture
def new(tmp_path):
    return tmp_path / "new.secondop"


def contents(vault, session):
    """Every photo of the case, also one in the bin, as its bytes."""
    return sorted(content(vault, photo.blob) for photo in session.query(photos.Photo).all())


def content(vault, blob):
    with vault.blobs.open(blob) as opened:
        return opened.read_all()


def opened(folder, ways, query):
    vault = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        found = check_case.check_case(vault, ways=ways)
        with vault.read() as session:
            return query(vault, session), found
    finally:
        vault.close()


def blob_file(vault, blob):
    return vault.folder / "blobs" / blob[:2] / blob


def blobs_of(vault, record):
    with vault.read() as session:
        return [photos.one(session, one).blob for one in record.photos]


def test_a_copy_holds_every_photo_and_a_restore_brings_each_back(vault, record, place, new, ways):
    made = restore.restore(listed(place)[0], vault.key, new, ways)
    assert made.missing == ()
    found, report = opened(new, ways, contents)
    assert found == sorted(FILES.values())
    assert report.good
    assert report.findings.blobs == 3


def test_what_a_copy_holds_is_told_with_its_photos(vault, record, place, ways):
    inside = restore.look_into(listed(place)[0], vault.key, ways)
    assert "2 photos of pages" in inside.counts
    assert inside.documents == (TITLE,)
    assert inside.missing == ()


def test_a_copy_without_one_photo_names_the_record_once(vault, record, place, new, ways):
    for blob in blobs_of(vault, record)[1:]:
        (place / "blobs" / blob[:2] / blob).unlink()
    assert restore.look_into(listed(place)[0], vault.key, ways).missing == (TITLE,)
    made = restore.restore(listed(place)[0], vault.key, new, ways)
    assert made.missing == (TITLE,)


def test_no_photo_counts_as_left_over(vault, record):
    later = type("Later", (), {"now": lambda _self: vault.clock.now().replace(year=2040)})()
    assert sweep_leftovers.sweep_leftovers(vault, later, places=()) == 0
    with vault.read() as session:
        assert contents(vault, session) == sorted(FILES.values())


def test_the_check_names_the_photo_whose_file_is_missing_and_where_it_is_whole(vault, record, place, ways):
    third = blobs_of(vault, record)[2]
    blob_file(vault, third).unlink()
    found = check_case.check_case(vault, places=[place], ways=ways)
    assert not found.good
    (item,) = found.items
    assert item.name == f"Photo “page 3.jpg” of “{TITLE}”"
    assert item.trouble == "its file is missing."
    assert not item.lost


def test_a_repair_brings_every_photo_along_also_from_the_copy(vault, record, place, new, ways):
    for blob in blobs_of(vault, record):
        file = blob_file(vault, blob)
        file.write_bytes(file.read_bytes()[:-9])
    made = repair(vault, new, ways, [place])
    assert made.missing == []
    found, report = opened(new, ways, contents)
    assert found == sorted(FILES.values())
    assert report.good


def test_a_repair_says_which_photo_is_whole_nowhere(vault, record, new, ways):
    blob_file(vault, blobs_of(vault, record)[2]).unlink()
    made = repair(vault, new, ways)
    assert made.missing == [f"The file of Photo “page 3.jpg” of “{TITLE}”"]


def test_when_the_record_itself_is_lost_its_photos_make_one_again(vault, record, new, ways):
    forget(vault, "document")
    made = repair(vault, new, ways)
    assert made.files == 3

    def query(back, session):
        (document,) = documents.everything(session)
        names = [photo.file_name for photo in photos.of_document(session, document.id)]
        return document.title, document.file_kind, document.state, names, contents(back, session)

    (title, kind, state, names, found), report = opened(new, ways, query)
    assert title == "Photos of a record that could not be rescued"
    assert (kind, state, names) == (photos.KIND, WAITING, ["page 1.jpg", "page 3.jpg"])
    assert found == sorted(FILES.values())
    assert report.good


def test_when_the_entries_of_photos_are_lost_their_files_become_records(vault, record, new, ways):
    forget(vault, "photo")
    repair(vault, new, ways)

    def query(back, session):
        shown = [one for one in documents.everything(session) if one.file_kind == "jpeg"]
        (letter,) = [one for one in documents.everything(session) if one.title == TITLE]
        first = [content(back, photo.blob) for photo in photos.of_document(session, letter.id)]
        return first, sorted(content(back, one.blob) for one in shown)

    (first, others), report = opened(new, ways, query)
    assert first == [FILES["page 1.jpg"]]  # its record names it, so it is a page again
    assert others == sorted(list(FILES.values())[1:])
    assert report.good
