"""A PDF in memory that a screen reader can follow: all that is drawn is text of a tree or decoration."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.paper import bookmarks, forms, pdf_source
from secondop_desktop.paper.families import HEAVIER
from secondop_desktop.paper.fonts import typeface
from secondop_desktop.paper.forms import Blank, Box, Widget
from secondop_desktop.paper.metadata import metadata
from secondop_desktop.paper.text import Line

BLANK = ("PaperSans", " ")
_CELLS = ("TH", "TD")
_FILLED, _FILLED_AND_OUTLINED = 0, 2
_OUTLINE = 0.035  # width of the outline that stands for bold, of the size of the letters
HEADINGS = {"H1": 1, "H2": 2, "H3": 3}
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
        self.language = ""  # BCP 47, where it is known and another than that of the sheet
        self.words = ""  # of a heading, for the bookmarks
        self.span = 1  # columns that a cell goes over
        self.box: Box | None = None  # of a figure
        self.kids: list[Element | Widget | tuple[int, int]] = []
        if parent is not None:
            parent.kids.append(self)

    def new(self, tag: str, alt: str = "", scope: str = "") -> Element:
        """Add a child at the end: the order of making is that of reading; on top it is that of drawing."""
        return Element(tag, self, alt, scope)

    @property
    def drawn(self) -> bool:
        """Whether anything of it reached a page."""
        return any(not isinstance(kid, Element) or kid.drawn for kid in self.kids)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """As PDF source; called by reportlab while it writes the file."""
        tag = self.tag if self.parent is not None else "Document"
        out = [f"<< /Type /StructElem /S /{tag} /P {pdf_source.reference(self.parent, document)}"]
        for name, words in (("Alt", self.alt), ("ActualText", self.actual), ("Lang", self.language)):
            if words:
                out.append(f"/{name} {pdf_source.text(words)}")
        out.extend(self._attributes())
        out.append(f"/K [{' '.join(self._kids(document))}] >>")
        return " ".join(out).encode("ascii")

    def _kids(self, document: pdfdoc.PDFDocument) -> Iterator[str]:
        for kid in self.kids:
            if isinstance(kid, Element):
                yield pdf_source.reference(kid, document)
            elif isinstance(kid, Widget):
                page = pdf_source.page(kid.page, document)
                yield f"<< /Type /OBJR /Pg {page} /Obj {pdf_source.reference(kid, document)} >>"
            else:
                yield f"<< /Type /MCR /Pg {pdf_source.page(kid[0], document)} /MCID {kid[1]} >>"

    def _attributes(self) -> Iterator[str]:
        if self.scope or self.span > 1:
            scope = f"/Scope /{self.scope} " if self.scope else ""
            span = f"/ColSpan {self.span} " if self.span > 1 else ""
            yield f"/A << /O /Table {scope}{span}>>"
        if self.box is not None:
            yield f"/A << /O /Layout /BBox {self.box.edges} >>"


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose text belongs to elements and whose lines and boxes are artifacts."""

    def __init__(self, size: tuple[float, float], title: str, language: str, fixed: bool) -> None:
        """`size` is in points; `fixed` leaves out the time, so that the same sheet gives the same bytes."""
        self._file = io.BytesIO()
        typeface()  # it makes its letters known to the drawing library
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
        self._said = (title, language)
        self._parents: list[list[Element]] = [[]]
        self._aside: list[str] = []
        self._widgets: list[tuple[Widget, Element]] = []
        self._headings: list[bookmarks.Heading] = []

    def put(self, element: Element, x: float, y: float, line: Line, size: float) -> None:
        """Draw a line of text with its left end at `x` and its base line at `y`, as part of `element`."""
        if element.words and not element.kids:
            level, page = HEADINGS.get(element.tag, 1), len(self._parents) - 1
            self._headings.append(bookmarks.Heading(level, element.words, page, y + 1.5 * size))
        self._open(element)
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
    def figure(self, element: Element, box: Box | None = None) -> Iterator[None]:
        """A drawing that belongs to `element`, whose `alt` says in words what it shows.

        `box` is where it stands, in the coordinates of this canvas.
        """
        element.box = self._placed(box) if box else None
        self._open(element)
        yield
        self._code.append("EMC")

    def field(self, element: Element, blank: Blank, box: Box, value: Sequence[Line] = ()) -> None:
        """A field to fill in, as a `Form` of the tree; the lines of `value` are its first look."""
        place = self._placed(box)
        base = blank.base(box.height)
        drawn = [self._code_of(2.0, base - n * blank.step, line, blank.size) for n, line in enumerate(value)]
        code = "\n".join(drawn)
        fonts = pdf_source.reference(self._doc.idToObject[pdfdoc.BasicFonts], self._doc) if code else ""
        looks = {"": forms.text_look(place, code, fonts)} if blank.ticked is None else forms.tick_looks(place)
        widget = Widget(blank, place, len(self._parents) - 1, looks)
        element.kids.append(widget)
        self._widgets.append((widget, element))
        for look in looks.values():
            self._doc.Reference(look)
        self._addAnnotation(widget)

    def begin_source(self) -> None:
        """What is drawn until `end_source` is no part of a page."""
        self._aside = list(self._code)
        self._code.clear()

    def end_source(self) -> str:
        """What was drawn since, as the source of a page."""
        source = "\n".join(self._code)
        self._code[:] = self._aside
        return source

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

    def _open(self, element: Element) -> None:
        """Begin a mark on this page that belongs to `element`."""
        marks = self._parents[-1]
        element.kids.append((len(self._parents) - 1, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)

    def _placed(self, box: Box) -> Box:
        """A box of this canvas on the page."""
        left, bottom = self.absolutePosition(box.left, box.bottom)
        return Box(left, bottom, box.width, box.height)

    def _draw(self, x: float, y: float, line: Line, size: float) -> None:
        self._code.append(self._code_of(x, y, line, size))

    def _code_of(self, x: float, y: float, line: Line, size: float) -> str:
        pieces = line.pieces
        if line.more and line.pieces:
            # The blank between two lines is drawn too, or their last and first word would read as one.
            pieces = (BLANK, *pieces) if line.rtl else (*pieces, (pieces[-1][0], " "))
        text = self.beginText(x - self.stringWidth(" ", BLANK[0], size) * (pieces[:1] == (BLANK,)), y)
        mode = False
        for font, part in pieces:
            heavier = font.endswith(HEAVIER)
            text.setFont(font.removesuffix(HEAVIER), size)
            if heavier != mode:
                mode = heavier
                text.setTextRenderMode(_FILLED_AND_OUTLINED if heavier else _FILLED)
            text.textOut(part)
        if mode:
            text.setTextRenderMode(_FILLED)  # it would hold for all that follows
        outline = f"{_OUTLINE * size:.2f} w " if any(font.endswith(HEAVIER) for font, _part in pieces) else ""
        return f"{outline}{text.getCode()}"

    def _write_tree(self) -> None:
        doc, catalog = self._doc, self._doc.Catalog
        for number, (widget, _element) in enumerate(self._widgets):
            widget.struct_parent = len(self._parents) + number
        root = _Root(self.tree, self._parents, [element for _widget, element in self._widgets])
        _prune(self.tree)
        _in_order(self.tree)
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
        catalog.Metadata = metadata(*self._said)
        if self._widgets:
            catalog.AcroForm = forms.form([widget for widget, _element in self._widgets], doc)
        if len(self._parents) > 1 and self._headings:
            doc.Outlines = catalog.Outlines = bookmarks.bookmarks(self._headings, doc)


class _Root(Element):
    """The top of the tree, with the way back from each mark on a page to its element."""

    def __init__(self, tree: Element, parents: list[list[Element]], owners: list[Element]) -> None:
        super().__init__("StructTreeRoot")
        self._tree = tree
        self._marks = parents
        self._owners = owners  # of the fields

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        ref = pdf_source.reference
        pages = [f"[{' '.join(ref(element, document) for element in marks)}]" for marks in self._marks]
        ways = [*pages, *(ref(owner, document) for owner in self._owners)]
        nums = " ".join(f"{number} {way}" for number, way in enumerate(ways))
        return (
            f"<< /Type /StructTreeRoot /K [{ref(self._tree, document)}] "
            f"/ParentTree << /Nums [{nums}] >> /ParentTreeNextKey {len(ways)} >>"
        ).encode("ascii")


def _prune(element: Element) -> None:
    """Forget elements that nothing was drawn for."""
    element.kids = [
        kid for kid in element.kids if not isinstance(kid, Element) or kid.drawn or kid.tag in _CELLS
    ]
    for kid in element.kids:
        if isinstance(kid, Element):
            _prune(kid)


def _in_order(tree: Element) -> None:
    """Put what stands directly in the tree in the order in which it was drawn, down each page.

    So a line at the end of page 1 is read there, and a heading before what it stands over.
    """
    keys = []
    before = (0, 0)
    for kid in tree.kids:
        before = (_begin(kid) if isinstance(kid, Element) else None) or before
        keys.append(before)
    order = sorted(range(len(keys)), key=lambda place: keys[place])
    tree.kids = [tree.kids[place] for place in order]


def _begin(element: Element) -> tuple[int, int] | None:
    """The page and number of the first mark of an element."""
    kids = (kid for kid in element.kids if not isinstance(kid, Widget))
    begins = [_begin(kid) if isinstance(kid, Element) else kid for kid in kids]
    return min((begin for begin in begins if begin is not None), default=None)


def _register(element: Element, document: pdfdoc.PDFDocument) -> None:
    document.Reference(element)
    for kid in element.kids:
        if isinstance(kid, Element):
            _register(kid, document)
