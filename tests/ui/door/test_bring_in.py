"""On the first page a case that was given out becomes a new one, with a passphrase of its own."""

import shutil

import pytest
from PySide6.QtWidgets import QLabel

from secondop_desktop.case import person, questions
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import give_out, open_case
from secondop_desktop.ui import theme
from secondop_desktop.ui.door import bring_in as page_module
from secondop_desktop.ui.door.bring_in import BringInPage
from secondop_desktop.ui.door.door import Door
from secondop_desktop.ui.door.first_run import NewCase
from secondop_desktop.ui.door.sheet import SheetPage
from secondop_desktop.ui.widgets.buttons import Button
from tests.a_desktop import door_calls
from tests.encrypted_case import PASSPHRASE, cheap_ways


@pytest.fixture
def given(tmp_path):
    """A case with one question, written to a folder."""
    made = open_case.create(tmp_path / "old.secondop", PASSPHRASE, "Margaret", cheap_ways()).vault
    with made.write() as session:
        questions.keep(session, Question(text="Could we wait?"))
    give_out.give_out(made, tmp_path / "given")
    made.close()
    return tmp_path / "given"


@pytest.fixture
def problems():
    return []


class Calls:
    """The two calls of the door that this page makes."""

    offer_passphrase = staticmethod(lambda: PASSPHRASE)
    judge_passphrase = staticmethod(open_case.judge_passphrase)


@pytest.fixture
def page(qapp, qtbot, look, monkeypatch, tmp_path, problems):
    theme.apply(qapp, look)
    monkeypatch.setattr(page_module, "usual_ways", cheap_ways)
    page = BringInPage(Calls(), problems.append)
    page.came = []
    page.brought.connect(lambda asked, made: page.came.append((asked, made)))
    qtbot.addWidget(page)
    page.where.set_value(str(tmp_path / "new.secondop"))
    page.show()
    yield page
    for _, made in page.came:
        made.vault.close()


def lock_it(page, passphrase=PASSPHRASE):
    for field in (page.passphrase, page.again):
        field.set_value(passphrase)
    page.make.click()


def test_a_case_comes_in_with_a_few_clicks(page, qtbot, given, monkeypatch):
    monkeypatch.setattr(page_module, "choose_folder", lambda *_: given)
    assert page.lock.isHidden()
    page.from_folder.click()
    qtbot.waitUntil(lambda: not page.lock.isHidden())
    assert "It was given out on" in page.found.text()
    lock_it(page)
    qtbot.waitUntil(lambda: len(page.came) == 1, timeout=20_000)
    ((asked, made),) = page.came
    assert isinstance(asked, NewCase)
    assert len(made.recovery_lines) == 9
    with made.vault.read() as session:
        assert person.known(session).name == "Margaret"
        assert [q.text for q in questions.everything(session)] == ["Could we wait?"]


def test_what_is_none_is_said_and_nothing_can_be_brought_in(page, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(page_module, "choose_file", lambda *_: tmp_path / "not there.zip")
    page.from_zip.click()
    qtbot.waitUntil(lambda: not page.found.isHidden())
    assert page.found.tone() == "warn"
    assert page.lock.isHidden()


def test_what_is_missing_is_told_before_one_goes_on(page, qtbot, given):
    (given / "data" / "question.jsonl").write_bytes(b"{}\n")
    page.look_at(given)
    qtbot.waitUntil(lambda: not page.lock.isHidden())
    lock_it(page)
    qtbot.waitUntil(lambda: not page.result.isHidden(), timeout=20_000)
    assert page.came == []
    told = " ".join(label.text() for label in page.result.findChildren(QLabel))
    assert "could not be brought in as they were" in told
    assert "data/question.jsonl was changed or damaged" in told
    page.focusWidget().click()
    assert len(page.came) == 1


def test_a_folder_that_vanishes_meanwhile_is_said(page, qtbot, given, tmp_path, problems):
    page.look_at(given)
    qtbot.waitUntil(lambda: not page.lock.isHidden())
    shutil.rmtree(given)
    lock_it(page)
    qtbot.waitUntil(lambda: len(problems) == 1, timeout=20_000)
    assert page.make.isEnabled()
    assert not (tmp_path / "new.secondop").exists()


def test_it_can_be_stopped_and_nothing_is_left(page, qtbot, given, tmp_path):
    page.look_at(given)
    qtbot.waitUntil(lambda: not page.lock.isHidden())
    lock_it(page)
    page.stop.click()
    qtbot.waitUntil(page.waiting.isHidden, timeout=20_000)
    assert page.came == []
    assert "stopped" in page.found.text()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["given", "old.secondop"]


def test_the_first_page_leads_there_and_on_to_the_recovery_sheet_and_into_the_case(
    qtbot, given, ways, monkeypatch, tmp_path
):
    monkeypatch.setattr(page_module, "usual_ways", lambda: ways)
    entered = []
    door = Door(door_calls(ways))
    door.entered.connect(entered.append)
    qtbot.addWidget(door)
    door.resize(900, 900)
    door.show()
    next(b for b in door.findChildren(Button) if b.text() == "Bring in a case that was given out").click()
    page = door.page
    page.where.set_value(str(tmp_path / "new.secondop"))
    page.look_at(given)
    qtbot.waitUntil(lambda: not page.lock.isHidden())
    lock_it(page)
    qtbot.waitUntil(lambda: isinstance(door.page, SheetPage), timeout=20_000)
    door.page.done.emit()
    door.page.done.emit(None)
    (came,) = entered
    assert came.folder == tmp_path / "new.secondop"
    assert came.answers is None
    came.vault.close()
