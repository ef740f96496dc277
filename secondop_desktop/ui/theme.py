"""Dresses the whole program: palette, font, style sheet and icons, and follows the system while it runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLayout

from secondop_desktop.base import paths
from secondop_desktop.ui.style_sheet import style_sheet
from secondop_desktop.ui.tokens import THEMES, Colours, Tokens

FAMILY = "Inter"
_WEIGHTS = ("Regular", "Medium", "SemiBold")


class Look(Protocol):
    """What of the settings decides how the program looks."""

    theme: str
    text_size: int


class _Theme(QObject):
    """The present look; `changed` is emitted after a new one was put on."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = Tokens()
        self.look: Look | None = None
        self.following = False

    def follow(self) -> None:
        """Dress again when the system turns dark, light or to high contrast."""
        if self.look is not None and self.look.theme == "system":
            _dress(_application(), self.look)


_present = _Theme()


def tokens() -> Tokens:
    """The tokens of the present look."""
    return _present.tokens


def colours() -> Colours:
    """The colours of the present look."""
    return _present.tokens.colours


def on_change(call: Callable[[], None]) -> None:
    """Call a widget's bound method after each change of look, as long as the widget lives."""
    _present.changed.connect(call)


def apply(app: QApplication, look: Look) -> None:
    """Put on the theme ("system", "light", "dark" or "contrast") and text size of the settings."""
    if not _present.following:
        _present.following = True
        _load_fonts()
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        _watch(app)
    _present.look = look
    _dress(app, look)


def system_theme(app: QApplication) -> str:
    """Which theme the system asks for."""
    hints = app.styleHints()
    if hasattr(hints, "accessibility"):
        preference = hints.accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def font(role: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font of the present size for things painted by hand."""
    made = QFont(FAMILY)
    made.setPixelSize(tokens().type(role))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def pixmap(name: str, size: int, colour: str = "", fill: str = "none", stroke: float = 2.0) -> QPixmap:
    """An icon of `resources/icons` drawn in one colour, `size` logical pixels wide."""
    return _drawn(name, size, colour or colours().text, fill, stroke, _sharpness())


def icon(name: str, size: int = 20, colour: str = "", when_checked: str = "", gap: int = 0) -> QIcon:
    """A button's icon; `gap` is clear space after it, because a button leaves hardly any."""
    made = QIcon()
    colour = colour or colours().text
    for state, shade in ((QIcon.State.Off, colour), (QIcon.State.On, when_checked or colour)):
        made.addPixmap(_with_gap(pixmap(name, size, shade), gap), QIcon.Mode.Normal, state)
        made.addPixmap(_with_gap(pixmap(name, size, colours().text3), gap), QIcon.Mode.Disabled, state)
    return made


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - nothing of the ui exists without it
    return app


def _watch(app: QApplication) -> None:
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(_present.follow)
    if hasattr(hints, "accessibility"):
        hints.accessibility().contrastPreferenceChanged.connect(_present.follow)


def _load_fonts() -> None:
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"Inter-{weight}.otf"))


def _dress(app: QApplication, look: Look) -> None:
    theme = look.theme if look.theme in THEMES else system_theme(app)
    wanted = Tokens(theme, look.text_size / 100)
    if wanted == _present.tokens and app.styleSheet():
        return
    _present.tokens = wanted
    app.setFont(font())
    app.setPalette(_palette(wanted))
    app.setStyleSheet(style_sheet(wanted))
    _space_again(app)
    _present.changed.emit()


def _space_again(app: QApplication) -> None:
    for window in app.topLevelWidgets():
        for layout in window.findChildren(QLayout):
            space_layout(layout)


def space_layout(layout: QLayout) -> None:
    """Give a layout made by `widgets.boxes` the distances of the present text size."""
    gap, margins = layout.property("gap"), layout.property("margins")
    if gap:
        layout.setSpacing(tokens().space(gap))
    if margins:
        layout.setContentsMargins(*(tokens().space(name) for name in margins.split()))


def _palette(of: Tokens) -> QPalette:
    made, c, role = QPalette(), of.colours, QPalette.ColorRole
    for place, colour in (
        (role.Window, c.canvas), (role.WindowText, c.text), (role.Base, c.surface),
        (role.AlternateBase, c.sunken), (role.Text, c.text), (role.Button, c.surface),
        (role.ButtonText, c.text), (role.Highlight, c.primary), (role.HighlightedText, c.on_primary),
        (role.ToolTipBase, c.text), (role.ToolTipText, c.canvas), (role.PlaceholderText, c.text3),
        (role.Link, c.primary), (role.Mid, c.border), (role.Accent, c.primary),
    ):  # fmt: skip
        made.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(c.text3))
    return made


def _sharpness() -> float:
    return max(_application().devicePixelRatio(), 2.0)


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, colour: str, fill: str, stroke: float, sharpness: float) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    if fill != "none":
        source = source.replace('fill="none"', f'fill="{fill}"', 1)
    if stroke != 2.0:
        source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"', 1)
    side = round(size * sharpness)
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(sharpness)
    return drawn


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    right_to_left = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(
        round(gap * ratio) if right_to_left else 0, 0, picture.width(), picture.height(), picture
    )
    painter.end()
    wide.setDevicePixelRatio(ratio)
    return wide
