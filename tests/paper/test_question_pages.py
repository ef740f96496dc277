"""The question sheet and the doctor's copy say every question, on as few pages as can be written on."""

import itertools
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import QuestionLine
from secondop_desktop.paper.style import MARGIN, MM, PaperStyle

PRINTED = st.characters(min_codepoint=0x21, max_codepoint=0x24F, categories=["L", "N", "P", "Sc", "Sm"])
VIETNAMESE = st.characters(min_codepoint=0x1EA0, max_codepoint=0x1EF9)
WORDS = st.text(alphabet=st.one_of(PRINTED, VIETNAMESE, st.just(" ")), min_size=1, max_size=120)


def lines_of(page):
    return [line.strip() for line in page.splitlines() if line.strip()]


def test_the_head_says_whom_when_where_and_what_for(questions, read, either_page):
    text = " ".join(read.pages(draw.question_sheet(questions(), either_page))[0].split())
    assert text.startswith(
        "Questions for Dr. Maria Castellano Specialty: Breast oncology When: Monday, 4 May"
    )
    for words in ("Where: Lakeside Cancer Center", "Patient: Nguyễn Thị Hạnh", "Decision needed by: 20 May"):
        assert words in text
    assert "Goal of this visit: To know whether chemotherapy" in text


def test_starred_questions_come_first_and_are_named(questions, read, a4, squeeze):
    lines = [QuestionLine(f"Question {name}?", starred=name in "bd") for name in "abcd"]
    text = read.text(draw.question_sheet(questions(lines), a4))
    order = [
        "Ask these first",
        "1.Question b?",
        "2.Question d?",
        "Then these",
        "3.Question a?",
        "4.Question c?",
    ]
    places = [text.index(squeeze(words)) for words in order]
    assert places == sorted(places)
    assert text.count("Askfirst") == 2


def test_every_question_has_a_box_lines_and_room_for_a_name(questions, read, a4):
    pdf = draw.question_sheet(questions(7), a4)
    text = read.text(pdf)
    assert text.count("Asked") == text.count("Whoanswered:") == 7
    written = [
        rule for page in read.rules(pdf) for rule in page if rule[1] - rule[0] > 300 and rule[2] > MARGIN
    ]
    assert 3 * 7 <= len(written) <= 5 * 7


def test_ruled_lines_are_far_enough_apart_to_write_on(questions, read, either_page):
    for page in read.rules(draw.question_sheet(questions(9), either_page)):
        heights = sorted({y for _start, _end, y in page if y > MARGIN - 1})
        assert all(high - low >= 8 * MM - 0.01 for low, high in itertools.pairwise(heights))


def test_nothing_is_drawn_outside_the_margins_but_head_and_foot(questions, read, either_page):
    for page in read.rules(draw.question_sheet(questions(30), either_page)):
        assert all(start >= -0.01 and end <= either_page.column + 0.01 for start, end, _y in page)
        assert sorted(y for _s, _e, y in page)[1] >= MARGIN - 0.01


def test_a_question_is_never_parted_from_its_lines(questions, read, either_page):
    pdf = draw.question_sheet(questions(40), either_page)
    for text, rules in zip(read.pages(pdf), read.rules(pdf), strict=True):
        asked = len(re.findall("Who answered:", text))
        numbered = len(re.findall(r"(?m)^\s*\d+\.", text))
        wide = [rule for rule in rules if rule[1] - rule[0] > 300 and rule[2] > MARGIN]
        assert asked == numbered
        assert len(wide) >= 3 * asked
        assert 1 <= asked <= 7


def test_an_answer_takes_the_place_of_the_lines(questions, read, a4):
    answered = QuestionLine("Is it safe to wait?", True, True, "Yes, for\nthree weeks.", "Dr. Castellano")
    pdf = draw.question_sheet(questions([answered]), a4)
    text = " ".join(read.pages(pdf)[0].split())
    assert "Already asked" in text
    assert "Answer: Yes, for three weeks. Who answered: Dr. Castellano" in text
    assert len(read.rules(pdf)[0]) == 1


def test_a_known_name_is_printed_where_it_would_be_written(questions, read, a4):
    line = QuestionLine("Is it safe?", starred=False, answered_by="Nurse Lee")
    assert "Who answered: Nurse Lee" in " ".join(
        read.pages(draw.question_sheet(questions([line]), a4))[0].split()
    )


def test_an_empty_sheet_says_what_to_do_and_leaves_room_to_write(questions, read, a4):
    pdf = draw.question_sheet(questions(0), a4)
    text = " ".join(read.pages(pdf)[0].split())
    assert "There are no questions on this sheet yet. Open Questions in SecondOp" in text
    assert len(read.rules(pdf)[0]) > 10


def test_a_sheet_about_nothing_yet_is_still_a_sheet(questions, read, a4):
    empty = dict.fromkeys(("person", "doctor", "specialty", "when", "place", "goal", "decide_by"), " ")
    text = lines_of(read.pages(draw.question_sheet(questions(0, **empty), a4))[0])
    assert text[0] == "My questions"
    assert "(no words yet)" in read.pages(draw.question_sheet(questions([QuestionLine(" ", True)]), a4))[0]


