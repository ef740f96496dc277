"""Saving behind the writer's back: soon, never twice, never lost, and told in time when it fails."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from secondop_desktop.ui.saver import CEILING_MS, PAUSE_MS, SLOW_MS, Saver, SaveState, saved_words
from secondop_desktop.ui.unsaved import RETRY_MS
from secondop_desktop.ui.work import Work
from secondop_desktop.vault.errors import NoRoom

NOW = datetime(2026, 5, 14, 9, 42, tzinfo=UTC)


class Shelf:
    """Stands for the case: keeps texts, can be full, slow, or closed for one text."""

    def __init__(self):
        self.kept, self.calls, self.full, self.bad = {}, [], False, set()
        self.gate = threading.Event()
        self.gate.set()
        self.inside = self.most_inside = 0

    def on_change(self, _listener):
        return lambda: None

    @contextmanager
    def write(self):
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        try:
            self.gate.wait(10)
            if self.full:
                raise OSError("no room")
            yield self
        finally:
            self.inside -= 1

    def put(self, key):
        def write(_session, text):
            if key in self.bad:
                raise OSError("bad")
            self.calls.append((key, text))
            self.kept[key] = text

        return write


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def work(qapp, shelf):
    work = Work(shelf)
    yield work
    shelf.gate.set()
    work.close()
    work.deleteLater()


@pytest.fixture
def saver(work, shelf, frozen_clock):
    saver = Saver(work, frozen_clock, work)
    for key in ("a", "b"):
        assert saver.begin(key, "", shelf.put(key)) == ""
    return saver


def test_a_text_is_kept_soon_after_a_pause(qtbot, saver, shelf):
    saver.typed("a", "She said")
    assert saver.dirty()
    qtbot.waitUntil(lambda: shelf.kept == {"a": "She said"}, timeout=1000)
    qtbot.waitUntil(lambda: not saver.dirty())
    assert saver.state.at is not None


def test_the_timers_leave_time_for_the_commit_within_what_is_promised():
    assert PAUSE_MS < 250
    assert CEILING_MS < 1000


def test_while_typing_goes_on_it_is_kept_every_second(qtbot, saver, shelf):
    saver._pause.setInterval(60_000)  # as if no pause ever came
    saver.typed("a", "S")
    with qtbot.waitSignal(saver.changed, timeout=1500):
        saver.typed("a", "Sh")
    assert shelf.kept == {"a": "Sh"}


def test_what_is_unchanged_is_not_written_again(saver, shelf):
    saver.typed("a", "one")
    assert saver.flush()
    saver.typed("a", "one")
    assert not saver.dirty()
    saver.typed("a", "two")
    saver.typed("a", "one")
    assert saver.flush()
    assert shelf.calls == [("a", "one")]


def test_a_text_is_taken_out_of_its_editor_only_when_it_is_written(qtbot, saver, shelf):
    editor, looks = ["She"], []

    def read():
        looks.append(editor[0])
        return editor[0]

    for text in ("She", "She s", "She said"):
        editor[0] = text
        saver.touched("a", read)
    assert looks == []
    qtbot.waitUntil(lambda: shelf.kept == {"a": "She said"}, timeout=1000)
    assert looks == ["She said"]
    assert not saver.dirty()


def test_before_an_editor_shows_another_text_the_last_letters_are_taken(saver, shelf):
    editor = ["She said"]
    saver.touched("a", lambda: editor[0])
    saver.settle()
    editor[0] = "another text"
    assert saver.begin("a", "", shelf.put("a")) == "She said"
    assert saver.flush()
    assert shelf.kept == {"a": "She said"}


def test_letters_that_came_while_a_text_was_on_its_way_are_written_next(qtbot, saver, shelf):
    editor = ["one"]
    shelf.gate.clear()
    saver.touched("a", lambda: editor[0])
    saver.save_now()
    editor[0] = "one two"
    saver.touched("a", lambda: editor[0])
    assert saver.dirty()
    shelf.gate.set()
    qtbot.waitUntil(lambda: not saver.dirty())
    assert shelf.calls == [("a", "one"), ("a", "one two")]


def test_writes_never_overlap_and_the_last_text_wins(qtbot, saver, shelf):
    shelf.gate.clear()
    saver.typed("a", "one")
    saver.save_now()
    for text in ("one t", "one tw", "one two"):
        saver.typed("a", text)
        saver.save_now()
    assert saver.dirty()
    shelf.gate.set()
    qtbot.waitUntil(lambda: not saver.dirty())
    assert shelf.calls == [("a", "one"), ("a", "one two")]
    assert shelf.most_inside == 1


def test_going_back_to_the_kept_text_while_another_is_on_its_way_keeps_the_right_one(saver, shelf):
    saver.typed("a", "kept")
    assert saver.flush()
    shelf.gate.clear()
    saver.typed("a", "on its way")
    saver.save_now()
    saver.typed("a", "kept")
    assert saver.begin("a", "kept", shelf.put("a")) == "kept"
    shelf.gate.set()
    assert saver.flush()
    assert shelf.kept == {"a": "kept"}


def test_a_text_that_is_not_kept_yet_counts_more_than_what_the_case_has(saver, shelf):
    saver.typed("a", "newer")
    assert saver.begin("a", "older", shelf.put("a")) == "newer"
    assert saver.flush()
    assert saver.begin("a", "changed elsewhere", shelf.put("a")) == "changed elsewhere"
    assert not saver.dirty()


def test_a_full_disk_is_told_once_and_the_words_are_kept_and_tried_again(qtbot, saver, shelf):
    told = []
    saver.refused.connect(told.append)
    shelf.full = True
    saver.typed("a", "precious")
    saver.typed("b", "also")
    assert not saver.flush()
    assert not saver.flush()
    assert len(told) == 1
    assert isinstance(saver.state.error, OSError)
    saver.typed("a", "precious words")
    shelf.full = False
    qtbot.waitUntil(lambda: not saver.dirty(), timeout=RETRY_MS + 500)
    assert shelf.kept == {"a": "precious words", "b": "also"}
    assert saver.state.error is None
    shelf.full = True
    saver.typed("a", "more")
    assert not saver.flush()
    assert len(told) == 2
    shelf.full = False
    assert saver.flush()


def test_typing_on_with_a_full_disk_waits_for_the_next_try(qtbot, saver, shelf):
    shelf.full = True
    saver.typed("a", "one")
    assert not saver.flush()
    shelf.full = False
    saver.typed("a", "one two")
    saver._pause.timeout.emit()
    assert shelf.calls == []
    saver.save_now()
    assert saver.flush()
    assert shelf.calls == [("a", "one two")]


def test_a_text_that_cannot_be_kept_does_not_hold_up_another(saver, shelf):
    shelf.bad = {"a"}
    saver.typed("a", "one")
    saver.typed("b", "two")
    assert not saver.flush()
    assert shelf.kept == {"b": "two"}
    assert saver.state.error is not None
    shelf.bad = set()
    assert saver.flush()
    assert saver.state.error is None


def test_taking_back_what_was_refused_ends_the_trouble(saver, shelf):
    shelf.full = True
    saver.typed("a", "one")
    assert not saver.flush()
    saver.typed("a", "")
    assert saver.flush()
    assert saver.state.error is None
    assert shelf.calls == []


def test_a_disk_that_takes_its_time_is_told_of(qtbot, saver, shelf):
    shelf.gate.clear()
    saver.typed("a", "one")
    qtbot.waitUntil(lambda: saver.state.slow, timeout=SLOW_MS + 1500)
    shelf.gate.set()
    qtbot.waitUntil(lambda: not saver.state.slow)
    assert shelf.kept == {"a": "one"}


@pytest.mark.parametrize(
    ("state", "words", "more"),
    [
        (SaveState(), "Saved", ""),
        (SaveState(at=NOW), "Saved just now", ""),
        (SaveState(at=NOW - timedelta(minutes=5)), "Saved at 10:37", ""),
        (SaveState(slow=True), "Saving", "This disk is slow. Keep typing, your words are kept here."),
        (
            SaveState(at=NOW, error=NoRoom()),
            "Not saved yet",
            "Not saved yet: there is no room left on this disk. Keep typing, your words are kept here.",
        ),
        (
            SaveState(error=OSError()),
            "Not saved yet",
            "Not saved yet. Keep typing, your words are kept here and are tried again all the time.",
        ),
    ],
)
def test_how_safe_the_words_are_is_said_in_words(state, words, more):
    said, _tone, sentence = saved_words(state, NOW, ZoneInfo("Europe/London"))
    assert (said, sentence) == (words, more)


def test_a_page_that_was_fetched_before_the_save_does_not_hide_what_was_saved(work, shelf, saver):
    """Data may be some moments old: what the case had before the last save is not shown as if it were new."""
    assert saver.begin("a", "", shelf.put("a")) == ""
    saver.typed("a", "What she said")
    assert saver.flush()
    assert saver.begin("a", "", shelf.put("a")) == "What she said"
    saver.typed("a", "What she said, and more")
    assert saver.flush()
    assert shelf.kept["a"] == "What she said, and more"
    assert saver.begin("a", "From elsewhere", shelf.put("a")) == "From elsewhere"


def test_what_was_put_back_a_while_after_a_save_is_shown(work, shelf, saver, monkeypatch):
    saver.begin("a", "", shelf.put("a"))
    saver.typed("a", "What she said")
    assert saver.flush()
    monkeypatch.setattr("secondop_desktop.ui.saver.OLD_DATA_MS", -1)
    assert saver.begin("a", "", shelf.put("a")) == ""


def test_words_that_were_not_taken_are_not_shown_in_place_of_those_the_case_has(shelf, saver):
    """An emptied question keeps its words: right after that, and while other words are put in their place."""

    def write(_session, text):
        if text:
            shelf.kept["c"] = text
        return bool(text)

    assert saver.begin("c", "What if I wait?", write) == "What if I wait?"
    saver.typed("c", "")
    assert saver.flush(), "nobody is held up by it"
    assert saver.begin("c", "What if I wait?", write) == "What if I wait?"
    saver.typed("c", "")
    assert saver.flush()
    saver.typed("c", "And then?")
    assert saver.flush()
    assert shelf.kept["c"] == "And then?"
    assert saver.begin("c", "What if I wait?", write) == "And then?", "that was fetched before the save"
