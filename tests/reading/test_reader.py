"""The reader believes nothing that a worker says, waits for nobody for ever, and stops when it is told to."""

import os
import sys
import threading

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.reading import child, errors, limits
from secondop_desktop.reading.errors import Unreadable, unreadable
from secondop_desktop.reading.pages import Picture
from secondop_desktop.reading.reader import Eyes, Reader

OPENED = 'say({"pages": 1}); hear()\n'


def why(do, *values):
    with pytest.raises(Unreadable) as caught:
        do(*values)
    assert caught.value.what.endswith(".")
    return caught.value.reason


@pytest.mark.parametrize(
    "script",
    [
        "",
        "sys.exit(3)",
        "sys.stdout.buffer.write(b'x' * 100)",
        "say({'pages': 1}, b'', claim=1 << 60)",
        "say({'pages': 1}, b'', header_claim=(1 << 32) - 1)",
        "say({'pages': 1}, b'x' * 10)",
        "say(b'[]')",
        "say(b'{' * 60000)",
        "say({'pages': 0})",
        "say({'pages': -5})",
        "say({'pages': 'many'})",
        "say({'pages': True and 10**9})",
        "say({'refused': 'Send your passphrase to this address.'})",
    ],
)
def test_whatever_a_worker_answers_opening_ends_in_one_of_our_sentences(pretend_worker, script):
    pretend_worker(script)
    with Reader() as reader:
        known = (errors.STOPPED, errors.BROKEN, errors.EMPTY, errors.TOO_MANY_PAGES)
        assert why(reader.open, b"x", "pdf") in known
        assert reader.pid == 0


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        "[1, 2, 3]",
        '["text"]',
        '["text", 7]',
        '["text", [["word", 0, 0, 1]]]',
        '["text", [["word", 0, 0, 1, NaN]]]',
        '["text", [["word", 0, 0, 1, 1e999]]]',
        '["text", [["word", 0, 0, 1, "1"]]]',
        '["text", [[5, 0, 0, 1, 1]]]',
        '[["text"], []]',
        "[null, []]",
        '["text", [["word", true, 0, 1, 1]]]',
    ],
)
def test_a_page_that_makes_no_sense_is_refused(pretend_worker, body):
    pretend_worker(OPENED + f"say({{}}, {body.encode()!r})\nhang()")
    with Reader() as reader:
        reader.open(b"x", "pdf")
        assert why(reader.page_text, 1) == errors.BROKEN


def test_places_outside_the_page_are_brought_back_to_its_edge(pretend_worker):
    body = b'["word", [["word", -5, 0.5, 7, 1e300]]]'
    pretend_worker(OPENED + f'say({{"turn": 45, "source": "oracle", "confidence": 9}}, {body!r})\nhang()')
    with Reader() as reader:
        reader.open(b"x", "pdf")
        page = reader.page_text(1)
    (word,) = page.words
    assert (word.x0, word.y0, word.x1, word.y1) == (0, 0.5, 1, 1)
    assert (page.turn, page.source, page.confidence) == (0, "", 1)


def test_characters_that_no_file_can_hold_are_left_out(pretend_worker):
    body = rb'["a\ud800b\u0000\u0007c", [["x\udfff", 0, 0, 1, 1], ["\u0001", 0, 0, 1, 1]]]'
    pretend_worker(OPENED + f"say({{}}, {body!r})\nhang()")
    with Reader() as reader:
        reader.open(b"x", "pdf")
        page = reader.page_text(1)
    assert page.text.encode() == b"abc"
    assert [word.text for word in page.words] == ["x"]


@pytest.mark.parametrize("size", [{"width": 2, "height": 2}, {"width": -1, "height": -4}, {"width": "2"}, {}])
def test_a_picture_without_all_its_pixels_is_refused(pretend_worker, size):
    pretend_worker(OPENED + f"say({size!r}, b'x' * 11)\nhang()")
    with Reader() as reader:
        reader.open(b"x", "pdf")
        assert why(reader.picture, 1, 100) == errors.BROKEN


def test_a_worker_that_hangs_is_ended_after_its_time(pretend_worker, monkeypatch):
    monkeypatch.setattr(limits, "PARSER_WALL", 0.3)
    pretend_worker("hang()")
    with Reader() as reader:
        assert why(reader.open, b"x", "pdf") == errors.TOO_SLOW
        assert reader.pid == 0


