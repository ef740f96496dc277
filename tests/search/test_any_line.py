"""Whatever anybody types, a search ends with hits or without, and never with an error."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from secondop_desktop.case import documents, tasks
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.search.find import find
from secondop_desktop.search.match import expression
from secondop_desktop.search.query import parse
from secondop_desktop.search.same_words import load, widened
from tests.encrypted_case import cheap_ways

SIGNS = ["-", '"', "“", "*", "^", "(", ")", "{", "}", ":", "+", ",", "'", "\\", ";", "--", " "]
COMMANDS = ["or", "and", "NOT", "kind:", "from:", "after:", "before:2026-13", "text:", "NEAR(", "page_find"]
WORDS = ["liver", "mets", "ER+", "note", "2026", "a b", "DROP TABLE page"]
ODD = ["\0", "\ud800", "\u200d", "e\u0301", "ﬁ", "İ", "ß", "𝒜", "١٢", "漢字"]
PIECES = st.sampled_from([*SIGNS, *COMMANDS, *WORDS, *ODD])
LINES = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=40),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)
SAFE = re.compile(r'"[^\W_]*(?: [^\W_]*)*"\*?')
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any") / "case"
    made = open_case.create(folder, "seven grey herons over the weir", "Margaret", cheap_ways()).vault
    with made.write() as session:
        now = made.clock.now()
        record = documents.keep(session, Document(title="Report", blob="ab" * 32, added_at=now, state=READ))
        session.flush()
        for number, text in enumerate(("liver mets 2026", "ER positive, a b", "note text NEAR page_find"), 1):
            documents.keep_page(session, Page(document_id=record.id, number=number, text=text))
        tasks.keep(session, Task(text="liver note or not"))
    yield made
    made.close()


def hits(vault, line, **how):
    with vault.read() as session:
        return find(session, line, **how).hits


@quick
@given(LINES)
@example('liver" OR "mets')
@example("a" * 100_000)
@example("liver or " * 5_000)
@example('"' * 999)
@example("after:9999 before:0000 after:31.12.")
def test_no_line_is_an_error(vault, line):
    with vault.read() as session:
        found = find(session, line)
        for hit in found.hits:
            assert isinstance(found.words_in(hit), str)
        assert len(found.hits) <= 4


@quick
@given(LINES)
def test_nothing_typed_becomes_a_part_of_the_expression(line):
    query = parse(line, open_case.usual_ways().clock.today())
    match = expression(widened(query, load()), query.unwanted)
    assert re.fullmatch(r"(?:[() ]|AND|OR|NOT)*", SAFE.sub("", match)), match


@quick
@given(
    st.lists(
        st.sampled_from(["mets", "ER", "2026", "not", "-liver", "after:2020", "from:x", "zebra"]), max_size=5
    )
)
def test_more_words_and_limits_never_find_more(vault, words):
    line = "liver " + " ".join(words)
    every = {(hit.kind, hit.page) for hit in hits(vault, "liver ")}
    some = {(hit.kind, hit.page) for hit in hits(vault, f"{line} ", spelling=False)}
    assert some <= every
    assert {hit.kind for hit in hits(vault, f"{line} kind:task", spelling=False)} <= {"task"}
    assert "zebra" not in words or not some
