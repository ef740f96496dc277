"""Kills a window in which somebody types while sound is recorded, and looks what is left of both in the case.

Started by test_sound_killed.py with a plan as JSON; answers one line of JSON.
"""

import json
import sys
import time

import numpy as np
from PySide6.QtCore import QTimer

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import permissions, recordings
from secondop_desktop.case.permissions import YES, Permission
from secondop_desktop.flows.record_sound import SoundKeeper, join_left
from secondop_desktop.sound.decode import Sound
from secondop_desktop.sound.recorder import State
from secondop_desktop.vault import case_file
from tests.faults import typing_lane
from tests.faults.typing_lane import PATIENCE, PAUSE_MS, Lane
from tests.faults.typist import DESKS, LOOK_EVERY_MS, Typist

OLD_ENOUGH = 2.0
"""Seconds after which sound must be kept."""
QUIET = 500
"""Of 32,767: what is played while somebody types is ten times as loud."""
SOUND = "sound"


class Recorder(Typist):
    """Types as any other, and begins to record as soon as it sits; tells SOUND when sound arrives."""

    def __init__(self, *given):
        super().__init__(*given)
        self._part = None
        self._listen = QTimer(self)
        self._listen.setInterval(LOOK_EVERY_MS)
        self._listen.timeout.connect(self._is_heard)
        self._listen.start()

    def _is_heard(self):
        if self.editor is None:
            return
        if self._part is None:
            self._part = self.rooms.shown().sound.recorder
            self._part.toggle()
        elif self._part.recording() and self._part._recorder.status().state is State.RECORDING:
            self._listen.stop()
            self._told(SOUND)


class SoundLane(Lane):
    """A lane whose visit may be recorded."""

    desks = ("answer", "page of a visit")
    longest = 6.0

    def __init__(self, workshop):
        self._lines, self._late, self._seconds = [], [], 0.0
        super().__init__(workshop)

    def _has_begun(self, log):
        """Wait until sound arrives; the letters typed meanwhile count as well."""
        self._lines, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end and (line := log.readline()):
            told = json.loads(line)
            if told[0] == SOUND:
                return True
            self._lines.append(told)
        return False

    def _furnish(self, vault):
        ids = super()._furnish(vault)
        said = Permission(
            appointment_id=ids[0], asked_whom="Dr Mensah", answer=YES, asked_at=SYSTEM_CLOCK.now()
        )
        with vault.write() as session:
            permissions.keep(session, said)
        return ids

    def _sit_down(self, vault, name, told):
        return Recorder(vault, DESKS[name], self.ids, told, PAUSE_MS)

    def _typed(self, log):
        return self._lines + super()._typed(log)

    def _judge_beside(self, instant):
        vault = case_file.open_with_key(self._case, self.key, self.ways)
        try:
            join_left(vault)
            with vault.read() as session:
                (recording,) = recordings.of_visit(session, self.ids[0])
            loudest = int(np.abs(heard(vault, recording)).max(initial=0))
        except Exception as error:
            return repr(error)
        finally:
            vault.close()
        late = (instant - recording.ends_at()).total_seconds()
        self._seconds += recording.seconds
        self._late.append(late)
        if not 0 <= late <= OLD_ENOUGH:
            return f"the sound ends {late:.2f} s before the kill, of {recording.seconds:.1f} s"
        return "" if loudest > QUIET else f"only silence was kept: {loudest}"

    def told(self):
        """The seconds of sound that were kept, and for each kill those that were not."""
        return {"seconds": self._seconds, "late": self._late}


def heard(vault, recording):
    """The last second of what was kept, as 16-bit samples."""
    with Sound(vault.blobs.open(recording.blob)) as sound:
        sound.go_to(max(0.0, recording.seconds - 1))
        return np.frombuffer(sound.read(1.0), "<i2")


def only_the_first(keep):
    """What keeps the first piece alone, for the control."""
    return lambda keeper, piece: keep(keeper, piece) if piece.number == 0 else None


if __name__ == "__main__":
    plan = json.loads(sys.argv[1])
    if not plan["saves"]:
        SoundKeeper.keep = only_the_first(SoundKeeper.keep)
    sys.stdout.write(json.dumps(typing_lane.main(plan, SoundLane)))
