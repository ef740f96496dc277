"""What damaged entries are called: by what is left of them, else by the day they were first written."""

from datetime import UTC, datetime

import pytest

from secondop_desktop.flows.item_words import ItemWords, moment_near, written_on

DAY = "019cae7f-2c00-7000-8000-000000000000"
KNOWN = {
    ("doctor", "d"): {"name": "Dr Lee"},
    ("appointment", "v"): {"day": "2026-03-03", "doctor_id": "d"},
    ("appointment", "alone"): {"day": "2026-03-03"},
    ("question", "q"): {"text": "Why " * 40},
    ("document", "r"): {"title": "Pathology report"},
    ("examination", "e"): {"what": "Core biopsy"},
    ("asking", "a"): {"question_id": "short"},
    ("question", "short"): {"text": "Operate?"},
    ("task", "t"): {"text": "Ring the office"},
    ("piece", "p"): {"examination_id": "e", "form": "slides"},
}


def name(clock, family, **values):
    known = {**KNOWN, (family, DAY): values}
    return ItemWords(known.get, clock).name((family, DAY))


@pytest.mark.parametrize(
    ("family", "values", "said"),
    [
        ("note", {"written_at": "2026-03-03T20:00:00+00:00"}, "Note of 3 March 2026"),
        (
            "note",
            {"written_at": "2026-03-04T02:00:00+00:00", "appointment_id": "v"},
            "Note of 3 March 2026, visit of 3 March 2026 with Dr Lee",
        ),
        ("appointment", {"day": "2026-03-03"}, "Visit of 3 March 2026"),
        ("asking", {"question_id": "q", "appointment_id": "alone"}, "put to a doctor, visit of 3 March 2026"),
        ("asking", {"question_id": "q", "answer": "So."}, "Answer to “Why"),
        ("doctor_fact", {"topic": "Training", "doctor_id": "d"}, "Note “Training” about Dr Lee"),
        ("doctor_fact", {"topic": "Training"}, "Note “Training” about a doctor"),
        ("diagnosis_fact", {"topic": "Stage"}, "Finding “Stage”"),
        ("page", {"document_id": "r", "number": 3}, "Text of page 3 of “Pathology report”"),
        (
            "pin",
            {"document_id": "r", "number": 3, "text": "Ask"},
            "Note “Ask” on page 3 of “Pathology report”",
        ),
        (
            "photo",
            {"document_id": "r", "file_name": "a.jpg"},
            "Photo “a.jpg” of “Pathology report”",
        ),
        ("photo", {"document_id": "r"}, "A photo of “Pathology report”"),
        ("pin", {"document_id": "r", "number": 3}, "A mark on page 3 of “Pathology report”"),
        ("page_turn", {"document_id": "r", "number": 3}, "How page 3 of “Pathology report” is turned"),
        (
            "recording",
            {"started_at": "2026-03-04T02:00:00+00:00", "appointment_id": "v"},
            "Recording of 3 March 2026, visit of 3 March 2026 with Dr Lee",
        ),
        ("recording", {"started_at": "2026-03-04T02:00:00+00:00", "title": "Memo"}, "Recording “Memo”"),
        ("sound_original", {"file_name": "a.m4a"}, "The file “a.m4a” with sound of a visit"),
        ("permission", {"appointment_id": "alone"}, "Whether sound may be recorded, visit of 3 March 2026"),
        ("reason", {"own_words": "It is rare"}, "The reason “It is rare”"),
        ("examination", {"what": "Core biopsy"}, "Examination “Core biopsy”"),
        ("piece", {"examination_id": "e", "form": "slides"}, "Slides or blocks of “Core biopsy”"),
        ("move", {"piece_id": "p", "state": "sent"}, "The step “Sent”: Slides or blocks of “Core biopsy”"),
        ("move", {"piece_id": "gone", "state": "sent"}, "The step “Sent” of a record"),
        ("request", {"facility": "City Hospital"}, "Request to City Hospital"),
        (
            "wanted",
            {"text": "Slides", "appointment_id": "v"},
            "“Slides”, needed for the visit of 3 March 2026 with Dr Lee",
        ),
        ("wanted", {"text": "Slides"}, "“Slides”, needed for a visit"),
        (
            "captured",
            {"text": "MRI in May", "appointment_id": "v"},
            "Line “MRI in May”, visit of 3 March 2026 with Dr Lee",
        ),
        ("captured", {"text": "MRI in May"}, "Line “MRI in May”"),
        (
            "attendee",
            {"name": "Tom", "appointment_id": "alone"},
            "“Tom”, who was there, visit of 3 March 2026",
        ),
        ("handout", {"what": "Leaflet"}, "Paper “Leaflet”"),
        (
            "closing",
            {"appointment_id": "v"},
            "What you wrote after the visit of 3 March 2026 with Dr Lee",
        ),
        ("carry_over", {"asking_id": "a"}, "What becomes of “Operate?”"),
        ("medicine", {"name": "Letrozole"}, "Medicine “Letrozole”"),
        ("opinion_fact", {"text": "No hurry"}, "What a doctor said: “No hurry”"),
        ("task_origin", {"task_id": "t"}, "Who does “Ring the office”, and who said so"),
    ],
)
def test_it_is_called_by_what_is_known(frozen_clock, family, values, said):
    assert said in name(frozen_clock, family, **values)


