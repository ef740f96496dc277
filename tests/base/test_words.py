"""What a person types is kept as one and the same text, however often it passes through."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secondop_desktop.base import language
from secondop_desktop.base.language import as_typed, tidy, tr, trn

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
"""Any characters at all, halves of characters and control characters among them."""

KEPT_AS_THEY_ARE = (
    "Bác sĩ Nguyễn Thị Hạnh",
    "الطبيب: ما هي خياراتي؟",
    "نمی‌دانم",  # the joiner inside decides how the letters join
    "👩‍⚕️ 🇻🇳 🌷",
    "Grade\t2\nStage\tIIB",
    "“wait” – 90 mg · ≥ 20 %",
)


@given(ANY_TEXT)
@example("a\x00\u0301")
@example(" \x1f ")
@example("\r\r\n\n")
def test_text_that_is_tidy_stays_as_it_is(text):
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


@given(ANY_TEXT)
def test_text_as_it_was_typed_can_always_be_kept_and_stays_as_it_is(text):
    once = as_typed(text)
    assert as_typed(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert once == "".join(c for c in text if not "\ud800" <= c <= "\udfff")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_tidying_loses_no_letter_digit_or_sign(text):
    said = unicodedata.normalize("NFC", text).strip()
    assert tidy(text) == said


@pytest.mark.parametrize("text", KEPT_AS_THEY_ARE)
def test_every_script_is_kept_letter_by_letter(text):
    assert tidy(f"  {text}\n") == text
    assert as_typed(text) == text


def test_the_ends_of_lines_of_every_system_become_one():
    assert tidy("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


@given(ANY_TEXT)
def test_a_value_with_braces_is_filled_in_as_it_is(value):
    assert tr("For {name}.", name=value) == f"For {value}."
    assert tr("{one}{two}", one="{two}", two="x") == "{two}x"


@given(st.integers(0, 10_000))
def test_a_count_is_said_with_its_own_word(n):
    assert trn("{n} page", "{n} pages", n) == (f"{n} page" if n == 1 else f"{n} pages")


@given(st.text(st.characters(exclude_characters="{}", codec="utf-8"), max_size=40), ANY_TEXT)
def test_the_pseudo_language_never_touches_what_is_filled_in(words, value):
    language.use(language.PSEUDO)
    try:
        said = tr(words + " {name}", name=value)
    finally:
        language.use("en")
    assert value in said
    assert said.startswith("⟦")
    assert len(said) > len(words) + len(value)


def test_sentences_of_a_language_without_a_folder_are_english_and_dates_follow_its_name():
    language.use("vi")
    assert tr("Save") == "Save"
    assert language.code() == "vi"
