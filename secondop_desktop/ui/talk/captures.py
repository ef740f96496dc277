"""Lines caught in the room: opened with the words at hand, kept at once, changed and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, captured
from secondop_desktop.case.captured import Captured
from secondop_desktop.ui.widgets.capture_row import Catch
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.widgets.talk_bar import QUESTIONS
from secondop_desktop.ui.widgets.talk_view import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import State
    from secondop_desktop.ui.talk.deeds import TalkDeeds
    from secondop_desktop.ui.talk.shown import TalkShown
    from secondop_desktop.ui.widgets.talk_view import TalkView
    from secondop_desktop.ui.widgets.writing_page import WritingPage

MOST_GIVEN = 300
ICONS = {
    captured.TEST: "microscope",
    captured.STEP: "list-checks",
    captured.MEDICINE: "pill",
    captured.GUIDELINE: "book-open",
    captured.TRIAL: "clipboard-list",
    captured.DATE: "calendar",
    captured.WORD: "search",
}


def catches() -> list[Catch]:
    """The kinds of lines with their keys, in the order of the chips."""
    short = {
        captured.TEST: tr("Test"),
        captured.STEP: tr("Next step"),
        captured.MEDICINE: tr("Medicine"),
        captured.GUIDELINE: tr("Guideline"),
        captured.TRIAL: tr("Trial"),
        captured.DATE: tr("Date"),
        captured.WORD: tr("Word"),
    }
    words = captured.kind_words()
    return [
        Catch(kind, short[kind], words[kind], f"Ctrl+{number}")
        for number, kind in enumerate(captured.KINDS, 1)
    ]


class TalkCaptures:
    """Listens to the chips of both pages and to the list of what was kept."""

    def __init__(self, view: TalkView, shown: TalkShown, deeds: TalkDeeds) -> None:
        self._view, self._shown, self._deeds = view, shown, deeds
        for page in self._pages():
            page.capture.asked.connect(self.ask)
            page.capture.kept.connect(self.keep)
            page.capture.closed.connect(page.note.setFocus)
            page.capture.listed.connect(self.show_kept)
        view.kept.change_asked.connect(self.change)
        view.kept.back_asked.connect(self.take_back)

    def keys(self) -> dict[str, Callable[[], object]]:
        """The key of each kind, and what it calls."""

        def asks(kind: str) -> Callable[[], object]:
            return lambda: self.ask(kind)

        return {catch.shortcut: asks(catch.kind) for catch in catches()}

    def show(self, lines: list[Captured]) -> None:
        """Show what was kept so far."""
        words = captured.kind_words()
        self._view.kept.show_rows(
            [
                CardRow(line.id, line.text, f"{words[line.kind]}. {self._when(line)}", ICONS[line.kind])
                for line in lines
            ]
        )
        for page in self._pages():
            page.capture.count(len(lines))

    def ask(self, kind: str) -> None:
        """Open the line of a kind with the chosen words in it, else with those of the line of the cursor."""
        if self._shown.talk is None or self._view.note().isReadOnly():
            return
        self._view.show_page()
        cursor = self._view.note().textCursor()
        text = cursor.selectedText() if cursor.hasSelection() else cursor.block().text()
        self._view.writing().catch(kind, " ".join(text.split())[:MOST_GIVEN])

    def keep(self, kind: str, text: str, identity: str) -> None:
        """Write a new line down, or one that was changed."""
        talk, view, word = self._shown.talk, self._view, self._view.bar.word
        if talk is None:
            return
        visit_id, now, initials = talk.visit.id, self._deeds.now(), self._shown.stamps.writer
        asking = self._shown.asking if view.key() == QUESTIONS else ""
        page = view.writing()

        def command(session: Session) -> None:
            if identity:
                captured.rewrite(session, identity, text)
            else:
                captured.add(session, visit_id, kind, text, now, asking_id=asking, initials=initials)

        self._deeds.change(
            command,
            lambda: page.capture.give_back(kind, text),
            name=tr("write down “{text}”", text=text),
            done=lambda: word.tell(
                tr("{kind}: kept.", kind=captured.kind_words()[kind]), tr("Undo"), self._deeds.way_back()
            ),
        )

    def show_kept(self) -> None:
        """Show what was kept so far, in place of the page."""
        self._view.toggle_panel(KEPT)

    def change(self, identity: str) -> None:
        """Open a line that was kept, to change it."""
        line = self._line(identity)
        if line is not None and not self._view.note().isReadOnly():
            self._view.show_page()
            self._view.writing().catch(line.kind, line.text, line.id)

    def take_back(self, identity: str) -> None:
        """Put a line that was kept into the bin."""
        line = self._line(identity)
        if line is None:
            return
        self._deeds.change(
            lambda session: bin.throw_away(session, "captured", identity),
            name=tr("take back “{text}”", text=line.text),
            done=lambda: self._view.bar.word.tell(
                tr("Taken back. It lies in the bin."), tr("Undo"), self._deeds.way_back()
            ),
        )

    def keep_all(self) -> None:
        """Keep every line that was typed and not kept, as when somebody leaves."""
        for page in self._pages():
            page.capture.keep_all()

    def stands(self) -> bool:
        """Whether words stand only in a line."""
        return any(page.capture.half() for page in self._pages())

    def half(self) -> State:
        """What stands only in the lines of the pages."""
        halves = [page.capture.half() for page in self._pages()]
        return {"lines": halves} if any(halves) else {}

    def take_up(self, state: State) -> None:
        """Put back what `half` told."""
        halves = state.get("lines")
        if isinstance(halves, list):
            for page, half in zip(self._pages(), halves, strict=False):
                page.capture.take_up(half)

    def _pages(self) -> tuple[WritingPage, WritingPage]:
        return (self._view.answer, self._view.page)

    def _line(self, identity: str) -> Captured | None:
        lines = self._shown.talk.captured if self._shown.talk is not None else []
        return next((line for line in lines if line.id == identity), None)

    def _when(self, line: Captured) -> str:
        return f"{time_words(line.written_at.astimezone(self._deeds.zone()))} {line.initials}".strip()