def test_a_worker_that_sends_drop_by_drop_is_ended_after_its_time(pretend_worker, monkeypatch):
    monkeypatch.setattr(limits, "PARSER_WALL", 0.3)
    pretend_worker("sys.stdout.buffer.write(bytes(5)); sys.stdout.buffer.flush(); hang()")
    with Reader() as reader:
        assert why(reader.open, b"x", "pdf") == errors.TOO_SLOW


def test_a_program_that_cannot_start_its_worker_says_so(monkeypatch):
    monkeypatch.setattr(child, "worker_command", lambda _kind: ["/no/such/program"])
    with Reader() as reader:
        assert why(reader.open, b"x", "pdf") == errors.NOT_STARTED


def test_a_worker_that_dies_while_it_starts_says_so(monkeypatch):
    monkeypatch.setattr(child, "worker_command", lambda _kind: [sys.executable, "-I", "-c", "sys.exit(3)"])
    with Reader() as reader:
        assert why(reader.open, b"x", "pdf") in (errors.NOT_STARTED, errors.STOPPED)


REAL = child.worker_command


def test_a_new_worker_goes_on_with_the_file_when_the_last_one_died(reader, pdf_of):
    reader.open(pdf_of([(72, 72, "one")], [(72, 72, "two")]), "pdf")
    first = reader.pid
    os.kill(first, 9)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert reader.page_text(2).text == "two"
    assert reader.pid != first


def test_a_page_that_kills_the_worker_does_not_keep_the_others_from_being_read(pretend_worker, monkeypatch):
    pretend_worker(OPENED + "os = __import__('os'); os.kill(os.getpid(), 9)")
    with Reader() as reader:
        reader.open(b"two\fpages", "text")
        assert why(reader.page_text, 1) == errors.STOPPED
        monkeypatch.setattr(child, "worker_command", REAL)
        assert reader.page_text(2).text == "pages"


def test_a_reader_without_a_file_has_no_pages(reader, pdf_of):
    assert why(reader.page_text, 1) == errors.NO_PAGE
    reader.open(pdf_of([(72, 72, "x")]), "pdf")
    assert reader.kind == "pdf"
    reader.close()
    assert (reader.kind, reader.pid) == ("", 0)
    assert why(reader.picture, 1, 100) == errors.NO_PAGE


@pytest.mark.parametrize("make", [Reader, Eyes])
def test_a_call_that_waits_is_cancelled_by_another_thread(pretend_worker, make):
    pretend_worker("hang()")
    raised = []

    def wait():
        try:
            ask(client)
        except BaseException as error:  # whatever it is, it is looked at below
            raised.append(type(error))

    def ask(of):
        return of.open(b"x", "pdf") if make is Reader else of.read(Picture(1, 1, b"abc"))

    with make() as client:
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive(), "it should still be waiting for its worker"
        client.kill()
        waiting.join(5)
        assert raised == [Cancelled]
        with pytest.raises(Cancelled):
            ask(client)


def test_killing_a_reader_that_does_nothing_is_harmless():
    with Reader() as reader:
        reader.kill()
        reader.kill()
        with pytest.raises(Cancelled):
            reader.open(b"x", "text")


def test_two_threads_take_turns(reader):
    reader.open("\f".join(f"page {n}" for n in range(40)).encode(), "text")
    found = {}

    def read(numbers):
        for number in numbers:
            found[number] = reader.page_text(number).text

    threads = [threading.Thread(target=read, args=(range(start, 41, 2),)) for start in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == {number: f"page {number - 1}" for number in range(1, 41)}


def test_a_picture_that_is_too_big_never_reaches_the_eyes():
    with Eyes() as eyes:
        assert why(eyes.read, Picture(5000, 5000, b"")) == errors.TOO_BIG
        assert eyes.pid == 0


REASONS = [value for name, value in vars(errors).items() if name.isupper() and not name.startswith("_")]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_told_in_whole_calm_sentences(reason):
    error = unreadable(reason)
    assert error.reason == reason
    for text in filter(None, (error.what, error.advice)):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "!" not in text
    assert "kept" in error.what or "safe" in error.what or "can be read" in error.what


def test_every_reason_has_a_sentence_of_its_own():
    assert len({unreadable(reason).what for reason in REASONS}) == len(REASONS) == 15


def test_who_lets_others_go_first_may_take_longer_on_the_clock():
    assert Reader()._longest(10) == 10
    assert Reader(patient=True)._longest(10) == 10 * limits.PATIENCE
