"""Saves a form field by field while it is being filled in, so that there is no button to forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.ui.unsaved import RETRY_MS, still_here
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.form import Form
    from secondop_desktop.ui.widgets.fields import Field
    from secondop_desktop.ui.work import Work

    Write = Callable[[Session, str, Any], object]

PAUSE_MS = 600
CEILING_MS = 500
_NOTHING = object()


@dataclass
class _Paper:
    """One field: what the case has of it, what is on its way there, and what the case refused."""

    name: str
    field: Field
    write: Write
    kept: Any = _NOTHING
    under_way: Any = _NOTHING
    refused: Any = _NOTHING

    def value(self) -> Any:  # noqa: ANN401 - each field has its own kind of value
        """What stands in the field; FieldError when it cannot be read."""
        return self.field.value()

    def command(self) -> str:
        """What a person did who chose or ticked something; typing is taken back by the field itself."""
        if not isinstance(self.field, ChoiceField | TickField):
            return ""
        return tr("change “{what}”", what=self.field.control.accessibleName())

    def is_behind(self) -> bool:
        """Whether the field holds something that the case does not have; unreadable text counts."""
        if self.kept is _NOTHING:
            return False
        try:
            return bool(self.value() != self.kept)
        except FieldError:
            return True

    def cannot_be(self) -> bool:
        """Whether the case can never take what stands in the field."""
        try:
            return bool(self.value() == self.refused)
        except FieldError:
            return True


class FormSaver(QObject):
    """Writes each field that changed in its own transaction: when it is left, after a pause, each second.

    `show` fills fields with what the case has and leaves alone what is being typed. `changed` is emitted
    when `words()` says something else; `refused(error)` tells once of an error that is no field's.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._papers: dict[Field, _Paper] = {}
        self._error: Exception | None = None
        self._showing = False
        self._said = self.words()
        self._pause = self._timer(PAUSE_MS)
        self._ceiling = self._timer(CEILING_MS)
        self._retry = self._timer(RETRY_MS)

    def take(self, form: Form, write: Write) -> None:
        """Look after a form; `write(session, name, value)` puts one value into the case."""
        for name, field in form.fields().items():
            self._papers[field] = _Paper(name, field, write)
            field.changed.connect(self._typed)
            field.finished.connect(self.save_now)

    def show(self, form: Form, values: Mapping[str, Any]) -> None:
        """Show what the case has; a field with something newer in it stays as it is."""
        self._showing = True
        for name, field in form.fields().items():
            if name not in values:
                continue
            paper = self._papers[field]
            if not paper.is_behind() and not self._reads(paper, values[name]):
                field.set_value(values[name])
            if paper.under_way is _NOTHING:
                paper.kept = self._as_shown(paper, values[name])
        self._showing = False
        self._tell()

    def forget(self) -> None:
        """Look at another item: nothing on the screen belongs to the case any more."""
        for paper in self._papers.values():
            paper.kept = paper.under_way = paper.refused = _NOTHING
            paper.field.clear_problem()

    def save_now(self) -> None:
        """Write every field that changed and can be read."""
        self._pause.stop()
        self._ceiling.stop()
        for paper in self._papers.values():
            if paper.is_behind():
                self._write(paper)
        self._tell()

    def flush(self) -> bool:
        """Write everything and wait for it; False when something is still only on the screen."""
        self.save_now()
        self._work.flush()
        return not self.behind()

    def behind(self) -> list[Field]:
        """The fields that hold something which the case does not have."""
        return [paper.field for paper in self._papers.values() if paper.is_behind()]

    def unkeepable(self) -> list[Field]:
        """The fields whose words cannot be read, or were refused by the rules of the case."""
        return [paper.field for paper in self._papers.values() if paper.is_behind() and paper.cannot_be()]

    def half_typed(self) -> dict[str, Any]:
        """What the case cannot take as it stands, by the names of the fields, to the letter."""
        return {field.name: field.raw() for field in self.unkeepable()}

    def take_up(self, raw: Mapping[str, Any]) -> None:
        """Show again what `half_typed` gave."""
        for field in self._papers:
            if field.name in raw:
                field.set_raw(raw[field.name])

    def give_up(self, field: Field) -> None:
        """Show again what the case has of a field."""
        paper = self._papers[field]
        field.set_value(paper.kept)
        field.clear_problem()

    def words(self) -> tuple[str, str]:
        """How safe the words are, as the text and the tone of a chip."""
        if self._error is not None:
            return tr("Not saved yet"), "danger"
        if self.behind():
            return tr("Saving"), "info"
        return tr("Saved"), "ok"

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(self.save_now)
        return made

    def _typed(self) -> None:
        if self._showing:
            return
        if self.behind():
            self._pause.start()
            if not self._ceiling.isActive():
                self._ceiling.start()
        self._tell()

    @staticmethod
    def _reads(paper: _Paper, value: object) -> bool:
        """Whether the field already says `value`, perhaps in the person's own way of writing it."""
        try:
            return bool(paper.value() == value)
        except FieldError:
            return False

    @staticmethod
    def _as_shown(paper: _Paper, value: object) -> object:
        """What the case has, in the way the field says it, so that nothing is written back unasked."""
        if paper.is_behind():
            return value
        try:
            return paper.value()
        except FieldError:
            return value

    def _write(self, paper: _Paper) -> None:
        try:
            value = paper.value()
        except FieldError:
            return
        if value in (paper.under_way, paper.refused):
            return
        paper.under_way = value
        self._work.write(
            self,
            lambda session: paper.write(session, paper.name, value),
            lambda _: self._is_kept(paper, value),
            lambda error: self._is_refused(paper, value, error),
            paper.command(),
        )

    def _is_kept(self, paper: _Paper, value: object) -> None:
        if paper.under_way is value:
            paper.under_way = _NOTHING
        paper.kept, paper.refused, self._error = value, _NOTHING, None
        paper.field.clear_problem()
        self._tell()

    def _is_refused(self, paper: _Paper, value: object, error: Exception) -> None:
        if paper.under_way is value:
            paper.under_way = _NOTHING
        if isinstance(error, FieldError):
            paper.refused = value
            paper.field.refuse(error.sentence)
        else:
            first, self._error = self._error is None, error
            self._retry.start()
            if first:
                self.refused.emit(still_here(error))
        self._tell()

    def _tell(self) -> None:
        if self.words() != self._said:
            self._said = self.words()
            self.changed.emit()
