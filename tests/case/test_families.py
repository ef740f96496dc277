"""Each family keeps what it is given, tidied, and refuses nonsense with a sentence at its field."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.case import (
    appointments,
    bin,
    diagnosis,
    doctors,
    documents,
    notes,
    person,
    reasons,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.person import Person
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.table import Record
from secondop_desktop.case.tasks import Task

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def visit(session, **values):
    kept = appointments.keep(
        session, Appointment(**{"day": "2026-03-05", "zone": "America/Chicago", **values})
    )
    session.flush()
    return kept


def test_the_tables_of_the_first_step_are_the_tables_the_code_expects(vault):
    with vault.connection() as connection:
        seen = inspect(connection)
        for table in Record.metadata.sorted_tables:
            columns = {c["name"]: c["nullable"] for c in seen.get_columns(table.name) if c["name"] != "seq"}
            assert columns == {c.name: c.nullable for c in table.columns}, table.name
            indexes = {i["name"] for i in seen.get_indexes(table.name)}
            assert {i.name for i in table.indexes} <= indexes, table.name


def test_a_person_needs_a_name_and_is_greeted_by_the_preferred_one(session):
    with pytest.raises(FieldError, match="whose case"):
        person.keep(session, Person(name=" "))
    kept = person.keep(session, Person(name=" Margaret  Ellison ", birth_date=PartialDate(1965, 4)))
    assert (kept.name, kept.called) == ("Margaret  Ellison", "Margaret")
    kept.preferred_name = "Maggie"
    session.flush()
    assert person.known(session).called == "Maggie"


def test_a_record_in_a_log_line_shows_none_of_its_values():
    assert "Margaret" not in repr(Person(name="Margaret"))


def test_facts_carry_their_source_and_date(session):
    diagnosis.keep(session, Diagnosis(sentence=" Early cancer. ", cancer_type="breast"))
    fact = DiagnosisFact(topic="Grade", text="2", source="Report p. 2", as_of=PartialDate(2026, 3, 3))
    diagnosis.keep_fact(session, fact)
    session.flush()
    (found,) = diagnosis.facts(session)
    assert (found.source, found.as_of.words()) == ("Report p. 2", "3 March 2026")
    assert diagnosis.known(session).sentence == "Early cancer."
    for broken in (DiagnosisFact(topic="", text="x"), DiagnosisFact(topic="x", text="")):
        with pytest.raises(FieldError):
            diagnosis.keep_fact(session, broken)


def test_reasons_are_exactly_the_chosen_ones_and_old_words_come_back(session):
    reasons.choose(session, {"specialist": "mine is rare", "peace_of_mind": ""})
    session.flush()
    reasons.choose(session, {"peace_of_mind": ""})
    session.flush()
    assert [r.key for r in reasons.chosen(session)] == ["peace_of_mind"]
    reasons.choose(session, {"specialist": "again", "peace_of_mind": ""})
    session.flush()
    assert {r.key: r.own_words for r in reasons.chosen(session)} == {
        "specialist": "again",
        "peace_of_mind": "",
    }


def test_the_purpose_of_the_second_opinion_is_one_row(session):
    kept = reasons.keep_purpose(session, Purpose(decision=" Operate? ", decide_by=PartialDate(2026, 4)))
    session.flush()
    kept.waiting_said = "Three weeks are fine."
    session.flush()
    assert reasons.purpose(session).waiting_said == "Three weeks are fine."


def test_a_doctor_needs_a_name_and_is_found_by_it(session):
    with pytest.raises(FieldError, match="needs a name"):
        doctors.keep(session, Doctor(name=""))
    kept = doctors.keep(session, Doctor(name="Dr Nguyễn Thị Hạnh"))
    session.flush()
    assert doctors.by_name(session, "dr nguyễn thị hạnh").id == kept.id
    assert doctors.by_name(session, "Dr Nobody") is None


def test_background_notes_of_a_doctor_need_a_text_and_get_a_topic(session):
    kept = doctors.keep(session, Doctor(name="Dr A"))
    session.flush()
    doctors.keep_fact(session, DoctorFact(doctor_id=kept.id, topic="", text="Trained in Leeds"))
    session.flush()
    assert [(f.topic, f.text) for f in doctors.background(session, kept.id)] == [("Note", "Trained in Leeds")]
    with pytest.raises(FieldError):
        doctors.keep_fact(session, DoctorFact(doctor_id=kept.id, topic="x", text=" "))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": ""}, "when"),
        ({"day": "soon"}, "when"),
        ({"hour": "25:00"}, "hour"),
        ({"zone": "Mars/X"}, "zone"),
    ],
)
def test_a_visit_without_a_real_date_hour_or_zone_is_refused(session, values, field):
    with pytest.raises(FieldError) as refusal:
        visit(session, **values)
    assert refusal.value.field == field


def test_a_visit_stays_at_its_hour_when_the_clocks_change(session):
    winter = visit(session, day="2026-03-05", hour="10:30")
    summer = visit(session, day="2026-03-12", hour="10:30")
    assert winter.starts.astimezone(UTC).hour == 16
    assert summer.starts.astimezone(UTC).hour == 15


def test_a_visit_is_ahead_until_it_is_over(session):
    soon = visit(session, day="2026-03-02", hour="09:00", minutes=60)  # 15:00 to 16:00 UTC
    long_ago = visit(session, day="2026-02-02", hour="09:00")
    today_without_hour = visit(session, day="2026-03-02")
    called_off = visit(session, day="2026-04-02", status="cancelled")
    assert appointments.upcoming(session, NOW) == [today_without_hour, soon]
    assert appointments.past(session, NOW) == [called_off, long_ago]
    assert not appointments.is_ahead(soon, NOW + timedelta(minutes=31))
    appointments.finish(session, soon, NOW)
    assert soon not in appointments.upcoming(session, NOW)


def test_visits_with_one_doctor_are_listed_by_date(session):
    doctor = doctors.keep(session, Doctor(name="Dr A"))
    session.flush()
    later = visit(session, day="2026-05-01", doctor_id=doctor.id)
    sooner = visit(session, day="2026-04-01", doctor_id=doctor.id)
    visit(session, day="2026-04-15")
    assert appointments.with_doctor(session, doctor.id) == [sooner, later]
    assert appointments.one(session, later.id) is later


def test_the_free_page_of_a_visit_is_one_note_kept_exactly_as_typed(session):
    place = visit(session)
    notes.write(session, place.id, "  first ", NOW)
    session.flush()
    notes.write(session, place.id, "  first and more ", NOW)
    session.flush()
    assert [n.text for n in notes.everything(session)] == ["  first and more "]


def test_tasks_that_are_done_stand_last(session):
    first, second = (tasks.keep(session, Task(text=text)) for text in ("Ring", "Write"))
    session.flush()
    tasks.tick(session, first.id, NOW)
    session.flush()
    assert [t.text for t in tasks.everything(session)] == ["Write", "Ring"]
    tasks.tick(session, first.id, None)
    session.flush()
    assert [t.text for t in tasks.everything(session)] == ["Ring", "Write"]
    assert second.done_at is None
    with pytest.raises(FieldError):
        tasks.keep(session, Task(text=""))


def document(session, **values):
    kept = documents.keep(
        session, Document(**{"title": "Report", "blob": "ab" * 32, "added_at": NOW, **values})
    )
    session.flush()
    return kept


def test_what_was_not_read_to_the_end_is_the_work_queue(session):
    one = document(session)
    two = document(session, blob="cd" * 32)
    documents.count_pages(session, one.id, 2)
    documents.finish_reading(session, one.id)
    documents.finish_reading(session, two.id, "It is broken.")
    session.flush()
    assert documents.waiting(session) == []
    assert (one.state, one.pages, two.state, two.problem) == ("read", 2, "unreadable", "It is broken.")
    documents.read_again(session, [two.id])
    session.flush()
    assert [d.id for d in documents.waiting(session)] == [two.id]


def test_a_page_that_is_read_again_replaces_what_was_there(session):
    kept = document(session)
    for text in ("grade 1", "grade 2"):
        documents.keep_page(session, Page(document_id=kept.id, number=1, text=text))
        session.flush()
    assert [p.text for p in documents.pages_of(session, kept.id)] == ["grade 2"]


def test_records_stand_newest_first_and_undated_ones_last(session):
    for day, blob in ((None, "a"), (PartialDate(2026, 3), "b"), (PartialDate(2026, 3, 9), "c")):
        document(session, dated=day, blob=blob * 64)
    assert [d.blob[0] for d in documents.everything(session)] == ["c", "b", "a"]
    assert documents.with_blob(session, "b" * 64).dated == PartialDate(2026, 3)
    with pytest.raises(FieldError):
        document(session, title="")


def test_the_bin_lists_brings_back_and_forgets_nothing(session, frozen_clock):
    doctor = doctors.keep(session, Doctor(name="Dr A"))
    task = tasks.keep(session, Task(text="Ring"))
    session.flush()
    bin.throw_away(session, "doctor", doctor.id, frozen_clock)
    frozen_clock.move_on(timedelta(minutes=1))
    bin.throw_away(session, "task", task.id, frozen_clock)
    session.flush()
    assert doctors.everyone(session) == []
    assert [(b.family, b.title) for b in bin.contents(session)] == [("task", "Ring"), ("doctor", "Dr A")]
    bin.bring_back(session, "doctor", doctor.id)
    session.flush()
    assert [d.name for d in doctors.everyone(session)] == ["Dr A"]


def test_every_family_that_can_be_binned_has_a_title_in_the_bin(session, frozen_clock):
    doctor = doctors.keep(session, Doctor(name="Dr A"))
    session.flush()
    place = visit(session, goal="Second opinion")
    things = {
        "doctor": doctor,
        "doctor_fact": doctors.keep_fact(session, DoctorFact(doctor_id=doctor.id, topic="t", text="Kind")),
        "appointment": place,
        "note": notes.write(session, place.id, "Words", NOW),
        "document": document(session),
    }
    session.flush()
    for family, thing in things.items():
        bin.throw_away(session, family, thing.id, frozen_clock)
    session.flush()
    titles = {b.family: b.title for b in bin.contents(session)}
    assert titles == {
        "doctor": "Dr A",
        "doctor_fact": "Kind",
        "appointment": "Second opinion",
        "note": "Words",
        "document": "Report",
    }


def test_something_that_is_no_longer_there_is_said_in_a_sentence(session):
    with pytest.raises(UserError, match="no longer there"):
        doctors.one(session, "nothing")
