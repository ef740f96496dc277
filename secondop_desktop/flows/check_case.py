"""Checks a whole case and says in the person's words what is not as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from secondop_desktop.base.clock import Clock
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case.documents import Document
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.recordings import Recording, SoundOriginal
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows import back_up, open_case, restore
from secondop_desktop.flows.damage import Damage, Survey, Teller, pieces_unknown, survey
from secondop_desktop.vault import salvage
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.check import Findings, check, check_blobs, check_wreck
from secondop_desktop.vault.gather import Gathered
from secondop_desktop.vault.generations import Generation
from secondop_desktop.vault.salvage import Wreck
from secondop_desktop.vault.vault import Vault

_WITH_FILES = (Document, Photo, Recording, SoundOriginal, Sharing)


@dataclass(frozen=True)
class Report:
    """The findings, every damaged thing by itself, and the sentences that tell the rest.

    `generation` is the newest safe copy that is whole, when something is damaged.
    """

    findings: Findings
    items: tuple[Damage, ...] = ()
    others: tuple[str, ...] = ()
    generation: Generation | None = None

    @property
    def good(self) -> bool:
        """Whether everything is as it was written."""
        return self.findings.good

    @property
    def summary(self) -> str:
        """How much is damaged, and how much of that is whole elsewhere."""
        if self.good or not self.items:
            return ""
        damaged = trn("{n} thing is damaged.", "{n} things are damaged.", len(self.items))
        lost = sum(item.lost for item in self.items)
        if not lost:
            return f"{damaged} {tr('Each is whole elsewhere, in its history or in a safe copy.')}"
        return f"{damaged} {trn('{n} of them is whole nowhere.', '{n} of them are whole nowhere.', lost)}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, the damaged things first."""
        return (*(item.sentence for item in self.items), *self.others)


def check_case(
    vault: Vault, progress: Progress = NO_PROGRESS, places: Sequence[Path] = (), ways: Ways | None = None
) -> Report:
    """Check every page, every entry and every file of an open case; nothing is changed. Raises Cancelled.

    `places` hold its safe copies; they are asked for what is damaged here.
    """
    findings = check(vault, progress.part(0.0, 0.5))
    known = None
    if not findings.database_good:
        with salvage.of_vault(vault, ways or open_case.usual_ways()) as wreck:
            known = survey(wreck, places, progress.part(0.5, 0.7))
    wanted = _blobs_wanted(vault, known)
    check_blobs(vault.blobs, wanted, _blobs_known(vault, known), findings, progress.part(0.7, 1.0))
    if findings.good:
        return Report(findings, others=(_all_is_well(findings),))
    if known is None:
        with salvage.of_vault(vault, ways or open_case.usual_ways()) as wreck:
            known = survey(wreck, places)
    return _report(known, findings, vault.clock)


def check_closed(
    folder: Path, secret: str, ways: Ways, places: Sequence[Path] = (), progress: Progress = NO_PROGRESS
) -> Report:
    """Check a case that is too damaged to be opened; `secret` is its passphrase or its recovery sheet.

    Raises WrongSecret, NotACase, CaseNewer, and CaseDamaged when nothing is left that could be told.
    """
    copies = [one.file for one in restore.generations(places)]
    with salvage.of_folder(folder, secret, ways, copies) as wreck:
        return check_wrecked(wreck, ways, places, progress)


def check_wrecked(
    wreck: Wreck, ways: Ways, places: Sequence[Path], progress: Progress = NO_PROGRESS
) -> Report:
    """The same for what was opened already."""
    known = survey(wreck, places, progress.part(0.0, 0.6))
    findings = check_wreck(known.found)
    blobs = _blobs_of(known.found)
    check_blobs(wreck.blobs(), _blobs_wanted(None, known), blobs, findings, progress.part(0.6, 1.0))
    return _report(known, findings, ways.clock)


def _report(known: Survey, findings: Findings, clock: Clock) -> Report:
    teller = Teller(known, findings, clock)
    items = tuple(sorted(dict.fromkeys(teller.items()), key=lambda item: not item.lost))
    others = [*teller.others(), *_of_the_whole(findings, items, pieces_unknown(known) == 0)]
    return Report(findings, items, tuple(others), known.generation)


def _blobs_wanted(vault: Vault | None, known: Survey | None) -> set[str]:
    """The files that the records name now."""
    if vault is not None and known is None:
        with vault.connection() as connection:
            named = (connection.scalars(select(kind.blob)) for kind in _WITH_FILES)
            return {name for names in named for name in names if name}
    items = known.done.items if known is not None else {}
    return {
        str(r.row["blob"]) for key, r in items.items() if key[0] in back_up.WITH_FILES and r.row.get("blob")
    }


def _blobs_known(vault: Vault, known: Survey | None) -> set[str]:
    """The files that any entry names, also one in the bin or in the history."""
    try:
        return back_up.blob_names(vault)
    except (UserError, ValueError):
        return _blobs_of(known.found) if known is not None else set()


def _blobs_of(found: Gathered) -> set[str]:
    names = (str(version.changes.get("blob", "")) for one in found.versions().values() for version in one)
    return {name for name in names if name}


def _all_is_well(findings: Findings) -> str:
    rows = trn("All {n} entry is whole.", "All {n} entries are whole.", findings.rows)
    files = trn("{n} file was read to the end.", "{n} files were read to the end.", findings.blobs)
    return f"{rows} {files}"


def _of_the_whole(findings: Findings, items: Sequence[Damage], all_there: bool) -> list[str]:
    """What is wrong with the case as a whole, and not with one thing in it."""
    said = []
    if not findings.adds_up and not items and not findings.bad_pages:
        said.append(tr("Some entries are missing, or older ones were put in their place."))
    if not findings.history_agrees and not items and not findings.bad_pages:
        said.append(tr("The entries and their history do not agree."))
    if not findings.index_whole:
        said.append(tr("The search index is damaged. The records themselves are not touched by this."))
    if not findings.structure_whole and not items and all_there:
        said.append(tr("The way to some entries is damaged. The entries themselves are whole."))
    return said
