"""The tree of a sheet can be followed by a screen reader from the first word to the last."""

import io

import pikepdf
import pytest

from secondop_desktop.paper.tagged import Element, TaggedCanvas
from secondop_desktop.paper.text import Words


@pytest.fixture
def canvas():
    return TaggedCanvas((300, 200), "A neutral title", "vi", fixed=True)


def write(canvas, element, words, y=100):
    (line,) = Words().lines(words, 100)
    canvas.put(element, 10, y, line, 12)


def test_a_sheet_is_marked_and_has_language_and_title(canvas):
    write(canvas, canvas.tree.new("P"), "Xin chào")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == "A neutral title"
        assert str(pdf.pages[0].Tabs) == "/S"


def test_the_way_back_from_each_mark_leads_to_its_element(canvas):
    first, second = canvas.tree.new("H1"), canvas.tree.new("P")
    write(canvas, first, "A title")
    write(canvas, second, "One")
    canvas.next_page()
    write(canvas, second, "Two")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums
        ways = {int(nums[i]): [str(e.S) for e in nums[i + 1]] for i in range(0, len(nums), 2)}
        assert ways == {0: ["/H1", "/P"], 1: ["/P"]}
        assert [int(page.StructParents) for page in pdf.pages] == [0, 1]


def test_a_paragraph_on_two_pages_is_one_element(canvas, read):
    element = canvas.tree.new("P")
    write(canvas, element, "One")
    canvas.next_page()
    write(canvas, element, "Two")
    assert read.tree(canvas.finish()) == ("Document", [("P", [(0, 0), (1, 0)])])


def test_an_element_that_was_never_drawn_is_forgotten_but_a_cell_is_not(canvas, read):
    write(canvas, canvas.tree.new("P"), "Here")
    canvas.tree.new("L").new("LI")
    row = canvas.tree.new("Table").new("TR")
    write(canvas, row.new("TH", scope="Row"), "Stage")
    row.new("TD")
    assert read.tags(canvas.finish()) == ["Document", "P", "Table", "TR", "TH", "TD"]


def test_decoration_is_no_part_of_the_tree(canvas, read):
    write(canvas, canvas.tree.new("P"), "Text")
    with canvas.decoration():
        canvas.line(0, 0, 100, 0)
    pdf = canvas.finish()
    assert read.tags(pdf) == ["Document", "P"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert b"/Artifact" in document.pages[0].Contents.read_bytes()


def test_a_figure_says_in_words_what_it_shows(canvas):
    with canvas.figure(canvas.tree.new("Figure", alt="Một hình")):
        canvas.rect(0, 0, 10, 10)
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        assert str(pdf.Root.StructTreeRoot.K[0].K[0].Alt) == "Một hình"


def test_the_author_is_not_named_in_the_file(canvas):
    write(canvas, canvas.tree.new("P"), "Text")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        assert str(pdf.docinfo.Author) == ""
        assert str(pdf.docinfo.Creator) == str(pdf.docinfo.Producer) == "SecondOp"


def test_a_child_is_read_after_the_child_before_it():
    parent = Element("L")
    first, second = parent.new("LI"), parent.new("LI")
    assert parent.kids == [first, second]
    assert second.parent is parent
    assert not parent.drawn
