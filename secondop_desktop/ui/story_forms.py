"""The forms of the story page, and the topics that facts of a diagnosis usually have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.choices import ChoiceField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.picks import PickField

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.questions.catalogue import Catalogue

Elsewhere = Callable[[Exception], object]


def told(words: Catalogue, clock: Clock, elsewhere: Elsewhere) -> Form:
    """The diagnosis as the person was told it."""
    form = Form(elsewhere)
    form.add("sentence", TextField(tr("The diagnosis in my own words"), lines=2))
    kinds = [("", tr("Not known yet")), *((kind.key, kind.title) for kind in words.cancer_types)]
    form.add("cancer_type", ChoiceField(tr("Type of cancer"), kinds))
    sides = [("", tr("Not known, or no side")), ("left", tr("Left")), ("right", tr("Right"))]
    sides += [("both", tr("Both sides")), ("middle", tr("In the middle"))]
    form.add_beside(
        ("site", LineField(tr("Where in the body"), prose=True)),
        ("side", ChoiceField(tr("Which side"), sides)),
    )
    form.add("diagnosed_on", DateField(tr("When I was told"), clock=clock))
    form.add_beside(
        ("source", LineField(tr("Who told me, or which report"), prose=True)),
        ("source_date", DateField(tr("Date of that report or talk"), clock=clock)),
    )
    return form


def plan(elsewhere: Elsewhere) -> Form:
    """What the first doctor plans, and what was done so far."""
    form = Form(elsewhere)
    form.add("first_plan", TextField(tr("What the first doctor plans"), lines=2))
    form.add("treatment_so_far", TextField(tr("Treatment so far"), lines=2))
    return form


def why(words: Catalogue, clock: Clock, elsewhere: Elsewhere) -> Form:
    """The moment, the reasons, and the decision."""
    form = Form(elsewhere)
    moments = [("", tr("Not chosen yet")), *((moment.key, moment.title) for moment in words.moments)]
    form.add("moment", ChoiceField(tr("Where I stand now"), moments))
    offered = [(reason.key, reason.title) for reason in words.reasons]
    form.add("reasons", PickField(tr("My reasons"), offered, tr("In my own words, if I like")))
    form.add("decision", TextField(tr("The decision I need help with"), lines=2))
    form.add("decide_by", DateField(tr("I want to decide by"), tr("You can leave this empty."), clock=clock))
    return form


def time_to_decide(clock: Clock, elsewhere: Elsewhere) -> Form:
    """What was said about waiting."""
    form = Form(elsewhere)
    asked = tr("Ask your doctor: is it safe to wait for a second opinion, and how long?")
    form.add("waiting_said", TextField(tr("What was said about waiting"), asked, lines=2))
    form.add_beside(
        ("waiting_said_by", LineField(tr("Who said it"))),
        ("waiting_said_on", DateField(tr("When it was said"), clock=clock)),
    )
    return form


def owner(clock: Clock, elsewhere: Elsewhere) -> Form:
    """The person, as a doctor's office asks for it."""
    form = Form(elsewhere)
    form.add_beside(
        ("name", LineField(tr("Full name"))),
        ("preferred_name", LineField(tr("What I like to be called"))),
    )
    form.add_beside(
        ("birth_date", DateField(tr("Date of birth"), clock=clock)), ("phone", LineField(tr("Phone")))
    )
    form.add("companion", LineField(tr("Who comes with me or helps me")))
    form.add("allergies", TextField(tr("Allergies, a line for each"), lines=2))
    form.add("medicines", TextField(tr("Medicines I take, a line for each"), lines=2))
    form.add("conditions", TextField(tr("Other illnesses and operations, a line for each"), lines=2))
    form.add(
        "needs", TextField(tr("What makes a talk easier for me"), tr("Hearing, sight, language."), lines=1)
    )
    form.add("about_me", TextField(tr("What a doctor should know about my life"), lines=2))
    return form


def fact_topics() -> list[str]:
    """What a diagnosis is usually described by."""
    return [
        tr("Type"),
        tr("Size"),
        tr("Grade"),
        tr("Stage"),
        tr("Lymph nodes"),
        tr("Spread"),
        tr("Marker"),
        tr("Gene test"),
        tr("Family"),
    ]
