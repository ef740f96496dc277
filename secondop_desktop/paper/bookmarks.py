"""The headings of a sheet as its bookmarks, nested like the headings."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfbase import pdfdoc

from secondop_desktop.paper import pdf_source


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its level (1 is the highest), its words, its page from 0, its upper edge in points."""

    level: int
    words: str
    page: int
    top: float


class _Entry(pdfdoc.PDFObject):  # type: ignore[misc]
    """One line of the bookmarks, or the root of them all."""

    __RefOnly__ = 1
    ready = 1  # asked for by reportlab, as is `prepare`; else it leaves the bookmarks out

    def __init__(self, heading: Heading | None, parent: _Entry | None) -> None:
        self.heading = heading
        self.parent = parent
        self.kids: list[_Entry] = []

    def prepare(self, _document: pdfdoc.PDFDocument, _canvas: object) -> None:
        """Nothing is left to do."""

    def count(self) -> int:
        """How many lines lie below it, all of them open."""
        return sum(1 + kid.count() for kid in self.kids)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        out = ["<<"]
        if self.heading is None:
            out.append("/Type /Outlines")
        elif self.parent is not None:
            page = pdf_source.page(self.heading.page, document)
            out.append(f"/Title {pdf_source.text(self.heading.words)}")
            out.append(f"/Parent {pdf_source.reference(self.parent, document)}")
            out.append(f"/Dest [{page} /XYZ 0 {self.heading.top:.2f} 0]")
            place = self.parent.kids.index(self)
            if place:
                out.append(f"/Prev {pdf_source.reference(self.parent.kids[place - 1], document)}")
            if place + 1 < len(self.parent.kids):
                out.append(f"/Next {pdf_source.reference(self.parent.kids[place + 1], document)}")
        if self.kids:
            out.append(f"/First {pdf_source.reference(self.kids[0], document)}")
            out.append(f"/Last {pdf_source.reference(self.kids[-1], document)}")
            out.append(f"/Count {self.count()}")
        return " ".join([*out, ">>"]).encode("ascii")


def bookmarks(headings: list[Heading], document: pdfdoc.PDFDocument) -> pdfdoc.PDFObject:
    """The root of the bookmarks, with all of them registered in `document`."""
    root = _Entry(None, None)
    document.Reference(root)
    open_ones: list[tuple[int, _Entry]] = [(0, root)]
    for heading in headings:
        while open_ones[-1][0] >= heading.level:
            open_ones.pop()
        parent = open_ones[-1][1]
        entry = _Entry(heading, parent)
        document.Reference(entry)
        parent.kids.append(entry)
        open_ones.append((heading.level, entry))
    return root
