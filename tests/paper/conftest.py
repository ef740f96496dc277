"""Printed sheets read back by other programs than the one that drew them."""

import io
import re
import shutil
import subprocess
import unicodedata

import pikepdf
import pypdfium2
import pytest

from secondop_desktop.paper.sheets import Fact, Moment, QuestionLine, QuestionSheet, RecoverySheet, Summary
from secondop_desktop.paper.style import PaperStyle

ORDINARY = (
    "Do you agree with the diagnosis, and has your own pathologist looked at the slides?",
    "Is there any risk if I wait four weeks before I start?",
    "What would you recommend, and why is it different from the first plan?",
    "How many people with this cancer do you treat in a year?",
    "What are the side effects, and which of them may stay?",
    "Are there clinical trials that fit me?",
    "Who do I call at night?",
)


class Reader:
    """Reads a PDF as others do: poppler, pdfium, qpdf and pikepdf."""

    def __init__(self, folder):
        self._folder = folder

    def poppler(self, tool, *options, pdf):
        """What a tool of poppler says about the sheet."""
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} of poppler-utils is not installed on this computer")
        command = [tool, *options, "-", *(["-"] if tool == "pdftotext" else [])]
        done = subprocess.run(command, input=pdf, capture_output=True, check=True)
        assert not done.stderr, done.stderr.decode()
        return done.stdout.decode("utf-8")

    def complaints(self, pdf):
        """What qpdf finds wrong with the file."""
        if shutil.which("qpdf") is None:
            pytest.skip("qpdf is not installed on this computer")
        place = self._folder / "sheet.pdf"
        place.write_bytes(pdf)
        done = subprocess.run(["qpdf", "--check", str(place)], capture_output=True, check=False)
        return done.stderr.decode() if done.returncode else ""

    def pages(self, pdf):
        """The text of each page, as pdfium reads it."""
        with pypdfium2.PdfDocument(pdf) as document:
            return [self._page_text(document[number]) for number in range(len(document))]

    def _page_text(self, page):
        text = page.get_textpage()
        words = text.get_text_range()
        text.close()
        page.close()
        return words

    def text(self, pdf):
        """All text without blanks and hyphens, which the ends of lines come and go with."""
        return squeezed("".join(self.pages(pdf)))

    def tree(self, pdf):
        """The structure as nested (tag, children); a piece of text on a page is (page number, mark)."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            return branch(document.Root.StructTreeRoot.K[0], numbers)

    def tags(self, pdf):
        """The tags in the order of reading."""
        return list(flat(self.tree(pdf)))

    def actual_texts(self, pdf):
        """What the tree says in the order of reading where the eye meets another."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return [str(item.ActualText) for item in document.objects if says_otherwise(item)]

    def rules(self, pdf):
        """Horizontal lines on each page as (x from, x to, y), in points."""
        found = []
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for page in document.pages:
                code = b"\n".join(s.read_bytes() for s in as_list(page.Contents)).decode("latin-1")
                lines = re.findall(r"n ([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", code)
                found.append([(float(a), float(c), float(b)) for a, b, c, d in lines if b == d])
        return found

    def sizes(self, pdf):
        """Every type size that is set on the sheet, in points."""
        sizes = set()
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for page in document.pages:
                code = b"\n".join(s.read_bytes() for s in as_list(page.Contents)).decode("latin-1")
                sizes |= {float(size) for size in re.findall(r"/F\S+ ([\d.]+) Tf", code)}
        return sizes


def says_otherwise(item):
    return isinstance(item, pikepdf.Dictionary) and "/ActualText" in item


def as_list(contents):
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def branch(node, numbers):
    kids = []
    for kid in node.K:
        if str(kid.Type) == "/OBJR":  # the field itself, beside its mark
            continue
        if str(kid.Type) == "/MCR":
            kids.append((numbers[kid.Pg.objgen], int(kid.MCID)))
        else:
            kids.append(branch(kid, numbers))
    return str(node.S)[1:], kids


