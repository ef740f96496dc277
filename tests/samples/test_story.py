"""The story of the sample case holds together: every name in it leads somewhere."""

from datetime import date, time

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import appointments, attendees, captured, doctors, documents, pieces, requests
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.case.captured import Captured
from secondop_desktop.case.closings import Closing
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.handouts import Handout
from secondop_desktop.case.person import Person
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import FLAGS, MOST_STARRED, Asking, Question
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.case.requests import Request
from secondop_desktop.case.tasks import Task
from secondop_desktop.case.visit_plans import VisitPlan
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.questions.catalogue import load

DAYS = {
    "day": ("day", "as_of", "dated", "written_at", "due", "asked_on"),
    "diagnosed_day": ("diagnosed_on",),
    "source_day": ("source_date",),
    "decide_by_day": ("decide_by",),
    "waiting_said_day": ("waiting_said_on",),
    "done_day": ("done_at",),
    "due_day": ("due",),
    "expires_day": ("expires_on",),
    "report_due_day": ("report_due",),
    "report_came_day": ("report_came",),
}
LINKS = {
    "doctor": ("doctor_id",),
    "appointment": ("appointment_id",),
    "file": ("file_name", "document_id"),
    "piece": ("piece_id",),
    "request": ("request_id",),
}
OURS = {"key", "catalogue", "facts", "askings", "flags", "answered", "pieces", "moves", "minute"}
OF_WHAT_IT_BECAME = {"owner", "due_day", "planned_day", "facility", "clear"}
"""What is told of a line that was caught in the room, and stands in the case beside what the line became."""


