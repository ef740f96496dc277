"""Clears away encrypted files that no entry speaks of: a crash between storing a file and writing its row."""

from __future__ import annotations

from datetime import timedelta

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case.documents import Document
from secondop_desktop.vault.history import values_ever
from secondop_desktop.vault.vault import Vault

GRACE = timedelta(days=1)


def sweep_leftovers(vault: Vault, clock: Clock = SYSTEM_CLOCK) -> int:
    """Remove files older than a day that no document, also none in the bin or the history, has ever named.

    Answers how many were removed. A case that may only be looked at is left alone.
    """
    if vault.read_only:
        return 0
    with vault.connection() as connection:
        known = values_ever(connection, Document.__tablename__, "blob")
    swept = vault.blobs.sweep(known, GRACE.total_seconds(), clock.now())
    return len(swept.orphans) + swept.parts
