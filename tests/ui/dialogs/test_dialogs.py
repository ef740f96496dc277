"""The few dialogs: harmless by default, and silent about the person."""

import shiboken6
from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget

from secondop_desktop.ui.dialogs import files
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.dialogs.problem import BugCatcher, report_of


def answer(qtbot, act):
    """Do something in the dialog that opens next."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def pressed(text):
    def act(dialog):
        next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()

    return act


def test_the_verb_means_yes(qtbot):
    answer(qtbot, pressed("Delete for good"))
    assert confirm(None, "Delete for good?", "It cannot be brought back.", "Delete for good")


def test_cancel_esc_and_enter_all_mean_no(qtbot):
    for act in (
        pressed("Cancel"),
        lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape),
        lambda dialog: qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return),
    ):
        answer(qtbot, act)
        assert not confirm(None, "Delete for good?", "It cannot be brought back.", "Delete for good")


def test_a_report_holds_places_and_versions_and_no_values():
    try:
        try:
            int("Margaret 12 mg")
        except ValueError as error:
            raise KeyError("St Anne’s Hospital") from error
    except KeyError as error:
        report = report_of(error)
    assert "builtins.KeyError" in report
    assert "test_dialogs.py" in report
    assert "Python 3" in report
    assert "Margaret" not in report
    assert "Anne" not in report


def test_the_report_can_be_copied_and_the_next_bug_opens_a_new_dialog(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    catcher = BugCatcher(window)
    catcher.show(ValueError("x"))
    dialog = catcher._open
    catcher.show(KeyError("y"))
    assert catcher._open is dialog
    dialog.copy()
    assert QApplication.clipboard().text() == dialog.report.toPlainText()
    dialog.accept()
    assert catcher._open is None


def test_a_file_dialog_leaves_no_name_behind(qtbot, tmp_path, private_home):
    secret = tmp_path / "Margaret cancer"
    secret.mkdir()
    (secret / "scan.pdf").write_bytes(b"x")
    dialog = QFileDialog(None, "Choose", str(secret))
    dialog.selectFile(str(secret / "scan.pdf"))
    QTimer.singleShot(50, lambda: dialog.done(QDialog.DialogCode.Accepted))
    dialog.exec()
    assert [name.rsplit("/", 1)[-1] for name in dialog.selectedFiles()] == ["scan.pdf"]
    files.forget_traces(dialog)
    assert dialog.history() == [] or "Margaret" not in str(dialog.history())
    assert dialog.directory() == QDir.home()
    shiboken6.delete(dialog)
    for kept in private_home.rglob("*"):
        assert not kept.is_file() or b"Margaret" not in kept.read_bytes()


def test_each_question_for_a_file_gives_its_answer_or_nothing(qtbot, monkeypatch):
    asked = []

    def refuse(dialog):
        asked.append((dialog.windowTitle(), dialog.fileMode(), dialog.acceptMode()))
        return 0

    monkeypatch.setattr(QFileDialog, "exec", refuse)
    assert files.choose_files(None, "Files", "Pictures (*.png)") == []
    assert files.choose_file(None, "File") is None
    assert files.choose_folder(None, "Folder") is None
    assert files.save_file(None, "Save", "Sheet.pdf") is None
    assert [title for title, _mode, _accept in asked] == ["Files", "File", "Folder", "Save"]
    assert asked[-1][2] == QFileDialog.AcceptMode.AcceptSave


def test_a_dialog_says_its_title_in_words_and_wraps(qtbot):
    ask = Ask(None, "Delete for good?", "word " * 80)
    qtbot.addWidget(ask)
    ask.show()
    assert ask.width() < 800
    assert ask.windowTitle() == "Delete for good?"
