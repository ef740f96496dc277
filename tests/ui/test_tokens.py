"""The colours can be told apart by people who see little contrast."""

import pytest

from secondop_desktop.ui.tokens import COLOURS, THEMES, Tokens, contrast

TEXT = [(text, ground) for text in ("text", "text2") for ground in ("canvas", "surface")] + [
    ("text", "hover"), ("text", "sunken"), ("text", "primary_soft"), ("text", "sidebar"),
]  # fmt: skip
REST = [
    *[("text3", ground) for ground in ("surface", "canvas", "sidebar", "sunken")],
    ("text2", "sidebar"), ("text2", "sunken"), ("text2", "hover"), ("text2", "primary_soft"),
    *[("on_primary", ground) for ground in ("primary", "primary_hover", "primary_press")],
    *[("on_soft", ground) for ground in ("primary_soft", "surface", "canvas", "hover")],
    *[(tone, ground) for tone in ("warn", "ok", "danger", "info") for ground in (f"{tone}_soft", "surface")],
    ("danger", "canvas"), ("text", "warn_soft"),
]  # fmt: skip
EDGES = [
    *[(edge, ground) for edge in ("edge", "focus", "primary", "danger") for ground in ("surface", "canvas")],
    ("focus", "sidebar"), ("focus_on_primary", "primary"),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT, 7), (REST, 4.5), (EDGES, 3)], ids=["text", "rest", "edges"]
)
def test_every_pair_of_colours_has_enough_contrast(theme, pairs, least):
    colours = COLOURS[theme]
    weak = {
        (front, back): round(contrast(getattr(colours, front), getattr(colours, back)), 2)
        for front, back in pairs
        if contrast(getattr(colours, front), getattr(colours, back)) < least
    }
    assert not weak


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#000000", "#FFFFFF"), 3) == 21


def test_letters_and_controls_grow_with_the_text_size_and_distances_less():
    small, large = Tokens("light", 1.0), Tokens("light", 2.0)
    assert (small.type("body"), large.type("body")) == (16, 32)
    assert (small.control, large.control) == (44, 88)
    assert (small.space("l"), large.space("l")) == (24, 36)


def test_only_high_contrast_has_thick_lines():
    assert [Tokens(theme).line for theme in THEMES] == [1, 1, 2]
