"""Why a file or a page could not be read, in sentences; the worker only names the reason."""

from __future__ import annotations

from collections.abc import Callable

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

PROTECTED, WRONG_PASSWORD = "protected", "wrong password"
BROKEN, BROKEN_PAGE, EMPTY = "broken", "broken page", "empty"
TOO_BIG, TOO_MANY_PAGES, TOO_SLOW = "too big", "too many pages", "too slow"
NO_PAGE, NO_PICTURE, NO_READER = "no page", "no picture", "no reader"
STOPPED, NOT_STARTED = "stopped", "not started"
LOCKED = "locked"
NOT_SOUND = "not sound"


class Unreadable(UserError):
    """A file or a page that is kept as it is, but could not be read; `reason` is one of the names above."""

    def __init__(self, reason: str) -> None:
        what, advice = _SENTENCES.get(reason, _SENTENCES[BROKEN])()
        super().__init__(what, advice)
        self.reason = reason


class Protected(Unreadable):
    """A PDF that opens only with a password, or with another one than was given."""


class Refused(Exception):
    """Inside a worker: the reason why something cannot be read, on its way to the main process."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unreadable(reason: str) -> Unreadable:
    """The error for a reason that a worker named; an unknown reason counts as a broken file."""
    known = reason if reason in _SENTENCES else BROKEN
    return Protected(known) if known in (PROTECTED, WRONG_PASSWORD) else Unreadable(known)


def _protected() -> tuple[str, str]:
    return (
        tr("This PDF is locked with a password, so its text could not be read. It is kept as it is."),
        tr("If you know the password, you can enter it here."),
    )


def _wrong_password() -> tuple[str, str]:
    return (
        tr("This PDF does not open with that password. It is kept as it is."),
        tr("Please check the password and try again."),
    )


def _locked() -> tuple[str, str]:
    return (
        tr("This file is locked with a password, so its text could not be read. It is kept as it is."),
        tr("If you know the password, open it in its own program, save it without one, and add that copy."),
    )


def _broken() -> tuple[str, str]:
    return (
        tr("This file is damaged or incomplete, so its text could not be read. It is kept as it is."),
        tr("Asking for a new copy of it may help."),
    )


def _broken_page() -> tuple[str, str]:
    return (
        tr("This page is damaged, so it could not be read. The file is kept as it is."),
        tr("Asking for a new copy of the file may help."),
    )


def _empty() -> tuple[str, str]:
    return tr("There are no pages in this file. It is kept as it is."), tr("A new copy of it may help.")


def _too_big() -> tuple[str, str]:
    return (
        tr("This file or one of its pictures is too big to be read safely. It is kept as it is."),
        tr("A smaller copy, or a new scan of the pages you need, can be read."),
    )


def _too_many_pages() -> tuple[str, str]:
    return (
        tr("This file says that it has more pages than can be read here. It is kept as it is."),
        tr("A copy with only the pages you need can be read."),
    )


def _too_slow() -> tuple[str, str]:
    return (
        tr("Reading this took too long, so it was stopped. The file is kept as it is."),
        tr("You can try again, or add a simpler copy, for example a new scan."),
    )


def _no_page() -> tuple[str, str]:
    return tr("There is no page with this number in the file. It is kept as it is."), ""


def _no_picture() -> tuple[str, str]:
    return tr("This page is only text, and it cannot be drawn in its letters. Its text can be read."), ""


def _no_reader() -> tuple[str, str]:
    return tr("This kind of file is kept safely, but SecondOp cannot read it."), ""


def _stopped() -> tuple[str, str]:
    return (
        tr("Reading this file stopped in the middle. It is kept as it is."),
        tr("You can try again. If it happens once more, the file may be damaged."),
    )


def _not_started() -> tuple[str, str]:
    return (
        tr("The part of SecondOp that reads files could not start. Your files are safe."),
        tr("Please close other programs or restart the computer, then try again."),
    )


def _not_sound() -> tuple[str, str]:
    return (
        tr("This file does not hold sound that can be played here. It is kept as it is."),
        tr("If it plays on your phone, save it there as mp3 or wav, and add that one too."),
    )


_SENTENCES: dict[str, Callable[[], tuple[str, str]]] = {
    PROTECTED: _protected,
    WRONG_PASSWORD: _wrong_password,
    LOCKED: _locked,
    BROKEN: _broken,
    BROKEN_PAGE: _broken_page,
    EMPTY: _empty,
    TOO_BIG: _too_big,
    TOO_MANY_PAGES: _too_many_pages,
    TOO_SLOW: _too_slow,
    NO_PAGE: _no_page,
    NO_PICTURE: _no_picture,
    NO_READER: _no_reader,
    STOPPED: _stopped,
    NOT_STARTED: _not_started,
    NOT_SOUND: _not_sound,
}
