"""Gives a record's file out of the case again, byte for byte as it came in."""

from __future__ import annotations

import re
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case.documents import Document
from secondop_desktop.intake.examine import MEDIA_TYPES
from secondop_desktop.vault.vault import Vault

_ENDINGS = {"jpeg": ".jpg", "tiff": ".tif", "text": ".txt"}


def name_of_copy(document: Document) -> str:
    """The name to offer for a copy: the one the file had, else its title with an ending."""
    if document.file_name:
        return document.file_name
    known = document.file_kind in MEDIA_TYPES and document.file_kind != "unknown"
    title = re.sub(r"[/\\:]", "-", document.title)  # in a file's name these would lead into another folder
    return title + (_ENDINGS.get(document.file_kind, f".{document.file_kind}") if known else "")


def save_copy(vault: Vault, document: Document, file: Path) -> None:
    """Write the file where the person wants it, unencrypted; an older one of that name is replaced whole."""
    with vault.blobs.open(document.blob) as blob:
        content = blob.read_all()
    try:
        paths.write_safely(file, content)
    except OSError as error:
        raise UserError(
            tr("The copy could not be saved there. Your case is safe."),
            tr("Please choose another folder, or make some room."),
        ) from error
