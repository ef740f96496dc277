"""The mammogram and ultrasound report: one page of an imaging centre, later photographed."""

from __future__ import annotations

from sample_reports.sheet import HEIGHT, MARK, WIDTH, Sheet, Style

LEFT, RIGHT = 58.0, 554.0
BLUE = "#1f5f8b"
BODY = Style("Helvetica", 10.5, 14)
BOLD = Style("Helvetica-Bold", 10.5, 14)
LABEL = Style("Helvetica-Bold", 9.5, 13, "#2a2a2a")
PLAIN = Style("Helvetica", 9.5, 13)

SECTIONS = (
    (
        "CLINICAL INFORMATION",
        "Lump in the left breast felt by the patient. Sister with breast cancer at age 58.",
    ),
    (
        "COMPARISON",
        "Screening mammograms of the last two rounds from this center.",
    ),
    (
        "TECHNIQUE",
        "Digital views of both breasts (CC and MLO) with tomosynthesis, spot compression of the left breast. "
        "Targeted ultrasound of the left breast and left armpit with a 14 MHz linear probe.",
    ),
    (
        "FINDINGS",
        "Mammogram: The breasts are heterogeneously dense (category c), which may hide small masses. In the "
        "left breast at 2 o'clock, 5 cm from the nipple, there is a new irregular, high density mass with "
        "spiculated margins, about 15 mm, with a few fine pleomorphic calcifications. There is slight "
        "architectural distortion around it. No other mass in the left breast. The right breast is normal.",
    ),
    (
        "",
        "Ultrasound: Irregular hypoechoic mass with spiculated margins, 14 x 11 x 12 mm, taller than wide, "
        "with posterior shadowing, at the same place. The lymph nodes of the left armpit look normal; the "
        "largest has a cortex of 2 mm and a preserved fatty hilum.",
    ),
)
IMPRESSION = (
    "1. Mass in the left breast at 2 o'clock, 14 mm: highly suggestive of malignancy.",
    "2. No suspicious lymph nodes in the left armpit.",
    "3. Right breast: negative.",
)
ADVICE = (
    "Ultrasound-guided core needle biopsy of the mass, with a marker clip. The patient was told of the "
    "findings today and agreed to the biopsy."
)

SIGNATURE = (
    "17,36 18,12 9,-15 -1,-9 12,2 28,11 35,2 40,11 44,3 53,36 48,1 58,8 57,27 62,2 "
    "69,9 73,2 79,10 84,2 91,11 88,-13 99,0 124,9; "
    "76,18 82,21 88,18 94,22"
)
"""Strokes of a pen, parted by semicolons: points in points, x to the right and y up."""


def draw() -> Sheet:
    """The one page of the report."""
    sheet = Sheet("Mammogram and ultrasound report (sample)")
    y = _patient(sheet, _letterhead(sheet))
    for name, words in SECTIONS:
        if name:
            sheet.text(LEFT, y, name, LABEL)
            y += 14
        y = sheet.paragraph(LEFT, y, RIGHT - LEFT, words, BODY) + 6
    y = _impression(sheet, y + 2)
    sheet.text(LEFT, y, "RECOMMENDATION", LABEL)
    y = sheet.paragraph(LEFT, y + 14, RIGHT - LEFT, ADVICE, BODY)
    sheet.signature(LEFT + 8, y + 34, SIGNATURE)
    sheet.text(LEFT, y + 60, "Joaquín Ibáñez, MD", BOLD)
    end = sheet.text(LEFT, y + 74, "Breast radiologist. Read and signed", PLAIN)
    sheet.hidden_date(end + 6, y + 74, 58)
    sheet.rule(LEFT, 744, RIGHT, 0.6, BLUE)
    sheet.text(LEFT, 756, f"{MARK} Dates are hidden.", Style("Helvetica-Bold", 9))
    sheet.text(RIGHT, 756, "Page 1 of 1", Style("Helvetica", 9), "right")
    return sheet


def _letterhead(sheet: Sheet) -> float:
    sheet.box(0, 0, WIDTH, 16, fill=BLUE)
    canvas = sheet.canvas
    canvas.setStrokeColor(BLUE)
    for ring, thick in ((17, 3.2), (10.5, 2.4), (4.5, 2)):
        canvas.setLineWidth(thick)
        canvas.circle(LEFT + 18, HEIGHT - 52, ring, stroke=1, fill=0)
    sheet.text(LEFT + 48, 51, "Brightwater Imaging Center", Style("Helvetica-Bold", 18, ink=BLUE))
    sheet.text(LEFT + 48, 66, "Women's imaging   |   41 Quay Street, Brightwater   |   Tel 555-0133", PLAIN)
    sheet.rule(LEFT, 82, RIGHT, 1.2, BLUE)
    return 102


def _patient(sheet: Sheet, y: float) -> float:
    rows = (
        ("Patient", "Margaret A. Ellison", "Exam date", ""),
        ("Date of birth", "9 March 1965", "Exam number", "BW-77120"),
        ("Referred by", "Åsa Lindqvist, MD", "Status", "Final"),
    )
    for name, words, other, value in rows:
        sheet.text(LEFT, y, name, LABEL)
        sheet.text(LEFT + 84, y, words, BODY)
        sheet.text(LEFT + 300, y, other, LABEL)
        if value:
            sheet.text(LEFT + 384, y, value, BODY)
        else:
            sheet.hidden_date(LEFT + 384, y)
        y += 15
    sheet.rule(LEFT, y - 5, RIGHT, 0.6, BLUE)
    title = "DIAGNOSTIC MAMMOGRAM OF BOTH BREASTS AND ULTRASOUND OF THE LEFT BREAST"
    sheet.text(LEFT, y + 15, title, Style("Helvetica-Bold", 11))
    return y + 36


def _impression(sheet: Sheet, y: float) -> float:
    sheet.box(LEFT - 6, y - 12, RIGHT - LEFT + 12, 78, fill="#e6eff5")
    sheet.text(LEFT, y + 2, "IMPRESSION", LABEL)
    y += 17
    for line in IMPRESSION:
        y = sheet.paragraph(LEFT, y, RIGHT - LEFT, line, BOLD)
    sheet.text(LEFT, y, "ACR BI-RADS category 5", Style("Helvetica-Bold", 10.5, ink="#8a1c1c"))
    return y + 26
