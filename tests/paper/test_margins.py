"""Nothing on any sheet is cut off or runs into anything: measured letter by letter on the finished page."""

import dataclasses
import io
import itertools

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import (
    CompanionCard,
    Fact,
    MissingLine,
    MissingPart,
    MissingSheet,
    Moment,
    QuestionLine,
    RecoverySheet,
)
from secondop_desktop.paper.style import MARGIN, PaperStyle

SHEETS = ("question_sheet", "doctor_copy", "summary", "missing", "recovery_sheet", "companion_card")
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
LONG_NAMES = (
    "Prof. Dr. med. Dr. h. c. Maria-Magdalena von und zu Hohenlohe-Waldenburg-Schillingsfürst, FRCP, FACS",
    "Nguyễn-Phúc-Hồng-Nhậm-Vĩnh-Thụy-Bảo-Ân-Quý-Khang-Công-Tằng-Tôn-Nữ-Thị-Ngọc-Trâm-Anh-Phương-Thảo",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsteherinnen" * 2,
    "عبد الرحمن بن محمد بن أحمد بن عبد العزيز بن سعود آل الشيخ المستشفى الجامعي",
    "W" * 200,
)
OWED = MissingSheet(
    "Margaret Ellison",
    "2 March 2026",
    (MissingPart("Dr Okafor", "14 May 2026", "1 thing is missing.", (MissingLine("Slides"),), ("Report",)),),
)
CARD = CompanionCard("Margaret Ellison", "Tom", duties=("Write.",), questions=("Why?",), helps="A break")
ROOM = 1.5
"""Points by which the slope of a letter may lean over the edge of its line."""


def letters(pdf):
    """Each drawn letter of each page: its sign and its box (left, bottom, right, top) in points."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
            found.append([(sign, box) for sign, box in boxes if sign.strip() and box[2] > box[0]])
            text.close()
            page.close()
    return found


def outside(pdf, style):
    """The letters that stand outside the column of text, or off the sheet."""
    right = MARGIN + style.column + ROOM
    return [
        (number, sign, [round(edge) for edge in box])
        for number, page in enumerate(letters(pdf), start=1)
        for sign, box in page
        if box[0] < MARGIN - ROOM or box[2] > right or box[1] < 18 or box[3] > style.height - 18
    ]


@pytest.fixture
def long_words(questions, ordinary_case):
    """All sheets with one long name in every place where a name can stand."""

    def make(name):
        heads = {"person": name, "doctor": name, "specialty": name, "place": name, "goal": name}
        lines = [
            QuestionLine(name, starred=True, asked=True, answer=name, answered_by=name),
            QuestionLine(name, starred=False, answered_by=name),
            QuestionLine(f"Is {name} there?", starred=False),
        ]
        words = {field: name for field in ("name", "phone", "allergies", "plan_by", "companion", "treatment")}
        lists = {field: (name, name) for field in ("medicines", "conditions", "records_here")}
        facts = (Fact(name, name, name),)
        asked = {"question_sheet": questions(lines, **heads), "doctor_copy": questions(lines, **heads)}
        return {
            **asked,
            "summary": dataclasses.replace(
                ordinary_case, **words, **lists, facts=facts, timeline=(Moment(name, name),)
            ),
            "missing": MissingSheet(
                name, name, (MissingPart(name, name, name, (MissingLine(name, name, name, name),), (name,)),)
            ),
            "companion_card": CompanionCard(name, name, name, place=name, duties=(name,), questions=(name,)),
            "recovery_sheet": RecoverySheet(name, tuple(f"{n}  7KQ{n} M9XD" for n in range(1, 10)), name),
        }

    return make


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{'large' if s.large else 'ordinary'}")
@pytest.mark.parametrize("what", SHEETS)
def test_the_longest_names_are_wrapped_and_never_cut(long_words, read, squeeze, style, what):
    for name in LONG_NAMES:
        pdf = getattr(draw, what)(long_words(name)[what], style)
        assert outside(pdf, style) == []
        if name.isascii() or name.startswith("N"):
            assert squeeze(name) in read.text(pdf)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    st.lists(
        st.text(st.sampled_from("iWm.-/, ếộđ٣جسמ🌷王\n"), min_size=1, max_size=150), min_size=1, max_size=4
    ),
    st.sampled_from(STYLES),
)
def test_no_text_whatsoever_leaves_the_column(questions, given_texts, style):
    sheet = questions([QuestionLine(text, n == 0, answer=text) for n, text in enumerate(given_texts)])
    assert outside(draw.question_sheet(sheet, style), style) == []


@pytest.mark.parametrize("what", SHEETS)
@pytest.mark.parametrize("style", STYLES[:2], ids=lambda s: s.page)
def test_lines_do_not_run_into_each_other(long_words, what, style):
    """Letters of two lines may come near each other, but no letter covers most of another."""
    pdf = getattr(draw, what)(long_words(LONG_NAMES[1])[what], style)
    for page in letters(pdf):
        plain = sorted(((box, sign) for sign, box in page if sign.isalnum()), key=lambda one: one[0])
        for (box, sign), (other, sign2) in itertools.combinations(plain, 2):
            if other[0] >= box[2]:
                continue
            wide = min(box[2], other[2]) - max(box[0], other[0])
            high = min(box[3], other[3]) - max(box[1], other[1])
            small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (box, other))
            assert wide <= 0 or high <= 0 or wide * high < 0.5 * small, (sign, box, sign2, other)


PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""ISO 216 and ANSI/ASME Y14.1, in points."""


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("what", SHEETS)
def test_every_page_is_the_paper_that_was_chosen(long_words, what, page):
    pdf = getattr(draw, what)(long_words(LONG_NAMES[0])[what], PaperStyle(page))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for sheet in document.pages:
            box = [float(edge) for edge in sheet.mediabox]
            assert box[:2] == [0, 0]
            assert box[2:] == pytest.approx(PAPERS[page], abs=0.01)
            assert sheet.cropbox == sheet.mediabox
            assert int(sheet.get("/Rotate", 0)) == 0


