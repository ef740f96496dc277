"""Fields to choose in: one of several, or yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.fields import Field
from secondop_desktop.ui.widgets.tick import Tick


class Combo(QComboBox):
    """A choice box with our own arrow; the mouse wheel only turns it when it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead of changing a value by accident."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut long words with dots, and add the arrow, which a style sheet can only take from a file."""
        tokens, painter = theme.tokens(), QStylePainter(self)
        shown = QStyleOptionComboBox()
        self.initStyleOption(shown)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, shown)
        inside = self.rect().adjusted(tokens.space("s") + 2, 0, -tokens.px(36), 0)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), inside)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        side = tokens.px(18)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = tokens.px(12) if right_to_left else self.width() - side - tokens.px(12)
        painter.drawPixmap(
            QPoint(x, (self.height() - side) // 2), theme.pixmap("chevron-down", side, theme.colours().text2)
        )
        painter.end()


class ChoiceField(Field):
    """One of several; `choices` are (value, words) pairs."""

    def __init__(
        self,
        words: str,
        choices: Sequence[tuple[Any, str]] = (),
        hint: str = "",
        value: object = None,
    ) -> None:
        self.combo = Combo()
        self._values: list[Any] = []
        super().__init__(words, self.combo, hint)
        self.set_choices(choices)
        if value is not None:
            self.set_value(value)
        self.combo.currentIndexChanged.connect(self._typed)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices; the value stays when it is among them."""
        before = self.value()
        blocked = self.combo.blockSignals(True)
        self.combo.clear()
        self._values = [value for value, _ in choices]
        self.combo.addItems([said for _, said in choices])
        if before in self._values:
            self.combo.setCurrentIndex(self._values.index(before))
        self.combo.blockSignals(blocked)

    def value(self) -> Any:  # noqa: ANN401 - each field has its own kind of value
        """The chosen value; None when there is nothing to choose."""
        index = self.combo.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401 - see value
        """Choose `value`; one that is not offered leaves the choice as it is."""
        if value in self._values:
            self.combo.setCurrentIndex(self._values.index(value))

    def raw(self) -> Any:  # noqa: ANN401 - see value
        """The chosen value; choices are texts and numbers."""
        return self.value()

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see value
        """Choose a value that is still offered."""
        self.set_value(raw)


class TickField(Field):
    """Yes or no."""

    def __init__(self, words: str, hint: str = "", value: bool = False) -> None:
        self.tick = Tick(words, value, hint)
        super().__init__(words, self.tick, hint, labelled=False)
        self.tick.toggled.connect(self._toggled)

    def value(self) -> bool:
        """Whether the box is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick the box or not."""
        self.tick.setChecked(bool(value))

    def raw(self) -> bool:
        """Whether the box is ticked."""
        return self.value()

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Field.value
        """Tick the box or not."""
        self.set_value(bool(raw))

    def _toggled(self, _on: bool) -> None:
        self._typed()
