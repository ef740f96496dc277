"""Lets this computer remember a case's key, if the person wants that and the computer can keep a secret."""

from __future__ import annotations

from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows.open_case import tidied, usual_ways
from secondop_desktop.vault import case_file, keychain
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.keychain import Availability
from secondop_desktop.vault.vault import Vault


def can_remember() -> Availability:
    """Whether this computer has a safe place for a key, with a sentence; nobody is asked for anything."""
    return keychain.offered()


def remember(vault: Vault) -> None:
    """Put the key of an open case into the computer's own keychain; the passphrase still opens it too.

    Whoever calls it notes in the settings that it is there, best before: without a note nobody looks for it.
    """
    keychain.remember(vault.public_name, vault.key)


def forget(vault: Vault) -> None:
    """Take the key of an open case out of the keychain."""
    keychain.forget(vault.public_name)


def is_remembered(vault: Vault, known: Settings) -> bool:
    """Whether this computer holds the key of an open case; its keychain is asked only if it was noted so."""
    name = vault.public_name
    return name in known.remembered and keychain.recall(name) is not None


def is_remembered_folder(folder: Path, known: Settings) -> bool:
    """Whether the settings say that this computer holds the key of the case in `folder`.

    The keychain is not asked, for a locked one would ask the person. This process must not have the case
    open. A folder without a case has none.
    """
    try:
        return case_file.public_name(folder) in known.remembered
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
