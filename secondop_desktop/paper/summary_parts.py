"""The parts of the summary, each a label beside its words, in the order in which a doctor reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secondop_desktop.base.language import tr
from secondop_desktop.paper.rows import Block, Row, Setting, led_by, space, with_bar
from secondop_desktop.paper.sheets import Fact, Summary
from secondop_desktop.paper.tagged import Element

_LABELS = 9.2  # width of the column of labels, in type sizes
_DATES = 7.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part; the higher `leaves`, the sooner it moves to page 2; those with 0 stay as long as they can."""

    name: str
    block: Block
    element: Element
    leaves: int = 0


def parts(data: Summary, setting: Setting, tree: Element) -> list[Part]:
    """Every part that has something to say."""
    made = Parts(setting, tree)
    made.head(data)
    made.decision(data)
    made.said(tr("Diagnosis"), (data.diagnosis, source_words(data)))
    made.facts(data)
    made.timeline(data)
    made.said(tr("Treatment so far"), (data.treatment,), leaves=1)
    made.said(plan_words(data), (data.plan,))
    made.said(tr("Medicines"), (listed(data.medicines),), leaves=2)
    made.said(tr("Other conditions"), (listed(data.conditions),), leaves=3)
    made.said(tr("Records I have"), (listed(data.records_here),), leaves=6)
    made.said(tr("Records missing"), (listed(data.records_missing),), leaves=5)
    made.questions(data)
    made.said(tr("With me today"), (data.companion,), leaves=7)
    return made.parts


class Parts:
    """Collects the parts of one summary."""

    def __init__(self, setting: Setting, tree: Element) -> None:
        self.parts: list[Part] = []
        self.setting = setting
        self.tree = tree
        # Beside large print there is no room for a column of labels: they stand above their words.
        self._x = 0.0 if setting.style.large else _LABELS * setting.sizes.body
        self.gap = setting.sizes.body * (0.3 + setting.sizes.line - 1.08)

    def head(self, data: Summary) -> None:
        """Who this is, and what every doctor must know first."""
        element = self.tree.new("Sect")
        rows = self.setting.heading(
            element, data.name if data.name.strip() else tr("Summary of my case"), "H1"
        )
        facts = [
            (tr("Born:"), data.birth_date),
            (tr("Phone:"), data.phone),
            (tr("Printed on:"), data.printed_on),
        ]
        rows += self.setting.labelled(element, [(label, value) for label, value in facts if value.strip()])
        if data.allergies is not None:
            allergies = data.allergies if data.allergies.strip() else tr("none noted; please ask me")
            rows += self.setting.text(element.new("P"), allergies, label=tr("Allergies:"))
        self.add("", rows, element)

    def decision(self, data: Summary) -> None:
        """What the visit is for."""
        if not (data.decision.strip() or data.decide_by.strip()):
            return
        element = self.tree.new("Sect")
        rows = self.setting.heading(element, tr("The decision I want help with"), x=12)
        if data.decision.strip():
            rows += self.setting.text(element.new("P"), data.decision, x=12)
        if data.decide_by.strip():
            rows += self.setting.text(
                element.new("P"), data.decide_by, label=tr("I need to decide by:"), x=12
            )
        self.add(tr("The decision I want help with"), [space(5), *with_bar(rows), space(3)], element)

    def said(self, name: str, paragraphs: Iterable[str], leaves: int = 0) -> None:
        """A part of one or two short paragraphs."""
        words = [one for one in paragraphs if one.strip()]
        if words:
            element = self.tree.new("Sect")
            heading = element.new("H2")
            rows = [row for one in words for row in self.setting.text(element.new("P"), one, x=self._x)]
            self._labelled(name, rows, element, heading, leaves)

    def facts(self, data: Summary) -> None:
        """Stage, grade, markers, each with the number of its source; the sources stand below, each once."""
        if data.facts:
            element = self.tree.new("Sect")
            heading, listing = element.new("H2"), element.new("L")
            facts, sources = numbered(data.facts)
            rows = []
            for label, value in facts:
                body = listing.new("LI").new("LBody")
                rows += self.setting.text(body, value, label=label, x=self._x)
            if sources:
                rows += self.setting.text(element.new("P"), sources, label=tr("Sources:"), x=self._x)
            self._labelled(tr("Key facts"), rows, element, heading)

    def timeline(self, data: Summary) -> None:
        """What happened when."""
        if data.timeline:
            element = self.tree.new("Sect")
            heading, listing = element.new("H2"), element.new("L")
            rows: list[Row] = []
            right = self._x + _DATES * self.setting.sizes.body
            for moment in data.timeline:
                item = listing.new("LI")
                date = self.setting.text(item.new("Lbl"), moment.date, x=self._x, width=right - self._x - 6)
                rows += led_by(date, self.setting.text(item.new("LBody"), moment.text, x=right))
            self._labelled(tr("Timeline"), rows, element, heading, leaves=4)

    def questions(self, data: Summary) -> None:
        """What the person most wants to ask."""
        if data.top_questions:
            element = self.tree.new("Sect")
            heading, listing = element.new("H2"), element.new("L")
            rows: list[Row] = []
            x = self._x + 1.6 * self.setting.sizes.body
            for number, question in enumerate(data.top_questions, start=1):
                item = listing.new("LI")
                label = self.setting.text(item.new("Lbl"), f"{number}.", x=self._x, bold=True)
                rows += led_by(label, self.setting.text(item.new("LBody"), question, x=x))
            self._labelled(tr("My top questions"), rows, element, heading)

    def _labelled(
        self, name: str, rows: list[Row], element: Element, heading: Element, leaves: int = 0
    ) -> None:
        label = self.setting.text(heading, name, width=self._x - 8 if self._x else None, bold=True)
        self.add(name, led_by(label, rows) if self._x else [*label, *rows], element, leaves)

    def add(self, name: str, rows: list[Row], element: Element, leaves: int = 0) -> None:
        """Put a part at the end."""
        self.parts.append(Part(name, Block(rows, self.gap), element, leaves))


def listed(things: Sequence[str]) -> str:
    """Several things in one run of words."""
    return "; ".join(thing.strip() for thing in things if thing.strip())


def plan_words(data: Summary) -> str:
    """What the plan of the first doctor is called."""
    return tr("Plan of {doctor}", doctor=data.plan_by) if data.plan_by.strip() else tr("Plan of my doctor")


def source_words(data: Summary) -> str:
    """Where the diagnosis comes from, in a sentence."""
    said = ", ".join(one.strip() for one in (data.diagnosis_source, data.diagnosis_date) if one.strip())
    return tr("Source: {source}", source=said) if said else ""


def numbered(facts: Sequence[Fact]) -> tuple[list[tuple[str, str]], str]:
    """Each fact as its label and its words with the number of its source, and all sources in one line."""
    sources = list(dict.fromkeys(fact.source for fact in facts if fact.source.strip()))
    numbers = {source: f" [{number}]" for number, source in enumerate(sources, start=1)}
    told = [(f"{fact.label}:", fact.value + numbers.get(fact.source, "")) for fact in facts]
    return told, "; ".join(f"[{number}] {source}" for number, source in enumerate(sources, start=1))
