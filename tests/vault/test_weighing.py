"""How a passphrase is weighed and a sheet is read, at the borders where one sign decides."""

import re

import pytest

from secondop_desktop.vault import recovery, words
from secondop_desktop.vault.passphrases import _parts, _surprises, _without_the_obvious, judge
from secondop_desktop.vault.recovery import LINES, SheetError, qr_text, read, sheet

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))


def lines_of(key):
    """The twelve signs of each line."""
    return ["".join(line.split()[1:]) for line in sheet(key)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("may the force be with you", "\0"),
        ("My password is Margaret", "\0\0"),
        ("passphrase", "\0"),
        ("my passphrase is second opinion", "\0\0"),
        ("seven grey herons", "seven grey herons"),
    ],
)
def test_the_longest_well_known_phrase_counts_as_one_sign(text, left):
    assert _without_the_obvious(text, ["Margaret"]) == left


def test_a_name_counts_as_known_from_three_letters_on():
    assert _parts(["Dr. Ann-Marie Ng", "Li"]) == {"ann", "marie"}


@pytest.mark.parametrize(
    ("text", "surprises"),
    [
        ("", 0),
        ("a", 1),
        ("aaaa", 1),
        ("abcdef", 1),
        ("fedcba", 1),
        ("qwerty", 1),
        ("aceg", 4),
        ("axaxax", 3),
        ("axbx", 4),
    ],
)
def test_what_follows_from_the_sign_before_is_no_surprise(text, surprises):
    assert _surprises(text) == surprises


@pytest.mark.parametrize(("text", "strength"), [("ax" * 8, 0), ("seven grey herons over the weir", 4)])
def test_a_passphrase_is_judged_with_a_sentence(text, strength):
    judged = judge(text)
    assert (judged.ok, judged.strength) == (strength > 0, strength)
    assert judged.sentence.endswith(".")


def test_the_shipped_list_is_the_english_one():
    assert words.usual_list().is_file()
    assert words.usual_list().parts[-2:] == ("passphrase", "en.txt")
    assert len(words.words(words.usual_list())) == 7776


def test_the_code_of_a_sheet_is_its_lines_between_dashes():
    assert qr_text(KEY) == "SECONDOP-SHEET-1:" + "-".join(lines_of(KEY))
    assert re.fullmatch(r"SECONDOP-SHEET-1:([0-9A-Z]{12}-){8}[0-9A-Z]{12}", qr_text(KEY))


@pytest.mark.parametrize("typed", ["nothing at all", "\n".join([*lines_of(KEY)[:4], *lines_of(OTHER)[4:]])])
def test_when_no_single_line_is_to_blame_all_nine_are_named(typed):
    with pytest.raises(SheetError) as raised:
        read(typed)
    assert raised.value.lines == tuple(range(1, LINES + 1))
    assert raised.value.field == "recovery_sheet"
    assert raised.value.advice.endswith("Your case is safe.")


@pytest.mark.parametrize(
    ("number", "instead", "said"),
    [
        (1, "", "is missing"),
        (1, "0" * 5, "is missing"),
        (1, "0" * 6, "typing mistake"),
        (5, "", "is missing"),
        (5, "0" * 5, "is missing"),
        (5, "0" * 6, "typing mistake"),
        (9, "", "is missing"),
        (9, "0" * 5, "is missing"),
        (9, "0" * 6, "typing mistake"),
    ],
)
def test_half_a_line_is_a_mistake_and_less_is_a_missing_line(number, instead, said):
    typed = lines_of(KEY)
    typed[number - 1] = instead
    with pytest.raises(SheetError, match=f"^Line {number} .*{said}") as raised:
        read("".join(typed))
    assert raised.value.lines == (number,)
    assert raised.value.advice


def test_a_sheet_error_without_advice_has_none():
    assert SheetError((1,), "Line 1 is missing.").advice == ""


def test_only_a_whole_key_is_refused_in_these_words():
    with pytest.raises(ValueError, match=r"^a file key has 32 bytes$"):
        recovery.sheet(KEY[:-1])
