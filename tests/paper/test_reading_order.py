"""What a screen reader says of each sheet, from its first word to its last, in any script."""

import dataclasses
import re
import unicodedata

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import Fact, Moment, QuestionLine, QuestionSheet, RecoverySheet, Summary
from secondop_desktop.paper.style import PaperStyle

QUESTIONS = QuestionSheet(
    person="Ana Lee",
    doctor="Dr. Maria",
    specialty="Oncology",
    when="Monday, 4 May",
    place="Room 2",
    goal="To know.",
    decide_by="20 May",
    questions=(
        QuestionLine("Plain?", starred=False),
        QuestionLine("First?", starred=True, asked=True, answer="Yes, wait.", answered_by="Nurse Lee"),
    ),
)
SUMMARY = Summary(
    name="Ana Lee",
    birth_date="1961",
    printed_on="2 May",
    phone="555",
    allergies="Latex",
    decision="Operate?",
    decide_by="20 May",
    diagnosis="Tumor.",
    diagnosis_source="Report",
    diagnosis_date="March",
    facts=(Fact("Grade", "2", "Report"), Fact("Stage", "I", "CT"), Fact("Side", "left", "Report")),
    timeline=(Moment("May", "Biopsy"), Moment("June", "Visit")),
    treatment="None.",
    plan_by="Dr. O",
    plan="Surgery.",
    medicines=("A", "B"),
    conditions=("C",),
    records_here=("R",),
    records_missing=("S",),
    top_questions=("T?", "U?"),
    companion="Minh",
)
RECOVERY = RecoverySheet("Hạnh", ("1  7KQ1 M9XD", "2  7KQ2 M9XE"), "2 May 2026", qr_text="SECONDOP" * 4)

TOLD = {
    "question_sheet": (
        QUESTIONS,
        """H1 Questions for Dr. Maria
        P Specialty: Oncology
        P When: Monday, 4 May
        P Where: Room 2
        P Patient: Ana Lee
        P Decision needed by: 20 May
        P Goal of this visit: To know.
        H2 Ask these first
        Lbl 1.
        P First?
        P Ask first Already asked
        P Answer: Yes, wait.
        P Who answered: Nurse Lee
        H2 Then these
        Lbl 2.
        P Plain?
        P Asked Who answered:""",
    ),
    "doctor_copy": (
        QUESTIONS,
        """H1 Questions for Dr. Maria
        P Copy for the doctor
        P When: Monday, 4 May
        P Patient: Ana Lee
        P Decision needed by: 20 May
        P Goal of this visit: To know.
        H2 Ask these first
        Lbl 1.
        P First?
        H2 Then these
        Lbl 2.
        P Plain?""",
    ),
    "summary": (
        SUMMARY,
        """H1 Ana Lee
        P Born: 1961
        P Phone: 555
        P Printed on: 2 May
        P Allergies: Latex
        H2 The decision I want help with
        P Operate?
        P I need to decide by: 20 May
        H2 Diagnosis
        P Tumor.
        P Source: Report, March
        H2 Key facts
        LBody Grade: 2 [1]
        LBody Stage: I [2]
        LBody Side: left [1]
        P Sources: [1] Report; [2] CT
        H2 Timeline
        Lbl May
        LBody Biopsy
        Lbl June
        LBody Visit
        H2 Treatment so far
        P None.
        H2 Plan of Dr. O
        P Surgery.
        H2 Medicines
        P A; B
        H2 Other conditions
        P C
        H2 Records I have
        P R
        H2 Records missing
        P S
        H2 My top questions
        Lbl 1.
        LBody T?
        Lbl 2.
        LBody U?
        H2 With me today
        P Minh""",
    ),
    "recovery_sheet": (
        RECOVERY,
        """H1 Recovery sheet
        P For the case: Hạnh
        P Printed on: 2 May 2026
        P This sheet opens your case when you cannot: after a forgotten passphrase, or on a new computer. \
You need the case file as well.
        H2 The lines
        Lbl 1.
        LBody 7KQ1 M9XD
        Lbl 2.
        LBody 7KQ2 M9XE
        Figure
        P The square holds the same lines, for a device that reads such squares. Use only one you trust.
        H2 Where to keep it and how to use it
        P Keep it on paper, where you keep a passport or a will, or with one person you trust. Do not take \
a photo of it, and do not put it in an e-mail. Whoever has this sheet and the case file can read \
everything in it.
        P To use it, choose the recovery sheet when SecondOp asks for the passphrase, and type the lines \
as they stand here. Capital or small letters make no difference.""",
    ),
}


