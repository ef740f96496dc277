"""The program proves that it works, part by part, and says which part does not."""

import pytest

from secondop_desktop.base import paths
from secondop_desktop.flows import self_test
from tests.encrypted_case import cheap_ways


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "cache_folder", lambda: tmp_path)
    return tmp_path


def test_every_part_works_and_nothing_is_left(cache):
    parts = list(self_test.self_test(cheap_ways()))
    assert [part.trouble for part in parts] == [""] * 8
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("broken", "value", "last"),
    [
        ("LATE", ("no_such_module",), 1),
        ("_SAMPLE", "gone.pdf", 2),
        ("_NAME", "", 3),  # nothing is in every file, as a word that was not encrypted would be
    ],
)
def test_a_part_that_does_not_work_is_named_and_ends_the_test(cache, monkeypatch, broken, value, last):
    monkeypatch.setattr(self_test, broken, value)
    parts = list(self_test.self_test(cheap_ways()))
    assert len(parts) == last
    assert parts[-1].trouble
    assert all(not part.trouble for part in parts[:-1])
    assert list(cache.iterdir()) == []


class Opened:
    """A case that opened."""

    def close(self):
        """Nothing is held."""


def test_a_case_that_any_passphrase_opens_does_not_pass(cache, monkeypatch):
    tried = self_test._Try(cache / "Try.secondop", cheap_ways())
    self_test._make(tried)
    monkeypatch.setattr(
        self_test.open_case, "open_case", lambda *_: type("Open", (), {"close": lambda _: None})()
    )
    with pytest.raises(RuntimeError, match="wrong passphrase opened"):
        self_test._lock(tried)


def test_a_sheet_without_the_question_does_not_pass(cache, monkeypatch):
    tried = self_test._Try(cache / "Try.secondop", cheap_ways())
    self_test._make(tried)
    monkeypatch.setattr(self_test, "_QUESTION", "Something that nobody asked?")
    with pytest.raises(RuntimeError, match="not on the sheet"):
        self_test._print(tried)
    tried.opened().close()


def test_what_cannot_be_found_does_not_pass(cache):
    tried = self_test._Try(cache / "Try.secondop", cheap_ways())
    self_test._make(tried)
    with pytest.raises(RuntimeError, match="nothing was found"):
        self_test._search(tried)
    tried.opened().close()
