"""Invented pathology reports in nine layouts, each with the facts it states and traps that state none."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field

from tests.findings.traps import GROSS, TRAPS_AFTER, TRAPS_BEFORE

NUMBER = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
TYPES = (
    ("Invasive ductal carcinoma", "invasive ductal carcinoma"),
    ("Infiltrating ductal carcinoma", "invasive ductal carcinoma"),
    ("Invasive lobular carcinoma", "invasive lobular carcinoma"),
    ("Invasive carcinoma of no special type (ductal)", "invasive carcinoma no special type"),
    ("Invasive mammary carcinoma", "invasive carcinoma"),
    ("Invasive mucinous carcinoma", "invasive mucinous carcinoma"),
)


@dataclass
class Report:
    """The text of a report, and the facts it states as (topic, meaning)."""

    layout: str
    text: str
    truth: set[tuple[str, str]] = field(default_factory=set)


class Facts:
    """One tumour of the breast, by chance."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.name, self.type = dice.choice(TYPES)
        self.mm = dice.randint(3, 79)
        self.grade = dice.randint(1, 3)
        self.er, self.pr = (self.receptor() for _ in range(2))
        self.her2 = dice.choice(
            [
                ("Negative (0)", "negative"),
                ("Negative (score 1+)", "negative"),
                ("Equivocal (2+)", "equivocal"),
                ("Positive (3+)", "positive"),
                ("Not performed", "not done"),
                ("Not amplified by FISH", "negative"),
            ]
        )
        low = dice.randint(1, 60)
        self.ki67 = dice.choice([f"{low}%", f"{low}-{low + 5}%", "Not performed"])
        self.clear = dice.random() < 0.8
        self.examined = dice.randint(1, 12)
        self.positive = dice.choice([0, 0, dice.randint(0, self.examined)])
        self.t = dice.choice(["pT1b", "pT1c", "pT2", "pT3", "pT1mi", "ypT0", "pTis"])
        self.n = dice.choice(["pN0", "pN0(i+)", "pN1a", "pN1mi", "pN0(sn)", "pNX", "pN2a"])

    def receptor(self) -> tuple[str, str]:
        share = self.dice.randint(1, 10) * 10
        return self.dice.choice(
            [
                (f"Positive ({share}%, strong)", "positive"),
                (f"Positive, {share}% of cells", "positive"),
                ("Negative (0%)", "negative"),
                ("Negative", "negative"),
                ("Low positive (5%)", "low positive"),
                ("Not performed", "not done"),
                ("Pending", "not done"),
            ]
        )

    def cm(self) -> str:
        return f"{self.mm / 10:.1f} cm"

    def ki(self) -> str:
        return "not done" if self.ki67.startswith("Not") else self.ki67

    def all(self, *but: str) -> set[tuple[str, str]]:
        whole = {
            ("type", self.type),
            ("size", f"{self.mm} mm"),
            ("grade", str(self.grade)),
            ("er", self.er[1]),
            ("pr", self.pr[1]),
            ("her2", self.her2[1]),
            ("ki67", self.ki()),
            ("margins", "clear" if self.clear else "involved"),
            ("nodes", f"{self.positive}/{self.examined}"),
            ("stage", f"{self.t} {self.n}"),
        }
        return {fact for fact in whole if fact[0] not in but}


def dressed(dice: random.Random, body: str) -> str:
    """A report with what stands before and after the findings."""
    before = [dice.choice(TRAPS_BEFORE), dice.choice(GROSS)]
    dice.shuffle(before)
    head = dice.choice(
        [
            "SURGICAL PATHOLOGY REPORT",
            "Department of Pathology\nSurgical Pathology Report",
            "PATHOLOGY REPORT",
        ]
    )
    who = "Name: Hale, Margaret   DOB: 04/02/1968   MRN 0047713\nAccession: S26-12345   Collected: 03/02/2026"
    return "\n\n".join(
        [head, who, *before, body, dice.choice(TRAPS_AFTER), "Electronically signed by A. Reed, MD"]
    )