def told(read, pdf):
    """Each element that has words, in the order of reading: its tag and its words."""
    lines = []
    for line in read.poppler("pdfinfo", "-struct-text", pdf=pdf).splitlines():
        words = re.fullmatch(r'\s*"(.*)"', line)
        if words:
            lines[-1] += " " + words[1]
        elif line.strip():
            lines.append(line.split()[0])
    said = [" ".join(line.split()) for line in lines]
    return [line for line in said if " " in line or line == "Figure"]


def lines_of(text):
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("style", [PaperStyle("A4"), PaperStyle("Letter", large=True)], ids=str)
@pytest.mark.parametrize("what", TOLD)
def test_a_screen_reader_says_the_whole_sheet_in_its_order(read, what, style):
    data, wanted = TOLD[what]
    said = told(read, getattr(draw, what)(data, style))
    where_it_goes_on = [line for line in said if line.startswith("P On page 2: ")]
    assert len(where_it_goes_on) == (what == "summary" and style.large)
    assert [line for line in said if line not in where_it_goes_on] == lines_of(wanted)


@pytest.mark.parametrize("what", TOLD)
def test_the_eye_meets_the_words_in_the_order_in_which_they_are_said(read, squeeze, what):
    """The summary has its labels beside the words, so only the order of its paragraphs is looked at."""
    data, wanted = TOLD[what]
    text = squeeze(read.poppler("pdftotext", "-raw", pdf=getattr(draw, what)(data, PaperStyle("A4"))))
    words = [squeeze(line.partition(" ")[2]) for line in lines_of(wanted) if not line.startswith("H2")]
    place = 0
    for one in words:
        found = text.find(one, place)
        assert found >= 0, one
        place = found


@pytest.mark.parametrize("empty", ["phone", "allergies", "decision", "plan", "companion", "treatment"])
def test_what_is_empty_is_left_out_and_the_rest_keeps_its_order(read, empty):
    less = told(read, draw.summary(dataclasses.replace(SUMMARY, **{empty: ""}), PaperStyle("A4")))
    whole = told(read, draw.summary(SUMMARY, PaperStyle("A4")))
    gone = [line for line in whole if line not in less]
    assert gone
    assert len(gone) <= 2
    new = [line for line in less if line not in whole]
    assert new == (["P Allergies: none noted; please ask me"] if empty == "allergies" else [])
    assert [line for line in whole if line in less] == [line for line in less if line not in new]


SCRIPTS = {
    "Vietnamese": "Bác sĩ có đồng ý với chẩn đoán không? Những lựa chọn nào khác ngoài phẫu thuật?",
    "Vietnamese in pieces": unicodedata.normalize("NFD", "Tôi có thể chờ thêm bốn tuần nữa được không?"),
    "Greek": "Μπορώ να περιμένω τέσσερις εβδομάδες;",
    "Russian": "Можно ли подождать ещё четыре недели?",
    "Turkish": "Ameliyattan önce kemoterapi gerekli mi, ığüşöç İĞÜŞÖÇ?",
    "signs": "≥ 20 % · 2,3 cm² · ±0.5 µg/l – “HER2 (1+)” … § 5 → no",
}


