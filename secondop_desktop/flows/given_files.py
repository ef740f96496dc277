"""The attached files of a case as files with names of their own: which there are, and where each one goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from secondop_desktop.base.language import tr
from secondop_desktop.case import photos
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows.save_copy import ending_of, name_of_copy
from secondop_desktop.flows.save_sound import name_of_sound
from secondop_desktop.intake.names import name_for_disk

RECORDS, RECORDINGS, GIVEN, EARLIER = "records", "recordings", "given", "earlier"
LONGEST = 90
"""Letters of a name. Windows takes 260 for a whole path, and people put such folders deep into others."""


@dataclass(frozen=True)
class Attached:
    """One attached file: its name in the case, its path in the export, and what to call it to a person."""

    blob: str
    path: str
    title: str


@dataclass
class FilePlan:
    """Where each attached file goes. What has its place keeps it, whatever is added later."""

    files: dict[str, Attached] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def add_all(self, session: Session) -> list[Attached]:
        """Give a place to every file that has none yet, in the order of the entries; the new ones."""
        new = []
        for blob, folder, name, title in _wishes(session):
            if blob and blob not in self.files:
                self.files[blob] = Attached(blob, self._free(folder, name), title)
                new.append(self.files[blob])
        return new

    def add_earlier(self, blobs: Iterable[str]) -> None:
        """Give a place to files that only the history names, in its order."""
        for blob in blobs:
            if blob not in self.files:
                name = self._free(EARLIER, tr("file"))
                self.files[blob] = Attached(blob, name, tr("A file that an entry had before"))

    @property
    def paths(self) -> dict[str, str]:
        """The paths by the names in the case."""
        return {blob: one.path for blob, one in self.files.items()}

    def _free(self, folder: str, name: str) -> str:
        start, dot, last = name.rpartition(".")
        start, last = (start, dot + last) if start and len(last) <= 8 else (name, "")
        start = start[: LONGEST - len(last)].rstrip(" .") or tr("file")
        number = 1
        while True:
            counted = start if number == 1 else f"{start} ({number})"
            path = f"{folder}/{counted}{last}"
            if path.casefold() not in self._used:
                self._used.add(path.casefold())
                return path
            number += 1


def _wishes(session: Session) -> Iterator[tuple[str | None, str, str, str]]:
    """Each attached file with the folder and the name it would like, and what it is called."""
    documents = {one.id: one for one in session.scalars(select(Document).order_by(Document.id))}
    for one in documents.values():
        if not photos.is_photos(one):
            yield one.blob, RECORDS, name_of_copy(one), one.title
    yield from _photos(session, documents)
    for one in documents.values():  # of a record of photos whose photos are not known any more
        yield one.blob, RECORDS, name_for_disk(one.title), one.title
    yield from _sounds(session)
    for given in session.scalars(select(Sharing).order_by(Sharing.id)):
        name = name_for_disk(f"{given.given_at:%Y-%m-%d} {given.what}.pdf")
        yield given.blob, GIVEN, name, tr("What was given away on {day}", day=f"{given.given_at:%Y-%m-%d}")


def _photos(session: Session, documents: dict[str, Document]) -> Iterator[tuple[str | None, str, str, str]]:
    numbers: dict[str, int] = {}
    for photo in session.scalars(select(Photo).order_by(Photo.document_id, Photo.rank, Photo.id)):
        title = documents[photo.document_id].title if photo.document_id in documents else tr("Photos")
        number = numbers[photo.document_id] = numbers.get(photo.document_id, 0) + 1
        folder = name_for_disk(title)[:LONGEST].rstrip(" .") or tr("Photos")
        name = name_for_disk(photo.file_name) or f"{tr('photo')}.jpg"
        yield photo.blob, f"{RECORDS}/{folder}", f"{number:03d} {name}", title


def _sounds(session: Session) -> Iterator[tuple[str | None, str, str, str]]:
    found = list(session.scalars(select(Recording).order_by(Recording.id)))
    titles = {one.id: one.title or tr("A recording of a visit") for one in found}
    for one in found:
        yield one.blob, RECORDINGS, name_of_sound(one, None, ZoneInfo(one.zone)), titles[one.id]
    for came in session.scalars(select(SoundOriginal).order_by(SoundOriginal.id)):
        name = name_for_disk(came.file_name) or tr("Recording")
        yield came.blob, RECORDINGS, name, titles.get(came.recording_id, name)


def readable_name(document: Document) -> str:
    """The name that the text of a record gets, without an ending."""
    return name_for_disk(document.title)[:LONGEST].rstrip(" .") or f"{tr('Record')}{ending_of(document)}"