def narrative(dice: random.Random) -> Report:
    f = Facts(dice)
    nodes = dice.choice(
        [
            f"{NUMBER[f.positive].capitalize()} of {NUMBER[f.examined]} lymph nodes positive"
            f" for carcinoma ({f.positive}/{f.examined})",
            f"Metastatic carcinoma in {f.positive} of {f.examined} lymph nodes",
            f"Sentinel lymph nodes: {f.positive}/{f.examined} with metastatic carcinoma",
        ]
        if f.positive
        else [
            f"{f.examined} lymph nodes, negative for carcinoma (0/{f.examined})",
            f"No tumor in lymph nodes (0/{f.examined})",
            f"Lymph nodes: 0 of {f.examined} involved",
        ]
    )
    edges = dice.choice(
        ["Margins are negative for invasive carcinoma; closest margin 2 mm", "All margins free of tumor"]
        if f.clear
        else [
            "Posterior margin positive for invasive carcinoma",
            "Carcinoma present at the inked superior margin",
        ]
    )
    body = f"""FINAL DIAGNOSIS:
A. Breast, right, lumpectomy:
   - {f.name}, {dice.choice(["Nottingham grade", "histologic grade"])} {f.grade}{dice.choice(["", " of 3"])}.
   - Tumor {dice.choice(["measures", "size"])} {f.cm()} in greatest dimension.
   - {edges}.
   - No evidence of lymphovascular invasion. Negative for melanoma.
B. {nodes}.
Comment: Pathologic stage {f.t} {f.n}."""
    return Report("narrative", dressed(dice, body), f.all("er", "pr", "her2", "ki67"))


def synoptic(dice: random.Random) -> Report:
    f = Facts(dice)
    unit = dice.choice(
        [
            f"Greatest dimension of largest invasive focus (Millimeters): {f.mm} mm",
            f"Tumor Size: {f.mm} mm",
            f"Tumor Size: Greatest dimension of largest invasive focus: {f.cm()}",
            f"Tumor size (mm): {f.mm}",
        ]
    )
    roman = ["I", "II", "III"][f.grade - 1]
    edges = "All margins negative for invasive carcinoma" if f.clear else "Involved by invasive carcinoma"
    body = f"""SYNOPTIC REPORT
Procedure: Excision
Specimen Laterality: Right
Histologic Type: {f.name}
{unit}
Histologic Grade (Nottingham Histologic Score)
  Glandular (Acinar) / Tubular Differentiation: Score 3
  Nuclear Pleomorphism: Score {dice.randint(1, 3)}
  Mitotic Rate: Score 1
  Overall Grade: {dice.choice([f"Grade {f.grade} (scores of 6 or 7)", f"Grade {f.grade}", f"Grade {roman}"])}
Ductal Carcinoma In Situ (DCIS): Not identified
Lymphovascular Invasion: Not identified
Margin Status for Invasive Carcinoma: {edges}
  Distance from Invasive Carcinoma to Closest Margin: {dice.randint(1, 9)} mm
Regional Lymph Node Status
  Total Number of Lymph Nodes Examined (sentinel and non-sentinel): {f.examined}
  Number of Lymph Nodes with Metastases: {f.positive}
pTNM Classification (AJCC 8th Edition)
  pT Category: {f.t}
  pN Category: {f.n}
  pM Category: Not applicable"""
    truth = f.all("er", "pr", "her2", "ki67", "stage") | {("stage", f.t), ("stage", f.n)}
    return Report("synoptic", dressed(dice, body), truth)


def table(dice: random.Random) -> Report:
    f = Facts(dice)
    gap = dice.choice(["   ", "\t", " ........ ", " | "])
    rows = [
        ("Histologic type", f.name),
        (
            "Tumor size",
            dice.choice([f"{f.mm} mm", f.cm(), f"{f.cm()} x 1.0 cm x 0.3 cm" if f.mm > 10 else f.cm()]),
        ),
        ("Grade", f"{f.grade}/3"),
        ("ER", f.er[0]),
        ("PR", f.pr[0]),
        ("HER2", f.her2[0]),
        ("Ki-67", f.ki67),
        ("Margins", "Negative" if f.clear else "Positive (anterior)"),
        ("Lymph nodes", f"{f.positive}/{f.examined}"),
        ("Stage", f"{f.t} {f.n}"),
    ]
    width = 24 if gap == "   " else 0
    lines = "\n".join(f"{name:<{width}}{gap}{value}" for name, value in rows)
    return Report("table", dressed(dice, "SUMMARY:\n" + lines), f.all())


