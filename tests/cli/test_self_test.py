"""The self-test from a terminal: a line for each part, and an exit code that a package builder can use."""

from secondop_desktop.cli import self_test as command
from secondop_desktop.cli.__main__ import DONE, PROBLEM
from secondop_desktop.flows.self_test import Part


def test_each_part_is_one_line(secondop, monkeypatch):
    monkeypatch.setattr(command, "self_test", lambda: iter([Part("A case can be made"), Part("It prints")]))
    answer = secondop("--self-test")
    assert answer.code == DONE
    assert answer.out.splitlines() == ["Works: A case can be made.", "Works: It prints."]
    assert secondop("self-test", "--json").data[1] == {"part": "It prints", "trouble": ""}


def test_a_part_that_does_not_work_is_told_and_is_no_success(secondop, monkeypatch):
    monkeypatch.setattr(command, "self_test", lambda: iter([Part("It prints", "No font is here.")]))
    answer = secondop("--self-test")
    assert answer.code == PROBLEM
    assert "Does not work: It prints. No font is here." in answer.out
    assert "Your cases were not touched" in answer.err
