"""The pathology report of the core biopsy: two pages from a hospital laboratory's line printer layout."""

from __future__ import annotations

from sample_reports.sheet import HEIGHT, MARK, WIDTH, Sheet, Style

LEFT, RIGHT = 62.0, 556.0
MONO = Style("Courier", 10, 12.6)
STRONG = Style("Courier-Bold", 10, 12.6)
SMALL = Style("Helvetica", 8, 10)

FINAL = (
    ("A.", "LEFT BREAST, 2 O'CLOCK, 5 CM FROM NIPPLE, ULTRASOUND-GUIDED CORE NEEDLE BIOPSY:"),
    ("-", "INVASIVE CARCINOMA OF NO SPECIAL TYPE (INVASIVE DUCTAL CARCINOMA)."),
    ("-", "NOTTINGHAM GRADE 2 OF 3 (TUBULES 3, NUCLEI 2, MITOSES 1; TOTAL 6)."),
    ("-", "LARGEST CONTINUOUS FOCUS IN ONE CORE: 9 MM."),
    ("-", "DUCTAL CARCINOMA IN SITU, CRIBRIFORM, NUCLEAR GRADE 2, NO NECROSIS."),
    ("-", "LYMPHOVASCULAR INVASION: NOT IDENTIFIED."),
    ("-", "ER POSITIVE, PR POSITIVE, HER2 NEGATIVE (1+), KI-67 12%. SEE PAGE 2."),
)
HISTORY = (
    "Palpable lump. Irregular spiculated mass, 14 mm on ultrasound, left upper outer quadrant. "
    "BI-RADS category 5."
)
GROSS = (
    'Received in formalin, labeled with the patient\'s name and "left breast 2:00", are four yellow-tan '
    "cores of fibrofatty tissue, 8 to 16 mm long and 2 mm in diameter. Entirely submitted in cassettes A1 "
    "and A2. Cold ischemic time: 12 minutes. Time in 10% neutral buffered formalin: 21 hours."
)
MICROSCOPIC = (
    "Three of four cores show infiltrating glands, cords and small nests of tumor cells in a dense "
    "fibrous stroma with marked elastosis. Less than 10% of the tumor forms tubules. Nuclei are moderately "
    "enlarged with small nucleoli. Mitoses: 3 per 10 high power fields (field diameter 0.55 mm). "
    "E-cadherin shows complete membrane staining. Calcifications are present in the in situ component. "
    "The fourth core is benign breast tissue."
)
MARKERS = (
    ("Marker", "Clone", "Result", "Cells", "Intensity", "Score"),
    ("ER", "SP1", "POSITIVE", "95%", "Strong", "Allred 8/8 (5+3)"),
    ("PR", "1E2", "POSITIVE", "70%", "Moderate", "Allred 7/8 (5+2)"),
    ("HER2", "4B5", "NEGATIVE", "15%", "Faint", "IHC 1+"),
    ("Ki-67", "30-9", "12%", "", "", ""),
)
METHOD = (
    "Immunohistochemistry was done on formalin-fixed, paraffin-embedded tissue of block A1. Internal and "
    "external controls stained as expected. HER2 was scored by the ASCO/CAP guideline for breast cancer; "
    "incomplete, faint membrane staining in more than 10% of tumor cells. In situ hybridization is not "
    "required for a score of 1+."
)
SUMMARY = (
    ("Specimen and side", "Core needle biopsy, left breast"),
    ("Tumor site", "Upper outer quadrant, 2 o'clock, 5 cm from nipple"),
    ("Histologic type", "Invasive carcinoma of no special type"),
    ("Histologic grade", "Nottingham grade 2 (3 + 2 + 1 = 6)"),
    ("Tumor size", "At least 9 mm in one core; 14 mm on ultrasound"),
    ("In situ component", "DCIS present, cribriform, nuclear grade 2"),
    ("Lymphovascular invasion", "Not identified"),
    ("Lymph nodes", "None submitted"),
    ("Blocks with tumor", "A1 (best for further tests), A2"),
)
COMMENT = (
    "The grade and the size of the tumor are best judged on the surgical specimen and may change. The "
    "findings agree with the imaging. Dr. M. Adeyemi has seen the slides and agrees with the diagnosis. "
    "Results were given by telephone to the office of Dr. Lindqvist."
)

SIGNATURE = (
    "0,34 1,16 3,-1; "
    "17,36 15,18 13,-3; "
    "0,15 9,18 20,18 25,21 30,-1 38,15 43,-2 53,24 57,4 61,8 64,2 69,9 73,2 81,27 "
    "79,1 86,6 92,3 112,6"
)
"""Strokes of a pen, parted by semicolons: points in points, x to the right and y up."""


def draw() -> Sheet:
    """Both pages of the report."""
    sheet = Sheet("Pathology report (sample)")
    _first_page(sheet)
    sheet.turn_page()
    _second_page(sheet)
    return sheet


