"""Taking back what a person did, and doing it again: the same for every command, by what it changed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin as bin_
from secondop_desktop.case import photos, questions
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.table import Kept
from secondop_desktop.flows.item_words import ItemWords, Key, Values
from secondop_desktop.vault import steps
from secondop_desktop.vault.steps import ChangedSince, Step
from secondop_desktop.vault.vault import Vault


class NotAsItWas(UserError):
    """An entry was changed since, so a step was not taken back; it never can be by itself."""


def take_back(vault: Vault, step: Step, name: str, *, again: bool = False) -> Step:
    """Put back what a step changed, in one transaction; gives back the step that does it again.

    `name` is what the person did, for the sentence, which is another one when a step does something `again`
    that was taken back. Raises NotAsItWas when one of the entries was changed since; then nothing is changed.
    """
    try:
        with vault.watch() as back, vault.write() as session:
            try:
                _put_back(session, step, vault)
            except ChangedSince as since:
                raise _refusal(name, _words(session, since, vault), again) from since
    except IntegrityError as error:
        raise _refusal(name, tr("What it belonged to is there no more"), again) from error
    return back


def _put_back(session: Session, step: Step, vault: Vault) -> None:
    records = {_record_of(session, row.item) for row in step if row.family is Photo}
    before = {record: photos.laid_out(session, record) for record in records if record}
    steps.put_back(session, step, vault.clock.now(), _to_the_bin())
    for record, laid in before.items():
        photos.laid_anew(session, record, laid)
    questions.leave_three_stars(session, {row.item for row in step if row.family is Question})


def _record_of(session: Session, photo_id: str) -> str:
    photo = session.get(Photo, photo_id)
    return photo.document_id if photo is not None else ""


def _to_the_bin() -> Collection[type[Kept]]:
    """The families whose new entries go to the bin when they are taken back, where a person finds them."""
    return {*(family for family, _ in bin_.FAMILIES.values()), Asking}


def _words(session: Session, since: ChangedSince, vault: Vault) -> str:
    def look_up(key: Key) -> Values | None:
        if key == (since.family, since.item):
            return since.values
        query = text(f"SELECT * FROM {key[0]} WHERE id = :id")  # noqa: S608 - our own names
        row = session.execute(query, {"id": key[1]}).mappings().first()
        return dict(row) if row else None

    return ItemWords(look_up, vault.clock).name((since.family, since.item))


def _refusal(name: str, entry: str, again: bool) -> NotAsItWas:
    undo = tr("“{name}” cannot be taken back any more. Changed since: {entry}.", name=name, entry=entry)
    redo = tr("“{name}” cannot be done again. Changed since: {entry}.", name=name, entry=entry)
    return NotAsItWas(redo if again else undo, tr("Nothing was changed now. You can still do it by hand."))
