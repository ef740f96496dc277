"""From a case to its list of medicines: a full page, and a card for the wallet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import doctors, medicines, person
from secondop_desktop.case.medicines import NAMED, NOT_WANTED, STOPPED, TAKING, Medicine
from secondop_desktop.flows.plan import CARE, CLOSE, Plan
from secondop_desktop.flows.sheet_kinds import Part, SheetKind, item
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import MedicineGroup, MedicineLine, MedicineList
from secondop_desktop.vault.vault import Vault

FAMILY = "medicine"
_NEAR = CARE | CLOSE
_HELPS = CARE | {"companion"}
_READERS = {TAKING: _NEAR, NAMED: CARE, STOPPED: CARE, NOT_WANTED: frozenset({"myself"})}
_DETAILS: Mapping[str, tuple[str, ...]] = {
    "reason": ("reason",),
    "named_by": ("named_by",),
    "started": ("started",),
    "stopped": ("stopped", "stopped_why"),
    "side_effects": ("side_effects",),
    "pharmacy": ("pharmacy",),
    "note": ("note",),
}
"""What is taken away from each medicine when a part is not ticked."""


def medicine_list(session: Session, plan: Plan, clock: Clock = SYSTEM_CLOCK) -> MedicineList:
    """What is ticked of the medicines; what is not ticked is not in it at all."""
    owner = person.known(session)
    everything = medicines.everything(session)
    listed = [each for each in everything if plan.shows_item(FAMILY, each.id)]
    names = {doctor.id: doctor.name for doctor in doctors.everyone(session)}
    own_lines = _lines(owner.medicines if owner else "")
    left_off = [each for each in everything if each.state == TAKING and each not in listed]

    def own(part: str, value: str) -> str:
        return value if plan.shows(part) else ""

    def of(state: str) -> tuple[MedicineLine, ...]:
        return tuple(_line(each, plan, names) for each in listed if each.state == state)

    return MedicineList(
        person=owner.name if owner else "",
        birth_date=own("birth_date", _day(owner.birth_date if owner else None)),
        phone=own("phone", owner.phone if owner else ""),
        contact=own("contact", owner.companion if owner else ""),
        printed_on=day_words(clock.today()),
        allergies=(owner.allergies if owner else "") if plan.shows("allergies") else None,
        taken=of(TAKING),
        own_lines=own_lines if plan.shows("own_lines") else (),
        others=tuple(group for group in _others(of(NAMED), of(STOPPED), of(NOT_WANTED)) if group.lines),
        partial=bool(left_off) or (bool(own_lines) and not plan.shows("own_lines")),
        columns=frozenset(part for part in _DETAILS if plan.shows(part)),
    )


def _others(
    named: tuple[MedicineLine, ...], stopped: tuple[MedicineLine, ...], refused: tuple[MedicineLine, ...]
) -> list[MedicineGroup]:
    return [
        MedicineGroup(
            tr("Named by a doctor, not taken"),
            named,
            tr("How it was named"),
            tr("These medicines were talked about. I do not take them now."),
        ),
        MedicineGroup(tr("Not taken any more"), stopped, tr("How I took it")),
        MedicineGroup(tr("Offered, and I do not want them"), refused, tr("How it was named")),
    ]


def _line(each: Medicine, plan: Plan, names: Mapping[str, str]) -> MedicineLine:
    """A medicine as it was told; no word of it is reckoned or completed."""
    told = each.dated.words() if each.dated and each.dated.words() not in each.source else ""
    doctor = names.get(each.doctor_id or "", "")
    named_by = (doctor if doctor not in each.source else "", each.source, told)
    whole = MedicineLine(
        name=each.name,
        other_name=each.other_name,
        kind=each.kind,
        strength=each.strength,
        dose=each.dose,
        route=each.route,
        how_often=each.how_often,
        reason=each.reason,
        named_by=", ".join(part for part in named_by if part),
        started=_day(each.started),
        stopped=_day(each.stopped),
        stopped_why=each.stopped_why,
        side_effects=each.side_effects,
        pharmacy=each.pharmacy,
        note=each.note,
    )
    hidden = [field for part, fields in _DETAILS.items() if not plan.shows(part) for field in fields]
    return replace(whole, **dict.fromkeys(hidden, ""))


def _day(day: PartialDate | None) -> str:
    return day.words() if day else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _full_page(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = medicine_list(session, plan, clock)
    return draw.medicines(data, plan.style())


def _card(vault: Vault, plan: Plan, clock: Clock) -> bytes:
    with vault.read() as session:
        data = medicine_list(session, plan, clock)
    return draw.medicine_card(data, plan.style())


def _each(session: Session, _plan: Plan) -> Sequence[Part]:
    return [_one(each) for each in medicines.everything(session)]


def _taken(session: Session, _plan: Plan) -> Sequence[Part]:
    return [_one(each) for each in medicines.everything(session) if each.state == TAKING]


def _one(each: Medicine) -> Part:
    words = each.name if each.state == TAKING else f"{each.name}: {medicines.state_words()[each.state]}"
    return item(FAMILY, each.id, words, _READERS.get(each.state, CARE))


_ABOUT_ME = (
    Part("birth_date", lambda: tr("Birth date"), CARE),
    Part("phone", lambda: tr("My telephone number"), CARE),
    Part("allergies", lambda: tr("Allergies"), _NEAR),
    Part("own_lines", lambda: tr("Medicines from my details, as I wrote them"), _NEAR),
    Part("reason", lambda: tr("What each medicine is for"), _HELPS),
)

LIST = SheetKind(
    "medicines",
    lambda: tr("Medication list"),
    _full_page,
    parts=(
        *_ABOUT_ME,
        Part("named_by", lambda: tr("Who named each medicine"), CARE),
        Part("started", lambda: tr("When I started"), CARE),
        Part("stopped", lambda: tr("When I stopped, and why"), CARE),
        Part("side_effects", lambda: tr("Side effects I noticed"), CARE),
        Part("pharmacy", lambda: tr("Pharmacy"), CARE),
        Part("note", lambda: tr("My notes about each medicine"), frozenset({"myself"})),
    ),
    recipients=("myself", "doctor", "family_doctor", "companion", "family", "insurer", "other"),
    items=_each,
    landscape=True,
    about=lambda: tr("What I take and how, what I am allergic to, and what I stopped."),
)

CARD = SheetKind(
    "medicine-card",
    lambda: tr("Medication card for the wallet"),
    _card,
    parts=(*_ABOUT_ME, Part("contact", lambda: tr("Who comes with me"), CARE | {"companion"})),
    recipients=("myself", "companion", "family", "other"),
    items=_taken,
    about=lambda: tr("A small card to cut out and fold, with what I take and what I am allergic to."),
)
