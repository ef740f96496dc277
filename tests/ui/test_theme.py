"""One look for the whole program, put on at once and followed live."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from secondop_desktop.base import paths
from secondop_desktop.base.settings import Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.style_sheet import style_sheet
from secondop_desktop.ui.tokens import THEMES, Tokens
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import button


def test_a_changed_text_size_reaches_fonts_controls_and_distances_at_once(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    box = column("m", "l", window)
    box.addWidget(pressed := button("Go on"))
    window.show()
    assert (pressed.height(), box.spacing(), box.contentsMargins().left()) == (44, 16, 24)
    theme.apply(qapp, Settings(theme="light", text_size=200))
    assert (pressed.minimumHeight(), box.spacing(), box.contentsMargins().left()) == (88, 24, 36)
    assert qapp.font().pixelSize() == 32


def test_the_system_is_followed_only_when_the_settings_say_so(qapp, monkeypatch):
    monkeypatch.setattr(theme, "system_theme", lambda _app: "dark")
    theme.apply(qapp, Settings(theme="system"))
    assert theme.tokens().theme == "dark"
    monkeypatch.setattr(theme, "system_theme", lambda _app: "contrast")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens().theme == "contrast"
    theme.apply(qapp, Settings(theme="light"))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens().theme == "light"


def test_what_listens_hears_of_a_new_look_once(qtbot, qapp):
    class Listener(QWidget):
        heard = 0

        def hear(self):
            self.heard += 1

    listener = Listener()
    qtbot.addWidget(listener)
    theme.on_change(listener.hear)
    theme.apply(qapp, Settings(theme="dark"))
    theme.apply(qapp, Settings(theme="dark"))
    assert listener.heard == 1


def test_the_ui_font_is_the_one_that_is_shipped():
    assert QFontInfo(QApplication.font()).family() == "Inter"


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_small_filled_in_and_needs_no_file(name):
    sheet = style_sheet(Tokens(name, 1.5))
    assert len(sheet) < 10_000
    assert "$" not in sheet
    assert "url(" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet))


def test_an_icon_is_drawn_in_the_colour_it_is_given():
    image = theme.pixmap("star", 24, "#A8322B", fill="#A8322B").toImage()
    centre = image.pixelColor(image.width() // 2, image.height() // 2)
    assert centre == QColor("#A8322B")


def test_every_icon_can_be_drawn_and_carries_its_licence():
    folder = paths.resources() / "icons"
    for file in sorted(folder.glob("*.svg")):
        image = theme.pixmap(file.stem, 24, "#112233").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)), file.name
        assert file.stem == "mark" or "ISC" in file.read_text(encoding="utf-8"), file.name
    assert "ISC License" in (folder / "LICENSE-lucide.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in (folder.parent / "fonts" / "OFL-Inter.txt").read_text(encoding="utf-8")
