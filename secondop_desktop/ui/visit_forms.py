"""The forms of a visit: the whole of it, and the few things one needs to write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.date_fields import DateField, TimeField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.words import companion_words, earlier_words, kind_words, mode_words, with_specialty

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.visit_plans import VisitPlan

PLANNED = (
    "decision", "companion_role", "link", "directions", "arrive", "parking", "referral", "overwhelmed",
    "calendar_title", "calendar_place", "alarm_minutes", "remind_minutes",
)  # fmt: skip
"""The fields whose values belong to the plan of a visit, not to the visit."""
LENGTHS = (15, 20, 30, 45, 60, 75, 90, 120)
Elsewhere = Callable[[Exception], object]


class VisitForm(Form):
    """When, with whom, how and where; `whole` asks for everything, else for what a new visit needs."""

    def __init__(self, clock: Clock, elsewhere: Elsewhere, whole: bool) -> None:
        super().__init__(elsewhere)
        self.doctor = self.add("doctor_id", ChoiceField(tr("Doctor"), [("", tr("Not chosen yet"))]))
        when = DateField(tr("Day"), whole=True, clock=clock)
        self.add_beside(("when", when), ("hour", TimeField(tr("Hour"))), narrow=20)
        self.zone: ChoiceField | None = None
        if whole:
            self.zone = self.add("zone", ChoiceField(tr("Time zone of the place")))
            self.zone.hide()
            self.add_beside(
                ("minutes", ChoiceField(tr("How long"), _lengths())),
                ("mode", ChoiceField(tr("How"), list(mode_words().items()))),
                narrow=20,
            )
        self.add("kind", ChoiceField(tr("What kind of visit"), list(kind_words().items())))
        self.add("place", TextField(tr("Place"), lines=1))
        if whole:
            self.add("office_asked", TextField(tr("What the office asked me to bring or do"), lines=2))

    def offer_doctors(self, doctors: Sequence[Doctor]) -> None:
        """Offer these doctors to choose from."""
        self.doctor.set_choices([("", tr("Not chosen yet")), *((d.id, with_specialty(d)) for d in doctors)])

    def offer_zones(self, zone: str) -> None:
        """Show the time zone, with every zone there is to choose from."""
        if self.zone is None or not self.zone.isHidden():
            return
        zones = sorted({zone, *(name for name in available_timezones() if "/" in name)})
        self.zone.set_choices([(name, name.replace("_", " ")) for name in zones])
        self.zone.show()


def goal(elsewhere: Elsewhere) -> Form:
    """What the person wants from the visit, and the one line the doctor should hear first."""
    form = Form(elsewhere)
    words = TextField(tr("What I want from this visit"), lines=2, labelled=False)
    words.editor.setPlaceholderText(tr("For example: understand my choices, and how much time I have"))
    form.add("goal", words)
    decision = LineField(
        tr("The decision I need help with"), placeholder=tr("For example: operate now, or wait three months")
    )
    form.add("decision", decision)
    return form


def way(elsewhere: Elsewhere) -> Form:
    """How to get there, or into the video visit."""
    form = Form(elsewhere)
    form.add("arrive", TimeField(tr("Be there at")))
    form.add("directions", TextField(tr("How to get there"), lines=1))
    form.add("parking", TextField(tr("Parking"), lines=1))
    form.add("link", LineField(tr("Link to the video visit"), placeholder="https://"))
    return form


def company(elsewhere: Elsewhere) -> Form:
    """Who comes along, and for what."""
    form = Form(elsewhere)
    form.add("companion", LineField(tr("Who comes with me")))
    roles = [("", tr("Not agreed yet")), *companion_words().items()]
    form.add("companion_role", ChoiceField(tr("What they do for me in the room"), roles))
    helps = TextField(tr("What helps me when it gets too much"), lines=1)
    helps.editor.setPlaceholderText(tr("For example: a short break, a glass of water, a hand to hold"))
    form.add("overwhelmed", helps)
    return form


def diary(elsewhere: Elsewhere) -> Form:
    """What other people's calendars are told, and when this program reminds."""
    form = Form(elsewhere)
    title = LineField(
        tr("Title in the calendar"),
        tr("Others may see it. Left empty, it is only called “Appointment”."),
        tr("Appointment"),
    )
    form.add("calendar_title", title)
    form.add("calendar_place", TickField(tr("Put the place and the link in, too")))
    form.add("alarm_minutes", ChoiceField(tr("The calendar rings"), list(earlier_words().items())))
    form.add(
        "remind_minutes",
        ChoiceField(tr("SecondOp reminds me, while it is open"), list(earlier_words().items())),
    )
    return form


def more(elsewhere: Elsewhere) -> Form:
    """What is rarely needed."""
    form = Form(elsewhere)
    form.add("referral", LineField(tr("Referral: by whom, and when")))
    return form


def values_of(visit: Appointment, plan: VisitPlan) -> dict[str, Any]:
    """What the fields of a visit show."""
    names = ("zone", "minutes", "mode", "kind", "place", "companion", "office_asked", "goal")
    return {
        **{name: getattr(visit, name) for name in names},
        **{name: getattr(plan, name) for name in PLANNED if name != "arrive"},
        "arrive": time.fromisoformat(plan.arrive) if plan.arrive else None,
        "doctor_id": visit.doctor_id or "",
        "when": PartialDate.of(visit.date),
        "hour": time.fromisoformat(visit.hour) if visit.hour else None,
    }


def put(visit: Appointment, values: Mapping[str, Any]) -> None:
    """Put what the fields hold into a visit."""
    for name, value in values.items():
        if name == "when":
            visit.day = value.iso() if value is not None else ""
        elif name == "hour":
            visit.hour = value.strftime("%H:%M") if value is not None else ""
        elif name == "doctor_id":
            visit.doctor_id = value or None
        else:
            setattr(visit, name, value)


def put_plan(plan: VisitPlan, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
    """Put what one of the fields PLANNED holds into a plan."""
    if name == "arrive":
        value = value.strftime("%H:%M") if value is not None else ""
    setattr(plan, name, value)


def _lengths() -> list[tuple[int, str]]:
    said = [(n, trn("{n} minute", "{n} minutes", n)) for n in LENGTHS]
    return [(0, tr("Not known")), *said]