def everything(value, path=""):
    """Each value of the story with the names that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from everything(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from everything(inner, f"{path}[{number}]")
    else:
        yield path, value


def is_day(path):
    name = path.rsplit(".", 1)[-1]
    return name == "day" or name.endswith("_day")


def flat(story, *names):
    """The tables under `names`, one inside the other, as one list."""
    found = [story]
    for name in names:
        found = [inner for table in found for inner in table.get(name, [])]
    return found


def flat_list(tables):
    return [row for table in tables for row in table]


def test_days_are_whole_numbers_counted_from_the_day_it_is_made(story):
    days = {path: value for path, value in everything(story) if is_day(path)}
    assert len(days) > 20
    assert [path for path, value in days.items() if type(value) is not int] == []
    assert all(-1_000 <= value <= 120 for value in days.values())  # results go back two years


def test_no_text_names_a_date_that_would_grow_old(story):
    texts = [
        value for path, value in everything(story) if isinstance(value, str) and "birth_date" not in path
    ]
    this_century = [text for text in texts if "202" in text]
    assert this_century == []


@pytest.mark.parametrize(
    ("names", "family"),
    [
        (("facts",), DiagnosisFact),
        (("reasons",), Reason),
        (("doctors",), Doctor),
        (("doctors", "facts"), DoctorFact),
        (("appointments",), Appointment),
        (("questions",), Question),
        (("questions", "askings"), Asking),
        (("documents",), Document),
        (("tasks",), Task),
        (("requests",), Request),
        (("examinations",), Examination),
        (("examinations", "pieces"), Piece),
        (("examinations", "pieces", "moves"), Move),
        (("wanted",), Wanted),
        (("attendees",), Attendee),
        (("captured",), Captured),
        (("handouts",), Handout),
        (("closings",), Closing),
        (("plans",), VisitPlan),
    ],
)
def test_every_field_has_a_place_in_the_case(story, names, family):
    columns = set(family.__table__.columns.keys())
    tables = flat(story, *names)
    assert tables
    for table in tables:
        for key in set(table) - OURS - (OF_WHAT_IT_BECAME if family is Captured else set()):
            assert columns & {key, *DAYS.get(key, ()), *LINKS.get(key, ())}, key


@pytest.mark.parametrize(
    ("name", "family"), [("person", Person), ("diagnosis", Diagnosis), ("purpose", Purpose)]
)
def test_every_single_field_has_a_place_in_the_case(story, name, family):
    columns = set(family.__table__.columns.keys())
    for key in story[name]:
        assert columns & {key, *DAYS.get(key, ())}, key


def test_every_doctor_that_is_named_exists(story):
    keys = {doctor["key"] for doctor in story["doctors"]}
    named = [flat(story, "appointments"), flat(story, "documents"), flat(story, "questions", "askings")]
    found = {table["doctor"] for tables in named for table in tables if "doctor" in table}
    assert found
    assert found <= keys


def test_every_piece_request_and_file_of_the_tracker_exists(story):
    parts = {f"{e['key']} {p['form']}" for e in story["examinations"] for p in e["pieces"]}
    asked = {request["key"] for request in story["requests"]}
    files = {record["file"] for record in story["documents"]}
    moves = flat(story, "examinations", "pieces", "moves")
    assert {line["piece"] for line in story["wanted"] if "piece" in line} <= parts
    assert {move["request"] for move in moves if "request" in move} == asked
    tables = [*story["wanted"], *flat(story, "examinations", "pieces")]
    assert {table["file"] for table in tables if "file" in table} <= files
    assert {line["appointment"] for line in story["wanted"]} <= {v["key"] for v in story["appointments"]}
    assert {move["state"] for move in moves} <= set(pieces.STATES)
    assert {request["kind"] for request in story["requests"]} <= set(requests.KINDS)


def test_every_appointment_that_is_named_exists(story):
    keys = [visit["key"] for visit in story["appointments"]]
    assert len(keys) == len(set(keys))
    tables = [story[name] for name in ("notes", "attendees", "captured", "handouts", "closings")]
    found = {table["appointment"] for table in [*flat(story, "questions", "askings"), *flat_list(tables)]}
    assert found
    assert found <= set(keys)


def test_kinds_and_roles_are_those_of_the_case(story):
    assert {doctor["role"] for doctor in story["doctors"]} <= set(doctors.ROLES)
    assert {visit["kind"] for visit in story["appointments"]} <= set(appointments.KINDS)
    assert {visit["mode"] for visit in story["appointments"]} <= set(appointments.MODES)
    assert {record["kind"] for record in story["documents"]} <= set(documents.KINDS)
    assert {
        flag for asking in flat(story, "questions", "askings") for flag in asking.get("flags", ())
    } <= set(FLAGS)


def test_what_was_caught_and_who_was_there_is_of_a_known_kind(story):
    assert {line["kind"] for line in story["captured"]} <= set(captured.KINDS)
    assert {there["role"] for there in story["attendees"]} <= set(attendees.ROLES)
    day = {visit["key"]: visit["day"] for visit in story["appointments"]}
    assert all(day[line["appointment"]] < 0 for line in [*story["captured"], *story["closings"]])


def test_visits_that_lie_behind_are_done_and_those_ahead_are_planned(story):
    for visit in story["appointments"]:
        time.fromisoformat(visit["hour"])
        assert visit["status"] == ("done" if visit["day"] < 0 else "planned")
    assert any(visit["kind"] == "second_opinion" and visit["day"] > 0 for visit in story["appointments"])
    assert any(visit["kind"] == "first_opinion" and visit["day"] < 0 for visit in story["appointments"])


def test_three_questions_are_starred(story):
    starred = [question for question in story["questions"] if question.get("starred")]
    assert len(starred) == MOST_STARRED == 3


def test_each_question_comes_from_the_catalogue_or_brings_its_own_words(story):
    for question in story["questions"]:
        assert bool(question.get("catalogue")) != bool(question.get("text"))
        assert question["askings"], "a question that is put to nobody"


def test_only_past_visits_have_answers_and_each_says_who_gave_it(story):
    day = {visit["key"]: visit["day"] for visit in story["appointments"]}
    answered = [asking for asking in flat(story, "questions", "askings") if asking.get("answered")]
    assert len(answered) >= 4
    for asking in answered:
        assert day[asking["appointment"]] < 0
        assert asking["answer"].strip()
        assert asking["answered_by"].strip()
    raised = {flag for asking in answered for flag in asking["flags"]}
    assert raised == set(FLAGS), "each flag is shown once in the sample"


def test_every_fact_has_a_source_and_a_day(story):
    for fact in [*story["facts"], *flat(story, "doctors", "facts")]:
        assert fact["topic"]
        assert fact["text"]
        assert fact["source"]
        assert fact["day"] <= 0


def test_the_person_is_invented_and_her_birthday_is_a_date(story):
    assert PartialDate.from_iso(story["person"]["birth_date"]).whole() == date(1965, 3, 9)
    assert any(not text.isascii() for text in (doctor["name"] for doctor in story["doctors"]))
    phones = [value for path, value in everything(story) if path.endswith((".phone", ".fax"))]
    assert phones
    assert all(number.startswith("555-01") for number in phones), "numbers that are kept for stories"


def test_the_time_to_decide_ends_after_the_second_opinion(story):
    second = next(visit for visit in story["appointments"] if visit["kind"] == "second_opinion")
    assert second["day"] < story["purpose"]["decide_by_day"]
    assert story["purpose"]["decide_by_day"] == story["diagnosis"]["diagnosed_day"] + 42, "six weeks"


def test_reasons_moment_and_cancer_type_are_known_to_the_vocabulary(story):
    words = load()
    assert {reason["key"] for reason in story["reasons"]} <= {reason.key for reason in words.reasons}
    assert story["purpose"]["moment"] in {moment.key for moment in words.moments}
    assert story["diagnosis"]["cancer_type"] in {kind.key for kind in words.cancer_types}
    phases = {question["phase"] for question in story["questions"] if "phase" in question}
    assert phases <= {phase.key for phase in words.phases}


def test_questions_of_the_catalogue_are_found_there_and_own_ones_have_a_phase(story):
    known = load().by_id
    taken = [question["catalogue"] for question in story["questions"] if "catalogue" in question]
    assert len(taken) == len(set(taken)) >= 4
    assert set(taken) <= set(known)
    own = [question for question in story["questions"] if "catalogue" not in question]
    assert len(own) >= 4
    assert all(question["phase"] for question in own)
