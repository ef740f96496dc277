"""The blood test report: one digital page with a text layer, as a laboratory's portal gives it out."""

from __future__ import annotations

from sample_reports.sheet import MARK, Sheet, Style, noto

LEFT, RIGHT = 54.0, 558.0
GREEN = "#20624a"
AT = (LEFT, LEFT + 190, LEFT + 252, LEFT + 288, LEFT + 400)
GROUPS: tuple[tuple[str, tuple[tuple[str, str, str, str, str], ...]], ...] = (
    (
        "Complete blood count",
        (
            ("White blood cells", "6.2", "", "10⁹/L", "4.0 – 10.5"),
            ("Red blood cells", "4.42", "", "10¹²/L", "3.80 – 5.10"),
            ("Hemoglobin", "13.1", "", "g/dL", "12.0 – 15.5"),
            ("Hematocrit", "39.4", "", "%", "36.0 – 46.0"),
            ("MCV", "89.1", "", "fL", "80.0 – 100.0"),
            ("MCH", "29.6", "", "pg", "27.0 – 33.0"),
            ("Platelets", "248", "", "10⁹/L", "150 – 400"),
            ("Neutrophils", "3.6", "", "10⁹/L", "1.8 – 7.5"),
            ("Lymphocytes", "1.9", "", "10⁹/L", "1.0 – 4.0"),
        ),
    ),
    (
        "Chemistry, serum, fasting",
        (
            ("Sodium", "139", "", "mmol/L", "135 – 145"),
            ("Potassium", "4.2", "", "mmol/L", "3.5 – 5.1"),
            ("Creatinine", "0.82", "", "mg/dL", "0.50 – 1.00"),
            ("eGFR (CKD-EPI 2021)", "81", "", "mL/min/1.73 m²", "60 or more"),
            ("Glucose", "104", "H", "mg/dL", "70 – 99"),
            ("Calcium", "9.5", "", "mg/dL", "8.6 – 10.2"),
            ("Albumin", "4.3", "", "g/dL", "3.5 – 5.0"),
            ("Bilirubin, total", "0.6", "", "mg/dL", "0.2 – 1.2"),
            ("ALT", "22", "", "U/L", "7 – 35"),
            ("AST", "20", "", "U/L", "8 – 35"),
            ("Alkaline phosphatase", "78", "", "U/L", "40 – 120"),
        ),
    ),
    (
        "Other tests",
        (
            ("TSH", "2.6", "", "mIU/L", "0.4 – 4.5"),
            ("Vitamin D, 25-hydroxy", "24", "L", "ng/mL", "30 – 100"),
        ),
    ),
)
REMARK = (
    "H = above, L = below the reference range of this laboratory. Reference ranges are for women aged 18 and "
    "over. A value outside the range is not always a sign of illness: please ask the doctor who ordered the "
    "test."
)


def draw() -> Sheet:
    """The one page of the report."""
    sheet = Sheet("Blood test report (sample)")
    body = Style(noto("Regular"), 9.5, 14.4, "#1a1a1a")
    bold = Style(noto("Bold"), 9.5, 14.4, "#1a1a1a")
    y = _head(sheet, body, bold)
    sheet.box(LEFT - 6, y - 12, RIGHT - LEFT + 12, 17, fill=GREEN)
    white = Style(bold.font, 9.5, 14.4, "#ffffff")
    y = sheet.columns(y, AT, ("Test", "Result", "Flag", "Unit", "Reference range"), white) + 8
    for name, rows in GROUPS:
        sheet.text(LEFT, y, name, Style(bold.font, 10, 15, GREEN))
        y += 15.5
        for number, row in enumerate(rows):
            if number % 2 == 0:
                sheet.box(LEFT - 6, y - 10.5, RIGHT - LEFT + 12, 14.4, fill="#f1f5f2")
            y = sheet.columns(y, AT, row, bold if row[2] else body)
        y += 8
    sheet.rule(LEFT - 6, y - 6, RIGHT + 6, 0.6, GREEN)
    y = sheet.paragraph(LEFT, y + 10, RIGHT - LEFT, REMARK, Style(body.font, 8.5, 12, "#333333"))
    sheet.text(LEFT, y + 8, "Reviewed by Renée Chaudhry, PhD, laboratory director", body)
    sheet.text(LEFT, 752, f"{MARK} Dates are hidden.", Style(bold.font, 9))
    sheet.text(RIGHT, 752, "Page 1 of 1", body, "right")
    return sheet


def _head(sheet: Sheet, body: Style, bold: Style) -> float:
    sheet.box(LEFT - 6, 36, 6, 40, fill=GREEN)
    sheet.text(LEFT + 10, 54, "Fenwick Park Clinical Laboratory", Style(bold.font, 17, ink=GREEN))
    sheet.text(LEFT + 10, 70, "9 Fenwick Park, Harrow Mill    Tel 555-0171    Laboratory report", body)
    rows = (
        ("Patient", "Margaret Ellison", "Report", "FP-3308417"),
        ("Date of birth", "9 March 1965", "Collected", ""),
        ("Sex", "Female", "Reported", ""),
        ("Ordered by", "Dr Åsa Lindqvist", "Copy to", "Dr Nguyễn Thị Hạnh"),
    )
    y = 102.0
    for name, words, other, value in rows:
        sheet.columns(y, (LEFT, LEFT + 90), (name, words), body)
        sheet.columns(y, (LEFT + 288, LEFT + 360), (other, value), body)
        if not value:
            sheet.hidden_date(LEFT + 360, y)
        y += 14.4
    return y + 18
