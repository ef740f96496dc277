"""The story of a file: stored before it is understood, read page by page, and found by its words."""

import io
import json
import shutil
import threading
import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base import paths
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.flows import read_record as reading
from secondop_desktop.flows import take_in as story
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.take_in import Details, take_in, take_in_bytes
from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.search import find
from secondop_desktop.vault import blobs

SAMPLES = paths.resources() / "samples" / "en"


def report(*pages):
    """A digital PDF with one line of text a page."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def all_documents(vault):
    with vault.read() as session:
        return documents.everything(session)


def content_of(vault, document):
    with vault.blobs.open(document.blob) as blob:
        return blob.read_all()


def test_a_file_is_kept_byte_for_byte_with_what_is_known_of_it(vault, tmp_path, frozen_clock):
    file = tmp_path / "2026_03_CT-report.pdf"
    file.write_bytes(report("liver normal"))
    details = Details(kind="imaging", dated=PartialDate(2026, 3), facility="Brightwater")
    (taken,) = take_in(vault, [file], details, clock=frozen_clock)
    (document,) = all_documents(vault)
    assert taken.document_id == document.id
    assert content_of(vault, document) == file.read_bytes()
    assert (document.kind, document.dated.iso(), document.facility) == ("imaging", "2026-03", "Brightwater")
    assert (document.file_name, document.file_kind, document.state) == (file.name, "pdf", documents.WAITING)
    assert document.added_at == frozen_clock.now()
    assert document.title


def test_a_copy_brings_nothing_new_but_takes_the_first_one_out_of_the_bin(vault, tmp_path):
    same = report("same words")
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(same)
    (first,) = take_in(vault, [tmp_path / "a.pdf"])
    with vault.write() as session:
        bin_.throw_away(session, "document", first.document_id)
    (again,) = take_in(vault, [tmp_path / "b.pdf"])
    assert (again.already_here, again.document_id) == (True, first.document_id)
    assert [d.id for d in all_documents(vault)] == [first.document_id]


def test_an_empty_file_is_refused_in_a_sentence(vault, tmp_path):
    (tmp_path / "nothing.pdf").write_bytes(b"")
    (taken,) = take_in(vault, [tmp_path / "nothing.pdf"])
    assert taken.problem
    assert not taken.document_id
    assert take_in_bytes(vault, b"", "pasted").problem
    assert all_documents(vault) == []


def test_a_full_disk_while_storing_loses_nothing_and_leaves_nothing(vault, tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(report("words"))

    def no_room(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", no_room)
    (taken,) = take_in(vault, [tmp_path / "a.pdf"])
    monkeypatch.undo()
    assert "room" in taken.problem
    assert all_documents(vault) == []
    assert [p for p in (vault.folder / "blobs").rglob("*") if p.is_file()] == []
    (taken,) = take_in(vault, [tmp_path / "a.pdf"])
    assert taken.document_id


def test_what_was_pasted_is_kept_like_a_file(vault):
    taken = take_in_bytes(vault, (SAMPLES / "mammogram-report-photo.jpg").read_bytes(), "Pasted picture")
    (document,) = all_documents(vault)
    assert (document.id, document.file_kind, document.title) == (taken.document_id, "jpeg", "Pasted picture")


def test_the_bytes_are_stored_before_the_row_speaks_of_them(vault, tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(report("words"))

    def crash(*_args):
        raise RuntimeError

    monkeypatch.setattr(story, "_document", crash)
    with pytest.raises(RuntimeError):
        take_in(vault, [tmp_path / "a.pdf"])
    assert all_documents(vault) == []
    assert len(list(vault.blobs.names())) == 1


def test_the_text_layer_of_a_pdf_is_read_with_the_place_of_each_word(vault):
    words = "Invasive carcinoma of no special type, grade two"
    taken = take_in_bytes(vault, report(words, "second page, lymph nodes normal"), "report.pdf")
    done = read_waiting(vault)
    assert (done.documents, done.pages, done.unreadable) == (1, 2, [])
    with vault.read() as session:
        first, second = documents.pages_of(session, taken.document_id)
        hits = find.pages(session, "lymph nodes")
        document = documents.one(session, taken.document_id)
    assert (first.source, first.text.strip()) == ("text layer", words)
    boxes = json.loads(zlib.decompress(first.words))
    assert [box[0] for box in boxes][:2] == ["Invasive", "carcinoma"]
    assert all(0 <= value <= 1 for box in boxes for value in box[1:])
    assert [(hit.item, hit.page) for hit in hits] == [(taken.document_id, 2)]
    assert (document.state, document.pages) == (documents.READ, 2)
    assert second.number == 2


@pytest.mark.slow
def test_a_scan_without_text_is_read_by_eye_and_found_by_a_rare_word(vault):
    take_in(vault, [SAMPLES / "pathology-report-scan.pdf"])
    read_waiting(vault)
    with vault.read() as session:
        (hit,) = find.pages(session, "elastosis")
        (document,) = documents.everything(session)
        page = documents.pages_of(session, document.id)[0]
    assert hit.page == 1
    assert page.source == "ocr"
    assert vault.adds_up()


def test_reading_that_was_stopped_goes_on_where_it_was(vault):
    taken = take_in_bytes(vault, report(*[f"this is page number {n} of five" for n in range(5)]), "r.pdf")
    reports = []

    def stop_after_two():
        return len(reports) >= 4

    with pytest.raises(Cancelled):
        read_waiting(vault, Progress(lambda *told: reports.append(told), stop_after_two))
    with vault.read() as session:
        half = len(documents.pages_of(session, taken.document_id))
        assert documents.one(session, taken.document_id).state == documents.WAITING
    assert 0 < half < 5
    assert read_waiting(vault).pages == 5 - half
    with vault.read() as session:
        assert [p.number for p in documents.pages_of(session, taken.document_id)] == [1, 2, 3, 4, 5]


def test_nothing_waiting_starts_nothing(vault):
    before = threading.active_count()
    assert read_waiting(vault).documents == 0
    assert threading.active_count() == before


def test_what_cannot_be_read_is_kept_and_says_why(vault):
    odd = take_in_bytes(vault, b"\x00\x01\x02 not a known kind \xff\xfe" * 50, "thing.bin")
    broken = take_in_bytes(vault, b"%PDF-1.4\n" + b"rubbish " * 500, "broken.pdf")
    good = take_in_bytes(vault, report("a page that can be read well"), "good.pdf")
    done = read_waiting(vault)
    assert set(done.unreadable) == {odd.document_id, broken.document_id}
    with vault.read() as session:
        for taken in (odd, broken):
            document = documents.one(session, taken.document_id)
            assert document.state == documents.UNREADABLE
            assert document.problem
        assert documents.one(session, good.document_id).state == documents.READ
    assert read_waiting(vault).documents == 0


def test_one_page_that_cannot_be_read_does_not_spoil_the_others(vault, monkeypatch):
    taken = take_in_bytes(vault, report(*[f"this is page number {n} of three" for n in (1, 2, 3)]), "r.pdf")
    whole = reading.read_page

    def second_fails(reader, eyes, number):
        if number == 2:
            raise unreadable("too_slow")
        return whole(reader, eyes, number)

    monkeypatch.setattr(reading, "read_page", second_fails)
    assert read_waiting(vault).pages == 2
    with vault.read() as session:
        document = documents.one(session, taken.document_id)
        assert [p.number for p in documents.pages_of(session, taken.document_id)] == [1, 3]
    assert document.state == documents.READ
    assert document.problem.startswith("Page 2 could not be read.")


def test_when_no_page_can_be_read_the_whole_document_says_so(vault, monkeypatch):
    taken = take_in_bytes(vault, report("one", "two"), "r.pdf")

    def fails(*_args):
        raise unreadable("too_slow")

    monkeypatch.setattr(reading, "read_page", fails)
    assert read_waiting(vault).unreadable == [taken.document_id]


def test_a_file_whose_pages_all_take_too_long_is_given_up_soon(vault, monkeypatch):
    taken, tried = take_in_bytes(vault, report(*["a page"] * 40), "r.pdf"), []

    def slow(_reader, _eyes, number):
        tried.append(number)
        raise unreadable(errors.TOO_SLOW)

    monkeypatch.setattr(reading, "read_page", slow)
    assert read_waiting(vault).unreadable == [taken.document_id]
    assert tried == [1, 2, 3]


def test_a_file_whose_pages_end_their_worker_is_given_up_soon(vault, monkeypatch):
    taken = take_in_bytes(vault, report(*["a page"] * 40), "r.pdf")
    whole, tried = reading.read_page, []

    def fails(reader, eyes, number):
        tried.append(number)
        if number in (2, 4, 5, 6):
            raise unreadable(errors.TOO_SLOW if number % 2 else errors.STOPPED)
        return whole(reader, eyes, number)

    monkeypatch.setattr(reading, "read_page", fails)
    monkeypatch.setattr(reading.Eyes, "read", lambda *_: reading.PageText("seen"))
    assert read_waiting(vault).pages == 2
    assert tried == [1, 2, 3, 4]  # it took the reader down twice, and 36 more are not tried
    with vault.read() as session:
        problem = documents.one(session, taken.document_id).problem
    assert problem.startswith("Reading this file stopped in the middle again and again")
    assert "Pages 2, 4–40 could not be read." in problem


@pytest.mark.slow
def test_a_page_without_words_is_read_and_says_so(vault):
    taken = take_in_bytes(vault, report(""), "empty page.pdf")
    read_waiting(vault)
    with vault.read() as session:
        document = documents.one(session, taken.document_id)
    assert document.state == documents.READ
    assert document.problem.startswith("No words were found")


def test_a_damaged_file_is_said_to_be_unreadable_and_not_guessed_at(vault):
    taken = take_in_bytes(vault, report("these words are stored"), "r.pdf")
    (name,) = vault.blobs.names()
    path = vault.folder / "blobs" / name[:2] / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert read_waiting(vault).unreadable == [taken.document_id]


def test_a_file_that_vanished_from_the_disk_is_said(vault):
    taken = take_in_bytes(vault, report("these words are stored"), "r.pdf")
    shutil.rmtree(vault.folder / "blobs")
    assert read_waiting(vault).unreadable == [taken.document_id]
    with vault.read() as session:
        assert documents.one(session, taken.document_id).problem


def test_a_document_that_was_thrown_away_is_neither_read_nor_found(vault):
    taken = take_in_bytes(vault, report("hidden words in the bin"), "r.pdf")
    read_waiting(vault)
    with vault.write() as session:
        bin_.throw_away(session, "document", taken.document_id)
    with vault.read() as session:
        assert find.find(session, "hidden").hits == ()
        assert documents.waiting(session) == []


def test_a_missing_source_file_is_a_sentence_not_a_crash(vault, tmp_path):
    (taken,) = take_in(vault, [tmp_path / "gone.pdf"])
    assert taken.problem == "gone.pdf could not be opened. Nothing was changed."
    assert isinstance(UserError(taken.problem), Exception)
