"""Prints a finished PDF as pictures of its pages, where the system has no print queue to hand it to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.pages import Picture

DOTS_PER_INCH = 300
_PAPERS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


class Pages(Protocol):
    """Gives the pages of a file as pixels, as flows.show_pages.PagePictures does."""

    def open(self) -> int:
        """How many pages there are."""

    def picture(self, number: int, width_px: int) -> Picture:
        """A page, from 1."""

    def close(self) -> None:
        """Let go of the file."""


def print_pdf(parent: QWidget, pdf: bytes, title: str) -> bool:
    """Ask for a printer and print every page of `pdf`; False when the person changed their mind.

    Raises UserError when the printer does not take it. The window waits meanwhile: this is for single sheets.
    """
    printer = ask_printer(parent, title)
    if printer is not None:
        draw_pages(printer, PagePictures.of_pdf(pdf))
    return printer is not None


def ask_printer(parent: QWidget, title: str, page: str = "A4") -> QPrinter | None:
    """The printer that the person chose, with all that was chosen in the system's dialog; or None."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_PAPERS.get(page, QPageSize.PageSizeId.A4)))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if agreed else None


def draw_pages(printer: QPrinter, pages: Pages, progress: Progress = NO_PROGRESS) -> int:
    """Draw the chosen pages and say how many sides were drawn; one page is held in memory at a time.

    May run on any thread (Qt allows a QPrinter there). Raises UserError when the printer does not answer;
    when the person stops, the job is taken back.
    """
    painter, drawn = QPainter(), 0
    try:
        order = list(_order(printer, pages.open()))
        for drawn, number in enumerate(order, start=1):
            progress.at((drawn - 1) / len(order), tr("Page {n} of {all}", n=drawn, all=len(order)))
            image = _sharp(printer, pages, number)
            _turn_paper(printer, image)
            if not (printer.newPage() if drawn > 1 else painter.begin(printer)):
                raise _no_answer()
            painter.drawImage(_fitted(printer, image.size()), image)
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        pages.close()
        if painter.isActive():
            painter.end()
    return drawn


def _order(printer: QPrinter, pages: int) -> Iterator[int]:
    """The numbers of the pages that were asked for, as often as the printer does not see to it itself."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    numbers = list(range(max(1, first), min(last, pages) + 1))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    for _ in range(times):
        yield from numbers


def _sharp(printer: QPrinter, pages: Pages, number: int) -> QImage:
    """A page at 300 dots to the inch of the paper; one that lies across is drawn again, wider."""
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Inch)
    short, long = sorted((round(size.width() * DOTS_PER_INCH), round(size.height() * DOTS_PER_INCH)))
    found = pages.picture(number, short)
    if found.width > found.height:
        found = pages.picture(number, long)
    shape = QImage.Format.Format_RGB888
    return QImage(found.rgb, found.width, found.height, 3 * found.width, shape).copy()


def _turn_paper(printer: QPrinter, image: QImage) -> None:
    """Lay the paper the way the page lies."""
    across = image.width() > image.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    )


def _fitted(printer: QPrinter, size: QSize) -> QRect:
    """The largest place for a page on the sheet: nothing is cut, nothing is stretched."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    place = QRect(sheet.topLeft(), size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(sheet.center())
    return place


def _no_answer() -> UserError:
    return UserError(
        tr("The printer did not answer. Nothing was printed, and nothing is lost."),
        tr("Please check that it is switched on, or save a PDF instead."),
    )
