"""Finding words in one record: where they stand on the open page, and the way to the next place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from secondop_desktop.base.language import tr, trn
from secondop_desktop.flows import see_record
from secondop_desktop.flows.see_record import FoundIn
from secondop_desktop.flows.show_pages import places_of
from secondop_desktop.search.words import holds_all, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondop_desktop.case.documents import Page
    from secondop_desktop.flows.see_record import Leaf
    from secondop_desktop.ui.widgets.find_bar import FindBar
    from secondop_desktop.ui.widgets.page_view import PageView
    from secondop_desktop.ui.widgets.page_words import Box
    from secondop_desktop.ui.work import Work


class RecordFind(QObject):
    """Fills the bar and marks the view; `words` are what is looked for, nothing when nothing is.

    `in_note(id)` when they do not stand on the page that was opened, but in a note that is pinned to it.
    """

    in_note = Signal(str)

    def __init__(self, work: Work, view: PageView, bar: FindBar) -> None:
        super().__init__(view)
        self._work, self._view, self._bar = work, view, bar
        self.words = ""
        self._found = FoundIn()
        self._leaf: Leaf | None = None
        self._places: Sequence[Box] = ()
        self._present = -1
        self._shown = ("", 0, "")
        self._comes_from = 1
        self._goes_on = False
        bar.typed.connect(self.look_for)
        bar.step.connect(self.step)
        bar.closed.connect(self.close)

    def open(self) -> None:
        """Show the bar and put the cursor into it."""
        self._bar.open()
        self._bar.take_focus()

    def begin(self, words: str) -> None:
        """Mark words on the page that is opened, without leaving it."""
        self.words, self._found, self._leaf = words, FoundIn(), None
        self._places, self._present, self._shown = (), -1, ("", 0, "")
        self._bar.setVisible(bool(words_of(words)))
        if words_of(words):
            self._bar.open(words)
            self._bar.say("")

    def look_for(self, words: str) -> None:
        """Look for other words; when they do not stand here, go to the next page where they do."""
        self.words, self._goes_on, self._shown = words, True, ("", 0, "")
        self._ask()
        self._mark()

    def close(self) -> bool:
        """Put the bar away and mark nothing; False when it is away."""
        if self._bar.isHidden():
            return False
        self._bar.hide()
        self.words, self._found, self._places = "", FoundIn(), ()
        self._view.set_marks(())
        self._view.sheet.setFocus()
        return True

    def show_leaf(self, leaf: Leaf) -> None:
        """Mark the words on a page whose text is known now."""
        other = self._leaf is None or self._leaf.record.id != leaf.record.id
        self._leaf = leaf
        if self.words and (other or leaf.page is not None):
            self._ask()
        self._mark()

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), on another page when this one has no more."""
        to = self._present + by
        if 0 <= to < len(self._places):
            self._go_to(to)
            return
        others = [page for page in self._found.pages if (page > self._view.page) == (by > 0)]
        others = [page for page in others if page != self._view.page]
        if others:
            page = others[0] if by > 0 else others[-1]
        elif self._found.pages:
            page = self._found.pages[0] if by > 0 else self._found.pages[-1]
        else:
            return
        self._comes_from = by
        if page == self._view.page:
            self._go_to(0 if by > 0 else len(self._places) - 1)
        else:
            self._view.turn_to(page)

    def _ask(self) -> None:
        leaf, words = self._leaf, self.words
        if leaf is None:
            return
        if not words_of(words):
            self._arrived(FoundIn(words))
            return
        identity = leaf.record.id
        self._work.read(self, lambda session: see_record.find_in(session, identity, words), self._arrived)

    def _arrived(self, found: FoundIn) -> None:
        if found.typed != self.words:
            return
        self._found = found
        goes_on, self._goes_on = self._goes_on, False
        if goes_on and found.pages and self._view.page not in found.pages:
            later = [page for page in found.pages if page > self._view.page]
            self._comes_from = 1
            self._view.turn_to((later or found.pages)[0])
        self._say()

    def _mark(self) -> None:
        leaf = self._leaf
        if leaf is None or leaf.number != self._view.page or self._bar.isHidden():
            return
        if not words_of(self.words):
            self._places, self._present = (), -1
            self._view.set_marks(())
            self._bar.say("")
            return
        self._places = places_of(leaf.page, self.words) if leaf.page is not None else ()
        here = (leaf.record.id, leaf.number, self.words)
        if here != self._shown:
            self._shown = here
            note = note_with(leaf, self.words) if not self._places else ""
            if note:
                self.in_note.emit(note)
            self._go_to(0 if self._comes_from > 0 else len(self._places) - 1)
            self._comes_from = 1
        else:
            self._view.set_marks(self._places, present=self._present)
            self._say()

    def _go_to(self, place: int) -> None:
        self._present = place if self._places else -1
        self._view.set_marks(self._places, go=bool(self._places), present=self._present)
        self._say()

    def _say(self) -> None:
        leaf, found = self._leaf, self._found
        if leaf is None or not words_of(self.words):
            self._bar.say("")
            return
        here = mark_sentence(leaf.page, self.words, bool(self._places))
        if not self._places and note_with(leaf, self.words):
            here = tr("“{words}” stands in your note on this page.", words=self.words)
        count = []
        if self._places:
            count.append(
                tr("Place {place} of {places} here.", place=self._present + 1, places=len(self._places))
            )
        if found.pages:
            count.append(trn("Found on {n} page.", "Found on {n} pages.", len(found.pages)))
        if found.unread:
            count.append(trn("{n} page is not read yet.", "{n} pages are not read yet.", found.unread))
        more = len(self._places) > 1 or any(page != self._view.page for page in found.pages)
        self._bar.say(here, " ".join(count), more)


def mark_sentence(page: Page | None, words: str, marked: bool) -> str:
    """Where the words one looked for are; some text files have no picture to mark them on."""
    if marked:
        return tr("Marked on the page: {words}", words=words)
    if page is None:
        return tr("This page is not read yet, so its words are not known.")
    if holds_all(page.text, words):
        return tr("“{words}” stands in the read text of this page.", words=words)
    return tr("“{words}” does not stand on this page.", words=words)


def note_with(leaf: Leaf, words: str) -> str:
    """The id of the first note on the open page in which all words stand, or nothing."""
    here = (pin for pin in leaf.pins if pin.number == leaf.number)
    return next((pin.id for pin in here if holds_all(pin.text, words)), "")
