"""Photos of paper become one record: stored first, straightened, read, found, shown, given out as a PDF."""

import io

import cv2
import numpy as np
import pikepdf
import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import bin, documents, photos
from secondop_desktop.case.documents import READ, WAITING, Document
from secondop_desktop.flows import photos as story
from secondop_desktop.flows import read_record
from secondop_desktop.flows.open_outside import can_open
from secondop_desktop.flows.photo_text import as_kept
from secondop_desktop.flows.photos import PhotoPictures, add_photos, are_photos, words_about
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.save_copy import name_of_copy, save_copy
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.flows.take_in import Details, take_in_bytes
from secondop_desktop.flows.whole_file import for_worker
from secondop_desktop.reading.pages import PageText, Word
from secondop_desktop.search import find
from tests.reading.photo_scenes import bare_table, jpeg, scene, typeset

LINES = (
    "Pathology report of the biopsy",
    "invasive ductal carcinoma, grade 2",
    "estrogen receptor 90 percent",
    "Ki-67 index of 14 percent",
    "the margins are clear of tumour",
)


def saved(folder, **contents):
    files = []
    for name, content in contents.items():
        files.append(folder / f"{name}.jpg")
        files[-1].write_bytes(content)
    return files


@pytest.fixture(scope="module")
def paper():
    """A page with few large words, so that reading it is quick."""
    sheet = np.full((900, 640, 3), 255, np.uint8)
    for place, words in enumerate(LINES):
        at = (40, 120 + 90 * place)
        cv2.putText(sheet, words, at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 2, cv2.LINE_AA)
    return sheet


@pytest.fixture(scope="module")
def upright(paper):
    return scene(paper, 3, "dark wood", size=(1400, 1050)).rgb


@pytest.fixture
def made(vault, tmp_path, upright):
    """A record of an upright photo and one that stands on its head."""
    on_its_head = np.ascontiguousarray(upright[::-1, ::-1])
    files = saved(tmp_path, first=jpeg(upright), second=jpeg(on_its_head))
    return add_photos(vault, files, Details(title="Biopsy"))


def pages(vault, record):
    with vault.read() as session:
        return documents.one(session, record), photos.of_document(session, record)


def test_photos_become_pages_in_their_order_and_stay_as_they_came(vault, made, tmp_path):
    record, (first, second) = pages(vault, made.document_id)
    assert (record.title, record.file_kind, record.pages, record.state) == ("Biopsy", "photos", 2, WAITING)
    assert (first.file_name, second.file_name, made.problems) == ("first.jpg", "second.jpg", [])
    assert first.corners == first.found != ""
    for photo in (first, second):
        with vault.blobs.open(photo.blob) as blob:
            assert blob.read_all() == (tmp_path / photo.file_name).read_bytes()


def test_they_are_read_turned_upright_found_and_shown(vault, made, tmp_path):
    done = read_waiting(vault)
    assert (done.documents, done.pages) == (1, 2)
    record, (first, second) = pages(vault, made.document_id)
    assert (first.turn, second.turn, record.state) == (0, 180, READ)
    with vault.read() as session:
        texts = [page.text for page in documents.pages_of(session, record.id)]
        hits = find.pages(session, "ductal")
    assert all("invasive ductal" in text and "14" in text for text in texts), texts
    assert {(hit.item, hit.page) for hit in hits} == {(record.id, 1), (record.id, 2)}
    shown = PagePictures.of_record(vault, record)
    try:
        assert shown.open() == 2
        one, other = (shown.picture(number, 200) for number in (1, 2))
    finally:
        shown.close()
    both = [np.frombuffer(p.rgb, np.uint8).reshape(p.height, p.width, 3) for p in (one, other)]
    same = cv2.resize(both[1], both[0].shape[1::-1])
    assert np.abs(both[0].astype(int) - same).mean() < 12  # the second is upright now, as the first
    file = tmp_path / "out.pdf"
    save_copy(vault, record, file)
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 2
    assert name_of_copy(record) == "Biopsy.pdf"
    assert can_open(record)


def test_a_page_that_was_changed_while_it_was_read_is_read_again(vault, made, monkeypatch):
    read = []

    def change_meanwhile(_reader, _eyes, number, *_rest):
        read.append(number)
        if read == [1]:
            with vault.write() as session:
                photos.light(session, made.photos[0], photos.GREY)
        return PageText(f"reading {len(read)}", (Word("words", 0, 0, 1, 1),), "ocr")

    monkeypatch.setattr(read_record, "read_page", change_meanwhile)
    while pages(vault, made.document_id)[0].state == WAITING:
        read_waiting(vault)
    assert read == [1, 2, 1]
    with vault.read() as session:
        texts = [page.text for page in documents.pages_of(session, made.document_id)]
    assert texts == ["reading 3", "reading 2"]


def test_what_a_person_turned_by_hand_is_not_turned_by_its_text(vault, made):
    with vault.write() as session:
        photos.turn(session, made.photos[0], 90)
        recipes = list(photos.recipes(session, made.document_id))
        found = PageText("words", (Word("words", 0.1, 0.2, 0.3, 0.4),), "ocr", turn=180, width=30, height=40)
        assert as_kept(session, made.document_id, 1, found, recipes) == found
        turned = as_kept(session, made.document_id, 2, found, recipes)
    assert turned.turn == 0
    assert [round(side, 4) for side in (turned.words[0].x0, turned.words[0].y0)] == [0.7, 0.6]
    assert pages(vault, made.document_id)[1][1].turn == 180
    assert recipes[1][2] == 180


