"""How a case came about is still told after it was given out and brought in."""

import io
import itertools
import json
from datetime import timedelta

import pytest

from secondop_desktop.case import appointments, bin, documents, notes, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import take_in
from secondop_desktop.flows.as_written import as_written
from secondop_desktop.flows.give_out import give_out
from secondop_desktop.vault.check import check
from secondop_desktop.vault.history import Change, versions_of
from tests.flows.given_case import LETTER, bring, filled, given_once, mark_again, out

FIXTURES = (bring, filled, given_once, out)


@pytest.fixture
def visited(vault, frozen_clock):
    """A visit whose page was changed after it was over, a task that went for good, and a record."""
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-02"))
        gone = tasks.keep(session, Task(text="Gone"))
        session.flush()
        note = notes.write(session, visit.id, "As it was said.", frozen_clock.now())
        session.flush()
    frozen_clock.move_on(timedelta(hours=1))
    with vault.write() as session:
        appointments.finish(session, appointments.one(session, visit.id), frozen_clock.now())
        session.delete(session.get(Task, gone.id))
    frozen_clock.move_on(timedelta(days=2))
    with vault.write() as session:
        notes.write(session, visit.id, "As it is remembered.", frozen_clock.now())
    take_in.take_in(vault, [LETTER])
    return visit.id, note.id, gone.id


def versions(vault, item):
    with vault.connection() as connection:
        return versions_of(connection, item)


def test_each_version_of_before_is_there_and_the_new_one_follows_it(vault, visited, tmp_path, bring):
    _visit, note, gone = visited
    place = give_out(vault, tmp_path / "out").place
    made = bring(place)
    assert made.troubles == ()
    before, after = versions(vault, note), versions(made.vault, note)
    assert [(v.kind, v.changes, v.clock, v.writer) for v in before] == [
        (v.kind, v.changes, v.clock, v.writer) for v in after[:-1]
    ]
    assert after[-1].kind is Change.NEW
    for earlier, later in itertools.pairwise(after):
        assert later.parents == (earlier.id,)
        assert later.clock > earlier.clock
    assert [v.kind for v in versions(made.vault, gone)] == [Change.NEW, Change.GONE]
    found = check(made.vault)
    assert found.history_agrees
    assert found.adds_up
    assert not found.damaged_rows


def test_what_was_written_in_the_room_can_still_be_seen(vault, visited, tmp_path, bring):
    made = bring(give_out(vault, tmp_path / "out").place)
    with made.vault.read() as session:
        told = as_written(session, appointments.one(session, visited[0]))
    assert [(text.then, text.now) for text in told.texts] == [("As it was said.", "As it is remembered.")]


def test_a_second_time_nothing_of_the_history_is_lost_either(vault, visited, tmp_path, bring):
    made = bring(give_out(vault, tmp_path / "out").place)
    again = give_out(made.vault, tmp_path / "again").place

    def said(place):
        lines = (place / "data" / "history.jsonl").read_text(encoding="utf-8").splitlines()
        return {(one["item"], one["clock"], one["kind"]) for one in map(json.loads, lines)}

    assert said(tmp_path / "out") < said(again)


def change_history(out, change):
    file = out / "data" / "history.jsonl"
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("".join(json.dumps(one) + "\n" for one in change(told)), encoding="utf-8")
    mark = json.loads((out / "data" / "case.json").read_text(encoding="utf-8"))
    mark["families"]["history"] = mark["history"]
    (out / "data" / "case.json").write_text(json.dumps(mark), encoding="utf-8")
    mark_again(out)
    mark = json.loads((out / "data" / "case.json").read_text(encoding="utf-8"))
    mark["history"] = mark["families"].pop("history")
    (out / "data" / "case.json").write_text(json.dumps(mark), encoding="utf-8")


def test_a_file_that_only_the_history_names_goes_out_and_comes_in(
    vault, visited, tmp_path, bring, frozen_clock
):
    frozen_clock.move_on(timedelta(hours=1))
    with vault.write() as session:
        record = documents.everything(session)[0]
        record.blob = vault.blobs.keep(io.BytesIO(b"another file")).name
    place = give_out(vault, tmp_path / "out").place
    assert (place / "earlier" / "file").read_bytes() == LETTER.read_bytes()
    made = bring(place)
    names = [v.changes.get("blob") for v in versions(made.vault, record.id)]
    with made.vault.blobs.open(names[0]) as opened:
        assert opened.read_all() == LETTER.read_bytes()
    again = give_out(made.vault, tmp_path / "again").place
    files = "data/files.jsonl"
    assert (place / files).read_bytes() == (again / files).read_bytes()


WRONG = (
    {"family": "nothing"},
    {"family": "page"},
    {"item": "../x"},
    {"kind": "made up"},
    {"clock": "9999999999999-000000"},
    {"clock": "soon"},
    {"writer": ""},
    {"changes": []},
    {"parents": "none"},
)


def test_versions_that_cannot_be_are_left_out_and_the_rest_still_agrees(out, bring):
    def change(told):
        return [*told, *({**told[-1], "id": f"v{n}", **wrong} for n, wrong in enumerate(WRONG)), told[0]]

    change_history(out, change)
    made = bring(out)
    assert made.troubles == ("A part of the history cannot be read and was left out.",)
    assert check(made.vault).history_agrees


def test_what_the_history_tells_of_and_did_not_come_in_is_gone(out, bring):
    (out / "data" / "question.jsonl").unlink()
    made = bring(out)
    found = check(made.vault)
    assert found.history_agrees
    with made.vault.read() as session:
        assert bin.contents(session) == []


def test_a_missing_history_is_said(out, bring):
    (out / "data" / "history.jsonl").unlink()
    made = bring(out)
    assert made.troubles == ("The history is missing, so the new case begins a new one.",)
    assert check(made.vault).history_agrees
