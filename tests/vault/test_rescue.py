"""What an entry of a damaged case was: its row, its history, a safe copy, or pieces of all these."""

import json

import pytest

from secondop_desktop.vault.gather import Gathered, Table
from secondop_desktop.vault.rescue import How, Rescue, differs, rescue

COLUMNS = ("seq", "id", "revision", "digest", "binned_at", "text", "due")
TABLES = {"task": Table("task", COLUMNS, (None, None, None, None, None, None, "none"))}
KEY = ("task", "a")


def row(text, revision=1, **more):
    return {
        "seq": 1,
        "id": "a",
        "revision": revision,
        "digest": b"",
        "binned_at": None,
        "text": text,
        "due": None,
        **more,
    }


def version(clock, changes, kind="edit", parent=None):
    """One version of the entry; it is called after its clock."""
    return {
        "id": clock,
        "family": "task",
        "item": "a",
        "kind": kind,
        "parents": json.dumps([parent] if parent else []),
        "writer": "w",
        "began": clock,
        "clock": clock,
        "left_home": 0,
        "changes": json.dumps(changes),
    }


def gathered(present=None, *versions, torn=None):
    rows = {"task": {"a": present}} if present else {}
    return Gathered(
        rows={**rows, "version": {one["id"]: one for one in versions}}, torn={KEY: torn} if torn else {}
    )


FIRST = version("1", {"text": "one", "binned_at": None, "due": None}, "new")
SECOND = version("2", {"text": "two"}, parent="1")
THIRD = version("3", {"text": "three"}, parent="2")
GONE = version("4", {}, "gone", "3")


def judged(found, copy=None):
    done = rescue(found, copy, TABLES)
    return done, done.items.get(KEY)


def test_a_whole_row_that_its_history_leads_to_is_kept():
    done, item = judged(gathered(row("two", 2), FIRST, SECOND))
    assert (item.how, item.row["text"], done.torn) == (How.WHOLE, "two", set())


def test_an_older_row_put_back_gives_way_to_its_history():
    _, item = judged(gathered(row("one", 1), FIRST, SECOND))
    assert (item.how, item.row["text"]) == (How.HISTORY, "two")
    assert item.row["revision"] == 3, "whoever holds the older one must see that it changed"


def test_a_row_that_is_newer_than_its_history_is_kept_and_the_gap_is_known():
    done, item = judged(gathered(row("three", 3), FIRST, SECOND))
    assert (item.how, item.row["text"]) == (How.WHOLE, "three")
    assert KEY in done.torn


def test_a_row_without_its_first_versions_is_kept_and_the_gap_is_known():
    done, item = judged(gathered(row("three", 3), THIRD))
    assert (item.how, done.torn) == (How.WHOLE, {KEY})


def test_a_lost_row_is_put_together_from_an_unbroken_history():
    _, item = judged(gathered(None, FIRST, SECOND, THIRD, torn=row("garbled", 7)))
    assert (item.how, item.row["text"], item.row["due"]) == (How.HISTORY, "three", None)
    assert item.row["revision"] == 8
    assert item.clock == "3"


def test_a_column_that_is_younger_than_the_history_gets_what_it_holds_by_itself():
    _, item = judged(gathered(None, version("1", {"text": "one", "binned_at": None}, "new")))
    assert item.row["due"] == "none"


def test_what_was_deleted_for_good_does_not_come_back():
    done, item = judged(gathered(row("three", 3), FIRST, SECOND, THIRD, GONE), gathered(row("one", 1), FIRST))
    assert item is None
    assert KEY not in done.lost


def test_a_copy_fills_the_gap_in_the_history():
    found = gathered(None, SECOND, THIRD)
    _, item = judged(found, gathered(row("one", 1), FIRST))
    assert (item.how, item.row["text"]) == (How.COPY, "three")


def test_the_row_of_a_copy_is_brought_up_to_what_came_after_it():
    lonely = version("5", {"text": "five"}, parent="4")
    copy = gathered(row("two", 2, due="monday"), SECOND)
    _, item = judged(gathered(None, lonely), copy)
    assert (item.how, item.row["text"], item.row["due"]) == (How.COPY, "five", "monday")
    assert item.clock == "5"
    assert item.row["digest"] is None, "it is sealed anew"


def test_a_newer_row_of_the_copy_beats_an_older_one_put_back():
    _, item = judged(gathered(row("one", 1)), gathered(row("three", 3)))
    assert (item.how, item.row["text"]) == (How.COPY, "three")


def test_pieces_are_better_than_nothing():
    done, item = judged(gathered(None, THIRD))
    assert (item.how, item.row) == (How.PARTS, {"id": "a", "revision": 2, "text": "three"})
    assert KEY in done.torn


@pytest.mark.parametrize("versions", [(), (version("4", {}, "gone", "3"),)])
def test_an_entry_of_which_nothing_is_known_is_lost(versions):
    done, item = judged(gathered(None, *versions, torn={"id": "a"}))
    assert item is None
    assert done.lost == {KEY: {"id": "a"}}


def test_what_comes_and_goes_without_a_history_is_not_taken_from_a_copy():
    done = rescue(Gathered(), gathered(row("half typed")), TABLES, frozenset({"task"}), frozenset({"task"}))
    assert done == Rescue(derived=frozenset({"task"}))


def test_a_row_without_a_history_of_its_own_has_no_gap():
    done = rescue(gathered(row("one")), None, TABLES, frozenset({"task"}))
    assert done.torn == set()


def test_a_new_version_says_only_what_the_history_does_not_know():
    versions = gathered(None, FIRST, SECOND).versions()["a"]
    assert differs(row("two"), versions) == {}
    assert differs(row("three"), versions) == {"text": "three"}
    assert differs(row("two"), []) == {"binned_at": None, "text": "two", "due": None}
    gone = gathered(None, FIRST, SECOND, THIRD, GONE).versions()["a"]
    assert differs(row("three"), gone)["text"] == "three"