def test_more_photos_go_behind_and_one_that_is_there_is_not_added_twice(vault, made, tmp_path, upright):
    grey = jpeg(upright // 2)
    files = [*saved(tmp_path, third=grey), tmp_path / "first.jpg"]
    added = add_photos(vault, files, document_id=made.document_id)
    assert added.document_id == made.document_id
    assert added.problems == ["“first.jpg” is in this record already."]
    names = [photo.file_name for photo in pages(vault, made.document_id)[1]]
    assert names == ["first.jpg", "second.jpg", "third.jpg"]


def test_a_photo_that_is_a_page_already_is_not_attached_as_a_record_too(vault, made, tmp_path):
    second = (tmp_path / "second.jpg").read_bytes()
    taken = take_in_bytes(vault, second, "again.jpg")
    assert (taken.document_id, taken.already_here) == (made.document_id, True)
    with vault.write() as session:
        photos.take_out(session, made.photos[1])
    taken = take_in_bytes(vault, second, "again.jpg")
    assert not taken.already_here
    with vault.read() as session:
        assert [record.title for record in documents.everything(session)] == ["again", "Biopsy"]


def test_what_is_no_photo_is_named_and_keeps_nobody_out(vault, tmp_path, upright):
    text, gone = tmp_path / "note.txt", tmp_path / "gone.jpg"
    text.write_text("no photo at all")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(jpeg(upright)[:2000])
    added = add_photos(vault, [text, gone, broken, *saved(tmp_path, good=jpeg(upright))])
    said = " ".join(added.problems)
    assert "“note.txt” is not a photo" in said
    assert "gone.jpg could not be opened" in said
    assert "damaged" in said
    names = [photo.file_name for photo in pages(vault, added.document_id)[1]]
    assert names == ["broken.jpg", "good.jpg"]  # what cannot be shown is kept all the same


def test_nothing_is_made_of_no_photo_at_all(vault, tmp_path):
    added = add_photos(vault, [tmp_path / "gone.jpg"])
    assert (added.document_id, added.photos) == ("", [])
    with vault.read() as session:
        assert documents.everything(session) == []


def test_a_stop_keeps_what_was_stored(vault, tmp_path, upright):
    files = saved(tmp_path, one=jpeg(upright), two=jpeg(upright // 2))

    def first_is_stored():
        return bool(list(vault.blobs.names()))

    with pytest.raises(Cancelled):
        add_photos(vault, files, progress=Progress(stopped=first_is_stored))
    with vault.read() as session:
        (record,) = documents.everything(session)
        assert [photo.file_name for photo in photos.of_document(session, record.id)] == ["one.jpg"]


def test_trouble_is_said_at_once_and_never_refuses(vault, tmp_path):
    sheet = scene(typeset(), 5, "dark wood", size=(1600, 1200)).rgb
    files = saved(
        tmp_path,
        blurred=jpeg(cv2.GaussianBlur(sheet, (0, 0), 6)),
        dark=jpeg(sheet // 6),
        table=jpeg(bare_table(3, "grey cloth")),
    )
    added = add_photos(vault, files)
    said = {photo.file_name: " ".join(words_about(photo)) for photo in pages(vault, added.document_id)[1]}
    assert "This photo is blurred. Small numbers may be read wrongly." in said["blurred.jpg"]
    assert "This photo is dark." in said["dark.jpg"]
    assert "No sheet of paper was found in this photo, so the whole photo is the page." in said["table.jpg"]
    lights = {photo.file_name: photo.light for photo in pages(vault, added.document_id)[1]}
    assert (lights["blurred.jpg"], lights["table.jpg"]) == (photos.PAPER, photos.AS_TAKEN)


def test_before_and_after_can_be_seen(vault, made):
    with vault.read() as session:
        photo = photos.one(session, made.photos[0])
    pictures = PhotoPictures()
    try:
        before, after = pictures.both(vault, photo, 300)
    finally:
        pictures.close()
    assert before.width / before.height == pytest.approx(1400 / 1050, abs=0.01)
    assert after.width / after.height == pytest.approx(640 / 900, abs=0.03)


def test_a_record_whose_photos_are_all_gone_still_has_the_one_it_names(vault, frozen_clock):
    """A case could be half put together by hand; nothing may fail for it."""
    blob = vault.blobs.keep(io.BytesIO(jpeg(np.full((40, 30, 3), 200, np.uint8)))).name
    with vault.write() as session:
        made = Document(title="Bare", blob=blob, file_kind=photos.KIND, added_at=frozen_clock.now())
        record = documents.keep(session, made)
    assert for_worker(vault, record).content
    read_waiting(vault)


def test_files_are_taken_for_photos_by_what_is_in_them(tmp_path, upright):
    (photo,) = saved(tmp_path, photo=jpeg(upright))
    pdf = tmp_path / "scan.jpg.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    assert are_photos([photo, photo])
    assert not are_photos([photo, pdf])
    assert not are_photos([tmp_path / "gone.jpg"])
    assert not are_photos([])


def test_a_photo_in_the_bin_is_told_by_its_name(vault, made):
    with vault.write() as session:
        bin.throw_away(session, "photo", made.photos[1])
    with vault.read() as session:
        assert [thing.title for thing in bin.contents(session)] == ["second.jpg"]
    assert story.KINDS[0] == "jpeg"
