"""The story of photos of paper: stored as they came, the sheet found in each, together one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents, photos
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import AS_TAKEN, BLURRED, DARK, SMALL, Photo
from secondop_desktop.flows.take_in import Details
from secondop_desktop.flows.whole_file import shot_of
from secondop_desktop.intake.examine import examine
from secondop_desktop.intake.names import bare_name
from secondop_desktop.intake.patient import open_patiently
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.pages import Picture
from secondop_desktop.reading.photo_pack import KIND, WHOLE, Shot, packed
from secondop_desktop.reading.photo_reader import Look, PhotoReader
from secondop_desktop.vault.vault import Vault

KINDS = ("jpeg", "png", "heic", "webp", "bmp")
"""Files that are one photo each; a TIFF is a scan that has pages already."""


@dataclass
class Added:
    """What became of photos: the record they are in, how many were added, and what was not, in sentences."""

    document_id: str = ""
    photos: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def are_photos(files: Sequence[Path]) -> bool:
    """Whether all of them look, by their first bytes, like photos; a file that cannot be opened does not."""
    return bool(files) and all(_kind(file) in KINDS for file in files)


def _kind(file: Path) -> str:
    try:
        with open_patiently(file) as stream:
            return examine(stream, file.name).kind
    except (OSError, UserError):
        return ""


def add_photos(
    vault: Vault,
    files: Sequence[Path],
    details: Details | None = None,
    progress: Progress = NO_PROGRESS,
    clock: Clock = SYSTEM_CLOCK,
    document_id: str = "",
) -> Added:
    """Make one record of photos, or put them behind the pages that `document_id` has. Raises Cancelled.

    Every photo is stored before anything looks at it. One that cannot be taken does not keep the others out.
    """
    added = Added(document_id)
    adding = _Adding(vault, added, details or Details(), clock)
    for file in progress.part(0.0, 0.4).each(files, tr("Storing photo {done} of {total}")):
        try:
            with open_patiently(file, progress.stop_asked) as stream:
                adding.take(stream, file.name)
        except UserError as error:
            added.problems.append(error.sentence)
        except OSError:
            name = bare_name(file.name) or tr("A file without a name")
            added.problems.append(tr("{name} could not be opened. Nothing was changed.", name=name))
    added.problems += look_at(vault, added.photos, progress.part(0.4, 1.0))
    return added


class _Adding:
    """Stores one photo after the other; the record is made with the first."""

    def __init__(self, vault: Vault, added: Added, details: Details, clock: Clock) -> None:
        self._vault, self._added, self._details, self._clock = vault, added, details, clock

    def take(self, stream: BinaryIO, name: str) -> None:
        """Store a photo and give it a page. Raises UserError."""
        found = examine(stream, name)
        if found.kind not in KINDS:
            raise UserError(
                tr("“{name}” is not a photo, so it was not added.", name=found.name),
                tr("You can add it as a record of its own."),
            )
        stream.seek(0)
        blob = self._vault.blobs.keep(stream).name  # stored before anything tries to understand it
        with self._vault.write() as session:
            record = self._added.document_id or documents.keep(session, self._record(blob)).id
            session.flush()
            if any(photo.blob == blob for photo in photos.of_document(session, record)):
                raise UserError(tr("“{name}” is in this record already.", name=found.name))
            made = Photo(document_id=record, blob=blob, file_name=found.name, file_kind=found.kind)
            made.size = found.size
            photos.add(session, [made])
        self._added.document_id = record
        self._added.photos.append(made.id)

    def _record(self, blob: str) -> Document:
        known = self._details
        return Document(
            title=known.title or tr("Photos of paper, {day}", day=day_words(self._clock.today())),
            **known.of_record(),
            file_kind=photos.KIND,
            blob=blob,
            added_at=self._clock.now(),
        )


def look_at(vault: Vault, photo_ids: Sequence[str], progress: Progress = NO_PROGRESS) -> list[str]:
    """Find the sheet in each photo; what comes back says which cannot be shown. Raises Cancelled."""
    problems = []
    with PhotoReader() as reader:
        for photo_id in progress.each(photo_ids, tr("Looking for the page in photo {done} of {total}")):
            try:
                look = look_once(vault, photo_id, reader)
            except Unreadable as error:
                problems.append(error.sentence)
                continue
            with vault.write() as session:
                photo = photos.one(session, photo_id)
                photo.found = photos.written(look.corners) if look.found else ""
                photo.trouble = " ".join(_troubles(look))
                photos.cut(session, photo_id, look.corners if look.found else None)
                if not look.found:  # it may be no paper at all, but a screen or a picture
                    photos.light(session, photo_id, AS_TAKEN)
    return problems


def look_once(vault: Vault, photo_id: str, reader: PhotoReader) -> Look:
    """Where the sheet lies in one photo, and how good the photo is. Raises Unreadable, Cancelled."""
    with vault.read() as session:
        photo = photos.one(session, photo_id)
    return reader.look(shot_of(vault, photo))


def _troubles(look: Look) -> Iterator[str]:
    seen = ((BLURRED, look.blurred), (DARK, look.dark), (SMALL, look.small))
    yield from (name for name, is_so in seen if is_so)


def words_about(photo: Photo) -> list[str]:
    """What a person should know of a photo: whole sentences, none when all is well."""
    troubles = photo.trouble.split()
    said = []
    if BLURRED in troubles:
        said.append(tr("This photo is blurred. Small numbers may be read wrongly. Take it again if you can."))
    if DARK in troubles:
        said.append(tr("This photo is dark. Take it again with more light if you can."))
    if SMALL in troubles:
        said.append(
            tr(
                "The page is small in this photo. Small numbers may be read wrongly. "
                "Take it again from closer if you can."
            )
        )
    if not photo.found and not photo.corners:
        said.append(
            tr(
                "No sheet of paper was found in this photo, so the whole photo is the page. "
                "You can set its corners yourself."
            )
        )
    return said


class PhotoPictures:
    """Draws photos, one after the other: as each was taken, and as the page that it becomes.

    `stop` may be called from any thread; whoever waits gets Cancelled.
    """

    def __init__(self) -> None:
        self._reader = PhotoReader()

    def both(self, vault: Vault, photo: Photo, width_px: int) -> tuple[Picture, Picture]:
        """The photo as it was taken, upright, and its page. Raises Unreadable, Cancelled."""
        page = shot_of(vault, photo)
        taken = Shot(page.content, page.kind, WHOLE, 0, AS_TAKEN)
        self._reader.open(packed([taken, page]), KIND)
        return self._reader.picture(1, width_px), self._reader.picture(2, width_px)

    def stop(self) -> None:
        """End the worker at once, for good."""
        self._reader.kill()

    def close(self) -> None:
        """Let go of the photo."""
        self._reader.close()
