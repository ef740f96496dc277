"""Text files are decoded with a word about what was lost, and cut into pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.plain import LETTERS, LINES, decoded, paginated


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Größe – 12 µm".encode(), ("Größe – 12 µm", "utf-8", False)),
        (b"\xef\xbb\xbfmarked", ("marked", "utf-8", False)),
        ("Größe 12 µm – „x“".encode("cp1252"), ("Größe 12 µm – „x“", "cp1252", False)),
        ("Nguyễn".encode("utf-16"), ("Nguyễn", "utf-16", False)),
        (b"\xfe\xff" + "Nguyễn".encode("utf-16-be"), ("Nguyễn", "utf-16", False)),
        (b"caf\xe9 \x81", ("café \ufffd", "cp1252", True)),
        ("half".encode("utf-16") + b"x", ("half\ufffd", "utf-16", True)),
        (b"", ("", "utf-8", False)),
    ],
)
def test_the_usual_alphabets_are_decoded_and_losses_are_noted(data, expected):
    assert decoded(data) == expected


def test_sixty_lines_make_a_page():
    text = "\n".join(f"line {n}" for n in range(150))
    pages = paginated(text)
    assert [page.count("\n") + 1 for page in pages] == [LINES, LINES, 30]
    assert "\n".join(pages) == text


def test_a_form_feed_begins_a_page():
    assert paginated("one\ftwo\f\fthree") == ["one", "two", "three"]


def test_a_file_of_blanks_is_one_empty_page():
    assert paginated(" \n \f\n") == [""]


def test_one_endless_line_is_cut_into_pages():
    pages = paginated("x" * (LINES * LETTERS * 3 + 1))
    assert len(pages) == 4
    assert max(map(len, pages)) == LINES * LETTERS


@given(st.text("ab \n", max_size=3000))
def test_no_letter_is_lost_between_pages(text):
    assert "".join("".join(paginated(text)).split()) == "".join(text.split())


def test_a_text_file_is_read_through_the_worker(reader):
    opened = reader.open("\n".join(f"Tag {n}: Größe {n} mm" for n in range(70)).encode("cp1252"), "text")
    assert (opened.pages, opened.encoding, opened.lossy) == (2, "cp1252", False)
    assert reader.page_text(2).text.startswith("Tag 60: Größe 60 mm")
    assert reader.page_text(1).source == "text layer"


def test_a_text_that_cannot_be_drawn_in_its_letters_says_so(reader):
    reader.open("日本語".encode(), "text")
    with pytest.raises(Unreadable) as caught:
        reader.picture(1, 500)
    assert caught.value.reason == errors.NO_PICTURE


def test_a_text_file_without_end_is_refused(reader):
    with pytest.raises(Unreadable) as caught:
        reader.open(b"words " * (limits.LONGEST_PLAIN // 6 + 1), "text")
    assert caught.value.reason == errors.TOO_BIG
