"""Every sheet looks as it should, can be read aloud, is whole, and says all that it was given to say."""

import dataclasses
import io
import itertools
import re

import pikepdf
import pytest

from secondop_desktop.paper.style import MARGIN
from tests.paper import goldens, read_aloud
from tests.paper.conftest import squeezed
from tests.paper.every_sheet import HARDEST, USUAL, EverySheet
from tests.paper.read_aloud import faults
from tests.paper.test_margins import ROOM, letters

NAMES = EverySheet.all_names()
LOOKED_AT = (USUAL, HARDEST)
ANY_LOOK = pytest.mark.parametrize("look", LOOKED_AT, ids=str)
ANY_SHEET = pytest.mark.parametrize("name", NAMES)
NOT_WORDS = {"id", "qr_text", "kind", "style", "key", "empty"}
"""Fields of plain data that are no words to be printed, or only when there is nothing else."""
EIGHT_MM = 8 * 72 / 25.4
NARROWEST = 25.0  # points: a number from 0 to 5
LOWEST = 18.0
OF_LETTERS = {"sender", "dated", "recipient", "address", "signer", "enclosed"}
"""Fields that a call sheet has and does not print, because it is no letter."""
IN_PIECES = ("letter-", "recovery", "opinions")
"""Sheets whose texts have marks for lists and blanks in them, or are joined: looked for word by word."""
MARKUP = {"", "#", "•", "☐", "-"}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    made = EverySheet(tmp_path_factory.mktemp("every sheet") / "Sample case.secondop")
    yield made
    made.vault.close()


@ANY_SHEET
def test_a_sheet_looks_as_it_did(sheets, name):
    """When a change is wanted: `python -m tests.paper.goldens`, look at the pictures, and keep them."""
    for look in sheets.looks(name):
        assert not goldens.difference(goldens.picture(sheets.pdf(name, look)), goldens.place(name, look))


def test_no_picture_of_a_sheet_that_is_gone_is_kept(sheets):
    wanted = {goldens.place(name, look).name for name in NAMES for look in sheets.looks(name)}
    assert {file.name for file in goldens.FOLDER.iterdir()} == wanted


@ANY_LOOK
@ANY_SHEET
def test_a_sheet_can_be_read_aloud(sheets, name, look):
    assert faults(sheets.pdf(name, look)) == []


@ANY_LOOK
@ANY_SHEET
def test_other_programs_find_a_sheet_tagged_with_all_its_letters_and_whole(sheets, read, name, look):
    pdf = sheets.pdf(name, look)
    told = read.poppler("pdfinfo", pdf=pdf)
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    assert re.search(r"^Title: +\S", told, re.MULTILINE)
    fonts = read.poppler("pdffonts", pdf=pdf).splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes (yes|no ) (yes|no ) +\d+ +\d+$", line) for line in fonts)
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in fonts if "SCNDOP" not in line)
    assert not read.complaints(pdf)


@ANY_LOOK
@ANY_SHEET
def test_every_word_it_was_given_is_read_from_it(sheets, read, name, look):
    pdf = sheets.pdf(name, look)
    told = told_in(read.poppler("pdfinfo", "-struct-text", pdf=pdf))
    seen = squeezed(read.poppler("pdftotext", "-raw", pdf=pdf))
    data = sheets.data[name, look]
    given = list(words_of(data, NOT_WORDS if getattr(data, "letter", True) else NOT_WORDS | OF_LETTERS))
    assert given
    if name.startswith(IN_PIECES):
        words = (word.strip(".~⟧") for text in given for word in re.split(r"[\s_]+", text))
        given = [word for word in words if word not in MARKUP]
    assert [text for text in given if squeezed(text) not in told] == []
    assert [word for text in given for word in text.split() if squeezed(word) not in seen] == []


