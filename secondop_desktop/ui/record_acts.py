"""What can be done with a whole record: a copy saved, thrown away, read again, read with its password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, documents
from secondop_desktop.flows import read_waiting
from secondop_desktop.flows.save_copy import name_of_copy, save_copy
from secondop_desktop.reading.errors import Protected
from secondop_desktop.ui.dialogs.confirm import confirm
from secondop_desktop.ui.dialogs.files import save_file
from secondop_desktop.ui.places import BACK

if TYPE_CHECKING:
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.case.documents import Document
    from secondop_desktop.ui.screen import Screen
    from secondop_desktop.vault.vault import Vault


def read_locked(screen: Screen, record_id: str, password: str) -> None:
    """Read a PDF that opens with a password, in the background."""
    workers = read_waiting.Workers()

    def flow(vault: Vault, progress: Progress) -> bool:
        try:
            read_waiting.read_locked(vault, record_id, password, progress, workers)
        except Protected:
            return False  # the view says so already
        return True

    job = screen.work.start(tr("Reading a locked PDF."), flow)
    job.stopping.connect(workers.stop)


def read_again(screen: Screen, record_id: str) -> None:
    """Put a record that could not be read back into the queue."""
    tray = screen.house.tray
    if tray is not None:
        screen.work.write(
            screen,
            lambda session: documents.read_again(session, [record_id]),
            lambda _: tray.reader.go_on(),
        )


def save_a_copy(screen: Screen, record: Document) -> None:
    """Save the file outside of the case, after the warning."""
    agreed = confirm(
        screen,
        tr("Save a copy outside of your case?"),
        tr(
            "The copy is not encrypted: everybody who can open files on this computer can read it. "
            "The record in your case stays as it is."
        ),
        tr("Save a copy"),
    )
    file = save_file(screen, tr("Save a copy of the file"), name_of_copy(record)) if agreed else None
    if file is None:
        return
    job = screen.work.start(tr("Saving a copy."), lambda vault, _: save_copy(vault, record, file))
    saved = tr("The copy is saved as {name}. It is not encrypted.", name=file.name)
    job.finished.connect(lambda _: screen.notices.tell(saved))


def throw_away(screen: Screen, record: Document) -> None:
    """Put a record into the bin, with a way back, and leave its page."""
    identity, title, clock = record.id, record.title, screen.house.clock
    work, notices = screen.work, screen.notices

    def gone(_: object) -> None:
        notices.tell(tr("“{title}” is in the bin.", title=title), work.undo.way_back())
        screen.asked_for.emit(BACK)

    work.write(
        screen,
        lambda session: bin.throw_away(session, "document", identity, clock),
        gone,
        name=tr("delete the record"),
    )
