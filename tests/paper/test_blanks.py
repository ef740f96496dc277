"""What is to be filled in can be filled in by hand, on a screen, and with a screen reader."""

import io
import itertools
import shutil
import subprocess

import pikepdf
import pypdfium2
import pytest

from secondop_desktop.paper import blanks
from secondop_desktop.paper.pages import Foot, draw_pages, paginate
from secondop_desktop.paper.rows import Block, Setting
from secondop_desktop.paper.style import MARGIN, PaperStyle
from secondop_desktop.paper.tagged import Element

LONG = "A very long label that leaves no room at all for anybody to write beside it:"
EIGHT_MM = 8 * 72 / 25.4


@pytest.fixture
def drawn():
    """Draws what `make(setting, tree)` gives."""

    def draw(make, style=None):
        style = style or PaperStyle("A4")
        setting, tree = Setting(style, style.ladder[0]), Element("Document")
        pages = paginate([Block(make(setting, tree))], style.frame)
        return draw_pages(pages, tree, setting, "A form", Foot("foot"), True)

    return draw


def fields(pdf):
    """Words, value, kind and rectangle of each field."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.Root.AcroForm.Fields
        return [(str(f.TU), str(f.V), str(f.FT), [float(edge) for edge in f.Rect]) for f in found]


def ways_to_write(setting, tree):
    return [
        *blanks.line(setting, tree, "Name:"),
        *blanks.line(setting, tree, LONG),
        *blanks.lines(setting, tree, "What they said:", 4),
        *blanks.box(setting, tree, "Signature:", 60),
        *blanks.tick(setting, tree, "The slides too"),
        *blanks.ticks(setting, tree, "Covered?", ("Yes", "No", "They call back"), ticked="No"),
    ]


def test_each_blank_is_a_field_that_says_what_belongs_there(drawn):
    found = fields(drawn(ways_to_write))
    assert [words for words, *_rest in found] == [
        "Name:",
        LONG,
        "What they said:",
        "Signature:",
        "The slides too",
        "Covered? Yes",
        "Covered? No",
        "Covered? They call back",
    ]
    assert [kind for _w, _v, kind, _box in found] == ["/Tx"] * 4 + ["/Btn"] * 4
    assert [value for _w, value, *_rest in found[4:]] == ["/Off", "/Off", "/Yes", "/Off"]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_there_is_room_for_handwriting_and_no_field_leaves_the_column(drawn, large, page):
    style = PaperStyle(page, large=large)
    for _words, _value, kind, (left, bottom, right, top) in fields(drawn(ways_to_write, style)):
        assert MARGIN - 1 <= left < right <= MARGIN + style.column + 1
        if kind == "/Tx":
            assert top - bottom >= EIGHT_MM - 2
            assert right - left >= 140


def test_ruled_lines_are_eight_millimetres_apart(drawn, read):
    pdf = drawn(lambda setting, tree: blanks.lines(setting, tree, "What they said:", 4))
    heights = sorted((y for _a, _b, y in read.rules(pdf)[0]), reverse=True)[:4]
    assert all(a - b >= EIGHT_MM - 0.01 for a, b in itertools.pairwise(heights))


def test_the_form_is_read_in_the_order_of_the_page_with_its_words(drawn, read):
    pdf = drawn(lambda setting, tree: blanks.line(setting, tree, "Name:"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        para = document.Root.StructTreeRoot.K[0].K[0]
        form = next(kid for kid in para.K if kid.get("/S") == "/Form")
        (place,) = form.K
        assert str(place.Type) == "/OBJR"
        widget = place.Obj
        assert widget.objgen == document.pages[0].Annots[0].objgen == document.Root.AcroForm.Fields[0].objgen
        nums = document.Root.StructTreeRoot.ParentTree.Nums
        ways = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
        assert ways[int(widget.StructParent)].objgen == form.objgen
        assert str(document.pages[0].Tabs) == "/S"


def test_fields_have_looks_of_their_own_and_all_their_letters(drawn, read):
    pdf = drawn(lambda setting, tree: blanks.line(setting, tree, "Born:", value="14. März 1961, Nguyễn"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.Root.AcroForm
        assert not form.NeedAppearances
        (font,) = form.DR.Font.values()
        assert "/FontFile2" in font.FontDescriptor
        assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1
        look = form.Fields[0].AP.N
        assert b"Tj" in look.read_bytes()
        assert "/Font" in look.Resources
    assert "14. März 1961, Nguyễn" in read.poppler("pdftotext", pdf=pdf)
    assert not read.complaints(pdf)


def test_what_stands_in_a_field_already_is_its_value(drawn):
    pdf = drawn(lambda setting, tree: blanks.lines(setting, tree, "Notes:", 3, value="עברית and 中文"))
    assert fields(pdf)[0][1] == "עברית and 中文"


def test_many_lines_are_fields_of_a_handful_each_so_that_they_can_go_on_on_the_next_page(drawn):
    pdf = drawn(lambda setting, tree: blanks.lines(setting, tree, "My story:", 40))
    found = fields(pdf)
    assert len(found) == 5
    assert all(bottom >= MARGIN - 1 for *_rest, (_l, bottom, _r, _t) in found)


def test_a_sheet_without_blanks_has_no_form(drawn):
    with pikepdf.open(io.BytesIO(drawn(lambda s, tree: s.text(tree.new("P"), "Words")))) as document:
        assert "/AcroForm" not in document.Root


def test_names_of_fields_differ(drawn):
    with pikepdf.open(io.BytesIO(drawn(ways_to_write))) as document:
        names = [str(field.T) for field in document.Root.AcroForm.Fields]
        assert len(set(names)) == len(names)


def test_a_tick_is_seen_when_the_page_is_drawn(drawn, read):

    def dark(ticked):
        pdf = drawn(lambda setting, tree: blanks.tick(setting, tree, "Yes", ticked=ticked))
        with pypdfium2.PdfDocument(pdf) as document:
            document.init_forms()
            picture = document[0].render(scale=2).to_pil().convert("L")
        return sum(1 for value in picture.tobytes() if value < 128)

    assert dark(True) > dark(False) + 30


def test_another_program_shows_what_is_typed_in_the_letters_of_the_sheet(drawn, read, tmp_path):
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed on this computer")
    typed, shown = tmp_path / "typed.pdf", tmp_path / "shown.pdf"
    with pikepdf.open(io.BytesIO(drawn(ways_to_write))) as document:
        for field in document.Root.AcroForm.Fields:
            if field.FT == "/Tx":
                field.V = pikepdf.String("Žofie typed wörds")
        document.Root.AcroForm.NeedAppearances = True
        document.save(typed)
    subprocess.run(["qpdf", "--generate-appearances", str(typed), str(shown)], check=True)
    assert read.poppler("pdftotext", pdf=shown.read_bytes()).count("Žofie typed wörds") == 4
    fonts = read.poppler("pdffonts", pdf=shown.read_bytes()).splitlines()[2:]
    assert any("SCNDOP+NotoSans" in line for line in fonts)
    assert all(" yes yes " in line for line in fonts)


def test_a_sheet_for_a_pen_has_no_fields_and_shows_what_stands_in_them(drawn):
    def filled(setting, tree):
        return [
            *blanks.line(setting, tree, "By when:", value="11 December 2026"),
            *blanks.lines(setting, tree, "What they said:", 3, value="First line\nSecond line"),
            *blanks.ticks(setting, tree, "Covered?", ("Yes", "No"), ticked="No"),
        ]

    on_paper = drawn(filled, PaperStyle("A4", fillable=False))
    with pikepdf.open(io.BytesIO(on_paper)) as document:
        assert "/AcroForm" not in document.Root
        assert "/Annots" not in document.pages[0].obj
    text = pypdfium2.PdfDocument(on_paper)[0].get_textpage().get_text_bounded()
    for words in ("11 December 2026", "First line", "Second line"):
        assert words in text
    on_screen = pypdfium2.PdfDocument(drawn(filled))
    on_screen.init_forms()
    seen = [
        document[0].render(scale=1, may_draw_forms=True).to_numpy()
        for document in (on_screen, pypdfium2.PdfDocument(on_paper))
    ]
    assert abs(seen[0].astype(int) - seen[1].astype(int)).mean() < 1.0
