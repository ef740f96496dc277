"""The timeline as a picture: nothing stands on anything, nothing is left out, nothing is cut."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.paper.picture import Box, Disc, Line, Path
from secondop_desktop.paper.timeline_data import (
    DIAGNOSIS,
    EVENT,
    KINDS,
    OPINION,
    TREATMENT,
    VISIT,
    Entry,
    Timeline,
    kind_words,
)
from secondop_desktop.paper.timeline_picture import timeline_picture
from tests.paper.pictures import collisions, entries, outside, partial_dates, room, said, squeezed

TODAY = date(2026, 11, 21)


def day(text):
    return PartialDate.from_iso(text)


def drawn(*told, width=450.0, size=11.0, height=0.0):
    return timeline_picture(Timeline(tuple(told), TODAY), room(width, size, height))


def shapes(picture, kind):
    return [shape for shape in picture.shapes if isinstance(shape, kind)]


@settings(max_examples=25, deadline=None)
@given(entries(), st.sampled_from([260.0, 450.0, 1050.0]), st.sampled_from([11.0, 16.0, 29.0]))
def test_no_two_words_stand_on_each_other_and_nothing_leaves_the_picture(told, width, size):
    found = timeline_picture(Timeline(told, TODAY), room(width, size))
    for picture in found.pictures:
        assert not collisions(picture)
        assert not outside(picture, spare=size)


@settings(max_examples=25, deadline=None)
@given(entries())
def test_each_entry_is_on_the_picture_or_named_in_words(told):
    found = timeline_picture(Timeline(told, TODAY), room())
    everything = said(found)
    for entry in told:
        assert squeezed(entry.words) in everything
    spots = [spot.key for picture in found.pictures for spot in picture.spots]
    assert sorted(spots) == sorted(entry.key for entry in told if entry.days is not None)


@settings(max_examples=25, deadline=None)
@given(entries(), st.floats(220, 700))
def test_on_pages_the_pictures_are_no_higher_than_a_page_and_hold_the_same(told, height):
    whole = timeline_picture(Timeline(told, TODAY), room())
    paged = timeline_picture(Timeline(told, TODAY), room(height=height))
    for picture in paged.pictures:
        assert picture.height <= height or len(picture.spots) == 1 or height < 320
    assert {s.key for p in whole.pictures for s in p.spots} == {
        s.key for p in paged.pictures for s in p.spots
    }


@settings(max_examples=25, deadline=None)
@given(partial_dates(1885, 2190), partial_dates(1885, 2190))
def test_the_years_or_months_are_named_whatever_the_span(first, last):
    found = drawn(Entry("a", EVENT, "one", first), Entry("b", EVENT, "two", last))
    (picture,) = found.pictures
    assert any(str(year) in text for text in picture.texts()[:40] for year in range(1880, 2201))
    assert not collisions(picture)


def test_one_day_and_forty_years_both_have_an_axis():
    (one,) = drawn(Entry("a", EVENT, "one", day("2026-03-03"))).pictures
    assert "March 2026" in one.texts()
    assert "3" in one.texts()
    (forty,) = drawn(Entry("a", EVENT, "one", day("1986")), Entry("b", EVENT, "b", day("2026"))).pictures
    assert {"1990", "2000", "2010", "2020"} <= set(forty.texts())


def test_a_year_that_is_begun_has_its_number():
    (picture,) = drawn(
        Entry("a", EVENT, "one", day("2025-12-30")), Entry("b", EVENT, "two", day("2026-12-05"))
    ).pictures
    assert {"2025", "2026"} <= set(picture.texts())


def test_an_empty_timeline_has_no_picture():
    assert drawn() == drawn()
    assert not drawn().pictures


def test_what_has_no_date_is_named_beside_the_picture():
    found = drawn(Entry("a", EVENT, "Fever", None), Entry("b", EVENT, "Fall", day("2026")))
    assert found.told == ("Without a date, so not in the picture: Fever.",)


def test_a_name_that_is_too_long_is_told_in_whole_beside_the_picture():
    name = "chemotherapy " * 60
    found = drawn(Entry("a", TREATMENT, name.strip(), day("2026-03")))
    assert any(text.endswith("…") for text in found.pictures[0].texts())
    assert name.strip() in found.told[0]


def test_what_goes_on_has_an_arrow_up_to_today_and_says_so():
    (picture,) = drawn(Entry("a", TREATMENT, "Letrozole", day("2026-07-02"), going_on=True)).pictures
    assert "since 2 Jul 2026, still going on" in picture.texts()
    assert "Still going on." in picture.texts()
    arrows = [path for path in shapes(picture, Path) if path.closed and path.fill == "text"]
    assert len(arrows) == 2  # on the bar and on its sample below


def test_an_end_before_the_beginning_is_told_and_not_drawn():
    entry = Entry("a", TREATMENT, "Radiation", day("2026-06-10"), day("2026-03-02"))
    found = drawn(entry)
    assert "as its end an earlier day is written" in " ".join(found.pictures[0].texts())
    (whole,) = drawn(Entry("a", TREATMENT, "Radiation", day("2026-06-10"), day("2026-06-10"))).pictures
    bars = [[box.width for box in shapes(p, Box) if box.edge] for p in (found.pictures[0], whole)]
    assert bars[0] == bars[1]  # drawn on the day of its beginning only


def test_a_treatment_without_an_end_is_not_said_to_go_on():
    (picture,) = drawn(Entry("a", TREATMENT, "Radiation", day("2025-03-02"))).pictures
    assert "from 2 Mar 2025, no end written down" in " ".join(picture.texts())
    assert "Still going on." not in picture.texts()


def test_the_part_of_a_bar_whose_day_is_not_known_is_empty_and_dotted():
    (picture,) = drawn(Entry("a", TREATMENT, "Radiation", day("2026-03"), day("2026-07"))).pictures
    unsure, sure = [box for box in shapes(picture, Box) if box.edge][:2]
    assert unsure.dashes
    assert not sure.dashes
    assert unsure.x < sure.x < sure.x + sure.width < unsure.x + unsure.width
    assert "The exact day is not known." in picture.texts()


def test_what_is_planned_is_an_outline_and_says_so():
    (picture,) = drawn(
        Entry("a", TREATMENT, "Lumpectomy", day("2026-12-10"), planned=True),
        Entry("b", OPINION, "Dr Lee", day("2026-12-01"), planned=True),
    ).pictures
    assert "planned: 10 Dec 2026" in " ".join(picture.texts())
    assert not [line for line in shapes(picture, Line) if line.colour == "quiet" and line.x1 != line.x2]
    assert [path.fill for path in shapes(picture, Path) if path.closed] == ["surface"]


def test_the_kinds_are_told_apart_by_shape_and_by_heading_not_by_colour():
    told = [Entry(kind, kind, f"name of {kind}", day("2026-03-03")) for kind in KINDS]
    (picture,) = drawn(*told).pictures
    assert set(kind_words().values()) <= set(picture.texts())
    marks = {}
    for kind in KINDS:
        (alone,) = drawn(Entry(kind, kind, "x", day("2026-03-03"))).pictures
        marks[kind] = tuple(
            (type(shape).__name__, len(getattr(shape, "points", ())))
            for shape in alone.shapes
            if isinstance(shape, Disc | Path) or (isinstance(shape, Box) and shape.edge)
        )
    assert marks[DIAGNOSIS] != marks[OPINION] != marks[EVENT] != marks[TREATMENT]
    assert marks[VISIT] == marks[DIAGNOSIS]  # both have four corners: a square on its side and on its tip
    assert {shape.fill for shape in picture.shapes if isinstance(shape, Disc | Path)} == {"text"}


def test_the_description_says_every_entry():
    told = [Entry(str(n), KINDS[n % 5], f"entry {n}", day("2026-03-03")) for n in range(200)]
    (picture,) = drawn(*told).pictures
    assert [n for n in range(200) if f"entry {n}: " not in picture.alt] == []
    assert picture.alt.count("3 Mar 2026") >= 200


def test_two_hundred_entries_stand_in_lanes_of_several():
    start = date(2020, 1, 1)
    told = [
        Entry(str(n), EVENT, f"event {n}", PartialDate.of(start + timedelta(days=11 * n))) for n in range(200)
    ]
    (picture,) = drawn(*told, width=1050.0).pictures
    assert not collisions(picture)
    heights = {spot.y for spot in picture.spots}
    assert len(heights) < 100


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_clear_of_the_line_of_today(kind):
    (picture,) = drawn(Entry("a", kind, "something that happened", PartialDate.of(TODAY))).pictures
    shown = list(picture.shapes)
    grounds = [n for n, shape in enumerate(shown) if isinstance(shape, Box) and shape.fill == "surface"]
    today = next(n for n, s in enumerate(shown) if isinstance(s, Line) and s.colour == "accent")
    assert today < min(grounds)
