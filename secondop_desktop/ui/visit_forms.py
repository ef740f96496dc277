"""The forms of a visit: the whole of it, and the few things one needs to write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField, TimeField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.words import kind_words, mode_words, with_specialty

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor

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
            self.add("companion", LineField(tr("Who comes with me")))
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
    """What the person wants from the visit."""
    form = Form(elsewhere)
    words = TextField(tr("What I want from this visit"), lines=2, labelled=False)
    words.editor.setPlaceholderText(tr("For example: understand my choices, and how much time I have"))
    form.add("goal", words)
    return form


def values_of(visit: Appointment) -> dict[str, Any]:
    """What the fields of a visit show."""
    names = ("zone", "minutes", "mode", "kind", "place", "companion", "office_asked", "goal")
    return {
        **{name: getattr(visit, name) for name in names},
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


def _lengths() -> list[tuple[int, str]]:
    said = [(n, trn("{n} minute", "{n} minutes", n)) for n in LENGTHS]
    return [(0, tr("Not known")), *said]
