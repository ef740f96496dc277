"""Fields: named, explained, and reading what a person types."""

from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.date_fields import DateField, TimeField
from secondop_desktop.ui.widgets.fields import LineField, PassphraseField, TextField
from secondop_desktop.ui.widgets.note_edit import NoteEdit
from secondop_desktop.ui.widgets.tick import Tick

CLOCK = StoppedClock(datetime(2026, 5, 11, tzinfo=UTC))


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(400, 200)
        widget.show()
        return widget

    return show


@pytest.mark.parametrize(
    "make",
    [
        lambda: LineField("Name", "As on the letter."),
        lambda: TextField("Name", "As on the letter."),
        lambda: ChoiceField("Name", [("a", "A")], "As on the letter."),
        lambda: DateField("Name", "As on the letter."),
        lambda: PassphraseField("Name", "As on the letter."),
    ],
)
def test_every_field_is_named_by_its_label_and_explains_itself(shown, make):
    field = shown(make())
    buddies = [label for label in field.findChildren(QLabel) if label.buddy() is field.control]
    assert [label.text() for label in buddies] == ["Name"]
    assert field.control.accessibleName() == "Name"
    field.refuse("A doctor needs a name.")
    assert field.control.accessibleDescription() == "A doctor needs a name. As on the letter."
    field.clear_problem()
    assert field.control.accessibleDescription() == "As on the letter."
    assert field.problem() == ""


def test_a_line_is_tidied_when_it_is_read(shown):
    field = shown(LineField("Name"))
    field.set_value("  Nguyê\u0303n ")
    assert field.value() == "Nguyễn"


def test_a_line_shows_its_beginning_and_who_is_taken_there_goes_on_at_its_end(qtbot, shown):
    field = shown(LineField("Name"))
    field.set_value("A name that is much too long for a line so narrow " * 4)
    assert field.line.cursorPosition() == 0
    field.line.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    qtbot.keyClicks(field.line, "and more")
    assert field.line.text().endswith("narrow and more")


def test_in_a_line_that_shows_its_beginning_a_click_finds_its_place(qtbot, shown):
    before, field = LineField("Before"), LineField("Name")
    both = shown(QWidget())
    both.setLayout(column("s"))
    for one in (before, field):
        both.layout().addWidget(one)
    before.line.setFocus()
    qtbot.waitUntil(before.line.hasFocus)
    field.set_value("A name that is much too long for a line so narrow " * 4)
    qtbot.mouseClick(field.line, Qt.MouseButton.LeftButton, pos=field.line.rect().center())
    assert field.line.hasFocus()
    assert 0 < field.line.cursorPosition() < 60, "the beginning stays in sight"


def test_leaving_a_field_is_told(qtbot, shown):
    field = shown(LineField("Name"))
    field.activateWindow()
    field.line.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    with qtbot.waitSignal(field.finished):
        field.line.clearFocus()


def test_tab_leaves_a_text_field_and_it_grows_with_its_lines(qtbot, shown):
    field = shown(TextField("What happened", lines=3, most=6))
    low = field.editor.height()
    field.set_value("\n".join("line" for _ in range(5)))
    higher = field.editor.height()
    field.set_value("\n".join("line" for _ in range(50)))
    assert low < higher < field.editor.height()
    assert field.editor.tabChangesFocus()


def test_a_passphrase_is_hidden_until_it_is_shown_and_is_not_tidied(shown):
    field = shown(PassphraseField("Passphrase"))
    field.set_value(" two  blanks ")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field._switch.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert field._switch.accessibleName() == "Hide the passphrase"
    assert field.value() == " two  blanks "


def test_a_date_field_says_what_it_understood(shown):
    field = shown(DateField("Day", clock=CLOCK))
    field.line.setText("14 may")
    assert field.understood() == "Thursday 14 May 2026"
    assert field.value() == PartialDate(2026, 5, 14)
    field.line.setText("may 2026")
    assert field.understood() == "May 2026"
    field.line.setText("nonsense")
    assert field.understood() == ""
    with pytest.raises(FieldError):
        field.value()


def test_a_date_that_cannot_be_read_is_explained_when_the_field_is_left(shown):
    field = shown(DateField("Day", clock=CLOCK))
    field.line.setText("03/04/2026")
    assert field.problem() == ""
    field.finished.emit()
    assert "month as a word" in field.problem()


def test_a_whole_date_asks_for_the_day(shown):
    field = shown(DateField("Day", whole=True, clock=CLOCK))
    field.line.setText("may 2026")
    with pytest.raises(FieldError, match="day is missing"):
        field.value()


def test_a_shown_date_reads_back_as_itself(shown):
    field = shown(DateField("Day", clock=CLOCK))
    for date in (PartialDate(2026, 5, 14), PartialDate(2026, 5), PartialDate(2026), None):
        field.set_value(date)
        assert field.value() == date


def test_a_time_is_read_and_shown_in_hours_and_minutes(shown):
    field = shown(TimeField("Time"))
    field.line.setText("9 am")
    assert (field.value(), field.understood()) == (time(9), "09:00")
    field.set_value(time(14, 15))
    assert field.value() == time(14, 15)
    field.set_value(None)
    assert field.value() is None


def test_a_choice_keeps_its_value_when_other_choices_are_offered(shown):
    field = shown(ChoiceField("Kind", [("r", "Report"), ("l", "Letter")], value="l"))
    field.set_choices([("s", "Scan"), ("l", "Letter")])
    assert field.value() == "l"
    field.set_value("unknown")
    assert field.value() == "l"
    assert ChoiceField("Kind").value() is None


def test_the_wheel_does_not_change_a_choice_that_is_only_scrolled_past(shown):
    field = shown(ChoiceField("Kind", [("r", "Report"), ("l", "Letter")]))
    down = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field.combo, down)
    assert field.value() == "r"


def test_all_of_a_tick_can_be_pressed_and_its_words_wrap(qtbot, qapp, shown):
    field = shown(TickField("Remind me in a week if nothing has come by then"))
    qtbot.mouseClick(field.tick, Qt.MouseButton.LeftButton, pos=QPoint(field.tick.width() - 3, 20))
    assert field.value() is True
    theme.apply(qapp, Settings(theme="light", text_size=200))
    assert field.tick.heightForWidth(300) > field.tick.heightForWidth(2000) >= 88


def test_a_tick_is_drawn_when_it_is_ticked(shown):
    tick = shown(Tick("Yes"))
    before = tick.grab().toImage()
    tick.setChecked(True)
    assert tick.grab().toImage() != before


def test_a_note_is_plain_text_and_putting_one_in_is_not_typing(qtbot, shown):
    note = shown(NoteEdit("What the doctor said"))
    with qtbot.assertNotEmitted(note.textChanged):
        note.set_text("First\nsecond")
    assert note.text() == "First\nsecond"
    assert not note.document().isUndoAvailable()
    QApplication.clipboard().setText("plain")
    with qtbot.waitSignal(note.textChanged):
        note.paste()
    assert "plain" in note.text()
