"""PDFs go through a real worker: their text, where it stands, their pictures, and why some cannot be read."""

import io

import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import Protected, Unreadable

TABLE = [(72, 100, "Hemoglobin"), (72, 120, "Sodium"), (250, 100, "13.1 g/dL"), (250, 120, "139 mmol/L")]


def test_the_text_of_every_page_is_read(reader, pdf_of):
    opened = reader.open(pdf_of([(72, 72, "First page")], [(72, 72, "Second, grade 2")]), "pdf")
    assert (opened.pages, opened.kind, opened.repaired) == (2, "pdf", False)
    assert [reader.page_text(n).text for n in (1, 2)] == ["First page", "Second, grade 2"]
    assert reader.page_text(1).source == "text layer"


def test_a_table_written_column_by_column_is_read_row_by_row(reader, pdf_of):
    reader.open(pdf_of(TABLE), "pdf")
    found = [row.split() for row in reader.page_text(1).text.split("\n")]
    assert found == [["Hemoglobin", "13.1", "g/dL"], ["Sodium", "139", "mmol/L"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_they_are_seen_however_the_page_is_turned(reader, pdf_of, turn):
    with pikepdf.open(io.BytesIO(pdf_of([(72, 72, "KI-67")], size=(400, 600)))) as pdf, io.BytesIO() as out:
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(out)
        reader.open(out.getvalue(), "pdf")
    page = reader.page_text(1)
    (word,) = page.words
    assert (page.width, page.height) == ((400, 600) if turn in (0, 180) else (600, 400))
    picture = reader.picture(1, 600)
    dark = darkest_box(picture)
    middle = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    assert dark[0] - 0.01 <= middle[0] <= dark[2] + 0.01
    assert dark[1] - 0.01 <= middle[1] <= dark[3] + 0.01


def darkest_box(picture):
    """The box around everything that is not white, in fractions."""
    grey = picture.rgb[0::3]
    rows = [y for y in range(picture.height) if min(grey[y * picture.width : (y + 1) * picture.width]) < 128]
    columns = [x for x in range(picture.width) if min(grey[x :: picture.width]) < 128]
    return (
        *(columns[0] / picture.width, rows[0] / picture.height),
        *(columns[-1] / picture.width, rows[-1] / picture.height),
    )


def test_what_was_typed_into_a_form_is_read(reader):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "Allergies:")
    canvas.acroForm.textfield(name="allergies", value="Penicillin", x=150, y=690, width=200, height=24)
    canvas.save()
    reader.open(out.getvalue(), "pdf")
    assert reader.page_text(1).text.split() == ["Allergies:", "Penicillin"]


def test_a_picture_is_as_wide_as_asked_and_has_every_pixel(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "x")], size=(200, 100)), "pdf")
    picture = reader.picture(1, 333)
    assert (picture.width, picture.height) == (333, 167)
    assert len(picture.rgb) == 333 * 167 * 3
    assert picture.rgb[:3] == b"\xff\xff\xff"


def test_a_picture_is_never_bigger_than_what_may_be_handed_over(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "x")]), "pdf")
    picture = reader.picture(1, 1_000_000)
    assert 20_000_000 < picture.width * picture.height <= 24_100_000


def test_a_page_that_is_not_there_is_said_to_be_missing(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "x")]), "pdf")
    for number in (0, 2, -1, 10**12):
        with pytest.raises(Unreadable) as caught:
            reader.page_text(number)
        assert caught.value.reason == errors.NO_PAGE
    assert reader.page_text(1).text == "x"


@pytest.fixture(scope="module")
def locked(pdf_of):
    return pdf_of([(72, 72, "Secret report")], encrypt=StandardEncryption("otter", strength=128))


def test_a_locked_pdf_says_so_and_opens_with_its_password(reader, locked):
    with pytest.raises(Protected) as caught:
        reader.open(locked, "pdf")
    assert "locked with a password" in caught.value.what
    assert "kept" in caught.value.what
    with pytest.raises(Protected) as caught:
        reader.open(locked, "pdf", password="badger")
    assert caught.value.reason == errors.WRONG_PASSWORD
    assert reader.open(locked, "pdf", password="otter").pages == 1
    assert reader.page_text(1).text == "Secret report"


def test_a_pdf_that_only_forbids_printing_opens_without_a_password(reader, pdf_of):
    free = StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128)
    reader.open(pdf_of([(72, 72, "Report")], encrypt=free), "pdf")
    assert reader.page_text(1).text == "Report"


def test_a_pdf_without_its_end_is_repaired(reader, pdf_of):
    whole = pdf_of([(72, 72, "Grade 2")])
    opened = reader.open(whole[: whole.rindex(b"xref\n")], "pdf")
    assert opened.pages == 1
    assert reader.page_text(1).text == "Grade 2"


def test_a_pdf_that_cannot_be_repaired_says_so(reader):
    with pytest.raises(Unreadable) as caught:
        reader.open(b"%PDF-1.7\n" + b"nothing of a document " * 50, "pdf")
    assert caught.value.reason in (errors.BROKEN, errors.EMPTY)
    assert "kept" in caught.value.what


def test_the_next_file_opens_after_one_that_did_not(reader, pdf_of):
    with pytest.raises(Unreadable):
        reader.open(b"%PDF-1.7 nothing", "pdf")
    assert reader.open(pdf_of([(72, 72, "Fine")]), "pdf").pages == 1
    assert reader.page_text(1).text == "Fine"


def test_every_file_gets_a_worker_of_its_own(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "one")]), "pdf")
    first = reader.pid
    reader.open(pdf_of([(72, 72, "two")]), "pdf")
    assert reader.pid not in (0, first)
    assert reader.page_text(1).text == "two"


def test_a_scan_says_how_much_of_the_page_is_a_picture(reader, scan_of):
    out = io.BytesIO()
    scan_of(["A scanned page"]).save(out, "PDF")
    reader.open(out.getvalue(), "pdf")
    page = reader.page_text(1)
    assert (page.text, page.source, page.letters_on_pictures) == ("", "", 0)
    assert page.pictures > 0.95


def test_a_stamp_on_a_scan_is_counted_as_lying_on_the_picture(reader, scan_of):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 480))
    canvas.drawImage(ImageReader(scan_of(["A scanned page"])), 0, 0, 595, 480)
    canvas.drawString(400, 400, "RECEIVED")
    canvas.save()
    reader.open(out.getvalue(), "pdf")
    page = reader.page_text(1)
    assert (page.text, page.letters_on_pictures) == ("RECEIVED", 8)


def test_text_of_another_direction_keeps_the_order_of_its_writer(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "plain"), (72, 100, "line two")]), "pdf")
    assert reader.page_text(1).text == "plain\nline two"


def test_thousands_of_pages_are_refused_with_a_sentence(reader):
    with pikepdf.new() as pdf, io.BytesIO() as out:
        page = pdf.add_blank_page(page_size=(100, 100))
        for _ in range(5_000):
            pdf.pages.append(page)
        pdf.save(out)
        many = out.getvalue()
    with pytest.raises(Unreadable) as caught:
        reader.open(many, "pdf")
    assert caught.value.reason == errors.TOO_MANY_PAGES
