"""Each script has its typeface and, where its letters leave no doubt, its language."""

import pytest

from secondop_desktop.base.paths import resources
from secondop_desktop.paper.families import FAMILIES, family_of, language_of
from secondop_desktop.paper.fonts import typeface


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("שלום, דוקטור 14/05", "he"),
        ("진단에 동의하십니까?", "ko"),
        ("診断に同意されますか？", "ja"),
        ("您同意这个诊断吗？", ""),
        ("คุณเห็นด้วย", "th"),
        ("ეთანხმებით?", "ka"),
        ("هل توافق", ""),
        ("क्या विकल्प है", ""),
        ("Patient: שרה", ""),
        ("plain words", ""),
        ("Nguyễn", ""),
        ("12.5 ≥ 3", ""),
        ("", ""),
    ],
)
def test_a_language_is_named_only_when_the_letters_leave_no_doubt(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("name", [name for name, family in FAMILIES.items() if family.blocks])
def test_a_family_is_asked_for_its_own_script_and_holds_letters_of_it(name):
    held = [code for first, last in FAMILIES[name].blocks for code in range(first, last + 1)]
    assert all(family_of(code)[0] == name for code in held if code >= 0x530)
    drawn = [code for code in held if code in typeface().font(name, bold=False).chars]
    assert len(drawn) > 0.3 * len(held)


def test_a_typeface_is_read_only_when_its_script_occurs(monkeypatch):
    from secondop_desktop.paper import fonts

    opened = []
    real = fonts.PaperFont
    monkeypatch.setattr(fonts, "PaperFont", lambda name, file: opened.append(file) or real(name, file))
    face = fonts.Typeface()
    assert face.family("a", "") == "Sans"
    assert opened == ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"]
    assert face.family("क", "") == "Devanagari"
    assert opened[2:] == ["NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"]


def test_every_file_of_a_family_is_there():
    for family in FAMILIES.values():
        for file in filter(None, (family.regular, family.bold)):
            assert (resources() / "fonts" / file).is_file()
