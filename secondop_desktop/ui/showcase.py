"""Draws the main screens of an open case into picture files, without a screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from secondop_desktop.base.settings import Settings
from secondop_desktop.case import appointments, documents
from secondop_desktop.ui import places, theme
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work

if TYPE_CHECKING:
    from secondop_desktop.vault.vault import Vault

SIZE = (1366, 768)
LOOKS = (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200))
_SETTLE_MS = 700


def draw_screens(vault: Vault, folder: Path) -> list[Path]:
    """Draw every main screen in every look as PNG; the answer names the files."""
    app = QApplication.instance() or QApplication([sys.argv[0]])
    made: list[Path] = []
    for name, size in LOOKS:
        settings = Settings(theme=name, text_size=size)
        if isinstance(app, QApplication):
            theme.apply(app, settings)
        made.extend(_draw(vault, settings, folder))
    return made


def _draw(vault: Vault, settings: Settings, folder: Path) -> list[Path]:
    window = Window(settings, keep=lambda _settings: None)
    work = Work(vault)
    made = []
    try:
        rooms = window.show_rooms(work, vault.folder.stem, vault.why_read_only)
        window.resize(*SIZE)
        window.show()
        for name, place in _places(vault):
            if not rooms.go(place):
                continue
            _wait(_SETTLE_MS)
            look = settings.theme if settings.text_size == 100 else f"{settings.text_size}"
            file = folder / (f"{name}.png" if look == "light" else f"{name}-{look}.png")
            window.grab().save(str(file))
            made.append(file)
    finally:
        work.close()
        window.hide()
        window.deleteLater()
    return made


def _places(vault: Vault) -> list[tuple[str, Place]]:
    with vault.read() as session:
        visit = appointments.everything(session)[-2]
        record = documents.everything(session)[0]
    return [
        ("home", Place(places.HOME)),
        ("appointments", Place(places.APPOINTMENTS)),
        ("visit", Place(places.VISIT, visit.id)),
        ("appointment-mode", Place(places.APPOINTMENT_MODE, visit.id)),
        ("questions", Place(places.QUESTIONS)),
        ("records", Place(places.RECORDS)),
        ("record", Place(places.RECORD, record.id)),
        ("doctors", Place(places.DOCTORS)),
        ("print", Place(places.PRINT, visit.id)),
        ("settings", Place(places.SETTINGS)),
    ]


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
