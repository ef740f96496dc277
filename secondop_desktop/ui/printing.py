"""Sends a finished PDF to a printer that the person chooses."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print every page of `pdf`; False when the person changed their mind.

    Raises UserError when the printer does not take it.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if agreed:
        draw_pages(printer, pdf)
    return agreed


def draw_pages(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page of `pdf` on `printer`, filling the sheet."""
    import pypdfium2

    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            tr("The printer did not answer. Nothing was printed, and nothing is lost."),
            tr("Please check that it is switched on, or save a PDF instead."),
        )
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            if number:
                printer.newPage()
            bitmap = document[number].render(scale=DOTS_PER_INCH / POINTS_PER_INCH)
            shape = QImage.Format.Format_BGR888 if bitmap.n_channels == 3 else QImage.Format.Format_RGB32
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape)
            painter.drawImage(printer.pageLayout().fullRectPixels(printer.resolution()), image)
    finally:
        document.close()
        painter.end()
