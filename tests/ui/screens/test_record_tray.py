"""Files come in from anywhere: chosen, dropped or pasted, once each, and are read behind everything else."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.ui.record_tray import RecordTray
from secondop_desktop.ui.tray_files import TrayFiles
from tests.flows.papers import report
from tests.ui.screens.paperwork import LONG, put, titles, tray

assert put
assert titles
assert tray


@pytest.fixture
def files(tmp_path):
    made = []
    for name in ("Scan 1.pdf", "Scan 2.pdf"):
        made.append(tmp_path / name)
        made[-1].write_bytes(report(name))
    return made


@pytest.fixture
def done(qtbot, tray):
    """Does something, and waits until the tray has taken in what came of it."""

    def done(act):
        with qtbot.waitSignal(tray.came, timeout=LONG) as came:
            act()
        return came.args[0]

    return done


def test_several_files_come_in_with_one_sentence(tray, done, files, notices, titles):
    ids = done(lambda: tray.take(files))
    assert len(ids) == 2
    assert titles() == ["Scan 1", "Scan 2"]
    assert tray.panel.sentence() == "2 files are in your records now."
    assert notices.told == []


def test_a_file_that_is_here_already_is_said_kindly_and_kept_once(tray, done, files, titles):
    done(lambda: tray.take(files[:1]))
    done(lambda: tray.take(files))
    assert titles() == ["Scan 1", "Scan 2"]
    assert tray.panel.sentence() == (
        "“Scan 2.pdf” is in your records now. "
        "“Scan 1.pdf” was in your records already, so nothing was added twice."
    )


def test_a_file_from_the_bin_comes_back_instead_of_coming_twice(tray, done, files, keep, titles):
    (identity,) = done(lambda: tray.take(files[:1]))
    keep(lambda session: bin_.throw_away(session, "document", identity))
    assert titles() == []
    assert done(lambda: tray.take(files[:1])) == [identity]
    assert titles() == ["Scan 1"]


def test_each_problem_is_a_sentence_and_keeps_nothing_else_out(tray, done, files, tmp_path, titles, work):
    (tmp_path / "empty.pdf").write_bytes(b"")
    done(lambda: tray.take([tmp_path / "empty.pdf", files[0], tmp_path / "gone.pdf"]))
    assert titles() == ["Scan 1"]
    assert tray.panel.sentence() == "“Scan 1.pdf” is in your records now. 2 files were not added."
    work.flush()
    rows = [(row.title, row.chip) for row in tray.panel.rows()]
    assert rows == [("empty.pdf", "Not added"), ("gone.pdf", "Not added"), ("Scan 1.pdf", "Added")]
    assert "empty.pdf” is empty" in tray.panel.rows()[0].subtitle
    assert "could not be opened. Nothing was changed." in tray.panel.rows()[1].subtitle


def test_a_single_problem_is_said_at_once(tray, done, tmp_path):
    done(lambda: tray.take([tmp_path / "gone.pdf"]))
    assert tray.panel.sentence() == "gone.pdf could not be opened. Nothing was changed."
    assert not tray.panel.undo.isVisibleTo(tray.panel)


def test_what_came_in_can_be_taken_back_and_brought_back(tray, done, files, titles, work):
    done(lambda: tray.take(files))
    tray.panel.undo.click()
    work.flush()
    assert titles() == []
    assert tray.panel.sentence() == ""
    assert work.undo.redo_name() == "add 2 records"
    work.undo.redo()
    work.flush()
    assert titles() == ["Scan 1", "Scan 2"]


def test_undo_leaves_alone_what_was_here_before(tray, done, files, titles, work):
    done(lambda: tray.take(files[:1]))
    done(lambda: tray.take(files))
    tray.panel.undo.click()
    work.flush()
    assert titles() == ["Scan 1"]


def test_a_folder_is_asked_about_with_the_number_of_its_files(qtbot, tray, files, tmp_path, titles):
    tray.take([tmp_path])
    qtbot.waitUntil(tray.panel.is_asking, timeout=LONG)
    assert tray.panel.sentence() == (
        f"“{tmp_path.name}” holds 2 files. Shall all of them be added to your records?"
    )
    yes, no = tray.panel._choices
    assert (yes.text(), no.text()) == ("Add 2 files", "No, not now")
    no.click()
    assert tray.panel.sentence() == ""
    assert titles() == []


def test_a_folder_that_was_agreed_to_comes_in(qtbot, tray, done, files, tmp_path, titles):
    tray.take([tmp_path])
    qtbot.waitUntil(tray.panel.is_asking, timeout=LONG)
    done(tray.panel._choices[0].click)
    assert titles() == ["Scan 1", "Scan 2"]


def test_an_empty_folder_says_so(qtbot, tray, done, tmp_path):
    (tmp_path / "empty").mkdir()
    done(lambda: tray.take([tmp_path / "empty"]))
    assert tray.panel.sentence() == "There was no file in it."


def test_taking_in_can_be_stopped_and_says_what_was_left(qtbot, tray, tmp_path, work):
    many = [tmp_path / f"{number}.txt" for number in range(200)]
    for file in many:
        file.write_text(file.name)

    def stop_soon(job):
        job.progressed.connect(lambda fraction, _text: job.cancel() if fraction else None)

    work.job_started.connect(stop_soon)
    with qtbot.waitSignal(tray.came, timeout=LONG) as came:
        tray._bring(many)
    assert 0 < len(came.args[0]) < 200
    assert "left where they are." in tray.panel.sentence()


def test_it_is_followed_how_each_file_is_read(qtbot, tray, done, files):
    tray.begin()
    done(lambda: tray.take(files))
    qtbot.waitUntil(
        lambda: [row.subtitle for row in tray.panel.rows()] == ["It was read: 1 page."] * 2, timeout=LONG
    )


def test_a_copied_picture_becomes_a_record(tray, done, fetch):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    data = QMimeData()
    data.setImageData(image)
    (identity,) = done(lambda: tray.paste(data))
    record = fetch(lambda session: documents.one(session, identity))
    assert (record.title, record.file_kind) == ("Pasted picture", "png")
    assert tray.panel.sentence() == "“Pasted picture.png” is in your records now."


def test_pasting_words_says_what_can_be_pasted(tray, notices):
    data = QMimeData()
    data.setText("words")
    tray.paste(data)
    data = QMimeData()
    data.setUrls([QUrl("https://portal.example/report.pdf")])
    tray.paste(data)
    assert notices.told == [
        "There is no file and no picture to paste. Copy one first.",
        "This is not on this computer. Please save it here first, then add the file.",
    ]


def test_in_the_doctors_room_a_line_is_told_and_questions_wait(qtbot, tray, done, files, tmp_path, notices):
    tray.be_quiet(True)
    done(lambda: tray.take(files[:1]))
    tray.take([tmp_path])
    qtbot.waitUntil(lambda: len(notices.told) == 2, timeout=LONG)
    assert notices.told == [
        "“Scan 1.pdf” is in your records now.",
        "The folder waits until you leave this page. Nothing was added yet.",
    ]
    assert tray.panel.isHidden()
    tray.be_quiet(False)
    assert tray.panel.is_asking()


def test_a_problem_in_the_doctors_room_is_shown_when_one_leaves_it(tray, done, tmp_path, notices):
    tray.be_quiet(True)
    done(lambda: tray.take([tmp_path / "gone.pdf"]))
    assert notices.told == ["gone.pdf could not be opened. Nothing was changed."]
    assert tray.panel.isHidden()
    tray.be_quiet(False)
    assert tray.panel.sentence() == "gone.pdf could not be opened. Nothing was changed."


def test_a_report_without_problems_goes_by_itself_but_not_while_it_is_looked_at(tray, done, files, tmp_path):
    done(lambda: tray.take(files))
    assert tray.panel._passing.isActive()
    tray.panel.each.click()
    assert not tray.panel._passing.isActive()
    done(lambda: tray.take([tmp_path / "gone.pdf"]))
    assert not tray.panel._passing.isActive()


def test_a_case_that_is_only_looked_at_takes_nothing_in(qapp, work, notices, files, titles):
    tray = RecordTray(work, notices, read_only=True)
    tray.take(files)
    assert titles() == []
    assert notices.told == ["You can look at this case, but not add anything to it now."]


def test_what_waits_is_read_at_the_start_and_what_comes_later_next(qtbot, tray, done, put, files, fetch):
    put(report("liver normal"))
    tray.begin()
    ids = done(lambda: tray.take(files[:1]))

    def all_read():
        assert all(record.state == documents.READ for record in fetch(documents.everything))
        assert not tray.reader.is_reading()

    qtbot.waitUntil(all_read, timeout=LONG)
    page = fetch(lambda session: documents.page(session, ids[0], 1))
    assert page.text.startswith("Scan 1.pdf")


def test_reading_can_be_stopped_and_goes_on_where_it_was(qtbot, tray, put, fetch):
    put(report(*(f"page {number}" for number in range(80))))
    tray.begin()
    qtbot.waitUntil(lambda: "page" in tray.reader.words(), timeout=LONG)
    tray.reader.stop()
    qtbot.waitUntil(lambda: not tray.reader.is_reading(), timeout=LONG)
    assert tray.reader.is_stopped()
    (record,) = fetch(documents.everything)
    assert record.state == documents.WAITING
    tray.reader.go_on()

    def is_read():
        assert fetch(documents.everything)[0].state == documents.READ

    qtbot.waitUntil(is_read, timeout=LONG)
    assert len(fetch(lambda session: documents.pages_of(session, record.id))) == 80


def test_an_error_while_reading_is_told_once_and_not_tried_again_at_once(
    qtbot, tray, put, notices, monkeypatch
):
    tries = []

    def fail(*_):
        tries.append(1)
        raise OSError("no such worker")

    monkeypatch.setattr("secondop_desktop.flows.read_waiting.read_waiting", fail)
    put(report("one"))
    tray.begin()
    qtbot.waitUntil(tray.reader.is_stopped, timeout=LONG)
    qtbot.waitUntil(lambda: not tray.reader.is_reading(), timeout=LONG)
    assert len(tries) == len(notices.problems) == 1


def test_the_page_that_is_looked_at_is_read_before_all_others(qtbot, tray, put, fetch):
    put(report(*(f"first, page {number}" for number in range(40))))
    put(report(*(f"second, page {number}" for number in range(40))))
    _, second = sorted(record.id for record in fetch(documents.everything))
    tray.reader.look_at(second, 30)
    tray.begin()
    qtbot.waitUntil(lambda: "page 30" in tray.reader.words(), timeout=LONG)
    assert tray.reader.record() == second
    tray.reader.stop()
    qtbot.waitUntil(lambda: not tray.reader.is_reading(), timeout=LONG)
    assert tray.reader.record() == ""


def test_each_file_is_shown_in_a_list_that_follows_the_reading_and_opens_records(
    qtbot, tray, done, files, tmp_path, keep
):
    ids = done(lambda: tray.take([*files, tmp_path / "gone.pdf"]))
    asked = TrayFiles(None, tray.panel)
    qtbot.addWidget(asked)
    qtbot.waitUntil(lambda: bool(asked.list.rows()[1].subtitle), timeout=LONG)
    assert [row.chip for row in asked.list.rows()] == ["Not added", "Added", "Added"]
    assert "could not be opened" in asked.about.text()
    asked.list.chosen.emit(ids[0])
    assert asked.about.text() == asked.list.rows()[1].subtitle
    keep(lambda session: documents.finish_reading(session, ids[0]))
    qtbot.waitUntil(lambda: asked.list.rows()[1].subtitle.startswith("It was read"), timeout=LONG)
    opened = []
    asked.opened.connect(opened.append)
    asked.list.opened.emit(asked.list.rows()[0].id)
    asked.list.opened.emit(ids[0])
    assert opened == [ids[0]]


def press(tray, words):
    next(button for button in tray.panel._choices if button.text() == words).click()


def test_no_question_pushes_another_one_away(tray):
    agreed = []
    for name in ("one", "two"):
        tray.ask(f"Folder {name}?", [("Yes", lambda name=name: agreed.append(name))])
    assert tray.panel.sentence() == "Folder one?"
    press(tray, "Yes")
    assert tray.panel.sentence() == "Folder two?"
    press(tray, "Yes")
    assert (tray.panel.sentence(), agreed) == ("", ["one", "two"])


def test_whoever_asked_may_ask_anew_in_place_of_the_first_question(tray):
    tray.ask("1 new scan?", [("Yes", lambda: None)], asked_by=tray)
    tray.ask("2 new scans?", [("Yes", lambda: None)], asked_by=tray)
    assert tray.panel.sentence() == "2 new scans?"
    tray.panel.put_away()
    assert tray.panel.isHidden()


def test_an_answer_about_files_waits_behind_a_question(tray, done, files):
    tray.ask("Folder one?", [("Yes", lambda: None)])
    done(lambda: tray.take(files))
    assert tray.panel.sentence() == "Folder one?"
    press(tray, "Yes")
    assert tray.panel.sentence() == "2 files are in your records now."


def test_what_waits_in_the_doctors_room_comes_one_after_the_other(tray):
    tray.ask("Folder one?", [("Yes", lambda: None)])
    tray.be_quiet(True)
    assert tray.panel.isHidden()
    tray.ask("Folder two?", [("Yes", lambda: None)])
    tray.be_quiet(False)
    assert tray.panel.sentence() == "Folder one?"
    press(tray, "Yes")
    assert tray.panel.sentence() == "Folder two?"