@pytest.mark.parametrize(
    ("family", "values", "said"),
    [
        ("note", {"written_at": "garbled"}, "A note, first written on 2 March 2026"),
        ("asking", {"question_id": "gone"}, "A question put to a doctor, first written on 2 March 2026"),
        ("doctor_fact", {}, "A note about a doctor, first written on 2 March 2026"),
        ("page", {}, "The text of a page, first written on 2 March 2026"),
        ("photo", {}, "A photo of a page, first written on 2 March 2026"),
        ("pin", {}, "A note on a page, first written on 2 March 2026"),
        ("examination", {}, "An examination, first written on 2 March 2026"),
        ("piece", {"form": "slides"}, "A piece of an examination, first written on 2 March 2026"),
        ("move", {"state": "flown"}, "A step of a record on its way, first written on 2 March 2026"),
        ("request", {}, "A request for records, first written on 2 March 2026"),
        ("wanted", {}, "Something a visit needs, first written on 2 March 2026"),
        ("captured", {}, "A line from a visit, first written on 2 March 2026"),
        (
            "carry_over",
            {},
            "What becomes of a question without an answer, first written on 2 March 2026",
        ),
        ("closing", {}, "What you wrote after a visit, first written on 2 March 2026"),
        ("task_origin", {}, "Who does a reminder, and who said so, first written on 2 March 2026"),
        ("appointment", {"day": "soon"}, "A visit, first written on 2 March 2026"),
        ("person", {}, "Your own details"),
        ("something newer", {}, "An entry, first written on 2 March 2026"),
    ],
)
def test_without_that_by_its_kind_and_its_day(frozen_clock, family, values, said):
    assert name(frozen_clock, family, **values) == said


def test_a_long_text_is_cut(frozen_clock):
    said = ItemWords(KNOWN.get, frozen_clock).name(("question", "q"))
    assert len(said) < 80
    assert said.endswith("…”")


def test_an_id_that_tells_no_day_is_passed_over(frozen_clock):
    assert written_on("no id", frozen_clock) is None
    assert ItemWords(dict().get, frozen_clock).name(("task", "no id")) == "A reminder"


@pytest.mark.parametrize(
    ("day", "said"), [(2, "today 08:20"), (1, "yesterday 08:20"), (0, "28 February 2026, 08:20")]
)
def test_moments_of_these_days_are_said_as_people_say_them(frozen_clock, day, said):
    moment = datetime(2026, 3, day, 14, 20, tzinfo=UTC) if day else datetime(2026, 2, 28, 14, 20, tzinfo=UTC)
    assert moment_near(moment, frozen_clock) == said
