"""The forms in which treatments, events, results and medicines are written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.case import events, medicines, treatments
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock

Elsewhere = Callable[[Exception], object]
_NARROW = 21  # ems: the lists stand in columns, and short fields still fit beside each other there
_MONTH = "March 2026"  # an example; the words around it are translated


def treatment(clock: Clock, elsewhere: Elsewhere) -> Form:
    """One treatment."""
    form = Form(elsewhere)
    form.add("name", LineField(tr("Treatment"), placeholder=tr("For example: radiation of the breast")))
    form.add_beside(
        ("kind", ChoiceField(tr("Kind"), list(treatments.kind_words().items()))),
        ("state", ChoiceField(tr("How it stands"), list(treatments.state_words().items()))),
        narrow=_NARROW,
    )
    form.add_beside(
        ("started", _day(tr("Began, or will begin"), clock)),
        ("ended", _day(tr("Ended, or will end"), clock)),
        narrow=_NARROW,
    )
    form.add("stopped_why", LineField(tr("Why it was stopped early"), prose=True))
    form.add("dose", LineField(tr("How much and how often, as I was told")))
    form.add("place", LineField(tr("Where")))
    form.add("doctor_id", ChoiceField(tr("With which doctor"), [("", tr("No doctor named"))]))
    form.add("response", TextField(tr("What it did, as I was told"), lines=1))
    form.add("side_effects", TextField(tr("Side effects"), lines=1))
    form.add("note", TextField(tr("Note"), lines=1))
    _with_source(form, clock)
    _shown_when(form, "state", {"stopped_why": (treatments.STOPPED,)})
    return form


def event(clock: Clock, elsewhere: Elsewhere) -> Form:
    """Something that happened."""
    form = Form(elsewhere)
    form.add("text", TextField(tr("What happened"), lines=1))
    form.add("kind", ChoiceField(tr("Kind"), list(events.kind_words().items())))
    form.add_beside(
        ("day", _day(tr("When, or since when"), clock)),
        ("until", _day(tr("Until when, if it took longer"), clock)),
        narrow=_NARROW,
    )
    form.add("place", LineField(tr("Where")))
    form.add("note", TextField(tr("Note"), lines=1))
    _with_source(form, clock)
    return form


def result(clock: Clock, elsewhere: Elsewhere) -> Form:
    """One value."""
    form = Form(elsewhere)
    form.add("marker", LineField(tr("What was measured"), placeholder=tr("For example: CA 15-3")))
    form.add_beside(
        ("value", LineField(tr("Value, as it is printed"), placeholder=tr("For example: 12.3 or <0.5"))),
        ("unit", LineField(tr("Unit"), placeholder=tr("For example: U/mL"))),
        narrow=_NARROW,
    )
    form.add_beside(
        ("low", LineField(tr("The lab’s range: from"))),
        ("high", LineField(tr("The lab’s range: to"))),
        narrow=_NARROW,
    )
    form.add("day", _day(tr("Day of the test"), clock))
    form.add("lab", LineField(tr("Laboratory")))
    form.add_beside(
        ("document_id", ChoiceField(tr("The record it is in"), [("", tr("In no record here"))])),
        ("page", LineField(tr("Page"))),
        narrow=_NARROW,
    )
    form.add("source", LineField(tr("Who says so, when it stands in no record"), prose=True))
    form.add("note", TextField(tr("Note"), lines=1))
    return form


def medicine(clock: Clock, elsewhere: Elsewhere) -> Form:
    """One medicine."""
    form = Form(elsewhere)
    form.add("name", LineField(tr("Name of the medicine")))
    form.add_beside(
        ("other_name", LineField(tr("Its other name"))),
        ("strength", LineField(tr("Strength"), placeholder=tr("For example: 2.5 mg"))),
        narrow=_NARROW,
    )
    form.add_beside(
        ("dose", LineField(tr("How much"), placeholder=tr("For example: one tablet"))),
        ("how_often", LineField(tr("How often and when"))),
        narrow=_NARROW,
    )
    form.add("reason", LineField(tr("What it is for"), prose=True))
    form.add("state", ChoiceField(tr("Do I take it?"), list(medicines.state_words().items())))
    form.add("started", _day(tr("Taken since"), clock))
    form.add_beside(
        ("stopped", _day(tr("Stopped on"), clock)),
        ("stopped_why", LineField(tr("Why I stopped"), prose=True)),
        narrow=_NARROW,
    )
    form.add("doctor_id", ChoiceField(tr("Which doctor named it"), [("", tr("No doctor named"))]))
    form.add("side_effects", TextField(tr("Side effects"), lines=1))
    form.add("note", TextField(tr("Note"), lines=1))
    _with_source(form, clock)
    stopped = (medicines.STOPPED,)
    _shown_when(form, "state", {"stopped": stopped, "stopped_why": stopped})
    return form


def offer(form: Form, name: str, choices: Mapping[str, str]) -> None:
    """Let a field choose among records by their names, or none of them."""
    field = form.field(name)
    none = tr("In no record here") if name == "document_id" else tr("No doctor named")
    if isinstance(field, ChoiceField):
        field.set_choices([("", none), *choices.items()])


def page_number(text: str) -> int:
    """The page that was typed, 0 for none; FieldError for what is no page."""
    if not text:
        return 0
    if not text.isdecimal() or not 1 <= int(text) <= 99_999:
        raise FieldError("page", tr("Please write the page as a number, such as 2."))
    return int(text)


def _day(words: str, clock: Clock) -> DateField:
    example = tr("For example {month}", month=_MONTH)
    return DateField(words, placeholder=example, clock=clock)


def _with_source(form: Form, clock: Clock) -> None:
    words = tr("For example: letter from Dr Lee, page 1")
    form.add("source", LineField(tr("Who says so"), placeholder=words, prose=True))
    form.add("dated", DateField(tr("Said or written on"), clock=clock))


def _shown_when(form: Form, name: str, fields: Mapping[str, tuple[Any, ...]]) -> None:
    """Show fields only while another one has one of the values given for them."""
    choice = form.field(name)

    def follow() -> None:
        for each, values in fields.items():
            form.field(each).setHidden(choice.value() not in values)

    choice.changed.connect(follow)
    follow()
