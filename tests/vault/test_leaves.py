"""Rows are read from single pages, and from damaged ones nothing is read that makes no sense."""

import struct

import pytest

from secondop_desktop.vault.leaves import Leaf, leaves
from secondop_desktop.vault.pages import USABLE

NOWHERE = {}.get


def varint(value):
    if value < 128:
        return bytes([value])
    return bytes([value >> 7 | 0x80]) + bytes([value & 0x7F]) if value < 16384 else _three(value)


def _three(value):
    return bytes([value >> 14 | 0x80, value >> 7 & 0x7F | 0x80, value & 0x7F])


def record(*columns):
    """A record of (serial type, bytes) columns."""
    kinds = b"".join(varint(kind) for kind, _ in columns)
    head = varint(len(kinds) + 1) + kinds
    return head + b"".join(content for _, content in columns)


def text(words):
    return 13 + 2 * len(words.encode()), words.encode()


def page(*cells, header=0, kind=0x0D):
    """A leaf of a table with these cells."""
    content, places, end = bytearray(USABLE), [], USABLE
    for cell in cells:
        end -= len(cell)
        content[end : end + len(cell)] = cell
        places.append(end)
    content[header] = kind
    content[header + 3 : header + 5] = len(cells).to_bytes(2)
    for number, place in enumerate(places):
        content[header + 8 + 2 * number : header + 10 + 2 * number] = place.to_bytes(2)
    return bytes(content)


def cell(payload, seq=7):
    return varint(len(payload)) + varint(seq) + payload


def read(content, number=2, fetch=lambda _: b""):
    return list(leaves(content, number, fetch))


def test_every_kind_of_value_is_read():
    numbers = [(1, b"\xff"), (2, b"\x01\x00"), (3, b"\0\0\x05"), (4, b"\0\0\0\x06"), (5, bytes(5) + b"\x07")]
    more = [(6, bytes(7) + b"\x08"), (7, struct.pack(">d", 1.5)), (8, b""), (9, b""), (0, b"")]
    payload = record(*numbers, *more, text("Åsa"), (16, b"\x00\x01"))
    (leaf,) = read(page(cell(payload)))
    assert leaf == Leaf(7, 12, (-1, 256, 5, 6, 7, 8, 1.5, 0, 1, None, "Åsa", b"\x00\x01"))


def test_the_first_page_begins_after_the_header_of_the_file():
    content = page(cell(record(text("a"))), header=100)
    assert [leaf.values for leaf in read(content, number=1)] == [("a",)]


@pytest.mark.parametrize("kind", [0x05, 0x0A, 0x02, 0x00])
def test_other_pages_hold_no_rows(kind):
    assert read(page(cell(record(text("a"))), kind=kind)) == []
    assert read(b"too short") == []


def long_row(words):
    """A row that goes on, on pages 8 and 9, and those pages."""
    payload = record(text("id"), text(words))
    least = (USABLE - 12) * 32 // 255 - 23
    inside = least + (len(payload) - least) % (USABLE - 4)
    inside = inside if inside <= USABLE - 35 else least
    rest = payload[inside:]
    first, second = rest[: USABLE - 4], rest[USABLE - 4 :]
    pages = {
        8: ((9).to_bytes(4) + first).ljust(USABLE, b"\0"),
        9: (bytes(4) + second).ljust(USABLE, b"\0"),
    }
    return varint(len(payload)) + varint(3) + payload[:inside] + (8).to_bytes(4), pages


@pytest.mark.parametrize("length", [20_000, 32_000, 33_500])
def test_a_long_row_is_followed_over_its_pages(length):
    row, pages = long_row("x" * length)
    (leaf,) = read(page(row), fetch=lambda number: pages.get(number, b""))
    assert leaf.values == ("id", "x" * length)


def test_a_long_row_whose_rest_is_gone_gives_what_is_left():
    row, pages = long_row("x" * 33_500)
    (leaf,) = read(page(row), fetch=lambda number: pages[8] if number == 8 else b"")
    assert (leaf.width, leaf.values) == (2, ("id",))
    del pages[8]
    (leaf,) = read(page(row))
    assert leaf.values == ("id",)


def test_a_text_that_is_no_text_ends_the_row_there():
    (leaf,) = read(page(cell(record(text("id"), (15, b"\xff"), text("after")))))
    assert (leaf.width, leaf.values) == (3, ("id",))


@pytest.mark.parametrize(
    "spoilt",
    [
        b"\xff" * 9 + b"\x01",  # longer than anything can be
        cell(record((10, b""))),  # a kind that does not exist
        varint(2) + varint(1) + b"\x7f\x01",  # a head longer than the row
        b"\x80",  # a number that never ends
    ],
)
def test_what_makes_no_sense_is_passed_over(spoilt):
    whole = cell(record(text("a")))
    assert [leaf.values for leaf in read(page(spoilt, whole))] == [("a",)]
    assert [leaf.values for leaf in read(page(whole, spoilt))][:1] == [("a",)]
