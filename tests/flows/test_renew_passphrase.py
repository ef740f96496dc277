"""A new passphrase: asked for twice over, a new sheet, and the case closed behind it."""

import pytest

from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import keep_key, open_case
from secondop_desktop.flows.renew_passphrase import renew_passphrase
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.keychain import KeychainProblem
from tests.encrypted_case import PASSPHRASE

NEW = "nine brown otters under the bridge"


@pytest.fixture
def shelf(monkeypatch):
    """A keychain in memory; `shelf` maps public names to keys."""
    kept = {}
    monkeypatch.setattr(keep_key.keychain, "recall", kept.get)
    monkeypatch.setattr(keep_key.keychain, "remember", kept.__setitem__)
    monkeypatch.setattr(keep_key.keychain, "forget", lambda name: kept.pop(name, None))
    return kept


def test_only_the_passphrase_is_the_passphrase(vault, ways):
    assert open_case.is_passphrase(vault, PASSPHRASE, ways)
    assert not open_case.is_passphrase(vault, PASSPHRASE + " ", ways)
    assert not open_case.is_passphrase(vault, "\n".join(open_case.recovery_lines(vault)), ways)


def test_the_case_opens_with_the_new_passphrase_and_the_new_sheet(vault, folder, ways):
    lines = renew_passphrase(vault, PASSPHRASE, NEW, ways=ways)
    for secret in (NEW, "\n".join(lines)):
        open_case.open_case(folder, secret, ways).close()
    with pytest.raises(WrongSecret):
        open_case.open_case(folder, PASSPHRASE, ways)


@pytest.mark.parametrize(
    ("old", "new", "field"), [("not this one at all", NEW, "old"), (PASSPHRASE, "short", "passphrase")]
)
def test_a_mistake_leaves_the_case_open_as_it_was(vault, folder, ways, old, new, field):
    with pytest.raises(FieldError) as refused:
        renew_passphrase(vault, old, new, ways=ways)
    assert refused.value.field == field
    assert open_case.is_passphrase(vault, PASSPHRASE, ways)
    with vault.write():
        pass


def test_a_remembered_key_is_replaced_by_the_new_one(vault, folder, ways, shelf):
    keep_key.remember(vault)
    before, known = dict(shelf), Settings(remembered=[vault.public_name])
    renew_passphrase(vault, PASSPHRASE, NEW, ways=ways, known=known)
    assert list(shelf) == known.remembered
    assert not set(shelf.values()) & set(before.values())
    opened = keep_key.open_remembered(folder, ways)
    opened.close()


def test_a_key_that_was_not_remembered_stays_unremembered(vault, ways, shelf):
    renew_passphrase(vault, PASSPHRASE, NEW, ways=ways)
    assert shelf == {}


def test_a_weak_passphrase_leaves_the_remembered_key_where_it_is(vault, ways, shelf):
    keep_key.remember(vault)
    before, known = dict(shelf), Settings(remembered=[vault.public_name])
    with pytest.raises(UserError):
        renew_passphrase(vault, PASSPHRASE, "short", ways=ways, known=known)
    assert shelf == before
    assert known.remembered == [vault.public_name]


def test_a_keychain_that_does_not_answer_is_no_obstacle(vault, folder, ways, shelf, monkeypatch):
    keep_key.remember(vault)
    known = Settings(remembered=[vault.public_name])

    def silent(*_):
        raise KeychainProblem("The keychain does not answer.")

    monkeypatch.setattr(keep_key.keychain, "remember", silent)
    renew_passphrase(vault, PASSPHRASE, NEW, ways=ways, known=known)
    assert known.remembered == []
    open_case.open_case(folder, NEW, ways).close()
    monkeypatch.setattr(keep_key.keychain, "recall", silent)
    vault = open_case.open_case(folder, NEW, ways)
    known.note_key(vault.public_name, kept=True)
    renew_passphrase(vault, NEW, PASSPHRASE, ways=ways, known=known)
    open_case.open_case(folder, PASSPHRASE, ways).close()
