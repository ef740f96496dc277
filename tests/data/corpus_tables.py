"""Made-up reports in English that are tables and lists; nobody in them exists."""

from tests.data.corpus_english import DRUGS, PLACES, day, doctor, number_of, person, receptors
from tests.data.corpus_sheet import NOTO, SANS, TYPED, Paper


def synoptic(dice):
    """A synoptic report: a table of names and values in frames."""
    paper = Paper(SANS.sized(9.5), "letter", 54)
    paper.box(54, paper.y - 4, paper.inner, 22, fill="#dfe3ea")
    paper.line("INVASIVE BREAST CARCINOMA: RESECTION, SYNOPTIC REPORT", bold=True, size=12, x=62)
    paper.gap()
    paper.cells((58, 330), (f"Name: {person(dice)}", f"Case no.: {number_of(dice)}"))
    paper.cells((58, 330), (f"Born: {day(dice, 2)}", f"Signed out: {day(dice, 2)}"))
    paper.gap()
    tumor, nodes = dice.randint(6, 52), dice.randint(1, 24)
    rows = (
        ("Procedure", "Excision with wire localization"),
        ("Laterality", dice.choice(("Left", "Right"))),
        ("Tumor site", f"Upper outer quadrant, {dice.randint(1, 12)} o'clock"),
        ("Histologic type", "Invasive lobular carcinoma"),
        ("Greatest dimension", f"{tumor} mm"),
        ("Additional dimensions", f"{tumor - 3} x {tumor - 5} mm"),
        ("Glandular differentiation", f"Score {dice.randint(1, 3)}"),
        ("Nuclear pleomorphism", f"Score {dice.randint(1, 3)}"),
        ("Mitotic rate", f"Score {dice.randint(1, 3)} ({dice.randint(2, 29)} mitoses per 10 HPF)"),
        ("Overall grade", f"Grade {dice.randint(1, 3)}"),
        ("Ductal carcinoma in situ", f"Present, extent {dice.randint(3, 30)} mm"),
        ("Margin, invasive carcinoma", f"Negative, closest {dice.randint(2, 15)} mm (posterior)"),
        ("Margin, DCIS", f"Negative, closest {dice.randint(1, 9)}.{dice.randint(0, 9)} mm (medial)"),
        ("Lymph nodes examined", str(nodes)),
        ("Sentinel nodes examined", str(dice.randint(1, 4))),
        ("Nodes with macrometastases (> 2 mm)", str(dice.randint(0, 2))),
        ("Nodes with micrometastases", str(dice.randint(0, 2))),
        ("Largest deposit", f"{dice.randint(1, 12)}.{dice.randint(0, 9)} mm"),
        *receptors(dice),
        ("Pathologic stage (AJCC 8th ed.)", f"pT{dice.randint(1, 3)} pN{dice.randint(0, 2)} (sn)"),
    )
    for name, value in rows:
        paper.box(54, paper.y - 3, paper.inner, paper.face.size * 1.6)
        paper.cells((60, 300), (name, value))
    paper.gap()
    paper.line(f"Pathologist: {doctor(dice)}")
    return paper.done()


def _value(dice, low, high, digits):
    span = high - low
    return (
        dice.uniform(low - span * 0.4, high + span * 0.5)
        if digits
        else round(dice.uniform(low * 0.8, high * 1.2))
    )


TESTS = (
    ("White blood cells", "K/uL", 3.9, 10.2, 1),
    ("Red blood cells", "M/uL", 3.92, 5.13, 2),
    ("Hemoglobin", "g/dL", 11.6, 15.0, 1),
    ("Hematocrit", "%", 35.5, 44.9, 1),
    ("MCV", "fL", 78.2, 97.9, 1),
    ("MCH", "pg", 26.6, 33.0, 1),
    ("Platelets", "K/uL", 157, 371, 0),
    ("Neutrophils, absolute", "K/uL", 1.56, 6.45, 2),
    ("Lymphocytes, absolute", "K/uL", 0.95, 3.07, 2),
    ("Sodium", "mmol/L", 135, 145, 0),
    ("Potassium", "mmol/L", 3.6, 5.2, 1),
    ("Creatinine", "mg/dL", 0.59, 1.04, 2),
    ("Urea nitrogen", "mg/dL", 6, 21, 0),
    ("Calcium, total", "mg/dL", 8.6, 10.0, 1),
    ("Alkaline phosphatase", "U/L", 35, 104, 0),
    ("ALT", "U/L", 7, 45, 0),
    ("Bilirubin, total", "mg/dL", 0.1, 1.2, 1),
    ("Albumin", "g/dL", 3.5, 5.0, 1),
    ("CA 15-3", "U/mL", 0.0, 30.0, 1),
    ("TSH", "mIU/L", 0.3, 4.2, 2),
)


