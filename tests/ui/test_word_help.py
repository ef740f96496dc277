"""What does this word mean? By key and by menu, beside the line, and never in the way of what is typed."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from secondop_desktop.case import captured, questions
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.places import APPOINTMENT_MODE, DOCTORS, GLOSSARY, HOME, QUESTIONS, Place
from secondop_desktop.ui.widgets.fields import PassphraseField, TextField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.page_view import PageView
from tests.ui.unlocking import go, unlocked, visit_id

assert unlocked
assert visit_id

SAID = (
    "She said the lymph nodes were clear.\n"
    + "More.\n" * 5
    + "A hypoechoic area was seen, and lympoma is out."
)


@pytest.fixture
def window(unlocked, monkeypatch):
    # A menu that is open takes all keys of the screen; here only what stands in it matters.
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    with unlocked() as window:
        yield window
        window.rooms.leave()
        window._work.flush()


@pytest.fixture
def note(window, visit_id):
    """The answer of a question in the doctor's room, with some words in it."""
    screen = go(window, APPOINTMENT_MODE, visit_id)
    note = screen.view.answer.note
    note.setFocus()
    note.setPlainText(SAID)
    window._work.flush()
    return note


def put_cursor(editor, word, *, chosen=False):
    found = editor.document().find(word)
    if not chosen:
        found.setPosition(found.selectionStart() + 2)
    editor.setTextCursor(found)


def an_editor(window):
    """One for notes, on a page that nothing interrupts with something of its own."""
    go(window, DOCTORS)
    editor = NoteEdit("Notes")
    editor.setParent(window.rooms)
    editor.setGeometry(300, 100, 500, 300)
    editor.show()
    editor.setFocus()
    return editor


def ask(qtbot, widget):
    qtbot.keyClick(widget, Qt.Key.Key_F2)
    return card_of(widget)


def card_of(widget):
    return widget.window().words.card(widget)


def line_of(card):
    return QRect(card._top.mapFromGlobal(card._line.topLeft()), card._line.size())


def menu_of(editor, spot=None):
    """The menu that a right click opens, or the key for it."""
    reasons = QContextMenuEvent.Reason
    where = editor.viewport() if hasattr(editor, "viewport") else editor
    at = spot or QPoint(5, 5)
    event = QContextMenuEvent(reasons.Mouse if spot else reasons.Keyboard, at, where.mapToGlobal(at))
    QApplication.sendEvent(where, event)
    return next((menu for menu in reversed(editor.findChildren(QMenu))), None)


def words_in(menu):
    return [action.text() for action in menu.actions() if action.text()]


def test_f2_says_what_the_word_at_the_cursor_means_and_the_cursor_stays(qtbot, window, note):
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    assert card.isVisible()
    assert card.title.text() == "lymph node"
    assert card.entry.plain.text().startswith("A small organ")
    assert QApplication.focusWidget() is note
    qtbot.keyClicks(note, "xx")
    assert "xx" in note.toPlainText()
    assert card.isVisible()


def test_the_card_never_covers_the_line_that_is_written(qtbot, window, note):
    for word in ("nodes", "hypoechoic"):
        put_cursor(note, word)
        card = ask(qtbot, note)
        assert not card.geometry().intersects(line_of(card))
        assert window.rooms.rect().contains(card.geometry())
    note.moveCursor(QTextCursor.MoveOperation.Start)
    rect = note.cursorRect()
    line = QRect(note.viewport().mapTo(window.rooms, rect.topLeft()), rect.size())
    assert not card.geometry().intersects(line)


