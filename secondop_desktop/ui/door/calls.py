"""What the door needs done behind it; the app hands in the real flows, a test hands in its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from secondop_desktop.base.dates import PartialDate
    from secondop_desktop.vault.vault import Vault


class Judgement(Protocol):
    """What is thought of a passphrase: `strength` is 0 to 4."""

    @property
    def ok(self) -> bool:
        """Whether it may be used."""
        ...

    @property
    def sentence(self) -> str:
        """Why not, or how good it is."""
        ...

    @property
    def strength(self) -> int:
        """0 to 4."""
        ...


class OpenedCase(Protocol):
    """A new case and the lines of its recovery sheet."""

    @property
    def vault(self) -> Vault:
        """The open case."""
        ...

    @property
    def recovery_lines(self) -> tuple[str, ...]:
        """What opens the case when the passphrase is lost."""
        ...


@dataclass(frozen=True)
class DoorCalls:
    """The flows behind the door. All that take time run off the GUI thread.

    They raise UserError with a sentence for a wrong passphrase, a damaged file or a folder that is of no use.
    `check_line(vault, number, typed)` is about a line of the recovery sheet, `check_place(vault, folder)`
    about a second place for safe copies. `places_of(folder)` are the places where copies of a case may be.
    `remembers(folder)` tells whether this computer keeps the key of a case that is not open;
    `open_remembered(folder)` opens it with that key, None when there is none that fits.
    """

    offer_passphrase: Callable[[], str]
    judge_passphrase: Callable[[str], Judgement]
    create: Callable[[Path, str, str], OpenedCase]
    open: Callable[[Path, str], Vault]
    recovery_pdf: Callable[[tuple[str, ...], str], bytes]
    sample: Callable[[Path], Vault]
    check_line: Callable[[Vault, int, str], object]
    check_place: Callable[[Vault, Path], object]
    places_of: Callable[[Path], list[Path]]
    remembers: Callable[[Path], bool]
    open_remembered: Callable[[Path], Vault | None]


@dataclass(frozen=True)
class Hint:
    """What is found out about a case behind the lock: whether its key is remembered here, and the
    passphrase if everybody may know it.
    """

    remembered: bool = False
    passphrase: str = ""


@dataclass(frozen=True)
class FirstAnswers:
    """The three questions of the first run; each may be empty."""

    what_happened: str = ""
    next_appointment: PartialDate | None = None
    why: str = ""


@dataclass(frozen=True)
class Entered:
    """What the door lets through: an open case, where it is kept, and what was answered on the way in.

    `second_place` is the folder chosen for safe copies; `sheet_read` says that the sheet was read back.
    """

    vault: Vault
    folder: Path
    answers: FirstAnswers | None = None
    sample: bool = False
    second_place: Path | None = None
    sheet_read: bool = False
