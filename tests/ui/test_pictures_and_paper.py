"""What leaves the screen: pictures of every room, and pages on their way to a printer."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import make_sample, open_case
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.pages import Picture
from secondop_desktop.ui import showcase
from secondop_desktop.ui.door.sheet import SheetPage
from secondop_desktop.ui.printing import draw_pages, print_pdf

LINES = ("1  A7KQ QM2P 0ABC", "2  9XWD 3RTB 0ABD")


@pytest.fixture
def paper(tmp_path):
    """A PDF of three pages; the second one is black in its middle."""
    file = tmp_path / "paper.pdf"
    canvas = Canvas(str(file), pagesize=(595, 842))
    for number in range(3):
        canvas.drawString(72, 720, f"Page {number + 1}")
        if number == 1:
            canvas.rect(150, 300, 300, 250, fill=1)
        canvas.showPage()
    canvas.save()
    return file.read_bytes()


def into_a_file(file):
    """A printer that writes what it is sent into a PDF, as the one named "Print to file" does."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setFullPage(True)
    return printer


def shade(page, across, down):
    """How light a page is at a place, from 0 to 255; the place is given in parts of the page."""
    picture = page.render(scale=0.5).to_pil().convert("L")
    return picture.getpixel((int(picture.width * across), int(picture.height * down)))


def test_every_page_reaches_the_paper_and_fills_it(qapp, tmp_path, paper):
    import pypdfium2

    draw_pages(into_a_file(tmp_path / "printed.pdf"), PagePictures.of_pdf(paper))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == 3
    assert [shade(page, 0.5, 0.5) < 60 for page in printed] == [False, True, False]
    assert shade(printed[1], 0.05, 0.05) > 200
    printed.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told_of(qapp, tmp_path, paper):
    with pytest.raises(UserError, match="did not answer"):
        draw_pages(into_a_file(tmp_path / "missing" / "printed.pdf"), PagePictures.of_pdf(paper))


class Drawn:
    """Pages that are there already, small, each with its number as its grey; counts those held at a time."""

    def __init__(self, *sizes):
        self.sizes, self.asked, self.closed = sizes, [], False

    def open(self):
        return len(self.sizes)

    def picture(self, number, width_px):
        self.asked.append((number, width_px))
        width, height = self.sizes[number - 1]
        return Picture(width, height, bytes([number * 20]) * (3 * width * height))

    def close(self):
        self.closed = True


UP, ACROSS, LETTER = (60, 85), (85, 60), (85, 110)


