"""Asks what is to be written: which kind of letter, in which tone, to whom, and who is to get the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from secondop_desktop.base.language import tr
from secondop_desktop.flows import letters
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.boxes import FlowRow
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.case.doctors import Doctor
    from secondop_desktop.case.requests import Request
    from secondop_desktop.paper.letter_forms import LetterForm

_ASKED = ("second", "third", "candidate")
"""Roles of doctors who are asked for another opinion, the likeliest first."""


@dataclass(frozen=True)
class Offer:
    """Whom a letter can go to: the doctors and places of the case, and the requests it can belong to."""

    doctors: Sequence[Doctor] = ()
    places: Sequence[str] = ()
    requests: Mapping[str, Request] = field(default_factory=dict)


def tone_words() -> dict[str, str]:
    """The tones in words."""
    return {"short": tr("Short"), "warm": tr("Warm"), "direct": tr("Direct")}


class NewLetter(Page):
    """`wanted(Aim)` when the letter is to be written, `given_up` when not."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, elsewhere: Callable[[Exception], object]) -> None:
        super().__init__(
            tr("New letter or call sheet"),
            tr("It is filled in from your case. You can change every word before you print it."),
            back=tr("All letters"),
            reading=True,
        )
        self._offer, self._request = Offer(), ""
        self._kinds: dict[str, LetterForm] = letters.kinds()
        self.form = Form(elsewhere)
        kinds = [(form.key, form.title) for form in self._kinds.values()]
        self.kind = self.form.add("kind", ChoiceField(tr("What do you want to write?"), kinds))
        self.about = label("", "small")
        self.form.body.addWidget(self.about)
        self.tone = self.form.add("tone", ChoiceField(tr("In which tone?"), list(tone_words().items())))
        self.doctor = self.form.add("doctor", ChoiceField(tr("For which doctor?")))
        self.place = self.form.add("place", ChoiceField(tr("To which hospital or office?")))
        self.receiver = self.form.add("receiver", ChoiceField(tr("Which doctor is to get the records?")))
        self._blank = label(tr("What is not known yet stays blank, with a line to write on."), "small")
        self.form.body.addWidget(self._blank)
        self.write = Button(tr("Write it"), "primary", "square-pen", then=self._want)
        cancel = Button(tr("Do not write one"), "quiet", then=self.given_up.emit)
        card = Card(self.form)
        card.body.addSpacing(4)
        card.add(FlowRow(self.write, cancel))
        self.add(card)
        self.finish()
        self.kind.changed.connect(self._fit)
        self._fit()

    def offer(self, offer: Offer) -> None:
        """Offer the doctors and places of the case; what is chosen stays."""
        self._offer = offer
        nobody = ("", tr("I fill this in by hand"))
        named = [(doctor.id, _with_hospital(doctor)) for doctor in offer.doctors]
        kept = self.form.raw()
        self.doctor.set_choices([*named, nobody])
        self.receiver.set_choices([*named, nobody])
        self.place.set_choices([*((place, place) for place in offer.places), nobody])
        self.form.set_raw(kept)
        self._fit()

    def begin(self, item: str) -> None:
        """Begin with a kind of letter, a doctor of the case, or a request: `item` names one of them."""
        self._request = item if item in self._offer.requests else ""
        self.kind.set_value(item)
        request = self._offer.requests.get(item)
        if request is not None:
            own = request.kind == "access"
            self.kind.set_value("records-for-me" if own else "records-to-a-doctor")
        self._usual()
        if any(doctor.id == item for doctor in self._offer.doctors):
            self.doctor.set_value(item)
        if request is not None:
            self.place.set_value(request.facility.strip())
            same = [d.id for d in self._offer.doctors if d.name.casefold() == request.receiver.casefold()]
            self.receiver.set_value(same[0] if same else "")
        self._fit()

    def aim(self) -> Aim:
        """What was chosen."""
        form = self._kinds[self.kind.value()]
        to_place = form.to == "place"
        return Aim(
            kind=form.key,
            tone=self.tone.value() if form.tones else "",
            doctor="" if to_place else self.doctor.value() or "",
            place=(self.place.value() or "") if to_place else "",
            receiver=(self.receiver.value() or "") if self._asks_receiver(form) else "",
            request=self._request if to_place else "",
        )

    def raw(self) -> dict[str, Any]:
        """What is chosen, as JSON can hold it."""
        return {**self.form.raw(), "request": self._request}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Choose it again."""
        self.form.set_raw(raw)
        request = raw.get("request")
        self._request = request if isinstance(request, str) and request in self._offer.requests else ""
        self._fit()

    def _want(self) -> None:
        self.wanted.emit(self.aim())

    def _usual(self) -> None:
        """The doctors such a letter is mostly about: who treats, and who is asked."""
        form = self._kinds[self.kind.value()]
        treats = self._with(("first",))
        asked = self._with(_ASKED)
        calls = form.key in ("call-office", "call-insurance")
        self.doctor.set_value(asked if calls else treats)
        self.receiver.set_value(asked)
        first = next((d for d in self._offer.doctors if d.id == treats), None)
        self.place.set_value(first.hospital.strip() if first else "")

    def _with(self, roles: Sequence[str]) -> str:
        """The doctor with one of these roles, when it is clear who; else nobody."""
        for role in roles:
            found = [doctor.id for doctor in self._offer.doctors if doctor.role == role]
            if found:
                return found[0] if len(found) == 1 else ""
        return ""

    def _asks_receiver(self, form: LetterForm) -> bool:
        return form.needs_receiver or form.key == "take-back"

    def _fit(self) -> None:
        """Ask what this kind needs, and no more."""
        form = self._kinds[self.kind.value()]
        self.about.setText(form.about)
        self.tone.setHidden(not form.tones)
        self.doctor.setHidden(form.to == "place" or not self._offer.doctors)
        self.place.setHidden(form.to != "place" or not self._offer.places)
        self.receiver.setHidden(not self._asks_receiver(form) or not self._offer.doctors)


def _with_hospital(doctor: Doctor) -> str:
    return ", ".join(part for part in (doctor.name, doctor.hospital) if part.strip())
