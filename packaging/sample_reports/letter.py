"""The first opinion as a clinic letter: two typed pages that arrived by fax."""

from __future__ import annotations

from sample_reports.sheet import HEIGHT, MARK, WIDTH, Sheet, Style

LEFT, RIGHT = 76.0, 540.0
BODY = Style("Times-Roman", 12, 15.2, "#000000")
BOLD = Style("Times-Bold", 12, 15.2, "#000000")
SMALL = Style("Times-Roman", 10, 12.5, "#000000")

OPENING = (
    "Thank you for sending me this retired school librarian, whom I saw with her son Tom. She found a lump "
    "in her left breast about two weeks before her mammogram. She has no nipple discharge, bone pain or "
    "weight loss. Her sister had breast cancer at 58.",
    "She takes levothyroxine 75 micrograms and lisinopril 10 mg once a day. She has a rash with penicillin. "
    "Her gallbladder was removed in 2009. She has never smoked.",
    "On examination there is a firm, mobile lump of about 1.5 cm in the upper outer part of the left breast. "
    "The skin and nipple are normal. I feel no lymph nodes in either armpit. The right breast is normal.",
    "The ultrasound shows a mass of 14 mm with normal nodes. The core biopsy shows an invasive carcinoma of "
    "no special type, grade 2, ER 8/8, PR 7/8, HER2 negative (1+), Ki-67 12%.",
)
STAGE = "Clinical stage: cT1c cN0 cM0, stage IA."
PLAN_TITLE = "What we discussed"
PLAN = (
    ("1.", "Lumpectomy with sentinel lymph node biopsy, as a day case. This is what I recommend."),
    ("2.", "Radiation to the breast after the lumpectomy, about three to four weeks."),
    ("3.", "Mastectomy with sentinel lymph node biopsy as the other choice."),
    ("4.", "Hormone tablets (an aromatase inhibitor) for at least five years, after a bone density scan."),
    ("5.", "A 21-gene recurrence score on the removed tumor, to see whether chemotherapy would help."),
    ("6.", "A blood test for inherited genes, including BRCA1 and BRCA2. She will think about it."),
)
CLOSING = (
    "We spoke for about forty minutes. I explained that lumpectomy with radiation and mastectomy give the "
    "same long-term survival, and that a second operation is needed in about one of six lumpectomies when "
    "cancer cells reach the cut edge. I drew the operation for her and gave her our booklet.",
    "I did not ask for an MRI. It could be considered because her breasts are dense, but I do not expect it "
    "to change the plan.",
    "I would like to operate within six weeks of the diagnosis. There is time for a second opinion, which "
    "Mrs. Ellison wishes to have and which I support. I have offered to send her slides, images and this "
    "letter to the doctor of her choice.",
    "She has my direct number and that of our nurse, Bridget O'Shea. I will see her again when she has heard "
    "the second opinion.",
)

SIGNATURE = (
    "16,33 8,38 1,29 9,18 14,7 5,-4 -6,1 6,5 22,8 30,25 22,19 21,3 30,-2 38,11 "
    "31,24 38,9 46,31 43,2 51,12 48,6 55,0 60,9 64,2 73,35 66,-15 74,5 82,2 88,8 "
    "128,3; "
    "20,-9 70,-6 136,-10"
)
"""Strokes of a pen, parted by semicolons: points in points, x to the right and y up."""


def draw() -> Sheet:
    """Both pages of the letter."""
    sheet = Sheet("Clinic letter (sample)")
    y = _letterhead(sheet)
    for words in OPENING:
        y = sheet.paragraph(LEFT, y, RIGHT - LEFT, words, BODY) + 8
    sheet.text(LEFT, y + 2, STAGE, BOLD)
    sheet.text(LEFT, y + 30, PLAN_TITLE, BOLD)
    y += 48
    for number, words in PLAN:
        sheet.text(LEFT, y, number, BODY)
        y = sheet.paragraph(LEFT + 22, y, RIGHT - LEFT - 22, words, BODY) + 2
    _footer(sheet, 1)
    sheet.turn_page()
    sheet.text(LEFT, 78, "Re: Margaret Ellison, page 2", BODY)
    y = 114.0
    for words in CLOSING:
        y = sheet.paragraph(LEFT, y, RIGHT - LEFT, words, BODY) + 8
    _signed(sheet, y + 10)
    _footer(sheet, 2)
    return sheet


def _letterhead(sheet: Sheet) -> float:
    sheet.text(
        WIDTH / 2, 76, "Alder Creek Breast Clinic", Style("Times-BoldItalic", 21, ink="#000000"), "middle"
    )
    address = "17 Alder Creek Road, Alder Creek    Tel 555-0142    Fax 555-0143"
    sheet.text(WIDTH / 2, 93, address, SMALL, "middle")
    sheet.text(WIDTH / 2, 106, "Samuel Okafor, MD, FACS    Breast Surgery", SMALL, "middle")
    sheet.rule(LEFT, 114, RIGHT, 1.1)
    sheet.canvas.setLineWidth(0.4)
    sheet.canvas.line(LEFT, HEIGHT - 117, RIGHT, HEIGHT - 117)
    end = sheet.text(LEFT, 146, "Date of visit:", BODY)
    sheet.hidden_date(end + 6, 146, 84, 11)
    y = 174.0
    for line in ("Åsa Lindqvist, MD", "Harrow Mill Family Practice", "3 Chapel Lane, Harrow Mill"):
        y = sheet.paragraph(LEFT, y, 300, line, BODY)
    y = sheet.paragraph(LEFT, y + 14, 400, "Re: Margaret Ellison, born 9 March 1965", BOLD)
    diagnosis = "Diagnosis: Early breast cancer, left breast, 2 o'clock"
    y = sheet.paragraph(LEFT, y, 400, diagnosis, BOLD)
    return sheet.paragraph(LEFT, y + 14, 300, "Dear Dr. Lindqvist,", BODY) + 6


def _signed(sheet: Sheet, y: float) -> None:
    y = sheet.paragraph(LEFT, y, 300, "With kind regards,", BODY)
    sheet.signature(LEFT + 10, y + 30, SIGNATURE, ink="#000000")
    y = sheet.paragraph(LEFT, y + 58, 300, "Samuel Okafor, MD", BODY)
    y = sheet.paragraph(LEFT, y, 300, "Breast surgeon", BODY)
    sheet.text(LEFT, y + 14, "cc: Mrs. Margaret Ellison", SMALL)


def _footer(sheet: Sheet, number: int) -> None:
    sheet.text(LEFT, 744, f"{MARK} Dates are hidden.", Style("Times-Bold", 11, ink="#000000"))
    sheet.text(RIGHT, 744, f"Page {number} of 2", SMALL, "right")
