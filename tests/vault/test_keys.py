"""A passphrase becomes a key; one key becomes several."""

import pytest
from argon2.exceptions import HashingError
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import keys
from secondop_desktop.vault.keys import PROFILES, KdfProfile, derive, profile_for_new_case, subkey

CHEAP = KdfProfile(number=0, memory_kib=64, time_cost=1, lanes=1)
SALT = bytes(range(16))
GIB = 1024**3


def test_the_key_is_the_one_another_library_derives():
    other = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=64)
    assert derive("a long passphrase", SALT, CHEAP) == other.derive(b"a long passphrase")


def test_the_key_for_a_new_case_stays_the_same_in_every_version():
    key = derive("correct horse battery", SALT, PROFILES[0])
    other = Argon2id(salt=SALT, length=32, iterations=3, lanes=4, memory_cost=256 * 1024)
    assert key == other.derive(b"correct horse battery")
    assert len(key) == 32


def test_a_passphrase_typed_on_another_keyboard_gives_the_same_key():
    composed, decomposed, wide = "café au lait", "cafe\u0301 au lait", "\uff43afé au lait"
    assert derive(composed, SALT, CHEAP) == derive(decomposed, SALT, CHEAP) == derive(wide, SALT, CHEAP)


def test_another_salt_passphrase_or_cost_gives_another_key():
    dearer = KdfProfile(number=0, memory_kib=128, time_cost=1, lanes=1)
    found = {
        derive("one passphrase", SALT, CHEAP),
        derive("One passphrase", SALT, CHEAP),
        derive("one passphrase", bytes(16), CHEAP),
        derive("one passphrase", SALT, dearer),
    }
    assert len(found) == 4


def test_half_of_a_sign_is_a_passphrase_like_any_other():
    assert len(derive("broken \ud83d sign", SALT, CHEAP)) == 32


@pytest.mark.parametrize("salt", [b"", bytes(15), bytes(17)])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(ValueError, match="16 bytes"):
        derive("a passphrase", salt, CHEAP)


def test_too_little_memory_is_said_in_a_sentence(monkeypatch):
    def no_memory(*_args, **_options):
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", no_memory)
    with pytest.raises(UserError, match="too little free memory"):
        derive("a passphrase", SALT, CHEAP)


def test_no_profile_is_weaker_than_promised_and_the_newest_comes_first():
    assert [profile.number for profile in PROFILES] == [1, 2]
    assert PROFILES[0] == KdfProfile(1, 256 * 1024, 3, 4)
    assert all(profile.memory_kib >= 64 * 1024 and profile.time_cost >= 3 for profile in PROFILES)


@pytest.mark.parametrize(("free", "number"), [(2 * GIB - 1, 2), (2 * GIB, 1), (0, 2), (64 * GIB, 1)])
def test_only_a_computer_with_little_memory_gets_the_smaller_profile(free, number):
    assert profile_for_new_case(free).number == number


def test_a_computer_that_does_not_say_how_much_is_free_gets_the_full_profile(monkeypatch):
    monkeypatch.setattr(keys, "memory_free", lambda: None)
    assert profile_for_new_case() == PROFILES[0]


def test_free_memory_is_read_from_the_system(tmp_path):
    info = tmp_path / "meminfo"
    info.write_text("MemTotal:  100 kB\nMemAvailable:     2048 kB\n")
    assert keys.memory_free(info) == 2048 * 1024
    info.write_text("MemTotal:  100 kB\n")
    assert keys.memory_free(info) is None
    assert keys.memory_free(tmp_path / "nowhere") is None


def test_keys_for_two_purposes_tell_nothing_about_each_other():
    root = bytes(32)
    assert subkey(root, "blobs") == subkey(root, "blobs")
    assert len({subkey(root, "blobs"), subkey(root, "digest"), subkey(b"\1" * 32, "blobs"), root}) == 4
    assert len(subkey(root, "blobs")) == 32


def test_the_derived_keys_never_change_between_versions():
    assert subkey(bytes(32), "blobs").hex().startswith(SUBKEY)


SUBKEY = "9a829630fd450d58"
