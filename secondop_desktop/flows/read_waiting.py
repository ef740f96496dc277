"""Reads the text of every document that waits for it, page by page; after a crash it simply goes on."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.reading.pages import PageText, read_page
from secondop_desktop.reading.reader import Eyes, Reader
from secondop_desktop.vault.vault import Vault


@dataclass
class Read:
    """What was read: whole documents, pages, and the documents that could not be read, by id."""

    documents: int = 0
    pages: int = 0
    unreadable: list[str] = field(default_factory=list)


def read_waiting(vault: Vault, progress: Progress = NO_PROGRESS) -> Read:
    """Read all that waits; each page is kept as soon as it is read. Raises Cancelled when it was stopped."""
    done = Read()
    with vault.read() as session:
        waiting = documents.waiting(session)
    if not waiting:
        return done
    with Reader() as reader, Eyes() as eyes:
        for place, document in enumerate(waiting):
            part = progress.part(place / len(waiting), (place + 1) / len(waiting))
            try:
                done.pages += _read_document(vault, reader, eyes, document, part)
                problem = ""
            except UserError as error:
                problem = error.sentence
                done.unreadable.append(document.id)
            with vault.write() as session:
                documents.finish_reading(session, document.id, problem)
            done.documents += 1
    return done


def _read_document(vault: Vault, reader: Reader, eyes: Eyes, document: Document, progress: Progress) -> int:
    progress.at(0.0, tr("Reading {title}", title=document.title))
    if document.file_kind == "unknown":
        raise UserError(tr("This kind of file is kept safely, but SecondOp cannot read it."))
    with vault.blobs.open(document.blob) as blob:
        opened = reader.open(blob.read_all(), document.file_kind)
    with vault.write() as session:
        documents.count_pages(session, document.id, opened.pages)
    with vault.read() as session:
        there = {page.number for page in documents.pages_of(session, document.id)}
    for number in range(1, opened.pages + 1):
        text = tr(
            "Reading {title}, page {page} of {pages}", title=document.title, page=number, pages=opened.pages
        )
        progress.at((number - 1) / opened.pages, text)
        if number not in there:
            page = read_page(reader, eyes, number)
            with vault.write() as session:
                documents.keep_page(session, _page(document.id, number, page))
    return opened.pages - len(there)


def _page(document_id: str, number: int, found: PageText) -> Page:
    words = [[w.text, round(w.x0, 4), round(w.y0, 4), round(w.x1, 4), round(w.y1, 4)] for w in found.words]
    return Page(
        document_id=document_id,
        number=number,
        source=found.source,
        confidence=round(found.confidence * 100),
        text=found.text,
        words=zlib.compress(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()),
    )
