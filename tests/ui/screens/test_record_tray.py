"""Files come in from anywhere: chosen, dropped or pasted, once each, and are read behind everything else."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.ui.record_tray import RecordTray, all_files, said
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


def mime_of(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_several_files_come_in_with_one_sentence(tray, done, files, notices, titles):
    ids = done(lambda: tray.take(files))
    assert len(ids) == 2
    assert titles() == ["Scan 1", "Scan 2"]
    assert notices.told == ["2 files are in your records now."]


def test_a_file_that_is_here_already_is_said_kindly_and_kept_once(tray, done, files, notices, titles):
    done(lambda: tray.take(files[:1]))
    done(lambda: tray.take(files))
    assert titles() == ["Scan 1", "Scan 2"]
    assert notices.told[1:] == [
        "“Scan 2.pdf” is in your records now.",
        "“Scan 1.pdf” was in your records already, so nothing was added twice.",
    ]


def test_a_file_from_the_bin_comes_back_instead_of_coming_twice(tray, done, files, keep, titles):
    (identity,) = done(lambda: tray.take(files[:1]))
    keep(lambda session: bin_.throw_away(session, "document", identity))
    assert titles() == []
    assert done(lambda: tray.take(files[:1])) == [identity]
    assert titles() == ["Scan 1"]


def test_each_problem_is_a_sentence_and_keeps_nothing_else_out(tray, done, files, notices, tmp_path, titles):
    (tmp_path / "empty.pdf").write_bytes(b"")
    done(lambda: tray.take([tmp_path / "empty.pdf", tmp_path / "gone.pdf", files[0]]))
    assert titles() == ["Scan 1"]
    (problem,) = notices.problems
    assert "empty.pdf” is empty" in problem.what
    assert "gone.pdf could not be opened. Nothing was changed." in problem.what


def test_a_long_row_of_problems_is_counted(tray, done, notices, tmp_path):
    done(lambda: tray.take([tmp_path / f"{number}.pdf" for number in range(12)]))
    assert notices.problems[0].what.endswith("And 4 more files were not added.")


def test_a_folder_brings_its_files_but_not_the_hidden_ones(tmp_path, files):
    (tmp_path / "disc" / ".hidden").mkdir(parents=True)
    for name in ("a.txt", ".DS_Store", ".hidden/b.txt"):
        (tmp_path / "disc" / name).write_text("x")
    assert all_files([tmp_path / "disc", files[0]]) == [tmp_path / "disc" / "a.txt", files[0]]
    assert said([]) == ["There was no file in it."]


def test_a_copied_picture_becomes_a_record(tray, done, notices, fetch):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    data = QMimeData()
    data.setImageData(image)
    (identity,) = done(lambda: tray.paste(data))
    record = fetch(lambda session: documents.one(session, identity))
    assert (record.title, record.file_kind) == ("Pasted picture", "png")
    assert notices.told == ["“Pasted picture.png” is in your records now."]


def test_pasting_words_says_what_can_be_pasted(tray, notices):
    data = QMimeData()
    data.setText("words")
    tray.paste(data)
    assert notices.told == ["There is no file and no picture to paste. Copy one first."]


def test_files_dropped_on_any_page_of_the_window_come_in(qtbot, tray, done, files, titles):
    window = QWidget()
    qtbot.addWidget(window)
    tray.watch(window)
    data, spot = mime_of(*files), QPointF(5, 5)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(spot.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(spot, Qt.DropAction.CopyAction, data, buttons, keys)
    done(lambda: QApplication.sendEvent(window, drop))
    assert titles() == ["Scan 1", "Scan 2"]


def test_a_case_that_is_only_looked_at_takes_nothing_in(work, notices, files, titles):
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
