"""The look for what keeps a PDF from being read aloud finds it."""

import io

import pikepdf
import pytest

from secondop_desktop.paper import blanks
from secondop_desktop.paper.columns import Column
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.pages import Foot, draw_pages, paginate
from secondop_desktop.paper.rows import Block, Setting
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element
from tests.paper.read_aloud import faults


@pytest.fixture(scope="module")
def good():
    style = PaperStyle("A4")
    setting, tree = Setting(style, style.ladder[0]), Element("Document")
    blocks = [
        Block(setting.heading(tree, "Title", "H1")),
        *Grid([Column("A"), Column("B")], [("a", "b")]).blocks(setting, tree),
        Block(blanks.line(setting, tree, "Name:")),
    ]
    return draw_pages(paginate(blocks, style.frame), tree, setting, "Title", Foot("foot"), True)


def elements(document):
    """The elements by their tags."""
    return {
        str(item.S)[1:]: item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    }


def test_a_good_sheet_has_no_fault(good):
    assert faults(good) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "language"),
        (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "marked as tagged"),
        (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "title"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no tree"),
        (lambda pdf: elements(pdf)["TH"].__delitem__("/A"), "head of a table"),
        (lambda pdf: elements(pdf)["TD"].__setattr__("S", pikepdf.Name.P), "TR holds P"),
        (lambda pdf: elements(pdf)["H1"].__setattr__("S", pikepdf.Name.H2), "one H1"),
        (lambda pdf: elements(pdf)["Form"].__setattr__("S", pikepdf.Name.Figure), "no words"),
        (lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/TU"), "what belongs there"),
        (lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/AP"), "no look"),
        (lambda pdf: pdf.pages[0].__delitem__("/Tabs"), "order"),
        (lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f", prepend=False), "neither text nor"),
        (lambda pdf: pdf.pages[0].contents_add(b"/P BMC", prepend=False), "open"),
        (lambda pdf: elements(pdf)["TR"].K.__delitem__(0), "columns"),
    ],
)
def test_each_fault_is_found(good, spoil, said):
    with pikepdf.open(io.BytesIO(good)) as document:
        spoil(document)
        out = io.BytesIO()
        document.save(out)
    assert any(said in fault for fault in faults(out.getvalue()))
