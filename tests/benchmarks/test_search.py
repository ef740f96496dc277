"""Finding words in thousands of pages, against the plain full-text index of SQLite on the same pages."""

import itertools
import random

import pytest

from secondop_desktop.flows import open_case
from secondop_desktop.search import find
from secondop_desktop.search.words import index_query
from tests.benchmarks import plain
from tests.benchmarks.made_up import PAGES_OF_A_RECORD, fill_with_pages, page_texts, vocabulary
from tests.benchmarks.measure import SHORT, in_turn, share, timed

PAGES = 2_000 if SHORT else 20_000
QUERIES = 60 if SHORT else 200
PLAIN_TABLES = """
CREATE TABLE page (seq INTEGER PRIMARY KEY, record INTEGER, number INTEGER, text VARCHAR NOT NULL);
CREATE VIRTUAL TABLE page_find USING fts5(
    text, content='page', content_rowid='seq', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
"""
RANKED = (
    "FROM page_find JOIN page ON page.seq = page_find.rowid WHERE page_find MATCH ? ORDER BY rank LIMIT 50"
)
WITH_EXCERPT = f"SELECT page.record, page.number, snippet(page_find, 0, '', '', ' … ', 20) {RANKED}"
PLACES_ONLY = f"SELECT page.seq {RANKED}"


@pytest.fixture(scope="module")
def texts():
    return list(page_texts(PAGES))


@pytest.fixture(scope="module")
def vault(tmp_path_factory, cheap_ways, texts):
    folder = tmp_path_factory.mktemp("search") / "case"
    made = open_case.create(folder, "seven grey herons over the weir", "Margaret", cheap_ways).vault
    fill_with_pages(made, texts)
    yield made
    made.close()


@pytest.fixture(scope="module")
def plain_index(tmp_path_factory, texts):
    connection = plain.unencrypted(tmp_path_factory.mktemp("plain") / "plain.db")
    connection.executescript(PLAIN_TABLES)
    connection.execute("BEGIN")
    rows = ((n // PAGES_OF_A_RECORD, n % PAGES_OF_A_RECORD + 1, text) for n, text in enumerate(texts))
    connection.executemany("INSERT INTO page (record, number, text) VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO page_find (page_find) VALUES ('rebuild')")
    connection.execute("COMMIT")
    yield connection
    connection.close()


def typed_words():
    """What people type: one or two words, mostly not the commonest, the last one sometimes unfinished."""
    dice, words = random.Random(3), vocabulary()[0]  # noqa: S311 - nothing secret
    for number in range(QUERIES):
        typed = " ".join(words[dice.randrange(20, 2_000)] for _ in range(1 + number % 2))
        yield typed[:-2] if number % 5 == 4 else typed


def compare(queries, ours, floor):
    """The seconds of all queries, three times each, in turn."""
    times = [
        in_turn(lambda q=q: timed(lambda: ours(q)), lambda q=q: timed(lambda: floor(q)), 3) for q in queries
    ]
    return [list(itertools.chain(*(taken[side] for taken in times))) for side in (0, 1)]


def write_lines(table, name, both, ceiling=None):
    for part, word in ((0.5, "p50"), (0.95, "p95")):
        table.add(
            f"search {PAGES:,} pages {word}, {name}", *(share(side, part) for side in both), 1.2, ceiling
        )


def test_searching_costs_little_more_than_the_plain_index(table, vault, plain_index):
    found, wanted = [], []

    def ours(typed):
        with vault.read() as session:
            found.append(find.pages(session, typed))

    def floor(typed):
        wanted.append(plain_index.execute(WITH_EXCERPT, (index_query(typed),)).fetchall())

    both = compare(typed_words(), ours, floor)
    assert [len(hits) for hits in found] == [len(rows) for rows in wanted]
    assert any(found)
    write_lines(table, "with excerpts (floor: plain FTS5)", both, ceiling=100)


def test_the_cipher_hardly_slows_the_index(table, vault, plain_index):
    def ours(typed):
        with vault.connection() as connection:
            connection.exec_driver_sql(PLACES_ONLY, (index_query(typed),)).fetchall()

    def floor(typed):
        plain_index.execute(PLACES_ONLY, (index_query(typed),)).fetchall()

    write_lines(table, "places only (floor: plain FTS5)", compare(typed_words(), ours, floor))
