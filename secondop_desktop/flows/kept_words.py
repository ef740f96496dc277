"""What is said of files that are kept as they are, and of others that are not quite what one would think."""

from __future__ import annotations

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.intake.examine import Examined
from secondop_desktop.intake.kinds import AUDIO, KEPT, OFFICE, VIDEO
from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import unreadable


def why_kept(kind: str) -> UserError | None:
    """Why a kind of file is kept but not read, and what one can do; nothing for kinds that are read."""
    if kind not in KEPT:
        return None
    if kind in AUDIO:
        return UserError(
            tr("This is a sound recording. It is kept safely for your visit, but SecondOp cannot play it."),
            tr("You can open it in another program to listen to it."),
        )
    if kind in VIDEO:
        return UserError(
            tr("This is a film or a recording. It is kept safely, but SecondOp cannot play it."),
            tr("You can save a copy of it and play that."),
        )
    return _of_writing(kind)


def _of_writing(kind: str) -> UserError:
    if kind == "doc":
        return UserError(
            tr("This is a Word file of the older kind. It is kept safely, but SecondOp cannot read it."),
            tr("Open it in Word or LibreOffice, save it as PDF, and add that copy as well."),
        )
    if kind in OFFICE:
        return UserError(
            tr("This is a file of tables or slides. It is kept safely, but SecondOp cannot read it."),
            tr("Open it in its own program, save it as PDF, and add that copy as well."),
        )
    if kind == "zip-inside":
        return UserError(
            tr("This archive came inside another file. It is kept safely, but not unpacked."),
            tr("Save a copy of it, unpack that on your computer, and add the files you need."),
        )
    if kind == "program":
        return UserError(
            tr("This is a program and not a record. It is kept as it is, and SecondOp never starts it."),
            tr("If you do not know where it comes from, please delete it."),
        )
    if kind == "locked":
        return unreadable(errors.LOCKED)
    return UserError(tr("This kind of file is kept safely, but SecondOp cannot read it."))


def remark(found: Examined) -> str:
    """What a person should know right when a file comes in; mostly nothing."""
    kept = why_kept(found.kind)
    if kept is not None and (found.kind != "unknown" or found.name_lies):
        return kept.sentence
    if found.kind == "docm":
        return tr("It holds macros, which are small programs. SecondOp reads its words and never runs them.")
    if found.name_lies:
        return tr("It is not the kind of file that its name says. It is read as what it really is.")
    return ""
