"""The file key on paper, and back from what a tired person types."""

import random

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.base.errors import FieldError
from secondop_desktop.vault import recovery
from secondop_desktop.vault.recovery import (
    LINES,
    SheetError,
    compare_line,
    looks_like_sheet,
    qr_text,
    read,
    sheet,
)

KEY = bytes(range(100, 132))
KEYS = st.binary(min_size=32, max_size=32)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def typed(lines):
    return "\n".join(lines)


@given(KEYS)
def test_every_key_comes_back_from_its_sheet_and_its_qr_code(key):
    assert read(typed(sheet(key))) == key
    assert read(qr_text(key)) == key


def test_the_sheet_is_nine_numbered_lines_of_three_groups():
    lines = sheet(KEY)
    assert len(lines) == LINES == 9
    for number, line in enumerate(lines, start=1):
        assert line.split()[0] == str(number)
        assert [len(group) for group in line.split()[1:]] == [4, 4, 4]
        assert not set("".join(line.split()[1:])) - set(SIGNS)


def test_a_sheet_printed_today_opens_the_case_for_ever():
    assert sheet(bytes(32))[0] == FIRST_LINE
    assert sheet(bytes(32))[8] == LAST_LINE


def test_the_qr_code_is_small_enough_to_be_read_by_any_phone():
    code = segno.make(qr_text(KEY), error="m")
    assert code.mode == "alphanumeric"
    assert code.version <= 7


@given(KEYS, st.randoms(use_true_random=False))
def test_case_spaces_dashes_numbers_and_look_alikes_do_not_matter(key, chance):
    lines = [line.split(maxsplit=1)[1] for line in sheet(key)]
    chance.shuffle(lines)
    text = chance.choice(["\n", "\r\n", " ", "", ";\t"]).join(lines)
    text = text.replace("0", chance.choice("0oO")).replace("1", chance.choice("1iIlL"))
    text = text.replace("V", chance.choice("VuU")).replace(" ", chance.choice(["", " ", "-", " – ", "."]))
    assert read(chance.choice([str.lower, str.upper, str])(text)) == key


@pytest.mark.parametrize(
    "form", ["Line {n}: {rest}", "{n}.{rest}", "{n}){rest}", "({n}) {rest}", "№{n} {rest}", "{rest}  ({n})"]
)
def test_lines_may_be_numbered_in_any_way(form):
    lines = [line.split(maxsplit=1) for line in sheet(KEY)]
    assert read(typed(form.format(n=n, rest=rest) for n, rest in lines)) == KEY


def test_a_whole_page_with_headings_may_be_pasted():
    text = (
        f"Recovery sheet\nMargaret, 2 March 2026\n\n{typed(sheet(KEY))}\n\nKeep this sheet safe. Page 1 of 1"
    )
    assert read(text) == KEY
    assert read("\uff11  " + typed(sheet(KEY))[3:]) == KEY


def key_or_error(text):
    try:
        return read(text)
    except SheetError as error:
        return error


def one_error(line, chance):
    """The line with one mistake of a typist that changes what is read."""
    while True:
        place = chance.randrange(3, len(line))
        kind = chance.choice(["substitute", "swap", "drop", "add"])
        sign = chance.choice(SIGNS)
        wrong = {
            "substitute": line[:place] + sign + line[place + 1 :],
            "swap": line[: place - 1] + line[place] + line[place - 1] + line[place + 1 :],
            "drop": line[:place] + line[place + 1 :],
            "add": line[:place] + sign + line[place:],
        }[kind]
        if "".join(wrong.split()) != "".join(line.split()):
            return wrong


def test_of_a_thousand_single_mistakes_none_is_accepted_wrongly_and_all_are_named():
    chance = random.Random(11)  # noqa: S311 - a test that repeats itself
    harmless = 0
    for _ in range(1000):
        key = chance.randbytes(32)
        lines = list(sheet(key))
        number = chance.randint(1, LINES)
        lines[number - 1] = one_error(lines[number - 1], chance)
        found = key_or_error(typed(lines))
        if isinstance(found, SheetError):
            assert found.lines == (number,)
            assert f"Line {number} " in found.what
        else:
            assert found == key
            harmless += 1  # one sign too many before or after a whole line
    assert harmless < 60


@given(KEYS, st.integers(1, LINES), st.integers())
def test_one_mistake_without_line_numbers_is_named_all_the_same(key, number, seed):
    chance = random.Random(seed)  # noqa: S311 - a test that repeats itself
    lines = [line[3:] for line in sheet(key)]
    lines[number - 1] = one_error("   " + lines[number - 1], chance).strip()
    found = key_or_error(" ".join(lines))
    # Without numbers, a sign lost where two lines meet may be missing from either when both have it there.
    beside = {number - 1, number, number + 1} if meets_a_twin(number, sheet(key)) else {number}
    assert found == key or set(found.lines) <= beside


