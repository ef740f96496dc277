"""What each command does, told with the same flows as the window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import appointments, doctors, documents, person, questions
from secondop_desktop.cli.say import Voice
from secondop_desktop.cli.secrets import passphrase
from secondop_desktop.flows import (
    make_sample,
    open_case,
    read_waiting,
    see_journey,
)
from secondop_desktop.flows.mend_index import mend_index
from secondop_desktop.journey.stages import stages
from secondop_desktop.search import find
from secondop_desktop.vault.vault import Vault

Given = argparse.Namespace


@contextmanager
def opened(given: Given, *, or_look: bool = False) -> Iterator[Vault]:
    """The case that was named, open while the command runs."""
    secret = passphrase(given.passphrase_file, tr("Passphrase:"))
    vault = open_case.open_case(Path(given.case), secret, or_look=or_look)
    try:
        if not vault.read_only:
            mend_index(vault)
        yield vault
    finally:
        vault.close()


def new(given: Given, voice: Voice) -> None:
    """Make a case and show its recovery sheet once."""
    folder = Path(given.case)
    secret = passphrase(given.passphrase_file, tr("New passphrase, at least 15 characters:"), twice=True)
    _made(open_case.create(folder, secret, given.name or ""), folder, voice)


def sample(given: Given, voice: Voice) -> None:
    """Make the sample case of an invented person."""
    folder = Path(given.case)
    secret = passphrase(given.passphrase_file, tr("New passphrase, at least 15 characters:"), twice=True)
    made = make_sample.make_sample(folder, secret, open_case.usual_ways(), Progress(voice.progress))
    _made(made, folder, voice)


def _made(made: open_case.OpenedCase, folder: Path, voice: Voice) -> None:
    made.vault.close()
    voice.tell(tr("The case is made: {folder}", folder=folder))
    voice.tell(
        tr("This is its recovery sheet. Write it down or print it, and keep it away from this computer.")
    )
    voice.tell(tr("It opens the case when the passphrase is lost. It is not shown again here."))
    for line in made.recovery_lines:
        voice.tell("  " + line)
    voice.data({"case": str(folder), "recovery_sheet": list(made.recovery_lines)})


def info(given: Given, voice: Voice) -> None:
    """Say whose case it is and how things stand."""
    with opened(given, or_look=True) as vault:
        with vault.read() as session:
            owner = person.known(session)
            found = stages(see_journey.facts(session, SYSTEM_CLOCK.now()))
            counts = {
                "doctors": len(doctors.everyone(session)),
                "appointments": len(appointments.everything(session)),
                "questions": len(questions.everything(session)),
                "records": len(documents.everything(session)),
            }
        name = owner.name if owner else ""
        voice.tell(tr("The case of {name}.", name=name) if name else tr("A case without a name."))
        if owner and owner.sample:
            voice.tell(tr("This is a sample with an invented person."))
        if vault.why_read_only:
            voice.tell(vault.why_read_only)
        for stage in found:
            voice.tell(f"{stage.title}: {stage.state}")
        journey = [{"key": s.key, "state": s.state, "standing": str(s.standing)} for s in found]
        voice.data({"name": name, **counts, "read_only": vault.read_only, "journey": journey})


def read(given: Given, voice: Voice) -> None:
    """Read all records that wait, and come back when everything is read."""
    with opened(given) as vault:
        done = read_waiting.read_everything(vault, Progress(voice.progress))
        with vault.read() as session:
            problems = {d.title: d.problem for d in documents.everything(session) if d.problem}
    voice.tell(trn("{n} record was read.", "{n} records were read.", done.documents - len(done.unreadable)))
    voice.tell(trn("{n} new page of text was found.", "{n} new pages of text were found.", done.pages))
    for title, problem in problems.items():
        voice.tell(f"{title}: {problem}")
    voice.data({"documents": done.documents, "pages": done.pages, "problems": problems})


def search(given: Given, voice: Voice) -> None:
    """Find words everywhere in the case; the language is that of the window."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        found = find.find(session, " ".join(given.words), given.most, spelling=not given.as_typed)
    rows = [
        {
            "kind": hit.kind,
            "title": hit.title,
            "page": hit.page or "",
            "where": tr("page {number}", number=hit.page) if hit.page else "",
            "excerpt": hit.excerpt,
            "id": hit.item,
        }
        for hit in found.hits
    ]
    said = [tr("Nothing was found for these words. This was searched: {words}", words=found.instead)]
    said = [*(said if found.instead else []), *found.remarks]
    if found.also:
        said.append(tr("Also found: {words}.", words=", ".join(found.also)))
    for sentence in said:
        voice.tell(sentence)
    voice.rows(rows, ("title", "where", "excerpt"), tr("These words stand nowhere in the case."))


def change_passphrase(given: Given, voice: Voice) -> None:
    """Give the case a new passphrase and a new recovery sheet."""
    with opened(given) as vault:
        prompt = tr("New passphrase, at least 15 characters:")
        fresh = passphrase(given.new_passphrase_file, prompt, twice=True)
        changed = open_case.change_passphrase(vault, fresh, Progress(voice.progress))
        changed.vault.close()
    voice.tell(tr("The passphrase is changed. Older copies of the case still open with the old one."))
    voice.tell(tr("The old recovery sheet no longer opens this case. This is the new one:"))
    for line in changed.recovery_lines:
        voice.tell("  " + line)
    voice.data({"recovery_sheet": list(changed.recovery_lines)})


def find_visit(session: Session, wanted: str) -> appointments.Appointment:
    """The visit with this id, or the next one for the word "next"."""
    if wanted != "next":
        return appointments.one(session, wanted)
    ahead = appointments.upcoming(session, SYSTEM_CLOCK.now())
    if not ahead:
        raise UserError(tr("No visit is planned."), tr("Add one with: secondop appointment add"))
    return ahead[0]


Command = Callable[[Given, Voice], None]
