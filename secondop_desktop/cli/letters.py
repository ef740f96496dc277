"""The commands about letters: written from the case, listed, and marked as sent with their pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import PartialDate, read_date
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, letters
from secondop_desktop.case.letters import Letter
from secondop_desktop.cli.commands import Given, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import letter_sheet, print_sheet, see_letter, send_letter
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.flows.letter_facts import Aim


def listing(given: Given, voice: Voice) -> None:
    """List the letters, the newest first."""
    with opened(given, or_look=True) as vault, vault.read() as session:
        rows = [_told(letter) for letter in letters.everything(session)]
    voice.rows(rows, ("id", "title", "to", "sent"), tr("No letter is written yet."))


def write(given: Given, voice: Voice) -> None:
    """Write a letter from the case; what the case does not know stays a blank."""
    with opened(given) as vault, vault.write() as session:
        form = write_letters.kinds()[given.kind]
        aim = Aim(
            given.kind,
            tone=(given.tone or form.tones[0]) if form.tones else "",
            doctor=_doctor(session, given.doctor),
            place=given.place,
            receiver=_doctor(session, given.receiver),
            request=given.request,
        )
        made = write_letters.write(session, aim)
        told = _told(letters.one(session, made)) | {"words": letters.one(session, made).body}
    voice.tell(str(told["words"]))
    voice.tell(tr("The letter is written. Print it with: secondop print CASE letter --letter {id}", id=made))
    voice.data(told)


def sent(given: Given, voice: Voice) -> None:
    """Keep the pages of a letter as they are, and mark it as sent."""
    day = read_date(given.day, SYSTEM_CLOCK.today()) if given.day else PartialDate.of(SYSTEM_CLOCK.today())
    with opened(given) as vault:
        with vault.read() as session:
            letter = letters.one(session, given.letter)
        if letter.sent_on is not None:
            raise UserError(tr("This letter was sent on {day} already.", day=letter.sent_on.words()))
        plan = letter_sheet.plan_of(letter, large=False, page=print_sheet.usual_page())
        kept = see_letter.keep_as_sent(vault, plan)
        with vault.write() as session:
            send_letter.send(session, letter.id, day, given.how, given.waiting)
    voice.tell(tr("The letter is kept as it was sent, with its pages."))
    voice.data({"id": given.letter, "sharing": kept})


def _doctor(session: Session, name: str) -> str:
    if not name:
        return ""
    found = doctors.by_name(session, name)
    if found is None:
        raise UserError(tr("There is no doctor called {name} in this case.", name=name))
    return found.id


def _told(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "title": letter.title,
        "to": letter.recipient,
        "sent": letter.sent_on.iso() if letter.sent_on else "",
        "how": letter.sent_how,
    }
