"""Keeps copies of a case in safe places: which places there are, what each holds, and how a copy is made."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from secondop_desktop.base import paths, settings
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.base.settings import Settings
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.vault import copy_place, generations
from secondop_desktop.vault.copy_place import PlaceTrouble
from secondop_desktop.vault.errors import not_as_written
from secondop_desktop.vault.generations import Generation
from secondop_desktop.vault.history import values_ever
from secondop_desktop.vault.vault import Vault

COPIES = "SecondOp copies"
WITH_FILES = tuple(kind.__tablename__ for kind in (Document, Photo, Recording, SoundOriginal, Sharing))
"""The families whose entries name an attached file, in their column `blob`."""
_CASE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Copied:
    """What became of the copy for one place.

    `made` is when the place was last known to hold the case as it is. `generation` is None when no copy of
    the entries could be made. `safe` says that everything that is whole in the case is in this place. `took`
    is in seconds.
    """

    place: Path
    made: datetime
    generation: Generation | None
    problem: UserError | None
    safe: bool
    took: float = 0.0


@dataclass(frozen=True)
class SafeCopy:
    """The newest copy that is known of in a place; `reachable` says that it can be looked at now."""

    place: Path
    made: datetime
    reachable: bool


def first_place(vault: Vault) -> Path:
    """Where copies of a case lie on this computer."""
    return _on_this_computer() / _checked(vault.case_id)


def all_first_places() -> list[Path]:
    """The folders with copies on this computer, of every case there ever was on it."""
    home = _on_this_computer()
    return sorted(place for place in home.iterdir() if copy_place.is_there(place)) if home.is_dir() else []


def all_places(known: Settings) -> list[Path]:
    """Every place that is known of any case: on this computer, and wherever a person chose one."""
    chosen = [place_in(Path(folder), case_id) for case_id, folder in known.second_place.items()]
    return [*all_first_places(), *chosen]


def _on_this_computer() -> Path:
    return paths.data_folder() / "backups"


def place_in(folder: Path, case_id: str) -> Path:
    """Where copies of a case lie in a folder that a person chose."""
    return folder / COPIES / _checked(case_id)


def _checked(case_id: str) -> str:
    """The id as a name of a folder; a case that somebody else made must not lead anywhere."""
    if not _CASE_ID.fullmatch(case_id):
        raise not_as_written()
    return case_id


def places_of(known: Settings, vault: Vault) -> list[Path]:
    """The places for copies of a case: on this computer, and where the person chose."""
    return places_for(known, vault.case_id)


def places_for(known: Settings, case_id: str) -> list[Path]:
    """The same for a case that cannot be opened, by the name it has for itself."""
    chosen = known.second_place.get(case_id, "")
    here = _on_this_computer() / _checked(case_id)
    return [here, *([place_in(Path(chosen), case_id)] if chosen else [])]


def choose_second_place(known: Settings, vault: Vault, folder: Path) -> Path:
    """Take a folder as the second place for copies and prepare it; the caller saves the settings.

    Raises FieldError("folder") when it cannot be one, PlaceTrouble when nothing can be written there.
    """
    place = prepare_chosen(vault, folder)
    known.second_place[vault.case_id] = str(folder.absolute())
    return place


def prepare_chosen(vault: Vault, folder: Path) -> Path:
    """Prepare a folder for copies of a case without remembering it. Raises as `choose_second_place`."""
    whole = folder.resolve()
    if whole.is_relative_to(vault.folder.resolve()):
        raise FieldError(
            "folder",
            tr("This folder lies inside the case itself, so a copy there would be lost with it."),
            tr("Nothing was changed. Please choose a folder outside of the case, best on another disk."),
        )
    if whole.is_relative_to(_on_this_computer().resolve()):
        raise FieldError(
            "folder",
            tr("SecondOp keeps copies in this folder already."),
            tr("Nothing was changed. Please choose another folder, best on another disk."),
        )
    if not folder.is_dir():
        raise FieldError(
            "folder",
            tr("There is no such folder."),
            tr("Nothing was changed. Is the disk or stick connected? Then choose it again."),
        )
    place = place_in(folder.absolute(), vault.case_id)
    copy_place.prepare(place)
    return place


def forget_second_place(known: Settings, case_id: str) -> None:
    """Make no more copies in the second place; those that are there stay. The caller saves the settings."""
    chosen = known.second_place.pop(case_id, "")
    if chosen:
        gone = str(place_in(Path(chosen), case_id))
        known.copies[case_id] = [one for one in known.copies.get(case_id, []) if one.get("place") != gone]


def back_up(
    vault: Vault,
    places: Sequence[Path],
    progress: Progress = NO_PROGRESS,
    *,
    always: bool = True,
    thorough: bool = False,
) -> list[Copied]:
    """Copy an open case into each place; the trouble of one place never keeps the others from their copy.

    A case that may only be looked at is not copied: the answer is empty then. Without `always` a place whose
    newest copy holds exactly these entries gets no second one. With `thorough` every attached file that is
    there already is read to its end, and replaced when it is damaged. Raises Cancelled only.
    """
    if vault.read_only:
        return []
    copied: list[Copied] = []
    with _one_at_a_time:
        number = generations.next_number({first_place(vault), *places})
        for done, place in enumerate(places):
            step = progress.part(done / len(places), (done + 1) / len(places))
            run = _Run(vault, place, number, step, always, thorough)
            began = vault.clock.monotonic()
            try:
                with copy_place.in_words():
                    copied.append(run.copy([one.generation for one in copied if one.generation]))
            except UserError as problem:
                copied.append(Copied(place, vault.clock.now(), None, problem, False))
            copied[-1] = replace(copied[-1], took=vault.clock.monotonic() - began)
    return copied


@dataclass(frozen=True)
class _Run:
    """One copy into one place."""

    vault: Vault
    place: Path
    number: int
    progress: Progress
    always: bool
    thorough: bool

    def copy(self, fresh: Sequence[Generation]) -> Copied:
        """Copy files and entries; `fresh` are the generations that other places just got."""
        if self.place == first_place(self.vault):
            for folder in (paths.data_folder(), _on_this_computer()):
                copy_place.own_folder(folder)
            copy_place.prepare(self.place)
        elif not copy_place.is_there(self.place):
            raise copy_place.not_there()
        names = blob_names(self.vault)
        trouble, problem = self._files(names, self.progress.part(0.0, 0.6))
        generation = self._entries(fresh)
        # What was attached while the copy was made is in it too.
        more = blob_names(self.vault) - names
        more_trouble, more_problem = self._files(more, self.progress.part(0.9, 1.0))
        generations.prune(self.place, generation)
        trouble, problem = trouble + more_trouble, problem or more_problem
        found = problem or (_files_missing(trouble) if trouble else None)
        return Copied(self.place, self.vault.clock.now(), generation, found, problem is None)

    def _files(self, names: set[str], progress: Progress) -> tuple[int, PlaceTrouble | None]:
        """How many files of the case are damaged or missing, and what kept the place from taking them.

        A disk without room for a large scan may still have room for the entries.
        """
        try:
            found = generations.copy_blobs(self.vault, names, self.place, progress, thorough=self.thorough)
        except PlaceTrouble as problem:
            return 0, problem
        return len(found), None

    def _entries(self, fresh: Sequence[Generation]) -> Generation:
        progress = self.progress.part(0.6, 0.9)
        if not self.always:
            newest = next(iter(_own(self.place, self.vault)), None)
            if newest is not None and generations.holds_present(newest, self.vault):
                return newest
        for generation in fresh:
            try:
                return generations.carry(generation, self.place, progress)
            except PlaceTrouble:
                continue  # whichever disk it was: a copy straight from the case tells
        return generations.make(self.vault, self.place, progress, number=self.number)


def _own(place: Path, vault: Vault) -> list[Generation]:
    """The copies of this very case, newest first; another laptop's may lie beside them."""
    own = generations.origin_of(vault)
    return [one for one in generations.listed(place) if one.origin == own]


