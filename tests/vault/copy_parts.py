"""What the tests of copies share: words written into a case, attached files, and ways to spoil a file."""

import io
import os

from sqlalchemy import text

from secondop_desktop.case import documents, tasks
from secondop_desktop.case.documents import Document
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import copy_place
from secondop_desktop.vault.history import values_ever

LETTER = b"a letter " * 60_000


def note(vault, words="Ring the clinic"):
    """One more entry."""
    with vault.write() as session:
        return tasks.keep(session, Task(text=words))


def attach(vault, content=LETTER, title="Letter"):
    """One more record with its file; answers the name of the file."""
    name = vault.blobs.keep(io.BytesIO(content)).name
    with vault.write() as session:
        documents.keep(session, Document(title=title, blob=name, added_at=vault.clock.now()))
    return name


def names_of(vault):
    """The attached files that any entry names."""
    with vault.connection() as connection:
        return values_ever(connection, "document", "blob")


def words_in(vault):
    """Every entry that was written with `note`."""
    with vault.read() as session:
        return sorted(task.text for task in tasks.everything(session))


def spoil_row(vault):
    """Change a row behind the program's back; the sum over all rows does not notice."""
    with vault.connection() as connection:
        connection.execute(text("UPDATE task SET text = 'something else'"))
        connection.commit()


def lose_row(vault):
    with vault.connection() as connection:
        connection.execute(text("DELETE FROM task"))
        connection.commit()


def flip(file, place=-100):
    """Turn one byte of a file around."""
    content = bytearray(file.read_bytes())
    content[place] ^= 0xFF
    file.write_bytes(content)


def cut(file):
    os.truncate(file, file.stat().st_size - 7)


def blob_in(place, name):
    return place / copy_place.BLOBS / name[:2] / name


def parts_in(place):
    return [file.name for file in place.rglob("*") if ".part" in file.name or "-journal" in file.name]


def failing(number):
    """A stand-in for a call to the system that answers with this error."""

    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return fail
