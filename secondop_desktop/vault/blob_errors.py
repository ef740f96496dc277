"""What can go wrong with an attachment, each with a sentence of its own."""

from __future__ import annotations

import errno

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class DamagedBlob(UserError):
    """An attachment is not as it was written; `name` is the blob's name."""

    def __init__(self, name: str, what: str = "") -> None:
        super().__init__(
            what or tr("One attached file is damaged and cannot be shown. Everything else is as it was."),
            tr("Attach the file again if you still have it, or get it back from a backup."),
        )
        self.name = name


class MissingBlob(DamagedBlob):
    """The file of an attachment is not in the case folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, tr("One attached file is not in the folder of this case. Everything else is as it was.")
        )


class UnreadableBlob(DamagedBlob):
    """The disk did not give the bytes of an attachment; they may be whole."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, tr("The disk did not let one attached file be read. Nothing was changed on it.")
        )


class BlobsReadOnly(UserError):
    """The case was opened for looking only."""

    def __init__(self) -> None:
        super().__init__(
            tr("This case is open for reading only, so no file can be added or removed."),
            tr("Nothing was lost. Close it where it is in use, then open it again here."),
        )


def could_not_be_read() -> UserError:
    """The source of a new attachment broke off."""
    return UserError(
        tr("This file could not be read to its end, so it was not added. Your case is as it was."),
        tr("Is the disk or stick it lies on still connected? Then try again."),
    )


def could_not_be_listed() -> UserError:
    """The folder of the attachments cannot be looked into."""
    return UserError(
        tr("The folder with the attached files of this case cannot be looked into. Nothing was changed."),
        tr("Check that the disk is connected and that you may read the folder, then try again."),
    )


def could_not_be_kept(error: OSError) -> UserError:
    """The disk of the case did not take a new attachment."""
    if error.errno in _FULL:
        return UserError(
            tr("The disk is full, so this file was not added. Nothing was lost."),
            tr("Make some room on the disk, then add the file again."),
        )
    if error.errno == errno.EFBIG:
        return UserError(
            tr("This disk cannot hold a file as large as this one, so it was not added. Nothing was lost."),
            tr("Move your case to the computer's own disk, then add the file again."),
        )
    return UserError(
        tr("The folder of your case could not be written to, so this file was not added. Nothing was lost."),
        tr("Check that the disk is connected and that you may write in the folder, then try again."),
    )
