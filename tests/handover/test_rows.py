"""Values go into JSON and come back as they were; what no case could hold is refused with its field."""

import io
import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.doctors import DoctorFact
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.questions import Question
from secondop_desktop.case.recordings import Recording
from secondop_desktop.flows import open_case
from secondop_desktop.handover import lines, rows

assert open_case  # it makes every family known to the mapper
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
FILES = {"ab": "records/a.pdf"}


def back(family, told):
    return rows.from_json(family, json.loads(rows.line(told)), {path: blob for blob, path in FILES.items()})


@given(WORDS, st.booleans(), st.integers(-(1 << 63), (1 << 63) - 1))
def test_words_ticks_and_numbers_come_back(words, starred, rank):
    question = Question(text=words, starred=starred, rank=rank)
    again = back(Question, rows.as_json(question, {}))
    assert (again.id, again.text, again.starred, again.rank) == (question.id, words, starred, rank)


@given(st.datetimes(timezones=st.timezones()), st.integers(0, 10**9), st.binary(max_size=99))
def test_moments_lengths_and_bytes_come_back(moment, milliseconds, content):
    sound = Recording(appointment_id="v", started_at=moment, source="file", seconds=milliseconds / 1000)
    again = back(Recording, rows.as_json(sound, {}))
    # An hour that a clock shows twice equals nothing in another zone (PEP 495), so instants are compared.
    assert again.started_at.astimezone(UTC) == moment.astimezone(UTC)
    assert round(again.seconds * 1000) == milliseconds
    page = Page(document_id="d", number=1, words=content)
    assert back(Page, rows.as_json(page, {})).words == content


@pytest.mark.parametrize("date", [PartialDate(2026), PartialDate(2026, 3), PartialDate(2026, 3, 14), None])
def test_half_dates_come_back(date):
    fact = DoctorFact(doctor_id="d", topic="t", text="x", as_of=date)
    assert back(DoctorFact, rows.as_json(fact, {})).as_of == date


def test_a_file_is_told_by_its_path(frozen_clock):
    record = Document(title="MRI", blob="ab", added_at=frozen_clock.now())
    told = rows.as_json(record, FILES)
    assert told["blob"] == "records/a.pdf"
    assert back(Document, told).blob == "ab"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("blob", "records/other.pdf"),
        ("added_at", "2026-01-01"),
        ("title", 5),
        ("size", 1.5),
        ("dated", "soon"),
    ],
)
def test_what_no_case_could_hold_is_refused_with_its_field(frozen_clock, field, value):
    told = rows.as_json(Document(title="MRI", blob="ab", added_at=frozen_clock.now()), FILES)
    with pytest.raises(rows.NotReadable) as refused:
        back(Document, told | {field: value})
    assert refused.value.field == field


def test_an_entry_without_what_it_needs_is_refused():
    with pytest.raises(rows.NotReadable):
        rows.from_json(Question, {"id": "x"}, {})


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 1e300, True, "1"])
def test_a_length_that_is_none_is_refused(seconds, frozen_clock):
    sound = Recording(appointment_id="v", started_at=frozen_clock.now(), source="file")
    with pytest.raises(rows.NotReadable):
        rows.from_json(Recording, rows.as_json(sound, {}) | {"seconds": seconds}, {})


def read(content, **how):
    return [told for _, told in lines.objects(io.BytesIO(content), **how)]


def test_lines_are_flat_objects_and_everything_else_is_passed_over():
    content = b'{"a":1}\n[1]\n{"a":[1]}\n{"a":{"b":1}}\nnull\n"x"\n\n{"a":"\\u00e4"}\n\xff\n{"b":2}'
    assert read(content) == [{"a": 1}, None, None, None, None, None, {"a": "ä"}, None, {"b": 2}]


def test_after_a_line_that_nests_without_end_the_next_ones_are_read():
    assert read(b'{"a":' * 200_000 + b'\n{"b":2}\n') == [None, {"b": 2}]
    assert read(b"[" * 200_000 + b'\n{"b":2}\n', flat=False) == [None, {"b": 2}]


def test_a_line_that_is_too_long_is_passed_over_to_its_end():
    long = b'{"a":"' + b"x" * 500_000 + b'"}\n'
    assert read(long + b'{"b":2}\n', longest=1000) == [None, {"b": 2}]
    assert read(b'{"b":2}\n' + long[:-1], longest=1000) == [{"b": 2}, None]


def test_what_is_not_flat_is_read_where_that_is_meant():
    assert read(b'{"changes":{"a":1},"parents":["x"]}', flat=False) == [
        {"changes": {"a": 1}, "parents": ["x"]}
    ]
