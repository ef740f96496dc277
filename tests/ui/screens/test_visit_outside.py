"""What leaves the page of a visit: its link and its calendar file, each only after a plain question."""

import pytest
from icalendar import Calendar
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from secondop_desktop.base import paths
from secondop_desktop.ui import visit_calendar, visit_link
from tests.ui.screens.test_visit_before import change, plan_of, see, visit_id, write_plan

LEFT = Qt.MouseButton.LeftButton

assert all((change, plan_of, see, visit_id, write_plan))  # fixtures


# --- the link ---


class Browser(QObject):
    """Stands where the browser, or the calendar program, is."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot("QUrl")
    def open(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def outside(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "runtime_folder", lambda: paths.private_folder(tmp_path / "run"))
    browser = Browser()
    for scheme in ("https", "file"):
        QDesktopServices.setUrlHandler(scheme, browser, "open")
    yield browser
    for scheme in ("https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def answer(monkeypatch):
    said = {"yes": True, "asked": []}

    def confirm(_parent, *words, **_more):
        said["asked"].append(words)
        return said["yes"]

    for module in (visit_link, visit_calendar):
        monkeypatch.setattr(module, "confirm", confirm)
    return said


def test_a_link_is_opened_only_after_a_plain_question(see, write_plan, qtbot, outside, answer):
    write_plan(link="https://zoom.us/j/123")
    page = see().page
    page.folds[0].open()
    answer["yes"] = False
    qtbot.mouseClick(page.link.open, LEFT)
    assert outside.opened == []
    assert "zoom.us" in answer["asked"][0][1]
    answer["yes"] = True
    qtbot.mouseClick(page.link.open, LEFT)
    qtbot.waitUntil(lambda: outside.opened == ["https://zoom.us/j/123"])


def test_a_link_can_be_copied_and_what_is_no_link_is_told(see, write_plan, qtbot, outside, notices):
    write_plan(link="https://zoom.us/j/123")
    page = see().page
    page.folds[0].open()
    qtbot.mouseClick(page.link.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "https://zoom.us/j/123"
    page.way.field("link").line.setText("file:///etc/passwd")
    assert not page.link.open.isVisible()
    assert page.link.said.text().startswith("This is no web address.")
    assert outside.opened == []
    QGuiApplication.clipboard().clear()
    assert page.window().leave()


def test_no_browser_is_a_sentence(see, write_plan, qtbot, answer, notices, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    write_plan(link="https://zoom.us/j/123")
    page = see().page
    page.folds[0].open()
    qtbot.mouseClick(page.link.open, LEFT)
    assert notices.problems[0].what.startswith("No browser of this computer opened the link.")


# --- the calendar ---


def test_the_calendar_gets_a_private_copy_after_a_plain_question(
    see, qtbot, outside, answer, notices, plan_of
):
    page = see().page
    page.folds[2].open()
    page.diary.field("calendar_title").set_value("Dentist")
    qtbot.mouseClick(page.calendar.open, LEFT)
    qtbot.waitUntil(lambda: outside.opened != [])
    assert "internet" in answer["asked"][0][1]
    file = next((paths.runtime_folder() / "outside").rglob("*.ics"))
    (event,) = Calendar.from_ical(file.read_bytes()).events
    assert (event["SUMMARY"], event["CLASS"]) == ("Dentist", "PRIVATE")
    assert plan_of().uid == event["UID"]
    qtbot.waitUntil(lambda: page.calendar.open.text() == "Change it in my calendar")
    notices.undos[-1]()
    assert not list((paths.runtime_folder() / "outside").rglob("*.ics"))


def test_nothing_is_written_when_the_answer_is_no(see, qtbot, outside, answer, work, plan_of):
    answer["yes"] = False
    page = see().page
    page.folds[2].open()
    qtbot.mouseClick(page.calendar.open, LEFT)
    work.flush()
    assert (outside.opened, plan_of().uid) == ([], "")


def test_a_file_is_saved_and_says_when_the_calendar_is_behind(
    see, qtbot, tmp_path, monkeypatch, notices, work, change, visit_id
):
    file = tmp_path / "appointment.ics"
    monkeypatch.setattr(visit_calendar, "save_file", lambda *_: file)
    page = see().page
    page.folds[2].open()
    qtbot.mouseClick(page.calendar.save, LEFT)
    qtbot.waitUntil(lambda: notices.told != [])
    assert notices.told == ["The calendar file is saved as appointment.ics. It is not encrypted."]
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    change(hour="11:00")
    work.flush()
    assert page.calendar.said.text().startswith("Your calendar has this visit as it was before.")
    change(status="cancelled")
    work.flush()
    assert page.calendar.open.text() == "Take it out of my calendar"
    monkeypatch.setattr(visit_calendar, "save_file", lambda *_: None)
    qtbot.mouseClick(page.calendar.save, LEFT)
    assert len(notices.told) == 1


def test_a_computer_without_a_calendar_is_told_so(see, qtbot, answer, notices, monkeypatch, outside):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page = see().page
    page.folds[2].open()
    qtbot.mouseClick(page.calendar.open, LEFT)
    qtbot.waitUntil(lambda: notices.problems != [])
    assert notices.problems[0].what.startswith("This computer has no program that opens calendar files.")
    assert not list((paths.runtime_folder() / "outside").rglob("*.ics"))
