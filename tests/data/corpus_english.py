"""Made-up reports in English, mostly running text; nobody in them exists."""

from tests.data.corpus_sheet import NOTO, SANS, SERIF, Paper

FIRST = ("Agnes", "Martha", "Doreen", "Priya", "Elena", "Ruth", "Noor", "Hanna", "Grace", "Yolanda")
LAST = ("Whitfield", "Okonkwo", "Brandt", "Kowalski", "Ferreira", "Hale", "Lindqvist", "Abernathy", "Quiroga")
PLACES = ("Harrow Mill Hospital", "Larkspur Regional Medical Center", "St. Odile Infirmary", "Fenwick Clinic")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def person(dice):
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def doctor(dice):
    return f"{person(dice)}, {dice.choice(('MD', 'MD, PhD', 'DO', 'FRCPath'))}"


def day(dice, style=0):
    y, m, d = dice.randint(2019, 2026), dice.randint(1, 10), dice.randint(1, 28)
    return (f"{m:02d}/{d:02d}/{y}", f"{d} {MONTHS[m - 1]} {y}", f"{y}-{m:02d}-{d:02d}")[style]


def number_of(dice):
    return f"{dice.choice('ABHKMRS')}{dice.randint(19, 26)}-{dice.randint(1000, 99999)}"


def receptors(dice):
    """Lines on hormone receptors and HER2."""
    er, pr, ki = dice.randint(60, 100), dice.randint(0, 95), dice.randint(4, 60)
    return (
        ("Estrogen receptor (ER)", f"Positive, {er} % of nuclei, Allred {dice.randint(6, 8)}/8"),
        (
            "Progesterone receptor (PR)",
            f"{'Positive' if pr > 0 else 'Negative'}, {pr} %, Allred {dice.randint(2, 8)}/8",
        ),
        ("HER2 (IHC, clone 4B5)", f"Score {dice.randint(0, 2)}+, negative"),
        (
            "HER2/CEP17 ratio (ISH)",
            f"{dice.randint(100, 179) / 100:.2f}, copy number {dice.randint(20, 38) / 10:.1f}",
        ),
        ("Ki-67 (MIB-1)", f"{ki} %"),
    )


def pathology_letter(dice):
    """A surgical pathology report as running text under headings."""
    paper = Paper(SERIF, "letter")
    paper.line(dice.choice(PLACES).upper(), bold=True, size=14, align="middle")
    paper.line("Department of Pathology, 4th Floor, 218 Quarry Road", align="middle")
    paper.line("SURGICAL PATHOLOGY REPORT", bold=True, size=12.5, align="middle")
    paper.rule(1.2)
    paper.cells((60, 330), (f"Patient: {person(dice)}", f"Accession: {number_of(dice)}"))
    paper.cells(
        (60, 330),
        (
            f"Date of birth: {day(dice)}",
            f"Collected: {day(dice)} {dice.randint(8, 17)}:{dice.randint(10, 59)}",
        ),
    )
    paper.cells((60, 330), (f"MRN: {dice.randint(1000000, 9999999)}", f"Reported: {day(dice)}"))
    paper.rule()
    side, size = dice.choice(("left", "right")), dice.randint(4, 38)
    paper.line("FINAL DIAGNOSIS", bold=True)
    paper.paragraph(
        f"{side.capitalize()} breast, {dice.randint(1, 12)} o'clock, {dice.randint(2, 9)} cm from the "
        "nipple, core needle biopsy: "
        f"Invasive carcinoma of no special type, Nottingham grade {dice.randint(1, 3)} (tubules "
        f"{dice.randint(1, 3)}, nuclei "
        f"{dice.randint(1, 3)}, mitoses {dice.randint(1, 3)}), largest focus {size} mm in one core. "
        "Ductal carcinoma in situ is "
        f"present in {dice.randint(5, 40)} % of the tissue, intermediate grade, with comedonecrosis. No "
        "lymphovascular invasion is seen."
    )
    paper.gap()
    paper.line("BIOMARKERS", bold=True)
    for name, value in receptors(dice):
        paper.line(f"{name}: {value}")
    paper.gap()
    paper.line("GROSS DESCRIPTION", bold=True)
    paper.paragraph(
        f"Received in formalin at {dice.randint(8, 17)}:{dice.randint(10, 59)}, labeled with name and "
        f"number, are {dice.randint(2, 6)} "
        f"pale tan cylindrical cores from 0.{dice.randint(3, 9)} cm to 1.{dice.randint(1, 9)} cm in "
        "length and 0.2 cm in diameter. "
        f"Cold ischemia time {dice.randint(1, 9)} minutes, fixation {dice.randint(6, 40)} hours. Entirely "
        "submitted in cassettes A1 and A2."
    )
    paper.gap()
    paper.line("COMMENT", bold=True)
    paper.paragraph(
        f"The findings were discussed with Dr. {person(dice)} by telephone on {day(dice, 1)}. Excision "
        "with assessment of the axilla "
        "is advised. Receptor studies were performed on block A1 with adequate internal and external "
        "controls."
    )
    paper.gap(14)
    paper.line(f"Electronically signed by {doctor(dice)} on {day(dice)}")
    return paper.done()


