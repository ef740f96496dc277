"""Reads every document that waits for it, what is looked at first; after a crash it simply goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents, file_passwords, read_tries
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.read_record import (
    MOST_IN_A_ROW,
    ChangedMeanwhile,
    RecordReading,
    SetAside,
    Wish,
)
from secondop_desktop.reading.reader import Eyes, Reader
from secondop_desktop.vault.vault import Vault

__all__ = ["MOST_IN_A_ROW", "Read", "Wish", "Workers", "read_everything", "read_locked", "read_waiting"]


@dataclass
class Read:
    """What was read: whole documents, pages, and the documents that could not be read, by id."""

    documents: int = 0
    pages: int = 0
    unreadable: list[str] = field(default_factory=list)


class Workers:
    """The processes that read, behind everything else; `wish` says what a person is looking at.

    `record` is the id of the record that is being read now. After `stop`, from any thread, whoever waits for
    them gets Cancelled.
    """

    def __init__(self, wish: Wish | None = None) -> None:
        self.reader, self.eyes = Reader(patient=True), Eyes(patient=True)
        self.wish = wish or Wish()
        self.record = ""

    def stop(self) -> None:
        """End both at once."""
        self.reader.kill()
        self.eyes.kill()


def read_waiting(vault: Vault, progress: Progress = NO_PROGRESS, workers: Workers | None = None) -> Read:
    """Read all that waits; each page is kept as soon as it is read. Raises Cancelled when it was stopped.

    A page or a file that cannot be read says so in its document and does not keep the others waiting.
    """
    done, workers = Read(), workers or Workers()
    waiting = _waiting(vault)
    if not waiting:
        return done
    with workers.reader, workers.eyes:
        while waiting:
            document = next((d for d in waiting if d.id == workers.wish.record()), waiting[0])
            whole = done.documents + len(waiting)
            part = progress.part(done.documents / whole, (done.documents + 1) / whole)
            _read_one(vault, workers, document, part, done)
            waiting = _waiting(vault)
    return done


def _waiting(vault: Vault) -> list[Document]:
    with vault.read() as session:
        return list(documents.waiting(session))


def _read_one(vault: Vault, workers: Workers, document: Document, progress: Progress, done: Read) -> None:
    reading = RecordReading(vault, workers.reader, workers.eyes, document, workers.wish)
    workers.record = document.id
    try:
        problem, some_pages = reading.read(progress), True
    except (SetAside, ChangedMeanwhile):  # it still waits, and goes on later
        return
    except UserError as error:
        problem, some_pages = error.sentence, False
        done.unreadable.append(document.id)
    finally:
        done.pages += reading.pages
    with vault.write() as session:
        read_tries.forget(session, document.id)
        documents.finish_reading(session, document.id, problem, some_pages=some_pages)
    done.documents += 1


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
    with workers.reader, workers.eyes:
        reading = RecordReading(vault, workers.reader, workers.eyes, document, workers.wish)
        problem = reading.read(progress, password)
    done.pages = reading.pages
    with vault.write() as session:
        file_passwords.keep(session, document_id, password)
        read_tries.forget(session, document_id)
        documents.finish_reading(session, document_id, problem, some_pages=True)
    return done