@ANY_LOOK
@ANY_SHEET
def test_no_letter_leaves_the_margins_and_no_heading_stands_alone_at_the_end_of_a_page(sheets, name, look):
    pdf = sheets.pdf(name, look)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        widths = [float(page.mediabox[2]) for page in document.pages]
        assert headings_alone(document) == []
    for wide, page in zip(widths, letters(pdf), strict=True):
        assert [sign for sign, box in page if box[0] < MARGIN - ROOM or box[2] > wide - MARGIN + ROOM] == []
        assert [sign for sign, box in page if box[1] < LOWEST] == []


@ANY_LOOK
@ANY_SHEET
def test_it_is_read_in_the_order_in_which_it_stands(sheets, name, look):
    """Outside of tables, whose cells stand beside each other over many lines."""
    with pikepdf.open(io.BytesIO(sheets.pdf(name, look))) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        assert list(early(document.Root.StructTreeRoot.K[0], pages)) == []


@ANY_LOOK
@ANY_SHEET
def test_there_is_room_for_a_pen_wherever_something_is_to_be_written(sheets, name, look):
    with pikepdf.open(io.BytesIO(sheets.pdf(name, look))) as document:
        fields = document.Root.get("/AcroForm", {}).get("/Fields", [])
        texts = [(str(one.TU), [float(edge) for edge in one.Rect]) for one in fields if one.FT == "/Tx"]
    assert [words for words, (_l, low, _r, high) in texts if high - low < EIGHT_MM - 2.1] == []
    assert [words for words, (left, _b, right, _t) in texts if right - left < NARROWEST] == []


@ANY_SHEET
def test_headings_are_read_in_the_order_in_which_they_stand(sheets, read, name):
    pdf = sheets.pdf(name)
    tree = read.poppler("pdfinfo", "-struct-text", pdf=pdf)
    headings = re.findall(r"^ *H[123] .*\n((?: +\".*\"\n?)+)", tree, re.MULTILINE)
    seen = squeezed(read.poppler("pdftotext", pdf=pdf))
    at = -1
    for heading in map(told_in, headings):
        at = seen.find(heading, at + 1)
        assert at >= 0, heading


def told_in(tree):
    """All text of a tree as pdfinfo prints it, without blanks."""
    return squeezed("".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE)))


def words_of(data, but):
    """Each line of text in plain data, however deep; sets hold keys."""
    if isinstance(data, str):
        yield from (line for line in data.split("\n") if line.strip())
    elif dataclasses.is_dataclass(data):
        for field in dataclasses.fields(data):
            if field.name not in but:
                yield from words_of(getattr(data, field.name), but)
    elif isinstance(data, tuple | list):
        for one in data:
            yield from words_of(one, but)


def early(node, pages):
    """Elements that stand before the one that is read before them, each among its neighbors."""
    kids = [kid for kid in node.get("/K", []) if "/S" in kid]
    begins = [(kid, begin) for kid in kids if (begin := beginning(kid, pages))]
    yield from (
        f"{b.S} before {a.S}" for (a, first), (b, second) in itertools.pairwise(begins) if second < first
    )
    for kid in kids:
        if kid.S != "/Table":
            yield from early(kid, pages)


def beginning(node, pages):
    """The page and the number of the first mark below an element."""
    marks = []
    read_aloud.note_marks(node, marks)
    return min(((pages[k.Pg.objgen], int(k.MCID)) for _o, k in marks if k.Type == "/MCR"), default=None)


def headings_alone(document):
    """Headings whose page holds nothing of what they stand over."""
    marks = []
    read_aloud.note_marks(document.Root.StructTreeRoot.K[0], marks)
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    found = []
    for (owner, kid), (after, following) in itertools.pairwise(marks):
        if re.fullmatch(r"/H[1-6]", str(owner.S)) and pages[kid.Pg.objgen] != pages[following.Pg.objgen]:
            found.append(f"{owner.S} on page {pages[kid.Pg.objgen]}, before {after.S}")
    return found
