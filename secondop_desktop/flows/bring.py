"""The story of many files brought at once: taken in one by one, stopped at any time, taken back together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.take_in import TakenIn, take_in, take_in_bytes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Brought:
    """What became of each file, in order, and how many were left where they are because it was stopped."""

    taken: tuple[TakenIn, ...]
    left: int = 0

    def ids(self) -> list[str]:
        """The records that the files are in now."""
        return list(dict.fromkeys(one.document_id for one in self.taken if one.document_id))

    def new_ids(self) -> list[str]:
        """The records that were not there before."""
        return list(
            dict.fromkeys(one.document_id for one in self.taken if one.document_id and not one.already_here)
        )

    def problems(self) -> list[TakenIn]:
        """The files that were not taken in."""
        return [one for one in self.taken if one.problem]


def bring(
    vault: Vault, files: Sequence[Path], progress: Progress = NO_PROGRESS, clock: Clock = SYSTEM_CLOCK
) -> Brought:
    """Take in files one after the other; a stop keeps what is done and leaves the rest alone."""
    taken: list[TakenIn] = []
    done = 0
    try:
        for file in progress.each(files, tr("Storing file {done} of {total}")):
            taken += take_in(vault, [file], None, Progress(stopped=progress.stop_asked), clock)
            done += 1
    except Cancelled:
        return Brought(tuple(taken), len(files) - done)
    return Brought(tuple(taken))


def bring_made(vault: Vault, make: Callable[[], bytes], name: str, clock: Clock = SYSTEM_CLOCK) -> Brought:
    """Take in something that was made in memory, such as a picture from the clipboard."""
    return Brought((take_in_bytes(vault, make(), name, None, clock),))


def records_of(session: Session, ids: Sequence[str]) -> dict[str, Document]:
    """The records by their ids; those in the bin are missing."""
    found = (session.get(Document, identity) for identity in ids)
    return {one.id: one for one in found if one is not None and one.binned_at is None}
