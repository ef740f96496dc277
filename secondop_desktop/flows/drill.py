"""Tries out copies: the newest of each place is brought back into a private folder, proved and deleted."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import short_day
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows.back_up import back_up, blob_names, entry_of
from secondop_desktop.vault import copy_place
from secondop_desktop.vault import generations as copies
from secondop_desktop.vault.bring_back import bring_back
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret
from secondop_desktop.vault.generations import Generation
from secondop_desktop.vault.snapshot import Snapshot
from secondop_desktop.vault.vault import Vault

EVERY = timedelta(days=30)
_SPARE_ROOM = 64 * 1024 * 1024  # bytes that a try leaves free on the disk of the cache


@dataclass(frozen=True)
class Drilled:
    """What a try found. `generation` is the copy the sentence speaks of, the newest one when all is well.

    `places` are those whose newest copy was brought back whole.
    """

    day: date
    generation: Generation | None
    ok: bool
    sentence: str
    places: tuple[Path, ...]


def drill(
    places: Sequence[Path],
    key: bytes,
    ways: Ways,
    clock: Clock = SYSTEM_CLOCK,
    progress: Progress = NO_PROGRESS,
) -> Drilled:
    """Bring back the newest copy of each place that can be reached, for a try; the case is not touched.

    Raises Cancelled only.
    """
    tried: list[Generation] = []
    first_bad: tuple[Generation | None, str] | None = None
    for done, place in enumerate(places):
        step = progress.part(done / len(places), (done + 1) / len(places))
        newest, problem = _try_place(place, key, ways, step)
        if newest is not None and not problem:
            tried.append(newest)
        elif problem and first_bad is None:
            first_bad = newest, problem
    whole = tuple(one.place for one in tried)
    if first_bad is not None:
        return Drilled(clock.today(), first_bad[0], False, first_bad[1], whole)
    if not tried:
        return Drilled(clock.today(), None, False, tr("There is no copy of this case yet."), ())
    newest = max(tried, key=lambda one: one.number)
    return Drilled(clock.today(), newest, True, _went_well(newest, clock), whole)


def _went_well(newest: Generation, clock: Clock) -> str:
    day = short_day(newest.made.astimezone(clock.zone()).date())
    return tr(
        "The copy of {day} was brought back for a try. Every entry and every file in it is whole.", day=day
    )


def _try_place(place: Path, key: bytes, ways: Ways, progress: Progress) -> tuple[Generation | None, str]:
    """The newest copy of a place and what is wrong with it; an empty sentence when it is whole."""
    newest = None
    try:
        with copy_place.in_words():
            newest = next(iter(copies.listed(place)), None)
            troubled = _try(newest, key, ways, progress) if newest is not None else ()
    except WrongSecret:
        return newest, tr("The newest copy still has an earlier passphrase. Please make a new copy.")
    except CaseDamaged:
        return newest, tr("The newest copy is damaged. Your case is safe. Please make a new copy.")
    except UserError as error:
        return newest, error.sentence
    return newest, _files_troubled(len(troubled)) if troubled else ""


def _files_troubled(number: int) -> str:
    said = trn(
        "{n} file in the newest copy is damaged or missing.",
        "{n} files in the newest copy are damaged or missing.",
        number,
    )
    return f"{said} {tr('Your case is safe. Please make a new copy.')}"


def _try(newest: Generation, key: bytes, ways: Ways, progress: Progress) -> tuple[str, ...]:
    """The names of files that could not be brought back."""
    private = Snapshot.empty()
    try:
        if _size(newest.place) + _SPARE_ROOM > shutil.disk_usage(private.folder).free:
            # No room to bring the files back as well: they are read to their end where they lie.
            return copies.prove(newest, key, ways, blob_names, progress).troubled
        folder = copy_place.own_folder(private.folder / "case")
        return bring_back(newest, key, ways, folder, blob_names, progress=progress)
    finally:
        private.remove()


def _size(place: Path) -> int:
    """How many bytes lie in a place; more than one copy of it needs."""
    return sum(file.stat().st_size for file in place.rglob("*") if file.is_file())


def drill_and_mend(
    vault: Vault, places: Sequence[Path], ways: Ways, progress: Progress = NO_PROGRESS
) -> Drilled:
    """Try out the copies of an open case; when one is not whole, make a new one at once, every file read."""
    drilled = drill(places, vault.key, ways, vault.clock, progress.part(0.0, 0.6))
    if drilled.ok or vault.read_only:
        return drilled
    back_up(vault, places, progress.part(0.6, 0.8), thorough=True)
    again = drill(places, vault.key, ways, vault.clock, progress.part(0.8, 1.0))
    if not again.ok or drilled.generation is None:
        return again
    said = tr("The newest copy was damaged, so a new one was made.")
    return Drilled(again.day, again.generation, True, f"{said} {again.sentence}", again.places)


def due(known: Settings, case_id: str, clock: Clock = SYSTEM_CLOCK) -> bool:
    """Whether it is a month since a copy of this case was last tried out, or the clock was set back."""
    last = last_drill(known, case_id)
    return last is None or not timedelta(0) <= clock.today() - last < EVERY


def last_drill(known: Settings, case_id: str) -> date | None:
    """The day a copy of this case was last brought back whole for a try."""
    days = []
    for entry in known.copies.get(case_id, []):
        try:
            days.append(date.fromisoformat(entry.get("drilled", "")))
        except ValueError:
            continue
    return max(days, default=None)


def note(known: Settings, case_id: str, drilled: Drilled) -> None:
    """Write down in the settings which places were tried out; the caller saves them."""
    for place in drilled.places:
        entry_of(known, case_id, place)["drilled"] = drilled.day.isoformat()
