"""For which visit and for whom a packet is, and on which paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.flows import print_sheet
from secondop_desktop.flows.plan import RECIPIENTS, Plan, recipient_words
from secondop_desktop.flows.see_packet import Offer
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.words import with_whom

if TYPE_CHECKING:
    from secondop_desktop.base.settings import Settings
    from secondop_desktop.case.appointments import Appointment

_DOCTOR = "doctor:"


class PacketChoice(Form):
    """`told` after anything was chosen."""

    told = Signal()

    def __init__(self, settings: Settings, elsewhere: Any) -> None:  # noqa: ANN401 - see Form
        super().__init__(elsewhere)
        self._offer = Offer()
        self._whom_is_chosen = False
        self.visit = self.add("visit", ChoiceField(tr("For which visit")))
        self.whom = self.add("whom", ChoiceField(tr("For whom")))
        self.name = self.add("name", LineField(tr("Name"), tr("So that you know later who has it.")))
        self.paper_fold = Fold(tr("Size and paper"))
        self.paper = ChoiceField(tr("Paper"), [("A4", "A4"), ("Letter", "Letter")])
        self.paper.set_value(print_sheet.usual_page(settings.paper))
        self.large = TickField(tr("Large print for my own pages"), value=settings.large_print)
        self.visit.changed.connect(self._another_visit)
        self.whom.changed.connect(self._another_reader)
        for name, field in (("large", self.large), ("paper", self.paper)):
            self._know(name, field)
            self.paper_fold.add(field)
            field.changed.connect(self._another_look)
        self._say_look()
        self.name.finished.connect(self.told)

    def offer(self, offer: Offer) -> None:
        """Offer other visits and doctors; what is chosen stays when it is still there."""
        self._offer = offer
        chosen = self.visit.value()
        visits = [(visit.id, self._words(visit)) for visit in offer.visits]
        self.visit.set_choices([*visits, ("", tr("For no single visit"))])
        if chosen is not None:
            self.visit.set_value(chosen)
        self.visit.setHidden(not offer.visits)
        self._fit()

    def choose(self, visit: str) -> None:
        """Choose a visit."""
        self.visit.set_value(visit)
        self._fit()

    def plan(self, records: tuple[str, ...]) -> Plan:
        """What was chosen, with these records."""
        whom = str(self.whom.value() or "myself")
        doctor = self._offer.doctors.get(whom.removeprefix(_DOCTOR)) if whom.startswith(_DOCTOR) else None
        recipient = ("family_doctor" if doctor.role == "family" else "doctor") if doctor else whom
        return Plan(
            "packet",
            self.visit.value() or "",
            recipient,
            doctor.name if doctor else "" if whom == "myself" else self.name.value(),
            records=records,
            large=self.large.value(),
            page=print_sheet.usual_page(self.paper.value()),
            language=language.spoken(),
            doctor=doctor.id if doctor else "",
        )

    def set_raw(self, raw: Any) -> None:  # noqa: ANN401 - see Form
        """Choose again what `raw` told; whom it can be for depends on the visit."""
        super().set_raw(raw)
        self._say_look()
        self._whom_is_chosen = True
        self._fit()

    def _words(self, visit: Appointment) -> str:
        who = with_whom(visit, self._offer.doctors.get(visit.doctor_id or ""))
        return tr("{who}, {day}", who=who, day=PartialDate.of(visit.date).short_words())

    def _another_visit(self) -> None:
        self._fit()
        self.told.emit()

    def _another_reader(self) -> None:
        self._whom_is_chosen = True
        self._fit()
        self.told.emit()

    def _another_look(self) -> None:
        self._say_look()
        self.told.emit()

    def _say_look(self) -> None:
        said = tr("Large print") if self.large.value() else tr("Normal print")
        self.paper_fold.say(f"{said}, {self.paper.value()}")

    def _fit(self) -> None:
        words = recipient_words()
        found = [(_DOCTOR + doctor.id, doctor.name) for doctor in self._offer.doctors.values()]
        blocked = self.whom.blockSignals(True)
        self.whom.set_choices([*found, *((one, words[one]) for one in RECIPIENTS)])
        visit = next((one for one in self._offer.visits if one.id == self.visit.value()), None)
        if not self._whom_is_chosen:
            known = visit is not None and visit.doctor_id in self._offer.doctors
            self.whom.set_value(_DOCTOR + str(visit.doctor_id) if visit is not None and known else "doctor")
        self.whom.blockSignals(blocked)
        self.name.setHidden(self.whom.value() == "myself" or str(self.whom.value()).startswith(_DOCTOR))
