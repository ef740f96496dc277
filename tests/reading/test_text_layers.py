"""A real text layer is used whatever its language; rubbish, hidden and partial ones are seen through."""

import io
import re

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.paths import resources
from secondop_desktop.reading.pages import OCR, TEXT_LAYER, needs_eyes, read_page
from secondop_desktop.reading.reader import Eyes
from secondop_desktop.reading.rubbish import agreement, is_doubtful, is_garbage

ENGLISH = (
    "Surgical pathology report, accession S26-10442",
    "Invasive carcinoma of no special type, Nottingham grade 2",
    "Estrogen receptor 95 %, progesterone receptor 70 %, HER2 1+",
    "No lymphovascular invasion is seen in the five cores",
)
SPANISH = (
    "Informe de anatomía patológica, biopsia número 26-1044",
    "Carcinoma infiltrante de tipo no especial, grado dos; señora de 61 años",
    "Receptores de estrógenos positivos, ¿antecedentes familiares?",
)
GERMAN = (
    "Durchflusszytometrie und Herzultraschall waren unauffällig.",
    "Invasives Mammakarzinom, Östrogenrezeptor neunzig Prozent, Lymphknotenbiopsie",
    "Strahlentherapie über fünf Wochen, Angstschweiß und Schwächegefühl rückläufig",
)
NUMBERS = tuple(
    f"{row}.{row + 3}   {row * 7}   {3.1 * row:.1f} - {4.2 * row:.1f}   mmol/L   H" for row in range(1, 25)
)
ABBREVIATIONS = (
    "CBC WBC RBC HGB HCT MCV MCH PLT ANC TSH PSA CEA",
    "Hb MCHC RDW Plt Neut Lymph mmol/L mcg/dL",
    "12 13.1 4.5",
)
ARABIC = ("تقرير علم الأمراض الجراحي", "سرطان غازٍ من الدرجة الثانية", "مستقبلات الإستروجين إيجابية")
SIZE = (400, 220)


def fonts():
    for name in ("NotoSans", "NotoSansArabic"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}-Regular.ttf")))


def digital(lines, font="Helvetica", size=SIZE):
    """A PDF with real letters."""
    fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.setFont(font, 10)
    for number, line in enumerate(lines):
        canvas.drawString(20, size[1] - 30 - number * 16, line)
    canvas.save()
    return out.getvalue()


def scanned(scan_of, lines, layer=(), down=0.0, shown=False):
    """A PDF of a scan with a text layer, hidden under it as scanners do, moved `down` the page by points."""
    picture = scan_of(lines, size=(1300, 715), letters=34)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    canvas.drawImage(ImageReader(picture), 0, 0, *SIZE)
    for number, line in enumerate(layer):
        letters = canvas.beginText(
            90 / 1300 * SIZE[0], SIZE[1] - (80 + 32 + number * 57.8) / 715 * SIZE[1] - down
        )
        letters.setFont("Helvetica", 10)
        letters.setTextRenderMode(0 if shown else 3)
        letters.textLine(line)
        canvas.drawText(letters)
    canvas.save()
    return out.getvalue()


