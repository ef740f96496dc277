"""Lays a copy of a record out for another program: private, only to read, under a name that tells nothing."""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.base import passing_files
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.save_copy import ending_of
from secondop_desktop.flows.whole_file import for_outside
from secondop_desktop.vault.vault import Vault

MOST_BYTES = 256 << 20
"""A copy for another program lies in memory where the system can do that."""


def can_open(document: Document) -> bool:
    """Whether there may be a program for it; what a file is was seen in its bytes, never in its name.

    A web page is not offered: a browser fetches what is in it, and tells its writer that somebody reads it.
    """
    return bool(ending_of(document)) and document.file_kind != "html" and document.size <= MOST_BYTES


def lay_out(vault: Vault, document: Document) -> Path:
    """Write the copy and say where it is; `passing_files.sweep` takes it away again."""
    content = for_outside(vault, document)
    name = tr("record") + ending_of(document)
    try:
        return passing_files.put(content, name)
    except OSError as error:
        raise UserError(
            tr("The record could not be laid out for another program. Your case is safe."),
            tr("Please make some room on this computer, or read the record here."),
        ) from error
