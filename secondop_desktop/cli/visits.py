"""The commands about calendars: a visit as a calendar file, and invitations that become visits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, questions, visit_plans
from secondop_desktop.cli import entries
from secondop_desktop.cli.commands import Given, find_visit, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows import invitations, see_before, see_ready, visit_calendar, visit_words
from secondop_desktop.journey.before import next_thing, time_left
from secondop_desktop.vault.vault import Vault


def visit(given: Given, voice: Voice) -> None:
    """Say how far off a visit is and what comes next; with --ics write its calendar file."""
    with opened(given, or_look=not given.ics) as vault:
        told = _told(vault, given.appointment)
        if given.ics:
            content = visit_calendar.write(vault, told["id"])
            visit_calendar.save(content, Path(given.ics))
            told["ics"] = given.ics
    for key in ("when", "doctor", "left", "next"):
        if told[key]:
            voice.tell(told[key])
    if given.ics:
        voice.tell(tr("Saved as {file}. This file is not encrypted.", file=given.ics))
        voice.tell(tr("A calendar may copy it to the internet."))
    voice.data(told)


def _told(vault: Vault, wanted: str) -> dict[str, Any]:
    now = SYSTEM_CLOCK.now()
    with vault.read() as session:
        found = find_visit(session, wanted)
        plan = visit_plans.of_visit(session, found.id)
        ready = see_ready.readiness(session, found)
        asked = questions.for_appointment(session, found)
        before = see_before.before(found, plan, asked, ready)
        doctor = doctors.one(session, found.doctor_id).name if found.doctor_id else ""
        return {
            "id": found.id,
            "when": visit_words.when(found),
            "doctor": doctor,
            "left": time_left(before, now),
            "next": next_thing(before, now).sentence,
            "decision": plan.decision,
        }


def add(given: Given, voice: Voice) -> None:
    """Take files in: invitations become visits, everything else records."""
    calendars = [file for file in given.files if invitations.is_calendar_file(Path(file))]
    others = [file for file in given.files if file not in calendars]
    with opened(given) as vault:
        came, problems = _take_in(vault, calendars, voice)
        if others:
            problems += entries.attach_to(vault, others, given, voice)
        else:
            voice.data(came)
    if problems:
        raise UserError(" ".join(problems))


def _take_in(vault: Vault, files: Sequence[str], voice: Voice) -> tuple[list[dict[str, Any]], list[str]]:
    """Take calendar files in: what came of each appointment, and what could not be taken, in sentences."""
    said: list[dict[str, Any]] = []
    problems: list[str] = []
    for file in files:
        try:
            invited = invitations.look_at_file(Path(file))
            with vault.write() as session:
                came = invitations.take_in(session, invited)
        except UserError as error:
            problems.append(error.sentence)
            continue
        voice.tell(invitations.sentence(came))
        said += [{"file": file, **vars(one)} for one in came]
    return said, problems
