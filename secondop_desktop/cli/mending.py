"""The commands about damage: checking a case, and rescuing a damaged one into a new case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from secondop_desktop.base import settings
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.cli.commands import Given
from secondop_desktop.cli.say import Voice
from secondop_desktop.cli.secrets import passphrase
from secondop_desktop.flows import back_up, check_copies, open_case
from secondop_desktop.flows import check_case as checking
from secondop_desktop.flows import repair as repairing
from secondop_desktop.flows.check_case import Report
from secondop_desktop.flows.check_copies import CheckedCopy
from secondop_desktop.vault.errors import CaseDamaged


def check(given: Given, voice: Voice) -> None:
    """Check every page, entry and file; exit code 3 when something is damaged, 1 when only a copy is."""
    folder, known = Path(given.case), settings.load()
    secret = passphrase(given.passphrase_file, tr("Passphrase:"))
    progress, ways = Progress(voice.progress), open_case.usual_ways()
    copies: Sequence[CheckedCopy] = ()
    try:
        vault = open_case.open_case(folder, secret, or_look=True)
    except CaseDamaged:
        report = checking.check_closed(folder, secret, ways, back_up.all_places(known), progress)
    else:
        try:
            places = back_up.places_of(known, vault)
            report = checking.check_case(vault, progress, places, ways)
            if given.deep:
                copies = check_copies.check_copies(places, vault.key, ways, progress)
        finally:
            vault.close()
    voice.data({**_told(report), "copies": [vars(one) for one in copies]})
    if not report.good:
        raise CaseDamaged(" ".join(report.sentences))
    for sentence in (*report.sentences, *(one.sentence for one in copies if one.whole)):
        voice.tell(sentence)
    bad = [one.sentence for one in copies if not one.whole]
    if bad:
        raise UserError(" ".join(bad))


def _told(report: Report) -> dict[str, object]:
    found, copy = report.findings, report.generation
    return {
        "good": report.good,
        "findings": list(report.sentences),
        "items": [vars(item) for item in report.items],
        "pages": found.pages,
        "bad_pages": found.bad_pages,
        "rows": found.rows,
        "files": found.blobs,
        "files_of_nobody": len(found.orphan_blobs),
        "copy": {"made": copy.made.isoformat(), "file": str(copy.file)} if copy else None,
    }


def repair(given: Given, voice: Voice) -> None:
    """Rescue a damaged case into a new one; the damaged one stays as it is."""
    secret = passphrase(given.passphrase_file, tr("Passphrase:"))
    made = repairing.repair_closed(
        Path(given.case),
        secret,
        Path(given.into),
        open_case.usual_ways(),
        back_up.all_places(settings.load()),
        Progress(voice.progress),
        use_copy=not given.without_copies,
    )
    voice.tell(tr("The new case is made: {folder}", folder=made.folder))
    for sentence in made.sentences:
        voice.tell(sentence)
    voice.tell(tr("The damaged case was not changed. Keep it until you are sure that nothing is missing."))
    voice.data(
        {
            "case": str(made.folder),
            "entries": made.whole,
            "files": made.files,
            "from_history": made.rebuilt,
            "from_copy": made.copied,
            "copy": made.copy_of,
            "in_parts": made.pieces,
            "missing": made.missing,
            "more_pieces_missing": made.unknown,
            "notes": made.notes,
        }
    )