def _files_missing(number: int) -> UserError:
    return UserError(
        trn(
            "{n} attached file of the case is damaged or missing, so it could not be copied.",
            "{n} attached files of the case are damaged or missing, so they could not be copied.",
            number,
        ),
        tr("Everything else was copied. Please check the case: the check names them."),
    )


def blob_names(vault: Vault) -> set[str]:
    """The attached files that any entry names, also one in the bin or in the history."""
    with vault.connection() as connection:
        return set().union(*(values_ever(connection, family, "blob") for family in WITH_FILES))


def note(known: Settings, case_id: str, copied: Sequence[Copied]) -> None:
    """Write down in the settings what is now known to be safe; the caller saves them."""
    for one in copied:
        if one.safe:
            entry_of(known, case_id, one.place)["made"] = one.made.isoformat()


def entry_of(known: Settings, case_id: str, place: Path) -> dict[str, str]:
    """What the settings know of one place of a case; made when they know nothing."""
    entries = known.copies.setdefault(case_id, [])
    for entry in entries:
        if entry.get("place") == str(place):
            return entry
    entries.append({"place": str(place)})
    return entries[-1]


def last_safe_copies(known: Settings, vault: Vault) -> list[SafeCopy]:
    """What is known of safe copies in the places of a case, place by place.

    A place that can be reached is looked at: one whose copies somebody removed has none. Of one that cannot
    be reached, the settings tell.
    """
    found = []
    for place in places_of(known, vault):
        noted = _moment(_known_of(known, vault.case_id, place).get("made", ""))
        try:
            reachable = copy_place.is_there(place) and os.access(place, os.R_OK)
            there = _own(place, vault)
        except PlaceTrouble:
            reachable, there = False, []
        if reachable:
            noted = max(noted or there[0].made, there[0].made) if there else None
        if noted is not None:
            found.append(SafeCopy(place, noted, reachable))
    return found


def _known_of(known: Settings, case_id: str, place: Path) -> dict[str, str]:
    return next((one for one in known.copies.get(case_id, []) if one.get("place") == str(place)), {})


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def back_up_now(vault: Vault) -> list[Copied]:
    """Copy a case into the places that the settings name, unless they hold it as it is."""
    return back_up(vault, places_of(settings.load(), vault), always=False)


def before_upgrade(vault: Vault) -> None:
    """Copy a case before its tables are changed; raises UserError when no place took a copy."""
    copied = back_up_now(vault)
    problems = [one.problem for one in copied if one.problem is not None]
    if problems and not any(one.generation for one in copied):
        raise problems[0]
