"""What can go wrong with a case file, each with a sentence of its own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr


class WrongSecret(UserError):
    """The passphrase, or the recovery sheet, is not the one of this case."""

    def __init__(self) -> None:
        super().__init__(
            tr("This passphrase does not open this case."),
            tr("Nothing was changed. Check capital letters and spaces, and try again."),
        )


class NotACase(UserError):
    """What was chosen is no case of this program."""


class CaseDamaged(UserError):
    """Something in the case file is not as it was written."""


class CaseNewer(UserError):
    """The case was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            tr("This case was last used with a newer version of SecondOp."),
            tr("Nothing was changed. You can look at it here, or update SecondOp to write in it."),
        )


class UpgradeRefused(UserError):
    """The case was written by an older version, and no copy could be made before its tables are changed."""

    def __init__(self, problem: UserError) -> None:
        super().__init__(
            tr("This case must be fitted to this version of SecondOp. It is copied first, and that failed."),
            f"{tr('Nothing was changed.')} {problem.sentence}",
        )


class CipherMissing(UserError):
    """The encryption part of the program is missing, so nothing is created or opened."""

    def __init__(self) -> None:
        super().__init__(
            tr("The part of SecondOp that encrypts is missing on this computer."),
            tr("Your case was not touched. Please install SecondOp again."),
        )


class RowDamaged(CaseDamaged):
    """One row is not as it was written; `family` and `item` say which."""

    def __init__(self, family: str, item: str) -> None:
        super().__init__(
            tr("One entry of this case is damaged and is not shown."),
            tr("Nothing else was changed. Please keep a copy of the case before you go on."),
        )
        self.family = family
        self.item = item


class FileDamaged(CaseDamaged):
    """The database cannot be read though the secret is right."""


def damaged_file() -> FileDamaged:
    """The words for it."""
    return FileDamaged(
        tr("This case file is damaged."),
        tr(
            "Nothing was changed. Keep this folder as it is. You can repair it into a new case, or go back "
            "to a safe copy."
        ),
    )


def not_as_written() -> CaseDamaged:
    """The rows do not add up to what the last change left behind."""
    return CaseDamaged(
        tr("Something in this case is not as SecondOp last wrote it."),
        tr("Nothing was changed. You can still look at it; keep a copy of the folder first."),
    )


class StaleEdit(UserError):
    """The record was changed since it was read."""

    def __init__(self) -> None:
        super().__init__(
            tr("This entry was changed meanwhile, so your change was not kept."),
            tr("What is there now is shown. Please make your change again."),
        )


class DiskTrouble(UserError):
    """The disk does not take a change just now; the same may work again in a moment."""


class NoRoom(DiskTrouble):
    """The disk is full."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no room left on this disk, so the last change was not kept."),
            tr("Everything saved before is safe. Please make some room, then try again."),
        )


class NoAnswer(DiskTrouble):
    """The disk was pulled out, or does not do what it should."""

    def __init__(self) -> None:
        super().__init__(
            tr("The disk did not answer, so the last change was not kept."),
            tr("Everything saved before is safe. Is the disk still connected? Then try again."),
        )


def write_protected() -> DiskTrouble:
    """Nothing can be written any more where the case lies."""
    return DiskTrouble(
        tr("SecondOp may not write in this folder, so the last change was not kept."),
        tr("Everything saved before is safe. Is the disk write-protected? Then change that, and try again."),
    )


class DiskSilent(UserError):
    """The disk did not let a case be opened; it may be whole."""

    def __init__(self) -> None:
        super().__init__(
            tr("The disk did not let this case be opened."),
            tr("Nothing was changed. Is the disk still connected, with some room on it? Then try again."),
        )


class KeptAfterAll(UserError):
    """The change before this one was kept, though the disk had said that it was not."""

    def __init__(self) -> None:
        super().__init__(
            tr("The disk kept your last change after all, though it had answered with an error."),
            tr("Nothing was lost. Please look whether it is there before you make it again."),
        )


_NO_TEXT = "Could not decode"
_DAMAGE_OF_TEXT_INDEX = ("fts5: corrupt", "fts5: missing row", "fts5: checksum", "invalid fts5 file format")
"""How FTS5 words SQLITE_CORRUPT where it has words of its own (fts5_index.c, fts5_main.c, fts5_config.c)."""
_DAMAGE = ("malformed", "hmac", "not a database", "decrypting", "vtable constructor", *_DAMAGE_OF_TEXT_INDEX)


def in_words(error: DBAPIError) -> UserError | None:
    """The sentence for an error of the database, or None when it is a bug."""
    text = str(error.orig)
    if is_damage(error.orig):  # first of all: the person's own words may follow, whatever they say
        return damaged_file()
    return next((words() for signs, words in _WORDS if any(sign in text for sign in signs)), None)


def is_damage(error: BaseException | None) -> bool:
    """Whether the database complains about what is in the file, and not about the disk."""
    return str(error).startswith(_NO_TEXT) or looks_like_damage(error)


def looks_like_damage(error: BaseException | None) -> bool:
    """Whether it complains so, but would say the same of a place that the disk did not give just now."""
    text = str(error)
    return not text.startswith(_NO_TEXT) and any(sign in text for sign in _DAMAGE)


def in_use_elsewhere() -> UserError:
    """A program that knows nothing of our lock has the file open."""
    return UserError(
        tr("Another program is using this case file."), tr("Nothing was changed. Close it there first.")
    )


_WORDS: tuple[tuple[tuple[str, ...], Callable[[], UserError]], ...] = (
    (("full",), NoRoom),
    (("readonly", "read-only"), write_protected),
    (("disk I/O", "unable to open"), NoAnswer),
    (("locked",), in_use_elsewhere),
)
"""What an error of the database says, and what a person is told; the first that fits counts."""
