"""The file key as a sheet of paper: nine short lines a tired person can read and type."""

from __future__ import annotations

import hashlib
import unicodedata

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.vault.keys import KEY_BYTES

FIELD = "recovery_sheet"
QR_PREFIX = "SECONDOP-SHEET-1:"

# 32 signs without I, L, O and U, as in Crockford's base 32: nothing on the sheet can be read as two things.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILOU", "110V")
_DATA_BYTES = 4
_CHECK_BITS = 28  # a wrong line passes once in 268 million
_LINE_SIGNS = 12  # 32 bits of key and 28 bits of check, 5 bits a sign, in three groups of four
_KEY_LINES = KEY_BYTES // _DATA_BYTES
LINES = _KEY_LINES + 1  # the last one checks that the lines before belong together
_PURPOSE = b"secondop recovery sheet 1"
_MOST_SIGNS = 4000  # of a pasted text; a sheet has some 110
_TYPED = 6  # signs left over where a line should be: it was typed, with a mistake; fewer: it was left out


class SheetError(FieldError):
    """The recovery sheet was not typed as it is printed; `lines` are the numbers of the lines to look at."""

    def __init__(self, lines: tuple[int, ...], what: str, advice: str = "") -> None:
        super().__init__(FIELD, what, advice)
        self.lines = lines


def sheet(key: bytes) -> tuple[str, ...]:
    """The nine lines to print for a 32-byte file key, each as `3  7KQ2 M9XD 0ABC`."""
    return tuple(
        f"{number}  {signs[:4]} {signs[4:8]} {signs[8:]}"
        for number, signs in enumerate(_all_signs(key), start=1)
    )


def qr_text(key: bytes) -> str:
    """The same as one text of capitals and digits for a QR code; `read` understands it too."""
    return QR_PREFIX + "-".join(_all_signs(key))


def looks_like_sheet(text: str) -> bool:
    """Whether at least one whole line of some recovery sheet is in `text`."""
    return bool(_found_lines(_signs_of(text)))


def read(text: str) -> bytes:
    """The file key out of what was typed or pasted, in any case, spacing and order, with or without numbers.

    Every stretch of twelve signs is tried as every line, so headings and line breaks do not matter. Raises
    SheetError that names the lines that are wrong, missing or there twice.
    """
    signs = _signs_of(text)
    found = _found_lines(signs)
    if not found:
        raise SheetError(
            tuple(range(1, LINES + 1)),
            tr("No line of a recovery sheet was found in what you typed."),
            tr("Type the lines with their numbers as they are printed. Your case is safe."),
        )
    data = _one_of_each(found)
    missing = tuple(number for number in range(1, LINES + 1) if number not in data)
    if missing:
        raise _what_is_missing(missing, found, len(signs))
    key = b"".join(data[number] for number in range(1, LINES))
    if data[LINES] != _whole_check(key):
        raise SheetError(
            tuple(range(1, LINES + 1)),
            tr("Every line is right by itself, but the lines come from different sheets."),
            tr("Use one sheet from top to bottom. Your case is safe."),
        )
    return key


def compare_line(key: bytes, number: int, text: str) -> None:
    """Raise SheetError unless `text` is line `number` of the sheet of `key`, with or without its number.

    The error says what is wrong with what was typed and nothing of what would be right.
    """
    signs = _signs_of(text)
    typed = {n: data for _, n, data in _found_lines(signs)}
    if typed.get(number) == _pieces(key)[number - 1]:
        return
    advice = tr("Please type line {number} again.", number=number)
    if number in typed:
        what = tr("This is line {number} of another sheet.", number=number)
        advice = tr("It is an older sheet, or that of another case. Please print the sheet of this case.")
    elif typed:
        what = tr("This is line {other}.", other=next(iter(typed)))
        advice = tr("Please type line {number}.", number=number)
    elif len(signs) < _LINE_SIGNS:
        what = tr("This is not the whole line: it has three groups of four.")
    else:
        what = tr("Line {number} has a typing mistake.", number=number)
        advice = tr("Compare it with the paper, sign by sign. Your case is safe.")
    raise SheetError((number,), what, advice)


def _all_signs(key: bytes) -> list[str]:
    return [_line(number, data) for number, data in enumerate(_pieces(key), start=1)]


def _pieces(key: bytes) -> list[bytes]:
    """The four bytes of each line, the last one made of all the others."""
    if len(key) != KEY_BYTES:
        raise ValueError("a file key has 32 bytes")
    pieces = [key[start : start + _DATA_BYTES] for start in range(0, KEY_BYTES, _DATA_BYTES)]
    return [*pieces, _whole_check(key)]


def _line(number: int, data: bytes) -> str:
    value = int.from_bytes(data, "big") << _CHECK_BITS | _check(number, data)
    return "".join(_SIGNS[value >> 5 * place & 31] for place in reversed(range(_LINE_SIGNS)))


def _check(number: int, data: bytes) -> int:
    digest = hashlib.sha256(_PURPOSE + bytes([number]) + data).digest()
    return int.from_bytes(digest[:4], "big") >> 32 - _CHECK_BITS


def _whole_check(key: bytes) -> bytes:
    return hashlib.sha256(_PURPOSE + b"whole" + key).digest()[:_DATA_BYTES]


def _signs_of(text: str) -> str:
    """Only the signs that can stand on a sheet, with the look-alikes put right."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    return "".join(c for c in plain if c in _SIGNS)[:_MOST_SIGNS]


def _found_lines(signs: str) -> list[tuple[int, int, bytes]]:
    """Every stretch that is a whole line: where it begins, its number, its four bytes."""
    found = []
    place = 0
    while place + _LINE_SIGNS <= len(signs):
        value = 0
        for sign in signs[place : place + _LINE_SIGNS]:
            value = value << 5 | _SIGNS.index(sign)
        data = (value >> _CHECK_BITS).to_bytes(_DATA_BYTES, "big")
        check = value & (1 << _CHECK_BITS) - 1
        number = next((n for n in range(1, LINES + 1) if _check(n, data) == check), 0)
        if number:
            found.append((place, number, data))
        place += _LINE_SIGNS if number else 1
    return found


def _one_of_each(found: list[tuple[int, int, bytes]]) -> dict[int, bytes]:
    """The bytes of each line; the same line typed twice is fine, two different ones are not."""
    data: dict[int, bytes] = {}
    for _place, number, piece in found:
        if data.setdefault(number, piece) != piece:
            raise SheetError(
                (number,),
                tr("Line {number} is there twice, and the two differ.", number=number),
                tr("Keep the one from the sheet you are using. Your case is safe."),
            )
    return data


def _what_is_missing(missing: tuple[int, ...], found: list[tuple[int, int, bytes]], total: int) -> SheetError:
    advice = tr("Compare it with the paper, sign by sign. Your case is safe.")
    if len(missing) > 1:
        numbers = ", ".join(map(str, missing))
        return SheetError(missing, tr("Lines {numbers} are missing or not right.", numbers=numbers), advice)
    number = missing[0]
    before = [place + _LINE_SIGNS for place, n, _ in found if n < number]
    after = [place for place, n, _ in found if n > number]
    typed = min(after, default=total) - max(before, default=0)
    if typed < _TYPED:
        return SheetError(missing, tr("Line {number} is missing.", number=number), advice)
    return SheetError(missing, tr("Line {number} has a typing mistake.", number=number), advice)
