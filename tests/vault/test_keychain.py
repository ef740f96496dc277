"""The key in the keychain of the computer: only in one to be trusted, never a reason to be locked out."""

import base64

import keyring
import keyring.backend
import pytest
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import keychain
from secondop_desktop.vault.keychain import KeychainProblem, forget, offered, recall, remember

KEY = bytes(range(32))
CASE = "0198c7f0-0000-7000-8000-000000000001"


class Kept(keyring.backend.KeyringBackend):
    """A keychain in memory; made to look like an allowed one."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.entries = {}

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.entries:
            raise PasswordDeleteError("not there")
        del self.entries[service, username]


def posing_as(name, base=Kept, **methods):
    """A class that has the full name of another one."""
    module, _, qualname = name.rpartition(".")
    return type(qualname, (base,), {"__module__": module, "__qualname__": qualname, **methods})


def use(backend):
    keyring.set_keyring(backend)
    return backend


@pytest.fixture(autouse=True)
def _own_keyring():
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def chain():
    return use(posing_as("keyring.backends.SecretService.Keyring")())


@pytest.mark.parametrize("name", sorted(keychain._ALLOWED))
def test_a_key_is_kept_recalled_and_forgotten(name):
    backend = use(posing_as(name)())
    assert offered().ok
    assert recall(CASE) is None
    remember(CASE, KEY)
    assert recall(CASE) == KEY
    assert recall("another case") is None
    forget(CASE)
    forget(CASE)
    assert recall(CASE) is None
    assert backend.entries == {}


def test_a_keychain_is_not_touched_to_see_whether_there_is_one(chain, monkeypatch):
    for call in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(type(chain), call, raises(KeyringLocked("a locked one would ask the person")))
    assert offered().ok
    assert offered().sentence


def test_the_check_leaves_nothing_behind(chain):
    remember(CASE, KEY)
    assert list(chain.entries) == [("SecondOp", CASE)]


def raises(error):
    def method(*_args):
        raise error

    return method


def not_offered(sentence):
    found = offered()
    assert not found.ok
    assert sentence in found.sentence
    refused(sentence)


def refused(sentence):
    with pytest.raises(KeychainProblem, match=sentence) as raised:
        remember(CASE, KEY)
    assert "Your passphrase opens it" in raised.value.advice
    assert isinstance(raised.value, UserError)


@pytest.mark.parametrize(
    "backend",
    [
        null.Keyring,
        fail.Keyring,
        Kept,
        posing_as("keyrings.alt.file.PlaintextKeyring"),
        posing_as("keyrings.alt.file.EncryptedKeyring"),
        posing_as("elsewhere.SecretService.Keyring"),
        posing_as("keyring.backends.SecretService.Keyring.Inner"),
    ],
)
def test_a_keychain_that_keeps_nothing_or_plain_text_is_refused(backend):
    made = use(backend())
    not_offered("no keychain that keeps a key safely")
    for ask in (recall, forget):
        with pytest.raises(KeychainProblem):
            ask(CASE)
    assert not getattr(made, "entries", {})


def chain_of(*backends):
    made = ChainerBackend()
    made.__class__ = posing_as(
        "keyring.backends.chainer.ChainerBackend", ChainerBackend, backends=list(backends)
    )
    return use(made)


def test_of_several_keychains_only_the_allowed_one_is_used():
    plain, good = Kept(), posing_as("keyring.backends.libsecret.Keyring")()
    chain_of(plain, null.Keyring(), good)
    remember(CASE, KEY)
    assert recall(CASE) == KEY
    assert plain.entries == {}
    assert len(good.entries) == 1


def test_several_keychains_without_an_allowed_one_are_refused():
    chain_of(Kept(), null.Keyring())
    not_offered("no keychain that keeps a key safely")
    chain_of()
    not_offered("no keychain that keeps a key safely")


def test_a_wiped_keychain_only_means_typing_the_passphrase(chain):
    remember(CASE, KEY)
    chain.entries.clear()
    assert recall(CASE) is None
    forget(CASE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "ä",
        "AAAA",
        "====",
        base64.b64encode(bytes(31)).decode(),
        base64.b64encode(bytes(33)).decode(),
    ],
)
def test_a_changed_entry_only_means_typing_the_passphrase(chain, text):
    remember(CASE, KEY)
    chain.entries[keychain.SERVICE, CASE] = text
    assert recall(CASE) is None


@pytest.mark.parametrize("call", ["get_password", "set_password", "delete_password"])
def test_a_locked_keychain_is_told_in_a_sentence(call):
    use(posing_as("keyring.backends.macOS.Keyring", **{call: raises(KeyringLocked("locked"))})())
    refused("keychain of this computer is locked")


@pytest.mark.parametrize(
    "error", [InitError("no"), OSError("bus"), RuntimeError("dbus"), ValueError("?"), KeyError(1)]
)
@pytest.mark.parametrize("call", ["get_password", "set_password", "delete_password"])
def test_whatever_a_keychain_raises_becomes_a_sentence(call, error):
    use(posing_as("keyring.backends.Windows.WinVaultKeyring", **{call: raises(error)})())
    refused("does not answer")


def test_recalling_and_forgetting_raise_nothing_foreign(chain):
    remember(CASE, KEY)
    use(posing_as("keyring.backends.macOS.Keyring", get_password=raises(OSError("bus")))())
    for ask in (recall, forget):
        with pytest.raises(KeychainProblem, match="does not answer"):
            ask(CASE)
    stuck = use(posing_as("keyring.backends.macOS.Keyring", delete_password=raises(OSError("bus")))())
    stuck.entries[keychain.SERVICE, CASE] = "x"
    with pytest.raises(KeychainProblem, match="does not answer"):
        forget(CASE)


def test_a_keychain_that_cannot_even_be_found_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", raises(RuntimeError("no such backend")))
    not_offered("does not answer")


@pytest.mark.parametrize(
    "methods",
    [
        {"set_password": lambda *_args: None},
        {"get_password": lambda *_args: "something else"},
        {"delete_password": lambda *_args: None},
    ],
    ids=["keeps nothing", "gives back something else", "deletes nothing"],
)
def test_a_keychain_that_does_not_keep_what_it_is_given_is_refused(methods):
    use(posing_as("keyring.backends.kwallet.DBusKeyring", **methods)())
    refused("does not keep what it is given")


def test_a_keychain_that_fails_after_the_check_is_told(monkeypatch):
    def only_short(self, service, username, password):
        self.entries[service, username] = password[:32]

    use(posing_as("keyring.backends.kwallet.DBusKeyring", set_password=only_short)())
    with pytest.raises(KeychainProblem, match="did not keep the key"):
        remember(CASE, KEY)


def test_the_keychain_holds_no_word_about_the_case_but_its_number(chain):
    remember(CASE, KEY)
    assert chain.entries == {("SecondOp", CASE): base64.b64encode(KEY).decode()}
