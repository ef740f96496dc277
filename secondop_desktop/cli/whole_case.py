"""The commands that give a whole case out, readable without this program, and bring one in again."""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.cli.commands import Given, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.cli.secrets import passphrase
from secondop_desktop.flows import bring_in, give_out, open_case

_ZIP = ".zip"


def export(given: Given, voice: Voice) -> None:
    """Write the whole case, not encrypted, into a new folder or a zip file."""
    chosen = Path(given.to)
    zipped = chosen.suffix.lower() == _ZIP
    place = give_out.free_folder(chosen) if not zipped and chosen.is_dir() else chosen
    with opened(given, or_look=True) as vault:
        done = give_out.give_out(vault, place, Progress(voice.progress), zipped=zipped, clock=SYSTEM_CLOCK)
    voice.tell(tr("The whole case is written to {place}", place=done.place))
    voice.tell(give_out.warning())
    for title in done.lost:
        voice.tell(tr("The file of “{title}” is damaged in the case and could not be written.", title=title))
    if not done.logged:
        voice.tell(tr("This could not be noted in the case, because it can only be looked at."))
    voice.data(
        {
            "place": str(done.place),
            "files": done.files,
            "bytes": done.size,
            "lost": list(done.lost),
            "logged": done.logged,
        }
    )


def import_(given: Given, voice: Voice) -> None:
    """Make a new encrypted case of one that was given out, and show its recovery sheet once."""
    place, folder = Path(given.source), Path(given.into)
    bring_in.look(place)  # before a passphrase is asked for
    secret = passphrase(given.passphrase_file, tr("New passphrase, at least 15 characters:"), twice=True)
    made = bring_in.bring_in(place, folder, secret, open_case.usual_ways(), Progress(voice.progress))
    made.vault.close()
    voice.tell(tr("The case is made: {folder}", folder=folder))
    entries = trn("{n} entry", "{n} entries", made.entries)
    files = trn("{n} file", "{n} files", made.files)
    voice.tell(tr("Brought in: {entries} and {files}.", entries=entries, files=files))
    for sentence in made.troubles:
        voice.tell(sentence)
    voice.tell(tr("This is its recovery sheet. Write it down or print it, and keep it away from here."))
    for line in made.recovery_lines:
        voice.tell("  " + line)
    voice.data(
        {
            "case": str(folder),
            "entries": made.entries,
            "files": made.files,
            "troubles": list(made.troubles),
            "recovery_sheet": list(made.recovery_lines),
        }
    )
