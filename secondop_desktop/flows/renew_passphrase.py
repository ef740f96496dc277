"""The story of a new passphrase: the old one is asked for, the case re-keyed and closed, a new sheet made."""

from __future__ import annotations

from secondop_desktop.base.errors import FieldError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.flows import keep_key, open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keychain import KeychainProblem
from secondop_desktop.vault.vault import Vault


def renew_passphrase(
    vault: Vault, old: str, new: str, progress: Progress = NO_PROGRESS, ways: Ways | None = None
) -> tuple[str, ...]:
    """Give the case a new passphrase; afterwards it is closed, and opens with the new one only.

    The lines of the new recovery sheet come back. Raises FieldError("old") or FieldError("passphrase"); then
    the case is open as before. A key that this computer remembered is replaced by the new one.
    """
    if not open_case.is_passphrase(vault, old, ways):
        raise FieldError("old", tr("This is not the passphrase of this case."), tr("Please type it again."))
    remembered = _forget_key(vault)
    try:
        changed = open_case.change_passphrase(vault, new, progress, ways)
    except BaseException:
        if remembered and vault.key:
            _remember_key(vault)
        raise
    try:
        if remembered:
            _remember_key(changed.vault)
        return changed.recovery_lines
    finally:
        changed.vault.close()


def _forget_key(vault: Vault) -> bool:
    try:
        remembered = keep_key.is_remembered(vault)
        if remembered:
            keep_key.forget(vault)
    except KeychainProblem:
        return False  # there is no keychain to be trusted, so nothing of ours is in it
    return remembered


def _remember_key(vault: Vault) -> None:
    try:
        keep_key.remember(vault)
    except KeychainProblem:
        return  # the passphrase opens the case as ever; the settings show that it is not remembered
