"""Lets this computer remember a case's key, if the person wants that and the computer can keep a secret."""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows.open_case import tidied, usual_ways
from secondop_desktop.vault import case_file, keychain
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.keychain import Availability
from secondop_desktop.vault.vault import Vault


def can_remember() -> Availability:
    """Whether this computer has a safe place for a key, with a sentence."""
    return keychain.available()


def remember(vault: Vault) -> None:
    """Put the key of an open case into the computer's own keychain; the passphrase still opens it too."""
    keychain.remember(vault.public_name, vault.key)


def forget(vault: Vault) -> None:
    """Take the key of an open case out of the keychain."""
    keychain.forget(vault.public_name)


def is_remembered(vault: Vault) -> bool:
    """Whether this computer holds the key of an open case."""
    return keychain.recall(vault.public_name) is not None


def is_remembered_folder(folder: Path) -> bool:
    """Whether this computer holds the key of the case in `folder`, which this process must not have open.

    A folder without a case and a computer without a safe keychain hold none.
    """
    try:
        return keychain.recall(case_file.public_name(folder)) is not None
    except (UserError, OSError):
        return False


def open_remembered(folder: Path, ways: Ways | None = None, *, or_look: bool = False) -> Vault | None:
    """Open a case with the remembered key; None when there is none or it no longer fits."""
    key = keychain.recall(case_file.public_name(folder))
    if key is None:
        return None
    try:
        return tidied(case_file.open_with_key(folder, key, ways or usual_ways(), or_look=or_look))
    except WrongSecret:
        return None
