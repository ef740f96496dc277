"""The parts of the summary set close: across the whole width, so that a long case still fits one page."""

from __future__ import annotations

from secondop_desktop.base.language import tr
from secondop_desktop.paper.rows import Row, Setting, led_by
from secondop_desktop.paper.sheets import Summary
from secondop_desktop.paper.summary_parts import (
    Part,
    Parts,
    listed,
    numbered,
    plan_words,
    source_words,
)
from secondop_desktop.paper.tagged import Element

_NUMBERS = 1.6  # room for the number of a question, of the size of the words


def dense_parts(data: Summary, setting: Setting, tree: Element, gap: float) -> list[Part]:
    """Every part that has something to say; what only names things stands in small print.

    `gap` is the white below each, of the size of the words.
    """
    made = Parts(setting, tree)
    made.gap = setting.sizes.body * gap
    close, small = _Close(made), setting.sizes.foot
    made.head(data)
    made.decision(data)
    close.said(tr("Diagnosis:"), data.diagnosis, source_words(data))
    facts, sources = numbered(data.facts)
    close.said(tr("Key facts:"), "; ".join(f"{label} {value}" for label, value in facts))
    close.said(tr("Sources:"), sources, size=small)
    close.said(tr("Timeline:"), "; ".join(f"{one.date}: {one.text}" for one in data.timeline))
    close.said(tr("Treatment so far:"), data.treatment)
    close.said(tr("{name}:", name=plan_words(data)), data.plan)
    close.said(tr("Medicines:"), listed(data.medicines))
    close.said(tr("Other conditions:"), listed(data.conditions))
    close.said(tr("Records I have:"), listed(data.records_here), size=small)
    close.said(tr("Records missing:"), listed(data.records_missing), size=small)
    close.questions(data)
    close.said(tr("With me today:"), data.companion)
    return made.parts


class _Close:
    """Adds parts whose label begins their first line."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._setting = parts.setting

    def said(self, label: str, *words: str, size: float = 0.0) -> None:
        """One paragraph."""
        text = " ".join(word.strip() for word in words if word.strip())
        if text:
            element = self._parts.tree.new("Sect")
            rows = self._setting.text(element.new("P"), text, label=label, size=size)
            self._parts.add(label, rows, element)

    def questions(self, data: Summary) -> None:
        """What the person most wants to ask, a line each."""
        if not data.top_questions:
            return
        element = self._parts.tree.new("Sect")
        rows: list[Row] = self._setting.text(element.new("H2"), tr("My top questions"), bold=True)
        listing, x = element.new("L"), _NUMBERS * self._setting.sizes.body
        for number, question in enumerate(data.top_questions, start=1):
            item = listing.new("LI")
            label = self._setting.text(item.new("Lbl"), f"{number}.", bold=True)
            rows += led_by(label, self._setting.text(item.new("LBody"), question, x=x))
        self._parts.add(tr("My top questions"), rows, element)
