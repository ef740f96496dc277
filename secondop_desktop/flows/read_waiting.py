"""Reads the text of every document that waits for it, page by page; after a crash it simply goes on."""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents, file_passwords, photos
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.photos import Recipe
from secondop_desktop.flows import photo_text
from secondop_desktop.flows.kept_words import why_kept
from secondop_desktop.flows.unpack import unpack
from secondop_desktop.flows.whole_file import for_worker
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Unreadable, unreadable
from secondop_desktop.reading.pages import Opened, PageText, read_page
from secondop_desktop.reading.reader import Eyes, Reader
from secondop_desktop.vault.vault import Vault

MOST_IN_A_ROW = 3
"""Pages that may end their worker one after the other; then the rest of a file is not tried."""


class ChangedMeanwhile(Exception):
    """Somebody worked on the photos of a record while it was read."""


@dataclass
class Read:
    """What was read: whole documents, pages, and the documents that could not be read, by id."""

    documents: int = 0
    pages: int = 0
    unreadable: list[str] = field(default_factory=list)


class Workers:
    """The processes that read; after `stop`, from any thread, whoever waits for them gets Cancelled."""

    def __init__(self) -> None:
        self.reader, self.eyes = Reader(), Eyes()

    def stop(self) -> None:
        """End both at once."""
        self.reader.kill()
        self.eyes.kill()


def read_waiting(vault: Vault, progress: Progress = NO_PROGRESS, workers: Workers | None = None) -> Read:
    """Read all that waits; each page is kept as soon as it is read. Raises Cancelled when it was stopped.

    A page or a file that cannot be read says so in its document and does not keep the others waiting.
    """
    done, workers = Read(), workers or Workers()
    with vault.read() as session:
        waiting = documents.waiting(session)
    if not waiting:
        return done
    with workers.reader as reader, workers.eyes as eyes:
        for place, document in enumerate(waiting):
            part = progress.part(place / len(waiting), (place + 1) / len(waiting))
            try:
                problem, some_pages = _read_document(vault, reader, eyes, document, part, done), True
            except ChangedMeanwhile:  # it still waits, and is read once more
                continue
            except UserError as error:
                problem, some_pages = error.sentence, False
                done.unreadable.append(document.id)
            with vault.write() as session:
                documents.finish_reading(session, document.id, problem, some_pages=some_pages)
            done.documents += 1
    return done


def read_everything(vault: Vault, progress: Progress = NO_PROGRESS) -> Read:
    """Read all that waits, and what comes out of it: files in archives and e-mails wait as well."""
    done = Read()
    while (part := read_waiting(vault, progress)).documents:
        done.documents += part.documents
        done.pages += part.pages
        done.unreadable += part.unreadable
    return done


def read_locked(
    vault: Vault,
    document_id: str,
    password: str,
    progress: Progress = NO_PROGRESS,
    workers: Workers | None = None,
) -> Read:
    """Read a PDF that opens only with a password; Protected when it is the wrong one.

    The right one is kept inside the case, so that nobody is asked for it again.
    """
    done, workers = Read(documents=1), workers or Workers()
    with vault.read() as session:
        document = documents.one(session, document_id)
    with workers.reader as reader, workers.eyes as eyes:
        problem = _read_document(vault, reader, eyes, document, progress, done, password)
    with vault.write() as session:
        file_passwords.keep(session, document_id, password)
        documents.finish_reading(session, document_id, problem, some_pages=True)
    return done


def _read_document(
    vault: Vault,
    reader: Reader,
    eyes: Eyes,
    document: Document,
    progress: Progress,
    done: Read,
    password: str = "",
) -> str:
    """Read every page that is not there yet; what comes back says what could not be read, or is empty."""
    progress.at(0.0, tr("Reading {title}", title=document.title))
    opened, recipes = _open(vault, reader, document, password)
    with vault.write() as session:
        documents.count_pages(session, document.id, opened.pages)
    with vault.read() as session:
        there = {page.number for page in documents.pages_of(session, document.id)}
    unread: list[int] = []
    in_a_row = 0
    for number in range(1, opened.pages + 1):
        text = tr(
            "Reading {title}, page {page} of {pages}", title=document.title, page=number, pages=opened.pages
        )
        progress.at((number - 1) / opened.pages, text)
        if number in there:
            continue
        if in_a_row == MOST_IN_A_ROW:
            unread.append(number)
            continue
        reason = _read_one(vault, reader, eyes, document.id, number, recipes)
        in_a_row = in_a_row + 1 if reason in (errors.STOPPED, errors.TOO_SLOW) else 0
        done.pages += not reason
        unread += [number] if reason else []
    if recipes:
        _must_be_as_handed(vault, document.id, recipes)
    missing = _what_is_missing(vault, document.id, unread, opened.pages)
    left_out = unpack(vault, reader, document, opened, progress)
    return f"{missing} {left_out}".strip()


def _must_be_as_handed(vault: Vault, document_id: str, recipes: list[Recipe]) -> None:
    """Raise ChangedMeanwhile when the photos of a record are not those that were read."""
    with vault.read() as session:
        if photos.recipes(session, document_id) != tuple(recipes):
            raise ChangedMeanwhile


def _open(vault: Vault, reader: Reader, document: Document, password: str) -> tuple[Opened, list[Recipe]]:
    """Open the file of a record, with the password that is kept for it when none is given.

    For a record of photos the answer also tells how its pages look now.
    """
    kept = why_kept(document.file_kind)
    if kept is not None:
        raise kept
    if document.size > limits.MOST_BYTES:  # not even fetched: a long film has gigabytes
        raise unreadable(errors.TOO_BIG)
    with vault.read() as session:
        known = password or file_passwords.of_document(session, document.id)
    handed = for_worker(vault, document)
    return reader.open(handed.content, document.file_kind, known), list(handed.recipes)


def _read_one(
    vault: Vault, reader: Reader, eyes: Eyes, document_id: str, number: int, recipes: list[Recipe]
) -> str:
    """Read and keep one page; what comes back is the reason when it cannot be read."""
    try:
        page = read_page(reader, eyes, number)
    except Unreadable as problem:
        return problem.reason
    with vault.write() as session:
        kept = photo_text.as_kept(session, document_id, number, page, recipes) if recipes else page
        if kept is not None:
            documents.keep_page(session, _page(document_id, number, kept))
    return ""


def _what_is_missing(vault: Vault, document_id: str, unread: list[int], pages: int) -> str:
    if len(unread) == pages:
        raise UserError(tr("No page of it could be read. The file is kept safely as it is."))
    if unread:
        numbers = ", ".join(_runs(unread))
        return trn(
            "Page {numbers} could not be read. The file is kept safely as it is.",
            "Pages {numbers} could not be read. The file is kept safely as it is.",
            len(unread),
            numbers=numbers,
        )
    with vault.read() as session:
        if any(page.text.strip() for page in documents.pages_of(session, document_id)):
            return ""
    return tr("No words were found on it, so search cannot find it. You can still look at it.")


def _runs(numbers: list[int]) -> Iterator[str]:
    """Rising numbers in few words, such as 2, 4–40."""
    for _, placed in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in placed]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


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
