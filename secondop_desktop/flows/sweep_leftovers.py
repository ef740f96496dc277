"""Clears away encrypted files that no entry speaks of: a crash between storing a file and writing its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from secondop_desktop.base import settings
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.flows import back_up
from secondop_desktop.vault import generations
from secondop_desktop.vault.vault import Vault

GRACE = timedelta(days=1)


def sweep_leftovers(vault: Vault, clock: Clock = SYSTEM_CLOCK, places: Sequence[Path] | None = None) -> int:
    """Remove files older than a day that no document, also none in the bin or the history, has ever named.

    A copy in one of `places`, those of the settings if none are given, may name a file that the case itself
    does not: somebody may have put an older `case.db` back by hand. Such a file stays, and so do all when a
    copy cannot be read. Answers how many were removed. A case that may only be looked at is left alone.
    """
    if vault.read_only:
        return 0
    known = back_up.blob_names(vault)
    orphans = vault.blobs.orphans(known, GRACE.total_seconds(), clock.now())
    if orphans:
        known |= _named_by_copies(vault, places)
    swept = vault.blobs.sweep(known, GRACE.total_seconds(), clock.now())
    return len(swept.orphans) + swept.parts


def _named_by_copies(vault: Vault, places: Sequence[Path] | None) -> set[str]:
    """The files that any copy names; all there are when some copy cannot tell."""
    named: set[str] = set()
    try:
        for place in back_up.places_of(settings.load(), vault) if places is None else places:
            for one in generations.listed(place):
                named |= generations.ask(one, vault, back_up.blob_names)
    except (UserError, OSError):
        return set(vault.blobs.names())
    return named
