"""The commands about sound of visits: list it, bring a recording from a phone, save one outside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import moment_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import recordings
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows.bring_sound import bring_sound
from secondop_desktop.flows.save_sound import save_sound


def sound_list(given: Given, voice: Voice) -> None:
    """List the recordings of all visits, or of one."""
    zone = SYSTEM_CLOCK.zone()
    with opened(given, or_look=True) as vault, vault.read() as session:
        if given.appointment:
            found = recordings.of_visit(session, find_visit(session, given.appointment).id)
        else:
            found = recordings.everything(session)
        rows = [
            {
                "id": one.id,
                "appointment": one.appointment_id,
                "began": one.started_at.isoformat(),
                "when": moment_words(one.started_at.astimezone(zone)),
                "minutes": tr("{minutes} min", minutes=round(one.seconds / 60, 1)),
                "seconds": one.seconds,
                "title": one.title or tr("Recorded here"),
                "state": one.state,
            }
            for one in found
        ]
    voice.rows(rows, ("when", "minutes", "title", "id"), tr("Nothing is recorded yet."))


def sound_import(given: Given, voice: Voice) -> None:
    """Bring a recording made on a phone to a visit; --began says when it began."""
    began = _moment(given.began) if given.began else None
    with opened(given) as vault:
        with vault.read() as session:
            visit_id = find_visit(session, given.appointment).id
        brought = bring_sound(vault, visit_id, Path(given.file), Progress(voice.progress))
        if began is not None and brought.recording_id:
            with vault.write() as session:
                recordings.begin_at(session, brought.recording_id, began)
    voice.data({"id": brought.recording_id, "record": brought.document_id, "remark": brought.remark})
    voice.tell(tr("This recording is here already.") if brought.already_here else tr("Added."))
    if brought.remark:
        voice.tell(brought.remark)


def sound_save(given: Given, voice: Voice) -> None:
    """Save a recording as a file that is not encrypted."""
    with opened(given, or_look=True) as vault:
        save_sound(vault, given.recording, Path(given.out))
    voice.tell(tr("Saved as {file}. This file is not encrypted.", file=given.out))
    voice.data({"file": given.out})


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(
            tr("This time cannot be read: {text}", text=text), tr("Please write it like 2026-05-14T10:30.")
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SYSTEM_CLOCK.zone())
