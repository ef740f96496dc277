"""The story of a file that was handed over: looked at, stored encrypted, and put on the list to be read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import documents, photos
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.kept_words import remark
from secondop_desktop.intake.examine import Examined, examine
from secondop_desktop.intake.kinds import CONTAINERS, INSIDE
from secondop_desktop.intake.names import bare_name, clean_title
from secondop_desktop.intake.patient import open_patiently
from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Details:
    """What is known of the files beforehand; an empty title is made from each file's name."""

    title: str = ""
    kind: str = "other"
    dated: PartialDate | None = None
    facility: str = ""
    doctor_id: str | None = None
    note: str = ""

    def of_record(self) -> dict[str, Any]:
        """What a record takes over as it is; its name is made by whoever makes the record."""
        known = ("kind", "dated", "facility", "doctor_id", "note")
        return {name: getattr(self, name) for name in known}


@dataclass(frozen=True)
class TakenIn:
    """What became of one file: the document's id, or a sentence on why it was not taken.

    `already_here` says that the same bytes were in the case before; then nothing was added. `remark` is a
    sentence on what a person should know of a file that was taken, such as that it can only be kept.
    """

    name: str
    document_id: str = ""
    already_here: bool = False
    problem: str = ""
    remark: str = ""


def take_in(
    vault: Vault,
    files: Sequence[Path],
    details: Details | None = None,
    progress: Progress = NO_PROGRESS,
    clock: Clock = SYSTEM_CLOCK,
) -> list[TakenIn]:
    """Take in files one by one; one that cannot be taken does not keep the others out."""
    found = []
    for file in progress.each(files, tr("Storing file {done} of {total}")):
        try:
            with open_patiently(file, progress.stop_asked) as stream:
                found.append(_take(vault, stream, file.name, details or Details(), clock))
        except UserError as error:
            found.append(TakenIn(_shown(file.name), problem=error.sentence))
        except OSError as error:
            sentence = _why_not(error, _shown(file.name))
            found.append(TakenIn(_shown(file.name), problem=sentence))
    return found


def take_in_bytes(
    vault: Vault, content: bytes, name: str, details: Details | None = None, clock: Clock = SYSTEM_CLOCK
) -> TakenIn:
    """Take in something that was pasted; `name` is what to call it."""
    try:
        return _take(vault, io.BytesIO(content), name, details or Details(), clock)
    except UserError as error:
        return TakenIn(_shown(name), problem=error.sentence)


def take_in_member(vault: Vault, content: bytes, name: str, details: Details, clock: Clock) -> TakenIn:
    """Take in a file that was inside another one; one that was thrown away before stays in the bin."""
    stream = io.BytesIO(content)
    found = examine(stream, name)
    if found.kind in CONTAINERS:
        found = replace(found, kind=found.kind + INSIDE)
    return _keep(vault, io.BytesIO(content), found, details, clock, out_of_bin=False)


def _take(vault: Vault, stream: BinaryIO, name: str, details: Details, clock: Clock) -> TakenIn:
    found = examine(stream, name)
    stream.seek(0)
    return _keep(vault, stream, found, details, clock, out_of_bin=True)


def _keep(
    vault: Vault, stream: BinaryIO, found: Examined, details: Details, clock: Clock, *, out_of_bin: bool
) -> TakenIn:
    """Store a file from where its stream stands, and make its record unless one holds the same bytes."""
    shown = _shown(found.name)
    blob = vault.blobs.keep(stream)  # stored before anything tries to understand it
    with vault.write() as session:
        known = photos.record_with(session, blob.name)
        if known is not None:
            if out_of_bin:
                known.binned_at = None
            return TakenIn(shown, known.id, already_here=True)
        document = documents.keep(session, _document(found, blob.name, details, clock))
        session.flush()
        return TakenIn(shown, document.id, remark=remark(found))


def _why_not(error: OSError, name: str) -> str:
    """Why a file could not be opened, or read to its end."""
    if isinstance(error, PermissionError):
        return tr(
            "You are not allowed to open {name} on this computer. Nothing was changed. Whoever it belongs to "
            "can give you a copy.",
            name=name,
        )
    return tr("{name} could not be opened. Nothing was changed.", name=name)


def _shown(name: str) -> str:
    """A file's name as it can be shown; there may be nothing in it to show."""
    return bare_name(name) or tr("A file without a name")


def _document(found: Examined, blob: str, details: Details, clock: Clock) -> Document:
    return Document(
        title=details.title or clean_title(found.name),
        **details.of_record(),
        file_name=found.name,
        file_kind=found.kind,
        blob=blob,
        size=found.size,
        added_at=clock.now(),
    )
