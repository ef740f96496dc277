"""The questions to answer before something is printed: what, for which visit, for whom, on which paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.flows import letter_sheet, print_sheet
from secondop_desktop.flows.plan import RECIPIENTS, Plan, recipient_words
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.fields import LineField
from secondop_desktop.ui.widgets.fold import Fold
from secondop_desktop.ui.words import with_whom

if TYPE_CHECKING:
    from secondop_desktop.base.settings import Settings
    from secondop_desktop.case.appointments import Appointment
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.letters import Letter
    from secondop_desktop.flows.sheet_kinds import SheetKind

_DOCTOR = "doctor:"
LANGUAGES = {"en": "English", "es": "Español"}
"""What each language calls itself."""


@dataclass(frozen=True)
class Offered:
    """What there is to choose from: the visits, coming ones first, the doctors and the letters by id."""

    visits: Sequence[Appointment] = ()
    doctors: Mapping[str, Doctor] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)

    def words(self, visit: Appointment) -> str:
        """A visit in a line."""
        who = with_whom(visit, self.doctors.get(visit.doctor_id or ""))
        return tr("{who}, {day}", who=who, day=PartialDate.of(visit.date).short_words())


class ShareChoice(Form):
    """`told` after anything that changes the sheet; `look_changed` when large print or paper was chosen."""

    told = Signal()
    look_changed = Signal()

    def __init__(self, settings: Settings, elsewhere: Any) -> None:  # noqa: ANN401 - see Form
        super().__init__(elsewhere)
        self._offered = Offered()
        self._whom_is_chosen = False
        kinds = [(kind.key, kind.title()) for kind in KINDS.values()]
        self.what = self.add("what", ChoiceField(tr("What to print"), kinds))
        self.visit = self.add("visit", ChoiceField(tr("For which visit")))
        self.letter = self.add("letter", ChoiceField(tr("Which letter")))
        self.whom = self.add("whom", ChoiceField(tr("For whom")))
        self.name = self.add("name", LineField(tr("Name"), tr("So that you know later who has it.")))
        self.paper_fold = Fold(tr("Size and paper"))
        self.large = TickField(tr("Large print"), value=settings.large_print)
        self.paper = ChoiceField(tr("Paper"), [("A4", "A4"), ("Letter", "Letter")])
        self.paper.set_value(print_sheet.usual_page(settings.paper))
        spoken = [(code, LANGUAGES.get(code, code)) for code in language.known()]
        self.language = ChoiceField(tr("Language of the sheet"), spoken, value=language.spoken())
        for name, made in (("large", self.large), ("paper", self.paper), ("language", self.language)):
            self.put_into(self.paper_fold, name, made)
        self.language.setHidden(len(spoken) < 2)
        self._connect()
        self._fit()

    def put_into(self, fold: Fold, name: str, made: ChoiceField | TickField) -> None:
        """Make a field part of this form that stands in a fold below it."""
        self._know(name, made)
        fold.add(made)

    def offer(self, offered: Offered) -> None:
        """Offer other visits and doctors; what is chosen stays when it is still there."""
        self._offered = offered
        self._fit()

    def choose(self, what: str, item: str) -> None:
        """Choose a sheet, and its visit; for a letter, which one."""
        blocked = self.blockSignals(True)
        if what in KINDS:
            self.what.set_value(what)
        self._whom_is_chosen = False
        self._fit()
        if item:
            (self.letter if what == letter_sheet.KEY else self.visit).set_value(item)
        self._fit()
        self.blockSignals(blocked)

    def kind(self) -> SheetKind:
        """The kind of sheet that is chosen."""
        return KINDS[self.what.value()]

    def plan(self) -> Plan:
        """What was chosen."""
        kind, whom = self.kind(), str(self.whom.value() or "myself")
        doctor = self._offered.doctors.get(whom.removeprefix(_DOCTOR)) if whom.startswith(_DOCTOR) else None
        recipient = _recipient(doctor) if doctor else whom
        named = doctor.name if doctor else "" if whom == "myself" else self.name.value()
        return Plan(
            kind.key,
            "" if kind.visit == "none" else self.visit.value() or "",
            recipient,
            named,
            letter=self.letter.value() or "" if kind.key == letter_sheet.KEY else "",
            large=self.large.value(),
            page=print_sheet.usual_page(self.paper.value()),
            language=self.language.value() or "en",
            doctor=doctor.id if doctor else "",
        )

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Choose again what `raw` told, one after the other: what can be chosen depends on the sheet."""
        for name in ("what", "visit", "letter", "whom", "name", "large", "paper", "language"):
            super().set_raw({name: raw[name]} if name in raw else {})
            self._fit()
        self._whom_is_chosen = True

    def _connect(self) -> None:
        self.what.changed.connect(self._another_sheet)
        self.visit.changed.connect(self._another_visit)
        self.letter.changed.connect(self._another_sheet)
        self.whom.changed.connect(self._another_reader)
        for field_ in (self.large, self.paper):
            field_.changed.connect(self.look_changed)
        self.language.changed.connect(self.told)
        self.name.finished.connect(self.told)
        self._fit_paper()
        for field_ in (self.large, self.paper, self.language):
            field_.changed.connect(self._fit_paper)

    def _another_sheet(self) -> None:
        self._whom_is_chosen = False
        self._fit()
        self.told.emit()

    def _another_visit(self) -> None:
        self._fit()
        self.told.emit()

    def _another_reader(self) -> None:
        self._whom_is_chosen = True
        self._fit()
        self.told.emit()

    def _fit(self) -> None:
        """Offer what fits the sheet that is chosen."""
        kind = self.kind()
        visits = [(visit.id, self._offered.words(visit)) for visit in self._offered.visits]
        if kind.visit == "maybe":
            visits = [*visits, ("", tr("For no single visit"))]
        self.visit.set_choices(visits)
        self.visit.setHidden(kind.visit == "none" or not self._offered.visits)
        letters = [(each.id, _which(each)) for each in self._offered.letters.values()]
        self.letter.set_choices(letters)
        self.letter.setHidden(kind.key != letter_sheet.KEY or not letters)
        readers = self._readers(kind)
        self.whom.set_choices(readers)
        if not self._whom_is_chosen:
            self._choose_usual(kind, [key for key, _ in readers])
        self.name.setHidden(self.whom.value() == "myself" or str(self.whom.value()).startswith(_DOCTOR))

    def _readers(self, kind: SheetKind) -> list[tuple[str, str]]:
        """Whom this sheet can be for, the doctors of the case by their names."""
        words, found = recipient_words(), []
        for recipient in (one for one in RECIPIENTS if one in kind.recipients):
            known = [each for each in self._offered.doctors.values() if _recipient(each) == recipient]
            found += [(_DOCTOR + each.id, each.name) for each in known]
            found.append((recipient, words[recipient]))
        return found

    def _choose_usual(self, kind: SheetKind, keys: Sequence[str]) -> None:
        """The first reader that the sheet names; a doctor is the one of the visit."""
        usual = kind.recipients[0]
        letter = self._offered.letters.get(self.plan().letter)
        if letter is not None:
            usual, doctor = letter_sheet.recipient_of(letter), _DOCTOR + (letter.doctor_id or "")
            self._choose_whom(doctor if usual == "doctor" and doctor in keys else usual)
            self.name.set_value(letter.recipient)
            return
        visit = next((one for one in self._offered.visits if one.id == self.visit.value()), None)
        doctor = _DOCTOR + (visit.doctor_id or "") if visit else ""
        self._choose_whom(doctor if usual == "doctor" and doctor in keys else usual)

    def _choose_whom(self, whom: str) -> None:
        blocked = self.whom.blockSignals(True)
        self.whom.set_value(whom)
        self.whom.blockSignals(blocked)

    def _fit_paper(self) -> None:
        said = [tr("Large print") if self.large.value() else tr("Normal print"), self.paper.value() or ""]
        if not self.language.isHidden():
            said.append(LANGUAGES.get(self.language.value(), self.language.value()))
        self.paper_fold.say(", ".join(said))


def _which(letter: Letter) -> str:
    return ", ".join(part for part in (letter.title, letter.recipient) if part.strip())


def _recipient(doctor: Doctor) -> str:
    return "family_doctor" if doctor.role == "family" else "doctor"