def radiology(dice):
    """A report on a scan in two columns of running text below a heading across both."""
    paper = Paper(NOTO.sized(9), "a4", 50)
    paper.line(f"{dice.choice(PLACES)} Imaging", bold=True, size=13)
    paper.line(f"CT chest, abdomen and pelvis with contrast, {day(dice, 1)}", bold=True, size=11)
    paper.line(f"Patient {person(dice)}, born {day(dice, 1)}, record {dice.randint(100000, 999999)}")
    paper.rule()
    top, wide = paper.y + 4, (paper.inner - 26) / 2
    left = (
        "CLINICAL HISTORY",
        f"Woman of {dice.randint(38, 82)} years with newly diagnosed breast cancer, staging. No earlier "
        "studies are available for comparison.",
        "TECHNIQUE",
        f"Helical acquisition with a slice thickness of {dice.choice((1, 2, 3))}.0 mm after "
        f"{dice.randint(80, 120)} mL of intravenous iodinated contrast "
        f"at {dice.randint(2, 4)}.{dice.randint(0, 9)} mL/s. Dose length product {dice.randint(300, 900)} "
        "mGy cm.",
        "CHEST",
        f"In the upper outer {dice.choice(('left', 'right'))} breast a spiculated mass of "
        f"{dice.randint(12, 40)} x {dice.randint(8, 30)} mm is seen. "
        f"Axillary nodes measure up to {dice.randint(6, 14)} mm in the short axis. A nodule of "
        f"{dice.randint(2, 7)} mm lies in the right lower lobe "
        f"(series {dice.randint(2, 6)}, image {dice.randint(40, 240)}). No pleural or pericardial "
        "effusion. The heart is of normal size.",
    )
    right = (
        "ABDOMEN AND PELVIS",
        f"The liver is of normal size with a cyst of {dice.randint(5, 19)} mm in segment "
        f"{dice.randint(2, 8)}. Spleen {dice.randint(8, 12)}.{dice.randint(0, 9)} cm. "
        "Gallbladder, pancreas and both adrenal glands are unremarkable. "
        f"The left kidney shows a simple cyst of {dice.randint(8, 30)} mm. No free fluid, no enlarged nodes.",
        "BONES",
        f"Degenerative change at L{dice.randint(3, 5)}. A sclerotic focus of {dice.randint(3, 9)} mm in "
        "the left ilium, probably a bone island.",
        "IMPRESSION",
        "1. Mass in the breast in keeping with the known carcinoma.",
        f"2. Pulmonary nodule of {dice.randint(2, 7)} mm, indeterminate. CT in {dice.choice((3, 6, 12))} "
        "months is advised.",
        "3. No evidence of distant metastasis in abdomen or pelvis.",
        f"Read by {doctor(dice)} on {day(dice, 1)}.",
    )
    for x, column in ((50, left), (50 + wide + 26, right)):
        paper.y = top
        for text in column:
            paper.paragraph(text, x, wide, bold=text.isupper())
            paper.gap(2 if text.isupper() else 7)
    return paper.done()


DRUGS = (
    ("Anastrozole", "1 mg", "1 tablet once a day"),
    ("Levothyroxine", "75 mcg", "1 tablet 30 minutes before breakfast"),
    ("Metoprolol succinate", "50 mg", "1 tablet in the morning"),
    ("Ondansetron", "8 mg", "every 8 hours if needed for nausea"),
    ("Dexamethasone", "4 mg", "2 tablets twice a day for 3 days"),
    ("Calcium carbonate", "600 mg", "twice a day with food"),
    ("Cholecalciferol", "2,000 IU", "once a day"),
    ("Pantoprazole", "40 mg", "30 minutes before breakfast"),
    ("Enoxaparin", "40 mg/0.4 mL", "1 injection a day for 28 days"),
    ("Amlodipine", "2.5 mg", "1 tablet at bedtime"),
    ("Gabapentin", "300 mg", "1 capsule 3 times a day"),
    ("Acetaminophen", "500 mg", "1 to 2 tablets every 6 hours, at most 6"),
)