def proforma(dice: random.Random) -> Report:
    f = Facts(dice)
    body = f"""HISTOLOGY REPORT
Invasive carcinoma: Present
Tumour type: {f.name}
Maximum dimension of invasive tumour: {f.mm} mm
Whole tumour size: {f.mm} mm
Invasive grade: {f.grade}
DCIS: Present, high grade, size of DCIS 12 mm
Oestrogen receptor: {f.er[0]}
Progesterone receptor: {f.pr[0]}
HER2 status: {f.her2[0]}
Excision margins: {"Clear" if f.clear else "Involved"}
Closest relevant margin: posterior, {dice.randint(1, 9)} mm
Axillary nodes: Total number of nodes examined: {f.examined}
Number of nodes positive: {f.positive}
pTNM: {f.t} {f.n}"""
    return Report("proforma", dressed(dice, body), f.all("ki67"))


def scanned(dice: random.Random) -> Report:
    f = Facts(dice)
    text = (
        f"The sections show an {f.name.lower()}, moderately cellular, overall grade {f.grade}."
        f" The tumor measures {f.mm} mm in greatest dimension. The resection margins are"
        f" {'clear' if f.clear else 'involved'}."
        f" {f.positive} of {f.examined} axillary lymph nodes contain metastatic carcinoma. The tumor"
        f" cells are {'positive' if f.er[1] != 'negative' else 'negative'} for estrogen receptor."
        f" Ki-67 labelling index is approximately {f.ki67 if '%' in f.ki67 else '12%'}. The tumor is staged"
        f" {f.t} {f.n}."
    )
    body = "MICROSCOPIC DESCRIPTION:\n" + "\n".join(textwrap.wrap(text, dice.choice([58, 66, 74])))
    truth = f.all("er", "pr", "her2", "ki67")
    truth |= {("er", "negative" if f.er[1] == "negative" else "positive")}
    truth |= {("ki67", f.ki67 if "%" in f.ki67 else "12%")}
    report = dressed(dice, body)
    return Report("scanned", report if dice.random() < 0.5 else divided(report, dice), truth)


def divided(text: str, dice: random.Random) -> str:
    """A long word here and there divided at the end of a line, as on paper."""
    return text.replace("carcinoma,", "carci-\nnoma,", 1) if dice.random() < 0.7 else text


def addendum(dice: random.Random) -> Report:
    f = Facts(dice)
    share = dice.randint(2, 99)
    er, pr = dice.choice(
        [
            (
                (f"Estrogen receptor (ER): {f.er[0]}", f.er[1]),
                (f"Progesterone receptor (PR): {f.pr[0]}", f.pr[1]),
            ),
            ((f"ER: {share}%, strong intensity", "positive"), ("PR: <1%", "negative")),
            (
                ("Estrogen receptor: Allred score 8/8", "positive"),
                ("Progesterone receptor: Allred score 0/8", "negative"),
            ),
            (("ER is positive (90%)", "positive"), ("PR is negative", "negative")),
        ]
    )
    body = f"""ADDENDUM REPORT
Biomarker results, block A3:
{er[0]}
{pr[0]}
HER2 (ERBB2): {f.her2[0]}
Ki-67 (MIB-1) proliferation index: {f.ki67}
Internal control: positive. External control: ER positive as expected."""
    truth = {("er", er[1]), ("pr", pr[1]), ("her2", f.her2[1]), ("ki67", f.ki())}
    return Report("addendum", dressed(dice, body), truth)


def below(dice: random.Random) -> Report:
    f = Facts(dice)
    body = f"""RESULTS
Histologic type:
{f.name}
Histologic grade:
Grade {f.grade}
Tumor size:
{f.cm()}
Estrogen receptor:
{f.er[0]}
Progesterone receptor:
{f.pr[0]}
HER2:
{f.her2[0]}
Margins:
{"Uninvolved by invasive carcinoma" if f.clear else "Involved by invasive carcinoma"}
Lymph nodes:
{f.positive} of {f.examined} positive
Pathologic stage:
{f.t} {f.n}"""
    return Report("below", dressed(dice, body), f.all("ki67"))


