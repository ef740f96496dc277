"""Keeping one edit of a note, against one bare UPDATE in an encrypted and in a plain file."""

import itertools
import secrets

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, notes
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.flows import open_case
from tests.benchmarks import plain
from tests.benchmarks.measure import SHORT, share, timed

EDITS = 100 if SHORT else 600
TEXT = "She would wait no longer than three months. " * 20


@pytest.fixture
def keep_note(tmp_path, cheap_ways):
    """Writes a text as the free page of a visit, as appointment mode does."""
    folder = tmp_path / "case"
    vault = open_case.create(folder, "seven grey herons over the weir", "Margaret", cheap_ways).vault
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2031-03-03", hour="10:30"))
        session.flush()
        visit_id = visit.id

    def keep(text):
        with vault.write() as session:
            notes.write(session, visit_id, text, SYSTEM_CLOCK.now())

    yield keep
    vault.close()


def one_row(connection):
    """A table of one note, and the bare edit of it."""
    connection.execute("CREATE TABLE note (seq INTEGER PRIMARY KEY, text VARCHAR)")
    connection.execute("INSERT INTO note VALUES (1, ?)", (TEXT,))

    def update(text):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE note SET text = ? WHERE seq = 1", (text,))
        connection.execute("COMMIT")

    return update


def test_an_edit_is_kept_within_a_few_bare_updates(table, keep_note, tmp_path):
    encrypted = plain.encrypted(tmp_path / "bare.db", secrets.token_bytes(32), secrets.token_bytes(16))
    unencrypted = plain.unencrypted(tmp_path / "plain.db")
    ways = {"ours": keep_note, "SQLCipher": one_row(encrypted), "SQLite": one_row(unencrypted)}
    taken = {name: [] for name in ways}
    for number, (name, keep) in itertools.product(range(EDITS), ways.items()):
        text = f"{TEXT}{number}"
        taken[name].append(timed(lambda keep=keep, text=text: keep(text)))
    encrypted.close()
    unencrypted.close()
    for floor in ("SQLCipher", "SQLite"):
        for part, name in ((0.5, "p50"), (0.99, "p99")):
            mine, bare = share(taken["ours"], part), share(taken[floor], part)
            table.add(f"commit of one edit {name} (floor: bare {floor})", mine, bare)
