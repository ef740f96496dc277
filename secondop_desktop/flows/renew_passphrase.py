"""The story of a new passphrase: the old one is asked for, the case re-keyed and closed, a new sheet made."""

from __future__ import annotations

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import keep_key, open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keychain import KeychainProblem
from secondop_desktop.vault.vault import Vault


def renew_passphrase(
    vault: Vault,
    old: str,
    new: str,
    progress: Progress = NO_PROGRESS,
    ways: Ways | None = None,
    known: Settings | None = None,
) -> tuple[str, ...]:
    """Give the case a new passphrase; afterwards it is closed, and opens with the new one only.

    The lines of the new recovery sheet come back. Raises FieldError("old") or FieldError("passphrase"); then
    the case is open as before. A key that this computer remembers, as `known` tells, is replaced by the new
    one and noted there; the caller saves the settings.
    """
    if not open_case.is_passphrase(vault, old, ways):
        raise FieldError("old", tr("This is not the passphrase of this case."), tr("Please type it again."))
    known = known or Settings()
    remembered = _forget_key(vault, known)
    try:
        changed = open_case.change_passphrase(vault, new, progress, ways)
    except BaseException:
        if remembered and vault.key:
            _remember_key(vault, known)
        raise
    try:
        if remembered:
            _remember_key(changed.vault, known)
        return changed.recovery_lines
    finally:
        changed.vault.close()


def _forget_key(vault: Vault, known: Settings) -> bool:
    try:
        remembered = keep_key.is_remembered(vault, known)
        if remembered:
            keep_key.forget(vault)
            known.note_key(vault.public_name, kept=False)
    except KeychainProblem:
        return False  # there is no keychain to be trusted, so nothing of ours is in it
    return remembered


def _remember_key(vault: Vault, known: Settings) -> None:
    try:
        keep_key.remember(vault)
        known.note_key(vault.public_name, kept=True)
    except KeychainProblem:
        return  # the passphrase opens the case as ever; the settings show that it is not remembered
