"""Fields for a date or a time typed as a person writes it, with what was understood shown below."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.fields import Field
from secondop_desktop.ui.widgets.labels import Label
from secondop_desktop.ui.widgets.plain_edit import PlainLine

if TYPE_CHECKING:
    from secondop_desktop.base.dates import PartialDate


class _ReadField(Field):
    """A line that says below what it understood while one types."""

    def __init__(self, words: str, hint: str, placeholder: str) -> None:
        self.line = PlainLine()
        super().__init__(words, self.line, hint)
        self.line.setPlaceholderText(placeholder)
        self._understood = Label("", "small")
        self._understood.hide()
        self.body.insertWidget(self.body.indexOf(self.line) + 1, self._understood)
        self.line.textChanged.connect(self._typed)
        self.finished.connect(self._left)

    def typed(self) -> str:
        """The text as it stands there."""
        return self.line.text().strip()

    def raw(self) -> str:
        """The text to the letter, also when it is no date at all."""
        return self.line.text()

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Field.value
        """Show a text as it was typed, with what is understood of it."""
        if isinstance(raw, str) and raw != self.line.text():
            self.line.setText(raw)

    def understood(self) -> str:
        """The words shown below the line."""
        return self._understood.text()

    def _show(self, words: str) -> None:
        """Fill in words that need no echo below: nobody typed them."""
        if words != self.line.text():
            self.line.setText(words)
            self._understood.hide()

    def _said(self) -> str:
        raise NotImplementedError

    def _typed(self) -> None:
        self._understood.setText(self._said())
        self._understood.setVisible(bool(self._understood.text()))
        super()._typed()

    def _left(self) -> None:
        try:
            self.value()
        except FieldError as error:
            self.refuse(error.sentence)


class DateField(_ReadField):
    """A date, of which the day or the month may be unknown."""

    def __init__(
        self,
        words: str,
        hint: str = "",
        placeholder: str = "",
        whole: bool = False,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._whole, self._clock = whole, clock
        super().__init__(words, hint, placeholder or tr("For example 14 May 2026"))

    def value(self) -> PartialDate | None:
        """The date, or None when nothing was typed; FieldError for what cannot be read."""
        from secondop_desktop.base.dates import read_date

        text = self.line.text().strip()
        if not text:
            return None
        found = read_date(text, self._clock.today(), self.name or "date")
        if self._whole and not found.day:
            raise FieldError(
                self.name or "date", tr("The day is missing."), tr("Please write it like 14 May 2026.")
            )
        return found

    def set_value(self, value: PartialDate | date | None) -> None:
        """Show a date in words."""
        from secondop_desktop.base.dates import PartialDate

        if isinstance(value, date):
            value = PartialDate.of(value)
        self._show(value.words() if value else "")

    def _said(self) -> str:
        from secondop_desktop.base.dates import day_words

        try:
            found = self.value()
        except FieldError:
            return ""
        if found is None:
            return ""
        day = found.whole()
        return day_words(day, weekday=True) if day else found.words()


class TimeField(_ReadField):
    """A time of day."""

    def __init__(self, words: str, hint: str = "", placeholder: str = "") -> None:
        super().__init__(words, hint, placeholder or tr("For example 10:30"))

    def value(self) -> time | None:
        """The time, or None when nothing was typed; FieldError for what cannot be read."""
        from secondop_desktop.base.dates import read_time

        text = self.line.text().strip()
        return read_time(text, self.name or "time") if text else None

    def set_value(self, value: time | None) -> None:
        """Show a time as hours and minutes."""
        from secondop_desktop.base.dates import time_words

        self._show(time_words(value) if value else "")

    def _said(self) -> str:
        from secondop_desktop.base.dates import time_words

        try:
            found = self.value()
        except FieldError:
            return ""
        return time_words(found) if found else ""
