"""A rescued entry has all its columns, its id among them; what is known of a wreck is told."""

import json

import pytest

from secondop_desktop.vault.check import Findings, check_wreck
from secondop_desktop.vault.gather import Gathered, Table
from secondop_desktop.vault.passphrases import _surprises, judge
from secondop_desktop.vault.rescue import How, rescue
from secondop_desktop.vault.words import words

COLUMNS = ("seq", "id", "revision", "digest", "text", "due")
TABLES = {"task": Table("task", COLUMNS, (None, None, None, None, None, "none"))}
KEY = ("task", "a")


def version(clock, changes, kind="edit", parents=()):
    said = {"parents": json.dumps(parents), "changes": json.dumps(changes), "kind": kind}
    return {
        "id": clock, "family": "task", "item": "a", "writer": "w",
        "began": clock, "clock": clock, "left_home": 0,
    } | said  # fmt: skip


FIRST, SECOND = (
    version("1", {"text": "one", "due": "May"}, "new"),
    version("2", {"text": "two"}, parents=["1"]),
)


def found_with(*versions, **rows):
    return Gathered(rows={**rows, "version": {one["id"]: one for one in versions}})


def row(revision, text):
    return {"seq": 5, "id": "a", "revision": revision, "digest": b"d", "text": text, "due": "May"}


BARE = {"seq": None, "digest": None}
REBUILT = {**BARE, "id": "a", "revision": 3, "text": "two", "due": "May"}


@pytest.mark.parametrize(
    ("found", "copy", "how", "columns", "clock"),
    [
        (found_with(FIRST, SECOND), None, How.HISTORY, REBUILT, "2"),
        (found_with(SECOND), found_with(FIRST), How.COPY, REBUILT, "2"),
        (found_with(SECOND), None, How.PARTS, {"id": "a", "revision": 2, "text": "two"}, "2"),
        (
            found_with(version("3", {"text": "three"}, parents=["2"])),
            found_with(FIRST, task={"a": row(7, "one")}),
            How.COPY,
            {**BARE, "id": "a", "revision": 8, "text": "three", "due": "May"},
            "3",
        ),
        (found_with(FIRST, task={"a": row(1, "one")}), None, How.WHOLE, row(1, "one"), "1"),
    ],
)
def test_a_rescued_entry_has_all_its_columns(found, copy, how, columns, clock):
    item = rescue(found, copy, TABLES).items[KEY]
    assert (item.how, item.row, item.clock) == (how, columns, clock)


def test_what_a_copy_has_of_its_own_seal_and_place_is_not_taken_over():
    item = rescue(found_with(), found_with(task={"a": row(4, "one")}), TABLES).items[KEY]
    assert item.how is How.COPY
    assert (item.row["digest"], item.row["seq"], item.row["revision"]) == (None, None, 5)


def test_what_was_found_of_a_wreck_is_told_as_it_is():
    gathered = Gathered(
        9, [4, 2], {"task": {"a": {}, "b": {}}, "note": {"c": {}}}, {("task", "z"): {}, KEY: {}}
    )
    found = check_wreck(gathered)
    assert (found.pages, found.bad_pages, found.rows) == (9, [4, 2], 3)
    assert found.damaged_rows == [("task", "a"), ("task", "z")]
    assert found.adds_up is False
    assert not found.database_good
    assert not check_wreck(Gathered()).good


@pytest.mark.parametrize("name", ["adds_up", "history_agrees", "index_whole", "structure_whole"])
def test_one_thing_that_is_not_whole_is_enough(name):
    assert Findings().good
    assert not Findings(**{name: False}).database_good
    assert not Findings(**{name: False}).good


@pytest.mark.parametrize("name", ["bad_pages", "damaged_rows", "tables_torn"])
def test_one_damaged_place_is_enough(name):
    assert not Findings(**{name: ["x"]}).database_good


@pytest.mark.parametrize("name", ["damaged_blobs", "missing_blobs"])
def test_a_damaged_file_leaves_the_database_good(name):
    assert Findings(**{name: ["x"]}).database_good
    assert not Findings(**{name: ["x"]}).good
    assert Findings(orphan_blobs=["x"]).good


def test_six_words_of_the_list_are_strong_and_five_are_only_what_their_letters_are():
    plain = sorted(words(), key=lambda word: (_surprises(word), len(word)))[:6]
    assert judge(" ".join(plain)).strength == 4
    assert judge(" ".join(plain).upper()).strength == 4
    assert judge(" ".join([*plain[:5], plain[0]])).strength < 4
