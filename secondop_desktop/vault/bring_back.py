"""Fills an empty folder with the case of a generation, and proves it there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import cipher, copy_place
from secondop_desktop.vault.case_file import BLOBS, DATABASE, READ_ME, Ways, read_me
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.generations import Generation, must_be_whole
from secondop_desktop.vault.pages import key_fits_some_page
from secondop_desktop.vault.vault import Vault


def bring_back(
    generation: Generation,
    key: bytes,
    ways: Ways,
    folder: Path,
    names_of: Callable[[Vault], Collection[str]],
    more: Sequence[Path] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[str, ...]:
    """Make a case of a generation in the empty `folder`; answer the names of files that nowhere are whole.

    `names_of` tells the attached files of the case; they are taken from the place of the generation, else
    from the folders `more`. Raises WrongSecret, CaseDamaged when the generation is not as it was written,
    and OSError of either disk; the caller removes the folder then.
    """
    database = folder / DATABASE
    copy_place.own_folder(folder / BLOBS)
    progress.at(0.0, tr("Bringing the entries back"))
    if not key_fits_some_page(generation.file, key, cipher.read_salt(generation.file)):
        raise WrongSecret
    cipher.make_private(database)
    shutil.copyfile(generation.file, database)
    copy_place.flush(database)
    salt = cipher.read_salt(database)
    vault = Vault(
        folder, database, key, salt, clock=ways.clock, why_read_only=tr("This is a copy of the case.")
    )
    try:
        must_be_whole(vault, progress.part(0.1, 0.3))
        places = (generation.place / copy_place.BLOBS, *more)
        missing = _files(vault, names_of(vault), places, progress.part(0.3, 1.0))
    finally:
        vault.close()
    cipher.drop_journal(database)
    paths.write_safely(folder / READ_ME, read_me())
    for changed in (folder / BLOBS, folder):
        copy_place.flush_folder(changed)
    return missing


def _files(
    vault: Vault, names: Collection[str], places: Sequence[Path], progress: Progress
) -> tuple[str, ...]:
    """Copy the attached files into the folder of a case; answer the names of those that nowhere are whole."""
    here = vault.blobs.beside(vault.folder / BLOBS)
    sources = [vault.blobs.beside(place) for place in places]
    steps = progress.each(sorted(names), tr("Bringing back file {done} of {total}"))
    return tuple(name for name in steps if not here.take_from(name, sources))
