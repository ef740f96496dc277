"""Results over time: other units and ranges apart, limits as limits, and not a word of judgement."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.paper.picture import Box, Disc, Line, Path, Words
from secondop_desktop.paper.results_data import Value, series
from secondop_desktop.paper.results_picture import results_pictures
from secondop_desktop.paper.value_axis import ValueAxis
from tests.paper.pictures import collisions, outside, room, said, squeezed, values

JUDGING = ("bad", "good", "worse", "better", "danger", "normal", "abnormal", "healthy", "improv", "alarm")


def value(words, number, day, unit="U/mL", bound="", high="35", low=""):
    return Value(
        f"result:{words}-{day}",
        words,
        number,
        PartialDate.from_iso(day) if day else None,
        unit,
        bound,
        low,
        high,
        float(low) if low else None,
        float(high) if high else None,
    )


def drawn(*told, width=450.0):
    return results_pictures("CA 15-3", told, room(width))


@settings(max_examples=25, deadline=None)
@given(values(), st.sampled_from([240.0, 450.0, 1050.0]), st.sampled_from([11.0, 16.0, 29.0]))
def test_no_two_words_stand_on_each_other_and_nothing_leaves_the_picture(told, width, size):
    for picture in results_pictures("CA 15-3", told, room(width, size)).pictures:
        assert not collisions(picture)
        assert not outside(picture, spare=size)


@settings(max_examples=25, deadline=None)
@given(values())
def test_each_value_is_on_a_picture_or_named_in_words(told):
    found = results_pictures("CA 15-3", told, room())
    spots = [spot.key for picture in found.pictures for spot in picture.spots]
    assert sorted(spots) == sorted(each.key for each in told if each.drawable)
    everything = said(found)
    for each in told:
        if len(told) <= 10:
            assert squeezed(each.words) in everything
        if not each.drawable:
            assert squeezed(each.said()) in everything


@settings(max_examples=30, deadline=None)
@given(values())
def test_what_stands_in_one_picture_has_one_unit_and_one_printed_range(told):
    for each in series("CA 15-3", told):
        assert len({(one.unit, one.low, one.high) for one in each.values}) == 1
        assert [one.day for one in each.values] == sorted(
            (one.day for one in each.values), key=lambda d: (d.year, d.month or 1, d.day or 1, d.month, d.day)
        ) or any(not one.day.day for one in each.values)


def test_other_units_are_drawn_apart_with_a_sentence():
    found = drawn(value("22", 22, "2026-03-03"), value("0.022", 0.022, "2026-04-03", unit="kU/mL"))
    assert len(found.pictures) == 2
    assert "drawn apart" in found.told[0]
    assert "CA 15-3, in U/mL" in found.pictures[0].texts()
    assert "CA 15-3, in kU/mL" in found.pictures[1].texts()


def test_another_printed_range_is_drawn_apart():
    found = drawn(value("22", 22, "2026-03-03"), value("23", 23, "2026-04-03", high="31"))
    assert len(found.pictures) == 2
    assert not [path for picture in found.pictures for path in picture.shapes if isinstance(path, Path)]


def test_a_value_without_a_unit_says_so_and_is_not_mixed_with_others():
    found = drawn(value("22", 22, "2026-03-03", unit=""), value("23", 23, "2026-04-03"))
    assert "CA 15-3, no unit written down" in found.pictures[0].texts()
    assert len(found.pictures) == 2


def test_a_limit_is_an_empty_mark_with_an_arrow_and_its_line_is_broken():
    (picture,) = drawn(value("22", 22, "2026-03-03"), value("<0.5", 0.5, "2026-05-03", bound="<")).pictures
    assert [disc.fill for disc in picture.shapes if isinstance(disc, Disc)] == ["text", "surface", "surface"]
    assert any(isinstance(line, Line) and line.colour == "accent" and line.dashes for line in picture.shapes)
    assert "An empty mark with an arrow: the lab gave only a limit (<)." in picture.texts()
    assert "<0.5" in picture.texts()


def test_outside_the_range_is_said_in_words_and_by_another_shape():
    told = (value("22", 22, "2026-03-03"), value("41", 41, "2026-05-03"))
    (picture,) = drawn(*told).pictures
    squares = [b for b in picture.shapes if isinstance(b, Box) and b.edge and b.width == b.height]
    assert len(squares) == 2  # the point and its sample below
    assert "A square: outside the range the lab printed." in " ".join(picture.texts())
    assert "41 U/mL, 3 May 2026, outside the range the lab printed" in picture.alt
    assert "22 U/mL, 3 Mar 2026;" in picture.alt


@pytest.mark.parametrize(
    ("words", "number", "bound", "low", "high", "expected"),
    [
        ("35", 35, "", "", "35", False),
        ("35.1", 35.1, "", "", "35", True),
        ("<40", 40, "<", "", "35", False),
        (">40", 40, ">", "", "35", True),
        (">20", 20, ">", "", "35", False),
        ("<0.5", 0.5, "<", "1", "35", True),
        ("<5", 5, "<", "1", "35", False),
        ("0.5", 0.5, "", "1", "", True),
        ("positive", None, "", "1", "35", False),
    ],
)
def test_a_value_is_called_outside_only_when_that_is_sure(words, number, bound, low, high, expected):
    assert value(words, number, "2026", bound=bound, low=low, high=high).outside is expected


def test_the_band_has_the_words_of_the_laboratory():
    (picture,) = drawn(value("22", 22, "2026-03-03", low="10.0", high="35.0")).pictures
    assert "Range the lab printed: 10.0 to 35.0." in picture.texts()
    bands = [box for box in picture.shapes if isinstance(box, Box) and box.fill == "band"]
    assert bands[0].height > 0


def test_a_range_whose_ends_are_the_wrong_way_round_is_told_and_not_drawn():
    (picture,) = drawn(value("22", 22, "2026-03-03", low="35", high="10")).pictures
    assert "Range the lab printed: 35 to 10." in picture.texts()
    legend = [text for text in picture.texts() if text.startswith("Hatched")]
    assert not legend
    assert "outside" not in picture.alt


def test_words_instead_of_a_number_and_no_day_are_named_beside_the_picture():
    found = drawn(value("22", 22, "2026-03-03"), value("positive", None, "2026-04-03"), value("9", 9, ""))
    assert "positive U/mL, 3 Apr 2026; 9 U/mL, no date written down" in found.told[0]


def test_three_thousand_values_are_drawn_and_told_in_short():
    start, dice = date(2018, 1, 1), random.Random(7)  # noqa: S311 - only to look like numbers
    told = []
    for number in range(3000):
        figure = round(dice.uniform(5, 60), 1)
        told.append(value(str(figure), figure, (start + timedelta(days=number)).isoformat()))
    (picture,) = drawn(*told, width=600.0).pictures
    assert len(picture.spots) == 3000
    assert not collisions(picture)
    assert "3000 values." in picture.alt
    assert len(picture.alt) < 800
    assert "points are without their number." in " ".join(picture.texts())


def test_no_picture_ever_judges_a_value():
    told = [value(str(n), n, f"2026-{n % 12 + 1:02d}", bound="<" if n == 3 else "") for n in range(1, 60)]
    found = drawn(*told, value("positive", None, "2026"))
    words = " ".join(
        [*found.told, *(p.alt for p in found.pictures), *(t for p in found.pictures for t in p.texts())]
    )
    assert not [word for word in JUDGING if word in words.casefold()]


def test_a_month_only_has_a_dotted_line_over_all_of_it():
    (picture,) = drawn(value("22", 22, "2026-03"), value("24", 24, "2026-08-03")).pictures
    dotted = [s for s in picture.shapes if isinstance(s, Line) and s.dashes == (2, 2)]
    assert len(dotted) == 2  # the value and its sample below
    assert "A dotted line: the exact day is not known." in picture.texts()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5))
def test_a_scale_holds_all_its_numbers_in_a_few_round_steps(numbers):
    scale = ValueAxis.over(numbers, 0.0, 100.0)
    assert all(-0.01 <= scale.y(number) <= 100.01 for number in numbers)
    assert 2 <= len(scale.ticks()) <= 9
    assert len({words for _y, words in scale.ticks()}) == len(scale.ticks())


def test_the_scale_names_round_numbers():
    assert [words for _y, words in ValueAxis.over([0.0, 35.0], 0, 1).ticks()][:3] == ["0", "10", "20"]
    assert [words for _y, words in ValueAxis.over([12.8, 13.4, 12.0, 15.5], 0, 1).ticks()][:2] == ["11", "12"]
    assert [words for _y, words in ValueAxis.over([0.0, 0.2], 0, 1).ticks()][-1] == "0.20"


def test_the_numbers_stand_on_a_clear_ground():
    (picture,) = drawn(value("22", 22, "2026-03-03"), value("24", 24, "2026-08-03")).pictures
    shown = list(picture.shapes)
    for text in ("22", "24"):
        at = next(n for n, s in enumerate(shown) if isinstance(s, Words) and s.text == text and s.bold)
        ground = shown[at - 1]
        assert isinstance(ground, Box)
        assert ground.fill == "surface"


@pytest.mark.parametrize("size", [11.0, 16.0])
def test_monstrous_units_and_ranges_make_no_monstrous_picture_and_are_told_in_whole(size):
    unit, high = "per square mile of kidney " * 200, "normal unless the moon is full " * 200
    told = [
        Value(f"r{n}", str(n), float(n), PartialDate(2026, 3, n), unit.strip(), high=high.strip())
        for n in (1, 2, 3)
    ]
    found = results_pictures("CA 15-3 " * 60, told, room(size=size))
    (picture,) = found.pictures
    assert picture.height < 600
    assert not collisions(picture)
    assert any(unit.strip() in words for words in found.told)
    assert any(high.strip() in words for words in found.told)
