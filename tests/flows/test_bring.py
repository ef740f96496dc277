"""Many files at once: one by one, stopped between two of them, taken back together."""

import pytest

from secondop_desktop.base.progress import Progress
from secondop_desktop.case import bin, documents
from secondop_desktop.flows import bring, undo
from tests.flows.papers import report


@pytest.fixture
def files(tmp_path):
    made = [tmp_path / f"Scan {number}.pdf" for number in range(4)]
    for file in made:
        file.write_bytes(report(file.name))
    return made


@pytest.fixture
def shown(vault):
    def shown():
        with vault.read() as session:
            return [record.title for record in documents.everything(session)]

    return shown


def test_what_cannot_be_taken_keeps_nothing_else_out(vault, files, tmp_path, shown):
    brought = bring.bring(vault, [tmp_path / "gone.pdf", *files])
    assert len(brought.new_ids()) == len(brought.ids()) == 4
    assert [one.name for one in brought.problems()] == ["gone.pdf"]
    assert brought.left == 0
    assert len(shown()) == 4


def test_a_stop_keeps_what_is_done_and_says_how_many_are_left(vault, files, shown):
    seen = []
    progress = Progress(lambda fraction, text: seen.append((fraction, text)), lambda: len(seen) == 2)
    brought = bring.bring(vault, files, progress)
    assert (len(brought.taken), brought.left) == (1, 3)  # also while a file is being stored
    assert sorted(shown()) == ["Scan 0"]
    assert seen == [(0.0, "Storing file 1 of 4"), (0.25, "Storing file 2 of 4")]


def test_a_file_that_was_here_is_in_the_answer_but_not_new(vault, files):
    first = bring.bring(vault, files[:1])
    both = bring.bring(vault, files[:2])
    assert both.ids()[0] == first.ids()[0]
    assert len(both.new_ids()) == 1


def test_what_came_can_be_taken_back_together_and_once_more_brought_back(vault, files, shown):
    with vault.watch() as step:
        ids = bring.bring(vault, files).new_ids()
    with vault.write() as session:
        bin.throw_away(session, "document", ids[0])
    again = undo.take_back(vault, step, "add 4 records")  # one of them is in the bin already
    with vault.read() as session:
        assert bring.records_of(session, ids) == {}
    assert shown() == []
    undo.take_back(vault, again, "add 4 records", again=True)
    with vault.read() as session:
        assert list(bring.records_of(session, ids)) == ids[1:]


def test_something_made_in_memory_becomes_a_record(vault, shown):
    brought = bring.bring_made(vault, lambda: report("made"), "Made here.pdf")
    assert len(brought.new_ids()) == 1
    assert shown() == ["Made here"]
    assert bring.bring_made(vault, lambda: b"", "Nothing.pdf").problems()
