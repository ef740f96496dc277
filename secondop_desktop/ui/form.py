"""A form: fields by name, and the sentence of an error beside the field it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.errors import FieldError
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.fields import Field
from secondop_desktop.ui.widgets.reflow import Reflow

F = TypeVar("F", bound=Field)


class Form(QWidget):
    """Fields below each other; `elsewhere` takes the errors that belong to no field of this form."""

    changed = Signal()

    def __init__(self, elsewhere: Callable[[Exception], object]) -> None:
        super().__init__()
        self._elsewhere = elsewhere
        self._fields: dict[str, Field] = {}
        self.body = column("m", "none", self)
        self._setting = False

    def add(self, name: str, field: F) -> F:
        """Put a field below the others; `name` is the one that FieldError uses."""
        self._know(name, field)
        self.body.addWidget(field)
        return field

    def add_beside(self, *named: tuple[str, Field], narrow: float = 34) -> None:
        """Put short fields beside each other; below each other when the form is under `narrow` ems."""
        together = row("m")
        for name, field in named:
            self._know(name, field)
            together.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(together)
        Reflow(self, lambda em: stand(together, em < narrow))

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self._fields[name]

    def fields(self) -> dict[str, Field]:
        """Every field by its name, in the order in which they were added."""
        return dict(self._fields)

    def read(self) -> dict[str, Any] | None:
        """The values by name; None after a field refused what was typed into it."""
        self.clear_problems()
        try:
            return {name: field.value() for name, field in self._fields.items()}
        except FieldError as error:
            self.refuse(error)
            return None

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values; names without a field are passed over; `changed` is not emitted."""
        self._setting = True
        for name, field in self._fields.items():
            if name in values:
                field.set_value(values[name])
        self._setting = False
        self.clear_problems()

    def raw(self) -> dict[str, Any]:
        """What stands in each field to the letter; nothing is read, refused or marked."""
        return {name: field.raw() for name, field in self._fields.items()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Show again what `raw` gave; names without a field are passed over."""
        for name, field in self._fields.items():
            if name in raw:
                field.set_raw(raw[name])

    def refuse(self, error: Exception) -> None:
        """Show a FieldError beside its field and put the cursor there; hand on every other error."""
        field = self._fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None or not isinstance(error, FieldError):
            self._elsewhere(error)
            return
        field.refuse(error.sentence)
        field.control.setFocus()

    def clear_problems(self) -> None:
        """Take all sentences away."""
        for field in self._fields.values():
            field.clear_problem()

    def _know(self, name: str, field: Field) -> None:
        field.name = name
        self._fields[name] = field
        field.changed.connect(self._typed)

    def _typed(self) -> None:
        if not self._setting:
            self.changed.emit()