@pytest.mark.parametrize(("size", "letters"), [((1024, 600), 100), ((1366, 768), 200), ((1024, 600), 200)])
def test_it_has_its_place_on_a_small_screen_and_with_large_letters(qtbot, window, note, size, letters):
    window.settings.text_size = letters
    window.apply_settings()
    window.resize(*size)
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    assert not card.geometry().intersects(line_of(card))
    assert window.rooms.rect().contains(card.geometry())
    assert card.shut.isVisible()
    assert card.entry.plain.visibleRegion().boundingRect().height() > 0
    bar = card._scroll.verticalScrollBar()
    ask(qtbot, note)
    bar.setValue(0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() == min(bar.maximum(), bar.pageStep())
    window.settings.text_size = 100
    window.apply_settings()


def test_escape_closes_the_card_first_and_does_not_leave_the_room(qtbot, window, note):
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert card.isHidden()
    assert QApplication.focusWidget() is note
    assert window.rooms.place.room == APPOINTMENT_MODE


def test_pressed_again_the_key_goes_into_the_card_and_escape_comes_back(qtbot, window, note):
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    ask(qtbot, note)
    assert card.has_focus()
    first = QApplication.focusWidget()
    assert first.text() == "lymphatic system"
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert card.title.text() == "lymphatic system"
    assert card.back.text() == "Back to lymph node"
    card.back.click()
    assert card.title.text() == "lymph node"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert card.isHidden()
    assert QApplication.focusWidget() is note
    assert window.rooms.place.room == APPOINTMENT_MODE


def test_a_word_that_is_not_known_is_kept_with_the_visit_and_can_be_undone(qtbot, window, note, visit_id):
    put_cursor(note, "hypoechoic")
    card = ask(qtbot, note)
    card.keep.click()
    window._work.flush()
    with window._work.vault.read() as session:
        (line,) = captured.of_visit(session, visit_id)
        assert (line.kind, line.text) == ("word", "hypoechoic")
        assert line.asking_id == window.rooms.shown().shown.asking
    assert card.keep.isHidden()
    assert "words to look up" in card.said.text()
    assert window._work.undo.undo_name() == "keep a word to ask about"
    window._work.undo.undo()
    window._work.flush()
    with window._work.vault.read() as session:
        assert not captured.of_visit(session, visit_id)


def test_elsewhere_it_becomes_a_question_of_the_list(qtbot, window):
    editor = an_editor(window)
    editor.setPlainText("hypoechoic")
    card = ask(qtbot, editor)
    card.keep.click()
    window._work.flush()
    with window._work.vault.read() as session:
        assert "What does “hypoechoic” mean?" in [one.text for one in questions.everything(session)]


def test_what_is_no_word_of_the_list_is_said_and_nothing_is_guessed(qtbot, window, note):
    put_cursor(note, "nodes")
    ask(qtbot, note)
    put_cursor(note, "hypoechoic")
    card = ask(qtbot, note)  # another word, while the card is open
    assert card.title.text() == "hypoechoic"
    assert card.said.text() == "This word is not in the list of words."
    assert card.entry.isHidden()
    put_cursor(note, "lympoma")
    ask(qtbot, note)
    assert card.title.text() == "lympoma"
    assert card.meant.text() == "Did you mean lymphoma?"
    card.meant.click()
    assert card.title.text() == "lymphoma"
    assert card.keep.isHidden()
    card.put_away()
    note.selectAll()
    ask(qtbot, note)
    assert card.title.text() == "This is more than one word"
    assert card.keep.isHidden()
    card.put_away()
    note.setPlainText("")
    ask(qtbot, note)
    assert card.title.text() == "No word is chosen"
    assert window.rooms.place.room == APPOINTMENT_MODE


def test_outside_the_room_the_key_without_a_word_opens_the_list(qtbot, window):
    go(window, HOME)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.rooms.place.room == GLOSSARY


def test_the_menu_of_an_editor_asks_about_the_word_under_the_mouse(qtbot, window, note):
    note.moveCursor(QTextCursor.MoveOperation.End)
    found = note.document().find("nodes")
    found.setPosition(found.selectionStart() + 1)
    menu = menu_of(note, note.cursorRect(found).center())
    assert words_in(menu)[0] == "What does this word mean?"
    assert any("Copy" in words for words in words_in(menu))
    menu.actions()[0].trigger()
    assert card_of(note).title.text() == "lymph node"
    put_cursor(note, "hypoechoic")
    window.words.offers.append(lambda editor, _point: [QAction("Another spelling", editor)])
    by_key = menu_of(note)
    ours = [action for action in by_key.actions() if action.text() == "What does this word mean?"]
    assert "Another spelling" in words_in(by_key)[: words_in(by_key).index(ours[0].text())]
    ours[0].trigger()
    assert card_of(note).title.text() == "hypoechoic"


def test_one_asks_in_a_line_a_field_and_a_label(qtbot, window):
    go(window, DOCTORS)
    line, field, sentence = QLineEdit("a biopsy"), TextField("Words"), label("a melanoma").selectable()
    field.set_value("the margins")
    for place, part in enumerate((line, field, sentence)):
        part.setParent(window.rooms)
        part.setGeometry(300, 100 + 150 * place, 300, 100)
        part.show()
    line.setFocus()
    line.setCursorPosition(4)
    assert ask(qtbot, line).title.text() == "biopsy"
    put_cursor(field.editor, "margins", chosen=True)
    field.editor.setFocus()
    assert ask(qtbot, field.editor).title.text() == "margin"
    sentence.setFocus()
    sentence.setSelection(2, 8)
    assert ask(qtbot, sentence).title.text() == "melanoma"
    menu = menu_of(sentence, QPoint(10, 10))
    assert words_in(menu) == ["What does this word mean?", "Copy"]
    menu.close()


def test_one_asks_about_words_chosen_on_a_page_of_a_record(qtbot, window):
    go(window, DOCTORS)
    page = PageView(tools=False)
    page.setParent(window.rooms)
    page.setGeometry(300, 100, 500, 400)
    page.show()
    choice = page.canvas.choice
    choice.set_words([("clear", (0.1, 0.1, 0.2, 0.15)), ("margins", (0.25, 0.1, 0.4, 0.15))])
    page.sheet.setFocus()
    qtbot.keyClick(page.sheet, Qt.Key.Key_F2)
    assert window.words.card(page.sheet) is None  # nothing is chosen
    go(window, DOCTORS)
    page.sheet.setFocus()
    choice.everything()
    assert ask(qtbot, page.sheet).title.text() == "clear margin"
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(305, 105))
    QApplication.sendEvent(page.canvas, event)  # as a right click on the picture of the page
    (menu,) = page.sheet.findChildren(QMenu)
    assert words_in(menu) == ["What does this word mean?", "Copy"]


