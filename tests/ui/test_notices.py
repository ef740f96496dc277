"""The strip at the lower edge says what happened, once, and long enough."""

import threading

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.ui import notices as module
from secondop_desktop.ui.notices import JobBar, Notice
from secondop_desktop.vault.errors import NoRoom


def test_undo_runs_once_and_puts_the_notice_away(notices):
    undone = []
    notice = notices.tell("The letter is in the bin.", lambda: undone.append(1))
    notice.undo_button.click()
    notice.take_back()
    assert undone == [1]
    assert notices.sentences() == []


def test_a_notice_stays_long_enough_to_be_read_and_then_goes(qtbot, notices, monkeypatch):
    monkeypatch.setattr(module, "SHORTEST_STAY", 20)
    monkeypatch.setattr(module, "STAY_PER_WORD", 1)
    notices.tell("Saved.")
    qtbot.waitUntil(lambda: notices.sentences() == [])


def test_a_long_sentence_stays_longer(notices):
    short, long = notices.tell("Saved."), notices.tell("word " * 60)
    assert long._timer.interval() > short._timer.interval() >= 10_000


def test_a_problem_stays_until_it_is_put_away_and_is_said_once(notices):
    error = UserError("The disk is full. What you typed is still here.", "Please make room.")
    first, second = notices.problem(error), notices.problem(error)
    assert first is second
    assert not first._timer.isActive()
    assert notices.sentences() == [error.sentence]
    assert notices.put_newest_away()
    assert not notices.put_newest_away()


def test_passing_notices_make_room_before_problems_do(notices):
    notices.problem(UserError("A problem."))
    for number in range(5):
        notices.tell(f"Saved {number}.")
    assert notices.sentences() == ["A problem.", "Saved 3.", "Saved 4."]


def test_each_kind_of_error_goes_its_way(qtbot, notices):
    notices.sort(UserError("No."))
    notices.sort(Cancelled())
    assert notices.sentences() == ["No."]
    with qtbot.waitSignal(notices.bug):
        notices.sort(ValueError("secret"))


def test_a_notice_is_named_for_a_screen_reader(notices):
    assert notices.tell("Saved.").accessibleName() == "Saved."
    assert isinstance(notices.tell("Saved."), Notice)


@pytest.fixture
def held_job(work, notices, qtbot):
    go_on = threading.Event()

    def flow(_vault, progress):
        progress.at(0.25, "page 1 of 4")
        go_on.wait(10)
        progress.at(0.5)

    notices.watch(work)
    notices.show()
    job = work.start("Reading the letter.", flow)
    yield job, notices.findChild(JobBar)
    with qtbot.waitSignal(job.ended):
        go_on.set()


def test_a_running_job_shows_itself_after_a_moment_and_can_be_stopped_later(qtbot, held_job):
    job, bar = held_job
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: bar._text.text() == "Reading the letter. page 1 of 4")
    assert not bar.cancel.isVisible()
    qtbot.waitUntil(bar.cancel.isVisible, timeout=6000)
    bar.cancel.click()
    assert job.stopped()
    assert not bar.cancel.isEnabled()


def test_a_quiet_job_shows_nothing(qtbot, work, notices):
    notices.watch(work)
    job = work.start("Reading", lambda _vault, _progress: None, quiet=True)
    assert notices.findChild(JobBar) is None
    with qtbot.waitSignal(job.ended):
        pass


def test_while_it_waits_nothing_is_said_and_afterwards_everything_in_its_order(qtbot, notices):
    notices.wait(True)
    said = notices.tell("The letter was read.")
    notices.problem(UserError("One file could not be read.", "It is kept."))
    notices.problem(UserError("One file could not be read.", "It is kept."))
    assert notices.sentences() == []
    assert not said._timer.isActive()
    notices.wait(False)
    assert notices.sentences() == ["The letter was read.", "One file could not be read. It is kept."]
    assert said._timer.isActive()


def test_what_waited_is_not_pushed_out_by_its_own_number(notices):
    notices.wait(True)
    for number in range(module.MOST_NOTICES + 2):
        notices.tell(f"Notice {number}")
    notices.wait(False)
    assert notices.sentences() == ["Notice 0", "Notice 1", "Notice 2"]
    notices.put_newest_away()
    assert notices.sentences() == ["Notice 0", "Notice 1", "Notice 3"]
    notices.clear()
    assert notices.sentences() == []


def test_that_words_cannot_be_saved_is_said_at_once(notices):
    notices.wait(True)
    notices.problem(NoRoom())
    assert len(notices.sentences()) == 1


def test_dialogs_wait_as_well_and_so_do_running_jobs(qtbot, notices, work, monkeypatch):
    monkeypatch.setattr(module, "BAR_AFTER", 1)
    notices.watch(work)
    opened, go_on = [], threading.Event()
    notices.after(lambda: opened.append("now"))
    notices.wait(True)
    assert notices.waits()
    notices.after(lambda: opened.append("later"))
    job = work.start("Reading", lambda _vault, _progress: go_on.wait(10))
    bar = notices.findChild(JobBar)
    notices.show()
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert not bar.isVisible()
    assert opened == ["now"]
    notices.wait(False)
    assert bar.isVisible()
    assert opened == ["now", "later"]
    with qtbot.waitSignal(job.ended):
        go_on.set()


def test_a_lock_forgets_what_waited(notices):
    notices.wait(True)
    notices.tell("Something of the case")
    notices.after(lambda: pytest.fail("nobody is there any more"))
    notices.clear()
    assert notices.sentences() == []
    assert not notices.waits()
