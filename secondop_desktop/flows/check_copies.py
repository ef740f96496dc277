"""Reads the newest safe copy in each place to its end and says whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.flows.back_up import blob_names
from secondop_desktop.flows.item_words import moment_near
from secondop_desktop.vault import generations
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret
from secondop_desktop.vault.generations import Generation


@dataclass(frozen=True)
class CheckedCopy:
    """What became of one place: the folder, whether its newest copy is whole, and a sentence."""

    place: str
    whole: bool
    sentence: str


def check_copies(
    places: Sequence[Path], key: bytes, ways: Ways, progress: Progress = NO_PROGRESS
) -> list[CheckedCopy]:
    """Check the newest copy of each place that has one; nothing is changed. Raises Cancelled."""
    found = []
    for done, place in enumerate(places):
        part = progress.part(done / len(places), (done + 1) / len(places))
        try:
            newest = next(iter(generations.listed(place)), None)
            if newest is None:
                continue
            whole, said = _judged(newest, key, ways, part)
        except UserError as error:
            found.append(CheckedCopy(str(place), False, error.sentence))
        else:
            when = moment_near(newest.made, ways.clock)
            found.append(CheckedCopy(str(place), whole, said.format(when=when, place=place)))
    return found


def _judged(newest: Generation, key: bytes, ways: Ways, progress: Progress) -> tuple[bool, str]:
    """Whether a copy is whole, and the sentence about it with room for its moment and its place."""
    try:
        troubled = generations.prove(newest, key, ways, blob_names, progress).troubled
    except WrongSecret:
        return False, tr("The safe copy of {when} in {place} has an earlier passphrase, so it was not read.")
    except CaseDamaged:
        return False, tr("The safe copy of {when} in {place} is damaged. Please make a new one.")
    if troubled:
        return False, tr("The safe copy of {when} in {place} lacks a file. Please make a new one.")
    return True, tr("The safe copy of {when} in {place} is whole.")
