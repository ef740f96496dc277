"""The bundled typefaces are free, whole, and join letters the way their readers expect."""

from secondop_desktop.base.paths import resources
from secondop_desktop.paper.families import FAMILIES, SANS
from secondop_desktop.paper.fonts import typeface


def test_every_typeface_lies_beside_its_licence():
    fonts = resources() / "fonts"
    named = {file for family in FAMILIES.values() for file in (family.regular, family.bold) if file}
    assert named == {file.name for file in fonts.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL-NotoSans.txt").read_text(encoding="utf-8")
    assert "Apache License" in (fonts / "APACHE-DroidSansFallback.txt").read_text(encoding="utf-8")


def test_width_is_measured_from_the_typeface():
    sans = typeface().font(SANS, bold=False)
    assert sans.width("") == 0
    assert sans.width("ii") == 2 * sans.width("i")
    assert sans.width("m") > sans.width("i")
    assert typeface().font(SANS, bold=True).width("a question") > sans.width("a question")


def test_a_blank_after_an_arabic_word_stays_in_its_typeface():
    face = typeface()
    assert face.family("ا", "") == "Arabic"
    assert face.family(" ", "Arabic") == "Arabic"
    assert face.family(" ", "") == SANS
    assert face.family("≥", SANS) == "Math"
    assert face.family("ש", SANS) == "Hebrew"


def test_arabic_letters_join_and_stand_in_the_order_of_the_eye():
    arabic = typeface().font("Arabic", bold=False)
    joined, width = arabic.shaped("بب", rtl=True)
    apart = 2 * arabic.shaped("ب", rtl=True)[1]
    assert 0 < width < apart
    assert [data.cluster for data in joined.__shapeData__] == sorted(
        (data.cluster for data in joined.__shapeData__), reverse=True
    )


def test_an_accent_without_a_letter_of_its_own_takes_no_room():
    sans = typeface().font(SANS, bold=False)
    assert sans.shaped("ẹ\u0301", rtl=False)[1] == sans.width("ẹ")


def test_brackets_are_mirrored_in_text_that_runs_to_the_left():
    hebrew = typeface().font(SANS, bold=False)
    glyph = hebrew.face.charToGlyph
    shaped, _width = hebrew.shaped("(", rtl=True)
    assert glyph[ord(shaped)] == glyph[ord(")")]


def test_the_same_shape_is_given_the_same_code_again():
    arabic = typeface().font("Arabic", bold=True)
    assert str(arabic.shaped("الكيميائي", rtl=True)[0]) == str(arabic.shaped("الكيميائي", rtl=True)[0])