def with_other_key(pdf, change):
    """The same letters on the page, but the key that says what they mean was changed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
                key = found.ToUnicode.read_bytes().decode("latin-1")
                found.ToUnicode.write(
                    re.sub(
                        r"<([0-9A-Fa-f]{4})>(?=\s)", lambda m: f"<{change(int(m[1], 16)):04X}>", key
                    ).encode()
                )
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def joined(*pdfs):
    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as part:
                whole.pages.extend(part.pages)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()


def layer_of(reader, pdf, number=1):
    reader.open(pdf, "pdf")
    return reader.page_text(number)


@pytest.mark.parametrize(
    ("lines", "font"),
    [
        (ENGLISH, "Helvetica"),
        (SPANISH, "NotoSans"),
        (GERMAN, "NotoSans"),
        (NUMBERS, "Helvetica"),
        (ABBREVIATIONS, "Helvetica"),
        (ARABIC, "NotoSansArabic"),
    ],
    ids=["English", "Spanish", "German", "numbers", "abbreviations", "Arabic"],
)
def test_a_real_text_layer_is_not_doubted(reader, lines, font):
    layer = layer_of(reader, digital(lines, font, (400, 440)))
    assert not needs_eyes(layer)
    if font != "NotoSansArabic":  # how its letters are joined is up to the program that wrote it
        assert [line.split() for line in layer.text.split("\n")] == [line.split() for line in lines]


def test_the_layer_that_a_scanner_made_is_used_when_it_lies_on_the_print(reader, scan_of):
    lines = [*ENGLISH, *(f"Cassette number {n} holds pale tissue of four millimetres" for n in range(5))]
    layer = layer_of(reader, scanned(scan_of, lines, lines))
    assert (layer.off_ink, needs_eyes(layer)) == (0.0, False)


@pytest.mark.parametrize("shift", [1, 3, 29])
def test_letters_with_a_wrong_key_are_doubted(reader, shift):
    pdf = with_other_key(
        digital(ENGLISH * 3, "NotoSans", (400, 300)), lambda code: code + shift if code > 32 else code
    )
    layer = layer_of(reader, pdf)
    assert "carcinoma" not in layer.text
    assert needs_eyes(layer)


def test_letters_whose_key_says_nothing_are_garbage(reader):
    controls = with_other_key(digital(ENGLISH, "NotoSans"), lambda code: 1 + code % 8)
    private = with_other_key(digital(ENGLISH, "NotoSans"), lambda code: 0xE000 + code)
    for pdf in (controls, private):
        assert is_garbage(layer_of(reader, pdf).text)


def without_vowels(line):
    return re.sub("[aeiou]", "", line)


RUBBISH = {
    "numbers of glyphs": [" ".join(f"(cid:{ord(c) - 29})" for c in line[:12]) for line in ENGLISH],
    "no vowels": [without_vowels(line) for line in ENGLISH * 3],
    "coded twice": [line.encode().decode("cp1252", "replace") for line in SPANISH],
    "a bad reader": [re.sub("[aoern]", lambda m: "~^|;:"["aoern".index(m[0])], line) for line in ENGLISH],
    "capitals anywhere": ["".join(c.upper() if n % 3 else c for n, c in enumerate(line)) for line in ENGLISH],
}


@pytest.mark.parametrize("kind", RUBBISH)
def test_rubbish_of_every_kind_is_doubted(kind):
    assert is_doubtful("\n".join(RUBBISH[kind]))


@pytest.mark.parametrize("lines", [ENGLISH, SPANISH, GERMAN, NUMBERS, ABBREVIATIONS, ARABIC])
def test_what_somebody_wrote_is_not_doubted(lines):
    assert not is_doubtful("\n".join(lines))


def test_words_that_stand_in_both_are_counted_without_accents_and_case():
    assert agreement("Señora de 61 años", "SENORA DE 61 ANOS y más") == 1.0
    assert agreement("one two", "two three") == 0.5
    assert agreement("", "anything") == 0.0


def test_words_where_nothing_is_printed_are_counted(reader, scan_of):
    layer = layer_of(reader, scanned(scan_of, ENGLISH[:2], ENGLISH[:2], down=110))
    assert layer.off_ink > 0.9
    assert needs_eyes(layer)


def test_words_on_blank_paper_that_nobody_sees_are_counted(reader):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    hidden = canvas.beginText(20, 100)
    hidden.setFont("Helvetica", 10)
    hidden.setTextRenderMode(3)
    hidden.textLine("These words were hidden on the page by somebody")
    canvas.drawText(hidden)
    canvas.save()
    assert layer_of(reader, out.getvalue()).off_ink == 1.0


def test_letters_that_are_drawings_are_looked_at(reader):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 800, "Harrow Mill Hospital, page 1 of 2")
    for number in range(900):
        drawing = canvas.beginPath()
        x, y = 72 + number % 60 * 7, 760 - number // 60 * 14
        drawing.moveTo(x, y)
        for corner in range(6):
            drawing.lineTo(x + corner % 3 * 2, y + corner)
        canvas.drawPath(drawing, fill=1)
    canvas.save()
    layer = layer_of(reader, out.getvalue())
    assert layer.strokes > 5_000
    assert needs_eyes(layer)


def test_the_lines_of_a_table_are_no_letters(reader):
    out = io.BytesIO()
    canvas = Canvas(out)
    for row in range(30):
        for column in range(5):
            canvas.rect(72 + column * 90, 760 - row * 20, 90, 20)
        canvas.drawString(76, 765 - row * 20, "Hemoglobin  13.1  g/dL")
    canvas.save()
    assert not needs_eyes(layer_of(reader, out.getvalue()))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_that_lies_on_its_side_is_read_as_if_the_page_were_turned(reader, pdf_of, turn):
    table = [(60, 60, "Hemoglobin"), (60, 90, "Sodium"), (200, 60, "13.1 g/dL"), (200, 90, "139 mmol/L")]
    with pikepdf.open(io.BytesIO(pdf_of(table, size=(400, 300)))) as pdf, io.BytesIO() as out:
        pdf.pages[0].rotate(-turn, relative=False)
        pdf.save(out)
        layer = layer_of(reader, out.getvalue())
    assert layer.turn == turn
    assert [line.split() for line in layer.text.split("\n")] == [
        ["Hemoglobin", "13.1", "g/dL"],
        ["Sodium", "139", "mmol/L"],
    ]
    word = next(word for word in layer.words if word.text == "Sodium")
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    at = (60 + 18) / 400, (90 - 3) / 300
    expected = {0: at, 90: (at[1], 1 - at[0]), 180: (1 - at[0], 1 - at[1]), 270: (1 - at[1], at[0])}[turn]
    assert (x, y) == pytest.approx(expected, abs=0.03)


def test_a_wide_page_with_upright_letters_stays_as_it_lies(reader, pdf_of):
    assert layer_of(reader, pdf_of([(72, 72, "A wide table of values")], size=(842, 595))).turn == 0


@pytest.mark.slow
def test_each_page_of_a_joined_file_is_judged_alone(reader, scan_of):
    """Real letters, a bare scan, hidden rubbish, a header only, a layer that lies elsewhere, a wrong key."""
    whole = joined(
        digital(ENGLISH),
        scanned(scan_of, ENGLISH),
        scanned(scan_of, ENGLISH, [line[::-1].swapcase() for line in RUBBISH["no vowels"][:4]]),
        scanned(scan_of, ENGLISH, ["Harrow Mill Hospital, copy for the patient"], shown=True),
        scanned(scan_of, ENGLISH[:2], SPANISH[:2], down=110),
        with_other_key(digital(ENGLISH * 3, "NotoSans"), lambda code: code + 3 if code > 32 else code),
    )
    reader.open(whole, "pdf")
    with Eyes() as eyes:
        pages = [read_page(reader, eyes, number) for number in range(1, 7)]
    assert [page.source for page in pages] == [TEXT_LAYER, OCR, OCR, OCR, OCR, OCR]
    assert all("carcinoma of no special type" in page.text for page in pages)
    assert not any("lortocla" in page.text or "anatomía" in page.text for page in pages)
