"""A sheet that is looked at is drawn anew whenever something changes that it is made of."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy
from sqlalchemy import event

from secondop_desktop.case import appointments, closings, person, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.case.table import Record
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows.plan import Plan, item_key
from secondop_desktop.flows.sheet_list import FAMILIES, KINDS

FROM = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


@pytest.fixture
def visit(keep):
    """A visit with a question, something to do and a closing, so that one thing leads to the next."""

    def make(session):
        person.write(session, {"phone": "555"})
        made = appointments.keep(session, Appointment(day="2026-03-03", status="done"))
        question = questions.keep(session, Question(text="Why?"))
        session.flush()
        questions.ask_at(session, question.id, made.id)
        closings.write(session, made.id, finished_at=datetime(2026, 3, 3, tzinfo=UTC))
        tasks.keep(session, Task(text="Ring"))
        return made.id

    return keep(make)


@pytest.fixture
def read_families(vault):
    """The families whose tables are looked at while a function runs."""
    by_table = {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
    found = set()

    def see(_connection, _cursor, statement, *_rest):
        found.update(by_table[name] for name in FROM.findall(statement) if name in by_table)

    def families(run):
        found.clear()
        event.listen(sqlalchemy.Engine, "before_cursor_execute", see)
        try:
            run()
        finally:
            event.remove(sqlalchemy.Engine, "before_cursor_execute", see)
        return set(found)

    return families


@pytest.mark.parametrize("key", [key for key in KINDS if not key.startswith("letter")])
def test_whatever_a_sheet_reads_makes_it_be_drawn_anew_when_it_changes(
    vault, visit, read_families, frozen_clock, key
):
    kind = KINDS[key]
    with vault.read() as session:
        plan = Plan(key, visit)
        single = {part.key for part in kind.single(session, plan)}
    everything = frozenset({part.key for part in kind.parts} | single | {item_key("question", "x")})
    read = read_families(lambda: kind.pdf(vault, Plan(key, visit, parts=everything), frozen_clock))
    assert read, "the sheet read nothing at all"
    assert read <= FAMILIES, {family.__name__ for family in read - FAMILIES}
