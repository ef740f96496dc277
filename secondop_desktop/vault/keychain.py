"""The key of a case in the keychain of the computer: off until asked for, never the only holder."""

from __future__ import annotations

import base64
import binascii
import importlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.vault.keys import KEY_BYTES

SERVICE = "SecondOp"
_PROBE = "check"

# Named exactly: the null and the fail backend keep nothing, others keep plain text, and a class of another
# module may do anything.
_ALLOWED = frozenset({
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.kwallet.DBusKeyringKWallet5",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
})  # fmt: skip
_CHAIN = "keyring.backends.chainer.ChainerBackend"

Answer = TypeVar("Answer")


class Backend(Protocol):
    """What this module uses of a keychain."""

    def get_password(self, service: str, username: str) -> str | None:
        """The text kept under a name, None when there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text under a name."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Take the text of a name away."""
        ...


@dataclass(frozen=True)
class Availability:
    """Whether there is a keychain that can be used, and a sentence about it."""

    ok: bool
    sentence: str


class KeychainProblem(UserError):
    """The keychain of the computer did not do what it was asked; the passphrase opens the case as ever."""

    def __init__(self, what: str) -> None:
        super().__init__(what, tr("Your case is safe. Your passphrase opens it as before."))


def offered() -> Availability:
    """Whether there is a keychain to be trusted; it is not asked for anything, so no locked one asks back."""
    try:
        _backend()
    except KeychainProblem as problem:
        return Availability(False, problem.what)
    return Availability(True, tr("The keychain of this computer can keep the key of your case."))


def remember(case_id: str, key: bytes) -> None:
    """Keep the 32-byte file key of a case; raises KeychainProblem when it cannot be trusted to be there."""
    backend = _checked()
    text = base64.b64encode(key).decode("ascii")
    _ask(lambda: backend.set_password(SERVICE, case_id, text))
    if _ask(lambda: backend.get_password(SERVICE, case_id)) != text:
        raise KeychainProblem(tr("The keychain of this computer did not keep the key."))


def recall(case_id: str) -> bytes | None:
    """The key that was kept for a case; None when there is none, or one that cannot be right.

    Raises KeychainProblem when there is no keychain to be trusted or it does not answer.
    """
    backend = _backend()
    text = _ask(lambda: backend.get_password(SERVICE, case_id))
    try:
        key = base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def forget(case_id: str) -> None:
    """Take the key of a case out of the keychain; does nothing when it is not there."""
    backend = _backend()
    if _ask(lambda: backend.get_password(SERVICE, case_id)) is not None:
        _ask(lambda: backend.delete_password(SERVICE, case_id))


def _checked() -> Backend:
    """The keychain, after it wrote, read and deleted an entry of no value."""
    backend = _backend()
    # A name of its own each time: two programs that check at once must not meet.
    name, value = f"{_PROBE}-{secrets.token_hex(8)}", secrets.token_hex(16)
    _ask(lambda: backend.set_password(SERVICE, name, value))
    kept = _ask(lambda: backend.get_password(SERVICE, name)) == value
    if kept:
        _ask(lambda: backend.delete_password(SERVICE, name))
        kept = _ask(lambda: backend.get_password(SERVICE, name)) is None
    if not kept:
        raise KeychainProblem(tr("The keychain of this computer does not keep what it is given."))
    return backend


def _backend() -> Backend:
    """The keychain the system offers, or the first allowed one of several; others are refused."""
    found = _ask(lambda: importlib.import_module("keyring").get_keyring())
    offered = _ask(lambda: list(found.backends)) if _kind(found) == _CHAIN else [found]
    for backend in offered:
        if _kind(backend) in _ALLOWED:
            chosen: Backend = backend
            return chosen
    raise KeychainProblem(tr("This computer has no keychain that keeps a key safely."))


def _kind(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _ask(question: Callable[[], Answer]) -> Answer:
    """Whatever a keychain raises, in a sentence: each of them has errors of its own kind."""
    try:
        return question()
    except Exception as error:
        if type(error).__name__ == "KeyringLocked":
            raise KeychainProblem(tr("The keychain of this computer is locked.")) from error
        raise KeychainProblem(tr("The keychain of this computer does not answer.")) from error
