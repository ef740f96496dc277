"""Texts too long for a cell of a table: the cell names a note, and the note stands at the end in full."""

from __future__ import annotations

from secondop_desktop.base.language import tr
from secondop_desktop.paper.question_pages import headed
from secondop_desktop.paper.rows import Block, Setting, space
from secondop_desktop.paper.tagged import Element

LONGEST = 700
"""So many letters of a text stand in a cell; in a narrow column that is most of a page."""


class LongTexts:
    """Collects the long texts of one sheet, in the order in which their cells are made."""

    def __init__(self) -> None:
        self._notes: list[tuple[str, str]] = []

    def fitting(self, text: str, about: str) -> str:
        """The text if a cell can hold it, else words that lead to its note; `about` is the note's title."""
        if len(text) <= LONGEST:
            return text
        self._notes.append((about, text))
        return tr("Long: see note {number} at the end.", number=len(self._notes))

    def blocks(self, setting: Setting, tree: Element) -> list[Block]:
        """The notes with their heading; ask for them after the tables."""
        made: list[Block] = []
        for number, (about, text) in enumerate(self._notes, start=1):
            rows = [] if made else setting.heading(tree, tr("Notes"))
            label = tr("Note {number}: {about}.", number=number, about=about)
            block = Block(setting.text(tree.new("P"), text, label=label), gap=setting.sizes.body * 0.6)
            made.append(headed([space(setting.sizes.body), *rows], block) if rows else block)
        return made
