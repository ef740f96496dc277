"""What is too long to be pasted into notes can become a record instead, so that nothing has to be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from secondop_desktop.base.dates import day_words
from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from secondop_desktop.base.errors import UserError
    from secondop_desktop.base.progress import Progress
    from secondop_desktop.flows.take_in import TakenIn
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.widgets.talk_view import TalkView
    from secondop_desktop.vault.vault import Vault


class LongPastes:
    """Answers an editor that refused a text: offers to keep it among the records."""

    def __init__(self, house: House, view: TalkView) -> None:
        self._house, self._word = house, view.bar.word

    def refused(self, error: UserError) -> None:
        """Say that nothing was pasted; the text is still on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text and not self._house.read_only:
            said = tr("Too long for a page of notes, so it was not pasted.")
            self._word.tell(said, tr("Keep it as a record"), lambda: self._keep(text), stays=True)
        else:
            self._word.tell(error.sentence)

    def _keep(self, text: str) -> None:
        clock = self._house.clock
        name = tr("Pasted at a visit, {day}", day=day_words(clock.today()))

        def flow(vault: Vault, _progress: Progress) -> TakenIn:
            from secondop_desktop.flows.take_in import take_in_bytes

            return take_in_bytes(vault, text.encode("utf-8", "ignore"), f"{name}.txt", clock=clock)

        self._house.work.start(tr("Keeping the text"), flow, quiet=True).finished.connect(self._kept)

    def _kept(self, taken: TakenIn) -> None:
        if taken.problem:
            self._word.tell(taken.problem)
        else:
            self._word.tell(tr("It is kept among your records: “{name}”.", name=taken.name))