def printed_pages(file):
    """The size of each page in points and the grey in its middle."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        return [
            (*(round(side) for side in page.get_size()), round(shade(page, 0.5, 0.5) / 20)) for page in pdf
        ]


def test_the_paper_lies_as_each_page_lies_and_the_picture_is_sharp_both_ways(qapp, tmp_path):
    printer, pages = into_a_file(tmp_path / "printed.pdf"), Drawn(UP, ACROSS, UP)
    assert draw_pages(printer, pages) == 3
    assert printed_pages(tmp_path / "printed.pdf") == [(595, 842, 1), (842, 595, 2), (595, 842, 3)]
    # A4 is 8.27 by 11.69 inches, at 300 dots each
    assert pages.asked == [(1, 2481), (2, 2481), (2, 3507), (3, 2481)]
    assert pages.closed


def test_a_page_of_another_shape_is_neither_cut_nor_stretched(qapp, tmp_path):
    draw_pages(into_a_file(tmp_path / "printed.pdf"), Drawn(LETTER))
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as pdf:
        above, middle = shade(pdf[0], 0.5, 0.02), shade(pdf[0], 0.5, 0.5)
        assert (above > 200, middle < 60) == (True, True)
        assert shade(pdf[0], 0.02, 0.5) < 60


def test_only_the_pages_that_were_asked_for_are_printed_in_the_order_asked_for(qapp, tmp_path):
    printer = into_a_file(tmp_path / "printed.pdf")
    printer.setFromTo(2, 9)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    draw_pages(printer, Drawn(UP, UP, UP))
    assert [grey for *_, grey in printed_pages(tmp_path / "printed.pdf")] == [3, 2]


def test_copies_are_made_where_the_printer_makes_none_itself(qapp, tmp_path, monkeypatch):
    printer = into_a_file(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    monkeypatch.setattr(printer, "supportsMultipleCopies", lambda: False)
    monkeypatch.setattr(printer, "copyCount", lambda: 2)
    assert draw_pages(printer, Drawn(UP, UP)) == 4
    assert [grey for *_, grey in printed_pages(tmp_path / "printed.pdf")] == [1, 2, 1, 2]


def test_who_stops_gets_no_further_page_and_the_file_is_let_go(qapp, tmp_path):
    pages = Drawn(UP, UP, UP)
    progress = Progress(stopped=lambda: len(pages.asked) == 2)
    with pytest.raises(Cancelled):
        draw_pages(into_a_file(tmp_path / "printed.pdf"), pages, progress)
    assert (len(pages.asked), pages.closed) == (2, True)


@pytest.mark.parametrize(
    ("answer", "printed"), [(QDialog.DialogCode.Accepted, True), (QDialog.DialogCode.Rejected, False)]
)
def test_nothing_is_printed_before_a_printer_was_chosen(qtbot, tmp_path, paper, monkeypatch, answer, printed):
    target = tmp_path / "printed.pdf"

    def chosen(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        assert dialog.printer().docName() == dialog.windowTitle() == "Recovery sheet"
        return answer

    monkeypatch.setattr(QPrintDialog, "exec", chosen)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert print_pdf(parent, paper, "Recovery sheet") is printed
    assert target.exists() is printed


@pytest.fixture
def sheet(qtbot, paper):
    """The page of the door that shows the recovery sheet; `problems` collects what went wrong."""
    page = SheetPage(LINES, lambda: paper, 3, lambda _number, _typed: None)
    page.problems = []
    page.failed.connect(page.problems.append)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_sheet_that_cannot_be_printed_says_so_and_stays(sheet, monkeypatch):
    def broken(*_):
        raise UserError("The printer did not answer.", "Please check that it is switched on.")

    monkeypatch.setattr("secondop_desktop.ui.printing.print_pdf", broken)
    sheet.print_sheet()
    assert [problem.what for problem in sheet.problems] == ["The printer did not answer."]
    assert not sheet.go_on.isEnabled(), "printing is not the same as having it on paper"


@pytest.mark.parametrize("chosen", [True, False])
def test_the_sheet_goes_only_where_the_person_says(sheet, tmp_path, paper, monkeypatch, chosen):
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr("secondop_desktop.ui.door.sheet.save_file", lambda *_: target if chosen else None)
    sheet._save()
    assert target.exists() is chosen
    assert not chosen or target.read_bytes() == paper
    assert sheet.problems == []


def test_each_line_of_the_sheet_is_read_out_with_its_number(sheet):
    spoken = [part.accessibleName() for part in sheet.findChildren(QWidget)]
    for line in LINES:
        assert f"Line {line}" in spoken


def test_the_showcase_draws_every_room_in_every_look(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(showcase, "_SETTLE_MS", 20)
    case = tmp_path / "Sample case.secondop"
    vault = make_sample.make_sample(case, make_sample.PASSPHRASE, open_case.usual_ways()).vault
    files = showcase.draw_screens(vault, tmp_path)
    vault.close()
    rooms = {"home", "appointments", "visit", "appointment-mode", "questions", "records", "record",
             "doctors", "print", "settings"}  # fmt: skip
    assert {file.stem for file in files} == {f"{room}{look}" for room in rooms
                                             for look in ("", "-dark", "-contrast", "-200")}  # fmt: skip
    pictures = {file.stem: QImage(str(file)) for file in files}
    assert {(p.width(), p.height()) for p in pictures.values()} == {showcase.SIZE}
    assert pictures["home"].pixelColor(2, 2).lightness() > pictures["home-dark"].pixelColor(2, 2).lightness()