def short_signs(dice: random.Random) -> Report:
    f = Facts(dice)
    er, pr = (
        dice.choice([("+", "positive"), ("-", "negative")]),
        dice.choice([("+", "positive"), ("-", "negative")]),
    )
    body = f"""DIAGNOSIS: Right breast, core biopsy: {f.name}, G{f.grade}, ER{er[0]}/PR{pr[0]}/HER2-.
Comment: The size of the tumor is best judged on imaging. Grading may change on excision."""
    truth = {("type", f.type), ("grade", str(f.grade)), ("er", er[1]), ("pr", pr[1]), ("her2", "negative")}
    return Report("short signs", dressed(dice, body), truth)


def other_organs(dice: random.Random) -> Report:
    examined = dice.randint(4, 30)
    positive = dice.randint(0, 4)
    mm = dice.randint(8, 70)
    a, b = dice.choice([(3, 3), (3, 4), (4, 3), (4, 4), (4, 5)])
    made = [
        (
            f"FINAL DIAGNOSIS:\nProstate, radical prostatectomy: Acinar adenocarcinoma, Gleason"
            f" score {a}+{b}={a + b}.\n"
            f"Surgical margins are negative.\nSeminal vesicles: free of tumor.\n"
            f"Pelvic lymph nodes: {positive} of {examined}"
            f" nodes positive.\nPathologic stage: pT2 pN{'0' if not positive else '1'}",
            {("type", "acinar adenocarcinoma"), ("grade", f"{a}+{b}"), ("margins", "clear")}
            | {("nodes", f"{positive}/{examined}"), ("stage", f"pT2 pN{'0' if not positive else '1'}")},
        ),
        (
            f"FINAL DIAGNOSIS:\nColon, right, hemicolectomy:\n- Adenocarcinoma, moderately differentiated.\n"
            f"- Tumor size: {mm / 10:.1f} cm.\n- Proximal and distal margins uninvolved by carcinoma.\n"
            f"- {positive} of {examined} lymph nodes with metastatic carcinoma ({positive}/{examined}).\n"
            "- pT3 pN1a.\n"
            "- Tubular adenoma, 0.6 cm, low grade.",
            {("type", "adenocarcinoma"), ("grade", "2"), ("size", f"{mm} mm"), ("margins", "clear")}
            | {("nodes", f"{positive}/{examined}"), ("stage", "pT3 pN1a")},
        ),
        (
            "DIAGNOSIS:\nKidney, left, partial nephrectomy:"
            " Clear cell renal cell carcinoma, WHO/ISUP grade 2.\n"
            f"Tumor size: {mm} mm. Resection margins: Negative. pT1a NX.",
            {
                ("type", "clear cell renal cell carcinoma"),
                ("grade", "2"),
                ("size", f"{mm} mm"),
                ("margins", "clear"),
            }
            | {("stage", "pT1a NX")},
        ),
        (
            "FINAL DIAGNOSIS:\nLung, left upper lobe:"
            f" Poorly differentiated squamous cell carcinoma, {mm} mm.\n"
            f"Tumor size: {mm} mm\nBronchial margin: Uninvolved\nLymph nodes: {positive}/{examined}\n"
            "Negative for small cell carcinoma. Pathologic stage: pT2a pN0",
            {("type", "squamous cell carcinoma"), ("grade", "3"), ("size", f"{mm} mm"), ("margins", "clear")}
            | {("nodes", f"{positive}/{examined}"), ("stage", "pT2a pN0")},
        ),
    ]
    text, truth = dice.choice(made)
    return Report("other organs", dressed(dice, text), truth)


LAYOUTS = (narrative, synoptic, table, proforma, scanned, addendum, below, short_signs, other_organs)


def reports(each: int, seed: int = 6) -> list[Report]:
    """`each` reports of every layout, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    return [layout(dice) for layout in LAYOUTS for _ in range(each)]
