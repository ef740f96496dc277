"""Gives a whole case out of SecondOp, readable without it: to a folder or as one zip file, not encrypted."""

from __future__ import annotations

import errno
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base import outside_files, paths
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import sharings
from secondop_desktop.case.sharings import EXPORTED, Sharing
from secondop_desktop.flows.give_story import Story
from secondop_desktop.flows.given_files import FilePlan
from secondop_desktop.handover.parcel_out import FolderOut, ParcelOut, ZipOut
from secondop_desktop.vault.vault import Vault

WHAT, MYSELF = "whole_case", "myself"
"""How the log of what left the case calls it."""
_ROOM = 64 << 20  # for lists and pages, beside files and entries
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


@dataclass(frozen=True)
class GivenOut:
    """Where the case lies now, how many files were attached, the bytes of all, and the titles of files that
    are damaged in the case and so could not be given out. `logged` says that it stands in the log.
    """

    place: Path
    files: int
    size: int
    lost: tuple[str, ...] = ()
    logged: bool = True


def name_to_offer(clock: Clock = SYSTEM_CLOCK) -> str:
    """A name for the folder or the zip file that tells nothing of an illness."""
    return tr("My whole case {day}", day=f"{clock.today():%Y-%m-%d}")


def warning() -> str:
    """What must be known before a case leaves its encryption."""
    return tr(
        "These files are not encrypted: whoever has them can read them. To be rid of them, delete them and "
        "empty the trash. A disk, a stick or a cloud may keep copies all the same."
    )


def free_folder(inside: Path, clock: Clock = SYSTEM_CLOCK) -> Path:
    """A folder that does not exist yet, in the one that was chosen."""
    name = name_to_offer(clock)
    return next(one for one in _numbered(inside, name) if not one.exists())


def _numbered(inside: Path, name: str) -> Iterator[Path]:
    yield inside / name
    yield from (inside / f"{name} ({number})" for number in itertools.count(2))


def give_out(
    vault: Vault,
    place: Path,
    progress: Progress = NO_PROGRESS,
    *,
    zipped: bool = False,
    clock: Clock = SYSTEM_CLOCK,
) -> GivenOut:
    """Write the whole case to `place`: a new folder, or a zip file (an old one gives way).

    It is made beside its place under a hidden name first. Raises UserError when there is no room or nothing
    may be written there, and Cancelled; nothing is left then.
    """
    _must_fit(vault, place, zipped=zipped)
    try:
        with outside_files.folder(place) as part:
            whole = part / "whole"
            out: ParcelOut = (
                ZipOut(whole, clock.now().astimezone(clock.zone())) if zipped else FolderOut(whole)
            )
            try:
                story = Story(vault, out, part, clock, progress)
                story.tell()
            finally:
                if isinstance(out, ZipOut):
                    out.give_up()
            whole.replace(place) if zipped else whole.rename(place)
            paths.sync_folder(place.parent)
    except OSError as error:
        raise _refused(error) from error
    done = GivenOut(place, len(story.files), story.size, tuple(story.lost.values()), not vault.read_only)
    if not vault.read_only:
        _note(vault, done, clock)
    return done


def _must_fit(vault: Vault, place: Path, *, zipped: bool) -> None:
    if place.absolute().is_relative_to(vault.folder.absolute()):
        raise UserError(
            tr("This folder belongs to your encrypted case, so nothing else can be put there."),
            tr("Nothing was written. Please choose another folder."),
        )
    if place.exists() and not (zipped and place.is_file()):
        raise UserError(
            tr("There is something in this place already."),
            tr("Nothing was written. Please choose another name or folder."),
        )
    try:
        free = shutil.disk_usage(place.parent).free
    except OSError as error:
        raise _refused(error) from error
    if free < size_of(vault):
        raise _no_room()


def size_of(vault: Vault) -> int:
    """About how many bytes the whole case takes; rather too many."""
    with vault.connection() as connection:
        pages, size = (
            int(connection.exec_driver_sql(f"PRAGMA {what}").scalar() or 0)
            for what in ("page_count", "page_size")
        )
    plan = FilePlan()
    with vault.read() as session:
        plan.add_all(session)
    held = 0
    for blob in plan.files:
        try:
            with vault.blobs.open(blob) as opened:
                held += opened.size
        except UserError:
            continue
    return held + 3 * pages * size + _ROOM


def _no_room() -> UserError:
    return UserError(
        tr("There is not enough room on this disk for the whole case. Your case is safe."),
        tr("Nothing was left there. Please choose another disk, or make some room."),
    )


def _refused(error: OSError) -> UserError:
    if error.errno in _FULL:
        return _no_room()
    return UserError(
        tr("The case could not be written there. Your case is safe."),
        tr("Nothing was left there. Please choose a folder that you can write in."),
    )


def _note(vault: Vault, done: GivenOut, clock: Clock) -> None:
    """Write into the log that the case was given out; the pages themselves are not kept once more."""
    files = trn("{n} file", "{n} files", done.files)
    with vault.write() as session:
        sharings.keep(
            session,
            Sharing(
                what=WHAT,
                recipient=MYSELF,
                how=EXPORTED,
                given_at=clock.now(),
                size=done.size,
                contents=tr("The whole case, not encrypted, with {files}", files=files),
            ),
        )
