"""Tables keep their head on every page, their cells whole, and are read cell by cell."""

import io
import re

import pikepdf
import pytest

from secondop_desktop.paper.columns import Cell, Column, fitting
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.pages import Foot, draw_pages, paginate
from secondop_desktop.paper.rows import Block, Setting, space
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

COLUMNS = (Column("What"), Column("Dr. Okafor"), Column("Dr. Castellano"))


@pytest.fixture
def drawn():
    """Draws a table on its own, below so many points of white."""

    def draw(table, style=None, below=0.0):
        style = style or PaperStyle("A4")
        setting, tree = Setting(style, style.ladder[0]), Element("Document")
        before = [Block([space(below)])] if below else []
        pages = paginate([*before, *table.blocks(setting, tree)], style.frame)
        return draw_pages(pages, tree, setting, "A table", Foot("foot"), True)

    return draw


def setting_of(style):
    return Setting(style, style.ladder[0])


def test_heads_and_cells_are_read_row_by_row_with_their_scope(drawn, read):
    pdf = drawn(Grid(COLUMNS, [("Stage", "IIB", Cell("IIIA\nafter the CT"))]))
    assert read.tree(pdf)[1][0] == (
        "Table",
        [
            ("TR", [("TH", [(0, 0)]), ("TH", [(0, 1)]), ("TH", [(0, 2)])]),
            ("TR", [("TH", [(0, 3)]), ("TD", [(0, 4)]), ("TD", [("P", [(0, 5)]), ("P", [(0, 6)])])]),
        ],
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        head, row = document.Root.StructTreeRoot.K[0].K[0].K
        assert [str(cell.A.Scope) for cell in head.K] == ["/Column"] * 3
        assert str(row.K[0].A.Scope) == "/Row"
        assert "/A" not in row.K[1]


def test_the_head_stands_on_each_page_and_is_read_once(drawn, read):
    pdf = drawn(Grid(COLUMNS, [(f"Row {n}", "words", "more") for n in range(60)]))
    pages = read.pages(pdf)
    assert len(pages) > 1
    assert all(page.count("Dr. Castellano") == 1 for page in pages)
    assert read.poppler("pdfinfo", "-struct-text", pdf=pdf).count('"Dr. Castellano"') == 1


def test_every_row_stands_on_one_page_when_a_page_can_hold_it(drawn, read):
    rows = [(f"Row {n}", " ".join(f"word{n}" for _ in range(60)), "x") for n in range(20)]
    for page in read.pages(drawn(Grid(COLUMNS, rows))):
        for n in range(20):
            assert len(re.findall(rf"\bword{n}\b", page)) in (0, 60)


def test_a_row_longer_than_a_page_goes_on_under_the_head_and_loses_nothing(drawn, read):
    long = " ".join(f"answer{n}" for n in range(900))
    for below in (0.0, 300.0, 690.0):
        rows = [("Before", "a", "b"), ("Long", long, "short"), ("After", "a", "b")]
        pdf = drawn(Grid(COLUMNS, rows), below=below)
        pages = read.pages(pdf)
        assert re.findall(r"answer\d+", " ".join(pages)) == long.split()
        assert all(page.count("Dr. Okafor") == 1 for page in pages if "answer" in page or "Before" in page)


def test_the_first_row_is_never_parted_from_the_head(drawn, read):
    for below in range(560, 700, 20):
        rows = [("First", "a", "b"), ("Second", "a", "b")]
        pages = read.pages(drawn(Grid(COLUMNS, rows), below=below))
        assert all(("What" in page) == ("First" in page or "Second" in page) for page in pages)


def test_the_last_cell_of_a_short_row_goes_over_the_rest(drawn):
    pdf = drawn(Grid(COLUMNS, [(Cell("Side effects"),), ("Named", "over two columns")]))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _head, alone, two = document.Root.StructTreeRoot.K[0].K[0].K
        assert int(alone.K[0].A.ColSpan) == 3
        assert int(two.K[1].A.ColSpan) == 2


def test_words_in_a_frame_are_read_with_their_cell(drawn, read):
    pdf = drawn(Grid(COLUMNS, [("Treatment", Cell("Operation first", chips=("Differs",)), "Chemotherapy")]))
    assert '"Differs"' in read.poppler("pdfinfo", "-struct-text", pdf=pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert re.search(rb" c\s", document.pages[0].Contents.read_bytes())  # round corners


def test_a_cell_to_write_in_is_a_field_with_its_own_words(drawn):
    pdf = drawn(Grid(COLUMNS, [("Notes", Cell(write="My notes about Dr. Okafor", lines=3), "")], boxed=True))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert str(field.TU) == "My notes about Dr. Okafor"
        assert float(field.Rect[3] - field.Rect[1]) >= 3 * 8 * 72 / 25.4 - 2


def test_an_empty_table_and_one_without_titles_are_drawn(drawn, read):
    assert "What" in read.pages(drawn(Grid(COLUMNS, [])))[0]
    assert "What" not in read.pages(drawn(Grid(COLUMNS, [("a", "b", "c")], titled=False)))[0]
    assert Grid(COLUMNS, [], titled=False).blocks(setting_of(PaperStyle("A4")), Element("Document")) == []


@pytest.mark.parametrize(
    "style", [PaperStyle("A4", landscape=True), PaperStyle("Letter", large=True)], ids=str
)
def test_nothing_of_a_table_leaves_the_column(drawn, read, style):
    name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
    rows = [(name, name, Cell(name, chips=(name,), below=name)), ("", "", Cell(write=name)), (name,)]
    pdf = drawn(Grid(COLUMNS, rows, boxed=True), style)
    for page in read.rules(pdf):
        assert all(left >= -1 and right <= style.column + 1 for left, right, _y in page)
    told = read.poppler("pdfinfo", "-struct-text", pdf=pdf)
    assert re.sub(r"[\s\"]", "", told).count(name) == 6


@pytest.mark.parametrize("words", ["a", "word " * 300, "W" * 90, ""])
def test_columns_share_the_whole_width_however_long_their_words(words):
    setting = setting_of(PaperStyle("A4"))
    widths = fitting(setting, COLUMNS, [(words, "short", words), ("one", words)], 10)
    assert sum(widths) == pytest.approx(setting.style.column)
    assert min(widths) > 10


def test_columns_have_the_share_that_is_asked_for_if_their_words_fit():
    setting = setting_of(PaperStyle("A4"))
    columns = (Column("A", 0.2), Column("B", 0.5), Column("C", 0.3))
    assert fitting(setting, columns, [], 10) == pytest.approx(
        [setting.style.column * s for s in (0.2, 0.5, 0.3)]
    )
    raised = fitting(setting, (Column("A", 0.01), Column("B", 0.99)), [("Mediastinum", "x")], 10)
    assert raised[0] >= setting.words.width("Mediastinum", bold=True) * setting.sizes.body


def test_when_words_cannot_fit_together_the_short_ones_stay_whole():
    setting = setting_of(PaperStyle("A4", large=True))
    columns = tuple(Column(title) for title in ("Day", "Value", "Range", "Where it stands"))
    rows = [("13 October", "Donaudampfschifffahrtselektrizität", "Hauptbetriebswerkbau", "Laboratory")]
    widths = fitting(setting, columns, rows, 10)
    assert sum(widths) == pytest.approx(setting.style.column)
    for place, word in ((0, "October"), (3, "Laboratory")):
        assert widths[place] >= setting.words.width(word, bold=place == 0) * setting.sizes.body
