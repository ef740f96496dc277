"""After the lock a fresh process stands at the door: it knows no key and no word, and was handed nothing."""

import os
import sys

import pytest

from tests.encrypted_case import PASSPHRASE
from tests.faults import figures, memory_of, outside

pytestmark = [
    pytest.mark.skipif(
        bool(outside.LACKING),
        reason=f"this computer cannot be driven from outside; it lacks {outside.LACKING}",
    ),
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or os.geteuid() != 0,
        reason="the program keeps its memory from everybody but root, so only root can look",
    ),
]
AFTER = 3.0


WORD = "quillwort"
"""A word that no library holds."""


def needles_for(key):
    """The file key, what it was made of and how SQLCipher is told of it, and everything that was typed."""
    hexes = (key.hex(), key.hex().upper())
    return {
        "file key": [key],
        "file key in letters": [form for text in hexes for form in memory_of.forms_of(text)],
        "passphrase": list(memory_of.forms_of(PASSPHRASE)),
        "typed words": list(memory_of.forms_of(WORD)),
    }


def traces(memory):
    return {name: times for name, times in memory["found"].items() if times}


def test_three_seconds_after_the_lock_nothing_is_left(tmp_path, many):
    ways = many(("sleep",), ("idle", "ctrl+l", "screen", "sleep") * 3)
    key = outside.a_case(tmp_path / "My case.secondop")
    rounds = [(way, f"{WORD} {number}. ") for number, way in enumerate(ways)]
    told = outside.lived(tmp_path, rounds, needles=needles_for(key), memory_after=AFTER)
    knew = told[0]["knew"]["found"]
    assert knew["file key"], "the search must find the key while the case is open"
    assert knew["typed words"], "the search must find a word that is on the screen"
    for one in told:
        assert one["children"] == []
        assert_handed_on_nothing(one["handed_on"], tmp_path)
    left = [traces(one["memory"]) for one in told]
    mib = sum(one["memory"]["read"] for one in told) >> 20
    reached = f"{sum(map(len, left))} traces in {len(told)} processes, {mib} MiB read"
    figures.keep("memory", reached, held=not any(left))


def assert_handed_on_nothing(handed, tmp_path):
    assert handed["files"] == {}, "an open file would go on to the next process"
    assert handed["surroundings"] == {}, "a variable was set that the next process would see"
    words = [word for word in handed["words"] if not word.startswith(("-", str(tmp_path), sys.prefix))]
    assert words == ["secondop_desktop"]


def test_a_process_that_is_not_replaced_keeps_the_key(tmp_path):
    key = outside.a_case(tmp_path / "My case.secondop")
    rounds = [("ctrl+l", f"{WORD}. ")]
    (one,) = outside.lived(tmp_path, rounds, how="stay", needles=needles_for(key), memory_after=AFTER)
    left = traces(one["memory"])
    reached = f"{left.get('file key', 0)} copies of the key, {left.get('typed words', 0)} of a typed word"
    figures.keep("control-no-replace", reached, held="file key" in left)
