"""A PDF in memory that a screen reader can follow: all that is drawn is text of a tree or decoration."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.paper.text import Line

BLANK = ("PaperSans", " ")
_CELLS = ("TH", "TD")
rl_config.useA85 = 0  # plain bytes: a fifth smaller and quicker than letters


class Element(pdfdoc.PDFObject):  # type: ignore[misc]
    """One node of the structure tree (PDF 32000-1, 14.7), such as `H1`, `P`, `L`, `LI`, `Table`, `TH`."""

    __RefOnly__ = 1

    def __init__(self, tag: str, parent: Element | None = None, alt: str = "", scope: str = "") -> None:
        self.tag = tag
        self.parent = parent
        self.alt = alt
        self.scope = scope
        self.actual = ""  # the text in the order of reading, where it is drawn in another
        self.kids: list[Element | tuple[int, int]] = []
        if parent is not None:
            parent.kids.append(self)

    def new(self, tag: str, alt: str = "", scope: str = "") -> Element:
        """Add a child at the end: the order of making is the order of reading."""
        return Element(tag, self, alt, scope)

    @property
    def drawn(self) -> bool:
        """Whether anything of it reached a page."""
        return any(isinstance(kid, tuple) or kid.drawn for kid in self.kids)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        tag = self.tag if self.parent is not None else "Document"
        out = [f"<< /Type /StructElem /S /{tag} /P {_ref(self.parent, document)}"]
        if self.alt:
            out.append(f"/Alt {_text(self.alt)}")
        if self.actual:
            out.append(f"/ActualText {_text(self.actual)}")
        if self.scope:
            out.append(f"/A << /O /Table /Scope /{self.scope} >>")
        out.append(f"/K [{' '.join(self._kids(document))}] >>")
        return " ".join(out).encode("ascii")

    def _kids(self, document: pdfdoc.PDFDocument) -> Iterator[str]:
        for kid in self.kids:
            if isinstance(kid, Element):
                yield _ref(kid, document)
            else:
                page = _ref(document.idToObject[f"Page{kid[0] + 1}"], document)
                yield f"<< /Type /MCR /Pg {page} /MCID {kid[1]} >>"


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose text belongs to elements and whose lines and boxes are artifacts."""

    def __init__(self, size: tuple[float, float], title: str, language: str, fixed: bool) -> None:
        """`size` is in points; `fixed` leaves out the time, so that the same sheet gives the same bytes."""
        self._file = io.BytesIO()
        super().__init__(
            self._file,
            pagesize=size,
            pageCompression=1,
            invariant=int(fixed),
            initialFontName="PaperSans",
            lang=language,
            pdfVersion=(1, 7),
        )
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("SecondOp")
        self.setProducer("SecondOp")
        self.tree = Element("Document")
        self._parents: list[list[Element]] = [[]]

    def put(self, element: Element, x: float, y: float, line: Line, size: float) -> None:
        """Draw a line of text with its left end at `x` and its base line at `y`, as part of `element`."""
        marks = self._parents[-1]
        element.kids.append((len(self._parents) - 1, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)
        self._draw(x, y, line, size)
        self._code.append("EMC")

    def put_aside(self, x: float, y: float, line: Line, size: float) -> None:
        """Draw a line of text that is no part of the tree; inside `decoration`."""
        self._draw(x, y, line, size)

    @contextlib.contextmanager
    def decoration(self, kind: str = "Layout") -> Iterator[None]:
        """Lines, boxes and foot: seen, and passed over when the sheet is read aloud."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    @contextlib.contextmanager
    def figure(self, element: Element) -> Iterator[None]:
        """A drawing that belongs to `element`, which says in words what it shows."""
        marks = self._parents[-1]
        element.kids.append((len(self._parents) - 1, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)
        yield
        self._code.append("EMC")

    def next_page(self) -> None:
        """Finish this page; what is drawn from now on lands on a new one."""
        self.showPage()
        self._parents.append([])

    def finish(self) -> bytes:
        """Close the last page and give the whole file."""
        self.showPage()
        self._write_tree()
        self.save()
        return self._file.getvalue()

    def _draw(self, x: float, y: float, line: Line, size: float) -> None:
        pieces = line.pieces
        if line.more and line.pieces:
            # The blank between two lines is drawn too, or their last and first word would read as one.
            pieces = (BLANK, *pieces) if line.rtl else (*pieces, (pieces[-1][0], " "))
        text = self.beginText(x - self.stringWidth(" ", BLANK[0], size) * (pieces[:1] == (BLANK,)), y)
        for font, part in pieces:
            text.setFont(font, size)
            text.textOut(part)
        self.drawText(text)

    def _write_tree(self) -> None:
        doc, catalog = self._doc, self._doc.Catalog
        root = _Root(self.tree, self._parents)
        _prune(self.tree)
        doc.Reference(root)
        _register(self.tree, doc)
        for number in range(len(self._parents)):
            page = doc.idToObject[f"Page{number + 1}"]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, pdfdoc.PDFName("S")
        self.tree.parent = root
        catalog.StructTreeRoot = root
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": pdfdoc.PDFtrue})


class _Root(Element):
    """The top of the tree, with the way back from each mark on a page to its element."""

    def __init__(self, tree: Element, parents: list[list[Element]]) -> None:
        super().__init__("StructTreeRoot")
        self._tree = tree
        self._marks = parents

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        nums = " ".join(
            f"{page} [{' '.join(_ref(element, document) for element in marks)}]"
            for page, marks in enumerate(self._marks)
        )
        return (
            f"<< /Type /StructTreeRoot /K [{_ref(self._tree, document)}] "
            f"/ParentTree << /Nums [{nums}] >> /ParentTreeNextKey {len(self._marks)} >>"
        ).encode("ascii")


def _prune(element: Element) -> None:
    """Forget elements that nothing was drawn for."""
    element.kids = [kid for kid in element.kids if isinstance(kid, tuple) or kid.drawn or kid.tag in _CELLS]
    for kid in element.kids:
        if isinstance(kid, Element):
            _prune(kid)


def _register(element: Element, document: pdfdoc.PDFDocument) -> None:
    document.Reference(element)
    for kid in element.kids:
        if isinstance(kid, Element):
            _register(kid, document)


def _ref(thing: pdfdoc.PDFObject, document: pdfdoc.PDFDocument) -> str:
    number, version = document.idToObjectNumberAndVersion[thing.__InternalName__]
    return f"{number} {version} R"


def _text(words: str) -> str:
    return "<FEFF" + words.encode("utf-16-be").hex().upper() + ">"
