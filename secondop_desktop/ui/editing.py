"""What helps with writing everywhere in an open case: undo and redo, what words mean, their spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance

from secondop_desktop.ui.spelling import Spelling
from secondop_desktop.ui.taking_back import TakingBack
from secondop_desktop.ui.word_help import WordHelp

if TYPE_CHECKING:
    from secondop_desktop.ui.actions import Actions
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.screen import House


class Editing(QObject):
    """Lasts as long as the rooms of a case."""

    def __init__(
        self, house: House, rooms: RoomsView, actions: Actions, settings_changed: SignalInstance
    ) -> None:
        super().__init__(rooms)
        self.taking_back = TakingBack(house, rooms, actions)
        self.words = WordHelp(house, rooms, actions)
        self.spelling = Spelling(house, rooms, self.words.offers)
        settings_changed.connect(self.spelling.follow_settings)
