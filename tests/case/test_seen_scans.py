"""Which scans were answered for is known inside the case, and nowhere else."""

from secondop_desktop.case import drafts, seen_scans
from secondop_desktop.flows import open_case

assert open_case  # it makes every family known to the mapper


def test_what_was_answered_for_is_remembered(vault):
    with vault.write() as session:
        assert seen_scans.seen(session) == frozenset()
        seen_scans.remember(session, ["a", "b"])
        assert seen_scans.remember(session, ["c"]) == {"a", "b", "c"}
    with vault.read() as session:
        assert seen_scans.seen(session) == {"a", "b", "c"}


def test_marks_of_files_that_are_gone_are_forgotten(vault):
    with vault.write() as session:
        seen_scans.remember(session, ["a", "b"])
        assert seen_scans.remember(session, ["c"], there=["b", "c"]) == {"b", "c"}
        assert seen_scans.remember(session, [], there=[]) == frozenset()
        assert seen_scans.seen(session) == frozenset()


def test_a_state_that_nobody_can_read_counts_as_nothing(vault):
    with vault.write() as session:
        drafts.keep(session, seen_scans._PLACE, {"marks": "all"})
        assert seen_scans.seen(session) == frozenset()
        drafts.keep(session, seen_scans._PLACE, {"marks": ["a", 5]})
        assert seen_scans.seen(session) == {"a"}