def _first_page(sheet: Sheet) -> None:
    y = _patient(sheet, _letterhead(sheet))
    y = _heading(sheet, y, "FINAL DIAGNOSIS")
    for mark, line in FINAL:
        indent = LEFT if mark == "A." else LEFT + 24
        y = sheet.paragraph(indent, y, RIGHT - indent, f"{mark} {line}", STRONG) + 1.5
    for name, words in (
        ("CLINICAL HISTORY", HISTORY),
        ("GROSS DESCRIPTION", GROSS),
        ("MICROSCOPIC DESCRIPTION", MICROSCOPIC),
    ):
        y = _heading(sheet, y + 9, name)
        y = sheet.paragraph(LEFT, y, RIGHT - LEFT, words, MONO)
    _footer(sheet, 1)


def _second_page(sheet: Sheet) -> None:
    sheet.text(LEFT, 62, "HARROW MILL COMMUNITY HOSPITAL", Style("Helvetica-Bold", 10))
    sheet.text(RIGHT, 62, "ELLISON, MARGARET A     S-10442", STRONG, "right")
    sheet.rule(LEFT, 70, RIGHT, 1.4)
    y = _heading(sheet, 96, "BIOMARKERS (BLOCK A1)")
    at = (LEFT, LEFT + 56, LEFT + 106, LEFT + 190, LEFT + 240, LEFT + 322)
    for number, row in enumerate(MARKERS):
        y = sheet.columns(y + 1, at, row, MONO if number else STRONG)
        if not number:
            sheet.rule(LEFT, y - 9, RIGHT)
            y += 3
    y = sheet.paragraph(LEFT, y + 8, RIGHT - LEFT, METHOD, MONO)
    y = _heading(sheet, y + 12, "SUMMARY FOR THE TREATING TEAM")
    for name, words in SUMMARY:
        y = sheet.columns(y + 1, (LEFT, LEFT + 168), (name + ":", words), MONO)
    y = _heading(sheet, y + 12, "COMMENT")
    y = sheet.paragraph(LEFT, y, RIGHT - LEFT, COMMENT, MONO)
    sheet.signature(LEFT + 10, y + 50, SIGNATURE, ink="#222222")
    sheet.rule(LEFT, y + 58, LEFT + 216, 0.5)
    y = sheet.paragraph(LEFT, y + 71, 300, "Helena Wójcik, MD, Pathologist", STRONG)
    end = sheet.text(LEFT, y, "Signed:", MONO)
    sheet.hidden_date(end + 8, y)
    y = sheet.paragraph(LEFT, y + 20, RIGHT - LEFT, "*** END OF REPORT ***", MONO)
    _footer(sheet, 2)


def _letterhead(sheet: Sheet) -> float:
    canvas = sheet.canvas
    canvas.setFillColor("#222222")
    canvas.circle(LEFT + 19, HEIGHT - 58, 19, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    canvas.rect(LEFT + 15, HEIGHT - 71, 8, 26, stroke=0, fill=1)
    canvas.rect(LEFT + 6, HEIGHT - 62, 26, 8, stroke=0, fill=1)
    sheet.text(LEFT + 50, 53, "HARROW MILL COMMUNITY HOSPITAL", Style("Helvetica-Bold", 14.5))
    sheet.text(LEFT + 50, 67, "Department of Pathology and Laboratory Medicine", Style("Helvetica", 10.5))
    sheet.text(LEFT + 50, 79, "2200 Mill Race Road, Harrow Mill    Tel 555-0118    Fax 555-0119", SMALL)
    sheet.text(WIDTH / 2, 108, "SURGICAL PATHOLOGY REPORT", Style("Helvetica-Bold", 12.5), "middle")
    return 118


def _patient(sheet: Sheet, y: float) -> float:
    sheet.box(LEFT - 6, y, RIGHT - LEFT + 12, 74)
    left = (
        ("Patient:", "ELLISON, MARGARET A"),
        ("DOB:", "09-MAR-1965     Sex: F"),
        ("MRN:", "HM-0048213"),
        ("Ordered by:", "JOAQUIN IBANEZ, MD"),
        ("Copy to:", "ASA LINDQVIST, MD"),
    )
    dates = ("Collected:", "Received:", "Reported:")
    right = (("Accession:", "S-10442"), *((name, "") for name in dates), ("Pages:", "2"))
    for line, (mine, other) in enumerate(zip(left, right, strict=True)):
        base = y + 15 + line * 12.6
        sheet.columns(base, (LEFT, LEFT + 80), mine, MONO)
        sheet.columns(base, (LEFT + 330, LEFT + 404), other, MONO)
        if other[0] in dates:
            sheet.hidden_date(LEFT + 404, base)
    return y + 94


def _heading(sheet: Sheet, y: float, words: str) -> float:
    end = sheet.text(LEFT, y, words, STRONG)
    sheet.rule(LEFT, y + 2.5, end, 0.8)
    return y + 15


def _footer(sheet: Sheet, number: int) -> None:
    sheet.rule(LEFT, 737, RIGHT, 0.5)
    sheet.text(LEFT, 749, f"{MARK} Dates are hidden.", Style("Helvetica-Bold", 9))
    sheet.text(RIGHT, 749, f"Page {number} of 2", Style("Helvetica", 9), "right")
