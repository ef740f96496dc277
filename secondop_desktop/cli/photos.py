"""The command that makes one record of several photos of paper."""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import read_date
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import photos
from secondop_desktop.cli.commands import Given, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows.photos import add_photos, words_about
from secondop_desktop.flows.take_in import Details


def record_add_photos(given: Given, voice: Voice) -> None:
    """Add photos, each a page, in the order in which they are named."""
    dated = read_date(given.date, SYSTEM_CLOCK.today()) if given.date else None
    details = Details(title=given.title, kind=given.kind, dated=dated, facility=given.facility)
    with opened(given) as vault:
        files = [Path(file) for file in given.files]
        added = add_photos(vault, files, details, Progress(voice.progress), document_id=given.record)
        with vault.read() as session:
            pages = [photos.one(session, photo_id) for photo_id in added.photos]
    told = [
        {"id": page.id, "name": page.file_name, "found": bool(page.found), "about": words_about(page)}
        for page in pages
    ]
    for page in pages:
        for sentence in words_about(page):
            voice.tell(tr("{name}: {sentence}", name=page.file_name, sentence=sentence))
    voice.data({"id": added.document_id, "pages": told, "problems": added.problems})
    voice.tell(trn("{n} page was added.", "{n} pages were added.", len(pages)))
    if added.problems:
        raise UserError(" ".join(added.problems))
