"""Takes files out of an archive or an e-mail: each becomes a record of its own, the outer one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.take_in import Details, take_in_member
from secondop_desktop.intake.kinds import CONTAINERS
from secondop_desktop.reading import limits
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.reading.remarks import MEMBERS_LEFT, said

if TYPE_CHECKING:
    from secondop_desktop.reading.pages import Opened
    from secondop_desktop.reading.reader import Reader
    from secondop_desktop.vault.vault import Vault


def unpack(
    vault: Vault, reader: Reader, document: Document, opened: Opened, progress: Progress = NO_PROGRESS
) -> str:
    """Take in what is inside the open file; what comes back says what was left out, or is empty.

    What came out of a container itself is not taken apart again. Doing it twice adds nothing twice, so that
    it goes on after a crash; what the person threw away stays thrown away.
    """
    left = dict(opened.remarks)
    inside = opened.members if document.file_kind in CONTAINERS else 0
    refused = opened.members - inside
    room = limits.MOST_TAKEN_OUT
    details = Details(
        facility=document.facility,
        doctor_id=document.doctor_id,
        note=tr("Came with “{title}”.", title=document.title),
    )
    for number in range(1, inside + 1):
        progress.at((number - 1) / inside, tr("Taking files out of {title}", title=document.title))
        try:
            name, content = reader.member(number)
        except Unreadable:
            refused += 1
            continue
        room -= len(content)
        if room < 0:
            refused += inside - number + 1
            break
        if content:
            take_in_member(vault, content, name, details, vault.clock)
    left[MEMBERS_LEFT] = left.get(MEMBERS_LEFT, 0) + refused
    return said(left)
