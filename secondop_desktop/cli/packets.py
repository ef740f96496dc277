"""A packet from a terminal: the chosen records and sheets as one PDF file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents, sharings
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.cli.secrets import passphrase
from secondop_desktop.flows import open_case, packet, packet_size, print_sheet, share
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.packet_records import needed_for, why
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS


def packet_out(given: Given, voice: Voice) -> None:
    """Put a packet together and save it."""
    wishes = Wishes(_sheets(given.sheets), _secret(given), given.small)
    with opened(given) as vault:
        with vault.read() as session:
            plan = _plan(session, given)
            about = packet_size.estimate(
                [documents.one(session, one) for one in plan.records], wishes.small, len(wishes.sheets)
            )
        if given.estimate:
            voice.tell(about.words)
            voice.data({"bytes": about.size, "pages": about.pages})
            return
        if not given.out:
            raise UserError(tr("Where should the packet go?"), tr("Name a file with --out."))
        made = packet.make_packet(vault, plan, wishes, progress=Progress(voice.progress))
        print_sheet.save(packet.in_pieces(vault, made), Path(given.out))
        share.write_down(
            vault, plan, made.blob.name, made.blob.size, made.pages, sharings.SAVED, contents=made.contents
        )
    for one in made.not_in:
        voice.tell(tr("Not in the packet: {title}. {why}", title=one.title, why=why(one.reason)))
    pages = trn("{n} page", "{n} pages", made.pages)
    voice.tell(tr("Saved as {file}, {pages}.", file=given.out, pages=pages))
    if not made.locked:
        voice.tell(tr("This file is not encrypted."))
    left_out = [{"id": one.id, "title": one.title, "why": why(one.reason)} for one in made.not_in]
    voice.data({"file": given.out, "bytes": made.blob.size, "pages": made.pages, "left_out": left_out})


def _plan(session: Session, given: Given) -> Plan:
    visit = find_visit(session, given.appointment) if given.appointment else None
    known = [record.id for record in documents.everything(session)]
    chosen = known if given.all else list(given.records)
    if given.needed:
        if visit is None:
            raise UserError(tr("Which visit?"), tr("Name it with --appointment."))
        chosen = [*needed_for(session, visit.id), *chosen]
    wrong = [one for one in chosen if one not in known]
    if wrong:
        raise UserError(tr("There is no record with the id {id}.", id=wrong[0]))
    return Plan(
        packet.PACKET,
        visit.id if visit else "",
        given.recipient,
        given.name,
        records=tuple(dict.fromkeys(chosen)),
        large=given.large,
        page=given.page,
    )


def _sheets(typed: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in typed.split(",") if key.strip())
    wrong = [key for key in keys if key not in KINDS]
    if wrong:
        raise UserError(tr("There is no sheet called {sheet}.", sheet=wrong[0]))
    return keys


def _secret(given: Given) -> str:
    """The passphrase that will open the packet; nothing without one."""
    if not given.open_with:
        return ""
    secret = passphrase(given.open_with, tr("Passphrase of the packet:"))
    judged = open_case.judge_passphrase(secret)
    if not judged.ok:
        raise UserError(judged.sentence, tr("No packet was made."))
    return secret
