"""Gives a recording out of the case: as a file that other programs play, or as it came from a phone."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from secondop_desktop.base import outside_files
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import recordings
from secondop_desktop.case.recordings import GROWING, Recording, SoundOriginal
from secondop_desktop.intake.names import name_for_disk
from secondop_desktop.vault.vault import Vault


def name_of_sound(recording: Recording, original: SoundOriginal | None, zone: ZoneInfo) -> str:
    """The name to offer: that of the file it came in, else when it began; it tells nothing of an illness."""
    if original is not None and original.file_name:
        return name_for_disk(original.file_name) or tr("Recording")
    at = recording.started_at.astimezone(zone)
    return name_for_disk(tr("Recording {moment}.ogg", moment=f"{at:%Y-%m-%d %H.%M}"))


def save_sound(vault: Vault, recording_id: str, file: Path) -> None:
    """Write a recording where the person wants it, unencrypted; an older file of that name is replaced.

    One that came from a phone is written byte for byte as it came. Raises UserError when there is nothing to
    write yet, or the place does not take it.
    """
    with vault.read() as session:
        recording = recordings.one(session, recording_id)
        original = recordings.original_of(session, recording_id)
    blob = original.blob if original is not None else recording.blob
    if recording.state == GROWING or not blob:
        raise UserError(
            tr("This recording has not ended yet, so it was not saved. It is safe in your case."),
            tr("End the recording first, then save it."),
        )
    try:
        with vault.blobs.open(blob) as content:
            outside_files.write(file, iter(content))
    except OSError as error:
        raise UserError(
            tr("The copy could not be saved there. Your case is safe."),
            tr("Please choose another folder, or make some room."),
        ) from error
