"""What leaves the screen: pictures of every room, and pages on their way to a printer."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows import make_sample, open_case
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

    draw_pages(into_a_file(tmp_path / "printed.pdf"), paper)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == 3
    assert [shade(page, 0.5, 0.5) < 60 for page in printed] == [False, True, False]
    assert shade(printed[1], 0.05, 0.05) > 200
    printed.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told_of(qapp, tmp_path, paper):
    with pytest.raises(UserError, match="did not answer"):
        draw_pages(into_a_file(tmp_path / "missing" / "printed.pdf"), paper)


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
