"""Dates in the languages of the people who write them: read as meant, or asked again, never guessed."""

from datetime import UTC, date, time, timedelta

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base import dates, language
from secondop_desktop.base.dates import PartialDate, read_date, read_time
from secondop_desktop.base.errors import FieldError

TODAY = date(2026, 3, 2)
READ_WHOLE = ("en", "es", "fr", "de", "it", "pt", "pl", "tr", "sv", "fi", "hu", "ro", "el", "id", "ar", "cs")
ALL = (*READ_WHOLE, "vi", "ru", "uk", "zh", "ja", "ko", "he", "fa", "hi", "th", "nl")
DAYS = st.dates(date(1900, 1, 1), date(2190, 12, 31))
PARTIAL = st.builds(
    lambda day, known: PartialDate(*(day.year, day.month, day.day)[:known]), DAYS, st.integers(1, 3)
)
WORDS = st.text(st.sampled_from("0123456789 ./-,:apmjunyT年月тыíé٣"), max_size=14)


def read(typed, today=TODAY):
    """The date, or nothing when the person is asked to write it another way."""
    try:
        return read_date(typed, today)
    except FieldError:
        return None


@pytest.mark.parametrize("code", READ_WHOLE)
@given(PARTIAL)
def test_what_the_program_writes_in_full_it_reads_again(code, known):
    language.use(code)
    assert read(known.words()) == known


@pytest.mark.parametrize("code", ALL)
@given(PARTIAL)
def test_no_language_turns_its_own_words_into_another_date(code, known):
    language.use(code)
    assert read(known.words()) in (known, None)
    assert read(known.short_words()) in (known, None)
    assert PartialDate.from_iso(known.iso()) == known


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("fi", "14 mar 2026"),  # maaliskuu is March, marraskuu is November
        ("fr", "14 jui 2026"),  # juin or juillet
        ("vi", "tháng 5 2026"),  # the word for month is no month
        ("pl", "14 kw"),
    ],
)
def test_letters_that_begin_two_months_are_asked_again(code, typed):
    language.use(code)
    assert read(typed) is None


@pytest.mark.parametrize(
    ("code", "typed", "wanted"),
    [
        ("fi", "14 marras 2026", "2026-11-14"),
        ("fr", "14 juin 2026", "2026-06-14"),
        ("fr", "1 juil 2026", "2026-07-01"),
        ("cs", "červen 2026", "2026-06"),
        ("cs", "14. července 2026", "2026-07-14"),
        ("es", "14 de mayo de 2026", "2026-05-14"),
        ("pl", "14 maj 2026", "2026-05-14"),
        ("de", "14. März 2026", "2026-03-14"),
        ("de", "14 march 2026", "2026-03-14"),
    ],
)
def test_a_month_is_known_by_the_letters_that_are_its_own(code, typed, wanted):
    language.use(code)
    assert read(typed).iso() == wanted


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1900, 2190), st.sampled_from("/.- "))
def test_two_numbers_that_could_each_be_the_month_are_never_put_in_order(one, other, year, mark):
    found = read(f"{one}{mark}{other}{mark}{year}")
    assert found == (PartialDate(year, one, one) if one == other else None)


@given(DAYS, st.sampled_from("/.- "))
def test_a_day_past_the_twelfth_is_read_whichever_side_it_stands_on(day, mark):
    wanted = PartialDate.of(day)
    for typed in (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day.month}{mark}{day.day}{mark}{day.year}",
    ):
        assert read(typed) in ((wanted,) if day.day > 12 or day.day == day.month else (None,))
    assert read(f"{day.year}{mark}{day.month}{mark}{day.day}") == wanted


@given(DAYS, st.integers(1, 12), st.integers(1, 31))
def test_a_day_without_its_year_is_the_next_one(today, month, day):
    found = read(f"{day} {get_month_names('wide', locale='en')[month]}", today)
    if found is not None:
        assert (found.month, found.day) == (month, day)
        assert 0 <= (found.whole() - today).days <= 366
    else:
        assert day > 28  # a day that the coming month does not have; it is never pushed to the next


@given(WORDS)
def test_whatever_is_typed_is_read_or_answered_with_a_sentence(typed):
    found = read(typed)
    if found is None:
        with pytest.raises(FieldError, match=r"\.$") as refusal:
            read_date(typed, TODAY, "when")
        assert refusal.value.field == "when"
        assert "2026" in refusal.value.advice
    else:
        assert dates.EARLIEST_YEAR <= found.year <= dates.LATEST_YEAR
        assert PartialDate.from_iso(found.iso()) == found


@pytest.mark.parametrize("typed", ["may 0", "0 may 2026", "2026-05-00", "2026-00", "2026/5/0", "00.05.2026"])
def test_a_nought_is_no_day_and_no_month(typed):
    assert read(typed) is None


@given(DAYS, DAYS)
def test_dates_stand_in_the_order_of_the_calendar(one, other):
    assert (PartialDate.of(one) < PartialDate.of(other)) == (one < other)
    assert (PartialDate.of(one).iso() < PartialDate.of(other).iso()) == (one < other)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_hour_is_read_in_both_ways_of_counting(hour, minute):
    wanted = time(hour, minute)
    half = "pm" if hour >= 12 else "am"
    assert read_time(wanted.strftime("%H:%M")) == wanted
    assert read_time(f"{hour % 12 or 12}:{minute:02d} {half}") == wanted
    assert read_time(f"{hour % 12 or 12}.{minute:02d}{half[0].upper()}.{half[1]}.") == wanted


@pytest.mark.parametrize("typed", ["13 am", "0 pm", "0:30 am", "24:00", "24 pm"])
def test_an_hour_that_contradicts_itself_is_asked_again(typed):
    with pytest.raises(FieldError, match="cannot be read"):
        read_time(typed)


def test_an_hour_of_the_afternoon_may_say_so_twice():
    assert read_time("16:30 pm") == time(16, 30)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Chicago", date(2026, 3, 8), 23),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Asia/Ho_Chi_Minh", date(2026, 3, 29), 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_of_its_place_make_it(zone, day, hours):
    start = dates.on_the_wall(day, time(0), zone).astimezone(UTC)
    end = dates.on_the_wall(day + timedelta(days=1), time(0), zone).astimezone(UTC)
    assert end - start == timedelta(hours=hours)


@given(DAYS, st.times(), st.sampled_from(["Asia/Tokyo", "UTC", "Asia/Ho_Chi_Minh"]))
def test_an_instant_taken_to_another_zone_and_back_shows_the_same_wall(day, hour, zone):
    there = dates.on_the_wall(day, hour, zone)
    back = there.astimezone(UTC).astimezone(there.tzinfo)
    assert (back.date(), back.time()) == (day, hour)


@given(st.integers(-400, 400))
def test_how_far_off_a_day_is_never_shows_a_minus_or_a_nought(days):
    said = dates.distance_words(TODAY + timedelta(days=days), TODAY)
    assert "-" not in said
    assert "{" not in said
    assert not said.startswith(("0", "in 0", "in 1 ", "1 "))
    if abs(days) > 1:
        assert str(abs(days)) in said
