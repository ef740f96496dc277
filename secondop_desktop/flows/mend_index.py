"""Looks at the indexes of a case that was opened, and makes them anew when they do not fit the entries."""

from __future__ import annotations

from sqlalchemy import func, select

from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Page
from secondop_desktop.vault import indexes
from secondop_desktop.vault.errors import not_as_written
from secondop_desktop.vault.vault import Vault

MOST_PAGES = 2_000
"""Of so many texts the index is looked at each time; of more only by a check of the whole case."""


def mend_index(vault: Vault, progress: Progress = NO_PROGRESS) -> bool:
    """Whether an index had to be made anew. No entry is changed.

    Raises CaseDamaged when an index cannot be read or made anew, Cancelled, and UserError when the disk
    refuses. A case that may only be looked at keeps its index: then CaseDamaged says that it is damaged.
    """
    whole = all(
        indexes.table_whole(vault, table) for table in progress.part(0.0, 0.5).each(indexes.tables_of(vault))
    )
    if whole and _texts(vault) <= MOST_PAGES:
        progress.at(0.5)
        whole = indexes.texts_whole(vault)
    if whole:
        return False
    if vault.read_only or not vault.adds_up():
        raise not_as_written()
    indexes.make_anew(vault)
    return True


def _texts(vault: Vault) -> int:
    with vault.connection() as connection:
        return connection.scalar(select(func.count()).select_from(Page)) or 0
