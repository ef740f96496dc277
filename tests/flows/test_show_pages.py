"""Pages as pictures in memory, where words stand on them, locked files, and copies given out again."""

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.flows import read_waiting as reading
from secondop_desktop.flows.read_waiting import Workers, read_locked, read_waiting
from secondop_desktop.flows.save_copy import name_of_copy, save_copy
from secondop_desktop.flows.show_pages import PagePictures, places_of
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.reading.errors import Protected
from tests.flows.papers import locked, report


def taken(vault, content, name="report.pdf"):
    identity = take_in_bytes(vault, content, name).document_id
    with vault.read() as session:
        return documents.one(session, identity)


def page_of(vault, document, number):
    with vault.read() as session:
        return documents.page(session, document.id, number)


@pytest.fixture
def pictures():
    """Makes PagePictures and puts their workers away at the end."""
    made = []

    def of(pages):
        made.append(pages)
        return pages

    yield of
    for pages in made:
        pages.close()


def test_a_record_is_drawn_page_by_page_as_wide_as_asked(vault, pictures):
    shown = pictures(PagePictures.of_record(vault, taken(vault, report("one", "two"))))
    first, second = shown.picture(1, 300), shown.picture(2, 150)
    assert shown.pages == 2
    assert (first.width, second.width) == (300, 150)
    assert len(first.rgb) == first.width * first.height * 3
    assert set(first.rgb) > {255}, "there is ink on the paper"


def test_a_part_of_a_page_is_drawn_too(pictures):
    shown = pictures(PagePictures.of_pdf(report("one")))
    part = shown.part(1, 4_000, (0.0, 0.0, 0.5, 0.25))
    assert part.width == pytest.approx(2_000, abs=2)
    assert set(part.rgb) > {255}


def test_a_page_beyond_the_last_one_is_the_last_one(pictures):
    shown = pictures(PagePictures.of_pdf(report("one")))
    assert shown.picture(7, 100).rgb == shown.picture(1, 100).rgb


def test_a_file_that_cannot_be_shown_says_so_in_a_sentence(vault, pictures):
    shown = pictures(PagePictures.of_record(vault, taken(vault, b"\x00\x01\x02\xfe" * 50, "scan.xyz")))
    with pytest.raises(UserError, match="kept safely"):
        shown.open()
    broken = pictures(PagePictures.of_record(vault, taken(vault, b"%PDF-1.4 nothing more")))
    with pytest.raises(UserError, match="damaged"):
        broken.open()


def test_a_locked_pdf_opens_with_its_password_only(pictures):
    shown = pictures(PagePictures.of_pdf(locked(report("one"), "rose")))
    with pytest.raises(Protected):
        shown.open()
    with pytest.raises(Protected):
        shown.open("tulip")
    assert shown.open("rose") == 1


def test_nothing_is_drawn_after_the_stop(pictures):
    shown = pictures(PagePictures.of_pdf(report("one")))
    shown.stop()
    with pytest.raises(Cancelled):
        shown.picture(1, 100)


def test_found_words_are_marked_where_they_stand_on_the_page(vault):
    document = taken(vault, report("Invasive carcinoma, grade 2"))
    read_waiting(vault)
    page = page_of(vault, document, 1)
    (box,) = places_of(page, "CARCIN")
    assert 0 < box[0] < box[2] < 1
    assert 0 < box[1] < box[3] < 0.3, "the line stands near the top"
    assert len(places_of(page, "grade invasive")) == 2
    assert places_of(page, "spleen") == places_of(page, " ") == ()


def test_a_number_is_not_marked_inside_of_a_larger_one(vault):
    document = taken(vault, report("Size 14 mm of 140 mm, graded"))
    read_waiting(vault)
    page = page_of(vault, document, 1)
    assert len(places_of(page, "14")) == 1
    assert len(places_of(page, "14 grade")) == 2
    assert len(places_of(page, "1")) == 2


def test_a_locked_pdf_is_read_with_its_password_and_the_password_is_kept_nowhere(vault):
    document = taken(vault, locked(report("liver normal"), "rose"))
    read_waiting(vault)
    with pytest.raises(Protected):
        read_locked(vault, document.id, "tulip")
    assert read_locked(vault, document.id, "rose").pages == 1
    assert page_of(vault, document, 1).text.startswith("liver normal")
    with vault.read() as session:
        assert documents.one(session, document.id).state == documents.READ


def test_reading_that_was_stopped_goes_on_later(vault):
    document = taken(vault, report("liver normal"))
    workers = Workers()
    workers.stop()
    with pytest.raises(Cancelled):
        read_waiting(vault, workers=workers)
    assert page_of(vault, document, 1) is None
    assert reading.read_waiting(vault).pages == 1


def test_a_copy_is_the_file_byte_for_byte_under_its_own_name(vault, tmp_path):
    content = report("one")
    document = taken(vault, content, "Brief_März.pdf")
    assert name_of_copy(document) == "Brief_März.pdf"
    save_copy(vault, document, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == content
    with pytest.raises(UserError, match="could not be saved"):
        save_copy(vault, document, tmp_path / "missing" / "copy.pdf")


@pytest.mark.parametrize(
    ("kind", "name"), [("jpeg", "Scan.jpg"), ("pdf", "Scan.pdf"), ("text", "Scan.txt"), ("unknown", "Scan")]
)
def test_a_pasted_file_without_a_name_is_offered_under_its_title(frozen_clock, kind, name):
    document = Document(title="Scan", file_kind=kind, blob="x", added_at=frozen_clock.now())
    assert name_of_copy(document) == name
