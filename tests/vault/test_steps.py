"""A step knows what a transaction changed, puts it back, and never runs over what came since."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import doctors, drafts, page_turns, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.questions import Question
from secondop_desktop.case.table import Kept, Record
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import steps
from secondop_desktop.vault.check import check
from secondop_desktop.vault.digest import raw_value
from secondop_desktop.vault.history import Change, versions_of
from secondop_desktop.vault.steps import ChangedSince

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
BINNED = (Task, Doctor, Question)


def do(vault, command):
    """Run a command and give back its step and its result."""
    with vault.watch() as step, vault.write() as session:
        result = command(session)
    return step, result


def put_back(vault, step):
    return do(vault, lambda session: steps.put_back(session, step, NOW, BINNED))[0]


def row(vault, family, item):
    with vault.read() as session:
        return session.get(family, item)


def a_task(vault, **given):
    return do(vault, lambda s: tasks.keep(s, Task(text="Ring", **given)))[1].id


def test_an_edit_is_put_back_and_done_again(vault):
    item = a_task(vault, due=PartialDate(2026, 3))

    def edit(session):
        found = session.get(Task, item)
        found.text, found.due, found.done_at = "Call", None, NOW

    step, _ = do(vault, edit)
    again = put_back(vault, step)
    found = row(vault, Task, item)
    assert (found.text, found.due, found.done_at) == ("Ring", PartialDate(2026, 3), None)
    put_back(vault, again)
    found = row(vault, Task, item)
    assert (found.text, found.due, found.done_at) == ("Call", None, NOW)
    assert check(vault).database_good


def test_only_the_fields_of_the_step_are_put_back(vault):
    item = a_task(vault)
    step, _ = do(vault, lambda s: tasks.tick(s, item, NOW))
    do(vault, lambda s: setattr(s.get(Task, item), "text", "Ring the clinic"))
    put_back(vault, step)
    found = row(vault, Task, item)
    assert (found.text, found.done_at) == ("Ring the clinic", None)


def test_a_field_that_was_changed_since_is_never_run_over(vault):
    item = a_task(vault)
    other = a_task(vault)

    def both(session):
        session.get(Task, other).text = "Two"
        session.get(Task, item).text = "One"

    step, _ = do(vault, both)
    do(vault, lambda s: setattr(s.get(Task, item), "text", "Mine"))
    with pytest.raises(ChangedSince) as refused:
        put_back(vault, step)
    assert (refused.value.family, refused.value.item) == ("task", item)
    assert refused.value.values["text"] == "Mine"
    assert row(vault, Task, item).text == "Mine"
    assert row(vault, Task, other).text == "Two"


def test_what_was_new_goes_to_the_bin_and_comes_back(vault):
    step, kept = do(vault, lambda s: tasks.keep(s, Task(text="Ring")))
    again = put_back(vault, step)
    assert row(vault, Task, kept.id).binned_at == NOW
    put_back(vault, again)
    assert row(vault, Task, kept.id).binned_at is None


def test_a_new_row_of_a_family_without_a_bin_is_deleted_and_made_again(vault):
    with vault.write() as session:
        session.add(Document(id="record", title="Letter", blob="ab" * 32, added_at=NOW))
    step, _ = do(vault, lambda s: page_turns.turn(s, "record", 3, 90))
    (turned,) = [each.item for each in step]
    again = put_back(vault, step)
    assert row(vault, page_turns.PageTurn, turned) is None
    put_back(vault, again)
    assert row(vault, page_turns.PageTurn, turned).degrees == 90
    kinds = []
    with vault.connection() as connection:
        kinds = [version.kind for version in versions_of(connection, turned)]
    assert kinds == [Change.NEW, Change.GONE, Change.NEW]
    assert check(vault).database_good


def test_what_was_deleted_for_good_is_made_again_unless_it_is_there(vault):
    item = a_task(vault)
    with vault.write() as session:
        session.add(Question(id="q", text="Why?", starred=True))
    gone, _ = do(vault, lambda s: s.delete(s.get(Question, "q")))
    put_back(vault, gone)
    assert row(vault, Question, "q").starred is True
    with pytest.raises(ChangedSince):
        put_back(vault, gone)
    edited, _ = do(vault, lambda s: tasks.tick(s, item, NOW))
    do(vault, lambda s: s.delete(s.get(Task, item)))
    with pytest.raises(ChangedSince) as refused:
        put_back(vault, edited)
    assert refused.value.values == {"done_at": None}


def test_several_changes_of_one_row_are_one(vault):
    def thrice(session):
        kept = tasks.keep(session, Task(text="A"))
        session.flush()
        kept.text = "B"
        session.flush()
        kept.text = "C"
        return kept.id

    step, item = do(vault, thrice)
    (only,) = step
    assert (only.before, only.after["text"]) == (None, "C")
    put_back(vault, step)
    assert row(vault, Task, item).binned_at == NOW


def test_transactions_of_one_block_are_one_step(vault):
    item = a_task(vault)
    with vault.watch() as step:
        for text in ("A", "B"):
            with vault.write() as session:
                session.get(Task, item).text = text
        with vault.write() as session:
            fresh = tasks.keep(session, Task(text="new"))
        with vault.write() as session:
            session.get(Task, fresh.id).text = "newer"
            brief = tasks.keep(session, Task(text="brief"))
        with vault.write() as session:
            session.delete(session.get(Task, brief.id))
    put_back(vault, step)
    assert row(vault, Task, item).text == "Ring"
    assert row(vault, Task, fresh.id).binned_at == NOW
    assert row(vault, Task, brief.id) is None


def test_a_row_deleted_after_an_edit_comes_back_as_it_was_first(vault):
    item = a_task(vault)
    with vault.watch() as step:
        with vault.write() as session:
            session.get(Task, item).text = "B"
        with vault.write() as session:
            session.delete(session.get(Task, item))
    put_back(vault, step)
    assert row(vault, Task, item).text == "Ring"


def test_what_ends_as_it_began_is_no_step(vault):
    item = a_task(vault)

    def there_and_back(session):
        for text in ("Call", "Ring"):
            session.get(Task, item).text = text
            session.flush()

    assert not do(vault, there_and_back)[0]


def test_a_transaction_that_failed_is_no_part_of_a_step(vault):
    item = a_task(vault)

    def fail(session):
        session.get(Task, item).text = "Call"
        session.flush()
        raise ValueError("no")

    with vault.watch() as step:
        with pytest.raises(ValueError, match="no"), vault.write() as session:
            fail(session)
        with vault.write():
            pass
    assert not step


def test_only_the_thread_that_watches_is_watched(vault):
    item = a_task(vault)
    with vault.watch() as step:
        other = threading.Thread(target=lambda: do(vault, lambda s: tasks.tick(s, item, NOW)))
        other.start()
        other.join()
    assert not step


def test_what_has_no_history_is_no_part_of_a_step(vault):
    step, _ = do(vault, lambda s: drafts.keep(s, "window", {"a": "half"}))
    assert not step
    assert not do(vault, lambda s: drafts.keep(s, "window", {"a": "half t"}))[0]
    assert not do(vault, lambda s: drafts.give_up(s, "window"))[0]


def test_what_is_made_by_a_machine_is_neither_asked_for_nor_put_back(vault):
    with vault.write() as session:
        session.add(Document(id="record", title="Letter", blob="ab" * 32, added_at=NOW))

    def rename(session):
        found = session.get(Document, "record")
        found.title, found.state = "Report", "waiting"

    step, _ = do(vault, rename)
    do(vault, lambda s: setattr(s.get(Document, "record"), "state", "read"))
    put_back(vault, step)
    found = row(vault, Document, "record")
    assert (found.title, found.state) == ("Letter", "read")


def test_an_undo_soon_after_is_a_version_of_its_own(vault, frozen_clock):
    item = a_task(vault)
    frozen_clock.move_on(timedelta(minutes=2))
    step, _ = do(vault, lambda s: setattr(s.get(Task, item), "text", "Words of mine"))
    put_back(vault, step)
    with vault.connection() as connection:
        told = [version.changes.get("text") for version in versions_of(connection, item)]
    assert told == ["Ring", "Words of mine", "Ring"]


def test_every_kind_of_value_comes_back_as_it_was(vault):
    """Each column of each family, given an ordinary value, survives the way into a step and out of it."""
    families = [mapper.class_ for mapper in Record.registry.mappers if issubclass(mapper.class_, Kept)]
    checked = set()
    for family in families:
        for column in family.__table__.columns:
            value = _some(column)
            kind = column.type if hasattr(column.type, "process_bind_param") else None
            raw = raw_value(value, kind)
            assert steps.value_of(column, raw) == value, (family, column.name)
            assert steps.value_of(column, None) is None
            checked.add(type(column.type).__name__)
    assert {"Boolean", "InstantColumn", "PartialDateColumn", "LargeBinary", "Integer"} <= checked


def _some(column):
    kind = type(column.type).__name__
    return {
        "Boolean": True,
        "InstantColumn": NOW,
        "PartialDateColumn": PartialDate(2026, 3),
        "SecondsColumn": 12.345,
        "LargeBinary": b"\x00\xff",
        "Integer": 7,
        "Float": 0.5,
    }.get(kind, "words")


def test_a_visit_and_all_its_fields_come_back(vault):
    with vault.write() as session:
        visit = session.merge(Appointment(day="2026-03-05", place="Here"))
    step, _ = do(vault, lambda s: s.delete(s.get(Appointment, visit.id)))
    put_back(vault, step)
    found = row(vault, Appointment, visit.id)
    assert (found.day, found.place) == ("2026-03-05", "Here")


def test_a_doctor_is_kept_with_the_words_of_both(vault):
    step, kept = do(vault, lambda s: doctors.keep(s, Doctor(name="Dr A")))
    do(vault, lambda s: setattr(s.get(Doctor, kept.id), "phone", "555"))
    with pytest.raises(ChangedSince):
        put_back(vault, step)
    assert row(vault, Doctor, kept.id).binned_at is None
