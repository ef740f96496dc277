"""Fields to type into: a label, the control, a hint, and the sentence when something cannot be kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from secondop_desktop.base.language import tidy, tr
from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.boxes import column, row
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.labels import Label, dress_again, label
from secondop_desktop.ui.widgets.plain_edit import PlainEdit, PlainLine


class Field(QWidget):
    """What all fields share; `changed` is emitted while typing, `finished` when the field is left."""

    changed = Signal()
    finished = Signal()

    def __init__(self, words: str, control: QWidget, hint: str = "", labelled: bool = True) -> None:
        super().__init__()
        self.name = ""
        self.control = control
        self._hint = hint
        self._label: QLabel = Label(words, "field")
        self._problem = Label("", "problem")
        self._problem.hide()
        self.body = column("xxs", "none", self)
        if labelled:
            self._label.setBuddy(control)
            self.body.addWidget(self._label)
        self.body.addWidget(control)
        if hint:
            self.body.addWidget(label(hint, "small"))
        self.body.addWidget(self._problem)
        self.setFocusProxy(control)
        control.setAccessibleName(words)
        control.setAccessibleDescription(hint)
        control.installEventFilter(self)

    def value(self) -> Any:  # noqa: ANN401 - each field has its own kind of value
        """What was typed; FieldError when it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - see value
        """Show a value."""
        raise NotImplementedError

    def typed(self) -> str:
        """The words that were typed, also when they cannot be read; empty where nothing is typed."""
        return ""

    def raw(self) -> Any:  # noqa: ANN401 - see value
        """What stands in the field to the letter, as JSON can hold it, also what cannot be read; or None."""
        return None

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see value
        """Show what `raw` gave; something of another kind changes nothing."""

    def refuse(self, sentence: str) -> None:
        """Show beside the field why its value cannot be kept."""
        self._problem.setText(sentence)
        self._problem.show()
        self._mark(True)
        self.control.setAccessibleDescription(f"{sentence} {self._hint}".strip())

    def clear_problem(self) -> None:
        """Take the sentence away."""
        if self._problem.isHidden():
            return
        self._problem.clear()
        self._problem.hide()
        self._mark(False)
        self.control.setAccessibleDescription(self._hint)

    def problem(self) -> str:
        """The sentence shown now, or nothing."""
        return self._problem.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the field is left."""
        if event.type() == QEvent.Type.FocusOut and watched is self.control:
            self.finished.emit()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self.clear_problem()
        self.changed.emit()

    def _mark(self, on: bool) -> None:
        self.control.setProperty("problem", on)
        dress_again(self.control)


def in_words(fields: Iterable[Field]) -> str:
    """Everything that was typed into some fields, each with its name, a line each."""
    found = ((field.control.accessibleName(), field.typed()) for field in fields)
    return "\n".join(tr("{name}: {text}", name=name, text=text) for name, text in found if text)


class LineField(Field):
    """One line of text; with `prose` its spelling is looked at, which is no good for names."""

    _from_beginning = False

    def __init__(
        self, words: str, hint: str = "", placeholder: str = "", value: str = "", prose: bool = False
    ) -> None:
        self.line = PlainLine(value, prose)
        super().__init__(words, self.line, hint)
        # Queued: Qt tells of the pasted text once more, and what changes takes the sentence away.
        self.line.refused.connect(self.refuse, Qt.ConnectionType.QueuedConnection)
        self.line.setPlaceholderText(placeholder)
        self.line.textChanged.connect(self._typed)

    def value(self) -> str:
        """The text, tidied."""
        return tidy(self.line.text())

    def typed(self) -> str:
        """The text as it stands there."""
        return self.line.text().strip()

    def set_value(self, value: str) -> None:
        """Show `value` from its beginning; the cursor stays when nothing changes."""
        if value != self.line.text():
            self.line.setText(value)
            if not self.line.hasFocus():
                self.line.setCursorPosition(0)
                self._from_beginning = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who is taken here goes on behind what is there; a click finds its own place, and Tab takes all."""
        if self._from_beginning and isinstance(event, QFocusEvent) and event.gotFocus():
            self._from_beginning = False
            if event.reason() != Qt.FocusReason.MouseFocusReason and self.line.cursorPosition() == 0:
                self.line.end(False)
        return super().eventFilter(watched, event)

    def raw(self) -> str | None:
        """The text to the letter."""
        return self.line.text()

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Field.value
        """Show a text to the letter."""
        if isinstance(raw, str):
            self.set_value(raw)