def meets_a_twin(number, lines):
    """Whether a line ends or begins with the sign with which its neighbor begins or ends."""
    signs = ["", *("".join(line[3:].split()) for line in lines), ""]
    before, here, after = signs[number - 1 : number + 2]
    return here[-1:] == after[:1] or here[:1] == before[-1:]


@given(KEYS, st.integers(1, LINES))
def test_a_missing_line_is_named(key, number):
    lines = list(sheet(key))
    del lines[number - 1]
    with pytest.raises(SheetError, match=f"Line {number} is missing") as raised:
        read(typed(lines))
    assert raised.value.lines == (number,)
    assert raised.value.field == recovery.FIELD
    assert isinstance(raised.value, FieldError)


def test_a_line_that_was_typed_wrongly_is_not_called_missing():
    lines = list(sheet(KEY))
    lines[2] = "3  AAAA BBBB CCCC"
    with pytest.raises(SheetError, match="Line 3 has a typing mistake"):
        read(typed(lines))


@settings(max_examples=30)
@given(KEYS, st.sets(st.integers(1, LINES), min_size=2, max_size=LINES - 1))
def test_several_wrong_lines_are_all_named(key, numbers):
    lines = [line if n not in numbers else f"{n}  0000" for n, line in enumerate(sheet(key), start=1)]
    with pytest.raises(SheetError) as raised:
        read(typed(lines))
    assert raised.value.lines == tuple(sorted(numbers))
    assert ", ".join(map(str, sorted(numbers))) in raised.value.what


def test_a_line_typed_twice_is_fine_but_not_two_different_ones():
    lines = list(sheet(KEY))
    assert read(typed([*lines, lines[3]])) == KEY
    with pytest.raises(SheetError, match="Line 4 is there twice") as raised:
        read(typed([*lines, sheet(bytes(32))[3]]))
    assert raised.value.lines == (4,)


@given(KEYS, KEYS, st.integers(1, LINES))
def test_a_line_of_another_sheet_is_never_accepted(key, other, number):
    lines = list(sheet(key))
    lines[number - 1] = sheet(other)[number - 1]
    if lines[number - 1] == sheet(key)[number - 1]:
        return
    with pytest.raises(SheetError, match="different sheets"):
        read(typed(lines))


@pytest.mark.parametrize(
    "text", ["", "   ", "hello", "rain on the tin roof of seven slow boats", "0" * 108, "SECONDOP-SHEET-1:"]
)
def test_what_is_no_sheet_is_told_so(text):
    assert not looks_like_sheet(text)
    with pytest.raises(SheetError, match="No line of a recovery sheet") as raised:
        read(text)
    assert len(raised.value.lines) == LINES


def test_a_sheet_is_known_even_with_mistakes_in_it():
    lines = list(sheet(KEY))
    assert looks_like_sheet(typed(lines))
    assert looks_like_sheet(qr_text(KEY))
    assert looks_like_sheet(typed(["rubbish", *lines[4:6]]))


def test_a_passphrase_as_long_as_a_sheet_is_not_taken_for_one():
    chance = random.Random(5)  # noqa: S311 - a test that repeats itself
    for _ in range(200):
        assert not looks_like_sheet("".join(chance.choice(SIGNS) for _ in range(110)))


def test_an_endless_paste_is_answered_at_once():
    assert not looks_like_sheet("K" * 5_000_000)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_only_a_whole_key_can_be_printed(key):
    with pytest.raises(ValueError, match="32 bytes"):
        sheet(key)


FIRST_LINE = "1  0000 002A V789"
LAST_LINE = "9  T9HD 977R YNF2"


@given(KEYS)
def test_each_line_of_a_sheet_is_recognized_alone_with_and_without_its_number(key):
    for number, line in enumerate(sheet(key), start=1):
        compare_line(key, number, line)
        compare_line(key, number, line.split(maxsplit=1)[1].lower().replace("0", "o"))


@pytest.mark.parametrize(
    ("typed_line", "said"),
    [
        (sheet(KEY)[4], "This is line 5."),
        (sheet(bytes(32))[2], "line 3 of another sheet"),
        (sheet(KEY)[2][1:-1], "not the whole line"),
        ("", "not the whole line"),
        (sheet(KEY)[2][:-1] + ("2" if sheet(KEY)[2][-1] != "2" else "3"), "Line 3 has a typing mistake."),
    ],
)
def test_a_line_that_is_not_the_one_asked_for_is_told_without_telling_the_right_one(typed_line, said):
    with pytest.raises(SheetError, match=said) as refused:
        compare_line(KEY, 3, typed_line)
    assert refused.value.lines == (3,)
    assert not set(sheet(KEY)[2].split()[1:]) & set(refused.value.sentence.replace(".", "").split())
