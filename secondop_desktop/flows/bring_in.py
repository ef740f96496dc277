"""Makes a new encrypted case of one that was given out; what is damaged is named, the rest is brought in."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BufferedReader
from pathlib import Path

from secondop_desktop.base import paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.flows import restore
from secondop_desktop.flows.bring_in_entries import Entries, Troubles
from secondop_desktop.flows.bring_in_history import Past
from secondop_desktop.handover import mark as marks
from secondop_desktop.handover import parcel_in
from secondop_desktop.handover.given import MARK
from secondop_desktop.handover.mark import Attached, Mark, Newer, NotOne
from secondop_desktop.handover.parcel_in import Broken, Checked, NotThere, ParcelIn
from secondop_desktop.vault import case_file, recovery
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.vault import Vault

_ROOM = 32 << 20


@dataclass(frozen=True)
class Found:
    """What a folder or a zip file says it holds: when and by which program it was made, how many entries
    and how many attached files, and the bytes of all of that.
    """

    made: str
    program: str
    entries: int
    files: int
    size: int

    def day(self) -> date | None:
        """The day on which it was made, when that can be read."""
        try:
            return datetime.fromisoformat(self.made).date()
        except ValueError:
            return None


@dataclass(frozen=True)
class BroughtIn:
    """The new case, open; the lines of its recovery sheet; how much it holds; what is missing, in words."""

    vault: Vault
    recovery_lines: tuple[str, ...]
    entries: int
    files: int
    troubles: tuple[str, ...] = ()


def look(place: Path) -> Found:
    """What a folder or a zip file holds, without bringing it in; UserError when it is none of ours."""
    with _parcel(place) as (parcel, mark):
        files = size = 0
        for one in _attached(parcel, mark, Troubles()):
            files += one.known is not None
            size += one.known.size if one.known else 0
        entries = sum(known.entries for known in mark.families.values())
        return Found(mark.made, mark.program, entries, files, size + mark.size)


def bring_in(
    place: Path, folder: Path, passphrase: str, ways: Ways, progress: Progress = NO_PROGRESS
) -> BroughtIn:
    """Make a case in `folder`, which must not exist or be empty, of the folder or zip file `place`.

    It is made under another name first; nothing is left of it when it fails, and neither `place` nor any
    other case is changed. Raises FieldError for the passphrase and the folder, UserError and Cancelled.
    """
    case_file.must_be_free(folder)
    with _parcel(place) as (parcel, mark):
        part = restore.part_for(folder)
        try:
            paths.new_folder(folder.parent)
            restore.sweep_parts(folder)
            _must_fit(
                folder, sum(one.known.size for one in _attached(parcel, mark, Troubles()) if one.known), mark
            )
            vault = case_file.create(part, passphrase, ways)
            try:
                story = _Story(vault, parcel, mark)
                entries, files = story.tell(progress)
                key = vault.key
            finally:
                vault.close()
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            paths.sync_folder(folder.parent)
        except OSError as error:
            raise _could_not() from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
    opened = case_file.open_with_key(folder, key, ways)
    return BroughtIn(opened, recovery.sheet(key), entries, files, story.troubles.told())


class _Story:
    """One run: attached files first, because entries name them."""

    def __init__(self, vault: Vault, parcel: ParcelIn, mark: Mark) -> None:
        self.vault, self.parcel, self.mark = vault, parcel, mark
        self.troubles = Troubles()

    def tell(self, progress: Progress) -> tuple[int, int]:
        """How many entries and files are in the new case."""
        files, whole = self._files(progress.part(0.0, 0.7))
        past = Past(self.vault, self.parcel, self.mark, files, self.troubles)
        past.bring(progress.part(0.7, 0.8))
        entries = Entries(self.vault, self.parcel, self.mark, files, self.troubles)
        entries.bring(progress.part(0.8, 1.0))
        past.close(entries.there)
        if not self.vault.adds_up():  # pragma: no cover - the disk lost what it had taken
            raise _could_not()
        return entries.written, whole

    def _files(self, progress: Progress) -> tuple[dict[str, str], int]:
        """The names in the new case by path, and how many are whole. One that is lost has a name too."""
        named = _Names(self.troubles)
        found = list(_attached(self.parcel, self.mark, self.troubles))
        whole = 0
        for one in progress.each(found, tr("Bringing in file {done} of {total}")):
            kept = self._kept(one)
            whole += bool(kept)
            named[one.path] = kept or _name_of_lost(one.path)
        return named, whole

    def _kept(self, one: Attached) -> str:
        called = one.title or one.path
        if one.known is None:
            self.troubles.add(tr("“{title}”: its file was lost before it was given out.", title=called))
            return ""
        try:
            stream = self.parcel.open(one.path)
        except (NotThere, Broken):
            self.troubles.add(tr("“{title}”: its file {path} is missing.", title=called, path=one.path))
            return ""
        try:
            with BufferedReader(Checked(stream, one.known.size, one.known.sha256, strict=True)) as checked:
                return self.vault.blobs.keep(checked).name
        except Broken:
            self.troubles.add(
                tr(
                    "“{title}”: its file {path} is not the one that was given out. It is damaged or was "
                    "changed, so it was left out.",
                    title=called,
                    path=one.path,
                )
            )
            return ""


class _Names(dict[str, str]):
    """The names of attached files by their paths; one that is not listed is lost, and its entry stays."""

    def __init__(self, troubles: Troubles) -> None:
        super().__init__()
        self._troubles = troubles

    def __missing__(self, path: str) -> str:
        self._troubles.add(tr("The file {path} is not in the list of files.", path=path[:200]))
        self[path] = _name_of_lost(path)
        return self[path]


def _name_of_lost(path: str) -> str:
    """A name that no file of a case has, so that the entry says that its file is missing."""
    return hashlib.sha256(path.encode()).hexdigest()


@contextmanager
def _parcel(place: Path) -> Iterator[tuple[ParcelIn, Mark]]:
    """The opened parcel with its mark; whatever is wrong with it in a sentence."""
    try:
        with parcel_in.opened(place, MARK) as parcel:
            yield parcel, marks.read(parcel)
    except (NotOne, Broken, NotThere) as error:
        raise UserError(
            tr("This is not a case that SecondOp gave out, or it is not whole. Nothing was changed."),
            tr("Please choose the folder with index.html in it, or the zip file as it was saved."),
        ) from error
    except Newer as error:
        raise UserError(
            tr(
                "This was given out by a newer version ({program}). Nothing was changed.",
                program=error.program,
            ),
            tr("Please update SecondOp, then bring it in."),
        ) from error
    except OSError as error:
        raise _could_not() from error


def _attached(parcel: ParcelIn, mark: Mark, troubles: Troubles) -> Iterator[Attached]:
    """The attached files as far as their list can be read."""
    try:
        for one in marks.attached(parcel, mark):
            if one is None:
                troubles.add(tr("A line of the list of files cannot be read."))
            else:
                yield one
    except (NotThere, Broken):
        troubles.add(
            tr("The list of files was changed or damaged. Files that it does not name are not brought in.")
        )


def _must_fit(folder: Path, files: int, mark: Mark) -> None:
    """Refuse what this disk has no room for before anything is unpacked."""
    if shutil.disk_usage(folder.parent).free < files + 3 * mark.size + _ROOM:
        raise UserError(
            tr("There is not enough room on this disk for the new case. Nothing was changed."),
            tr("Please choose another disk, or make some room."),
        )


def _could_not() -> UserError:
    return UserError(
        tr("The case could not be brought in. Nothing was changed, and nothing of it was left here."),
        tr("Is there enough room, and may you write there? Is the disk it comes from connected?"),
    )
