"""Plays what was recorded of a visit, from the moment a line was written or from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSlider, QWidget

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import recordings
from secondop_desktop.case.recordings import GROWING, WHOLE, Recording
from secondop_desktop.sound.player import Player, Playing, State
from secondop_desktop.ui.recorder_part import length_words
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.cards import Rule
from secondop_desktop.ui.widgets.choices import Combo
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.reflow import Reflow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.sound.decode import Ranges
    from secondop_desktop.ui.screen import House

JUMP_S = 10.0
SPEEDS = (0.75, 1.0, 1.25, 1.5)
LOOK_EVERY_MS = 200
ONE_LINE_UNDER, SLIDER_FROM, NAMES_FROM = 62, 46, 74
NEAR = timedelta(minutes=2)
"""A line that was written so long before or after a recording still belongs to it."""


class PlayerPart(QWidget):
    """A strip with the sound of one visit; hidden while there is none. `told(sentence)` is for the person.

    `moved(instant)` while it plays: when that was said; `changed()` when there is sound, or it shows, or not
    any more. In the room it shows only when asked for (`quiet`).
    """

    told = Signal(str)
    moved = Signal(object)
    changed = Signal()

    def __init__(self, house: House, *, quiet: bool = False) -> None:
        super().__init__()
        self._house, self._quiet = house, quiet
        self._visit_id = ""
        self._recordings: list[Recording] = []
        self._shown: Recording | None = None
        self._loaded = ""
        self._position = 0.0
        self._wanted: datetime | None = None
        self._growing, self._many, self._many_named = False, True, True
        self._trouble: object = None
        self._player = Player()
        self.which = Combo()
        self.which.setAccessibleName(tr("Which recording"))
        self.which.activated.connect(self._chosen)
        self.back = Button(tr("10 s"), "quiet", "skip-back", tr("Back ten seconds (F6)"), self.jump_back)
        self.play = icon_button(tr("Play (F7)"), "play", self.toggle)
        self.forward = Button(tr("10 s"), "quiet", "skip-forward", tr("On ten seconds (F8)"), self.jump_on)
        for made in (self.back, self.forward):
            made.setAccessibleName(made.toolTip())
        self.place = label("", "small", wrap=False)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Place in the recording"))
        self.slider.setSingleStep(int(JUMP_S))
        self.slider.setMinimumHeight(44)
        self.slider.actionTriggered.connect(self._slid)
        self.speed = Combo()
        self.speed.setAccessibleName(tr("How fast it is played"))
        self.speed.addItems([tr("Slower, 0.75"), tr("Normal speed"), tr("Faster, 1.25"), tr("Fastest, 1.5")])
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.activated.connect(lambda index: self._player.set_speed(SPEEDS[index]))
        self.close_it = icon_button(tr("Put the player away"), "x", self.put_away)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._tick)
        self._build()
        house.work.changed.connect(self._records_changed)
        self.hide()

    def set_visit(self, visit_id: str) -> None:
        """Turn to a visit; what plays is ended."""
        if visit_id != self._visit_id:
            self._player.close()
            self._shown, self._loaded, self._wanted = None, "", None
            self.hide()
        self._visit_id = visit_id
        self._fetch()

    def play_from(self, instant: datetime) -> None:
        """Play what was said at an instant; a sentence when nothing of it was recorded."""
        self._wanted = instant
        self._fetch()

    def calls(self) -> dict[str, Callable[[], object]]:
        """What its keys call."""
        return {"F6": self.jump_back, "F7": self.toggle, "F8": self.jump_on}

    def has_sound(self) -> bool:
        """Whether something of this visit was recorded, or is being recorded."""
        return bool(self._recordings) or self._growing

    def play_recording(self, recording_id: str, position: float = 0.0) -> None:
        """Play one recording of the visit from a place on."""
        found = next((one for one in self._recordings if one.id == recording_id), None)
        if found is not None:
            self._begin(found, position)

    def toggle(self) -> None:
        """Play, or pause."""
        if self._quiet and self.isHidden():
            self._show_up()
        if self._player.status().state is State.PLAYING:
            self._player.pause()
        elif self._shown is not None and self._loaded == self._shown.id:
            self._player.go_on()
        elif self._shown is not None:
            self._begin(self._shown, self._position)
        self._show()

    def jump_back(self) -> None:
        """Ten seconds back."""
        self._go_to(self._heard().position - JUMP_S)

    def jump_on(self) -> None:
        """Ten seconds on."""
        self._go_to(self._heard().position + JUMP_S)

    def put_away(self) -> None:
        """Be silent, and hide."""
        self._player.pause()
        self.hide()

    def silence(self) -> None:
        """Be silent and let go of the sound; for the lock and the end."""
        self._player.close()
        self._loaded = ""
        self._look.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays that cannot be stopped."""
        super().hideEvent(event)
        self._look.stop()
        self._player.pause()
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """It is there to be used."""
        super().showEvent(event)
        self._look.start()
        self.changed.emit()

    def can_play(self) -> bool:
        """Whether there is a recording that has ended."""
        return bool(self._recordings)

    def show_up(self) -> None:
        """Show it, with the cursor on the button that plays."""
        self._show_up()
        self._show()
        self.play.setFocus()

    # --- what there is ---

    def _records_changed(self, kinds: frozenset[type]) -> None:
        if Recording in kinds and self._visit_id:
            self._fetch()

    def _fetch(self) -> None:
        visit_id = self._visit_id

        def query(session: Session) -> tuple[str, list[Recording]]:
            return visit_id, list(recordings.of_visit(session, visit_id))

        if visit_id:
            self._house.work.read(self, query, self._fetched)

    def _fetched(self, answer: tuple[str, list[Recording]]) -> None:
        visit_id, found = answer
        if visit_id != self._visit_id:
            return
        self._growing = any(one.state == GROWING for one in found)
        self._recordings = [one for one in found if one.state == WHOLE and one.blob]
        self._fill(self._recordings)
        ids = [one.id for one in self._recordings]
        if self._shown is None or self._shown.id not in ids:
            self.silence()
            self._shown, self._position = (self._recordings[0] if ids else None), 0.0
        else:
            self._shown = self._recordings[ids.index(self._shown.id)]
        if not ids:
            self.hide()
        elif not self._quiet:
            self._show_up()
        self.changed.emit()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._play_instant(wanted)
        self._show()

    def _fill(self, found: Sequence[Recording]) -> None:
        zone = self._house.clock.zone()
        said = [
            tr("{time} ({length})", time=time_words(one.started_at.astimezone(zone)),
               length=length_words(one.seconds))
            for one in found
        ]  # fmt: skip
        if said != [self.which.itemText(index) for index in range(self.which.count())]:
            self.which.clear()
            self.which.addItems(said)
        self.which.setVisible(self._many_named and len(found) > 1)

    def _play_instant(self, instant: datetime) -> None:
        for one in self._recordings:
            begin, end = one.instant_of(0.0), one.ends_at()
            if begin - NEAR <= instant <= end + NEAR:
                self._begin(one, one.position_of(instant))
                return
        if self._growing:
            self.told.emit(tr("You can listen to this when the recording has ended."))
        else:
            self.told.emit(tr("No sound was recorded at that moment."))

    # --- playing ---

    def _begin(self, recording: Recording, position: float) -> None:
        self._shown, self._loaded = recording, recording.id
        self.which.setCurrentIndex(self._recordings.index(recording))
        self._trouble = None
        self._player.play(self._opener(recording), position)
        self._show_up()
        self._show()

    def _opener(self, recording: Recording) -> Callable[[], AbstractContextManager[Ranges]]:
        blobs, name = self._house.work.vault.blobs, recording.blob or ""
        return lambda: blobs.open(name)

    def _heard(self) -> Playing:
        """Where the sound is; where it would begin while nothing is loaded."""
        if self._shown is None or self._loaded != self._shown.id:
            return Playing(State.PAUSED, self._position)
        return self._player.status()

    def _go_to(self, position: float) -> None:
        if self._shown is None:
            return
        position = min(max(0.0, position), self._shown.seconds)
        if self._loaded == self._shown.id:
            self._player.go_to(position)
        self._position = position
        self._show()

    def _chosen(self, index: int) -> None:
        playing = self._heard().state is State.PLAYING
        chosen = self._recordings[index]
        self._player.pause()
        self._shown, self._position = chosen, 0.0
        if playing:
            self._begin(chosen, 0.0)
        self._show()

    def _slid(self, _action: int) -> None:
        self._go_to(self.slider.sliderPosition())

    # --- what is shown ---

    def _show_up(self) -> None:
        if self._recordings:
            self.show()
            self._look.start()

    def _tick(self) -> None:
        if self.isVisible():
            self._show()
        else:  # it was asked for on a page that nobody looks at; `showEvent` begins anew
            self._look.stop()

    def _show(self) -> None:
        shown = self._shown
        if shown is None or self.isHidden():
            self._look.stop()
            return
        heard = self._heard()
        playing = heard.state is State.PLAYING
        position = min(heard.position, shown.seconds)
        instant = shown.instant_of(position)
        at = time_words(instant.astimezone(self._house.clock.zone()))
        words = tr(
            "{position} of {length}, said at {time}",
            position=length_words(position), length=length_words(shown.seconds), time=at,
        )  # fmt: skip
        if words != self.place.text():
            self.place.setText(words)
        if not self.slider.isSliderDown():
            self.slider.setRange(0, max(1, int(shown.seconds)))
            self.slider.setValue(int(position))
        name = tr("Pause (F7)") if playing else tr("Play (F7)")
        if name != self.play.accessibleName():
            self.play.set_icon("pause" if playing else "play")
            self.play.setAccessibleName(name)
            self.play.setToolTip(name)
        if heard.trouble is not None and heard.trouble is not self._trouble:
            self._trouble = heard.trouble
            self.told.emit(heard.trouble.sentence)
        if playing:
            self.moved.emit(instant)
            self._look.start()

    def _build(self) -> None:
        outer = column("none", "none", self)
        if self._quiet:
            outer.addWidget(Rule())
        self._line, first, second = row("s", "l xs l xs" if self._quiet else "none"), row("xs"), row("s")
        for part in (self.back, self.play, self.forward, self.place):
            first.addWidget(part)
        second.addWidget(self.slider, 1)
        for combo in (self.which, self.speed):
            second.addWidget(combo)
        if self._quiet:
            second.addWidget(self.close_it)
        else:
            self.close_it.setParent(None)
        self._line.addLayout(first)
        self._line.addLayout(second, 1)
        outer.addLayout(self._line)
        self._reflow = Reflow(self, self.reflow)

    def reflow(self, em: float) -> None:
        """Two lines on a narrow card; in the room one, with no more than the keys need."""
        narrow = em < ONE_LINE_UNDER
        stand(self._line, narrow and not self._quiet)
        self._many = not (narrow and self._quiet)
        self.slider.setVisible(self._many or em >= SLIDER_FROM)
        self.speed.setVisible(self._many)
        self._many_named = self._quiet and em >= NAMES_FROM
        self.which.setVisible(self._many_named and len(self._recordings) > 1)
        for made in (self.back, self.forward):
            made.setText("" if self._quiet and em < SLIDER_FROM else tr("10 s"))
