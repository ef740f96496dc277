"""The whole case leaves only after the person has ticked that they know what it means."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.case import documents, sharings
from secondop_desktop.case.documents import Document
from secondop_desktop.flows import give_out
from secondop_desktop.ui.places import WHOLE_CASE, Place
from secondop_desktop.ui.screens import whole_case
from secondop_desktop.ui.screens.whole_case import FOLDER, ZIP, WholeCaseScreen

CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(enter):
    return enter(WholeCaseScreen, Place(WHOLE_CASE))


@pytest.fixture
def choose(monkeypatch, tmp_path):
    """What the person chooses in the dialogs of the system, with what these were asked."""
    asked = []

    def folder(_parent, title):
        asked.append(title)
        return tmp_path

    def file(_parent, title, name, pattern):
        asked.append((title, name, pattern))
        return tmp_path / name

    monkeypatch.setattr(whole_case, "choose_folder", folder)
    monkeypatch.setattr(whole_case, "save_file", file)
    return asked


def told(screen):
    """The sentences below the button."""
    parts = [screen.result.itemAt(place).widget() for place in range(screen.result.count())]
    return " ".join(
        found.text() for part in parts for found in [part, *part.findChildren(QLabel)] if found.text()
    )


def write(qtbot, screen):
    qtbot.mouseClick(screen.understood, CLICK)
    qtbot.mouseClick(screen.write, CLICK)
    qtbot.waitUntil(lambda: screen._job is None, timeout=20_000)


def test_without_the_tick_nothing_can_be_written(screen, qtbot, choose):
    assert not screen.write.isEnabled()
    qtbot.mouseClick(screen.write, CLICK)
    assert choose == []
    qtbot.mouseClick(screen.understood, CLICK)
    assert screen.write.isEnabled()


def test_a_folder_is_made_in_the_one_that_was_chosen_and_it_is_logged(screen, qtbot, choose, fetch, tmp_path):
    screen.form.set_value(FOLDER)
    write(qtbot, screen)
    (made,) = [one for one in tmp_path.iterdir() if one.name.startswith("My whole case")]
    assert (made / "index.html").is_file()
    assert made.name in told(screen)
    assert [one.what for one in fetch(sharings.everything)] == [give_out.WHAT]
    assert not screen.understood.isChecked()
    assert not screen.write.isEnabled()


def test_as_one_zip_file(screen, qtbot, choose, tmp_path):
    screen.form.set_value(ZIP)
    write(qtbot, screen)
    ((_, name, _),) = choose
    with zipfile.ZipFile(tmp_path / name) as whole:
        assert "index.html" in whole.namelist()


def test_who_thinks_better_of_it_writes_nothing(screen, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(whole_case, "choose_folder", lambda *_: None)
    qtbot.mouseClick(screen.understood, CLICK)
    before = sorted(tmp_path.iterdir())
    qtbot.mouseClick(screen.write, CLICK)
    assert sorted(tmp_path.iterdir()) == before
    assert screen.write.isEnabled()


def test_a_file_that_is_damaged_is_named(screen, qtbot, choose, keep, frozen_clock):
    keep(
        lambda session: documents.keep(
            session, Document(title="MRI of March", blob="ab" * 32, added_at=frozen_clock.now())
        )
    )
    write(qtbot, screen)
    assert "“MRI of March”" in told(screen)


def test_what_the_disk_refuses_is_told_and_it_can_be_tried_again(
    screen, qtbot, choose, notices, monkeypatch, tmp_path
):
    place = tmp_path / "closed"
    place.write_text("no folder")
    monkeypatch.setattr(whole_case, "choose_folder", lambda *_: place)
    write(qtbot, screen)
    (problem,) = notices.problems
    assert "safe" in problem.sentence
    assert screen.write.isEnabled()


def test_the_choice_of_the_form_comes_back_but_the_tick_does_not(screen, enter):
    screen.form.set_value(ZIP)
    screen.understood.setChecked(True)
    again = enter(WholeCaseScreen, Place(WHOLE_CASE))
    again.take_up(screen.standing())
    assert again.form.value() == ZIP
    assert not again.understood.isChecked()
