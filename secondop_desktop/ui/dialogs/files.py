"""Asks for files and folders without leaving their names in the configuration of the toolkit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from secondop_desktop.base.language import tr

_MODE = QFileDialog.FileMode


def choose_files(parent: QWidget | None, title: str, patterns: str = "") -> list[Path]:
    """Ask for one or more existing files; `patterns` as "Pictures (*.png *.jpg)"; empty when cancelled."""
    dialog = QFileDialog(parent, title, QDir.homePath(), patterns)
    dialog.setFileMode(_MODE.ExistingFiles)
    return _answer(dialog)


def choose_photos(parent: QWidget | None) -> list[Path]:
    """Ask for photos, in any form that can be a page of a record."""
    endings = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.bmp"
    patterns = f"{tr('Photos')} ({endings} {endings.upper()})"
    return choose_files(parent, tr("Which photos would you like to add?"), patterns)


def choose_file(parent: QWidget | None, title: str, patterns: str = "") -> Path | None:
    """Ask for one existing file."""
    dialog = QFileDialog(parent, title, QDir.homePath(), patterns)
    dialog.setFileMode(_MODE.ExistingFile)
    return next(iter(_answer(dialog)), None)


def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """Ask for an existing folder."""
    dialog = QFileDialog(parent, title, str(start or QDir.homePath()))
    dialog.setFileMode(_MODE.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return next(iter(_answer(dialog)), None)


def save_file(parent: QWidget | None, title: str, name: str, pattern: str = "") -> Path | None:
    """Ask where to save a new file; `name` is what is offered."""
    dialog = QFileDialog(parent, title, QDir.homePath(), pattern)
    dialog.setFileMode(_MODE.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    return next(iter(_answer(dialog)), None)


def _answer(dialog: QFileDialog) -> list[Path]:
    found = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
    forget_traces(dialog)
    dialog.deleteLater()
    return found


def forget_traces(dialog: QFileDialog) -> None:
    """Leave the home folder as the last one visited.

    When it is destroyed, the dialog writes its last folder and its history in plain text into the person's
    own configuration; the name of a folder can say a lot about a person.
    """
    dialog.setDirectory(QDir.homePath())
    dialog.setHistory([])
