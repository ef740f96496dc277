"""What can go wrong with sound, in sentences; the processes that touch the devices only name the reason."""

from __future__ import annotations

from collections.abc import Callable

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

NO_LIBRARY, NO_MICROPHONE, NO_SPEAKER = "no library", "no microphone", "no speaker"
BUSY, REFUSED, GONE, SILENT, OTHER = "busy", "refused", "gone", "silent", "other"
MEMORY_FULL, NOT_SOUND = "memory full", "not sound"


class SoundTrouble(UserError):
    """Sound cannot be recorded or played just now; `reason` is one of the names above."""

    def __init__(self, reason: str) -> None:
        known = reason if reason in _SENTENCES else OTHER
        super().__init__(*_SENTENCES[known]())
        self.reason = known


class NotAllowed(UserError):
    """Nobody noted that this visit may be recorded."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nothing was recorded: it is not noted that recording is fine with everyone."),
            tr("Please ask first, and write down the answer."),
        )


def _no_library() -> tuple[str, str]:
    return (
        tr("The part of the system that handles sound is missing, so there is no sound here."),
        tr("Your notes go on. On Debian or Ubuntu, install the package libportaudio2, then try again."),
    )


def _no_microphone() -> tuple[str, str]:
    return (
        tr("This computer has no microphone that can be used, so nothing is recorded."),
        tr("Your notes go on. Plug one in or switch it on, then try again."),
    )


def _no_speaker() -> tuple[str, str]:
    return (
        tr("This computer has nothing to play sound on. The recording is safe."),
        tr("Plug in headphones or a loudspeaker, then try again."),
    )


def _busy() -> tuple[str, str]:
    return (
        tr("Another program is using the sound device, so it cannot be used here."),
        tr("Your notes go on. Close the other program, such as a video call, then try again."),
    )


def _refused() -> tuple[str, str]:
    return (
        tr("The system does not let SecondOp use the microphone, so nothing is recorded."),
        tr("Your notes go on. Allow it in the privacy settings of the system, then try again."),
    )


def _gone() -> tuple[str, str]:
    return (
        tr("The sound device is gone. What was recorded until then is kept."),
        tr("Your notes go on. When it is back, recording goes on by itself."),
    )


def _silent() -> tuple[str, str]:
    return (
        tr("The microphone gives no sound. What was recorded until then is kept."),
        tr("Your notes go on. Look whether it is plugged in. Recording goes on when sound arrives."),
    )


def _other() -> tuple[str, str]:
    return (
        tr("The sound device cannot be used just now. What was recorded until then is kept."),
        tr("Your notes go on. Unplug the device and plug it in again, then try once more."),
    )


def _memory_full() -> tuple[str, str]:
    return (
        tr("The disk took nothing for too long, so recording has ended. Sound until now is still held here."),
        tr("Your notes go on. Please make room on the disk, then record again."),
    )


def _not_sound() -> tuple[str, str]:
    return (
        tr("This recording cannot be read as sound. It is kept as it is."),
        tr("You can save the file it came in, and listen to it in another program."),
    )


_SENTENCES: dict[str, Callable[[], tuple[str, str]]] = {
    NO_LIBRARY: _no_library,
    NO_MICROPHONE: _no_microphone,
    NO_SPEAKER: _no_speaker,
    BUSY: _busy,
    REFUSED: _refused,
    GONE: _gone,
    SILENT: _silent,
    OTHER: _other,
    MEMORY_FULL: _memory_full,
    NOT_SOUND: _not_sound,
}