def lab_table(dice):
    """A table of blood tests with units, ranges and flags."""
    paper = Paper(SANS, "letter", 56)
    paper.line("LABORATORY RESULTS", bold=True, size=15)
    paper.line(f"{dice.choice(PLACES)}, CLIA no. {dice.randint(10, 99)}D{dice.randint(1000000, 9999999)}")
    paper.cells(
        (56, 320),
        (
            f"Patient: {person(dice)}",
            f"Collected: {day(dice)} {dice.randint(7, 11):02d}:{dice.randint(10, 59)}",
        ),
    )
    paper.cells((56, 320), (f"DOB: {day(dice)}", f"Report no. {dice.randint(10**7, 10**8)}"))
    at = (56, 226, 300, 340, 430)
    paper.rule(1)
    paper.cells(at, ("Test", "Result", "Flag", "Unit", "Reference range"), bold=True)
    paper.rule()
    for name, unit, low, high, digits in TESTS:
        value = max(0, _value(dice, low, high, digits))
        flag = "H" if value > high else "L" if value < low else ""
        paper.cells(at, (name, f"{value:.{digits}f}", flag, unit, f"{low:.{digits}f} - {high:.{digits}f}"))
    paper.rule()
    paper.paragraph(
        f"Verified by {doctor(dice)}. Results outside of the range are flagged H (high) or L (low)."
    )
    return paper.done()


def medicines(dice):
    """A list of medicines in four columns."""
    paper = Paper(NOTO.sized(9.5), "letter", 50)
    paper.line("Medication List", bold=True, size=18)
    paper.line(
        f"{person(dice)}   Born {day(dice, 1)}   Weight {dice.randint(48, 98)}.{dice.randint(0, 9)} kg"
    )
    paper.line(
        f"Allergies: {dice.choice(('Penicillin (hives)', 'Sulfonamides (rash)', 'None known'))}", bold=True
    )
    paper.gap()
    at = (50, 180, 262, 480)
    paper.cells(at, ("Medicine", "Strength", "How to take it", "Since"), bold=True)
    for name, strength, how in dice.sample(DRUGS, 11):
        paper.rule(0.4)
        paper.cells(at, (name, strength, how, day(dice)))
    paper.rule()
    paper.gap()
    paper.paragraph(
        f"Checked on {day(dice, 1)} by {person(dice)}, PharmD. Bring this list to every visit. Call "
        f"555-01{dice.randint(10, 99)} "
        "with any question on your medicines."
    )
    return paper.done()


GENES = ("PIK3CA", "TP53", "ESR1", "BRCA1", "BRCA2", "PALB2", "CHEK2", "ATM", "PTEN", "AKT1", "ERBB2", "CDH1")


def gene_panel(dice):
    """A gene panel as an old printer writes it: letters of one width, aligned by blanks."""
    paper = Paper(TYPED, "letter", 58)
    paper.line("TUMOR GENE PANEL (NGS)", bold=True, size=13)
    paper.rule(1.2)
    paper.cells((58, 330), (f"NAME: {person(dice).upper()}", f"LAB NO: {number_of(dice)}"))
    paper.cells((58, 330), (f"RECEIVED: {day(dice)}", f"TUMOR CONTENT: {dice.randint(20, 85)} %"))
    paper.cells((58, 330), (f"MEAN DEPTH: {dice.randint(400, 1900)}x", f"REPORTED: {day(dice)}"))
    paper.gap()
    at = (58, 140, 270, 350, 440)
    paper.cells(at, ("GENE", "CHANGE", "EXON", "VAF", "CLASS"), bold=True)
    for gene in dice.sample(GENES, 9):
        amino = "ACDEFGHIKLMNPQRSTVWY"
        change = f"p.{dice.choice(amino)}{dice.randint(10, 1880)}{dice.choice(amino)}"
        paper.cells(
            at,
            (
                gene,
                change,
                str(dice.randint(2, 27)),
                f"{dice.randint(20, 480) / 10:.1f} %",
                f"Tier {dice.choice(('1', '2', '3'))}",
            ),
        )
    paper.gap()
    paper.line(f"TUMOR MUTATIONAL BURDEN: {dice.randint(5, 140) / 10:.1f} mut/Mb")
    paper.line(f"MICROSATELLITES: STABLE ({dice.randint(0, 3)} of {dice.randint(90, 130)} sites unstable)")
    paper.gap()
    paper.paragraph(
        "Variants of unknown significance are listed as Tier 3. This test does not tell inherited from "
        "acquired changes. Genetic "
        "counseling is advised when a change in BRCA1, BRCA2 or PALB2 is found. Method: hybrid capture "
        f"of {dice.randint(300, 650)} genes."
    )
    paper.line(f"Director: {doctor(dice)}")
    return paper.done()


LAYOUTS = {
    "synoptic table": synoptic,
    "lab table": lab_table,
    "medication list": medicines,
    "gene panel": gene_panel,
}
