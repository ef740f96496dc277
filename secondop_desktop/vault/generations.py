"""Copies of a whole case, each proved before it counts, and thinned out by number.

A place holds `generations/<number>-<moment>-<origin>.db` and `blobs/ab/<name>`. A generation is the database
under its own key; attached files never change, so all generations share one copy of each. The number counts,
because clocks jump; the moment is only told. `origin` names the computer and the folder that a generation
came from: two laptops, or a case and its restored older self, may share a place, and neither thins out what
the other one made.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.vault import case_file, cipher, copy_place, manifest
from secondop_desktop.vault.blob_errors import DamagedBlob
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.digest import SetDigest, raw_from_database
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret, not_as_written
from secondop_desktop.vault.lock_file import this_computer
from secondop_desktop.vault.pages import key_fits_some_page
from secondop_desktop.vault.snapshot import Snapshot
from secondop_desktop.vault.vault import Vault

_NAME = re.compile(r"(\d{6,12})-(\d{8}T\d{6})Z-([0-9a-f]{8})\.db")
Answer = TypeVar("Answer")
_LOOK_EVERY = 500  # rows, between two looks at whether the job shall stop
LAST = 10
TIERS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda made: (made.date(), made.hour)),
    (14, lambda made: made.date()),
    (8, lambda made: made.isocalendar()[:2]),
    (24, lambda made: (made.year, made.month)),
)
"""How many hours, days, weeks and months keep their newest generation besides the last ones."""


@dataclass(frozen=True)
class Generation:
    """One copy of the database; `made` is what the clock said then, in UTC."""

    file: Path
    number: int
    made: datetime
    origin: str

    @property
    def place(self) -> Path:
        """The place it lies in."""
        return self.file.parent.parent


@dataclass(frozen=True)
class Proof:
    """What was read to its end: rows, attached files, and the names of those that are damaged or missing."""

    rows: int
    blobs: int
    troubled: tuple[str, ...]


def origin_of(vault: Vault) -> str:
    """The mark of the computer and the folder a case is kept in; it tells nothing of either."""
    whole = f"secondop copy {this_computer()} {vault.folder.resolve()}"
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def listed(place: Path) -> list[Generation]:
    """The generations of a place, newest first; none when there is no such place.

    Raises PlaceTrouble when the place is there and cannot be looked into.
    """
    with copy_place.in_words():
        try:
            files = list((place / copy_place.GENERATIONS).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        found = [one for file in files if (one := _from_name(file)) is not None]
    return sorted(found, key=lambda one: (one.number, one.made, one.origin), reverse=True)


def _from_name(file: Path) -> Generation | None:
    known = _NAME.fullmatch(file.name)
    if known is None or file.is_symlink() or not file.is_file():
        return None
    try:
        made = datetime.fromisoformat(known[2]).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Generation(file, int(known[1]), made, known[3])


def next_number(places: Iterable[Path]) -> int:
    """The number of the next generation: above all that these places hold; unreachable ones say nothing."""
    highest = 0
    for place in places:
        with contextlib.suppress(copy_place.PlaceTrouble):
            highest = max([highest, *(one.number for one in listed(place))])
    return highest + 1


def make(vault: Vault, place: Path, progress: Progress = NO_PROGRESS, *, number: int = 1) -> Generation:
    """Copy the database of an open case into a prepared place and prove the copy before it gets its name.

    Raises CaseDamaged when the case itself does not add up, PlaceTrouble when the place does not take the
    copy, and Cancelled; nothing of it is left then. Its number is at least `number`, and above all others.
    """
    origin = origin_of(vault)
    number = max([number, *(one.number + 1 for one in listed(place))])
    progress.at(0.0, tr("Making a copy of the case"))
    with copy_place.in_words():
        copy_place.sweep_parts(place, origin)
        part = copy_place.new_part(place, origin)
        try:
            cipher.make_private(part)
            made = vault.clock.now()
            rows = _copy(vault, part, progress)
            copy_place.flush(part)
            progress.at(0.4, tr("Reading the copy back"))
            if not _holds(part, vault, rows, progress.part(0.4, 0.9)):
                raise _whose_fault(vault)
            return _put_in_place(part, place, number, made, origin)
        finally:
            _drop(part)


def carry(generation: Generation, place: Path, progress: Progress = NO_PROGRESS) -> Generation:
    """Copy a generation that was just proved into another prepared place, compared byte by byte.

    Raises PlaceTrouble.
    """
    progress.at(0.0, tr("Making a copy of the case"))
    with copy_place.in_words():
        copy_place.sweep_parts(place, generation.origin)
        part = copy_place.new_part(place, generation.origin)
        try:
            cipher.make_private(part)
            shutil.copyfile(generation.file, part)
            copy_place.flush(part)
            progress.at(0.5, tr("Reading the copy back"))
            if _fingerprint(part) != _fingerprint(generation.file):
                raise copy_place.not_as_written()
            return _put_in_place(part, place, generation.number, generation.made, generation.origin)
        finally:
            _drop(part)


def _fingerprint(file: Path) -> bytes:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").digest()


def _copy(vault: Vault, part: Path, progress: Progress) -> SetDigest:
    driver = cipher.module()
    try:
        return vault.copy_into(part, progress.stop_asked)
    except driver.Error as error:
        progress.at(0.0)
        fault = _whose_fault(vault)
        if isinstance(fault, CaseDamaged) or "full" not in str(error):
            raise fault from error
        raise copy_place.trouble(OSError(copy_place.NO_ROOM, "")) from error


def _whose_fault(vault: Vault) -> UserError:
    """Why a copy is not as it should be: the case itself, or the disk of the place."""
    try:
        must_be_whole(vault)
    except CaseDamaged as error:
        return error
    return copy_place.not_as_written()


def _holds(file: Path, source: Vault, rows: SetDigest, progress: Progress = NO_PROGRESS) -> bool:
    """Whether a file opens with the key of `source` and holds exactly `rows`, each as it was written."""

    def asked(copy: Vault) -> bool:
        return copy.rows == rows and copy.adds_up() and damaged_row(copy, progress) is None

    try:
        with copy_place.in_words():
            return _ask(file, source, asked)
    except UserError:
        return False


def ask(generation: Generation, source: Vault, question: Callable[[Vault], Answer]) -> Answer:
    """What a generation with the key of `source` answers, read where it lies; UserError when it cannot be."""
    return _ask(generation.file, source, question)


def _ask(file: Path, source: Vault, question: Callable[[Vault], Answer]) -> Answer:
    salt = cipher.read_salt(file)
    copy = Vault(file.parent, file, source.key, salt, clock=source.clock, why_read_only="proof")
    try:
        return question(copy)
    finally:
        copy.close()


def must_be_whole(vault: Vault, progress: Progress = NO_PROGRESS) -> None:
    """Raise CaseDamaged when rows are missing or one of them is not as it was written."""
    if not vault.adds_up() or damaged_row(vault, progress) is not None:
        raise not_as_written()


def damaged_row(vault: Vault, progress: Progress = NO_PROGRESS) -> tuple[str, str] | None:
    """The table and the id of the first row that is not as it was written, if there is one."""
    with vault.connection() as connection:
        tables = manifest.sealed_tables(connection)
        for done, table in enumerate(tables):
            progress.at(done / len(tables))
            query = f'SELECT * FROM "{table}"'  # noqa: S608 - a name from the schema
            for number, row in enumerate(connection.exec_driver_sql(query).mappings(), 1):
                if number % _LOOK_EVERY == 0:
                    progress.at(done / len(tables))
                if not vault.seal.fits(table, raw_from_database(row), row["digest"]):  # type: ignore[arg-type]
                    return table, str(row["id"])
    return None


def _put_in_place(part: Path, place: Path, number: int, made: datetime, origin: str) -> Generation:
    moment = made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    stamp = moment.isoformat().replace("-", "").replace(":", "")
    target = place / copy_place.GENERATIONS / f"{number:06d}-{stamp}Z-{origin}.db"
    part.replace(target)
    copy_place.flush_folder(target.parent)
    return Generation(target, number, moment.replace(tzinfo=UTC), origin)


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)
        cipher.drop_journal(part)


def holds_present(generation: Generation, vault: Vault) -> bool:
    """Whether a generation holds exactly the rows that the open case holds now, under the same key."""
    return _holds(generation.file, vault, vault.rows)


def chosen(generations: Sequence[Generation]) -> set[Generation]:
    """Which of the generations of one origin, newest first, are kept: by count, never by date.

    An hour, day, week or month is only a label here. However often the clock says the same one again, or one
    of long ago, it is one label, so a clock that jumps cannot push out what is older.
    """
    kept = set(generations[:LAST])
    for most, label_of in TIERS:
        labels: set[object] = set()
        for one in generations:
            label = label_of(one.made)
            if label not in labels and len(labels) < most:
                labels.add(label)
                kept.add(one)
    return kept


def prune(place: Path, verified: Generation) -> int:
    """Remove what the rule does not keep of the generations before `verified`, which was just proved.

    Only those of the same origin; what cannot be removed stays. Answers how many were removed.
    """
    own = [one for one in listed(place) if one.origin == verified.origin and one.number <= verified.number]
    removed = 0
    for one in set(own) - chosen(own) - {verified}:
        with contextlib.suppress(OSError):
            one.file.unlink()
            removed += 1
    return removed


def copy_blobs(
    vault: Vault,
    names: Collection[str],
    place: Path,
    progress: Progress = NO_PROGRESS,
    *,
    thorough: bool = False,
) -> list[DamagedBlob]:
    """Copy the attached files that a place does not hold yet, as they lie, encrypted; each is proved.

    A file of the place that is cut short, or with `thorough` damaged anywhere, is replaced. Answers which
    files of the case itself are damaged or missing; the others are copied. Raises PlaceTrouble.
    """
    there = vault.blobs.beside(place / copy_place.BLOBS)
    troubled = []
    for name in progress.each(sorted(names), tr("Copying file {done} of {total}")):
        if there.has(name, thorough=thorough):
            continue
        part = copy_place.new_part(place, origin_of(vault))
        try:
            with copy_place.in_words():
                there.take(name, vault.blobs, part)
        except DamagedBlob as error:
            troubled.append(error)
        finally:
            _drop(part)
    return troubled


def salt_of(generation: Generation) -> bytes:
    """The salt of a generation: those with the same one have the same key. Raises NotACase, OSError."""
    return cipher.read_salt(generation.file)


def opened(generation: Generation, key: bytes, ways: Ways) -> Vault:
    """A generation as a case that can only be looked at, with the attached files of its place.

    Raises WrongSecret when it has another key, NotACase, CaseDamaged, PlaceTrouble.
    """
    with copy_place.in_words():
        salt = cipher.read_salt(generation.file)
        if not key_fits_some_page(generation.file, key, salt):
            raise WrongSecret
        snapshot = Snapshot.of(generation.file)
    return case_file.open_copy(generation.place, snapshot, key, ways, tr("This is a copy of the case."))


def prove(
    generation: Generation,
    key: bytes,
    ways: Ways,
    names_of: Callable[[Vault], Collection[str]],
    progress: Progress = NO_PROGRESS,
) -> Proof:
    """Read a generation and every attached file it names to the end.

    `names_of` tells the names. Raises WrongSecret, CaseDamaged when a row is not as it was written.
    """
    vault = opened(generation, key, ways)
    try:
        must_be_whole(vault, progress.part(0.0, 0.3))
        names = sorted(names_of(vault))
        troubled = []
        for name in progress.part(0.3, 1.0).each(names, tr("Checking file {done} of {total}")):
            try:
                vault.blobs.verify(name)
            except DamagedBlob:
                troubled.append(name)
        return Proof(vault.rows.rows, len(names), tuple(troubled))
    finally:
        vault.close()
