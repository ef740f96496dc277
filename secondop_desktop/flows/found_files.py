"""Gives a record to what was rescued without one: files whose entry is lost, and texts of lost records."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence

from secondop_desktop.base.language import tr
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.intake.examine import examine
from secondop_desktop.vault.vault import Vault


def show_files(vault: Vault, blobs: Collection[str]) -> list[str]:
    """Make a record of each file; they wait to be read. Answers a sentence for each."""
    notes = []
    for number, blob in enumerate(sorted(blobs), 1):
        title = tr("Rescued file {number}", number=number)
        _keep(vault, blob, title)
        notes.append(tr("A file was found whose entry is lost. It is kept as “{title}”.", title=title))
    return notes


def show_texts(vault: Vault, texts: Mapping[str, Sequence[tuple[int, str]]]) -> list[str]:
    """Keep the texts of the pages of each lost record, by its id, as a file of plain text."""
    notes = []
    for number, pages in enumerate(texts.values(), 1):
        title = tr("Text of a lost record {number}", number=number)
        parts = [tr("Page {page}", page=page) + f"\n\n{text}\n" for page, text in sorted(pages)]
        blob = vault.blobs.keep(io.BytesIO("\n".join(parts).encode("utf-8", "replace"))).name
        _keep(vault, blob, title)
        notes.append(tr("Of a record only the text was left. It is kept as “{title}”.", title=title))
    return notes


def _keep(vault: Vault, blob: str, title: str) -> None:
    with vault.blobs.open(blob) as reader:
        found = examine(io.BytesIO(reader.read_all()), "")
    record = Document(title=title, blob=blob, added_at=vault.clock.now())
    record.file_kind, record.size = found.kind, found.size
    with vault.write() as session:
        documents.keep(session, record)
