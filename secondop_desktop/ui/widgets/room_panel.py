"""Who is in the room at a visit, and which papers were handed over: one line each, added with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.line_list import LineList
from secondop_desktop.ui.widgets.page import ScrollPage


class RoomPanel(ScrollPage):
    """The lists `people` (with a role, one of `roles`) and `papers`; `closed()` goes back to the words."""

    closed = Signal()

    def __init__(self, roles: Sequence[tuple[str, str]] = (), usual: str = "") -> None:
        inside = QWidget()
        super().__init__(inside, clear=True)
        self.setAccessibleName(tr("In the room"))
        self.people = LineList(tr("Who is there"), tr("A name, then Enter"), roles, usual)
        self.papers = LineList(tr("Paper you were given"), tr("What it is, then Enter"))
        self.back = Button(tr("Back to my words"), icon="arrow-left", then=self.closed.emit)
        body = column("m", "xl m xl m", inside)
        body.addWidget(label(tr("In the room"), "h1"))
        people = tr("Their initials stand beside what they type. F4 changes who writes now.")
        papers = tr("A leaflet, a letter, a plan: one line each. The paper itself can join your records.")
        for title, about, lines in (
            (tr("Who is there"), people, self.people),
            (tr("Papers you were given"), papers, self.papers),
        ):
            body.addWidget(Card(label(title, "h2"), label(about, "muted"), lines, margins="l"))
        body.addWidget(self.back)
        body.addStretch(1)

    def set_writable(self, on: bool) -> None:
        """Let the person write, or only read."""
        self.people.set_writable(on)
        self.papers.set_writable(on)
