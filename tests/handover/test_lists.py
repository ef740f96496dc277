"""Each list says what the case says, in the order in which one asks for it, and nothing from the bin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.results import Result
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.case.task_origins import TaskOrigin
from secondop_desktop.case.tasks import Task
from secondop_desktop.handover import lists
from secondop_desktop.handover.given import Given

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def listed(name, *records, **more):
    """The rows of one list, each by its heads."""
    entries = {}
    for record in records:
        entries.setdefault(type(record).__tablename__, []).append(record)
    given = Given(entries, more.pop("paths", {}), NOW, ZoneInfo("America/Chicago"), **more)
    found = next(one for one in lists.all_lists(given) if one.name == name)
    return [dict(zip(found.head, row, strict=True)) for row in found.rows]


def test_every_list_of_an_empty_case_is_empty_and_has_heads():
    for one in lists.all_lists(Given({}, {}, NOW, ZoneInfo("UTC"))):
        assert one.rows == ()
        assert len(set(one.head)) == len(one.head) > 3


def test_visits_come_in_their_order_with_their_doctors():
    doctor = Doctor(name="Dr Lee", binned_at=NOW)  # one in the bin has a name all the same
    late = Appointment(day="2026-05-14", hour="10:30", doctor_id=doctor.id, minutes=45)
    early = Appointment(day="2026-03-01", kind="test", status="done")
    gone = Appointment(day="2026-01-01", binned_at=NOW)
    rows = listed("appointments", doctor, late, early, gone)
    assert [row["Day"] for row in rows] == ["2026-03-01", "2026-05-14"]
    assert [row["State"] for row in rows] == ["Took place", "Planned"]
    assert rows[1]["Doctor"] == "Dr Lee"
    assert (rows[0]["Minutes"], rows[1]["Minutes"]) == ("", "45")


def test_a_question_stands_once_for_each_time_it_was_asked_and_once_when_it_never_was():
    visit = Appointment(day="2026-05-14")
    one, two = Question(text="Why?", rank=2), Question(text="When?", rank=1, starred=True)
    asked = [
        Asking(
            question_id=one.id, appointment_id=visit.id, answer="Because.", answered_at=NOW, important=True
        ),
        Asking(question_id=one.id, answer="", binned_at=NOW),
    ]
    rows = listed("questions and answers", visit, one, two, *asked)
    assert [(row["Question"], row["Answer"], row["Ask first"]) for row in rows] == [
        ("When?", "", "yes"),
        ("Why?", "Because.", ""),
    ]
    assert rows[1]["When"] == "2026-03-02 09:30"
    assert rows[1]["At the visit"] == "2026-05-14 Second opinion"


def test_where_a_piece_is_follows_from_its_last_step():
    examination = Examination(what="Biopsy", dated=PartialDate(2026, 2))
    asked, nobody = (Piece(examination_id=examination.id, form="slides") for _ in range(2))
    steps = [
        Move(piece_id=asked.id, state="asked", written_at=NOW, who="City Hospital"),
        Move(
            piece_id=asked.id, state="received", written_at=NOW.replace(hour=16), day=PartialDate(2026, 3, 2)
        ),
    ]
    rows = listed("where records are", examination, asked, nobody, *reversed(steps))
    assert [(row["Examination"], row["State"], row["Since"]) for row in rows] == [
        ("Biopsy", "Received", "2026-03-02"),
        ("Biopsy", "Not asked for", ""),
    ]


def test_tasks_results_medicines_and_facts_keep_their_words():
    task = Task(text="Call", due=PartialDate(2026, 4), done_at=NOW)
    origin = TaskOrigin(task_id=task.id, owner="Tom", source="Dr Lee")
    assert listed("tasks", task, origin)[0] | {"Until when": "", "Done": ""} == {
        "What": "Call",
        "Until when": "",
        "Done": "",
        "Who does it": "Tom",
        "Who said so": "Dr Lee",
    }
    assert listed("results", Result(marker="CA 15-3", value="<0.5"))[0]["Value"] == "<0.5"
    assert (
        listed("medicines", Medicine(name="A", state="named"))[0]["State"]
        == "Named by the doctor, not taken yet"
    )
    doctor = Doctor(name="Dr Lee")
    fact = DoctorFact(doctor_id=doctor.id, topic="Board", text="Yes", as_of=PartialDate(2026))
    assert listed("doctor facts", doctor, fact)[0]["When it was so"] == "2026"


def test_a_record_leads_to_its_file_and_its_text_unless_it_was_lost():
    record = Document(title="MRI", blob="ab", added_at=NOW)
    more = {"paths": {"ab": "records/MRI.pdf"}, "texts": {record.id: "text/MRI.txt"}}
    assert listed("records", record, **more)[0]["File"] == "records/MRI.pdf"
    lost = {"paths": {"ab": "records/MRI.pdf"}, "lost": frozenset({"ab"})}
    assert listed("records", record, **lost)[0]["File"] == ""


def test_the_log_tells_the_latest_first():
    old = Sharing(what="summary", name="Dr Lee", given_at=NOW, how="printed")
    new = Sharing(what="whole_case", recipient="myself", given_at=NOW.replace(day=3), how="exported")
    rows = listed("given away", old, new)
    assert [(row["What"], row["To whom"]) for row in rows] == [
        ("whole case", "myself"),
        ("summary", "Dr Lee"),
    ]