def test_a_field_for_a_secret_is_left_alone(qtbot, window):
    secret = PassphraseField("Passphrase")
    secret.setParent(window.rooms)
    secret.show()
    at = secret.focusProxy()
    at.setFocus()
    at.setText("biopsy")
    qtbot.keyClick(at, Qt.Key.Key_F2)
    assert card_of(at) is None or card_of(at).isHidden()


def test_in_a_dialog_the_card_lies_over_the_dialog(qtbot, window, monkeypatch):
    go(window, QUESTIONS)
    dialog = Ask(window, "A dialog", "Words")
    line = QLineEdit("neoadjuvant", dialog)
    line.setGeometry(10, 10, 200, 44)
    dialog.resize(600, 400)
    dialog.open()
    monkeypatch.setattr(QApplication, "focusWidget", lambda: line)  # no screen here gives it to a dialog
    window.words._focus_moved(None, line)
    qtbot.keyClick(line, Qt.Key.Key_F2)
    card = window.words.card(line)
    assert card.window() is dialog
    assert card.title.text() == "neoadjuvant"
    assert card.all.isHidden()
    dialog.reject()


def test_the_card_goes_when_one_goes_on_somewhere_else(qtbot, window, note):
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    window.rooms.shown().view.pane.list.setFocus()
    assert card.isHidden()


def test_when_the_case_locks_the_card_goes_with_the_rooms(qtbot, window, note):
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    with qtbot.waitSignal(window.lock_asked):
        window.ask_to_lock()
    assert card.window() is not window
    assert not [shown for shown in window.findChildren(QWidget) if "lymph" in shown.accessibleName()]


def test_all_words_open_at_the_word(qtbot, window):
    editor = an_editor(window)
    editor.setPlainText("palliative")
    card = ask(qtbot, editor)
    card.all.click()
    assert window.rooms.place == Place(GLOSSARY, "palliative-care")
    assert window.rooms.shown().entry.term.text() == "palliative care"


def test_a_screen_reader_hears_the_words_although_the_cursor_stays(qtbot, window, note, monkeypatch):
    heard = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    put_cursor(note, "nodes")
    card = ask(qtbot, note)
    assert any(said.startswith("lymph node.") and "A small organ" in said for said in heard)
    assert card.accessibleName() == "lymph node"
