"""Sound in appointment mode: the recorder in the bar, and the player under the page when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from secondop_desktop.base.language import tr
from secondop_desktop.ui.player_part import PlayerPart
from secondop_desktop.ui.recorder_part import RecorderPart
from secondop_desktop.ui.widgets.buttons import icon_button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secondop_desktop.case.line_stamps import Stamp
    from secondop_desktop.ui.screen import House
    from secondop_desktop.ui.talk.fetched import Talk
    from secondop_desktop.ui.widgets.talk_view import TalkView

SOUND = "sound"


class TalkSound:
    """Mounts `recorder` and `player` on the view; a click on the time beside a line plays from there."""

    def __init__(self, house: House, view: TalkView) -> None:
        self._house, self._view = house, view
        self.recorder, self.player = RecorderPart(house), PlayerPart(house, quiet=True)
        self.listen = icon_button(tr("Listen to the recording (F7)"), "volume-2", self.player.show_up)
        self.listen.hide()
        view.bar.hold(self.listen)
        view.bar.hold(self.recorder)
        view.hold_below(self.player)
        view.add_panel(SOUND, self.recorder.panel, self.recorder.panel.whom)
        self.recorder.panel_asked.connect(lambda: view.open_panel(SOUND))
        self.recorder.panel_done.connect(view.close_panel)
        self.recorder.widened.connect(view.bar.crowd)
        self.recorder.widened.connect(self._offer)
        self.player.changed.connect(self._offer)
        for part in (self.recorder, self.player):
            part.told.connect(view.bar.word.tell)
        for page in (view.answer, view.page):
            page.note.line_asked.connect(self._play_line)

    def calls(self) -> dict[str, Callable[[], object]]:
        """What the keys call; `talk_view.key_words` says the same in words."""
        calls = self.player.calls()
        if not self._house.read_only:
            calls["Ctrl+Shift+R"] = self.recorder.toggle
        return calls

    def show(self, talk: Talk) -> None:
        """Turn to a visit."""
        self.recorder.set_visit(talk.visit.id, talk.doctor)
        self.player.set_visit(talk.visit.id)

    def put_down(self, *, joined: bool = True) -> bool:
        """Be silent, end the recording and keep it; False, with a sentence, when not all of it is kept."""
        self.player.silence()
        kept = self.recorder.stop_and_keep(joined=joined)
        if not kept:
            self._view.bar.word.tell(
                tr("The last seconds of sound could not be kept yet. They are held here and tried again.")
            )
        return kept

    def _offer(self) -> None:
        """Offer to listen where there is something, and the player is not there already."""
        there = self.player.can_play() and self.player.isHidden()
        self.listen.setVisible(there and not self.recorder.recording())

    def half(self) -> dict[str, str]:
        """Whom somebody was writing down as asked, as far as it was typed."""
        return {"whom": self.recorder.typed_whom()}

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Put it back."""
        if state.get("whom"):
            self.recorder.panel.whom.set_value(str(state["whom"]))

    def _play_line(self, line: int) -> None:
        mark = self._view.note().lines.mark_at(line)
        if mark is not None and self.player.has_sound():
            self.player.play_from(cast("Stamp", mark).at)
