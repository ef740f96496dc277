"""What is known of safe copies, in whole sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from secondop_desktop.base.dates import day_words, distance_words, time_words
from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.disks import HERE, Disk

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.base.settings import Settings

TOO_OLD = timedelta(days=7)
"""How old the newest copy in the second place may get before the home page reminds of it."""


@dataclass(frozen=True)
class PlaceState:
    """How one place for copies stands: where it is, whether it is there now, and its newest copy."""

    folder: Path
    disk: Disk
    there: bool
    made: datetime | None


def when(moment: datetime, clock: Clock) -> str:
    """A moment as a person says it: "today 14:20", "yesterday 20:10", "3 March 2026, 14:20"."""
    here, today = moment.astimezone(clock.zone()), clock.today()
    if 0 <= (today - here.date()).days <= 1:
        return tr("{day} {time}", day=distance_words(here.date(), today), time=time_words(here))
    return tr("{day}, {time}", day=day_words(here.date()), time=time_words(here))


def state_words(state: PlaceState, clock: Clock) -> tuple[str, str]:
    """The sentence for a place, and its tone for `widgets.said.Said`."""
    where = state.disk.words()
    if state.made is None:
        said = tr("There is no safe copy yet {where}.", where=where)
        return (said, "info") if state.there else (f"{said} {_not_there(state.disk)}", "warn")
    moment = when(state.made, clock)
    said = tr("Last safe copy: {when}, {where}.", when=moment, where=where)
    if state.there:
        return said, "ok" if clock.now() - state.made < TOO_OLD else "warn"
    return f"{said} {_not_there(state.disk)}", "warn" if clock.now() - state.made >= TOO_OLD else "info"


def _not_there(disk: Disk) -> str:
    if disk.kind == HERE:
        return tr("That folder is not there now.")
    return tr("It is not connected now. When it is, the next copy is made by itself.")


def drill_words(known: Settings, case_id: str) -> tuple[str, str]:
    """What came of the last test of a copy, and its tone."""
    entries = known.copies.get(case_id, [])
    good = max(filter(None, (day_of(one.get("drilled", "")) for one in entries)), default=None)
    bad = max(filter(None, (day_of(one.get("drill_failed", "")) for one in entries)), default=None)
    if bad is not None and (good is None or bad > good):
        return tr("Last test of a copy: {day}. It could not be restored whole.", day=day_words(bad)), "warn"
    if good is not None:
        return tr("Last test of a copy: {day}. It could be restored whole.", day=day_words(good)), "ok"
    return tr("No copy was tested yet. SecondOp does that by itself, once a month."), "info"


def second_of(known: Settings, case_id: str) -> dict[str, str]:
    """What the settings hold of the second place of a case; empty when there is none."""
    folder = known.second_place.get(case_id, "")
    entries = known.copies.get(case_id, [])
    return next((one for one in entries if folder and one.get("place", "").startswith(folder)), {})


def reminder_words(known: Settings, case_id: str, clock: Clock) -> str:
    """What the home page says when no second place holds a copy of the last days; empty when all is well."""
    until = day_of(known.reminded.get(case_id, ""))
    if until is not None and clock.today() < until:
        return ""
    folder = known.second_place.get(case_id, "")
    if not folder:
        return tr(
            "Your safe copies are on this computer only. If it breaks or is lost, a copy in a second place "
            "brings your case back."
        )
    where = Disk.from_text(known.place_names.get(folder, "")).words()
    made = moment_of(second_of(known, case_id).get("made", ""))
    if made is None:
        return tr("There is no safe copy yet {where}. Is it connected?", where=where)
    age = clock.now() - made
    if age < TOO_OLD:
        return ""
    return trn(
        "The last safe copy {where} is {n} day old. Please connect it: the next one is then made by itself.",
        "The last safe copy {where} is {n} days old. Please connect it: the next one is then made by itself.",
        age.days,
        where=where,
    )


def moment_of(text: str) -> datetime | None:
    """A moment out of the settings; None when there is none that can be read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def day_of(text: str) -> date | None:
    """A day out of the settings; None when there is none that can be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
