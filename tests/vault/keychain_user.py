"""A process that uses the keychain of this computer as the program does, and says what came of it."""

import json
import sys
from contextlib import closing
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows import keep_key
from secondop_desktop.vault import case_file, keychain
from tests.encrypted_case import PASSPHRASE, cheap_ways


def collection():
    """The collection of the Secret Service in which keys are kept."""
    import secretstorage

    return secretstorage.get_default_collection(secretstorage.dbus_init())


def make(folder):
    case_file.create(folder, PASSPHRASE, cheap_ways()).close()
    return "made"


def offered(_folder):
    return keep_key.can_remember().ok


def remember(folder):
    with closing(case_file.unlock(folder, PASSPHRASE, cheap_ways())) as vault:
        keep_key.remember(vault)
        return keychain.recall(vault.public_name) == vault.key


def open_without(folder):
    vault = keep_key.open_remembered(folder, cheap_ways())
    if vault is None:
        return "no key"
    with closing(vault):
        return "open" if vault.adds_up() else "damaged"


def forget(folder):
    keychain.forget(case_file.public_name(folder))
    return keychain.recall(case_file.public_name(folder)) is None


def spoil(folder):
    """Change the entry as another program might."""
    import keyring

    keyring.set_password(keychain.SERVICE, case_file.public_name(folder), "A" * 44)
    return "changed"


def lock(_folder):
    collection().lock()
    return collection().is_locked()


def told(_folder):
    """What whoever looks into the keychain sees without opening an entry."""
    return [[item.get_label(), item.get_attributes()] for item in collection().get_all_items()]


def main():
    """Do what was asked, one thing after the other; a problem is said in its sentence."""
    folder = Path(sys.argv[1])
    deeds = (make, offered, remember, open_without, forget, spoil, lock, told)
    known = {deed.__name__: deed for deed in deeds}
    sys.stdout.write(json.dumps([tried(known[word], folder) for word in sys.argv[2:]]))


def tried(deed, folder):
    try:
        return deed(folder)
    except UserError as problem:
        return problem.sentence


if __name__ == "__main__":
    main()