@pytest.fixture
def data_of(questions, ordinary_case, key_on_paper):
    """Ordinary data for each of SHEETS, by its name."""
    own = {
        "summary": ordinary_case,
        "recovery_sheet": key_on_paper,
        "missing": OWED,
        "companion_card": CARD,
    }
    return lambda what: own.get(what, questions(5))


@pytest.mark.parametrize("what", SHEETS)
def test_the_same_words_stand_on_both_papers(data_of, read, what):
    data = data_of(what)
    one, other = (read.text(getattr(draw, what)(data, PaperStyle(page))) for page in PAPERS)
    assert one.replace("Page", "") == other.replace("Page", "")


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("what", SHEETS)
def test_large_print_is_eighteen_points_or_more_but_for_the_foot(data_of, read, page, what):
    data = data_of(what)
    large, ordinary = (getattr(draw, what)(data, PaperStyle(page, large=big)) for big in (True, False))
    sizes = sorted(read.sizes(large))
    assert sizes[0] == 13.0
    assert sizes[1] >= 18.0
    assert min(read.sizes(ordinary)) < 13
    assert read.text(ordinary).count("Page1of") == read.text(large).count("Page1of") == 1


def test_lines_of_large_print_are_no_longer_than_the_eye_can_follow(questions):
    for page in PAPERS:
        style = PaperStyle(page, large=True)
        pdf = draw.question_sheet(questions([QuestionLine("word " * 400, starred=False)]), style)
        widest = max(box[2] for sheet in letters(pdf) for _sign, box in sheet)
        assert widest - MARGIN < 6 * 72


def test_the_page_is_used_from_edge_to_edge_of_its_column(questions):
    """A text set much too narrow would stay inside the margins as well; so it must also fill them."""
    for style in STYLES:
        pdf = draw.question_sheet(questions([QuestionLine("word " * 400, starred=False)]), style)
        widest = max(box[2] for sheet in letters(pdf) for _sign, box in sheet)
        assert widest > MARGIN + style.column - 60
