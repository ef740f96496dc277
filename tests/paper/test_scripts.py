"""Whatever a person types is drawn, named or marked, and never lost without a word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base import language
from secondop_desktop.paper.fonts import typeface
from secondop_desktop.paper.scripts import Run, levels, printable, tidy_blanks, visual_runs

ARABIC = "الموعد"
HEBREW = "שלום"


def made(text):
    return printable(text, typeface().covers)


@pytest.mark.parametrize(
    "text",
    [
        "Bác sĩ Nguyễn Thị Hạnh, đường Lê Lợi",
        "Łukasz Żółć, Ångström, Çelik, œuvre, ß",
        "Δημήτρης και Йосиф",
        "ER ≥ 90 %, Ki-67 → 20 %, 2 µm ± 0.5, CO₂, 10⁹/L, α und β",
        ARABIC,
        HEBREW,
        "क्या सर्जरी के अलावा कोई विकल्प है? क्षमा, स्त्री, ज्ञान।",
        "您同意这个诊断吗？", "您同意這個診斷嗎？",
        "診断に同意されますか？「第二の意見」", "진단에 동의하십니까?",
        "আপনি কি একমত?",
        "ਕੀ ਤੁਸੀਂ?", "શું તમે?", "நோயறிதலை", "రోగ నిర్ధారణ",
        "คุณเห็นด้วย", "ທ່ານເຫັນດີ", "អ្នកយល់ព្រម",
        "ይስማማሉ?", "Համաձա՞յն եք։", "ეთანხმებით?",
    ],
)  # fmt: skip
def test_text_that_a_bundled_typeface_holds_is_left_alone(text):
    assert made(text).text == text
    assert made(text).left_out == 0


def test_letters_with_separate_accents_become_one_letter():
    assert made(unicodedata.normalize("NFD", "Nguyễn")).text == "Nguyễn"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀", "[grinning face]"),
        ("Well 😀😀!", "Well [grinning face, grinning face]!"),
        ("👩‍⚕️ said", "[woman, staff of aesculapius] said"),
        ("👍🏽", "[thumbs up sign]"),
        ("❤️", "[heavy black heart]"),
        ("🇻🇳", "[flag VN]"),
        ("1️⃣", "1"),
        ("① ２ ㎎", "1 2 mg"),
    ],
)
def test_a_picture_becomes_its_name_in_brackets(text, words):
    assert made(text).text == words
    assert made(text).left_out == 0


@pytest.mark.parametrize(
    ("text", "words", "left_out"),
    [
        ("ꦗꦮꦶꦠ", "[not printable: 4 characters]", 4),
        ("see ꦗ now", "see [not printable: 1 character] now", 1),
        ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "[not printable: 10 characters]", 10),
        ("ꦗ2ꦮꦶ", "[not printable: 1 character]2[not printable: 2 characters]", 3),
        ("\ue123\U000f0000", "[not printable: 2 characters]", 2),
    ],
)
def test_a_script_that_cannot_be_printed_leaves_a_mark_with_its_length(text, words, left_out):
    assert made(text).text == words
    assert made(text).left_out == left_out


def test_the_mark_speaks_the_language_of_the_person():
    language.use(language.PSEUDO)
    assert made("ꦗ").text.startswith("⟦")


def test_signs_without_a_shape_are_dropped_and_joiners_of_arabic_are_kept():
    assert made("so\u00adft\u200b \ufeffhy\u2066phen\u0007").text == "soft hyphen"
    assert made("می\u200cخواهم").text == "می\u200cخواهم"
    assert made("a\u200cb").text == "ab"


def test_blanks_and_line_ends_are_tidied():
    assert tidy_blanks("  a   b \n\n\n c ") == "a b\nc"
    assert made("a\tb\u2003c\u2028d").text == "a b c\nd"


@given(st.text())
def test_what_comes_out_can_always_be_drawn(text):
    found = made(text)
    assert all(char == "\n" or typeface().covers(char) for char in found.text)
    assert "\ufffd" not in found.text or "\ufffd" in text


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_no_letter_number_or_sign_vanishes_without_a_word(text):
    assert made(text).text.strip() or not text.strip()


def test_text_that_runs_to_the_right_needs_no_levels():
    assert levels("Dr. Nguyễn (10:30)") is None


def test_a_sentence_in_hebrew_runs_to_the_left_and_its_numbers_to_the_right():
    found = levels(HEBREW + " 12")
    assert found == [1, 1, 1, 1, 1, 2, 2]
    assert visual_runs(found) == [Run(5, 7, rtl=False), Run(0, 5, rtl=True)]


def test_a_hebrew_name_in_an_english_sentence_turns_only_itself():
    found = levels(f"ask {HEBREW} now")
    assert found[:4] == [0] * 4
    assert found[4:8] == [1] * 4
    assert [run.rtl for run in visual_runs(found)] == [False, True, False]


@given(st.text(alphabet="ab 1(،)شׁש\u200c.", max_size=30))
def test_every_character_of_a_line_is_in_exactly_one_run(text):
    found = levels(text)
    if found is None:
        return
    places = sorted(place for run in visual_runs(found) for place in range(run.start, run.end))
    assert places == list(range(len(text)))


def test_a_tint_that_stands_alone_is_named_like_any_picture():
    assert made("\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}").text.strip()
