"""A real window at a desk, a hand that types in it, and what the person sees while the disk fails."""

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults.typist import DESKS, Typist, furnish

ROOM_AGAIN_S = 2.0
"""Within this time after the disk is well again everything is saved."""
PAUSE_MS = 40
PATIENCE_MS = 20_000


class TypingRoom:
    """Somebody types at the desk `name`; the disk of `folder` may fail meanwhile."""

    def __init__(self, qtbot, folder, name):
        self._qtbot, self.name, self.letters = qtbot, name, []
        if not folder.exists():
            case_file.create(folder, PASSPHRASE, cheap_ways()).close()
        self.vault = case_file.unlock(folder, PASSPHRASE, cheap_ways())
        self.ids = furnish(self.vault)
        self.typist = Typist(self.vault, DESKS[name], self.ids, self.letters.append, PAUSE_MS)
        qtbot.addWidget(self.typist.window, before_close_func=_ask_nobody)
        self._until(lambda: self.typist.editor is not None)

    def type_for(self, seconds):
        """Type on for a while."""
        self.typist.go_on()
        end = SYSTEM_CLOCK.monotonic() + seconds
        self._until(lambda: SYSTEM_CLOCK.monotonic() >= end)

    def struck(self):
        """Every letter that was typed until now."""
        return "".join(self.letters)

    def notices(self):
        """What the person reads at the lower edge of the window."""
        return self.typist.window.notices.sentences()

    def is_told_once(self):
        """Whether there is exactly one notice, however often a save was tried."""
        return len(self.notices()) == 1

    def seconds_until_saved(self):
        """How long it takes until everything typed before this call is in the case."""
        begin, must = SYSTEM_CLOCK.monotonic(), self.struck()
        self._until(lambda: text_in_case(self).startswith(must))
        return SYSTEM_CLOCK.monotonic() - begin

    def rest_until_saved(self):
        """Stop typing, and wait until all of it is in the case."""
        self.typist.rest()
        self._until(lambda: text_in_case(self) == self.struck())

    def until_nothing_is_told(self):
        """Wait until the notice is gone; the window hears of the save a moment after the case has it."""
        self._qtbot.waitUntil(lambda: not self.notices(), timeout=1000)

    def leave(self):
        """Close everything."""
        self.typist.rest()
        self.typist.work.close()
        self.vault.close()

    def _until(self, seen):
        self._qtbot.waitUntil(seen, timeout=PATIENCE_MS)


def text_in_case(room):
    """What the case has of the words that are typed."""
    with room.vault.read() as session:
        return DESKS[room.name].words(session, *room.ids)


def _ask_nobody(window):
    window._close_anyway = lambda: True
