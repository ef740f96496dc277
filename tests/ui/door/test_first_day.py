"""What the first day offers: to read the sheet back, and a second place for safe copies. Both can be left."""

import pytest

from tests.ui.door.test_door import LINES, Keeper, fill_in, open_door, words

assert open_door


@pytest.fixture
def keeper():
    return Keeper()


@pytest.fixture
def entered():
    return []


@pytest.fixture
def with_sheet(qtbot, open_door):
    door = open_door()
    fill_in(door)
    qtbot.waitUntil(lambda: "Your recovery sheet" in words(door))
    return door


def number_of(page):
    return next(n for n in (1, 2) if f"Line {n} " in page.line.field.control.accessibleName())


def go_through(door):
    door.page.go_on.click()
    door.page.skip.click()
    door.page.skip.click()


def test_the_sheet_is_read_back_from_paper_while_its_lines_are_hidden(with_sheet, entered):
    door = with_sheet
    assert not door.page.drill.isVisible()
    door.page.tick.click()
    assert not any(line in words(door) for line in LINES)
    assert not door.page.later.isVisible()
    number = number_of(door.page)
    door.page.line.field.set_value(LINES[2 - number])
    door.page.check_button.click()
    assert f"not line {number}" in door.page.line.field.problem()
    assert not door.page.was_read
    door.page.line.field.set_value(LINES[number - 1])
    door.page.check_button.click()
    assert "Your sheet can be read." in words(door)
    assert not door.page.check_button.isVisible()
    go_through(door)
    assert entered[0].sheet_read


def test_taking_the_tick_away_shows_the_lines_again(with_sheet):
    with_sheet.page.tick.click()
    with_sheet.page.tick.click()
    assert all(line in words(with_sheet) for line in LINES)
    assert not with_sheet.page.go_on.isEnabled()


def test_reading_it_back_is_only_offered(with_sheet, entered):
    with_sheet.page.tick.click()
    go_through(with_sheet)
    assert not entered[0].sheet_read


def test_a_second_place_is_chosen_and_told_in_words(with_sheet, entered, tmp_path, monkeypatch):
    door = with_sheet
    (tmp_path / "My case.secondop").mkdir()
    door.page.later.click()
    choices = iter([None, tmp_path])
    monkeypatch.setattr("secondop_desktop.ui.door.second_place.choose_folder", lambda *_: next(choices))
    door.page.choose.click()
    assert not door.page.go_on.isEnabled()
    door.page.choose.click()
    assert f"Safe copies will go to {tmp_path}" in words(door).replace("\u200b", "")
    assert "same disk as your case" in words(door)
    assert door.page.go_on.isEnabled()
    door.page.go_on.click()
    door.page.skip.click()
    assert entered[0].second_place == tmp_path


def test_a_place_of_no_use_is_refused_with_its_reason(with_sheet, tmp_path):
    door = with_sheet
    door.page.later.click()
    door.page.take(tmp_path)
    door.page.take(tmp_path / "in the case")
    assert "inside your case" in words(door)
    assert "same disk" not in words(door)
    assert not door.page.go_on.isEnabled()