def flat(node):
    yield node[0]
    for kid in node[1]:
        if isinstance(kid[0], str):
            yield from flat(kid)


def squeezed(text):
    """Text without blanks and hyphens, in the one spelling of each letter that is printed."""
    return re.sub(r"[\s\-\u00ad\ufffe\x02]", "", unicodedata.normalize("NFC", text))


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path)


@pytest.fixture
def squeeze():
    return squeezed


@pytest.fixture
def a4():
    return PaperStyle("A4")


@pytest.fixture(params=["A4", "Letter"])
def either_page(request):
    return PaperStyle(request.param)


@pytest.fixture
def large():
    return PaperStyle("A4", large=True)


@pytest.fixture
def questions():
    """Makes a sheet of so many ordinary questions, three of them starred, or of the lines given."""

    def make(lines=7, **changes):
        if isinstance(lines, int):
            lines = [QuestionLine(ORDINARY[i % len(ORDINARY)], starred=i < 3) for i in range(lines)]
        known = {
            "person": "Nguyễn Thị Hạnh",
            "doctor": "Dr. Maria Castellano",
            "specialty": "Breast oncology",
            "when": "Monday, 4 May 2026 at 10:30",
            "place": "Lakeside Cancer Center, Building B, room 214",
            "goal": "To know whether chemotherapy is needed before surgery, and what I lose by waiting.",
            "decide_by": "20 May 2026",
        }
        return QuestionSheet(**{**known, **changes}, questions=tuple(lines))

    return make


@pytest.fixture
def ordinary_case():
    """A case as most people have it after the first opinion."""
    return Summary(
        name="Nguyễn Thị Hạnh",
        birth_date="14 March 1961",
        printed_on="2 May 2026",
        phone="(312) 555-0143",
        allergies="Penicillin (rash, 2009); latex",
        decision="Should I have chemotherapy before the operation? What do I lose by waiting four weeks?",
        decide_by="20 May 2026",
        diagnosis="Invasive ductal carcinoma of the left breast, 2.3 cm, grade 2, one lymph node involved.",
        diagnosis_source="Pathology report, Riverside Hospital",
        diagnosis_date="12 March 2026",
        facts=(
            Fact("Stage", "cT2 cN1 M0 (IIB)", "staging CT, 20 March"),
            Fact("Grade", "2", "pathology report"),
            Fact("ER", "positive, 90 %", "pathology report"),
            Fact("HER2", "negative (IHC 1+)", "pathology report"),
            Fact("Ki-67", "≥ 20 %"),
        ),
        timeline=(
            Moment("Feb 2026", "Lump found at home"),
            Moment("24 Feb", "Mammogram and ultrasound, BI-RADS 5"),
            Moment("4 March", "Core needle biopsy"),
            Moment("12 March", "Pathology report"),
            Moment("20 March", "CT of chest and abdomen, no distant spread"),
            Moment("10 April", "First opinion, Dr. Okafor"),
        ),
        treatment="None so far. A port was placed on 2 April.",
        plan_by="Dr. Okafor",
        plan="Chemotherapy first (dose-dense AC, then paclitaxel), then lumpectomy and radiation.",
        medicines=("Lisinopril 10 mg, once a day", "Metformin 500 mg, twice a day"),
        conditions=("High blood pressure", "Type 2 diabetes"),
        records_here=("Pathology report", "Mammogram and ultrasound reports", "CT report"),
        records_missing=("Biopsy slides", "CT images on disc"),
        top_questions=ORDINARY[:3],
        companion="Minh Tran (son), takes notes",
    )


@pytest.fixture
def key_on_paper():
    lines = tuple(f"{n}  7KQ{n} M9XD 0AB{n}" for n in range(1, 10))
    return RecoverySheet("Hạnh", lines, "2 May 2026", "SECONDOP-SHEET-1:" + "7KQ2M9XD0ABC-" * 9)
