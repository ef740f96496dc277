"""Writes down what was given to whom: the very bytes, encrypted, and a line in the list of what was given."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.case import sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.flows.whole_file import content_of
from secondop_desktop.vault.vault import Vault

_SAME = (
    *("what", "recipient", "name", "doctor_id", "appointment_id", "letter_id", "blob", "pages", "size"),
    *("number", "plan", "contents"),
)
"""What stays the same when the same pages are given once more."""
_DATES = ("/CreationDate", "/ModDate")


def give(
    vault: Vault, plan: Plan, pdf: bytes, how: str, clock: Clock = SYSTEM_CLOCK, contents: str = ""
) -> str:
    """Keep a PDF that was drawn here, after it was printed, saved or handed over; the id of its Sharing.

    `how` is one of `sharings.HOW`. `contents` says what is on it, a line each; without it the parts of the
    sheet are named. The version counts up when the sheet says something else than the last one for the same
    sheet, visit and recipient. UserError when the case cannot take it; the paper is out then all the same.
    """
    pages, drawn = _looked_at(pdf)
    blob = vault.blobs.keep(io.BytesIO(pdf))
    with vault.write() as session:
        made = _written(session, plan, how, clock, contents or _contents(session, plan))
        made.blob, made.size, made.pages = blob.name, blob.size, pages
        return _keep(session, made, plan, drawn)


def write_down(
    vault: Vault,
    plan: Plan,
    blob: str,
    size: int,
    pages: int,
    how: str,
    clock: Clock = SYSTEM_CLOCK,
    contents: str = "",
) -> str:
    """The same for a PDF that the case keeps already under the name `blob`, such as a packet."""
    with vault.write() as session:
        made = _written(session, plan, how, clock, contents or _contents(session, plan))
        made.blob, made.size, made.pages = blob, size, pages
        return _keep(session, made, plan, blob)


def give_again(vault: Vault, sharing_id: str, how: str, clock: Clock = SYSTEM_CLOCK) -> str:
    """Write down that the very same pages went out once more; the id of the new Sharing."""
    with vault.write() as session:
        first = sharings.one(session, sharing_id)
        told = {name: getattr(first, name) for name in _SAME}
        made = sharings.keep(session, Sharing(given_at=clock.now(), how=how, **told))
        session.flush()
        return made.id


def pdf_of(vault: Vault, sharing: Sharing) -> bytes:
    """The very PDF that was given; DamagedBlob or MissingBlob when it is lost."""
    return content_of(vault, sharing.blob or "")


def in_pieces(vault: Vault, sharing: Sharing) -> Iterable[bytes]:
    """The same, piece by piece."""
    with vault.blobs.open(sharing.blob or "") as opened:
        yield from opened


def plan_of(sharing: Sharing) -> Plan | None:
    """What was chosen for it; None when that is not known."""
    return Plan.of_json(sharing.plan)


def _written(session: Session, plan: Plan, how: str, clock: Clock, contents: str) -> Sharing:
    def there(kind: type[Doctor] | type[Appointment] | type[Letter], identity: str) -> str | None:
        return identity if identity and session.get(kind, identity) is not None else None

    return Sharing(
        what=plan.what,
        recipient=plan.recipient,
        name=plan.name,
        doctor_id=there(Doctor, plan.doctor),
        appointment_id=there(Appointment, plan.visit),
        letter_id=there(Letter, plan.letter),
        given_at=clock.now(),
        how=how,
        contents=contents,
    )


def _keep(session: Session, made: Sharing, plan: Plan, drawn: str) -> str:
    """Number it and keep it; `drawn` is the same for two PDFs that say the same."""
    told = json.loads(plan.as_json())
    made.plan = json.dumps({**told, "drawn": drawn}, ensure_ascii=False, sort_keys=True)
    before = [
        one
        for one in sharings.of_what(session, made.what, made.recipient, made.name, made.appointment_id or "")
        if one.letter_id == made.letter_id
    ]
    if before:
        same = _drawn_of(before[0]) == drawn
        made.number = before[0].number if same else max(one.number for one in before) + 1
    sharings.keep(session, made)
    session.flush()
    return made.id


def _drawn_of(sharing: Sharing) -> str:
    try:
        told = json.loads(sharing.plan)
    except ValueError:
        return ""
    return str(told.get("drawn", "")) if isinstance(told, dict) else ""


def _contents(session: Session, plan: Plan) -> str:
    """The parts that were ticked, in words, a line each."""
    kind = KINDS.get(plan.what)
    if kind is None:
        return ""
    settled = kind.settled(session, plan)
    parts = [*kind.parts, *kind.single(session, settled)]
    return "\n".join(part.words() for part in parts if settled.shows(part.key))


def _looked_at(pdf: bytes) -> tuple[int, str]:
    """How many pages a PDF of ours has, and a name for what it says: the time of drawing left aside."""
    import pikepdf  # noqa: PLC0415 - loads slowly

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        for date in _DATES:
            if date in opened.docinfo:
                del opened.docinfo[date]
        for place, name in ((opened.Root, "/Metadata"), (opened.trailer, "/ID")):
            if name in place:
                del place[name]
        bare = io.BytesIO()
        opened.save(bare, static_id=True)
    return pages, hashlib.sha256(bare.getvalue()).hexdigest()
