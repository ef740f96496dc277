"""Slow things happen elsewhere, in order, and come home safely."""

import threading
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject

from secondop_desktop.base.errors import Cancelled, UserError


def test_a_query_runs_off_the_gui_thread_and_its_answer_on_it(qtbot, work, notebook):
    notebook.lines = ["one"]
    answers = []
    work.read(work, lambda session: session, lambda data: answers.append((data, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(["one"], threading.main_thread())]
    assert notebook.threads == ["desk-0"]


def test_writes_are_kept_in_the_order_they_were_given(work, notebook):
    for number in range(50):
        work.write(work, lambda session, n=number: session.append(n))
    assert work.flush()
    assert notebook.lines == list(range(50))


def test_a_commit_tells_which_classes_it_touched(qtbot, work):
    with qtbot.waitSignal(work.changed) as heard:
        work.write(work, lambda session: session.append("x"))
    assert heard.args == [frozenset({str})]


def test_an_answer_for_an_owner_that_is_gone_is_dropped(work):
    owner, answers = QObject(), []
    work.read(owner, lambda session: session, answers.append)
    shiboken6.delete(owner)
    assert work.flush()
    assert answers == []


def test_an_error_goes_to_who_asked_or_else_to_everybody(work):
    taken, heard = [], []
    work.failed.connect(heard.append)

    def refuse(_session):
        raise UserError("No.")

    work.write(work, refuse, failed=taken.append)
    work.write(work, refuse)
    assert not work.flush()
    assert [error.what for error in taken] == ["No."]
    assert [error.what for error in heard] == ["No."]


def test_a_failed_write_whose_owner_is_gone_is_still_heard(work):
    owner, heard = QObject(), []
    work.failed.connect(heard.append)
    work.write(owner, lambda _session: 1 / 0, failed=lambda _error: None)
    shiboken6.delete(owner)
    assert not work.flush()
    assert [type(error) for error in heard] == [ZeroDivisionError]


def test_flush_also_waits_for_what_the_answers_ask_for(work, notebook):
    def again(_result):
        work.write(work, lambda session: session.append("second"))

    work.write(work, lambda session: session.append("first"), again)
    assert work.flush()
    assert notebook.lines == ["first", "second"]


def test_the_worker_never_holds_the_last_reference_of_an_owner(qtbot, work):
    class Owner(QObject):
        def query(self, _session):
            return threading.get_ident()

    deaths, owner = [], Owner()
    weakref.finalize(owner, lambda: deaths.append(threading.current_thread()))
    work.read(owner, owner.query, lambda _data: None)
    del owner
    qtbot.waitUntil(lambda: bool(deaths))
    assert deaths == [threading.main_thread()]


def test_a_job_reports_and_finishes(qtbot, work):
    def flow(vault, progress):
        progress.at(0.5, "half")
        return vault

    heard = []
    job = work.start("Reading", flow)
    job.progressed.connect(lambda fraction, text: heard.append((fraction, text)))
    job.finished.connect(lambda result: heard.append(result is work.vault))
    with qtbot.waitSignal(job.ended):
        pass
    assert heard == [(0.5, "half"), True]
    assert work.jobs() == []


def test_a_cancelled_job_ends_without_a_word(qtbot, work):
    begun, go_on, heard = threading.Event(), threading.Event(), []

    def flow(_vault, progress):
        begun.set()
        go_on.wait(5)
        progress.at(0.1)

    work.failed.connect(heard.append)
    job = work.start("Reading", flow)
    job.failed.connect(heard.append)
    assert begun.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert heard == []


def test_a_failed_job_says_so(qtbot, work):
    job = work.start("Reading", lambda _vault, _progress: 1 / 0)
    with qtbot.waitSignals([job.failed, work.failed]):
        pass


def test_a_cancelled_write_is_not_an_error_to_anybody(work):
    heard = []
    work.failed.connect(heard.append)

    def stop(_session):
        raise Cancelled

    work.write(work, stop, failed=heard.append)
    work.flush()
    assert heard == []


def test_a_bug_in_one_answer_does_not_hold_up_the_others(work, qtbot):
    answers = []
    with qtbot.captureExceptions() as bugs:
        work.read(work, lambda _session: 0, lambda zero: 1 / zero)
        work.read(work, lambda _session: 1, answers.append)
        work.flush()
    assert answers == [1]
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


@pytest.mark.parametrize("times", [1, 2])
def test_closing_finishes_what_is_on_the_desk(work, notebook, times):
    work.write(work, lambda session: session.append("last words"))
    for _ in range(times):
        work.close()
    assert notebook.lines == ["last words"]


def test_after_closing_a_read_is_passed_over_and_a_write_is_a_bug(work):
    work.close()
    work.read(work, lambda session: session, lambda _data: pytest.fail("nothing may come home"))
    with pytest.raises(RuntimeError, match="after the case was closed"):
        work.write(work, lambda session: session.append("lost"))
    assert work.flush()


def test_words_that_stand_nowhere_else_are_owed_until_they_are_kept(qtbot, work, notebook, monkeypatch):
    errors, kept = [], []
    work.failed.connect(errors.append)
    with monkeypatch.context() as patch:
        patch.setattr(notebook, "write", refuse_to_write)
        work.insist(work, lambda session: session.append("half a name"), kept.append)
        assert not work.flush()
        assert not work.flush(), "it is still owed"
    assert len(errors) == 1, "a full disk is told of once"
    assert work.flush()
    assert notebook.lines == ["half a name"]
    assert kept == [None]
    assert work.flush()
    assert notebook.lines == ["half a name"]


def test_what_is_owed_is_written_by_itself_when_there_is_room(qtbot, work, notebook, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(notebook, "write", refuse_to_write)
        work._again.setInterval(1)
        work.insist(QObject(), lambda session: session.append("half a name"))
        work.flush()
    qtbot.waitUntil(lambda: notebook.lines == ["half a name"])


def refuse_to_write():
    message = "The disk is full."
    raise UserError(message)