def test_every_page_says_what_it_is_and_its_number(questions, read, a4):
    pages = read.pages(draw.question_sheet(questions(12), a4))
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Prepared by the patient. Not a medical record." in page
        assert "Questions for Dr. Maria Castellano" in page


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12), st.booleans())
def test_every_question_can_be_read_back_from_both_sheets(questions, read, squeeze, given_lines, big):
    style = PaperStyle("Letter", large=big)
    sheet = questions([QuestionLine(text, starred) for text, starred in given_lines])
    for pdf in (draw.question_sheet(sheet, style), draw.doctor_copy(sheet, style)):
        text = read.text(pdf)
        for line in sheet.questions:
            assert squeeze(line.text) in text


def test_a_question_longer_than_a_page_goes_on_and_loses_nothing(questions, read, a4):
    words = [f"word{number}" for number in range(3000)]
    pdf = draw.question_sheet(
        questions([QuestionLine(" ".join(words), True), QuestionLine("Next?", False)]), a4
    )
    pages = read.pages(pdf)
    assert len(pages) > 3
    found = re.findall(r"word\d+", " ".join(pages))
    assert found == words
    assert "Who answered" in pages[-1]


def test_vietnamese_reads_back_letter_by_letter(questions, read, a4):
    said = "Bác sĩ có đồng ý với chẩn đoán không, và những lựa chọn nào khác ngoài phẫu thuật?"
    text = read.poppler("pdftotext", pdf=draw.question_sheet(questions([QuestionLine(said, True)]), a4))
    assert said in " ".join(text.split())


def test_arabic_and_hebrew_keep_their_order_for_a_screen_reader(questions, read, a4):
    said = (
        "الطبيب: ما هي خياراتي غير الجراحة؟ الموعد 14 May الساعة 10:30",
        "ד״ר כהן: מה ההבדל בין שתי הדעות?",
    )
    pdf = draw.question_sheet(questions([QuestionLine(text, False) for text in said]), a4)
    assert set(said) <= set(read.actual_texts(pdf))
    for letters in ("الطبيب", "כהן", "הדעות"):
        assert letters in read.poppler("pdftotext", pdf=pdf)


def test_what_cannot_be_printed_is_marked_and_said_plainly(questions, read, a4):
    pdf = draw.question_sheet(questions([QuestionLine("Ask ꦗꦮꦠ about 😀", True)]), a4)
    text = " ".join(read.pages(pdf)[0].split())
    assert "Ask [not printable: 3 characters] about [grinning face]" in text
    assert "Please note: 3 characters on this sheet belong to a script that cannot be printed here." in text
    assert "Please note" not in read.pages(draw.question_sheet(questions(), a4))[-1]


def test_large_print_sets_every_question_in_18_points(questions, read, large):
    for pdf in (draw.question_sheet(questions(), large), draw.doctor_copy(questions(), large)):
        assert read.sizes(pdf) == {24.0, 20.0, 18.0, 13.0}


def test_ordinary_print_is_never_smaller_than_12_points_but_for_the_foot(questions, read, either_page):
    for pdf in (draw.question_sheet(questions(), either_page), draw.doctor_copy(questions(20), either_page)):
        assert min(read.sizes(pdf) - {10.0}) >= 12


def test_the_structure_follows_the_sheet(questions, read, a4):
    tags = read.tags(draw.question_sheet(questions(4), a4))
    assert tags[:2] == ["Document", "H1"]
    assert tags.count("H2") == tags.count("L") == 2
    assert tags.count("LI") == tags.count("Lbl") == tags.count("LBody") == 4
    first = tags.index("LI")
    assert tags[first : first + 5] == ["LI", "Lbl", "LBody", "P", "P"]


def test_the_copy_for_the_doctor_is_one_page_for_twenty_questions(questions, read, either_page):
    pdf = draw.doctor_copy(questions(20), either_page)
    (page,) = read.pages(pdf)
    assert len(re.findall(r"(?m)^\s*\d+\.", page)) == 20
    assert len(read.rules(pdf)[0]) == 1
    assert "Who answered" not in page


def test_the_copy_opens_with_the_starred_questions(questions, read, a4, squeeze):
    lines = [QuestionLine(f"Question {n}?", starred=n in (5, 9)) for n in range(1, 12)]
    text = read.text(draw.doctor_copy(questions(lines), a4))
    assert squeeze("Ask these first 1. Question 5? 2. Question 9?") in text


@pytest.mark.parametrize("count", [41, 120])
def test_a_copy_that_needs_more_than_a_page_says_what_is_on_the_next(questions, read, a4, count):
    pages = read.pages(draw.doctor_copy(questions(count), a4))
    said = re.search(rf"Questions (\d+) to {count} are on (?:page 2|pages 2 to (\d+))\.", pages[0])
    first = int(said[1])
    assert int(said[2] or 2) == len(pages)
    assert re.search(rf"(?m)^\s*{first - 1}\.", pages[0])
    assert not re.search(rf"(?m)^\s*{first}\.", pages[0])
    assert re.search(rf"(?m)^\s*{first}\.", pages[1])


def test_one_question_left_over_is_named_alone(questions, read, a4):
    for count in range(20, 40):
        pages = read.pages(draw.doctor_copy(questions(count), a4))
        if len(pages) > 1:
            break
    assert re.search(rf"Questions? (\d+ to )?{count} (is|are) on page 2\.", " ".join(pages[0].split()))


def test_a_copy_without_questions_says_so(questions, read, a4):
    assert "There are no questions on this list yet." in read.pages(draw.doctor_copy(questions(0), a4))[0]