class TextField(Field):
    """Several lines of plain text; Tab goes on to the next field; it grows with what is written."""

    def __init__(
        self,
        words: str,
        hint: str = "",
        placeholder: str = "",
        lines: int = 3,
        most: int = 14,
        labelled: bool = True,
        prose: bool = True,
    ) -> None:
        self.editor = PlainEdit(prose=prose)
        self.editor.refused.connect(self.refuse)
        self._least, self._most = lines, most
        super().__init__(words, self.editor, hint, labelled)
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText(placeholder)
        self.editor.textChanged.connect(self._typed)
        self.editor.document().documentLayout().documentSizeChanged.connect(self._grow)
        # Queued: while a layout is being carried out, it does not hear of another height.
        self.editor.verticalScrollBar().rangeChanged.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        theme.on_change(self._grow)
        self._grow()

    def value(self) -> str:
        """The text, tidied."""
        return tidy(self.editor.toPlainText())

    def typed(self) -> str:
        """The text as it stands there."""
        return self.editor.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show `value`; the cursor stays when nothing changes."""
        if value != self.editor.toPlainText():
            self.editor.setPlainText(value)

    def raw(self) -> str:
        """The text to the letter."""
        return self.editor.toPlainText()

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Field.value
        """Show a text to the letter."""
        if isinstance(raw, str):
            self.set_value(raw)

    def _grow(self) -> None:
        lines = round(self.editor.document().documentLayout().documentSize().height())
        shown = min(max(lines, self._least), self._most)
        metrics, tokens = QFontMetrics(theme.font()), theme.tokens()
        edges = tokens.px(12) + 10 + 2 * tokens.line
        self.editor.setFixedHeight(shown * metrics.lineSpacing() + edges)


class PassphraseField(LineField):
    """A line of dots with a switch to show what was typed."""

    def __init__(self, words: str, hint: str = "") -> None:
        super().__init__(words, hint)
        self._echo(QLineEdit.EchoMode.Password)
        self._switch = Button(tr("Show"), "normal", "eye", tr("Show or hide what is typed."), self._turn)
        self._switch.setAccessibleName(tr("Show the passphrase"))
        beside = row("xs")
        self.body.replaceWidget(self.line, holder := QWidget())
        holder.setLayout(beside)
        beside.addWidget(self.line, 1)
        beside.addWidget(self._switch)
        self.setTabOrder(self.line, self._switch)

    def value(self) -> str:
        """Exactly what was typed; blanks count in a passphrase."""
        return self.line.text()

    def raw(self) -> None:
        """Nothing: a passphrase is never kept, not even half of it."""

    def show_typed(self, shown: bool) -> None:
        """Show or hide what was typed."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._echo(mode)
        self._switch.say(tr("Hide") if shown else tr("Show"), tr("Show or hide what is typed."))
        self._switch.setAccessibleName(tr("Hide the passphrase") if shown else tr("Show the passphrase"))
        self._switch.set_icon("eye-off" if shown else "eye")

    def _echo(self, mode: QLineEdit.EchoMode) -> None:
        """Qt takes the first hint away with the dots; but no keyboard may ever learn a passphrase."""
        self.line.setEchoMode(mode)
        secret = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(self.line.inputMethodHints() | secret)

    def _turn(self) -> None:
        self.show_typed(self.line.echoMode() == QLineEdit.EchoMode.Password)