def discharge(dice):
    """A discharge summary with headings, paragraphs and lists."""
    paper = Paper(SANS, "letter", 62)
    paper.line(dice.choice(PLACES), bold=True, size=13)
    paper.line("DISCHARGE SUMMARY", bold=True, size=12)
    paper.rule(1)
    paper.line(
        f"Patient: {person(dice)}    MRN {dice.randint(100000, 999999)}    Room {dice.randint(201, 688)}"
    )
    paper.line(f"Admitted: {day(dice)}    Discharged: {day(dice)}    Attending: {doctor(dice)}")
    paper.gap()
    paper.line("Hospital course", bold=True)
    paper.paragraph(
        f"A {dice.randint(41, 84)}-year-old woman underwent lumpectomy and sentinel node biopsy under "
        "general anesthesia. Operative time was "
        f"{dice.randint(60, 150)} minutes, estimated blood loss {dice.randint(20, 150)} mL. On day "
        f"{dice.randint(1, 3)} she had a temperature of "
        f"{dice.randint(99, 101)}.{dice.randint(0, 9)} F, which settled without treatment. The drain gave "
        f"{dice.randint(15, 90)} mL in 24 hours and was "
        "removed before discharge. She walked without help and took a regular diet."
    )
    paper.gap()
    paper.line("Condition at discharge", bold=True)
    paper.line(
        f"Blood pressure {dice.randint(108, 148)}/{dice.randint(60, 92)} mmHg, pulse "
        f"{dice.randint(58, 96)}/min, oxygen saturation {dice.randint(94, 99)} %"
    )
    paper.line(
        f"Hemoglobin {dice.randint(95, 139) / 10:.1f} g/dL, creatinine 0.{dice.randint(60, 99)} mg/dL, "
        f"pain {dice.randint(0, 4)}/10"
    )
    paper.gap()
    paper.line("Medicines at discharge", bold=True)
    for name, strength, how in dice.sample(DRUGS, 5):
        paper.line(f"• {name} {strength}, {how}", x=74)
    paper.gap()
    paper.line("Follow-up", bold=True)
    paper.line(
        f"• Surgical clinic on {day(dice)} at {dice.randint(8, 16)}:{dice.choice(('00', '15', '30', '45'))}",
        x=74,
    )
    paper.line(
        f"• Medical oncology within {dice.randint(2, 5)} weeks; Oncotype DX requested on block "
        f"{dice.choice('ABC')}{dice.randint(1, 9)}",
        x=74,
    )
    paper.line(f"• Return if the temperature is above 100.4 F or call 555-01{dice.randint(10, 99)}", x=74)
    paper.gap(16)
    paper.line(f"Dictated by {doctor(dice)}, {day(dice)}")
    return paper.done()


def clinic_letter(dice):
    """A letter from one doctor to another."""
    paper = Paper(SERIF.sized(11.5), "a4", 70)
    paper.line(dice.choice(PLACES), bold=True, size=16, align="right")
    paper.line(f"{dice.randint(2, 199)} Mill Lane, Suite {dice.randint(100, 480)}", align="right")
    paper.line(f"Telephone 555-01{dice.randint(10, 99)}   Fax 555-01{dice.randint(10, 99)}", align="right")
    paper.gap(16)
    paper.line(day(dice, 1))
    paper.gap()
    paper.line(f"Re: {person(dice)}, date of birth {day(dice, 1)}", bold=True)
    paper.gap()
    paper.line(f"Dear Dr. {dice.choice(LAST)},")
    paper.gap(4)
    paper.paragraph(
        f"Thank you for asking me to see this {dice.randint(39, 80)}-year-old teacher, who felt a lump "
        f"{dice.randint(2, 9)} weeks ago. Mammography showed "
        f"a mass of {dice.randint(9, 33)} mm (BI-RADS {dice.choice((4, 5))}). Biopsy on {day(dice, 1)} "
        "confirmed invasive ductal carcinoma, grade "
        f"{dice.randint(1, 3)}, ER {dice.randint(70, 100)} %, PR {dice.randint(0, 90)} %, HER2 "
        f"{dice.randint(0, 2)}+, Ki-67 {dice.randint(5, 45)} %."
    )
    paper.gap(6)
    paper.paragraph(
        f"On examination she is 1.{dice.randint(50, 79)} m tall and weighs {dice.randint(50, 95)} kg. "
        "There is no palpable node. We staged her as "
        f"cT{dice.randint(1, 3)} cN0 cM0. I would offer breast-conserving surgery followed by "
        f"{dice.choice((15, 16, 25))} fractions of radiotherapy "
        f"({dice.choice(('40', '42.5', '50'))} Gy). The gene expression score was {dice.randint(5, 30)}, "
        "so the benefit of chemotherapy is below "
        f"{dice.randint(1, 4)} %. Endocrine treatment would last for {dice.choice((5, 7, 10))} years."
    )
    paper.gap(6)
    paper.paragraph(
        "She would like a second opinion before deciding, which I support. The slides and the images are "
        "ready to be sent. A delay of "
        f"{dice.randint(2, 6)} weeks is safe in my view."
    )
    paper.gap(12)
    paper.line("With kind regards,")
    paper.gap(22)
    paper.line(doctor(dice))
    return paper.done()


LAYOUTS = {
    "pathology letter": pathology_letter,
    "two-column radiology": radiology,
    "discharge summary": discharge,
    "clinic letter": clinic_letter,
}
