"""Buttons: one filled one a screen, the others quieter, all at least 44 pixels high."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from secondop_desktop.ui import theme
from secondop_desktop.ui.widgets.labels import dress_again

KINDS = ("normal", "primary", "quiet", "nav", "filter", "danger")
KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_WINDOW_REASONS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Button(QPushButton):
    """Shows its focus ring only when the focus came from the keyboard."""

    def __init__(
        self,
        text: str,
        kind: str = "normal",
        icon: str = "",
        hint: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._icon = icon
        self.setProperty("kind", kind)
        self.say(text, hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        policy = QSizePolicy.Policy.Expanding if kind == "nav" else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self._dress()
        if then is not None:
            self._then = then
            self.clicked.connect(self._run)

    def say(self, text: str, hint: str = "") -> None:
        """Change the words on the button, its name for a screen reader and its explanation."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)

    def flush(self) -> Button:
        """Let a quiet button begin where the text above it begins."""
        self.setProperty("flush", True)
        return self

    def sizeHint(self) -> QSize:
        """As wide as its words, and never narrower than a finger."""
        return super().sizeHint().expandedTo(QSize(theme.tokens().control, 0))

    def minimumSizeHint(self) -> QSize:
        """All of its words: what is beside it has to give way."""
        return self.sizeHint()

    def set_kind(self, kind: str) -> None:
        """Be another of KINDS: what matters most may change with the day."""
        if kind != self._kind:
            self._kind = kind
            self.setProperty("kind", kind)
            dress_again(self)
            self._dress()

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon = name
        self._dress()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for Tab, Backtab and shortcuts."""
        super().focusInEvent(event)
        if event.reason() not in _WINDOW_REASONS:
            self._ring(event.reason() in KEYBOARD_REASONS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring, unless the whole window or a menu took the focus and will give it back."""
        super().focusOutEvent(event)
        if event.reason() not in _WINDOW_REASONS:
            self._ring(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button as well as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._dress()

    def _run(self) -> None:
        self._then()

    def _ring(self, on: bool) -> None:
        if bool(self.property("ring")) != on:
            self.setProperty("ring", on)
            dress_again(self)

    def _dress(self) -> None:
        tokens, c = theme.tokens(), theme.colours()
        if self.minimumHeight() != tokens.control:
            self.setFixedHeight(tokens.control)
        if not self._icon:
            return
        shade = {"primary": c.on_primary, "quiet": c.on_soft, "nav": c.text2, "danger": c.danger}
        checked = {"filter": c.on_primary}.get(self._kind, c.on_soft)
        look = (
            self._icon,
            tokens.px(20),
            shade.get(self._kind, c.text),
            checked,
            tokens.px(8) if self.text() else 0,
        )
        if look != getattr(self, "_look", None):
            self._look = look
            self.setIcon(theme.icon(look[0], look[1], look[2], look[3], look[4]))
            self.setIconSize(QSize(look[1] + look[4], look[1]))


def button(
    text: str,
    kind: str = "normal",
    icon: str = "",
    hint: str = "",
    then: Callable[[], object] | None = None,
) -> Button:
    """A button in one of KINDS; `then` runs when it is pressed."""
    return Button(text, kind, icon, hint, then)


def icon_button(spoken: str, icon: str, then: Callable[[], object] | None = None) -> Button:
    """A square button with only an icon; `spoken` is its name and its tool tip."""
    made = Button("", "quiet", icon, spoken, then)
    made.setAccessibleName(spoken)
    made.setAccessibleDescription("")
    return made
