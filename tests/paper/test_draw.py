"""Every sheet is a sound, tagged, self-contained PDF that says no more than what is printed on it."""

import io
import itertools
import re
import threading

import pikepdf
import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import CompanionCard, MissingLine, MissingPart, MissingSheet, QuestionLine
from secondop_desktop.paper.style import PaperStyle

SHEETS = ("question_sheet", "doctor_copy", "summary", "recovery_sheet", "missing", "companion_card")
LINES = (
    MissingLine("Biopsy slides", "You asked them.", "Dr Okafor", "555-0164"),
    MissingLine("متى؟ ≥ 2 ẹ́", required=False),
)
MISSING = MissingSheet(
    "Nguyễn Castellano", "2 March 2026", (MissingPart("Dr Hạnh", "Tomorrow", "Not yet.", LINES, ("Report",)),)
)


@pytest.fixture(params=SHEETS)
def sheet(request, questions, ordinary_case, key_on_paper):
    """Draws one kind of sheet after the other."""
    mixed = questions([*questions(5).questions, QuestionLine("متى؟ ≥ 2 ẹ́", starred=False)])
    data = {"summary": ordinary_case, "recovery_sheet": key_on_paper, "missing": MISSING}
    data["companion_card"] = CompanionCard("Nguyễn Castellano", "متى", "Dr Hạnh", questions=("متى؟ ≥ 2 ẹ́",))
    data = data.get(request.param, mixed)
    return lambda style, **options: getattr(draw, request.param)(data, style, **options)


def test_the_file_is_sound(sheet, read, either_page):
    assert not read.complaints(sheet(either_page))


def test_it_is_tagged_and_says_its_title(sheet, read, a4):
    info = dict(line.split(":", 1) for line in read.poppler("pdfinfo", pdf=sheet(a4)).splitlines())
    assert info["Tagged"].strip() == "yes"
    assert info["Title"].strip()
    assert "A4" in info["Page size"]


def test_every_typeface_is_embedded_and_maps_back_to_text(sheet, read, a4):
    table = read.poppler("pdffonts", pdf=sheet(a4)).splitlines()[2:]
    assert table
    for line in table:
        assert "Noto" in line
        assert re.search(r"yes +yes +yes", line), line


def test_the_properties_name_nobody(sheet, a4):
    with pikepdf.open(io.BytesIO(sheet(a4))) as pdf:
        said = " ".join(str(value) for value in pdf.docinfo.values())
        assert "Metadata" not in pdf.Root
    for name in ("Nguyễn", "Hạnh", "Castellano", "Okafor", "ReportLab"):
        assert name not in said


def test_the_same_sheet_gives_the_same_bytes_when_the_time_is_left_out(sheet, a4):
    assert sheet(a4, fixed=True) == sheet(a4, fixed=True)


def test_every_mark_on_a_page_belongs_to_the_tree_exactly_once(sheet, large):
    with pikepdf.open(io.BytesIO(sheet(large))) as pdf:
        for page in pdf.pages:
            code = page.Contents.read_bytes()
            assert code.count(b" BDC") + code.count(b" BMC") == code.count(b"EMC")
            marks = [int(mark) for mark in re.findall(rb"/MCID (\d+)", code)]
            assert marks == list(range(len(marks)))
        ways = pdf.Root.StructTreeRoot.ParentTree.Nums
        numbers = [int(ways[place]) for place in range(0, len(ways), 2)]
        assert numbers == list(range(len(pdf.pages)))


def test_no_text_stands_outside_of_tree_and_decoration(sheet, a4):
    with pikepdf.open(io.BytesIO(sheet(a4))) as pdf:
        depth = 0
        for operands, operator in itertools.chain.from_iterable(
            pikepdf.parse_content_stream(page) for page in pdf.pages
        ):
            depth += {"BDC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth in (0, 1)
            assert depth or str(operator) not in ("Tj", "TJ", "S", "f", "f*"), operands


def test_the_language_of_the_sheet_is_told_to_the_screen_reader(sheet):
    with pikepdf.open(io.BytesIO(sheet(PaperStyle("A4", language="vi")))) as pdf:
        assert str(pdf.Root.Lang) == "vi"


def test_sheets_drawn_at_the_same_time_do_not_mix(questions, a4):
    sheets = [questions([QuestionLine(f"سؤال {n} {letters}", False)]) for n, letters in enumerate("بتثج")]
    alone = [draw.question_sheet(sheet, a4, fixed=True) for sheet in sheets]
    together = [b""] * len(sheets)

    def work(place):
        together[place] = draw.question_sheet(sheets[place], a4, fixed=True)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(sheets))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


@pytest.mark.slow
def test_ten_thousand_questions_are_all_printed(questions, read, a4):
    lines = [QuestionLine(f"Is number {n} safe?", starred=n < 3) for n in range(10_000)]
    pages = read.pages(draw.question_sheet(questions(lines), a4))
    found = [int(number) for page in pages for number in re.findall(r"Is number (\d+) safe\?", page)]
    assert found == list(range(10_000))
