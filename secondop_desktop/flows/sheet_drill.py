"""Makes sure that the recovery sheet on paper can be read, without showing anything of it."""

from __future__ import annotations

import secrets

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.vault import recovery
from secondop_desktop.vault.vault import Vault

FIELD = recovery.FIELD


def choose_line() -> int:
    """The number of the line to ask for; each time by chance, so that no part is left unread."""
    return 1 + secrets.randbelow(recovery.LINES)


def check_line(vault: Vault, number: int, typed: str) -> None:
    """Raise FieldError(FIELD) unless `typed` is that line of the sheet of an open case."""
    if not typed.strip():
        raise FieldError(FIELD, tr("Please type line {number} as it stands on the paper.", number=number))
    recovery.compare_line(vault.key, number, typed)
