"""What is told of words that are not saved yet, and that it goes away once they are."""

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.unsaved import NotSavedYet, still_here
from secondop_desktop.vault.errors import NoAnswer, NoRoom, StaleEdit, write_protected


def refuse(error):
    def command(_session):
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "why"),
    [(NoRoom(), "no room left"), (NoAnswer(), "does not take"), (write_protected(), "does not take")],
)
def test_it_says_why_where_the_words_are_and_what_to_do(error, why):
    told = still_here(error)
    assert isinstance(told, NotSavedYet)
    assert why in told.what
    assert "kept in this window" in told.advice
    assert "by themselves" in told.advice


@pytest.mark.parametrize("error", [StaleEdit(), UserError("No."), ValueError()])
def test_another_trouble_stays_what_it_is(error):
    assert still_here(error) is error


def test_the_notice_goes_when_the_disk_takes_changes_again(qtbot, work, notices):
    notices.watch(work)
    work.insist(work, refuse(NoAnswer()))
    work.flush()
    notices.problem(StaleEdit())
    assert len(notices.sentences()) == 2
    work.write(work, lambda session: session.append("a line"))
    work.flush()
    assert notices.sentences() == [StaleEdit().sentence]


def test_a_read_does_not_say_that_the_disk_can_be_written_again(work, notices):
    notices.watch(work)
    work.write(work, refuse(NoRoom()))
    work.flush()
    work.read(work, list, lambda _: None)
    work.flush()
    assert notices.sentences() == [NoRoom().sentence]


def test_it_is_told_once_whoever_tells_it(qtbot):
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    for _ in range(3):
        strip.sort(still_here(NoRoom()))
    assert len(strip.sentences()) == 1
