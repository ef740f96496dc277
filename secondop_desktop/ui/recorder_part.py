"""The recorder in the bar of a visit: ask first, record, see that sound arrives, pause and stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import permissions
from secondop_desktop.case.permissions import NO, YES, Permission
from secondop_desktop.flows.record_sound import SoundKeeper, join
from secondop_desktop.sound.recorder import Recorder, State, Status
from secondop_desktop.ui.recorder_panel import RecorderPanel
from secondop_desktop.ui.widgets.boxes import row
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.labels import chip, set_chip
from secondop_desktop.ui.widgets.level_meter import LevelMeter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.base.errors import UserError
    from secondop_desktop.ui.screen import House

LOOK_EVERY_MS = 200
LONGEST_STOP_S = 1.5
SHORT_UNDER = 74
"""In a window with fewer letters across, the button shows only its icon."""

RecorderMaker = Callable[[SoundKeeper], Recorder]


class RecorderPart(QWidget):
    """Records one visit at a time. `told(sentence)` is for the bar; `panel_asked()` and `panel_done()` open
    and close `panel`, which asks for permission. `widened(on)` when it needs more room in the bar, or less.
    """

    told = Signal(str)
    panel_asked = Signal()
    panel_done = Signal()
    widened = Signal(bool)

    def __init__(self, house: House, recorder: RecorderMaker | None = None) -> None:
        super().__init__()
        self._house = house
        self._make = recorder or (lambda keeper: Recorder(keeper.keep, house.clock))
        self._visit_id, self._doctor = "", ""
        self._recorder: Recorder | None = None
        self._keeper: SoundKeeper | None = None
        self._said: object = None
        self._wide = False
        self.panel = RecorderPanel()
        self.begin = Button(tr("Record sound"), "quiet", "mic", tr("Ctrl+Shift+R"), self.toggle)
        self.state = chip("", "plain")
        self.meter = LevelMeter(tr("Level of the sound"))
        self.pause = icon_button(tr("Pause the recording (Ctrl+Shift+R)"), "pause", self.toggle)
        self.stop = icon_button(tr("End the recording"), "square", self._stop)
        inside = row("xs", "none", self)
        for part in (self.begin, self.state, self.meter, self.pause, self.stop):
            inside.addWidget(part)
        self.panel.answered.connect(self._answered)
        self.panel.closed.connect(self.panel_done)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self._show)
        self._show()

    def set_visit(self, visit_id: str, doctor: str = "") -> None:
        """Turn to a visit; one that is being recorded is ended and kept first."""
        if visit_id != self._visit_id:
            self.stop_and_keep()
        self._visit_id, self._doctor = visit_id, doctor
        self._show()

    def recording(self) -> bool:
        """Whether a recording is going on, also when it is paused or waits for its microphone."""
        return self._recorder is not None and self._recorder.status().state is not State.ENDED

    def typed_whom(self) -> str:
        """Whom somebody was writing down as asked; nothing while only the doctor is offered."""
        typed = self.panel.whom.typed()
        return typed if typed != self._doctor else ""

    def reflow(self, em: float) -> None:
        """Only an icon where there is little room."""
        self.begin.setText("" if em < SHORT_UNDER else tr("Record sound"))

    def toggle(self) -> None:
        """Record, pause, or go on; asks for permission first when nobody said yes yet."""
        if self._house.read_only or not self._visit_id:
            return
        if self._recorder is None:
            self._house.work.read(self, self._said_so_far, self._begin_or_ask)
        elif self._recorder.status().state is State.PAUSED:
            self._recorder.go_on()
        else:
            self._recorder.pause()
        self._show()

    def stop_and_keep(self, *, joined: bool = True) -> bool:
        """End the recording; False when some of it could not be kept yet, which is tried on.

        The pieces become one file behind the scenes, unless `joined` is off: then the next unlock does it.
        """
        recorder, keeper = self._recorder, self._keeper
        if recorder is None or keeper is None:
            return True
        if not recorder.stop(LONGEST_STOP_S):
            self._show()
            return False
        self._recorder = self._keeper = None
        recording_id = keeper.recording_id
        if recording_id and joined and not self._house.work.closed():
            self._house.work.start(
                tr("Keeping the recording"), lambda vault, _: join(vault, recording_id), quiet=True
            )
        self._show()
        return True

    # --- permission ---

    def _said_so_far(self, session: Session) -> list[Permission]:
        return list(permissions.of_visit(session, self._visit_id))

    def _begin_or_ask(self, said: list[Permission]) -> None:
        if self._recorder is not None:
            return
        if said and said[-1].answer == YES:
            self._start()
            return
        self.panel.ask(self._doctor, [said_words(permission, self._house.clock) for permission in said])
        self.panel_asked.emit()

    def _answered(self, whom: str, answer: str) -> None:
        visit_id, now = self._visit_id, self._house.clock.now()

        def command(session: Session) -> None:
            permissions.keep(
                session,
                Permission(appointment_id=visit_id, asked_whom=whom, answer=answer, asked_at=now),
            )

        def then(_: None) -> None:
            self.panel.whom.set_value("")
            self.panel_done.emit()
            if answer == YES:
                self._start()
            else:
                self.told.emit(tr("Noted. Nothing is recorded."))

        self._house.work.write(self, command, then, self._refused, name=tr("note whether recording is fine"))

    def _refused(self, error: Exception) -> None:
        if getattr(error, "field", "") == "asked_whom":
            self.panel.refuse(error)  # type: ignore[arg-type] # only a FieldError names a field
        else:
            self._house.work.failed.emit(error)

    # --- recording ---

    def _start(self) -> None:
        if self._recorder is not None or not self._visit_id:
            return
        self._said = None
        self._keeper = SoundKeeper(self._house.work.vault, self._visit_id, self._house.clock)
        self._recorder = self._make(self._keeper)
        self._recorder.start()
        self._look.start()
        self._show()

    def _stop(self) -> None:
        keeper = self._keeper
        if keeper is not None and self.stop_and_keep():
            kept = tr("The recording has ended and is kept.")
            self.told.emit(kept if keeper.recording_id else tr("Nothing was recorded."))

    def _show(self) -> None:
        recorder = self._recorder
        status = recorder.status() if recorder is not None else Status(State.ENDED)
        going = recorder is not None
        self.begin.setVisible(not going and bool(self._visit_id) and not self._house.read_only)
        for part in (self.state, self.meter, self.pause, self.stop):
            part.setVisible(going)
        if going is not self._wide:
            self._wide = going
            self.widened.emit(going)
        if not going:
            self._look.stop()
            return
        words, tone = state_words(status)
        if words != self.state.text():
            set_chip(self.state, words, tone)
        self.meter.show_level(status.level, sentence_of(status))
        self._show_pause(status.state)
        self._say(status)
        if recorder is not None and recorder.finished():
            self.stop_and_keep()

    def _show_pause(self, state: State) -> None:
        paused = state is State.PAUSED
        words = tr("Go on recording (Ctrl+Shift+R)") if paused else tr("Pause the recording (Ctrl+Shift+R)")
        if words != self.pause.accessibleName():
            self.pause.set_icon("mic" if paused else "pause")
            self.pause.setAccessibleName(words)
            self.pause.setToolTip(words)

    def _say(self, status: Status) -> None:
        """Tell each trouble once, and that it is over."""
        trouble: UserError | None = status.trouble
        if status.unsaved is not None:
            told: object = "disk"
            sentence = tr(
                "The disk takes no sound just now. It is held here and tried again. Your notes go on."
            )
        elif trouble is not None:
            told, sentence = getattr(trouble, "reason", ""), trouble.sentence
        elif status.state is State.HUSHED:
            told, sentence = "hushed", sentence_of(status)
        else:
            told, sentence = None, tr("Sound is recorded and kept again.")
        if told != self._said:
            before, self._said = self._said, told
            if told is not None or before is not None:
                self.told.emit(sentence)


def said_words(said: Permission, clock: Clock) -> str:
    """An answer as a sentence."""
    whom, at = said.asked_whom, time_words(said.asked_at.astimezone(clock.zone()))
    if said.answer == YES:
        return tr("{whom} said yes at {time}.", whom=whom, time=at)
    if said.answer == NO:
        return tr("{whom} said no at {time}.", whom=whom, time=at)
    return tr("{whom} was asked at {time}: not now.", whom=whom, time=at)


def state_words(status: Status) -> tuple[str, str]:
    """What the chip says, with its tone: only where sound arrives it says "Recording"."""
    long = length_words(status.seconds)
    said = {
        State.WAITING: (tr("Waiting for the microphone"), "warn"),
        State.RECORDING: (tr("Recording {time}", time=long), "danger"),
        State.HUSHED: (tr("No sound {time}", time=long), "warn"),
        State.PAUSED: (tr("Paused {time}", time=long), "info"),
        State.TROUBLED: (tr("Not recording"), "warn"),
        State.ENDED: (tr("Keeping the sound"), "warn"),
    }
    return said[status.state]


def sentence_of(status: Status) -> str:
    """What the meter means, in a sentence."""
    if status.trouble is not None:
        return status.trouble.sentence
    said = {
        State.RECORDING: tr("Sound is arriving."),
        State.HUSHED: tr("No sound arrives. Is the microphone muted?"),
        State.PAUSED: tr("Nothing is recorded during the pause."),
    }
    return said.get(status.state, tr("No sound arrives yet."))


def length_words(seconds: float) -> str:
    """A length as a clock shows it: 12:34, or 1:02:03."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
