"""Every change leaves a version, and the versions alone give back the present."""

from datetime import timedelta

from sqlalchemy import text

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import doctors, documents, notes, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault.check import check
from secondop_desktop.vault.history import Change, versions_of


def history_of(vault, item):
    with vault.connection() as connection:
        return versions_of(connection, item)


def write(vault, what):
    with vault.write() as session:
        return what(session)


def test_the_first_row_ever_written_has_a_history(vault):
    kept = write(vault, lambda s: doctors.keep(s, Doctor(name="Dr A", phone="1")))
    (first,) = history_of(vault, kept.id)
    assert (first.kind, first.family, first.parents) == (Change.NEW, "doctor", ())
    assert (first.changes["name"], first.changes["phone"]) == ("Dr A", "1")


def test_an_edit_after_a_while_is_a_version_of_its_own_with_what_changed(vault, frozen_clock):
    kept = write(vault, lambda s: doctors.keep(s, Doctor(name="Dr A")))
    frozen_clock.move_on(timedelta(minutes=5))
    write(vault, lambda s: setattr(doctors.one(s, kept.id), "phone", "222"))
    first, second = history_of(vault, kept.id)
    assert second.kind is Change.EDIT
    assert second.parents == (first.id,)
    assert second.changes == {"phone": "222"}
    assert second.clock > first.clock


def test_typing_within_a_minute_becomes_one_version(vault, frozen_clock):
    visit = write(vault, lambda s: s.merge(Appointment(day="2026-03-05")))
    note = write(vault, lambda s: notes.write(s, visit.id, "S", frozen_clock.now()))
    for length in range(2, 12):
        frozen_clock.move_on(timedelta(seconds=3))
        write(vault, lambda s, n=length: notes.write(s, visit.id, "She said wait"[:n], frozen_clock.now()))
    (only,) = history_of(vault, note.id)
    assert only.kind is Change.NEW
    assert only.changes["text"] == "She said wai"[:11]
    frozen_clock.move_on(timedelta(minutes=2))
    write(vault, lambda s: notes.write(s, visit.id, "She said wait", frozen_clock.now()))
    assert [v.changes["text"] for v in history_of(vault, note.id)] == ["She said wa", "She said wait"]


def test_a_version_that_was_copied_is_never_joined(vault, frozen_clock, tmp_path):
    kept = write(vault, lambda s: doctors.keep(s, Doctor(name="Dr A")))
    vault.copy_into(tmp_path / "copy.db")
    before = history_of(vault, kept.id)
    for phone in ("22", "222"):
        write(vault, lambda s, phone=phone: setattr(doctors.one(s, kept.id), "phone", phone))
    after = history_of(vault, kept.id)
    assert after[:1] == before
    assert [v.changes.get("phone") for v in after] == ["", "222"]


def test_throwing_away_and_bringing_back_are_versions_too(vault, frozen_clock):
    kept = write(vault, lambda s: tasks.keep(s, Task(text="Ring")))
    for change in (bin_.throw_away, bin_.bring_back):
        frozen_clock.move_on(timedelta(minutes=2))
        write(vault, lambda s, change=change: change(s, "task", kept.id))
    kinds = [("binned_at" in v.changes, v.changes.get("binned_at")) for v in history_of(vault, kept.id)]
    assert [had for had, _ in kinds] == [True, True, True]
    assert kinds[1][1] is not None
    assert kinds[2][1] is None


def test_what_is_gone_for_good_keeps_its_history(vault, frozen_clock):
    kept = write(vault, lambda s: tasks.keep(s, Task(text="Ring")))
    frozen_clock.move_on(timedelta(minutes=2))
    write(vault, lambda s: s.delete(s.get(Task, kept.id)))
    assert [v.kind for v in history_of(vault, kept.id)] == [Change.NEW, Change.GONE]
    assert check(vault).good


def test_the_clock_never_goes_back_even_when_the_computers_does(vault, frozen_clock):
    kept = write(vault, lambda s: doctors.keep(s, Doctor(name="Dr A")))
    frozen_clock.move_on(timedelta(days=-3))
    write(vault, lambda s: doctors.keep(s, Doctor(name="Dr B")))
    with vault.connection() as connection:
        stamps = [row.clock for row in connection.execute(text("SELECT clock FROM version ORDER BY seq"))]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == len(stamps)
    assert kept


def test_the_present_can_be_rebuilt_from_the_history_alone(vault, frozen_clock):
    doctor = write(vault, lambda s: doctors.keep(s, Doctor(name="Dr Nguyễn")))
    task = write(vault, lambda s: tasks.keep(s, Task(text="Ring")))
    for number in range(5):
        frozen_clock.move_on(timedelta(minutes=number))
        write(vault, lambda s, n=number: setattr(doctors.one(s, doctor.id), "phone", str(n)))
        write(vault, lambda s, n=number: tasks.tick(s, task.id, frozen_clock.now() if n % 2 else None))
    assert check(vault).history_agrees
    with vault.connection() as connection:
        connection.execute(text("UPDATE task SET text = 'Wrong'"))
        connection.commit()
    assert not check(vault).history_agrees


def test_page_texts_are_sealed_but_have_no_history(vault, frozen_clock):
    document = Document(title="Report", blob="ab" * 32, added_at=frozen_clock.now())
    kept = write(vault, lambda s: documents.keep(s, document))
    page = Page(document_id=kept.id, number=1, text="grade 2")
    write(vault, lambda s: documents.keep_page(s, page))
    assert history_of(vault, page.id) == []
    assert vault.adds_up()
    write(vault, lambda s: s.delete(s.get(Page, page.id)))
    assert vault.adds_up()