@pytest.mark.parametrize("what", ["question_sheet", "doctor_copy", "summary"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_of_a_script_can_be_copied_off_the_sheet_again(read, what, script):
    text = unicodedata.normalize("NFC", SCRIPTS[script])
    data = QuestionSheet("", "", "", "", "", "", "", (QuestionLine(SCRIPTS[script], starred=True),))
    if what == "summary":
        data = Summary(name="Ana", top_questions=(SCRIPTS[script],))
    pdf = getattr(draw, what)(data, PaperStyle("A4"))
    assert text in " ".join(read.poppler("pdftotext", "-raw", pdf=pdf).split())
    assert "not printable" not in read.poppler("pdftotext", pdf=pdf)


@pytest.mark.parametrize("what", ["question_sheet", "doctor_copy"])
def test_arabic_is_said_in_the_order_of_its_letters(read, what):
    said = "ما هي خياراتي غير الجراحة؟"
    data = QuestionSheet("", "", "", "", "", "", "", (QuestionLine(said, starred=False),))
    pdf = getattr(draw, what)(data, PaperStyle("A4"))
    assert said in read.actual_texts(pdf)
    letters = re.sub(r"[\s\u200e\u200f\u202a-\u202e]", "", read.poppler("pdftotext", pdf=pdf))
    for word in said.rstrip("؟").split():
        assert word in letters


def test_pictures_are_named_on_paper_each_as_often_as_it_was_typed(read):
    data = QuestionSheet("", "", "", "", "", "", "", (QuestionLine("🌷 Why 🌷🌷 now 🇻🇳?", starred=False),))
    text = " ".join(read.pages(draw.doctor_copy(data, PaperStyle("A4")))[0].split())
    assert text.count("tulip") == 3
    assert "[flag VN]" in text
    assert re.search(r"\[tulip\] ?Why ?\[tulip, tulip\] ?now", text)


SPOKEN = (
    "Bác sĩ có đồng ý với chẩn đoán không?",
    "Согласны ли вы с диагнозом?",
    "Συμφωνείτε με τη διάγνωση;",
    "هل توافق على التشخيص؟ الموعد 14/05",
    "کیا آپ تشخیص سے اتفاق کرتے ہیں؟",
    "האם אתה מסכים עם האבחנה? (10:30)",
    "क्या सर्जरी के अलावा कोई विकल्प है? क्षमा, स्त्री, ज्ञान।",
    "আপনি কি রোগ নির্ণয়ের সাথে একমত?",
    "ਕੀ ਤੁਸੀਂ ਨਿਦਾਨ ਨਾਲ ਸਹਿਮਤ ਹੋ?",
    "શું તમે નિદાન સાથે સંમત છો?",
    "நோயறிதலை நீங்கள் ஒப்புக்கொள்கிறீர்களா?",
    "మీరు రోగ నిర్ధారణతో అంగీకరిస్తున్నారా?",
    "คุณเห็นด้วยกับการวินิจฉัยหรือไม่",
    "ທ່ານເຫັນດີກັບການວິນິດໄສບໍ?",
    "តើអ្នកយល់ព្រមនឹងការធ្វើរោគវិនិច្ឆ័យទេ?",
    "በምርመራው ውጤት ይስማማሉ?",
    "Համաձա՞յն եք ախտորոշման հետ։",
    "ეთანხმებით დიაგნოზს?",
    "您同意这个诊断吗？我担心等待四周的风险。",
    "您同意這個診斷嗎？",
    "診断に同意されますか？「第二の意見」",
    "진단에 동의하십니까?",
)


def test_a_question_in_any_of_these_scripts_is_printed_embedded_and_read_as_it_was_written(read, a4):
    """In bold on one sheet and as an answer; each word of it comes back in the order of its language."""
    known = {"starred": False, "asked": True, "answered_by": "Lee"}
    lines = tuple(QuestionLine(text, answer=f"Yes: {text}", **known) for text in SPOKEN)
    pdf = draw.question_sheet(dataclasses.replace(QUESTIONS, questions=lines), a4)
    tree = "\n".join((read.poppler("pdfinfo", "-struct-text", pdf=pdf), *read.actual_texts(pdf)))
    told = re.sub(r'[\s"]', "", unicodedata.normalize("NFC", tree))
    for text in SPOKEN:
        assert told.count(re.sub(r"\s", "", unicodedata.normalize("NFC", text))) >= 2, text
    assert "notprintable" not in told
    fonts = read.poppler("pdffonts", pdf=pdf).splitlines()[2:]
    assert len(fonts) > 16
    assert all(" yes yes yes " in line for line in fonts)
