"""Gives a record's file out of the case again, byte for byte as it came in; pages of photos as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

from secondop_desktop.base import outside_files
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import photos
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.whole_file import in_pieces
from secondop_desktop.intake.kinds import MEDIA_TYPES, bare_kind
from secondop_desktop.intake.names import name_for_disk
from secondop_desktop.vault.vault import Vault

_ENDINGS = {"jpeg": ".jpg", "tiff": ".tif", "text": ".txt", "email": ".eml"}


def name_of_copy(document: Document) -> str:
    """The name to offer for a copy: the one the file had, else its title with an ending.

    Both may come from anybody, so what could lead into another folder is taken out.
    """
    ending = ending_of(document)
    titled = re.sub(r"[/\\]", "-", document.title) + ending  # nothing of a title is a folder
    return name_for_disk(document.file_name) or name_for_disk(titled) or tr("Record") + ending


def ending_of(document: Document) -> str:
    """The ending of a file's name that fits its bytes, with the dot; empty when nobody knows what it is."""
    if photos.is_photos(document):
        return ".pdf"
    kind = bare_kind(document.file_kind)
    if kind not in MEDIA_TYPES or kind in ("unknown", "program", "locked"):
        return ""
    return _ENDINGS.get(kind, f".{kind}")


def save_copy(vault: Vault, document: Document, file: Path) -> None:
    """Write the file where the person wants it, unencrypted; an older one of that name is replaced whole."""
    try:
        outside_files.write(file, in_pieces(vault, document))
    except OSError as error:
        raise UserError(
            tr("The copy could not be saved there. Your case is safe."),
            tr("Please choose another folder, or make some room."),
        ) from error
