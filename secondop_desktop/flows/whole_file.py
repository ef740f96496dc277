"""What a record is made of, as one run of bytes: for the worker that reads it, and for another program.

A record of photos has no file of its own. For the worker its photos are packed together with how each page is
shown, so drawing, reading and searching know nothing of photos; for other programs it is a PDF of its pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import photos
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import Photo, Recipe
from secondop_desktop.intake.examine import examine
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.photo_pack import NO_PICTURE, PICTURE_KINDS, WHOLE, Shot, good, packed
from secondop_desktop.reading.reader import Reader
from secondop_desktop.vault.vault import Vault

ACROSS = 2480
"""Pixels across a page that leaves the case: A4 at 300 dpi."""


@dataclass(frozen=True)
class Handed:
    """The bytes for a worker; for photos also how each page looked when they were taken together."""

    content: bytes
    recipes: tuple[Recipe, ...] = ()


def for_worker(vault: Vault, document: Document) -> Handed:
    """All that a worker needs of a record; its kind is the record's `file_kind`."""
    if not photos.is_photos(document):
        return Handed(content_of(vault, document.blob))
    with vault.read() as session:
        pages = photos.of_document(session, document.id)
    if not pages:  # the entries of its photos are lost; the one that it names itself is still there
        bare = Photo(document_id=document.id, blob=document.blob)
        return Handed(packed([shot_of(vault, bare)]))
    return Handed(packed([shot_of(vault, one) for one in pages]), tuple(one.recipe for one in pages))


def for_outside(vault: Vault, document: Document, progress: Progress = NO_PROGRESS) -> bytes:
    """The record for another program: its file byte for byte, or the pages made of photos as a PDF."""
    if not photos.is_photos(document):
        return content_of(vault, document.blob)
    from secondop_desktop.paper import photo_pages  # noqa: PLC0415 - drawing libraries at first use

    with Reader() as reader:
        pages = reader.open(for_worker(vault, document).content, photos.KIND).pages
        numbers = progress.each(range(1, pages + 1), tr("Drawing page {done} of {total}"))
        return photo_pages.pdf(_drawn(reader, number) for number in numbers)


def in_pieces(vault: Vault, document: Document) -> Iterator[bytes]:
    """The same, piece by piece: a film of some gigabytes is never in memory as a whole."""
    if photos.is_photos(document):
        yield for_outside(vault, document)
        return
    with vault.blobs.open(document.blob) as opened:
        yield from opened


def _drawn(reader: Reader, number: int) -> tuple[int, int, bytes] | str:
    try:
        page = reader.picture(number, ACROSS)
    except Unreadable as error:
        return error.sentence
    return page.width, page.height, page.rgb


def content_of(vault: Vault, blob: str) -> bytes:
    """An attached file, whole."""
    with vault.blobs.open(blob) as opened:
        return opened.read_all()


def shot_of(vault: Vault, photo: Photo) -> Shot:
    """A photo with how its page is shown; one whose file is lost is a page that cannot be read."""
    try:
        content = content_of(vault, photo.blob)
    except UserError:
        return Shot(b"", NO_PICTURE)
    kind = photo.file_kind
    if kind not in PICTURE_KINDS:  # what it was is lost with a part of its entry
        kind = examine(io.BytesIO(content), "").kind
    corners = photos.corners_of(photo.corners) or WHOLE
    light = photo.light if photo.light in photos.LIGHTS else photos.PAPER
    shown = corners if good(corners) else WHOLE
    return Shot(content, kind, shown, photo.turn // 90 * 90 % 360, light)
