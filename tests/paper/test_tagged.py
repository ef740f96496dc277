"""The tree of a sheet can be followed by a screen reader from the first word to the last."""

import io

import pikepdf
import pytest

from secondop_desktop.paper.forms import Box
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


def test_the_file_says_of_itself_that_it_can_be_read_aloud_and_nothing_else(canvas, read):
    write(canvas, canvas.tree.new("P"), "Text")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf, pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == "A neutral title"
        assert said["dc:language"] == {"vi"}
        assert set(said) == {
            *("{http://purl.org/dc/elements/1.1/}" + name for name in ("title", "language", "format")),
            "{http://www.aiim.org/pdfua/ns/id/}part",
            "{http://ns.adobe.com/xap/1.0/}CreatorTool",
            "{http://ns.adobe.com/pdf/1.3/}Producer",
        }


def test_a_title_with_signs_of_markup_is_still_a_title():
    canvas = TaggedCanvas((300, 200), 'Opinions <of> "A" & B', "en", fixed=True)
    write(canvas, canvas.tree.new("P"), "Text")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf, pdf.open_metadata() as said:
        assert said["dc:title"] == 'Opinions <of> "A" & B'


def test_headings_of_several_pages_become_nested_bookmarks_that_lead_to_their_pages(canvas):
    for tag, words in (("H1", "Title"), ("H2", "First"), ("H3", "Deeper"), ("H2", "Second")):
        element = canvas.tree.new(tag)
        element.words = words
        write(canvas, element, words)
        canvas.next_page()
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Title"
        assert [item.title for item in top.children] == ["First", "Second"]
        assert [item.title for item in top.children[0].children] == ["Deeper"]
        assert top.children[1].destination[0].objgen == pdf.pages[3].obj.objgen


def test_one_page_needs_no_bookmarks(canvas):
    element = canvas.tree.new("H1")
    element.words = "Title"
    write(canvas, element, "Title")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        assert "/Outlines" not in pdf.Root


def test_an_element_in_another_language_says_so_and_a_figure_where_it_stands(canvas):
    element = canvas.tree.new("P")
    element.language = "de"
    write(canvas, element, "Guten Tag")
    canvas.translate(72, 0)
    with canvas.figure(canvas.tree.new("Figure", alt="A line"), Box(10, 20, 30, 40)):
        canvas.line(0, 0, 1, 1)
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        para, figure = pdf.Root.StructTreeRoot.K[0].K
        assert str(para.Lang) == "de"
        assert [float(edge) for edge in figure.A.BBox] == [82, 20, 112, 60]


def test_heavier_letters_are_outlined_and_those_after_them_are_not(canvas):
    (line,) = Words().lines("ไทย", 100, bold=3)
    canvas.put(canvas.tree.new("P"), 10, 100, line, 12)
    write(canvas, canvas.tree.new("P"), "plain")
    with pikepdf.open(io.BytesIO(canvas.finish())) as pdf:
        modes = [
            int(operands[0])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "Tr"
        ]
        assert modes == [2, 0]


def test_what_stands_directly_in_the_tree_is_read_in_the_order_of_drawing(canvas, read):
    body, heading, last = canvas.tree.new("L"), canvas.tree.new("H2"), canvas.tree.new("P")
    write(canvas, heading, "Heading")
    write(canvas, body.new("LI").new("LBody"), "Point")
    write(canvas, last, "The rest is on page 2")
    canvas.next_page()
    write(canvas, body.new("LI").new("LBody"), "Point")
    write(canvas, canvas.tree.new("P"), "End")
    assert [tag for tag in read.tags(canvas.finish()) if tag in ("H2", "L", "P")] == ["H2", "L", "P", "P"]


def test_a_child_is_read_after_the_child_before_it():
    parent = Element("L")
    first, second = parent.new("LI"), parent.new("LI")
    assert parent.kids == [first, second]
    assert second.parent is parent
    assert not parent.drawn
